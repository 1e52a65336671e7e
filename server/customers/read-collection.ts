// Reads, for many customers at once, in which of six plain conditions their collection is.
import { sql } from 'kysely'
import type { CustomerRow } from '#contract/customers.ts'
import type { z } from 'zod'
import type { Org } from '../platform/in-organization.ts'

export type Collection = z.output<typeof CustomerRow>['collection']

interface ConditionRow {
  id: string
  is_stopped: boolean
  is_halted: boolean
  is_paused: boolean
  has_run: boolean
  had_run: boolean
}

export async function collectionOf(
  org: Org, customerIds: readonly string[],
): Promise<Map<string, Collection>> {
  const { rows } = await sql<ConditionRow>`
    select c.id, c.legal_stop_reason is not null as is_stopped,
      exists (select from reply_action r where r.org_id = c.org_id and r.customer_id = c.id
        and r.state = 'open') as is_halted,
      exists (select from pause p where p.org_id = c.org_id and p.ended_at is null
        and p.subject_id in (c.id, c.org_id)
        and (p.until_on is null or p.until_on > ${org.today})) as is_paused,
      exists (select from run r where r.org_id = c.org_id and r.customer_id = c.id
        and r.ended_at is null) as has_run,
      exists (select from run r where r.org_id = c.org_id and r.customer_id = c.id) as had_run
    from customer c
    where c.org_id = ${org.id} and c.id = any(${[...customerIds]}::uuid[])`.execute(org.tx)
  return new Map(rows.map((row) => [row.id, conditionOf(row)]))
}

// A court outweighs an open answer, and an answer outweighs a pause: the first is what to look at.
function conditionOf(row: ConditionRow): Collection {
  if (row.is_stopped) return 'stopped'
  if (row.is_halted) return 'halted_by_reply'
  if (row.is_paused) return 'paused'
  if (row.has_run) return 'active'
  return row.had_run ? 'finished' : 'none'
}
