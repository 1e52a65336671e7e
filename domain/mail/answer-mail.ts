// How a message is answered: who gets the answer, under which subject, and what is quoted below.
import type { Instant } from '../day.ts'

export interface AnsweredMail {
  direction: 'in' | 'out'
  from: string
  fromName: string
  to: readonly string[]
  cc: readonly string[]
  at: Instant
  text: string
}

const MOST_COPIES = 19

/**
 * From gets the answer, the others a copy; our own addresses never. A Reply-To is no evidence of
 * who wrote, so it is not asked (mail.md §10). Our own message is followed up with its recipients.
 */
export function answerRecipients(
  mail: Pick<AnsweredMail, 'direction' | 'from' | 'to' | 'cc'>,
  isOurs: (address: string) => boolean,
): { to: string[]; cc: string[] } {
  const known = (addresses: readonly string[]) => [...new Set(addresses.map((one) =>
    one.trim().toLowerCase()))].filter((one) => one !== '' && !isOurs(one))
  const to = known(mail.direction === 'in' ? [mail.from] : mail.to)
  const copied = mail.direction === 'in' ? [...mail.to, ...mail.cc] : mail.cc
  const cc = known(copied).filter((one) => !to.includes(one))
  return { to, cc: cc.slice(0, MOST_COPIES) }
}

// “Re” as mail programs of other languages write it, perhaps counted: “AW:”, “RE[2]:”, “回复：”.
const MARKS = 're|aw|antw|antwort|sv|vs|rif|rép|rep|odp|ynt|res|απ|ha|vá|回复|回覆|答复|答覆'
const ANSWER_MARK =
  new RegExp(`^\\s*(?:${MARKS})(?:\\[\\d{1,3}\\]|\\(\\d{1,3}\\))?\\s*[:：]\\s*`, 'iu')
const MOST_MARKS = 20

/** The same subject with `Re:` once. */
export function answerSubject(subject: string): string {
  let rest = oneLine(subject)
  for (let marks = 0; marks < MOST_MARKS && ANSWER_MARK.test(rest); marks++) {
    rest = rest.replace(ANSWER_MARK, '')
  }
  return rest === '' ? '' : `Re: ${rest}`
}

/** No line break or control character may reach a header. */
export const oneLine = (text: string): string =>
  text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\s]+/gu, ' ').trim()

// Introductions that mail programs, and our own reader of answers, recognise.
const INTRODUCTIONS: Readonly<Record<string, (at: string, who: string) => string>> = {
  en: (at, who) => `On ${at}, ${who} wrote:`,
  de: (at, who) => `Am ${at} schrieb ${who}:`,
  fr: (at, who) => `Le ${at}, ${who} a écrit :`,
  es: (at, who) => `El ${at}, ${who} escribió:`,
  it: (at, who) => `Il ${at}, ${who} ha scritto:`,
  nl: (at, who) => `Op ${at} schreef ${who}:`,
  pt: (at, who) => `Em ${at}, ${who} escreveu:`,
}

const LONGEST_QUOTE = 20_000

export interface Quote {
  introduction: string
  text: string
}

/** What stands below an answer, so that its reader knows what was answered. */
export function quoteOf(mail: AnsweredMail, of: { zone: string; locale: string }): Quote {
  const language = of.locale.split('-')[0] ?? 'en'
  const locale = language in INTRODUCTIONS ? of.locale : 'en-GB'
  const introduce = INTRODUCTIONS[language] ?? INTRODUCTIONS['en'] ?? (() => '')
  const at = new Intl.DateTimeFormat(locale, {
    dateStyle: 'long', timeStyle: 'short', timeZone: of.zone,
  }).format(Date.parse(mail.at))
  const name = oneLine(mail.fromName)
  const who = name === '' ? `<${mail.from}>` : `${name} <${mail.from}>`
  const text = mail.text.replaceAll('\r\n', '\n').trim()
  const cut = text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}\n[…]` : text
  return { introduction: introduce(at, who), text: cut }
}

/** The quote as plain text: each line behind a mark, deeper ones behind several. */
export const quotedText = ({ introduction, text }: Quote): string =>
  [introduction, ...text.split('\n').map((line) =>
    (line.startsWith('>') ? `>${line}` : line === '' ? '>' : `> ${line}`))].join('\n')

const GAP = /\{\{[^{}]{0,200}\}\}|\{%[^{}]{0,200}%\}/g

/** Variables of a template that nobody filled in: a text with one of these is not sent. */
export const gapsIn = (text: string): string[] => [...new Set(text.match(GAP) ?? [])]
