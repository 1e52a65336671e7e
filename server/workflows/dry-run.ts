// Dry run: what would go out as of a moment, what not and why. The planner's own functions.
import { sql } from 'kysely'
import { addDays, isDay, parseInstant, type Instant } from '#domain/day.ts'
import type { HoldCode } from '#domain/hold.ts'
import { explainPlan } from '#domain/explain-plan.ts'
import { plan, type Plan } from '#domain/plan.ts'
import { plainSentence } from '#domain/sentence.ts'
import { gatherFacts, withMembers, type CustomerFacts, type RunInFacts } from
  '../actions/gather-facts.ts'
import { askGate, type Answered } from '../actions/ask-gate.ts'
import { gatherReach, type Reach } from '../actions/gather-hold-facts.ts'
import { holdAnswer, isOverByThen } from '../actions/quiet-minutes.ts'
import { headsOf, type Claimed } from '../actions/claim-groups.ts'
import { stepInHand } from '../actions/step-in-hand.ts'
import { turned, wishNote } from '../actions/turn-to-wish.ts'
import { invalid } from '../platform/errors.ts'
import { atMoment, inOrganization, sendInstantOn, SYSTEM, type Org } from
  '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { templatesByIds, type TemplateRow } from '../templates/read-templates.ts'
import { enroll } from './enroll.ts'

export interface PlanLine {
  runId: string
  workflowId: string
  workflowName: string
  level: 'customer' | 'invoice'
  stepId: string | null
  stepName: string | null
  channel: string | null
  mode: 'manual' | 'automatic' | null
  invoiceId: string | null
  invoiceNumber: string | null
  dueOn: string | null
  dueAt: Instant | null
  because: string | null
  state: 'idle' | 'planned' | 'held' | 'finished'
  holds: { code: HoldCode; text: string; fix: string }[]
  why: string
  customerId: string
  customerReference: string
  customerName: string
  wouldGo: boolean
  recipient: string | null
}

export interface DryRun {
  asOf: Instant
  today: string
  wouldGo: number
  held: number
  items: PlanLine[]
  isTruncated: boolean
}

/** A day means its send time. */
export function readMoment(org: Org, text: string | undefined): Instant {
  if (text === undefined || text === '') return org.now
  if (isDay(text)) return sendInstantOn(org, text)
  try {
    return parseInstant(text)
  } catch {
    throw invalid(`"${text}" is neither a day (2026-03-10) nor a moment `
      + '(2026-03-10T08:30:00Z).')
  }
}

class RollBack extends Error {
  readonly result: DryRun
  constructor(result: DryRun) {
    super('rolled back on purpose')
    this.result = result
  }
}

/**
 * Runs in a transaction that is rolled back, so that customers who have no run yet are enrolled
 * for the look of it and nothing stays.
 */
export async function dryRun(
  installation: Installation, orgId: string,
  query: { asOf?: string | undefined; limit: number; only: 'all' | 'due' },
): Promise<DryRun> {
  try {
    return await inOrganization(installation, orgId, SYSTEM, async (org) => {
      const at = atMoment(org, readMoment(org, query.asOf))
      throw new RollBack(await runThrough(at, query))
    })
  } catch (error) {
    if (error instanceof RollBack) return error.result
    throw error
  }
}

const BATCH = 1_000

async function runThrough(
  org: Org, query: { limit: number; only: 'all' | 'due' },
): Promise<DryRun> {
  const result: DryRun = {
    asOf: org.now, today: org.today, wouldGo: 0, held: 0, items: [], isTruncated: false,
  }
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const { rows } = await sql<Claimed>`
      select id, group_id from customer where org_id = ${org.id} and id > ${after}
      order by id limit ${BATCH}`.execute(org.tx)
    const last = rows.at(-1)
    if (!last) return result
    after = last.id
    const ids = rows.map((row) => row.id)
    await enroll(org, ids, headsOf(rows))
    for (const line of await planLines(org, ids)) {
      const isDue = line.dueAt !== null && line.dueAt <= org.now
      if (isDue && line.wouldGo) result.wouldGo++
      if (isDue && line.state === 'held') result.held++
      if (query.only === 'due' && !isDue) continue
      if (result.items.length < query.limit) result.items.push(line)
      else result.isTruncated = true
    }
  }
}

/** What comes next for each run of some customers, with every reason that holds it now. */
export async function planLines(
  org: Org, customerIds: readonly string[],
): Promise<PlanLine[]> {
  const facts = await gatherFacts(org, customerIds)
  const steps = [...facts.values()].flatMap((customer) => customer.runs)
    .flatMap((run) => run.rules.steps)
  const reach = await gatherReach(org, withMembers(facts), steps.map((step) => step.channel))
  const templateIds = new Set(steps.flatMap((step) => step.templateId ?? []))
  const templates = await templatesByIds(org, [...templateIds])
  return [...facts.values()].flatMap((customer) => customer.runs.map((run) =>
    lineOf(org, customer, run, plan(run.facts, org.moment), { reach, templates })))
}

function lineOf(
  org: Org, customer: CustomerFacts, run: RunInFacts, decided: Plan,
  beside: { reach: Reach; templates: ReadonlyMap<string, TemplateRow> },
): PlanLine {
  const planned = asDone(org, customer, run, decided, beside.reach)
  const step = planned.kind === 'step' ? planned.step : null
  const wish = decided.kind === 'step' && planned !== decided
    ? wishNote(customer.customer, decided.step.channel) : null
  const { recipient, codes } = planned.kind === 'step'
    ? holdsOf(org, customer, run, planned, beside) : { recipient: null, codes: [] }
  const carryingId = planned.kind === 'idle' ? null : planned.carryingInvoiceId
  const invoice = run.facts.invoices.find((one) => one.id === carryingId) ?? null
  const state = planned.kind === 'idle' ? 'idle' : planned.kind === 'finished' ? 'finished'
    : codes.length > 0 ? 'held' : 'planned'
  const dueOn = planned.kind === 'step' ? planned.dueOn : null
  const holds = codes.map((code) => holdAnswer(org, run, code))
  return {
    runId: run.row.id, workflowId: run.row.workflow_id, workflowName: run.row.workflow_name,
    level: run.row.level, stepId: step?.id ?? null, stepName: step?.name ?? null,
    channel: step?.channel ?? null, mode: step?.mode ?? null, invoiceId: carryingId,
    invoiceNumber: invoice?.number ?? null, dueOn,
    dueAt: planned.kind === 'step' ? planned.dueAt : null,
    because: planned.kind === 'step' ? planned.because : null,
    state, holds,
    why: [whyText(org, run, planned, holds), wish].filter(Boolean).join(' '),
    customerId: customer.customer.id, customerReference: customer.customer.reference,
    customerName: customer.customer.name,
    wouldGo: state === 'planned' && step?.mode === 'automatic',
    recipient: recipient?.address ?? null,
  }
}

/** With the step by the channel that it takes. */
function asDone(
  org: Org, customer: CustomerFacts, run: RunInFacts, planned: Plan, reach: Reach,
): Plan {
  if (planned.kind !== 'step') return planned
  const step = turned(org, stepInHand(run, planned), customer.customer, reach)
  return step === planned.step ? planned : { ...planned, step }
}

/** The whole of it as one text, for a terminal. */
function whyText(
  org: Org, run: RunInFacts, planned: Plan, holds: readonly { text: string }[],
): string {
  const reasons = explainPlan(planned, {
    run: run.facts, workflowName: run.row.workflow_name, moment: org.moment,
    collectedAt: run.collectedAt,
  })
  const [first] = holds
  return [...reasons.map(({ said }) => plainSentence(said, org.settings.zone)),
    ...(first ? [`Held: ${first.text}`] : [])].join(' ')
}

/**
 * Reasons that would hold the step on its day. Those about today alone (weekend, delay) do not
 * count for a step that is planned for a later day.
 */
export function holdsOf(
  org: Org, customer: CustomerFacts, run: RunInFacts, planned: Extract<Plan, { kind: 'step' }>,
  beside: { reach: Reach; templates: ReadonlyMap<string, TemplateRow> },
): Pick<Answered, 'recipient' | 'codes' | 'note'> {
  const isLater = planned.dueAt === null || planned.dueAt > org.now
  const { recipient, codes, note } = askGate(org, {
    step: planned.step, customer, run,
    carryingInvoiceId: planned.carryingInvoiceId, ...beside,
    // A text about what is overdue has a gap today and none on its day.
    ...(planned.dueAt !== null && isLater ? { asOf: atMoment(org, planned.dueAt) } : {}),
  })
  const lasting = isLater ? codes.filter((code) => !ABOUT_TODAY.has(code)
    && !isOverByThen(org, run, code, planned.dueAt) && !isLastDayOf(org, run, code)) : codes
  return { recipient, codes: lasting, note: lasting[0] === codes[0] ? note : null }
}

/** A pause that ends with today, as one that a person ended just now, holds no later day. */
function isLastDayOf(org: Org, run: RunInFacts, code: HoldCode): boolean {
  const until = code === 'customer_paused' ? run.customerPausedUntil
    : code === 'invoice_paused' ? run.invoicePausedUntil : null
  return until !== null && until !== 'open' && until <= addDays(org.today, 1)
}

/** Reasons that another day may not know. */
export const ABOUT_TODAY: ReadonlySet<HoldCode> = new Set<HoldCode>(['min_contact_delay',
  'non_business_day', 'quiet_hours', 'send_budget', 'data_stale'])
