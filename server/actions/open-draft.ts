// Opens the draft of a person: the one that is kept, else one filled in from what it is about.
import { sql } from 'kysely'
import type { z } from 'zod'
import { MOST_RECIPIENTS, type Draft } from '#contract/drafts.ts'
import { answerRecipients, answerSubject, quotedText, quoteOf } from '#domain/mail/answer-mail.ts'
import { readOriginal, replyToOf, type Original } from '../inbox/read-original.ts'
import { nameTickets } from '../inbox/their-ticket.ts'
import { documentsOfCustomer } from '../invoices/keep-document.ts'
import { notFound } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import { keptDraft, type Content } from './draft-store.ts'
import { draftOf } from './draft-action.ts'
import { chooseRecipient, gatherReach } from './gather-hold-facts.ts'
import { isOurAddress, suppressionsAmong } from './recipients.ts'
import { lockAction } from './store.ts'
import { warningsFor } from './warn-writer.ts'

export type DraftAnswer = z.output<typeof Draft>

/** What a draft is about, once looked up. */
interface Subject {
  customerId: string
  channel: 'email' | 'sms' | 'letter'
  original: Original | null
  replyActionId: string | null
  actionId: string | null
  /** As it would be without a kept draft. */
  fill: () => Promise<{ content: Content; problem: string | null; enclosureNotes?: string[] }>
}

export async function openDraft(org: Org, about: string): Promise<DraftAnswer> {
  const subject = await subjectOf(org, about)
  const kept = await keptDraft(org, about)
  const filled = kept === null ? await subject.fill() : null
  const content = kept?.content ?? filled?.content ?? EMPTY
  const { customerId, channel, original } = subject
  const isMail = channel === 'email'
  return {
    about, customerId, channel, ...content,
    revision: kept?.revision ?? 0, updatedAt: kept?.updatedAt ?? null,
    files: kept?.files ?? [], rival: kept?.rival ?? null,
    original: original === null || !isMail ? null : {
      messageId: original.id, from: original.from_address, fromName: original.from_name,
      subject: original.subject, at: original.at,
      quoted: await quotedOriginal(org, original),
      replyTo: await replyToOf(org, original),
    },
    newestMessageId: original?.id ?? null,
    replyActionId: subject.replyActionId, actionId: subject.actionId,
    suppressed: await suppressionsAmong(org, channel,
      [...content.to, ...content.cc, ...content.bcc]),
    documents: isMail ? await documentsOfCustomer(org, customerId) : [],
    // An answer is owed, however lately something was written.
    warnings: subject.replyActionId === null ? await warningsFor(org, customerId) : [],
    problem: filled?.problem ?? null,
    // What is kept of an action stands beside what its step says of files as they are now.
    enclosureNotes: subject.actionId === null ? []
      : (filled ?? await subject.fill()).enclosureNotes ?? [],
  }
}

export interface Place {
  customerId: string
  content: Content
}

/** Whose draft it would be, and what it begins with. */
export async function placeOf(org: Org, about: string): Promise<Place> {
  const subject = await subjectOf(org, about)
  return { customerId: subject.customerId, content: (await subject.fill()).content }
}

async function quotedOriginal(org: Org, original: Original): Promise<string> {
  return quotedText(quoteFrom(org, original, await localeOf(org, original.customer_id)))
}

export const quoteFrom = (org: Org, original: Original, locale: string) => quoteOf({
  direction: original.direction, from: original.from_address, fromName: original.from_name,
  to: original.to_addresses, cc: original.cc_addresses, at: original.at, text: original.body_text,
}, { zone: org.settings.zone, locale })

export async function localeOf(org: Org, customerId: string): Promise<string> {
  const { rows } = await sql<{ locale: string | null }>`select locale from customer
    where org_id = ${org.id} and id = ${customerId}`.execute(org.tx)
  return rows[0]?.locale ?? org.settings.locale
}

const EMPTY: Content = {
  to: [], cc: [], bcc: [], subject: '', body: '', quotesOriginal: true, enclosesStatement: false,
  enclosedInvoiceIds: [],
}

async function subjectOf(org: Org, about: string): Promise<Subject> {
  const [, kind = '', id = '', channel] = /^([a-z]+)-([0-9a-f-]+)(?:\.(sms|email))?$/.exec(about)
    ?? []
  const subject = await subjectBy(org, kind, id)
  const isOther = channel !== undefined && channel !== subject.channel && kind !== 'action'
  return signed(org, isOther
    ? await byChannel(org, subject, channel === 'sms' ? 'sms' : 'email') : subject)
}

/** What a person begins to write ends with their own signature; a step has its template's. */
function signed(org: Org, subject: Subject): Subject {
  if (subject.channel !== 'email' || subject.actionId !== null) return subject
  return {
    ...subject, fill: async () => {
      const { content, problem } = await subject.fill()
      const signature = await signatureOf(org)
      return { problem, content: signature === '' || content.body !== '' ? content
        : { ...content, body: `\n\n${signature}` } }
    },
  }
}

async function signatureOf(org: Org): Promise<string> {
  const { rows } = await sql<{ signature: string }>`select signature from member
    where org_id = ${org.id} and 'user:' || user_id = ${org.actor}`.execute(org.tx)
  return rows[0]?.signature.trim() ?? ''
}

async function subjectBy(org: Org, kind: string, id: string): Promise<Subject> {
  switch (kind) {
    case 'reply': return ofReply(org, id)
    case 'message': return ofMessage(org, id, null)
    case 'action': return ofAction(org, id)
    default: return ofCustomer(org, id)
  }
}

/** The same answer by another channel than the one it came on: to the first address there. */
async function byChannel(
  org: Org, subject: Subject, channel: 'email' | 'sms',
): Promise<Subject> {
  const address = await firstAddress(org, subject.customerId, channel)
  return {
    ...subject, channel, fill: async () => {
      const { content } = await subject.fill()
      return {
        problem: null, content: {
          ...EMPTY, to: address === null ? [] : [address],
          subject: channel === 'sms' ? '' : content.subject,
        },
      }
    },
  }
}

/** Of the main contact before others; a number that may not be texted only if there is no other. */
async function firstAddress(
  org: Org, customerId: string, channel: 'email' | 'sms',
): Promise<string | null> {
  const contacts = (await gatherReach(org, [customerId], [channel]))
  return chooseRecipient(org, contacts, customerId, { channel, positions: [] })?.address ?? null
}

async function ofReply(org: Org, id: string): Promise<Subject> {
  const { rows } = await sql<{ newest_message_id: string }>`select newest_message_id
    from reply_action where org_id = ${org.id} and id = ${id}`.execute(org.tx)
  if (!rows[0]) throw notFound('This reply action does not exist.')
  return ofMessage(org, rows[0].newest_message_id, id)
}

async function ofMessage(
  org: Org, id: string, replyActionId: string | null,
): Promise<Subject> {
  const original = await readOriginal(org, id)
  if (!original) throw notFound('This message does not exist, or belongs to no customer yet.')
  const isOurs = await isOurAddress(org)
  const { to, cc } = answerRecipients({
    direction: original.direction, from: original.from_address, to: original.to_addresses,
    cc: original.cc_addresses,
  }, isOurs)
  const isMail = original.channel === 'email'
  return {
    customerId: original.customer_id, channel: original.channel, original, replyActionId,
    actionId: null,
    fill: async () => ({
      problem: null,
      content: {
        ...EMPTY, to: isMail ? to
          : original.direction === 'in' ? [original.from_address] : original.to_addresses,
        cc: isMail ? cc.slice(0, MOST_RECIPIENTS - to.length) : [],
        subject: await answersTicket(org, original),
      },
    }),
  }
}

/** Their ticket stands in the subject before it is sent: who writes sees it and may strike it. */
async function answersTicket(org: Org, original: Original): Promise<string> {
  const subject = answerSubject(original.subject).slice(0, 500)
  const [named] = await nameTickets(org, [{
    customerId: original.customer_id, channel: original.channel, threadId: original.thread_id,
    runId: original.run_id, subject,
  }])
  return named?.subject ?? subject
}

async function ofAction(org: Org, id: string): Promise<Subject> {
  const action = await lockAction(org, id)
  if (!action) throw notFound('This action does not exist.')
  const { channel } = action
  return {
    customerId: action.customer_id,
    channel: channel === 'sms' || channel === 'letter' ? channel : 'email',
    original: null, replyActionId: null, actionId: id,
    fill: async () => {
      const { to, cc, subject, body, problem, enclosesStatement, enclosedInvoiceIds,
        enclosureNotes } = await draftOf(org, action)
      return {
        problem, enclosureNotes,
        content: { ...EMPTY, to, cc, subject, body, enclosesStatement, enclosedInvoiceIds },
      }
    },
  }
}

async function ofCustomer(org: Org, customerId: string): Promise<Subject> {
  const { rows } = await sql<{ email: string | null }>`
    select (select a.address from contact c join contact_address a
        on a.org_id = c.org_id and a.contact_id = c.id and a.channel = 'email'
      where c.org_id = k.org_id and c.customer_id = k.id
      order by c.is_main desc, c.created_at, a.place limit 1) as email
    from customer k where k.org_id = ${org.id} and k.id = ${customerId}`.execute(org.tx)
  if (!rows[0]) throw notFound('This customer does not exist.')
  const { email } = rows[0]
  return {
    customerId, channel: 'email', original: null, replyActionId: null, actionId: null,
    fill: async () => ({
      problem: null, content: { ...EMPTY, to: email === null ? [] : [email] },
    }),
  }
}
