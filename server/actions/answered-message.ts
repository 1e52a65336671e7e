// The message that a person's own message answers: its thread, its references, its words below.
import { sql } from 'kysely'
import { answerSubject, oneLine, quotedText, type Quote } from '#domain/mail/answer-mail.ts'
import { readOriginal } from '../inbox/read-original.ts'
import { nameTickets } from '../inbox/their-ticket.ts'
import { notFound } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import { textToHtml } from '../templates/text-to-html.ts'
import { localeOf, quoteFrom } from './open-draft.ts'
import { answerableReply } from './refuse-collision.ts'

export interface AnswerWish {
  customerId: string
  channel: 'email' | 'sms' | 'letter'
  subject: string
  body: string
  replyActionId?: string | undefined
  inReplyToMessageId?: string | undefined
  newestSeenMessageId?: string | undefined
  quotesOriginal?: boolean | undefined
  /** Send although a colleague writes to the same customer, or has just done so. */
  confirmCollision?: boolean | undefined
}

export interface Answered {
  id: string
  thread_id: string
  run_id: string | null
  subject: string
  message_ref: string | null
  reference_refs: string[]
}

/** The message being answered: not what a colleague has handled or a newer one has overtaken. */
export async function answeredMessage(org: Org, wish: AnswerWish): Promise<Answered | null> {
  const reply = wish.replyActionId === undefined ? null
    : await answerableReply(org, { ...wish, replyActionId: wish.replyActionId })
  const answeredId = wish.inReplyToMessageId ?? reply?.newest_message_id ?? null
  if (answeredId === null) return null
  // A relay may have stamped another id on ours; the customer's program knows that one.
  const { rows } = await sql<Answered>`
    select m.id, m.thread_id, m.run_id, m.subject, m.reference_refs,
      case when m.direction = 'in' then m.message_ref else coalesce((select a.message_ref
        from message_alias a where a.org_id = m.org_id and a.message_id = m.id
        order by a.message_ref limit 1), m.message_ref) end as message_ref
    from message m where m.org_id = ${org.id} and m.id = ${answeredId}
      and m.customer_id = ${wish.customerId}`.execute(org.tx)
  const row = rows[0]
  if (!row) throw notFound('The message to answer does not exist for this customer.')
  return { ...row, run_id: reply?.run_id ?? row.run_id }
}

export async function subjectOf(
  org: Org, wish: AnswerWish, answered: Answered | null,
): Promise<string> {
  const written = oneLine(wish.subject)
  if (written !== '' || answered === null) return written
  const subject = answerSubject(answered.subject)
  const [named] = await nameTickets(org, [{
    customerId: wish.customerId, channel: wish.channel, threadId: answered.thread_id,
    runId: answered.run_id, subject,
  }])
  return named?.subject ?? subject
}

// Ids come from strangers' mail; one that is not a single clean id would break the header.
const CLEAN_ID = /^[^\s<>@\u0000-\u001f\u007f]{1,400}@[^\s<>@\u0000-\u001f\u007f]{1,400}$/

export const cleanRef = (ref: string | null): string | null =>
  (ref !== null && CLEAN_ID.test(ref) ? ref : null)

const MOST_REFERENCES = 11

/** RFC 5322 §3.6.4: the parent's references and the parent; cut to the root and the newest. */
export function referencesOf(answered: Answered | null): string[] {
  const parent = cleanRef(answered?.message_ref ?? null)
  if (answered === null || parent === null) return []
  const all = [...answered.reference_refs.filter((ref) => ref !== parent), parent]
    .filter((ref) => CLEAN_ID.test(ref))
  if (all.length <= MOST_REFERENCES) return all
  return [...all.slice(0, 1), ...all.slice(1 - MOST_REFERENCES)]
}

/** What leaves: the person's words, and the answered message below if asked for. */
export async function writtenText(org: Org, wish: AnswerWish, answered: Answered | null): Promise<{
  bodyText: string; bodyHtml: string | null; replyText: string | null
}> {
  if (wish.channel !== 'email') return { bodyText: wish.body, bodyHtml: null, replyText: null }
  const quote = wish.quotesOriginal && answered ? await quoteOfAnswered(org, answered.id) : null
  if (quote === null) {
    return { bodyText: wish.body, bodyHtml: textToHtml(wish.body), replyText: null }
  }
  return {
    bodyText: `${wish.body.trimEnd()}\n\n${quotedText(quote)}`,
    bodyHtml: textToHtml(wish.body, quote), replyText: wish.body,
  }
}

async function quoteOfAnswered(org: Org, messageId: string): Promise<Quote | null> {
  const original = await readOriginal(org, messageId)
  if (!original || original.body_text.trim() === '') return null
  return quoteFrom(org, original, await localeOf(org, original.customer_id))
}
