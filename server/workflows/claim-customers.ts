// Takes the customers that are to be looked at now, those of a group together.
import { sql } from 'kysely'
import { wholeGroups, type Claimed } from '../actions/claim-groups.ts'
import type { Org } from '../platform/in-organization.ts'

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
