// A person does, skips or settles an action.
import { sql } from 'kysely'
import type { Day } from '#domain/day.ts'
import { lookAgain } from '../customers/look-again.ts'
import { noteContacts } from '../customers/note-contact.ts'
import { closeByMessage } from '../inbox/reply-action.ts'
import { settleByHand } from '../inbox/settle-by-hand.ts'
import { conflict, notFound } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import { recordEvent } from '../timeline/record-event.ts'
import type { CallOutcome } from './calls/call-store.ts'
import { noteCall } from './calls/note-call.ts'
import { composeMessage } from './compose-message.ts'
import { draftOf, type Draft } from './draft-action.ts'
import { changeActions, lockAction, type ActionRow } from './store.ts'

export interface Completion {
  outcome: CallOutcome
  note: string
  phone?: string | undefined
  minutes?: number | undefined
  callBackOn?: Day | undefined
  madeEarlier?: boolean | undefined
  to?: readonly string[] | undefined
  cc?: readonly string[] | undefined
  bcc?: readonly string[] | undefined
  subject?: string | undefined
  body?: string | undefined
  undoSeconds?: number | undefined
  confirmStale?: boolean | undefined
  draft?: string | undefined
  enclosesStatement?: boolean | undefined
  enclosedInvoiceIds?: readonly string[] | undefined
}

/** Sends a written action's message, or logs that a call or task was done. */
export async function completeAction(org: Org, id: string, given: Completion): Promise<void> {
  const action = await lockOpenAction(org, id)
  if (action.channel === 'email' || action.channel === 'sms' || action.channel === 'letter') {
    await sendAction(org, action, given)
    return
  }
  if (action.channel === 'call') {
    await noteCall(org, action, {
      report: given, workflowId: await workflowOf(org, action.run_id),
    })
    return
  }
  if (given.outcome !== 'done') throw conflict('A task is done or skipped; it has no outcome.')
  // A task is no contact (SPEC §3.4).
  await changeActions(org, [{
    id, state: 'done', outcome: given.outcome, note: given.note || null,
  }])
  await recordEvent(org, {
    kind: 'action_done', customerId: action.customer_id, actionId: id,
    invoiceIds: action.invoice_id ? [action.invoice_id] : [],
    detail: { name: action.name, outcome: given.outcome, reason: given.note },
  })
  await lookAgain(org, [action.customer_id])
}

async function sendAction(org: Org, action: ActionRow, given: Completion): Promise<void> {
  const draft = await draftOf(org, action)
  const to = given.to ?? draft.to
  const body = given.body ?? draft.body
  if (to.length === 0 && action.channel !== 'letter') {
    throw conflict('There is nobody to send this to: add an address to a contact, or name one.')
  }
  if (body.trim() === '') {
    throw conflict(draft.problem ?? 'The message is empty: write it, or choose a template.')
  }
  if (given.body === undefined && draft.problem !== null) throw conflict(draft.problem)
  const enclosed = enclosuresOf(draft, given)
  await composeMessage(org, {
    customerId: action.customer_id, channel: action.channel as 'email' | 'sms' | 'letter',
    to: to.length > 0 ? to : [`letter:${action.customer_id}`],
    cc: given.cc ?? (given.to ? [] : draft.cc),
    bcc: given.bcc ?? [], draft: given.draft, ...enclosed.wish,
    subject: given.subject ?? draft.subject, body, undoSeconds: given.undoSeconds,
    confirmStale: given.confirmStale,
    action: {
      id: action.id, runId: action.run_id, stepId: action.step_id, name: action.name,
      templateId: draft.templateId, templateVersion: draft.templateVersion,
      fromName: draft.fromName, notes: [...draft.notes, ...enclosed.notes],
    },
  })
  await changeActions(org, [{ id: action.id, state: 'sending' }])
}

/** What a person says of them; else as the step says, with what is told of that. */
function enclosuresOf(draft: Draft, given: Completion) {
  const wish = {
    enclosesStatement: given.enclosesStatement ?? draft.enclosesStatement,
    enclosedInvoiceIds: given.enclosedInvoiceIds ?? draft.enclosedInvoiceIds,
  }
  const isAsFilled = wish.enclosesStatement === draft.enclosesStatement
    && wish.enclosedInvoiceIds.length === draft.enclosedInvoiceIds.length
    && wish.enclosedInvoiceIds.every((id) => draft.enclosedInvoiceIds.includes(id))
  return { wish, notes: isAsFilled ? draft.enclosureNotes : [] }
}

/** The workflow moves on; no contact is counted. */
export async function skipAction(org: Org, id: string, reason: string): Promise<void> {
  const action = await lockOpenAction(org, id)
  await changeActions(org, [{ id, state: 'skipped', outcome: 'skipped', note: reason }])
  await recordEvent(org, {
    kind: 'action_skipped', customerId: action.customer_id, actionId: id,
    invoiceIds: action.invoice_id ? [action.invoice_id] : [],
    detail: { name: action.name, reason },
  })
  await lookAgain(org, [action.customer_id])
}

/** Settles a send that may or may not have left, by a person's knowledge (SPEC §5.1). */
export async function decideUnclear(
  org: Org, id: string, as: 'sent' | 'send_again' | 'give_up',
): Promise<void> {
  const action = await lockAction(org, id)
  if (!action) throw notFound('This action does not exist.')
  if (action.state !== 'needs_check') {
    throw conflict('This action is settled already.')
  }
  const message = await settleByHand(org, id, as)
  if (as === 'sent' && message) {
    await noteContacts(org, [{
      customerId: action.customer_id, workflowId: await workflowOf(org, action.run_id),
      runId: action.run_id, channel: message.channel, personKey: message.to[0] ?? '',
      isAutomatic: action.mode === 'automatic', messageId: message.id, actionId: id,
    }])
  }
  if (as === 'sent' && message?.replyActionId) {
    await closeByMessage(org, message.replyActionId, message.id)
  }
  await changeActions(org, [{
    id, outcome: as,
    state: as === 'sent' ? 'done' : as === 'give_up' ? 'skipped'
      : action.step_id === null ? 'cancelled' : 'open',
  }])
  await recordEvent(org, {
    kind: 'message_settled', customerId: action.customer_id, actionId: id,
    messageId: message?.id ?? null, detail: { as },
  })
  await lookAgain(org, [action.customer_id])
}

async function lockOpenAction(org: Org, id: string): Promise<ActionRow> {
  const action = await lockAction(org, id)
  if (!action) throw notFound('This action does not exist.')
  if (action.state === 'open') return action
  throw conflict(action.state === 'sending' ? 'This message is leaving right now.'
    : action.state === 'needs_check' ? 'Settle first whether the earlier message left.'
      : `This action is closed already (${action.state}).`)
}

async function workflowOf(org: Org, runId: string | null): Promise<string | null> {
  const { rows } = await sql<{ workflow_id: string }>`
    select workflow_id from run where org_id = ${org.id} and id = ${runId}`.execute(org.tx)
  return rows[0]?.workflow_id ?? null
}
