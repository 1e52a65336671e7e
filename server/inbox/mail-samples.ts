// Hand-written messages for tests: what a machine or a person sends, and what it must be taken for.
import type { MailKind, MailVerdict } from '#domain/mail/mail.ts'
import type { Explanation } from './explain-mail.ts'

export interface MailSample {
  name: string
  raw: string
  kind: MailKind
  expect?: Partial<MailVerdict>
  /** What `mail explain` must say besides. */
  says?: Partial<Explanation>
}

const TO_US = 'To: Acme Billing <billing@seller.example>'
const SOME_DATE = 'Date: Tue, 10 Mar 2026 09:12:00 +0100'

/** A message of head lines and body; To and Date are added, From and Subject are given. */
export const message = (head: readonly string[], body: string): string =>
  [...head, ...(head.some((line) => /^to:/i.test(line)) ? [] : [TO_US]), SOME_DATE, '', body]
    .join('\n').replaceAll('\n', '\r\n')

/** A plain answer to our reminder. */
export const answer = (head: readonly string[], body: string): string => message([
  'Subject: Re: Reminder: invoice 1001', 'In-Reply-To: <r1@out.duebox.example>',
  'References: <r1@out.duebox.example>', ...head,
], body)

/** The returned message as systems attach it. */
export const ORIGINAL = [
  'From: Acme Billing <billing@seller.example>', 'To: Ann <ann@customer.example>',
  'Subject: Reminder: invoice 1001', 'Message-ID: <r1@out.duebox.example>', '',
  'This is an automated message. Please pay invoice 1001.',
].join('\n')

export interface Report {
  head?: readonly string[]
  text: string
  status: string
  type?: string
  original?: string
}

/** A multipart/report of RFC 3464. */
export const report = ({ head = [], text, status, type, original }: Report): string => message([
  ...head,
  'MIME-Version: 1.0',
  `Content-Type: multipart/report; report-type=${type ?? 'delivery-status'}; boundary="=_r"`,
], [
  '--=_r', 'Content-Type: text/plain; charset=utf-8', '', text, '', '--=_r',
  `Content-Type: message/${type ?? 'delivery-status'}`, '', status, '', '--=_r',
  'Content-Type: message/rfc822', '', original ?? ORIGINAL, '', '--=_r--', '',
].join('\n'))
