// A person's own message: written now, leaving after its undo time, threaded at the customer.
import { sql } from 'kysely'
import { addSeconds, type Instant } from '#domain/day.ts'
import { readEmail, readPhone } from '../customers/save-contact.ts'
import { messageRefOf } from '../inbox/send-message.ts'
import { insertMessage } from '../inbox/write-message.ts'
import { conflict, invalid, notFound } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'
import { addJob } from '../platform/jobs.ts'
import { emailSettingsOf } from '../settings/read-email-settings.ts'
import { textToHtml } from '../templates/text-to-html.ts'
import { recordEvent } from '../timeline/record-event.ts'
import { openActions } from './store.ts'

export interface MessageWish {
  customerId: string
  channel: 'email' | 'sms' | 'letter'
  to: readonly string[]
  cc: readonly string[]
  bcc: readonly string[]
  subject: string
  body: string
  replyActionId?: string | undefined
  inReplyToMessageId?: string | undefined
  newestSeenMessageId?: string | undefined
  undoSeconds?: number | undefined
  /** The manual step that this message does; its key then is the step's. */
  action?: { id: string; runId: string | null; stepId: string | null; name: string
    templateId: string | null; templateVersion: number | null } | undefined
}

/** Returns the message's id. It leaves at `leave_at`; until then it can be taken back. */
export async function composeMessage(org: Org, wish: MessageWish): Promise<string> {
  const customer = await lockCustomer(org, wish.customerId)
  const to = readRecipients(wish, customer.country)
  const answered = await answeredMessage(org, wish)
  const settings = emailSettingsOf(org)
  const id = newId()
  const actionId = wish.action?.id ?? newId()
  const leaveAt = addSeconds(org.installation.now(), await undoSeconds(org, wish.undoSeconds))
  if (!wish.action) await openAdhocAction(org, actionId, wish)
  await insertMessage(org, {
    id, customerId: wish.customerId, direction: 'out', channel: wish.channel, state: 'leaving',
    threadId: answered?.thread_id ?? id, runId: wish.action?.runId ?? answered?.run_id ?? null,
    stepId: wish.action?.stepId ?? null, actionId, replyActionId: wish.replyActionId ?? null,
    fromName: settings.fromName, fromAddress: settings.fromAddress, to, cc: wish.cc,
    bcc: wish.bcc, subject: subjectOf(wish, answered), bodyText: wish.body,
    bodyHtml: wish.channel === 'email' ? textToHtml(wish.body) : null,
    messageRef: messageRefOf(org, id), inReplyTo: answered?.message_ref ?? null,
    references: referencesOf(answered), templateId: wish.action?.templateId ?? null,
    templateVersion: wish.action?.templateVersion ?? null,
    snapshot: await snapshotOf(org, wish.customerId), authorId: authorOf(org), leaveAt,
    at: org.now,
  })
  await recordEvent(org, {
    kind: 'message_leaving', customerId: wish.customerId, messageId: id, actionId,
    detail: { to: to[0] ?? '', leaveAt },
  })
  await addJob(org.tx, 'leave_messages', { orgId: org.id }, { runAt: leaveAt })
  return id
}

const authorOf = (org: Org) =>
  (org.actor.startsWith('user:') ? org.actor.slice('user:'.length) : null)

async function lockCustomer(
  org: Org, customerId: string,
): Promise<{ country: string | null }> {
  const { rows } = await sql<{ country: string | null; legal_stop_reason: string | null }>`
    select country, legal_stop_reason from customer
    where org_id = ${org.id} and id = ${customerId} for update`.execute(org.tx)
  const customer = rows[0]
  if (!customer) throw notFound('This customer does not exist.')
  if (customer.legal_stop_reason !== null) {
    throw conflict(`This customer must not be contacted: ${customer.legal_stop_reason}.`)
  }
  return customer
}

function readRecipients(wish: MessageWish, country: string | null): string[] {
  if (wish.channel === 'letter') return [...wish.to]
  return wish.to.map((text, place) => {
    const address = wish.channel === 'sms' ? readPhone(text, country) : readEmail(text)
    if (address === null) {
      throw invalid(`"${text}" cannot be written to.`, [
        { field: `to.${place}`, message: 'Correct the address or remove it.' }])
    }
    return address
  })
}

interface AnsweredRow {
  id: string
  thread_id: string
  run_id: string | null
  subject: string
  message_ref: string | null
  reference_refs: string[]
}

/** The message being answered. A newer answer than the one on screen stops the sending. */
async function answeredMessage(org: Org, wish: MessageWish): Promise<AnsweredRow | null> {
  let answeredId = wish.inReplyToMessageId ?? null
  let runId: string | null = null
  if (wish.replyActionId !== undefined) {
    const { rows } = await sql<{ newest_message_id: string; state: string; run_id: string | null }>`
      select newest_message_id, state, run_id from reply_action
      where org_id = ${org.id} and id = ${wish.replyActionId}
        and customer_id = ${wish.customerId} for update`.execute(org.tx)
    const reply = rows[0]
    if (!reply) throw notFound('This reply action does not exist for this customer.')
    if (reply.state !== 'open') throw conflict('This answer has been handled already.')
    const seen = wish.newestSeenMessageId
    if (seen !== undefined && seen !== reply.newest_message_id) {
      throw conflict('A newer message has come from this customer. Read it, then send again.')
    }
    answeredId ??= reply.newest_message_id
    runId = reply.run_id
  }
  if (answeredId === null) return null
  const { rows } = await sql<AnsweredRow>`
    select id, thread_id, run_id, subject, message_ref, reference_refs from message
    where org_id = ${org.id} and id = ${answeredId} and customer_id = ${wish.customerId}`
    .execute(org.tx)
  const row = rows[0]
  if (!row) throw notFound('The message to answer does not exist for this customer.')
  return { ...row, run_id: runId ?? row.run_id }
}

function subjectOf(wish: MessageWish, answered: AnsweredRow | null): string {
  const subject = wish.subject.replaceAll(/\s+/g, ' ').trim()
  if (subject !== '' || answered === null) return subject
  return /^re:/i.test(answered.subject) ? answered.subject : `Re: ${answered.subject}`
}

const MOST_REFERENCES = 11

/** RFC 5322 §3.6.4: the parent's references and the parent; cut to the root and the newest. */
function referencesOf(answered: AnsweredRow | null): string[] {
  if (answered?.message_ref == null) return []
  const all = [...answered.reference_refs, answered.message_ref]
  if (all.length <= MOST_REFERENCES) return all
  return [...all.slice(0, 1), ...all.slice(1 - MOST_REFERENCES)]
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
  await recordEvent(org, {
    kind: 'message_undone', customerId: row.customer_id, messageId,
    actionId: row.action_id,
  })
  return org.now
}
