// What is decided about one run now, and when its next contact comes if nothing else changes.
import { addDays, addSeconds, type Day, type Instant } from '#domain/day.ts'
import { allHolds, type HoldCode } from '#domain/hold.ts'
import { promiseFreeOn } from '#domain/invoice.ts'
import { plan, type Plan, type PlannedStep } from '#domain/plan.ts'
import { stepByChannel } from '#domain/remedy.ts'
import type { Remedy, Step } from '#domain/workflow.ts'
import type { CustomerFacts, RunInFacts } from '../../actions/gather-facts.ts'
import { holdFacts, quietUntil, type Recipient } from '../../actions/gather-hold-facts.ts'
import { fallsTo } from '../../actions/fall-back.ts'
import { isInHand, isRemoved, remediesOf, stepInHand, waitsForMorning } from
  '../../actions/step-in-hand.ts'
import { wishFall } from '../../actions/turn-to-wish.ts'
import { sendInstantOn } from '../../platform/in-organization.ts'
import { ABOUT_TODAY, holdsOf } from '../dry-run.ts'
import { factsOf, laterWorld, type World } from './world.ts'

export interface Judged {
  world: World
  customer: CustomerFacts
  run: RunInFacts
  planned: Plan
  /** Every reason that holds it now; the first decides. */
  codes: readonly HoldCode[]
  /** What the first means here, in words. */
  note: string | null
  recipient: Recipient | null
  next: NextContact | null
  /** What stands in the way of any next contact; null: one comes, or nothing is asked for. */
  stoppedBy: HoldCode | null
}

export interface NextContact {
  at: Instant
  on: Day
  step: Step
  carryingInvoiceId: string
}

export function judgeRun(world: World, runId: string): Judged | null {
  const customer = factsOf(world)
  const run = customer.runs.find(({ row }) => row.id === runId)
  if (run === undefined) return null
  const planned = plan(run.facts, world.org.moment)
  return {
    world, customer, run, planned, ...holdsNow(world, customer, run, planned),
    ...foresee(world, runId),
  }
}

type Held = Pick<Judged, 'codes' | 'note' | 'recipient'>

function holdsNow(
  world: World, customer: CustomerFacts, run: RunInFacts, planned: Plan,
): Held {
  // An answer waits whether or not there is anything left to remind of (SPEC §8.5).
  const waits = world.rows.openReplies.some((row) => row.doubt_at === null
    && (row.customer_id === world.customerId || customer.memberIds.includes(row.customer_id)))
    ? ['reply_pending' as const] : []
  if (planned.kind === 'finished') {
    return { codes: ['end_of_workflow', ...waits], note: null, recipient: null }
  }
  if (planned.kind === 'idle') {
    const codes = [...standingHolds(world, customer, run), ...waits]
    return { codes, note: null, recipient: null }
  }
  const { codes, note, recipient } = holdsOf(world.org, customer, run, planned, world)
  return { codes: codes.filter((code) => !world.mended.has(code)), note, recipient }
}

/** Why nothing is to be asked for, from the same facts that would hold a step. */
function standingHolds(world: World, customer: CustomerFacts, run: RunInFacts): HoldCode[] {
  const step = run.rules.steps.find(({ id }) => !run.facts.closedStepIds.includes(id))
    ?? run.rules.steps[0]
  if (step === undefined) return []
  const facts = holdFacts(world.org, {
    channel: step.channel, mode: step.mode, positions: step.positions, templateProblem: null,
  }, { customer, run }, world.reach)
  return allHolds(facts).filter((code) => STANDING.has(code) && !world.mended.has(code))
}

const STANDING = new Set<HoldCode>(['customer_paused', 'invoice_paused', 'disputed',
  'promise_active', 'paid', 'covered_by_credit', 'legal_stop'])

// A weekend, a night, a promise and a pause in a row are few looks; this keeps a bad row finite.
const MOST_LOOKS = 60

/** Looks from one moment to the next at which something may change by itself. */
export function foresee(
  from: World, runId: string,
): Pick<Judged, 'next' | 'stoppedBy'> {
  let world = from
  for (let looks = 0; looks < MOST_LOOKS; looks++) {
    const seen = lookAt(world, runId, from.org.now)
    if (seen.kind === 'goes') return { next: seen.next, stoppedBy: null }
    if (seen.at === null || seen.at <= world.org.now) return { next: null, stoppedBy: seen.code }
    world = laterWorld(from, seen.at)
  }
  return { next: null, stoppedBy: null }
}

type Seen =
  | { kind: 'goes'; next: NextContact }
  /** `at`: when it is worth looking again; null: not before somebody does something. */
  | { kind: 'stands'; code: HoldCode | null; at: Instant | null }

function lookAt(world: World, runId: string, now: Instant): Seen {
  const { org } = world
  const customer = factsOf(world)
  const run = customer.runs.find(({ row }) => row.id === runId)
  if (run === undefined) return { kind: 'stands', code: null, at: null }
  const planned = plan(run.facts, org.moment)
  if (planned.kind === 'finished') return { kind: 'stands', code: 'end_of_workflow', at: null }
  if (planned.kind === 'idle') {
    const [code = null] = standingHolds(world, customer, run)
    const { pausedUntil } = run.facts
    const freeOn = pausedUntil !== null && pausedUntil !== 'open' ? pausedUntil
      : earlier(promiseFreeOn(run.facts.invoices), customer.invoicesFreeOn)
    return { kind: 'stands', code, at: freeOn === null ? null : sendInstantOn(org, freeOn) }
  }
  if (planned.dueOn === null || planned.dueAt === null) {
    const code = run.invoicePausedUntil === 'open' ? 'invoice_paused' : 'customer_paused'
    return { kind: 'stands', code, at: null }
  }
  if (run.openAction !== null && run.openAction.state !== 'open') {
    return { kind: 'stands', code: 'needs_check', at: null }
  }
  const step = stepInHand(run, planned)
  const isWaiting = waitsForMorning(run, planned, org.today)
    || (step.mode === 'manual' && isInHand(run, planned)) || isRemoved(run, planned)
  if (planned.dueAt > org.now && !isWaiting) {
    return { kind: 'stands', code: null, at: planned.dueAt }
  }
  return ask(world, {
    customer, run, planned, step, tried: remediesOf(run, planned), isNow: org.now === now,
  })
}

interface Asked {
  customer: CustomerFacts
  run: RunInFacts
  planned: PlannedStep
  step: Step
  tried: readonly Remedy[]
  isNow: boolean
}

function ask(world: World, { customer, run, planned, step, tried, isNow }: Asked): Seen {
  const { org } = world
  const { codes, recipient, note } =
    holdsOf(org, customer, run, { ...planned, dueAt: org.now }, world)
  const [code] = codes.filter((one) => !world.mended.has(one)
    && (isNow || !NOT_FORESEEN.has(one)))
  if (code === undefined) {
    return { kind: 'goes', next: {
      at: org.now, on: org.today, step, carryingInvoiceId: planned.carryingInvoiceId,
    } }
  }
  const fell = wishFall(org, { customer, step, code }, world.reach)
    ?? fallsTo(org, { customer, run, step, tried, code, note }, world.reach)
  const other = fell === null ? null : stepByChannel(run.rules.steps, step, fell.to)
  if (fell !== null && other !== null) {
    return ask(world, {
      customer, run, isNow, step: other, planned: { ...planned, step: other },
      tried: [...tried, fell.to],
    })
  }
  return { kind: 'stands', code, at: passesAt(world, { code, run, planned, recipient }) }
}

/** Whether the ledger is fresh and the provider answers on a day to come, nobody knows. */
const NOT_FORESEEN = new Set<HoldCode>(['data_stale', 'provider_down'])

/** When a reason may be gone by itself; null: only a person mends it. */
function passesAt(world: World, of: {
  code: HoldCode; run: RunInFacts; planned: PlannedStep; recipient: Recipient | null
}): Instant | null {
  const { org, rows } = world
  const tomorrow = sendInstantOn(org, addDays(org.today, 1))
  switch (of.code) {
    case 'quiet_hours': return of.recipient?.sms?.opensAt ?? tomorrow
    case 'automation_off': return org.settings.automation_on_since === null ? null
      : quietUntil(org, of.run)
    case 'provider_down': return addSeconds(org.now, 300)
    case 'reply_pending': return rows.openReplies.every(({ doubt_at }) => doubt_at !== null)
      ? tomorrow : null
    case 'customer_paused': case 'invoice_paused': case 'send_budget': return tomorrow
    default: return ABOUT_TODAY.has(of.code) && of.code !== 'data_stale' ? tomorrow : null
  }
}

const earlier = (a: Day | null, b: Day | null): Day | null =>
  (a === null || b === null ? a ?? b : a < b ? a : b)
