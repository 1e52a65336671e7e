// A reminder leaves: claims due automatic actions, asks the gate under lock, sends, records.
import { sql } from 'kysely'
import { chooseEnclosures, type Enclosures } from '#domain/enclosures.ts'
import type { HoldCode } from '#domain/hold.ts'
import { plan, type PlannedStep } from '#domain/plan.ts'
import { addDays, addSeconds, type Instant } from '#domain/day.ts'
import type { Step } from '#domain/workflow.ts'
import { lookAgain } from '../customers/look-again.ts'
import { removeFilesOf } from '../inbox/outgoing-files.ts'
import { commitSends, dispatch, recordDelivered, type Delivered, type Dispatch, type Send,
  type SentState } from '../inbox/send-message.ts'
import { nameTickets } from '../inbox/their-ticket.ts'
import { assert } from '../platform/errors.ts'
import { inOrganization, sendInstantOn, SYSTEM, type Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { templatesByIds, type TemplateRow } from '../templates/read-templates.ts'
import { gatherFacts, withMembers, type CustomerFacts, type RunInFacts } from './gather-facts.ts'
import { chooseCopies } from './address-step.ts'
import { askGate } from './ask-gate.ts'
import { encloseChosen } from './enclose.ts'
import { followUpFailures } from './follow-up-failures.ts'
import { gatherReach, quietUntil } from './gather-hold-facts.ts'
import type { Reach } from './reach-store.ts'
import { lockSharedAddresses, writtenKey } from './shared-addresses.ts'
import { stepInHand } from './step-in-hand.ts'
import { noteSent, withinBudget } from './send-budget.ts'
import { costOf } from './sms-facts.ts'
import { recordDecisions, type NewDecision } from './decision-store.ts'
import { drawLetters } from './letters/draw-letters.ts'
import { changeActions, claimDueActions, type ActionChange, type DueRow } from './store.ts'
import { toSend } from './to-send.ts'

export interface Performed {
  claimed: number
  sent: number
  held: number
  unclear: number
}

const BATCH = 100

/** One batch. Run it until nothing is claimed; any number of processes may. */
export async function performDueActions(
  installation: Installation, orgId: string,
): Promise<Performed> {
  const begun = await inOrganization(installation, orgId, SYSTEM, begin)
  const delivered = await dispatch(installation, begun.dispatch)
  const states = delivered.length === 0 ? new Map<string, SentState>()
    : await inOrganization(installation, orgId, SYSTEM, (org) => finishSends(org, delivered))
  const count = (state: SentState) => [...states.values()].filter((one) => one === state).length
  return {
    claimed: begun.claimed, held: begun.claimed - begun.dispatch.committed.length,
    sent: count('sent'), unclear: count('unknown'),
  }
}

/** The transaction before: the gate is asked with the customers locked, then `sending` is kept. */
async function begin(org: Org): Promise<{ claimed: number; dispatch: Dispatch }> {
  const due = await claimDueActions(org, BATCH)
  const customerIds = due.map((row) => row.customer_id)
  const facts = await gatherFacts(org, customerIds)
  await lockSharedAddresses(org, customerIds)
  const steps = stepsOf(facts)
  const reach = await gatherReach(org, withMembers(facts), steps.map(({ channel }) => channel),
    steps.map(({ attachments }) => attachments))
  const templates = await templatesByIds(org,
    [...new Set(steps.flatMap(({ templateId }) => templateId ?? []))])
  const sends: Send[] = []
  const changes: ActionChange[] = []
  const enclosed = new Map<string, Enclosures>()
  const again: { customerId: string; at: Instant }[] = []
  const decisions: NewDecision[] = []
  for (const row of due) {
    const decided = decide(org, row, facts.get(row.customer_id), reach, templates)
    if (decided.kind === 'send') {
      sends.push(decided.send)
      enclosed.set(decided.send.message.id, decided.enclosed)
      changes.push({ id: row.id, state: 'sending' })
    } else {
      changes.push({ id: row.id, ...decided.change })
      if (decided.change.heldCode) {
        decisions.push({ runId: row.run_id, stepId: row.step_id, code: decided.change.heldCode })
      }
      again.push({ customerId: row.customer_id, at: decided.lookAt })
    }
  }
  const { fit, over } = await withinBudget(org, sends)
  for (const change of changes) {
    if (over.has(change.id)) Object.assign(change, held('send_budget', null))
  }
  again.push(...sends.filter((send) => !fit.includes(send)).map((send) => ({
    customerId: send.message.customerId ?? '', at: sendInstantOn(org, addDays(org.today, 1)),
  })))
  const dispatched = await encloseChosen(org,
    await commitSends(org, await withTickets(org, fit), { areWritten: false }), enclosed)
  await noteSent(org, dispatched.committed.length)
  const unmade = await drawLetters(org, dispatched.committed.flatMap((send) =>
    (send.key.channel === 'letter' ? send.message.id : [])))
  assert(unmade.size === 0, 'the gate lets no letter without an address pass')
  await changeActions(org, keepOpenWhatWasLost(changes, fit, dispatched))
  await recordDecisions(org, decisions)
  for (const { customerId, at } of again) await lookAgain(org, [customerId], at)
  return { claimed: due.length, dispatch: dispatched }
}

async function withTickets(org: Org, sends: readonly Send[]): Promise<Send[]> {
  const messages = await nameTickets(org, sends.map((send) => send.message))
  return sends.map((send, place) => ({ ...send, message: messages[place] ?? send.message }))
}

export type Decided =
  | { kind: 'send'; send: Send; enclosed: Enclosures }
  | { kind: 'keep'; change: Omit<ActionChange, 'id'>; lookAt: Instant }

/** The gate before a send, over facts as they are. Pure: the simulator asks it too. */
export function decide(
  org: Org, row: DueRow, customer: CustomerFacts | undefined, reach: Reach,
  templates: ReadonlyMap<string, TemplateRow>,
): Decided {
  const keep = (change: Omit<ActionChange, 'id'>, lookAt = org.now): Decided =>
    ({ kind: 'keep', change, lookAt })
  const run = customer?.runs.find((one) => one.row.id === row.run_id)
  if (!customer || !run) return keep({ state: 'cancelled', outcome: 'run_ended' })
  const planned = plan(run.facts, org.moment)
  // The world moved since planning: the planner looks again and says what is due instead.
  if (planned.kind !== 'step' || planned.step.id !== row.step_id
    || planned.occurrence !== row.occurrence || isTooEarly(org, run, planned)) {
    return keep({ state: planned.kind === 'idle' ? 'cancelled' : 'superseded',
      outcome: 'replanned' })
  }
  const step = stepInHand(run, planned)
  const { recipient, reminder, signed, codes: [code], note } = askGate(org, {
    step, customer, run, carryingInvoiceId: planned.carryingInvoiceId, reach, templates,
  })
  if (code !== undefined || recipient === null || !reminder.ok) {
    const opensAt = code === 'quiet_hours' ? recipient?.sms?.opensAt : quietUntil(org, run)
    return keep(held(code ?? 'missing_email', note),
      opensAt ?? sendInstantOn(org, addDays(org.today, 1)))
  }
  if (reach.sms !== null && recipient.sms) {
    reach.sms.spentMicros += costOf(recipient.sms, reminder.body) ?? 0
  }
  const copies = chooseCopies(org,
    { step, customer: customer.customer, recipient: recipient.address, reach })
  for (const address of [recipient.address, ...copies.cc]) {
    reach.written.add(writtenKey(org.today, address))
  }
  reach.budget.used += 1
  const enclosed = chooseEnclosures(step,
    { covered: reminder.covered, documents: reach.documents, today: org.today })
  return { kind: 'send', enclosed, send: toSend(org, {
    row, customer, run, planned, step, recipient, reminder, signed, copies, enclosed }) }
}

/** An SMS that waited for a morning is not put off again by the hour at which e-mail leaves. */
function isTooEarly(org: Org, run: RunInFacts, planned: PlannedStep): boolean {
  if (planned.dueOn === null || planned.dueAt === null) return true
  return stepInHand(run, planned).channel === 'sms' ? planned.dueOn > org.today
    : planned.dueAt > org.now
}

/** An answer that waits takes the step's place; it comes back re-dated (SPEC §8.5). */
function held(code: HoldCode, note: string | null): Omit<ActionChange, 'id'> {
  if (code === 'reply_pending') return { state: 'superseded', heldCode: code }
  return { state: 'open', heldCode: code, note: note ?? '' }
}

/** A key that was won before means that this step has been sent: the settling deed closes it. */
function keepOpenWhatWasLost(
  changes: readonly ActionChange[], sends: readonly Send[], dispatched: Dispatch,
): ActionChange[] {
  const won = new Set(dispatched.committed.map((send) => send.message.actionId))
  const lost = new Set(sends.map((send) => send.message.actionId).filter((id) => !won.has(id)))
  return changes.map((change) => (lost.has(change.id)
    ? { id: change.id, state: 'needs_check', note: 'This step has an earlier send on record.' }
    : change))
}

const ACTION_AFTER: Record<SentState, Omit<ActionChange, 'id'>> = {
  sent: { state: 'done', outcome: 'sent' },
  retry: { state: 'open', heldCode: 'provider_down' },
  failed: { state: 'open', heldCode: 'address_bounced' },
  unknown: { state: 'needs_check', heldCode: 'needs_check' },
}

/** The transaction after: outcomes, contacts, events and actions, together or not at all. */
export async function finishSends(
  org: Org, delivered: readonly Delivered[],
): Promise<Map<string, SentState>> {
  const states = await recordDelivered(org, delivered)
  const changes = delivered.flatMap(({ message, receipt }) => {
    const state = states.get(message.id)
    const actionId = message.actionId
    if (!state || !actionId) return []
    const why = receipt.kind === 'accepted' ? null : receipt.why
    // A refusal of the message itself, not of its address, needs a person's eye.
    const isRefusedWhole = state === 'failed' && receipt.kind === 'refused'
      && !receipt.isAddressDead
    const isFollowed = receipt.kind === 'refused' && receipt.failure !== undefined
      && state === 'failed'
    // What a failed SMS leaves to do is done below; an opt-out holds the rest.
    const after = isFollowed ? ACTION_AFTER.retry
      : isRefusedWhole ? ACTION_AFTER.unknown : ACTION_AFTER[state]
    return [{ id: actionId, ...after, note: why }]
  })
  await changeActions(org, changes)
  await removeFilesOf(org, delivered.flatMap(({ message, isAutomatic }) =>
    (isAutomatic && states.get(message.id) === 'retry' ? message.id : [])))
  if (delivered.some(leavesFollowUp)) await followUpFailures(org)
  // What surely did not leave does not count; what may have left does.
  await noteSent(org, -delivered.filter(({ isAutomatic, message }) => isAutomatic
    && ['retry', 'failed'].includes(states.get(message.id) ?? '')).length)
  await leaveLater(org, delivered.filter(({ message, key }) =>
    key.runId === message.id && states.get(message.id) === 'retry'))
  await lookAgain(org, delivered.flatMap(({ message }) => message.customerId ?? []))
  return states
}

/** A refused SMS, or a mail whose only copy that was taken is our own. */
const leavesFollowUp = ({ key, receipt }: Delivered): boolean => key.channel === 'sms'
  || (receipt.kind === 'accepted' && (receipt.refused?.length ?? 0) > 0)

const LATER_SECONDS = 300

/** A person's own message that was surely refused for now is tried again by itself. */
async function leaveLater(org: Org, refused: readonly Delivered[]): Promise<void> {
  const ids = refused.map(({ message }) => message.id)
  if (ids.length === 0) return
  const leaveAt = addSeconds(org.installation.now(), LATER_SECONDS)
  await sql`update message set state = 'leaving', leave_at = ${leaveAt}
    where org_id = ${org.id} and id = any(${ids}::uuid[]) and state = 'cancelled'`.execute(org.tx)
  await sql`update action set state = 'sending', held_code = null
    where org_id = ${org.id} and state = 'open'
      and id = any(${refused.flatMap(({ message }) => message.actionId ?? [])}::uuid[])`
    .execute(org.tx)
}

const stepsOf = (facts: ReadonlyMap<string, CustomerFacts>): Step[] =>
  [...facts.values()].flatMap(({ runs }) => runs).flatMap(({ rules }) => rules.steps)
