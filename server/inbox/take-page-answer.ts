// What a customer writes on their payment page: a message in the thread like any answer of theirs.
import { sql } from 'kysely'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'
import { recordEvent } from '../timeline/record-event.ts'
import { insertMessages, type SnapshotLine } from './message-store.ts'
import { noteSuggestions } from './note-suggestions.ts'
import { openOrJoinReplyAction } from './reply-action.ts'
import { lockCustomer } from './reply-store.ts'
import { tellOfAnswer } from './tell-of-answer.ts'

export interface PageAnswer {
  customerId: string
  /** The message that the link came with. */
  messageId: string | null
  /** Whom the link was sent to; the answer to them goes there. */
  address: string
  name: string
  text: string
  invoiceIds: readonly string[]
  /** They gave the second factor. */
  isProven: boolean
  /** Read it for what a person may want to note; off where that is noted already. */
  suggests: boolean
}

/** Returns the id of the message. It halts reminders and is told exactly as a mail is. */
export async function takePageAnswer(org: Org, answer: PageAnswer): Promise<string> {
  const { customerId } = answer
  await lockCustomer(org, customerId)
  const answered = await answeredBy(org, answer)
  const id = newId()
  const snapshot = await snapshotOf(org, customerId, answer.invoiceIds.length > 0
    ? answer.invoiceIds : (answered?.snapshot ?? []).map((line) => line.invoiceId))
  const channel = answer.address.includes('@') ? 'email' : 'sms'
  await insertMessages(org, [{
    id, customerId, direction: 'in', channel, state: 'received', kind: 'human',
    threadId: answered?.thread_id ?? id, runId: answered?.run_id ?? null,
    fromName: answer.name, fromAddress: answer.address,
    to: answered === null ? [] : [answered.from_address],
    subject: channel === 'email' ? subjectOf(answered?.subject ?? '') : '',
    bodyText: answer.text, replyText: answer.text, snapshot,
    reasons: {
      rule: 'payment_page', match: 'matched', how: 'payment_page',
      answeredMessageId: answered?.id ?? null, isSenderKnown: true,
      ...(answer.isProven ? { authentication: { sender: 'pass' } } : {}),
    },
    at: org.now,
  }])
  await recordEvent(org, {
    kind: 'message_received', customerId, messageId: id,
    invoiceIds: snapshot.map((line) => line.invoiceId),
    detail: { from: answer.name || answer.address, address: answer.address, how: 'payment_page',
      kind: 'human' },
  })
  const told = {
    customerId, runId: answered?.run_id ?? null, messageId: id,
    answeredMessageId: answered?.id ?? null,
  }
  const opened = org.settings.hold_on_reply ? await openOrJoinReplyAction(org, told) : null
  await tellOfAnswer(org, { ...told, replyActionId: opened?.id ?? null })
  if (answer.suggests) await noteSuggestions(org, id)
  return id
}

const subjectOf = (subject: string): string =>
  (subject === '' ? 'Payment page' : /^re:/i.test(subject) ? subject : `Re: ${subject}`)

interface AnsweredRow {
  id: string
  thread_id: string
  run_id: string | null
  subject: string
  from_address: string
  snapshot: SnapshotLine[]
}

async function answeredBy(org: Org, answer: PageAnswer): Promise<AnsweredRow | null> {
  const { rows } = await sql<AnsweredRow>`
    select id, thread_id, run_id, subject, from_address, snapshot from message
    where org_id = ${org.id} and id = ${answer.messageId}
      and customer_id = ${answer.customerId}`.execute(org.tx)
  return rows[0] ?? null
}

async function snapshotOf(
  org: Org, customerId: string, ids: readonly string[],
): Promise<SnapshotLine[]> {
  const { rows } = await sql<SnapshotLine>`
    select id as "invoiceId", number, open_minor as "openMinor", currency from invoice
    where org_id = ${org.id} and (customer_id = ${customerId} or customer_id in (select id
        from customer where org_id = ${org.id} and group_id = ${customerId}))
      and id = any(${[...new Set(ids)]}::uuid[]) order by due_on, id limit 500`.execute(org.tx)
  return rows
}
