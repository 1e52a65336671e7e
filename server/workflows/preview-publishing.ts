// The blast radius of a draft: who runs on the workflow, and what they would get in seven days.
import { addDays } from '#domain/day.ts'
import { foresee, type Foreseen } from '#domain/foresee.ts'
import { allHolds, type HoldCode } from '#domain/hold.ts'
import { END_OF_STEPS, plan, type RunFacts } from '#domain/plan.ts'
import { gatherFacts, type CustomerFacts, type RunInFacts } from '../actions/gather-facts.ts'
import { gatherReach, holdFacts, type Reach } from '../actions/gather-hold-facts.ts'
import { turned } from '../actions/turn-to-wish.ts'
import { conflict } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import { countStarting, readMovingRuns, type MovingRow } from './publication-store.ts'
import { draftOf, FIRST_ID, rulesOf, startOf } from './publish-version.ts'
import { workflowById } from './save-workflow.ts'
import type { VersionRow } from './store.ts'

export interface Coming { step: string; channel: string; mode: string; on: string }

export interface Blast {
  draftId: string
  number: number
  runCount: number
  customerCount: number
  /** Runs that begin with a first publishing. */
  startCount: number
  /** False when there are more runs than are looked through; counts are of the first ones. */
  isComplete: boolean
  untilOn: string
  /** Contacts and work in seven days, and on the first of them, today and under the draft. */
  now: Tally
  moved: Tally
  changedCount: number
  /** Runs for which no step is left under the draft: each gives one task to decide. */
  finishingCount: number
  heldCount: number
  examples: {
    customerId: string; customerName: string; invoiceNumber: string | null
    from: string | null; to: string | null; now: Coming[]; moved: Coming[]
  }[]
}

interface Tally { automatic: number; manual: number; today: number }

const MOST_RUNS = 20_000
const BATCH = 1_000
const EXAMPLES = 20
const DAYS_AHEAD = 6

/** Writes nothing. What the switch and the quiet minutes hold is told as if it left. */
export async function previewPublishing(org: Org, workflowId: string): Promise<Blast> {
  const workflow = await workflowById(org, workflowId)
  const draft = await draftOf(org, workflowId)
  if (!draft) throw conflict('There is no draft to publish: change the workflow first.')
  const blast: Blast = {
    draftId: draft.id, number: draft.number, runCount: workflow.run_count, customerCount: 0,
    startCount: workflow.published_version_id === null ? await countStarting(org, workflowId) : 0,
    isComplete: true, untilOn: addDays(org.today, DAYS_AHEAD), now: nothing(), moved: nothing(),
    changedCount: 0, finishingCount: 0, heldCount: 0, examples: [],
  }
  const customers = new Set<string>()
  for (let after = FIRST_ID, seen = 0; ;) {
    const moving = await readMovingRuns(org, {
      workflowId, versionId: draft.id, after, limit: BATCH,
    })
    const last = moving.at(-1)
    if (!last) break
    if (seen >= MOST_RUNS) {
      blast.isComplete = false
      break
    }
    after = last.id
    seen += moving.length
    await look(org, blast, { moving, draft, customers })
  }
  blast.customerCount = customers.size
  return blast
}

const nothing = (): Tally => ({ automatic: 0, manual: 0, today: 0 })

async function look(org: Org, blast: Blast, of: {
  moving: readonly MovingRow[]; draft: VersionRow; customers: Set<string>
}): Promise<void> {
  const ids = [...new Set(of.moving.map((run) => run.customer_id))]
  const facts = await gatherFacts(org, ids)
  const reach = await gatherReach(org, ids, of.draft.steps.map((step) => step.channel))
  const rows = new Map(of.moving.map((run) => [run.id, run]))
  for (const customer of facts.values()) {
    of.customers.add(customer.customer.id)
    compare(org, blast, { customer, rows, draft: of.draft, reach })
  }
}

/** All runs of the customer together, for they share one delay; counted are those that move. */
function compare(org: Org, blast: Blast, of: {
  customer: CustomerFacts; rows: ReadonlyMap<string, MovingRow>; draft: VersionRow; reach: Reach
}): void {
  const { customer, rows, draft, reach } = of
  const free = customer.runs.filter((run) => !isHeld(org, customer, run, reach))
  const moving = customer.runs.filter((run) => rows.has(run.row.id))
  blast.heldCount += moving.filter((run) => !free.includes(run)).length
  const today = foresee(free.map((run) => ({ id: run.row.id, facts: run.facts })), org.moment,
    blast.untilOn)
  const later = foresee(free.map((run) => ({
    id: run.row.id, facts: underDraft(run, rows.get(run.row.id), draft),
  })), org.moment, blast.untilOn)
  for (const run of moving) {
    const row = rows.get(run.row.id)
    const now = today.filter((one) => one.runId === run.row.id)
    const moved = later.filter((one) => one.runId === run.row.id)
    add(blast.now, now, org.today)
    add(blast.moved, moved, org.today)
    const from = standsAt(run.facts)
    const to = standsAt(underDraft(run, row, draft))
    if (from !== null && to === null) blast.finishingCount++
    if (sameComing(now, moved)) continue
    blast.changedCount++
    if (blast.examples.length < EXAMPLES) {
      blast.examples.push({
        customerId: customer.customer.id, customerName: customer.customer.name,
        invoiceNumber: run.facts.invoices.find((one) => one.id === run.row.invoice_id)?.number
          ?? null,
        from, to, now: now.map(coming), moved: moved.map(coming),
      })
    }
  }
}

function underDraft(
  run: RunInFacts, row: MovingRow | undefined, draft: VersionRow,
): RunFacts {
  if (!row) return run.facts
  return {
    ...run.facts, rules: rulesOf(draft, run.row.level), startStepId: startOf(row, draft.steps),
  }
}

/** The step that a run takes next whatever the days say; null: none is left. */
function standsAt(facts: RunFacts): string | null {
  const { steps } = facts.rules
  const start = steps.findIndex((step) => step.id === facts.startStepId)
  const closed = steps.findLastIndex((step) => facts.closedStepIds.includes(step.id))
  const first = facts.startStepId === END_OF_STEPS ? steps.length : start >= 0 ? start : closed + 1
  return steps.slice(first).find((step) => !facts.closedStepIds.includes(step.id))?.name ?? null
}

const coming = (one: Foreseen): Coming =>
  ({ step: one.name, channel: one.channel, mode: one.mode, on: one.dueOn })

const sameComing = (a: readonly Foreseen[], b: readonly Foreseen[]) =>
  a.length === b.length && a.every((one, index) => {
    const other = b[index]
    return other !== undefined && one.stepId === other.stepId && one.dueOn === other.dueOn
      && one.channel === other.channel && one.mode === other.mode
  })

function add(tally: Tally, found: readonly Foreseen[], today: string): void {
  for (const one of found) {
    tally[one.mode]++
    if (one.dueOn <= today) tally.today++
  }
}

/** Reasons that pass by themselves or with the switch do not take anybody off the list. */
const PASSING = new Set<HoldCode>(['automation_off', 'min_contact_delay', 'non_business_day',
  'quiet_hours', 'send_budget', 'data_stale', 'workflow_draft', 'provider_down'])

function isHeld(org: Org, customer: CustomerFacts, run: RunInFacts, reach: Reach): boolean {
  const planned = plan(run.facts, org.moment)
  if (planned.kind !== 'step') return false
  const { channel, mode, positions } = turned(org, planned.step, customer.customer, reach)
  return allHolds(holdFacts(org, { channel, mode, positions, templateProblem: null },
    { customer, run }, reach)).some((code) => !PASSING.has(code))
}
