// Takes the customers that are to be looked at now, and notes when each is looked at next.
import { sql } from 'kysely'
import type { Instant } from '#domain/day.ts'
import { wholeGroups, type Claimed } from '../actions/claim-groups.ts'
import type { Org } from '../platform/in-organization.ts'
import { plainList } from '../platform/plain-list.ts'
import { kept } from '../platform/transaction.ts'

/**
 * A hint where to look; the lock keeps a second planner away from the same customers. What happens
 * to one of a group concerns all, so they are looked at together.
 */
export async function claimCustomers(org: Org, batch: number): Promise<Claimed[]> {
  const { rows } = await sql<Claimed>`
    select id, group_id from customer where org_id = ${org.id} and next_look_at <= ${org.now}
    order by next_look_at limit ${batch} for update skip locked`.execute(org.tx)
  return wholeGroups(org, rows)
}

/** Null: nothing of it comes by itself. */
export async function setLooks(
  org: Org, looks: readonly { id: string; at: Instant | null }[],
): Promise<void> {
  await sql`
    ${kept('looks')} update customer c set next_look_at = x.at
    from unnest(${plainList(looks.map((look) => look.id))}::uuid[],
      ${plainList(looks.map((look) => look.at))}::timestamptz[]) as x(id, at)
    where c.org_id = ${org.id} and c.id = x.id`.execute(org.tx)
}
