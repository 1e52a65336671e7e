// Whom a pause rests for: its customer, those of its workflow, or everybody.
import { sql } from 'kysely'
import { notFound } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import { customerOfPaused, lastingPause } from './pause-store.ts'

/** Null: everybody. */
export async function customersOfPause(
  org: Org, pauseId: string,
): Promise<readonly string[] | null> {
  const pause = await lastingPause(org, pauseId)
  if (!pause) throw notFound('This pause does not exist or has ended already.')
  if (pause.scope === 'organization') return null
  if (pause.scope !== 'workflow') {
    return [await customerOfPaused(org, pause.scope, pause.subject_id) ?? '']
  }
  // Those whom the planner has not met yet may come under it.
  const { rows } = await sql<{ customer_id: string }>`
    select customer_id from run
    where org_id = ${org.id} and workflow_id = ${pause.subject_id} and ended_at is null
    union
    select i.customer_id from invoice i join workflow w on w.org_id = i.org_id
      and w.id = ${pause.subject_id}
    where i.org_id = ${org.id} and i.open_minor > 0 and i.state = 'open'
      and not exists (select from run r where r.org_id = i.org_id and r.ended_at is null
        and r.customer_id = i.customer_id and r.level = w.level
        and (r.invoice_id is null or r.invoice_id = i.id))`.execute(org.tx)
  return rows.map((row) => row.customer_id)
}
