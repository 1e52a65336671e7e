// Rules 5 and 6: bounces without a standard report, by header or by the weight of several signs.
import type { MailVerdict } from './mail.ts'
import { hasReturnedOriginal, type MailFacts } from './mail-facts.ts'
import { bounceDetails } from './bounce-details.ts'
import { BOUNCE_SUBJECTS, BOUNCE_TEXTS } from './bounce-phrases.ts'
import { startsWithTitle } from './subject-title.ts'
import { ABSENCE_TITLES, AUTO_REPLY_TITLES } from './auto-reply-subjects.ts'
import { verdict } from './verdict.ts'

const ENOUGH = 3

/** Rule 5: Exim, Gmail and others name the failed recipients in a header. */
export function failedRecipients(facts: MailFacts): MailVerdict | null {
  if (!facts.has('x-failed-recipients')) return null
  return verdict('bounce', 'x-failed-recipients', bounceDetails(facts, []))
}

/** Rule 6. Only for mail that does not answer, or that a machine sent for certain. */
export function likelyBounce(facts: MailFacts): MailVerdict | null {
  const isMachine = facts.isDaemon || facts.hasNullPath || isMarkedAsBounce(facts)
  if ((facts.isReply || facts.isForward) && !isMachine) return null
  if (score(facts) < ENOUGH) return null
  // People write "not delivered" about parcels; machines also show a code, an original, a name.
  if (!isMachine && !looksLikeReport(facts)) return null
  return verdict('bounce', 'bounce-signs', bounceDetails(facts, []))
}

function score(facts: MailFacts): number {
  const hasSubject = BOUNCE_SUBJECTS.some((phrase) => facts.subject.includes(phrase))
  const hasText = BOUNCE_TEXTS.some((phrase) => facts.text.includes(phrase))
  const isAbsence = [...AUTO_REPLY_TITLES, ...ABSENCE_TITLES]
    .some((title) => startsWithTitle(facts.subject, title) !== null)
  return (facts.isDaemon ? 2 : 0)
    + (facts.hasNullPath || facts.header('return-path').includes('mailer-daemon') ? 1 : 0)
    + (isMarkedAsBounce(facts) ? 2 : 0)
    + (hasSubject ? 2 : 0)
    + (hasText ? 1 : 0)
    + (facts.mail.parts.embedded.length > 0 || hasReturnedOriginal(facts.mail) ? 0.5 : 0)
    - (isAbsence ? 2 : 0)
    - (facts.isDaemon || hasSubject ? 0 : 1)
    - (hasText || hasSubject ? 0 : 1)
}

const BOUNCE_HEADERS = [
  'x-ms-exchange-message-is-ndr', 'x-mx-bounce', 'x-bounce', 'x-bounced-message',
  'x-mimetrack-bounce', 'x-ndr',
]

const isMarkedAsBounce = (facts: MailFacts): boolean =>
  BOUNCE_HEADERS.some((name) => facts.has(name))
  || facts.header('received').includes('invoked for bounce')
  || facts.header('x-mailer').includes('<smtp32 v')
  || facts.header('auto-submitted').includes('auto-generated (failure)')

const REPORT_SIGNS = [
  'this is the mail system at', 'this is the qmail-send', 'message was created automatically',
  'mail delivery software', 'mail delivery subsystem', 'permanent fatal errors',
  'transcript of session', 'following address', 'following recipient', 'following destination',
  'failed recipient', 'remote host said', 'remote server returned', 'other server returned',
  'smtp error', 'recipient address rejected', 'diagnostic information for administrators',
  'generating server', 'final-recipient', 'diagnostic-code', 'reporting-mta', 'user unknown',
  'unknown user', 'host unknown', 'no such user', 'undeliverable to', 'returned to sender',
  'original message', 'delivery attempts', 'mail server', 'message you sent', 'mailbox',
  'diagnoseinformationen', 'informations de diagnostic', 'información de diagnóstico',
  'informações de diagnóstico', 'informazioni di diagnostica', 'folgende empfänger',
]

// Titles that no person gives to a message of his own.
const BOUNCE_TITLES = [
  'undeliver', 'nondeliver', 'non-deliver', 'returned mail', 'failure notice', '[bounce]',
  'mail delivery fail', 'delivery status notification', 'mail system error', 'unzustellbar',
  'mail delivery status', 'non remis', 'onbestelbaar', 'no se puede entregar', 'não entregue',
  'non recapitabile', 'niedostarcz', 'olevererbart', 'kan ikke leveres', 'nedoručiteln',
  'kézbesíthetetlen', 'не удалось доставить', 'недоставлен', '配信不能', '系统退信', '退信', '未送达',
]

function looksLikeReport(facts: MailFacts): boolean {
  if (BOUNCE_TITLES.some((title) => facts.subject.startsWith(title))) return true
  if (facts.mail.parts.embedded.length > 0 || hasReturnedOriginal(facts.mail)) return true
  if (/(?:^|\D)[45]\d\d[ -](?:#?[45]\.\d|.{0,80}@)/.test(facts.text.slice(0, 4_000))) return true
  const hasAddress = /<[^<>\s@]{1,100}@[^<>\s@]{1,200}>/.test(facts.text.slice(0, 2_000))
  return REPORT_SIGNS.some((phrase) => facts.text.slice(0, 3_000).includes(phrase))
    && (hasAddress || facts.text.slice(0, 3_000).includes('@'))
}
