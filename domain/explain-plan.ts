// The Why of a plan, reason by reason, from the very values the decision was made of.
import type { HoldCode } from './hold.ts'
import { collectibleMinor, daysOverdue, type OpenInvoice } from './invoice.ts'
import type { Moment, Plan, PlannedStep, RunFacts } from './plan.ts'
import { isPromiseStep } from './promise-steps.ts'
import { isBusinessDay, rollForward, type Day } from './day.ts'
import { countOf, invoiceNamed, money, onDay, say, type Sentence } from './sentence.ts'
import type { Channel, Step } from './workflow.ts'

export type PlanRule = 'step' | 'carrying' | 'trigger' | 'late_entry' | 'min_contact_delay'
  | 'reply_handled' | 'dispute_ended' | 'promise' | 'pause' | 'business_day' | 'send_time'
  | 'idle' | 'end_of_workflow'

export interface PlanReason {
  rule: PlanRule
  said: Sentence
}

/** In the order in which plan() came to them: the step, its invoice, its day, its hour. */
export function explainPlan(planned: Plan, of: {
  run: RunFacts; workflowName: string; moment: Moment
  /** The customer whose run asks in the place of this one. */
  collectedAt?: { name: string } | null
}): PlanReason[] {
  const { run, workflowName, moment } = of
  if (of.collectedAt) {
    return [{ rule: 'idle', said: say`Collected together with ${
      of.collectedAt.name}: the workflow there asks for these invoices.` }]
  }
  if (planned.kind === 'idle') {
    return [{ rule: 'idle', said: say`Nothing is open that may be collected.` }]
  }
  const invoice = run.invoices.find(({ id }) => id === planned.carryingInvoiceId) ?? null
  if (planned.kind === 'finished') {
    return [{ rule: 'end_of_workflow', said: invoice === null
      ? say`All steps of “${workflowName}” are done: decide how to go on.`
      : say`All steps of “${workflowName}” are done and ${
        invoiceNamed(invoice.id, invoice.number)} is still open: decide how to go on.` }]
  }
  const place = run.rules.steps.findIndex(({ id }) => id === planned.step.id) + 1
  return [
    { rule: 'step', said: say`“${planned.step.name}” is step ${place} of ${
      run.rules.steps.length} of “${workflowName}”: ${kindOf(planned.step)}.` },
    ...(invoice === null ? [] : carryingReason(planned, invoice, run, moment.today)),
    ...triggerReason(planned, invoice),
    ...dayReasons(planned, run, moment),
  ]
}

const CHANNEL_WORDS: Record<Channel, string> = {
  email: 'e-mail', sms: 'SMS', call: 'call', letter: 'letter', task: 'task',
}
export const channelWord = (channel: Channel): string => CHANNEL_WORDS[channel]

const kindOf = (step: Step) => (step.mode === 'automatic'
  ? `${ARTICLES[step.channel]} that leaves by itself` : `${ARTICLES[step.channel]} done by hand`)

const ARTICLES: Record<Channel, string> = {
  email: 'an e-mail', sms: 'an SMS', call: 'a call', letter: 'a letter', task: 'a task',
}

function carryingReason(
  planned: PlannedStep, invoice: OpenInvoice, run: RunFacts, today: Day,
): PlanReason[] {
  const others = run.invoices.filter((one) => collectibleMinor(one) > 0).length - 1
  const days = daysOverdue(invoice.dueOn, today)
  const age = days === 0 ? 'not overdue' : `${countOf(days, 'day')} overdue`
  const rest = others <= 0 ? '' : `, the oldest of ${others + 1} that are open`
  const promise = isPromiseStep(planned.step) ? invoice.brokenPromiseOn : null
  const broken: PlanReason[] = promise === null ? [] : [{ rule: 'promise', said:
    say`It follows the promise for ${onDay(promise)}, which was not kept.` }]
  return [...broken, { rule: 'carrying', said: say`It follows invoice ${
    invoiceNamed(invoice.id, invoice.number)}, due ${onDay(invoice.dueOn)} (${age}), of which ${
    money(collectibleMinor(invoice), invoice.currency)} may be asked for${rest}.` }]
}

function triggerReason(planned: PlannedStep, invoice: OpenInvoice | null): PlanReason[] {
  const { offsetDays, unit, anchor } = planned.step.trigger
  const days = countOf(Math.abs(offsetDays), unit === 'business' ? 'business day' : 'day')
  const anchored = anchor === 'due' ? 'due day' : anchor === 'issue' ? 'issue day' : 'promised day'
  const distance = offsetDays === 0 ? `on the ${anchored}`
    : `${days} ${offsetDays < 0 ? 'before' : 'after'} the ${anchored}`
  return [{ rule: 'trigger', said: say`It triggers ${distance}${
    invoice === null ? '' : ` of ${invoice.number}`}: ${onDay(planned.triggerOn)}.` }]
}

/** What moved the day away from the trigger, and the hour at which it comes. */
function dayReasons(planned: PlannedStep, run: RunFacts, moment: Moment): PlanReason[] {
  const { dueOn } = planned
  if (dueOn === null) {
    return [{ rule: 'pause', said: say`It has no day while the pause has no end.` }]
  }
  const moved = movedReason(planned, run, moment)
  const rolled: PlanReason[] = planned.wasRolled
    ? [{ rule: 'business_day', said: say`Weekends and holidays are left out: it comes on ${
      onDay(dueOn)}.` }] : []
  const hour: PlanReason = { rule: 'send_time', said: say`Its hour is ${moment.sendTime} (${
    moment.zone}).` }
  return [...moved, ...rolled, hour]
}

function movedReason(planned: PlannedStep, run: RunFacts, moment: Moment): PlanReason[] {
  const { mcdDays } = run.rules
  const between = mcdDays === 0 ? 'another day' : countOf(mcdDays, 'day')
  switch (planned.because) {
    case 'trigger': return []
    case 'late_entry': return [{ rule: 'late_entry', said:
      say`That day is over; nothing is sent for days that are gone, so it comes next.` }]
    case 'min_contact_delay': return [{ rule: 'min_contact_delay', said: delaySaid(
      planned, run, between) }]
    case 'reply_handled': return [{ rule: 'reply_handled', said: run.replyHandledOn === null
      ? say`An answer was handled, and the workflow waits ${between} after it.`
      : say`An answer was handled on ${onDay(run.replyHandledOn)}, and the workflow waits ${
        between} after it.` }]
    case 'dispute_ended': return [{ rule: 'dispute_ended', said: run.disputeEndedOn === null
      ? say`A dispute ended, and the workflow waits ${between} after it.`
      : say`A dispute ended on ${onDay(run.disputeEndedOn)}, and the workflow waits ${
        between} after it.` }]
    case 'pause': return [{ rule: 'pause', said: pauseSaid(run, moment) }]
  }
}

function delaySaid(planned: PlannedStep, run: RunFacts, between: string): Sentence {
  const { lastContactOn, lastAutomaticOn } = run
  if (lastContactOn === null) {
    return lastAutomaticOn === null
      ? say`The minimum contact delay is ${between}.`
      : say`An automatic message left on ${onDay(lastAutomaticOn)}; there is at most one a day.`
  }
  return planned.step.mode === 'automatic' && run.rules.mcdDays === 0
    ? say`The last contact was on ${onDay(lastContactOn)}; there is at most one a day.`
    : say`The last contact was on ${onDay(lastContactOn)}, and ${between} must lie between two.`
}

function pauseSaid({ pausedUntil }: RunFacts, moment: Moment): Sentence {
  if (pausedUntil === null || pausedUntil === 'open') return say`It rests.`
  const free = isBusinessDay(pausedUntil, moment.calendar) ? pausedUntil
    : rollForward(pausedUntil, moment.calendar)
  return free === pausedUntil ? say`The pause ends: ${onDay(pausedUntil)} is free again.`
    : say`The pause ends on ${onDay(pausedUntil)}; the next business day is ${onDay(free)}.`
}

/** The hold code that a reason of the plan stands for; null: it is no hold. */
export const holdOfRule = (rule: PlanRule): HoldCode | null => {
  switch (rule) {
    case 'min_contact_delay': return 'min_contact_delay'
    case 'pause': return 'customer_paused'
    case 'end_of_workflow': return 'end_of_workflow'
    default: return null
  }
}
