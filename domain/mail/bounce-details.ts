// What a bounce tells: who was not reached, why, for good or not, and which message it was.
import type { MailVerdict } from './mail.ts'
import { fold, type MailFacts } from './mail-facts.ts'
import { DEAD_ADDRESS_TEXTS, DELAY_TEXTS } from './bounce-phrases.ts'
import { messageIdOf } from './message-id.ts'
import { addressOf, statusIn, type RecipientReport } from './read-delivery-report.ts'

type BounceDetails = Pick<
  MailVerdict,
  'bounceRecipients' | 'bounceStatus' | 'bounceTemporary' | 'bounceHard' | 'originalMessageId'
>

const MOST_RECIPIENTS = 20

/** From the fields of a report where there are any, else from the text. */
export function bounceDetails(
  facts: MailFacts, reports: readonly RecipientReport[],
): BounceDetails {
  // The worst recipient tells the status: one that failed before one that waits.
  const worst = reports.find((report) => report.action === 'failed' && isPermanent(report.status))
    ?? reports.find((report) => report.action === 'failed') ?? reports[0]
  const words = fold(worst && worst.diagnostic ? worst.diagnostic : facts.text)
  const status = worst?.status ?? statusIn(facts.text)
  const isTemporary = worst?.action === 'delayed' || (status?.startsWith('4') ?? false)
    || (status === null && smtpCode(words) === '4')
    || (worst?.action !== 'failed' && status === null && isDelay(facts))
  const named = reports.map((report) => report.address).filter((one) => one !== null)
  return {
    bounceRecipients: named.length > 0 ? unique(named) : recipientsInText(facts),
    bounceStatus: status,
    bounceTemporary: isTemporary,
    bounceHard: !isTemporary && isDead(status, `${words} ${facts.text.slice(0, 2_000)}`),
    originalMessageId: originalIdOf(facts),
  }
}

/** The id of the message that came back or that is spoken of. */
export function originalIdOf(facts: MailFacts): string | null {
  const embedded = facts.mail.parts.embedded.find((message) => message.messageId !== null)
  if (embedded) return embedded.messageId
  const text = (facts.mail.text ?? '').slice(0, 64_000)
  return messageIdOf(ID_LINE.exec(text)?.[1] ?? '')
    ?? messageIdOf(facts.header('x-original-message-id'))
    ?? facts.mail.inReplyTo
    ?? facts.mail.references.at(-1)
    ?? null
}

const ID_LINE =
  /^[ \t>]{0,4}(?:x-)?(?:original-)?message-id:[ \t]{0,4}(<[^<>\r\n]{3,400}>)/im

const isPermanent = (status: string | null): boolean => status?.startsWith('5') ?? true

// No such user, no such host, moved without address, mailbox switched off.
const DEAD_STATUS = /^5\.1\.(0|1|2|3|4|6|10)$|^5\.2\.1$|^5\.4\.310$/
// Full, too large, spam, policy, loop, sender refused: the address may be alive.
const ALIVE_STATUS = /^5\.(2\.[234]|3\.|4\.[67]|6\.|7\.|1\.[789])/

function isDead(status: string | null, words: string): boolean {
  if (status && DEAD_STATUS.test(status)) return true
  // Microsoft says 5.4.1 "Recipient address rejected: Access denied" for unknown users.
  if (status && ALIVE_STATUS.test(status)) return false
  if (NOT_THE_ADDRESS.some((phrase) => words.includes(phrase))) return false
  return DEAD_ADDRESS_TEXTS.some((phrase) => words.includes(phrase))
}

const NOT_THE_ADDRESS = [
  'mailbox is full', 'mailbox full', 'over quota', 'quota exceeded', 'exceeded quota',
  'exceeded storage', 'spam', 'blacklist', 'block list', 'blocked', 'blocklist', 'policy',
  'greylist', 'reputation', 'too large', 'exceeds', 'sender address rejected', 'relay',
  'authentication', 'virus',
]

const smtpCode = (words: string): string | null =>
  /(?:^|\D)([45])\d\d(?:[ -]|$)/.exec(words.slice(0, 2_000))?.[1] ?? null

function isDelay(facts: MailFacts): boolean {
  const start = `${facts.subject} ${facts.text.slice(0, 1_500)}`
  return DELAY_TEXTS.some((phrase) => start.includes(phrase))
}

function recipientsInText(facts: MailFacts): string[] {
  const failed = facts.header('x-failed-recipients').split(/[,\s]+/).map(addressOf)
  const told = failed.filter((one) => one !== null)
  if (told.length > 0) return unique(told)
  const own = new Set([facts.fromAddress, ...facts.mail.to.map((to) => to.address)])
  const lines = (facts.mail.text ?? '').slice(0, 8_000).split('\n').slice(0, 80)
  const onLines = lines.map((line) => line.trimEnd().slice(0, 400)).filter(isRecipientLine)
    .map(addressOfLine).filter((one) => one !== null).filter((one) => !own.has(one))
  if (onLines.length > 0) return unique(onLines)
  const original = facts.mail.parts.embedded[0]?.headers.find((header) => header.name === 'to')
  const first = original ? addressOf(`;${original.value}`) : null
  if (first) return [first]
  const anywhere = lines.map(addressOfLine).filter((one) => one !== null && !own.has(one))
  return unique(anywhere.filter((one) => one !== null)).slice(0, 1)
}

// A line of its own, `<a@b>:`, `To: a@b`, `RCPT TO:<a@b>`, `Unknown user: a@b`.
const ADDRESS_FIRST = /^[ \t>*-]{0,8}<?[^\s<>@]{1,100}@[^\s<>@]{1,200}>?(?:[ \t:;,.(]|$)/
const ADDRESS_NAMED = /^[^@]{0,80}(?:rcpt|recipient|user|unknown|mailbox|address|to)[^@]{0,40}@/i
const isRecipientLine = (line: string): boolean =>
  ADDRESS_FIRST.test(line) || ADDRESS_NAMED.test(line)

const addressOfLine = (line: string): string | null =>
  line.includes('@') ? addressOf(`;${line.slice(0, 400)}`) : null

const unique = (addresses: readonly string[]): string[] =>
  [...new Set(addresses)].slice(0, MOST_RECIPIENTS)
