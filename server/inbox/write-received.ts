// Writes down a message that came in: its row, what was attached, and its place on the timelines.
import { sql } from 'kysely'
import type { MailMatch } from '#domain/mail/match-mail.ts'
import type { MailVerdict } from '#domain/mail/mail.ts'
import type { AuthenticationFacts, SenderProof } from '#domain/mail/sender-proof.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'
import { recordEvent } from '../timeline/record-event.ts'
import type { Found } from './find-candidates.ts'
import type { MailRow } from './mail-store.ts'
import {
  insertAttachments, insertMessages, replaceContent, type NewMessage, type SnapshotLine,
} from './message-store.ts'
import type { ReadMail } from './parse-mail.ts'

export interface Received {
  row: MailRow
  mail: ReadMail
  verdict: MailVerdict
  match: MailMatch
  found: Found
  replyText: string
  /** Set when only its beginning could be read: why the rest could not. */
  unreadable: string | null
  /** How it came in, for whoever asks. */
  way?: Record<string, unknown>
  /** What was found out about the sender, and what it was taken for. */
  authentication: Partial<AuthenticationFacts> & { sender: SenderProof }
}

const MOST_TEXT = 1_000_000
const MOST_HTML = 2_000_000
const MOST_ATTACHMENTS = 100

/** Returns the id of the message. One that was unreadable before keeps its id and its place. */
export async function writeReceived(org: Org, received: Received): Promise<string> {
  const { row, mail, match } = received
  const invoices = await coveredInvoices(org, received)
  const message = toMessage(received, invoices)
  if (row.message_id === null) await insertMessages(org, [message])
  else await replaceContent(org, message)
  await attachAll(org, message.id, mail)
  if (match.result === 'matched' && row.message_id === null) {
    await recordEvent(org, {
      kind: received.verdict.kind === 'human' ? 'message_received' : 'automatic_received',
      customerId: match.customerId, messageId: message.id,
      invoiceIds: invoices.map((line) => line.invoiceId),
      detail: {
        from: nameOf(mail), address: message.fromAddress,
        how: match.how, kind: received.verdict.kind,
      },
    })
  }
  return message.id
}

const attachAll = (org: Org, messageId: string, mail: ReadMail): Promise<void> =>
  insertAttachments(org, mail.attachments.slice(0, MOST_ATTACHMENTS)
    .map((attachment, place) => ({
      id: newId(), messageId, name: safeName(attachment.name, place),
      contentType: safeType(attachment.type),
      content: mail.attachmentContents[place] ?? new Uint8Array(),
      risk: attachment.risk, riskWhy: attachment.riskWhy, disposition: attachment.disposition,
      // PostgreSQL's text has no NUL.
      contentId: attachment.contentId?.replaceAll('\0', '') ?? null,
    })))

/** What a mail says, whoever it is from. */
export type ReceivedContent = Pick<Received, 'row' | 'mail' | 'replyText' | 'unreadable'>

export const contentOfReceived = (received: ReceivedContent) => ({
  ...contentOf(received),
  attach: (org: Org, messageId: string) => attachAll(org, messageId, received.mail),
})

function contentOf(received: ReceivedContent) {
  const { row, mail, replyText, unreadable } = received
  const html = mail.safeHtml !== null && mail.safeHtml.length <= MOST_HTML ? mail.safeHtml : null
  return {
    fromName: mail.from?.name.slice(0, 500) ?? '',
    fromAddress: mail.from?.address || row.envelope_from,
    to: mail.to.slice(0, 100).map((one) => one.address),
    cc: mail.cc.slice(0, 100).map((one) => one.address),
    subject: mail.subject.slice(0, 1000),
    bodyText: textOf(received).slice(0, MOST_TEXT),
    replyText: replyText.slice(0, MOST_TEXT),
    bodyHtml: html,
    messageRef: mail.messageId, inReplyTo: mail.inReplyTo, references: mail.references,
    why: unreadable,
    inboundMailId: row.id,
    at: row.received_at,
  }
}

function toMessage(received: Received, invoices: SnapshotLine[]): NewMessage {
  const { row, verdict, match, found } = received
  const isMatched = match.result === 'matched'
  const content = contentOf(received)
  return {
    id: row.message_id ?? newId(),
    customerId: isMatched ? match.customerId : null,
    direction: 'in', channel: 'email', state: 'received', kind: verdict.kind,
    threadId: threadOf(received) ?? newId(),
    runId: isMatched ? match.runId : null,
    ...content,
    replyText: verdict.kind === 'human' ? content.replyText : null,
    snapshot: invoices,
    reasons: reasonsOf(received, found),
  }
}

/** Of mail that is too much to be read there may be a beginning, or nothing. */
const textOf = ({ mail, unreadable }: ReceivedContent): string => mail.text
  || (unreadable === null ? '' : 'This message could not be read. Download the original to see it.')

function threadOf({ match, found }: Received): string | null {
  const answered = match.result === 'matched' && match.messageId !== null
    ? found.messages.get(match.messageId) : undefined
  return answered?.thread_id ?? found.threadId
}

/** What the decision was made from: shown to whoever asks why this is here. */
function reasonsOf(
  { mail, verdict, match, way, authentication }: Received, found: Found,
): Record<string, unknown> {
  const leftOut = mail.attachments.length - MOST_ATTACHMENTS
  return {
    ...way, rule: verdict.rule, match: match.result,
    authentication, isSenderKnown: found.isSenderKnown, isSenderDoubtful: mail.isSenderDoubtful,
    ...(match.result === 'matched' ? {
      how: match.how, evidence: match.evidence, answeredMessageId: match.messageId,
    } : {}),
    // These customers are held for a day, until somebody says whose message it is.
    ...(match.result === 'ambiguous' ? { how: match.how, candidates: match.customerIds } : {}),
    ...(verdict.isBounce ? { bounce: {
      recipients: verdict.bounceRecipients.slice(0, 20), status: verdict.bounceStatus,
      isHard: verdict.bounceHard, isTemporary: verdict.bounceTemporary,
    } } : {}),
    ...(verdict.confirmation === null ? {} : { confirmation: verdict.confirmation }),
    ...(leftOut > 0 ? { attachmentsLeftOut: leftOut } : {}),
  }
}

/** Invoices of the message it answers, and those of this customer that it names. */
async function coveredInvoices(org: Org, { match, found }: Received): Promise<SnapshotLine[]> {
  if (match.result !== 'matched') return []
  const answered = match.messageId === null ? undefined : found.messages.get(match.messageId)
  const ids = [
    ...(answered?.snapshot ?? []).map((line) => line.invoiceId),
    ...found.namedInvoices.filter((invoice) => invoice.customer_id === match.customerId)
      .map((invoice) => invoice.id),
  ]
  const { rows } = await sql<SnapshotLine>`
    select id as "invoiceId", number, open_minor as "openMinor", currency from invoice
    where org_id = ${org.id} and customer_id = ${match.customerId}
      and id = any(${[...new Set(ids)]}::uuid[]) order by due_on, id limit 500`.execute(org.tx)
  return rows
}

// Control characters and those that turn the direction of writing make `exe.pdf` out of `fdp.exe`.
// oxlint-disable-next-line no-control-regex
const DECEIVING = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff/\\]/g

const nameOf = ({ from }: ReadMail): string =>
  (from?.name || from?.address || '').replace(DECEIVING, '').trim().slice(0, 200) || 'Somebody'

const safeName = (name: string | null, place: number): string =>
  (name ?? '').replace(DECEIVING, '').trim().slice(-200) || `attachment-${place + 1}`

const safeType = (type: string): string =>
  (/^[\w.+-]{1,100}\/[\w.+-]{1,100}$/.test(type) ? type.toLowerCase() : 'application/octet-stream')
