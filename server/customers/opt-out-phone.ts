// A number that the provider knows to have opted out gets no SMS of the organization any more.
import { sql } from 'kysely'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'
import { suppressAddress } from './suppress-address.ts'

/** Final until they write START, or a new consent is recorded. */
export async function optOutByProvider(org: Org, number: string, why: string): Promise<void> {
  await sql`insert into consent (id, phone, act, means, source, recorded_by, at)
    select ${newId()}, ${number}, 'revoked', 'provider', ${why}, ${org.actor}, ${org.now}
    where coalesce((select act from consent where org_id = ${org.id} and phone = ${number}
      order by at desc, id desc limit 1), '') <> 'revoked'`.execute(org.tx)
  await suppressAddress(org, {
    channel: 'phone', address: number, state: 'opted_out', reason: why,
  })
}
