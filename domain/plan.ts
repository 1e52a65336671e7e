// The planner's one decision: which step of a run is due, on which day, and why (SPEC §3).
import {
  addBusinessDays, addDays, instantAt, instantThere, rollBackward, rollForward,
  type Calendar, type Day, type Instant, type TimeOfDay, type Zone,
} from './day.ts'
import { carryingInvoice, type OpenInvoice } from './invoice.ts'
import { isPromiseStep, lanesOf, promiseOccurrence, type ClosedPromiseStep } from
  './promise-steps.ts'
import type { Step, WorkflowRules } from './workflow.ts'

/** The moment a decision is made for, with the organization's way of counting days. */
export interface Moment {
  now: Instant
  today: Day
  zone: Zone
  calendar: Calendar
  sendTime: TimeOfDay
}

/** How the invoice that carried until now left the collectible ones. */
export type CarryingFate = 'collectible' | 'paid' | 'credited' | 'held'

/** All that is true of one run when it is planned. */
export interface RunFacts {
  rules: WorkflowRules
  epoch: number
  carrying: { invoiceId: string; since: Instant; fate: CarryingFate } | null
  /** Open invoices of the customer; for an invoice run that invoice alone. */
  invoices: readonly OpenInvoice[]
  /** Steps of this epoch that were done, skipped or expired. */
  closedStepIds: readonly string[]
  /** The same of steps that follow a promise, in any epoch. */
  closedPromiseSteps: readonly ClosedPromiseStep[]
  /** Where a run that was moved to another version goes on (SPEC §3.8); null: behind the closed. */
  startStepId: string | null
  /** Newest counted contact in the scope of the minimum contact delay. */
  lastContactOn: Day | null
  /** Newest automatic message to the customer, whatever the delay says: one a day at most. */
  lastAutomaticOn: Day | null
  /** Day the newest reply action of this run was handled. */
  replyHandledOn: Day | null
  /** Newest day on which a dispute over its invoices ended and left something to collect. */
  disputeEndedOn: Day | null
  /** First free day after the pauses over this run; `open` for one without an end. */
  pausedUntil: Day | 'open' | null
  /** Whose wall clock e-mail leaves by, where that is not the organization's. */
  emailZone?: Zone
}

/** The part of the maximum in SPEC §3.3 that set the day. */
export type DueReason = 'trigger' | 'min_contact_delay' | 'reply_handled' | 'dispute_ended'
  | 'pause' | 'late_entry'

export interface PlannedStep {
  kind: 'step'
  step: Step
  epoch: number
  /** With run and step the key of its action: the epoch, or the day of the promise it follows. */
  occurrence: number
  carryingInvoiceId: string
  /** True when the carrying invoice changed, so that the run's row must be rewritten. */
  carryingChanged: boolean
  /** Steps passed over because their time is gone. */
  expiredStepIds: string[]
  /** Business day of the step; null while an open-ended pause lasts. */
  dueOn: Day | null
  dueAt: Instant | null
  triggerOn: Day
  because: DueReason
  wasRolled: boolean
}

export type Plan =
  | { kind: 'idle' }
  | PlannedStep
  | { kind: 'finished'; epoch: number; carryingInvoiceId: string; carryingChanged: boolean }

/** Decides the next step of a run. Pure: the scheduler, the simulator and the Why are this. */
export function plan(facts: RunFacts, moment: Moment): Plan {
  const carrying = carryingInvoice(facts.invoices)
  if (carrying === null) return { kind: 'idle' }
  const entry = enter(facts, carrying)
  const where = {
    epoch: entry.epoch, carryingInvoiceId: carrying.id, carryingChanged: entry.changed,
  }
  const { next, expiredStepIds } = nextInLine(facts, entry, carrying, moment)
  const promised = nextAfterPromise(facts, carrying, moment)
  // One contact is left for both: the broken promise is the newer matter.
  if (promised !== null && (next === null || isNotLater(promised, next))) {
    return { kind: 'step', expiredStepIds, ...where, ...promised }
  }
  if (next === null) return { kind: 'finished', ...where }
  return { kind: 'step', expiredStepIds, occurrence: entry.epoch, ...where, ...next }
}

type Dated = DueDay & { step: Step }

const isNotLater = (a: DueDay, b: DueDay) =>
  a.dueOn === null || b.dueOn === null || a.dueOn <= b.dueOn

function nextInLine(
  facts: RunFacts, entry: Position, carrying: OpenInvoice, moment: Moment,
): { next: Dated | null; expiredStepIds: string[] } {
  const expiredStepIds: string[] = []
  const { inLine } = lanesOf(facts.rules.steps)
  const first = firstStepIndex(facts, entry, carrying, moment)
  for (let index = first; index < inLine.length; index++) {
    const step = inLine[index]
    if (step === undefined) break
    // A new version may have put a step that is closed behind the one that is not.
    if (entry.closedStepIds.includes(step.id)) continue
    const triggerOn = triggerDay(step, carrying, moment.calendar)
    const due = dueDay(step, triggerOn, { facts, carrying }, moment)
    if (due === 'expired' || isOvertaken(index, facts, carrying, moment)) {
      expiredStepIds.push(step.id)
      continue
    }
    return { next: { step, ...due }, expiredStepIds }
  }
  return { next: null, expiredStepIds }
}

/**
 * The next step that follows the promise which the carrying invoice has broken: the earliest that
 * was not yet closed for that promise's day. It never expires and is not overtaken (SPEC §3.2).
 */
export function nextAfterPromise(
  facts: RunFacts, carrying: OpenInvoice, moment: Moment,
): (Dated & { occurrence: number }) | null {
  const { afterPromise } = lanesOf(facts.rules.steps)
  if (afterPromise.length === 0 || carrying.brokenPromiseOn === null) return null
  const occurrence = promiseOccurrence(carrying.brokenPromiseOn)
  let first: { step: Step; triggerOn: Day } | null = null
  for (const step of afterPromise) {
    if (facts.closedPromiseSteps.some((closed) =>
      closed.stepId === step.id && closed.occurrence === occurrence)) continue
    const triggerOn = offsetDay(step, carrying.brokenPromiseOn, moment.calendar)
    if (first === null || triggerOn < first.triggerOn) first = { step, triggerOn }
  }
  if (first === null) return null
  const due = dueDay(first.step, first.triggerOn, { facts, carrying }, moment)
  return due === 'expired' ? null : { step: first.step, occurrence, ...due }
}

/**
 * The run's position under its carrying invoice. A paid one hands over and an older one that
 * arrives takes over: both restart. Dispute, promise and credit keep the cursor, so that nobody is
 * asked more softly by accident (SPEC §3.6).
 */
function enter(facts: RunFacts, carrying: OpenInvoice): Position {
  const before = facts.carrying
  const { epoch, closedStepIds, startStepId } = facts
  const keep = { epoch, closedStepIds, startStepId }
  if (before === null) return { ...keep, changed: true }
  if (before.invoiceId === carrying.id) return { ...keep, changed: false }
  const olderArrived = before.fate === 'collectible' && carrying.recordedAt > before.since
  if (before.fate === 'paid' || olderArrived) {
    return { epoch: facts.epoch + 1, closedStepIds: [], changed: true, startStepId: null }
  }
  return { ...keep, changed: true }
}

interface Position {
  epoch: number
  closedStepIds: readonly string[]
  startStepId: string | null
  changed: boolean
}

/** The start of a run whose steps were all behind it when it was moved. */
export const END_OF_STEPS = '$end'
/** The step of the one task that comes after all steps (SPEC §3.7). */
export const DECIDE_STEP = '$decide'

/**
 * Where a moved run goes on, else behind the last closed step; contextual entry also skips to the
 * step that fits the age.
 */
function firstStepIndex(
  facts: RunFacts, { closedStepIds, startStepId }: Position, carrying: OpenInvoice,
  moment: Moment,
): number {
  const { entryLogic } = facts.rules
  const steps = lanesOf(facts.rules.steps).inLine
  let first = 0
  steps.forEach((step, index) => {
    if (closedStepIds.includes(step.id)) first = index + 1
  })
  if (startStepId === END_OF_STEPS) return steps.length
  const start = steps.findIndex((step) => step.id === startStepId)
  if (start >= 0) first = start
  if (entryLogic === 'standard') return first
  let fitting = first
  steps.forEach((step, index) => {
    if (index >= first && triggerDay(step, carrying, moment.calendar) <= moment.today) {
      fitting = index
    }
  })
  return fitting
}

/** Under contextual entry a step expires when the next one triggers (SPEC §3.5). */
function isOvertaken(
  index: number, facts: RunFacts, carrying: OpenInvoice, moment: Moment,
): boolean {
  if (facts.rules.entryLogic !== 'contextual') return false
  const next = lanesOf(facts.rules.steps).inLine[index + 1]
  return next !== undefined && triggerDay(next, carrying, moment.calendar) <= moment.today
}

/** Anchor day plus offset of a step in line, before delays and rolling. */
export const triggerDay = (step: Step, carrying: OpenInvoice, calendar: Calendar): Day =>
  offsetDay(step, step.trigger.anchor === 'due' ? carrying.dueOn : carrying.issuedOn, calendar)

function offsetDay(step: Step, anchor: Day, calendar: Calendar): Day {
  const { offsetDays, unit } = step.trigger
  return unit === 'calendar'
    ? addDays(anchor, offsetDays)
    : addBusinessDays(anchor, offsetDays, calendar)
}

interface DueDay {
  dueOn: Day | null
  dueAt: Instant | null
  triggerOn: Day
  because: DueReason
  wasRolled: boolean
}

/**
 * SPEC §3.3, the heart: max(anchor + offset, last contact + MCD, handled reply or ended dispute
 * + MCD, end of pause), on a business day, at the organization's send time. A day that is gone
 * becomes today.
 */
function dueDay(
  step: Step, triggerOn: Day, { facts, carrying }: { facts: RunFacts; carrying: OpenInvoice },
  moment: Moment,
): DueDay | 'expired' {
  // What follows a promise is no notice, though the promise was for a day before the due day.
  const isPreDue = triggerOn < carrying.dueOn && !isPromiseStep(step)
  if (isPreDue && moment.today > carrying.dueOn) return 'expired'
  if (facts.pausedUntil === 'open') {
    return { dueOn: null, dueAt: null, triggerOn, because: 'pause', wasRolled: false }
  }
  const delays = earliestDay(step, facts)
  const bound = delays !== null && delays.day > triggerOn ? delays : null
  const wanted = bound === null ? triggerOn : bound.day
  const isLate = wanted < moment.today
  const from = isLate ? moment.today : wanted
  const dueOn = isPreDue
    ? rollPreDue(from, delays?.day ?? null, carrying.dueOn, moment)
    : rollForward(from, moment.calendar)
  if (dueOn === null) return 'expired'
  return {
    dueOn,
    dueAt: step.channel === 'email' && facts.emailZone !== undefined
      ? instantThere(dueOn, moment.sendTime, { there: facts.emailZone, here: moment.zone })
      : instantAt(dueOn, moment.sendTime, moment.zone),
    triggerOn,
    because: bound?.because ?? (isLate ? 'late_entry' : 'trigger'),
    wasRolled: dueOn !== from,
  }
}

/** The latest of the days before which this run may not contact anyone. */
function earliestDay(step: Step, facts: RunFacts): { day: Day; because: DueReason } | null {
  const { mcdDays } = facts.rules
  const days: { day: Day; because: DueReason }[] = []
  if (facts.lastContactOn !== null) {
    days.push({ day: addDays(facts.lastContactOn, mcdDays), because: 'min_contact_delay' })
  }
  if (facts.lastAutomaticOn !== null && step.mode === 'automatic') {
    days.push({ day: addDays(facts.lastAutomaticOn, 1), because: 'min_contact_delay' })
  }
  if (facts.replyHandledOn !== null) {
    days.push({ day: addDays(facts.replyHandledOn, mcdDays), because: 'reply_handled' })
  }
  if (facts.disputeEndedOn !== null) {
    days.push({ day: addDays(facts.disputeEndedOn, mcdDays), because: 'dispute_ended' })
  }
  if (facts.pausedUntil !== null && facts.pausedUntil !== 'open') {
    days.push({ day: facts.pausedUntil, because: 'pause' })
  }
  return days.reduce<{ day: Day; because: DueReason } | null>(
    (latest, one) => (latest === null || one.day > latest.day ? one : latest), null)
}

/**
 * A notice before the due day goes out on the business day before, so that it does not arrive
 * after it; never before today, never inside a delay. Null: no such day is left.
 */
function rollPreDue(
  day: Day, earliest: Day | null, invoiceDueOn: Day, moment: Moment,
): Day | null {
  if (day > invoiceDueOn) return null
  const before = rollBackward(day, moment.calendar)
  if (before >= moment.today) return earliest !== null && before < earliest ? null : before
  const after = rollForward(moment.today, moment.calendar)
  return after > invoiceDueOn ? null : after
}
