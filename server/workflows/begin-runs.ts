// Old debt when sending is turned on: at which step its runs go on, and on which day they begin.
import { sql } from 'kysely'
import { addBusinessDays, type Day } from '#domain/day.ts'
import { plan } from '#domain/plan.ts'
import { spreadPlace, startStepOf } from '#domain/start-choice.ts'
import type { Start } from '#domain/starts.ts'
import { assembleFacts, gatherFacts, type CustomerFacts } from '../actions/gather-facts.ts'
import { startPause } from '../customers/pause.ts'
import type { Org } from '../platform/in-organization.ts'
import { enroll } from './enroll.ts'
import type { Memory } from './simulation/memory.ts'

export interface Beginning {
  start: Start
  spreadDays: number
}

interface Begun {
  starts: Map<string, string>
  /** The customer's first free day, where the beginning is spread. */
  restsUntil: Day | null
}

/** Pure: the preview asks it in memory, the deed for real. */
function beginningOf(org: Org, customer: CustomerFacts, wish: Beginning): Begun {
  const starts = new Map<string, string>()
  let isAnyDue = false
  for (const run of customer.runs) {
    const stepId = startStepOf(run.facts, org.moment, wish.start)
    if (stepId !== null) starts.set(run.row.id, stepId)
    const planned = plan(stepId === null ? run.facts : { ...run.facts, startStepId: stepId },
      org.moment)
    isAnyDue ||= planned.kind === 'step' && planned.step.mode === 'automatic'
      && planned.dueOn !== null && planned.dueOn <= org.today
  }
  const place = isAnyDue ? spreadPlace(customer.customer.id, wish.spreadDays) : 0
  return {
    starts, restsUntil: place === 0 ? null : addBusinessDays(org.today, place, org.moment.calendar),
  }
}

/** True when more than one step is late, so that catching up would bring several messages. */
export const isOldDebt = (org: Org, { runs }: CustomerFacts): boolean =>
  runs.some((run) => startStepOf(run.facts, org.moment, 'fitting') !== null)

/** The same in memory; returns whether the customer has old debt. */
export function beginInMemory(org: Org, memory: Memory, wish: Beginning): boolean {
  const customer = assembleFacts(org, memory.rows).get(memory.customerId)
  if (!customer) return false
  const isOld = isOldDebt(org, customer)
  const { starts, restsUntil } = beginningOf(org, customer, wish)
  for (const run of memory.rows.runs) run.start_step_id = starts.get(run.id) ?? run.start_step_id
  if (restsUntil !== null) {
    memory.rows.pauses.push({
      subject_id: memory.customerId, until_on: restsUntil, ended_at: null })
  }
  return isOld
}

const BATCH = 500

/** For everybody who owes; the pauses of a spread stand on each customer's page. */
export async function beginRuns(org: Org, wish: Beginning): Promise<void> {
  if (wish.start === 'catch_up' && wish.spreadDays === 1) return
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const { rows } = await sql<{ id: string }>`
      select c.id from customer c where c.org_id = ${org.id} and c.id > ${after}
        and exists (select from invoice i where i.org_id = c.org_id and i.customer_id = c.id
          and i.open_minor > 0 and i.state = 'open')
      order by c.id limit ${BATCH} for update of c`.execute(org.tx)
    const ids = rows.map((row) => row.id)
    const last = ids.at(-1)
    if (last === undefined) return
    after = last
    await enroll(org, ids)
    const begun = [...await gatherFacts(org, ids)].map(([id, customer]) =>
      ({ id, ...beginningOf(org, customer, wish) }))
    const starts = begun.flatMap((one) => [...one.starts])
    await sql`update run r set start_step_id = x.step_id
      from unnest(${starts.map(([id]) => id)}::uuid[], ${starts.map(([, step]) => step)}::text[])
        as x(id, step_id)
      where r.org_id = ${org.id} and r.id = x.id`.execute(org.tx)
    for (const { id, restsUntil } of begun) {
      if (restsUntil === null) continue
      await startPause(org, {
        scope: 'customer', subjectId: id, untilOn: restsUntil, reviewOn: null,
        reason: `Turned on with a start spread over ${wish.spreadDays} business days`,
      })
    }
  }
}
