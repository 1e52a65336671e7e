// What a person could do about a decision, and what the same rules would then decide.
import type { z } from 'zod'
import { DEEDS, type WhyChange } from '#contract/why.ts'
import type { HoldCode } from '#domain/hold.ts'
import { invoiceNamed, money, onDay, say, type Sentence } from '#domain/sentence.ts'
import * as to from './change-world.ts'
import { judgeRun, type Judged } from './judge-run.ts'
import { tellOutcome, type OutcomeAnswer } from './tell-outcome.ts'
import type { LastingPause, OpenWork, Standing } from './why-store.ts'

export type ChangeAnswer = z.output<typeof WhyChange>

interface Possible {
  deed: (typeof DEEDS)[number]
  said: Sentence
  subjectId: string | null
  change: to.Change
  isAgainstHold?: boolean
}

const MOST_CHANGES = 24

/**
 * Each is judged by plan() and hold() over the changed facts. What ends a hold is told even where
 * another one remains; of the rest, what changes nothing is left out.
 */
export function whatWouldChange(judged: Judged, standing: Standing): ChangeAnswer[] {
  const before = tellOutcome(judged)
  return possibleDeeds(judged, standing).slice(0, MOST_CHANGES).flatMap((possible) => {
    const changed = possible.change(judged.world)
    const after = judgeRun(changed, judged.run.row.id) ?? judgeRun(changed, to.BEGUN)
    if (after === null) return []
    const then = tellOutcome(after)
    const { deed, said, subjectId, isAgainstHold } = possible
    if (isAgainstHold !== true && isSame(before, then)) return []
    return [{ deed, said, subjectId, then }]
  })
}

const isSame = (a: OutcomeAnswer, b: OutcomeAnswer) => a.state === b.state && a.code === b.code
  && a.next?.at === b.next?.at && a.next?.stepId === b.next?.stepId

function possibleDeeds(judged: Judged, standing: Standing): Possible[] {
  const { codes, planned } = judged
  const waitsFor = planned.kind === 'step' ? planned.because : null
  const all = new Set<HoldCode>([...codes,
    ...(waitsFor === 'min_contact_delay' || waitsFor === 'reply_handled'
      ? ['min_contact_delay' as const] : []),
    ...(waitsFor === 'pause' ? [judged.run.customerPausedUntil === null
      ? 'invoice_paused' as const : 'customer_paused' as const] : []),
    ...(judged.stoppedBy === null ? [] : [judged.stoppedBy])])
  return [...[...all].flatMap((code) => deedsAgainst(code, judged, standing))
    .map((deed) => ({ ...deed, isAgainstHold: true })),
    ...deedsAnyway(judged, standing)]
}

const one = (
  deed: Possible['deed'], said: Sentence, change: to.Change, subjectId: string | null = null,
): Possible => ({ deed, said, change, subjectId })

/** How a hold is ended by hand. What only time ends has none. */
function deedsAgainst(code: HoldCode, judged: Judged, standing: Standing): Possible[] {
  const { run, world, recipient } = judged
  const runId = run.row.id
  switch (code) {
    case 'automation_off': return world.org.settings.automation_on_since !== null ? []
      : [one('turn_on_automation', say`Turn automatic sending on`, to.automationOn)]
    case 'workflow_draft': return [one('publish_workflow', say`Publish “${run.row.workflow_name}”`,
      to.versionPublished(runId), run.row.workflow_id)]
    case 'reply_pending': return standing.replies.flatMap((reply) => [
      one('ignore_reply', say`Ignore the answer of ${reply.from}`,
        to.replyHandled(reply.runId, 'ignored'), reply.id),
      one('answer_reply', say`Answer ${reply.from} today`,
        to.replyHandled(reply.runId, 'answered'), reply.id)])
    case 'customer_paused': return pausesOf(standing, (scope) => scope !== 'invoice')
    case 'invoice_paused': return pausesOf(standing, (scope) => scope === 'invoice')
    case 'disputed': return standing.disputes.map((dispute) => one('settle_dispute',
      say`Settle the dispute on ${invoiceNamed(dispute.invoiceId, dispute.number)}`,
      to.holdingEnded({ ...dispute, kind: 'dispute' }), dispute.id))
    case 'promise_active': return standing.promises.map((promise) => one('cancel_promise',
      say`Cancel the promise of ${money(promise.amountMinor, promise.currency)} for ${
        onDay(promise.promisedOn)}`, to.holdingEnded({ ...promise, kind: 'promise' }), promise.id))
    case 'opted_out': case 'address_bounced': return [channelOf(judged) === 'sms'
      ? one('add_contact', say`Add another number that may be texted`, to.contactAdded('sms'))
      : one('add_contact', say`Add another e-mail address`, to.contactAdded('email'))]
    case 'missing_email': return [
      one('add_contact', say`Add an e-mail address`, to.contactAdded('email'))]
    case 'missing_phone': return [
      one('add_contact', say`Add a mobile number that may be texted`, to.contactAdded('sms'))]
    case 'no_consent': return recipient === null ? [] : [one('record_consent',
      say`Record that ${recipient.address} may be texted`, to.consentRecorded(recipient.address),
      recipient.address)]
    case 'min_contact_delay': return [
      one('write_by_hand', say`Write to them by hand today`, to.contactedToday)]
    case 'below_threshold': return [one('lower_threshold',
      say`Publish “${run.row.workflow_name}” without its smallest amount and move this run to it`,
      to.thresholdLowered(runId), run.row.workflow_id)]
    case 'covered_by_credit': return [
      one('apply_cash', say`Apply the money to the oldest invoices`, to.cashApplied)]
    case 'data_stale': return [
      one('update_ledger', say`Import the newest payments`, to.ledgerUpdated)]
    case 'send_budget': return [one('raise_limit', say`Raise the limit`, to.limitRaised)]
    case 'sender_unverified': return [one('set_sender', channelOf(judged) === 'sms'
      ? say`Let SMS leave again` : say`Set a sender address`, to.senderSet)]
    case 'no_local_sender': return recipient === null ? [] : [one('add_sender_number',
      say`Add a sender that may text to ${recipient.address}`, to.senderAdded(recipient.address))]
    case 'template_incomplete': return [one('complete_template',
      say`Complete the template or the customer`, to.mended('template_incomplete'),
      templateOf(judged))]
    case 'needs_check': return unclearDeeds(standing)
    case 'legal_stop': return [one('lift_stop', say`Lift the stop`, to.stopLifted,
      world.customerId)]
    case 'end_of_workflow': return standing.entries
      .filter(({ workflow_id: id }) => id !== run.row.workflow_id).slice(0, 5)
      .map((entry) => one('assign_workflow', say`Go on with “${entry.workflow_name}”`,
        to.runBegun(entry, standing.chosen, runId), entry.workflow_id))
    case 'quiet_hours': case 'non_business_day': case 'provider_down': case 'paid': return []
  }
}

const pausesOf = (
  { pauses }: Standing, fits: (scope: LastingPause['scope']) => boolean,
): Possible[] => pauses.filter(({ scope }) => fits(scope)).map((pause) => one('end_pause',
  pause.scope === 'customer' ? say`End the pause`
    : say`End the pause of ${pause.scope === 'organization' ? 'the organization'
      : `the ${pause.scope} ${pause.subjectName ?? ''}`.trim()}`, to.pauseEnded(pause), pause.id))

const channelOf = ({ planned }: Judged) => (planned.kind === 'step' ? planned.step.channel : null)
const templateOf = ({ planned }: Judged) =>
  (planned.kind === 'step' ? planned.step.templateId : null)

function unclearDeeds({ work }: Standing): Possible[] {
  return work.filter(({ state }) => state === 'needs_check').flatMap((action) => [
    one('settle_unclear', say`Decide that it has left`, to.actionMoved(action.id, 'done',
      action.mode === 'automatic' ? 'automatic' : 'by_hand'), action.id),
    one('settle_unclear', say`Decide that it has not left and goes again`,
      to.actionMoved(action.id, 'open', 'none'), action.id)])
}

/** What is open to a person whether or not something holds it. */
function deedsAnyway(judged: Judged, standing: Standing): Possible[] {
  const { planned, run, world } = judged
  if (planned.kind === 'idle') return []
  const invoice = run.facts.invoices.find(({ id }) => id === planned.carryingInvoiceId)
  const week = to.inAWeek(world.org.today)
  return [
    ...stepDeeds(judged, standing.work),
    ...(invoice === undefined ? [] : [one('pay_invoice', say`Record that ${
      invoiceNamed(invoice.id, invoice.number)} is paid`, to.invoicePaid(invoice.id),
    invoice.id)]),
    ...(judged.customer.customerPausedUntil === null ? [one('pause_customer',
      say`Pause the customer until ${onDay(week)}`, to.customerPaused(week), week)] : []),
  ]
}

function stepDeeds({ run, planned }: Judged, work: readonly OpenWork[]): Possible[] {
  const action = work.find(({ runId, state }) => runId === run.row.id && state === 'open')
  if (action === undefined || planned.kind !== 'step') return []
  const { name, channel } = planned.step
  return [
    ...(action.mode === 'manual' ? [one('do_step', say`Do “${name}” today`, to.actionMoved(
      action.id, 'done', channel === 'task' ? 'none' : 'by_hand'), action.id)] : []),
    one('skip_step', say`Skip “${name}”`, to.actionMoved(action.id, 'skipped', 'none'), action.id),
  ]
}
