// Raw bytes to a parsed message, in one go: runs inside the worker thread of parse-mail.ts.
import PostalMime, { type Email } from 'postal-mime'
import {
  QUOTE_MARK, type MailHeader, type MailParts, type ParsedMail,
} from '#domain/mail/mail.ts'
import { messageIdOf, messageIdsOf } from '#domain/mail/message-id.ts'
import { decodePlain } from './decode-header.ts'
import { htmlAsText } from './html-as-text.ts'
import { keptAttachment, type KeptAttachment } from './read-attachment.ts'
import { isReportPart, partsOf } from './read-parts.ts'
import { readAddresses, readFrom } from './read-addresses.ts'
import { charsetOf, decodeHeaders, parameterOf, readHead, type Head } from './read-head.ts'
import { sanitizeMail } from './sanitize-mail.ts'
import { unwrapForward } from './unwrap-forward.ts'

export interface ReadMail extends ParsedMail {
  /** Sanitised for display in the sandboxed frame; null without HTML. */
  safeHtml: string | null
  /** Content of `attachments`, in the same order. */
  attachmentContents: readonly Uint8Array<ArrayBuffer>[]
}

// More text than this is not a letter; the original stays in the raw message.
const MOST_TEXT = 2 * 1024 * 1024
const MOST_ATTACHMENTS = 500

/** Reads bytes that have passed preflight-mail.ts. Throws when the MIME tree cannot be read. */
export async function readMail(bytes: Uint8Array): Promise<ReadMail> {
  const head = readHead(bytes)
  const email = await PostalMime.parse(bytes, { forceRfc822Attachments: true })
  const html = email.html ? email.html.slice(0, MOST_TEXT) : null
  const htmlText = html ? htmlAsText(html) : null
  const plain = plainTextOf(email, head, bytes)
  const text = plain ?? htmlText?.replaceAll(QUOTE_MARK, '') ?? null
  const kept = await keptAttachments(email)
  const facts = headFacts(head)
  return {
    ...facts,
    text,
    textSource: plain !== null ? 'plain' : htmlText !== null ? 'html' : null,
    html,
    htmlText,
    attachments: kept.map((part) => part.attachment),
    parts: partsOf({
      root: rootType(head), attachments: email.attachments,
      hasText: email.text !== undefined, hasHtml: html !== null,
    }),
    forwardedOriginal: unwrapForward(text, facts.subject),
    safeHtml: html ? sanitizeMail(html) : null,
    attachmentContents: kept.map((part) => part.content),
  }
}

async function keptAttachments(email: Email): Promise<KeptAttachment[]> {
  const kept: KeptAttachment[] = []
  for (const part of email.attachments) {
    if (kept.length >= MOST_ATTACHMENTS) break
    if (!isReportPart(part)) kept.push(await keptAttachment(part))
  }
  return kept
}

/** What the head alone tells, for a message whose body could not be read. Never throws. */
export function readHeadOnly(bytes: Uint8Array): ReadMail {
  const head = readHead(bytes)
  return {
    ...headFacts(head), text: null, textSource: null, html: null, htmlText: null,
    attachments: [], safeHtml: null, attachmentContents: [],
    parts: partsOf({ root: rootType(head), attachments: [], hasText: false, hasHtml: false }),
  }
}

function headFacts(head: Head) {
  const headers = decodeHeaders(head.headers)
  const value = (name: string) => valueOf(headers, name)
  const charset = charsetOf(head.headers)
  const addresses = (name: string) => readAddresses(head.headers, name, charset)
  return {
    headers,
    ...readFrom(head.headers, charset),
    to: addresses('to'),
    cc: addresses('cc'),
    replyTo: addresses('reply-to'),
    subject: value('subject').slice(0, 2_000),
    messageId: messageIdOf(value('message-id')),
    inReplyTo: messageIdOf(value('in-reply-to')),
    references: messageIdsOf(value('references')),
    date: dateOf(value('date')),
  } satisfies Partial<ReadMail>
}

const valueOf = (headers: readonly MailHeader[], name: string): string =>
  headers.find((header) => header.name === name)?.value ?? ''

function rootType(head: Head) {
  const raw = head.headers.find((header) => header.name === 'content-type')?.raw ?? ''
  const type = (raw.split(';')[0] ?? '').trim().toLowerCase()
  return {
    type: type || 'text/plain',
    reportType: parameterOf(raw, 'report-type')?.toLowerCase() ?? null,
  } satisfies { type: string; reportType: MailParts['reportType'] }
}

// A blank plain part hides the HTML that says something.
function plainTextOf(email: Email, head: Head, bytes: Uint8Array): string | null {
  const text = email.text?.slice(0, MOST_TEXT).trimEnd()
  if (!text || !/[\p{L}\p{N}]/u.test(text)) return null
  if (!text.includes('\uFFFD') || rootType(head).type.startsWith('multipart/')) return text
  const encoding = head.headers.find((header) => header.name === 'content-transfer-encoding')
  if (/base64|quoted-printable/i.test(encoding?.raw ?? '')) return text
  // The charset is missing or a lie; 8-bit text is then most often Windows-1252.
  const body = Buffer.from(bytes.subarray(head.bodyAt, head.bodyAt + MOST_TEXT)).toString('latin1')
  return decodePlain(body, null).replace(/\r\n/g, '\n').trimEnd()
}

function dateOf(value: string): string | null {
  const moment = new Date(value.slice(0, 100))
  const year = moment.getUTCFullYear()
  return year >= 1970 && year < 2200 ? moment.toISOString() : null
}

