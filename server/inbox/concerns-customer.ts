// Whether a message that one of our people sent concerns a customer at all, told by its head.
import { sql } from 'kysely'
import { addressKey } from '#domain/mail/match-mail.ts'
import { headerOf } from '#domain/mail/mail.ts'
import type { Org } from '../platform/in-organization.ts'
import { readHeadOnly } from './read-mail.ts'

const MOST_HEAD_BYTES = 256 * 1024

/** It answers a message that a customer has had part in, or is written to a contact. */
export async function concernsCustomer(org: Org, headers: Buffer): Promise<boolean> {
  const mail = readHeadOnly(headers.subarray(0, MOST_HEAD_BYTES))
  // What we sent ourselves is on the timeline already.
  if (headerOf(mail, 'x-duebox-loop') !== '') return false
  const refs = [mail.inReplyTo, ...mail.references].flatMap((ref) => ref ?? [])
  const recipients = [...mail.to, ...mail.cc]
    .flatMap(({ address }) => [address, addressKey(address)])
  const { rows } = await sql<{ is_ours: boolean }>`select
      exists (select from message where org_id = ${org.id} and customer_id is not null
        and message_ref = any(${refs}::text[]))
      or exists (select from contact_address where org_id = ${org.id} and channel = 'email'
        and address = any(${[...new Set(recipients)]}::text[])) as is_ours`.execute(org.tx)
  return rows[0]?.is_ours ?? false
}
