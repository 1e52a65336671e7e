// A person's own message: written now, leaving after its undo time, threaded at the customer.
import { sql } from 'kysely'
import { addSeconds, type Instant } from '#domain/day.ts'
import { shortenerProblem } from '#domain/link-rules.ts'
import { gapsIn } from '#domain/mail/answer-mail.ts'
import { refuseLinksOfOthers } from '../customers/links.ts'
import { postalProblem, type PostalAddress } from '#domain/postal-address.ts'
import { messageRefOf } from '../inbox/send-message.ts'
import { insertMessage } from '../inbox/write-message.ts'
import { conflict, invalid, notFound } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'
import { addJob } from '../platform/jobs.ts'
import { emailSettingsOf } from '../settings/read-email-settings.ts'
import { recordEvent } from '../timeline/record-event.ts'
import {
  answeredMessage, cleanRef, referencesOf, subjectOf, writtenText, type AnswerWish,
} from './answered-message.ts'
import { enclose, type EnclosureWish } from './enclose.ts'
import { refuseStale } from './ledger-age.ts'
import { requireOwnSms } from './own-sms.ts'
import { readRecipients } from './recipients.ts'
import { bringBackDraft } from './save-draft.ts'
import { openActions } from './store.ts'

export interface MessageWish extends AnswerWish, Omit<EnclosureWish, 'messageId'> {
  to: readonly string[]
  cc: readonly string[]
  bcc: readonly string[]
  undoSeconds?: number | undefined
  /** False asks the person first where the ledger is old. */
  confirmStale?: boolean | undefined
  /** The manual step that this message does; its key then is the step's. */
  action?: { id: string; runId: string | null; stepId: string | null; name: string
    templateId: string | null; templateVersion: number | null
    /** In whose name the step is written, and what is told of it. */
    fromName: string; notes: readonly string[] } | undefined
}

/** Returns the message's id. It leaves at `leave_at`; until then it can be taken back. */
export async function composeMessage(org: Org, wish: MessageWish): Promise<string> {
  const customer = await lockCustomer(org, wish.customerId)
  await refuseStale(org, wish)
  refuseGaps(wish)
  refuseShorteners(wish)
  await refuseLinksOfOthers(org, wish.customerId, `${wish.subject}\n${wish.body}`)
  if (wish.channel === 'letter') refuseWithoutAddress(customer)
  const { to, cc, bcc } = await readRecipients(org, wish, customer.country)
  const answered = await answeredMessage(org, wish)
  const settings = emailSettingsOf(org)
  const fromAddress = wish.channel === 'sms'
    ? await requireOwnSms(org, { ...wish, to: [...to, ...cc, ...bcc] }) : settings.fromAddress
  const id = newId()
  const actionId = wish.action?.id ?? newId()
  const leaveAt = addSeconds(org.installation.now(), await undoSeconds(org, wish.undoSeconds))
  if (!wish.action) await openAdhocAction(org, actionId, wish)
  await insertMessage(org, {
    id, customerId: wish.customerId, direction: 'out', channel: wish.channel, state: 'leaving',
    threadId: answered?.thread_id ?? id, runId: wish.action?.runId ?? answered?.run_id ?? null,
    stepId: wish.action?.stepId ?? null, actionId, replyActionId: wish.replyActionId ?? null,
    fromName: wish.action?.fromName ?? settings.fromName, fromAddress, to, cc, bcc,
    subject: await subjectOf(org, wish, answered), ...await writtenText(org, wish, answered),
    messageRef: messageRefOf(org, id), inReplyTo: cleanRef(answered?.message_ref ?? null),
    references: referencesOf(answered), templateId: wish.action?.templateId ?? null,
    templateVersion: wish.action?.templateVersion ?? null,
    snapshot: await snapshotOf(org, wish.customerId),
    reasons: wish.action ? { notes: wish.action.notes } : {}, authorId: authorOf(org), leaveAt,
    at: org.now,
  })
  await enclose(org, { ...wish, messageId: id })
  await recordEvent(org, {
    kind: 'message_leaving', customerId: wish.customerId, messageId: id, actionId,
    detail: { to: to[0] ?? '', leaveAt },
  })
  await addJob(org.tx, 'leave_messages', { orgId: org.id }, { runAt: leaveAt })
  return id
}

/** A variable that nobody filled in must not reach a customer. */
function refuseGaps(wish: MessageWish): void {
  const gaps = gapsIn(`${wish.subject}\n${wish.body}`)
  if (gaps.length > 0) throw conflict(`Fill in ${gaps.join(', ')} first; nothing was sent.`)
}

function refuseShorteners(wish: MessageWish): void {
  const message = shortenerProblem(`${wish.subject}\n${wish.body}`)
  if (message !== null) throw invalid(message, [{ field: 'body', message }])
}

function refuseWithoutAddress(customer: PostalAddress): void {
  const problem = postalProblem(customer)
  if (problem !== null) throw conflict(problem)
}

const authorOf = (org: Org) =>
  (org.actor.startsWith('user:') ? org.actor.slice('user:'.length) : null)

async function lockCustomer(
  org: Org, customerId: string,
): Promise<PostalAddress> {
  const { rows } = await sql<PostalAddress & { legal_stop_reason: string | null }>`
    select name, street, postcode, city, country, legal_stop_reason from customer
    where org_id = ${org.id} and id = ${customerId} for update`.execute(org.tx)
  const customer = rows[0]
  if (!customer) throw notFound('This customer does not exist.')
  if (customer.legal_stop_reason !== null) {
    throw conflict(`This customer must not be contacted: ${customer.legal_stop_reason}.`)
  }
  return customer
}

async function undoSeconds(org: Org, wished: number | undefined): Promise<number> {
  if (wished !== undefined) return wished
  const { rows } = await sql<{ undo_seconds: number }>`
    select undo_seconds from member where org_id = ${org.id} and user_id = ${authorOf(org)}`
    .execute(org.tx)
  return rows[0]?.undo_seconds ?? 10
}

async function openAdhocAction(org: Org, id: string, wish: MessageWish): Promise<void> {
  await openActions(org, [{
    id, runId: null, stepId: null, occurrence: 0, kind: 'adhoc', channel: wish.channel,
    mode: 'manual', name: wish.replyActionId ? 'Reply' : 'Message', customerId: wish.customerId,
    invoiceId: null, ownerId: authorOf(org), dueOn: org.today, dueAt: org.now, heldCode: null,
    state: 'sending',
  }])
}

async function snapshotOf(org: Org, customerId: string) {
  const { rows } = await sql<{
    invoiceId: string; number: string; openMinor: number; currency: string
  }>`select id as "invoiceId", number, open_minor as "openMinor", currency from invoice
    where org_id = ${org.id} and customer_id = ${customerId} and open_minor > 0
      and state = 'open' order by due_on limit 500`.execute(org.tx)
  return rows
}

/** Takes a message back before it leaves. Exactly one of undo and leaving wins. */
export async function undoMessage(org: Org, messageId: string): Promise<Instant> {
  const { rows } = await sql<{ customer_id: string; action_id: string; step_id: string | null }>`
    update message set state = 'cancelled'
    where org_id = ${org.id} and id = ${messageId} and state = 'leaving'
    returning customer_id, action_id, step_id`.execute(org.tx)
  const row = rows[0]
  if (!row) throw conflict('This message has left already, or was taken back before.')
  await sql`update action set state = case when step_id is null then 'cancelled' else 'open' end
    where org_id = ${org.id} and id = ${row.action_id} and state = 'sending'`.execute(org.tx)
  await bringBackDraft(org, messageId)
  await recordEvent(org, {
    kind: 'message_undone', customerId: row.customer_id, messageId,
    actionId: row.action_id,
  })
  return org.now
}
