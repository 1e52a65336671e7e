// What the classifier's rules ask of a message, worked out once: sender, subject, text, path.
import { headerOf, headersOf, type MailHeader, type ParsedMail } from './mail.ts'

export interface MailFacts {
  mail: ParsedMail
  /** All values of a header joined, lower-case. */
  header: (name: string) => string
  has: (name: string) => boolean
  /** Folded for phrase tables: lower-case, plain quotes and spaces. */
  subject: string
  /** The sender's own words: the start of the text, folded, without a returned original. */
  text: string
  fromAddress: string
  fromName: string
  /** Local part of the sender. */
  fromLocal: string
  hasNullPath: boolean
  isReply: boolean
  isForward: boolean
  isDaemon: boolean
}

// Machines say what they have to say at once; what follows is quoted or a disclaimer.
const MOST_TEXT = 8_000

export function gatherMailFacts(mail: ParsedMail, hasNullReturnPath: boolean): MailFacts {
  const byName = valuesByName(mail.headers)
  const header = (name: string) => byName.get(name) ?? ''
  const subject = fold(mail.subject.slice(0, 1_000)).replace(TAGS, '')
  const fromAddress = mail.from?.address ?? ''
  const fromName = fold(mail.from?.name ?? headerOf(mail, 'from')).slice(0, 200)
  const fromLocal = fromAddress.slice(0, Math.max(fromAddress.lastIndexOf('@'), 0))
  return {
    mail, header, subject, fromAddress, fromName, fromLocal,
    has: (name) => byName.has(name),
    text: fold(withoutOriginal((mail.text ?? mail.htmlText ?? '').slice(0, MOST_TEXT))),
    hasNullPath: hasNullReturnPath || isNullPath(headersOf(mail, 'return-path')),
    isReply: mail.inReplyTo !== null || mail.references.length > 0
      || REPLY_PREFIX.test(subject),
    isForward: FORWARD_PREFIX.test(subject),
    isDaemon: isDaemonSender(fromLocal, fromName, mail.from === null || fromAddress === ''),
  }
}

/** Whether the text goes on with a message that came back. */
export function hasReturnedOriginal(mail: ParsedMail): boolean {
  const text = (mail.text ?? '').slice(0, MOST_TEXT)
  return originalAt(text) < text.length
}

/** Whether a subject says that the message is a forward, in any of the languages we know. */
export const hasForwardTitle = (subject: string): boolean =>
  FORWARD_PREFIX.test(fold(subject.slice(0, 1_000)).replace(TAGS, ''))

/** Lower-case, with plain spaces, quotes and dashes, for comparing with phrase tables. */
export function fold(text: string): string {
  return text.toLowerCase()
    .replace(/[\u2018\u2019\u201b\u0060\u00b4\u02bc]/g, "'")
    .replace(/[\u201c\u201d\u201e\u00ab\u00bb]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    // Dotted capital I of Turkish and combining marks left by lower-casing.
    .replace(/\u0307/g, '')
    .replace(/[\s\u00a0\u200b\u3000]+/g, ' ')
    .trim()
}

// Marks that gateways put before a subject: `[EXTERNAL]`, `[SPAM]`, `***SPAM***`.
const TAGS =
  /^(\[(external|extern|ext|spam|junk|bulk|suspect)[^\]]{0,20}\]|\*+spam\*+|external:|extern:) */
const REPLY_WORDS = 're|aw|antw|antwort|sv|vs|odp|ynt|yan|rif|r|ref|res|resp|bls|vá|ats|ad|отв|на|'
  + 'απ|σχετ|回复|回覆|答复|回|תגובה|השב|رد|답장|回信'
const REPLY_PREFIX = new RegExp(`^(${REPLY_WORDS}) ?(\\[\\d+\\]|\\(\\d+\\))? ?[:：]`)
const FORWARD_WORDS = 'fw|fwd|wg|tr|rv|enc|doorst|i|vl|pd|ilt|vb|vidarebef|videresendt|továbbítás|'
  + 'пересл|转发|轉寄'
const FORWARD_PREFIX = new RegExp(`^(${FORWARD_WORDS}) ?[:：]`)

function valuesByName(headers: readonly MailHeader[]): Map<string, string> {
  const byName = new Map<string, string>()
  for (const { name, value } of headers) {
    const before = byName.get(name)
    const lower = value.slice(0, 4_000).toLowerCase()
    byName.set(name, before === undefined ? lower : `${before}\n${lower}`)
  }
  return byName
}

const isNullPath = (paths: readonly string[]): boolean =>
  paths.length > 0 && /^(<\s*>|)$/.test((paths[0] ?? '').trim())

// Where a returned original begins in the text of a report.
const ORIGINAL_BEGINS = [
  '--- below this line is a copy of', '------ this is a copy of', '--- this is a copy of',
  '------ this is a copy of the message', '--- below the next line is a copy',
  '--- enclosed is a copy of', '----- original message -----', '--- original message follows',
  '--------returned mail follows', '---- start of returned message', '--- returned mail follows',
  'original message follows', '--- the header of the original', '----- message header follows',
  '----- unsent message follows', '------ original message', '--- header of message',
]

const withoutOriginal = (text: string): string => text.slice(0, originalAt(text))

function originalAt(text: string): number {
  const lower = text.toLowerCase()
  let end = text.length
  for (const phrase of ORIGINAL_BEGINS) {
    const at = lower.indexOf(phrase)
    if (at > 0 && at < end) end = at
  }
  return end
}

const DAEMON_LOCALS = new Set([
  'postmaster', 'post_master', 'post-master', 'mdaemon', 'mail-daemon', 'maildaemon',
  'mail_daemon', 'mail.daemon', 'mailerdaemon', 'mailer_daemon', 'mailer.daemon', 'mailsystem',
  'mail-delivery-subsystem', 'maildelivery', 'mail-delivery', 'mail_delivery', 'mailer-deamon',
  'mailer-daemaon', 'e500_smtp_mail_service', 'smtp_mail_service', 'bounce-handler', 'bounces',
  'bounce', 'smtpgateway', 'smtp-gateway', 'posta-certificata-anomalia', 'maileradmin',
])
const DAEMON_NAMES = [
  'mail delivery s', 'mail delivery agent', 'mail delivery d', 'delivery subsystem',
  'mail system admin', 'mail administrator', 'mailer-daemon', 'mailer daemon', 'mailerdaemon',
  'mail-daemon', 'mail daemon', 'system administrator', 'systemadministrator', 'postmaster',
  'internet mail delivery', 'mailsystem', 'mail deliver', 'email delivery', 'e-mail delivery',
  'microsoft exchange', 'exchange administrator', 'administrateur système',
  'administrador del sistema', 'amministratore di sistema', 'administrador do sistema',
  'systembeheerder', 'systemadministratör', 'järjestelmänvalvoja', 'administrator systemu',
  'системный администратор', '系统管理员', '系統管理員', 'システム管理者', '시스템 관리자',
  'mail delivery', 'mailmarshal', 'virus scanner', 'mail gateway', 'smtp gateway',
]

function isDaemonSender(local: string, name: string, hasNoAddress: boolean): boolean {
  if (hasNoAddress && name.replace(/[<>"\s]/g, '') === '') return true
  if (local.includes('mailer-daemon') || DAEMON_LOCALS.has(local)) return true
  // Exchange writes from MicrosoftExchange and 32 hexadecimal digits, named in any language.
  if (local.startsWith('microsoftexchange')) return true
  return DAEMON_NAMES.some((daemon) => name.startsWith(daemon))
}
