// Finds the message that a person forwarded by hand, as text, in about twenty languages.
import EmailForwardParser from 'email-forward-parser'
import type { ForwardedOriginal } from '#domain/mail/mail.ts'
import { hasForwardTitle } from '#domain/mail/mail-facts.ts'

const MOST_TEXT = 16_000
const MOST_LINES = 400
const LONGEST_LINE = 1_000

/** Null when nothing was forwarded. The text is cut first: the parser's patterns backtrack. */
export function unwrapForward(text: string | null, subject: string): ForwardedOriginal | null {
  if (text === null) return null
  const isTitled = hasForwardTitle(subject)
  if (!isTitled && !FORWARD_LINE.test(text.slice(0, MOST_TEXT))) return null
  const read = parser.read(bounded(text), isTitled ? `Fwd: ${plainSubject(subject)}` : null)
  const address = (read.email.from.address ?? '').trim().toLowerCase().slice(0, 320)
  if (!read.forwarded || !/^[^\s@<>]+@[^\s@<>]+$/.test(address)) return null
  return {
    fromAddress: address,
    fromName: (read.email.from.name ?? '').trim().slice(0, 300),
    subject: (read.email.subject ?? '').trim().slice(0, 500),
  }
}

const parser = new EmailForwardParser()

// Without a title only a line that nobody writes by hand counts; `Original Message` also stands
// above what is merely answered.
const FORWARD_LINE =
  /^(-{3,20} ?forwarded (message|by)\b|begin forwarded message ?:|-{3,20} ?weitergeleitete )/im

function bounded(text: string): string {
  return text.slice(0, MOST_TEXT).split(/\r?\n/).slice(0, MOST_LINES)
    .map((line) => line.slice(0, LONGEST_LINE).replace(/[ \t\u00a0]{3,}/g, '  ').trimEnd())
    .join('\n').replace(/\n{4,}/g, '\n\n\n')
}

const plainSubject = (subject: string): string =>
  subject.slice(0, 500).replace(/\s+/g, ' ').replace(/^[^:：]{1,20}[:：]\s?/, '').trim() || '-'
