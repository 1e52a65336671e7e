// The Why of a plan in plain words, from the very values the decision was made of.
import type { Day } from '#domain/day.ts'
import { daysOverdue, type OpenInvoice } from '#domain/invoice.ts'
import type { Plan, PlannedStep, RunFacts } from '#domain/plan.ts'
import { isPromiseStep } from '#domain/promise-steps.ts'

export function explainPlan(planned: Plan, of: {
  run: RunFacts; invoice: OpenInvoice | null; holds: readonly { text: string }[]; today: Day
  collectedAt?: { name: string } | null
}): string {
  if (of.collectedAt) {
    return `Collected together with ${of.collectedAt.name}: the workflow there asks for these `
      + 'invoices.'
  }
  if (planned.kind === 'idle') return 'Nothing is open that may be collected.'
  const number = of.invoice?.number ?? 'the oldest invoice'
  if (planned.kind === 'finished') {
    return `All steps are done and ${number} is still open: decide how to go on.`
  }
  const promise = isPromiseStep(planned.step) ? of.invoice?.brokenPromiseOn ?? null : null
  const what = (promise === null ? `“${planned.step.name}” follows invoice ${number}`
    : `“${planned.step.name}” follows the promise for ${promise} on invoice ${number}, which was `
      + 'not kept')
    + (of.invoice ? ` (${age(of.invoice, of.today)})` : '')
  const when = planned.dueOn === null ? 'It has no day while the pause has no end.'
    : `Its day is ${planned.dueOn}: ${reason(planned, of.run)}.`
  const [first] = of.holds
  return `${what}. ${when}${first ? ` Held: ${first.text}` : ''}`
}

function age(invoice: OpenInvoice, today: Day): string {
  const days = daysOverdue(invoice.dueOn, today)
  return days === 0 ? `due ${invoice.dueOn}` : `${days} ${days === 1 ? 'day' : 'days'} overdue`
}

function reason(planned: PlannedStep, run: RunFacts): string {
  const delay = `${run.rules.mcdDays} days`
  const moved = planned.wasRolled ? ', moved to a business day' : ''
  switch (planned.because) {
    case 'trigger': return `the day of its trigger${moved}`
    case 'late_entry': return `its trigger passed on ${planned.triggerOn}${moved}`
    case 'min_contact_delay':
      return `the last contact was on ${run.lastContactOn ?? '?'} and ${delay} must lie between `
        + `two${moved}`
    case 'reply_handled':
      return `an answer was handled on ${run.replyHandledOn ?? '?'} and the workflow waits ${delay}`
        + moved
    case 'dispute_ended':
      return `a dispute ended on ${run.disputeEndedOn ?? '?'} and the workflow waits ${delay}`
        + moved
    case 'pause': return `the pause ends then${moved}`
  }
}
