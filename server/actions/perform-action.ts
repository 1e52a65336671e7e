// A reminder leaves: claims due automatic actions, asks the gate under lock, sends, records.
import { sql } from 'kysely'
import type { HoldCode } from '#domain/hold.ts'
import { plan, type PlannedStep } from '#domain/plan.ts'
import { addDays, addSeconds, type Instant } from '#domain/day.ts'
import type { Channel } from '#domain/workflow.ts'
import { lookAgain } from '../customers/look-again.ts'
import { commitSends, dispatch, messageRefOf, recordDelivered, type Delivered, type Dispatch,
  type Send, type SentState } from '../inbox/send-message.ts'
import { assert } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { inOrganization, sendInstantOn, SYSTEM, type Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { emailSettingsOf } from '../settings/read-email-settings.ts'
import { templatesByIds, type TemplateRow } from '../templates/read-templates.ts'
import { textToHtml } from '../templates/text-to-html.ts'
import { gatherFacts, type CustomerFacts, type RunInFacts } from './gather-facts.ts'
import { askGate, smsOfSend } from './ask-gate.ts'
import { followUpSms } from './follow-up-sms.ts'
import { gatherReach, quietUntil, type Recipient } from './gather-hold-facts.ts'
import type { Reach } from './reach-store.ts'
import { lockSharedAddresses, writtenKey } from './shared-addresses.ts'
import { stepInHand } from './step-in-hand.ts'
import { passportOf } from './passport.ts'
import { costOf } from './sms-facts.ts'
import { recordDecisions, type NewDecision } from './decision-store.ts'
import { drawLetters } from './letters/draw-letters.ts'
import { changeActions, claimDueActions, type ActionChange, type DueRow } from './store.ts'
import type { Reminder } from './write-reminder.ts'

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
  const reach = await gatherReach(org, customerIds, channelsOf(facts))
  const templates = await templatesByIds(org, templateIdsOf(facts))
  const sends: Send[] = []
  const changes: ActionChange[] = []
  const again: { customerId: string; at: Instant }[] = []
  const decisions: NewDecision[] = []
  for (const row of due) {
    const decided = decide(org, row, facts.get(row.customer_id), reach, templates)
    if (decided.kind === 'send') {
      sends.push(decided.send)
      changes.push({ id: row.id, state: 'sending' })
    } else {
      changes.push({ id: row.id, ...decided.change })
      if (decided.change.heldCode) {
        decisions.push({ runId: row.run_id, stepId: row.step_id, code: decided.change.heldCode })
      }
      again.push({ customerId: row.customer_id, at: decided.lookAt })
    }
  }
  const dispatched = await commitSends(org, sends, { areWritten: false })
  const unmade = await drawLetters(org, dispatched.committed.flatMap((send) =>
    (send.key.channel === 'letter' ? send.message.id : [])))
  assert(unmade.size === 0, 'the gate lets no letter without an address pass')
  await changeActions(org, keepOpenWhatWasLost(changes, sends, dispatched))
  await recordDecisions(org, decisions)
  for (const { customerId, at } of again) await lookAgain(org, [customerId], at)
  return { claimed: due.length, dispatch: dispatched }
}

export type Decided =
  | { kind: 'send'; send: Send }
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
  const { recipient, reminder, codes: [code], note } = askGate(org, {
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
  reach.written.add(writtenKey(org.today, recipient.address))
  return { kind: 'send', send: toSend(org, {
    row, customer, run, planned, recipient, reminder, channel: step.channel }) }
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

function toSend(org: Org, of: {
  row: DueRow; customer: CustomerFacts; run: RunInFacts; planned: PlannedStep
  recipient: Recipient; reminder: Extract<Reminder, { ok: true }>; channel: Channel
}): Send {
  const { row, customer, run, planned, recipient, reminder } = of
  const settings = emailSettingsOf(org)
  const id = newId()
  // Planning holds any automatic channel to these three (workflowProblems).
  const channel = of.channel as 'email' | 'sms' | 'letter'
  const sms = recipient.sms ? smsOfSend(org, recipient.sms, reminder.whatsApp) : undefined
  return {
    ...(sms ? { sms } : {}),
    isAutomatic: true, workflowId: run.row.workflow_id, name: planned.step.name,
    key: {
      runId: row.run_id, stepId: row.step_id, occurrence: row.occurrence,
      recipient: recipient.address, channel,
    },
    message: {
      id, customerId: row.customer_id, direction: 'out', channel, state: 'sending', threadId: id,
      runId: row.run_id, stepId: row.step_id, actionId: row.id, fromName: settings.fromName,
      fromAddress: sms?.sender.address ?? settings.fromAddress, to: [recipient.address],
      subject: reminder.subject,
      bodyText: reminder.body, bodyHtml: channel === 'email' ? textToHtml(reminder.body) : null,
      messageRef: messageRefOf(org, id), templateId: reminder.template?.id ?? null,
      templateVersion: reminder.template?.version ?? null,
      snapshot: reminder.covered.map((invoice) => ({
        invoiceId: invoice.id, number: invoice.number, openMinor: invoice.openMinor,
        currency: invoice.currency,
      })),
      reasons: passportOf(org, { customer, run, planned, recipient }),
      at: org.now,
    },
  }
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
  if (delivered.some(({ key }) => key.channel === 'sms')) await followUpSms(org)
  await leaveLater(org, delivered.filter(({ message, key }) =>
    key.runId === message.id && states.get(message.id) === 'retry'))
  await lookAgain(org, delivered.flatMap(({ message }) => message.customerId ?? []))
  return states
}

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

const channelsOf = (facts: ReadonlyMap<string, CustomerFacts>): Channel[] =>
  [...facts.values()].flatMap(({ runs }) => runs)
    .flatMap(({ rules }) => rules.steps.map((step) => step.channel))

function templateIdsOf(facts: ReadonlyMap<string, CustomerFacts>): string[] {
  const ids = new Set<string>()
  for (const { runs } of facts.values()) {
    for (const { rules } of runs) {
      for (const step of rules.steps) if (step.templateId !== null) ids.add(step.templateId)
    }
  }
  return [...ids]
}
