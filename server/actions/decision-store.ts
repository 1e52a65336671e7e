// The log of decisions: what held a run since when, written only where the reason changes.
import { sql } from 'kysely'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'

export interface NewDecision {
  runId: string
  stepId: string
  /** Null: nothing holds it any more. */
  code: string | null
}

/** One statement a batch, and none where nothing was or is held. */
export async function recordDecisions(
  org: Org, decisions: readonly NewDecision[],
): Promise<void> {
  if (decisions.length === 0) return
  await sql`insert into decision (run_id, id, step_id, code, at)
    select x.run_id, x.id, x.step_id, x.code, ${org.now}
    from unnest(${decisions.map((one) => one.runId)}::uuid[],
      ${decisions.map(() => newId())}::uuid[], ${decisions.map((one) => one.stepId)}::text[],
      ${decisions.map((one) => one.code)}::text[]) as x(run_id, id, step_id, code)
      left join lateral (select code from decision d
        where d.org_id = ${org.id} and d.run_id = x.run_id order by d.id desc limit 1) last on true
    where x.code is distinct from last.code`.execute(org.tx)
}
