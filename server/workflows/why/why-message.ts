// The passport of a message: the rule, the facts and the hour by which it left, as they were kept.
import { isDay, isZone, parseInstant, timeAt } from '#domain/day.ts'
import { atTime, countOf, invoiceNamed, money, onDay, say, tell } from
  '#domain/sentence.ts'
import { notFound } from '../../platform/errors.ts'
import type { Org } from '../../platform/in-organization.ts'
import { readAskedMessage, type AskedMessage } from './subject-store.ts'
import { NOBODY, plainOutcome, plainReason, type ReasonAnswer, type WhyAnswer } from
  './why-answer.ts'

export async function whyMessage(org: Org, id: string): Promise<WhyAnswer> {
  const message = await readAskedMessage(org, id)
  if (message === null) throw notFound('This message does not exist.')
  return {
    subject: {
      kind: 'message', id, title: message.subject || titleOf(message),
      customerId: message.customerId,
    },
    on: org.today, tense: 'past',
    ...(message.direction === 'in' ? received(message) : sent(message)),
    decidedBy: NOBODY, changes: [], others: [],
  }
}

const NAMES: Record<string, string> = { email: 'E-mail', sms: 'SMS', letter: 'Letter' }
const titleOf = ({ channel, customerName }: AskedMessage) =>
  `${NAMES[channel] ?? channel}${customerName === null ? '' : ` of ${customerName}`}`

const textOf = (kept: AskedMessage['reasons'], name: string): string | null => {
  const value = kept[name]
  return typeof value === 'string' && value !== '' ? value : null
}
const dayOf = (kept: AskedMessage['reasons'], name: string) => {
  const text = textOf(kept, name)
  return text !== null && isDay(text) ? text : null
}

function sent(message: AskedMessage): Pick<WhyAnswer, 'verdict' | 'reasons'> {
  const to = message.to.join(', ')
  const step = textOf(message.reasons, 'step')
  const name = step === null ? titleOf(message) : `“${step}”`
  const verdict = message.authorName !== null
    ? say`${message.authorName} wrote it to ${to}; it ${stands(message)} ${atTime(message.at)}.`
    : say`${name} ${stands(message)} ${atTime(message.at)} to ${to}: ${shortWhy(message)}`
  return {
    verdict: plainOutcome('ended', verdict),
    reasons: [
      ...ruleReasons(message), ...ledgerReasons(message), ...recipientReasons(message),
      ...textReasons(message), ...wayReasons(message),
    ],
  }
}

const STANDS: Record<string, string> = {
  leaving: 'leaves after', sending: 'was leaving', unknown: 'may have left', failed: 'failed',
  cancelled: 'was taken back after', bounced: 'left and came back, written',
}
const stands = ({ state }: AskedMessage) => STANDS[state] ?? 'left'

const BECAUSE: Record<string, string> = {
  trigger: 'its day had come.',
  late_entry: 'its day was over when it could go, so it came next.',
  min_contact_delay: 'the minimum contact delay had passed.',
  reply_handled: 'an answer had been handled and the delay after it had passed.',
  pause: 'a pause had ended.',
}
const shortWhy = ({ reasons }: AskedMessage) =>
  BECAUSE[textOf(reasons, 'because') ?? ''] ?? 'it was due.'

function ruleReasons(message: AskedMessage): ReasonAnswer[] {
  const kept = message.reasons
  const workflow = textOf(kept, 'workflow')
  if (workflow === null) return []
  const version = message.versionNumber === null ? '' : `, version ${message.versionNumber}`
  const triggerOn = dayOf(kept, 'triggerOn')
  const dueOn = dayOf(kept, 'dueOn')
  const lastOn = dayOf(kept, 'lastContactOn')
  const handledOn = dayOf(kept, 'replyHandledOn')
  const mcd = typeof kept['mcdDays'] === 'number' ? countOf(kept['mcdDays'], 'day') : null
  const carrying = message.snapshot.find((one) =>
    one.invoiceId === textOf(kept, 'carryingInvoiceId'))
  return [
    plainReason('step', say`The workflow “${workflow}”${version} sent its step “${
      textOf(kept, 'step') ?? ''}”.`),
    ...(carrying === undefined ? [] : [plainReason('carrying',
      say`It followed invoice ${invoiceNamed(carrying.invoiceId, carrying.number)}.`)]),
    ...(triggerOn === null ? [] : [plainReason('trigger', tell(
      say`Its trigger was on ${onDay(triggerOn)}.`,
      dueOn === null || dueOn === triggerOn ? [] : say`Its day became ${onDay(dueOn)}.`))]),
    ...(mcd === null ? [] : [plainReason('min_contact_delay', lastOn === null
      ? say`Nobody had been contacted before; the delay is ${mcd}.`
      : say`The last contact before was on ${onDay(lastOn)}, and ${mcd} must lie between two.`)]),
    ...(handledOn === null ? [] : [plainReason('reply_handled',
      say`The last answer had been handled on ${onDay(handledOn)}.`)]),
  ]
}

function ledgerReasons({ snapshot, reasons: kept, at }: AskedMessage): ReasonAnswer[] {
  const changedAt = textOf(kept, 'ledgerChangedAt')
  const lines = snapshot.slice(0, MOST_LINES).map((one) => plainReason('balance',
    say`${invoiceNamed(one.invoiceId, one.number)} stood open with ${
      money(one.openMinor, one.currency)}.`))
  const more = snapshot.length > MOST_LINES
    ? [plainReason('balance', say`And ${snapshot.length - MOST_LINES} more invoices.`)] : []
  return [...lines, ...more, plainReason('ledger', changedAt === null
    ? say`The ledger was read in the transaction that kept it, ${atTime(at)}.`
    : say`The ledger was read in the transaction that kept it; it had last changed ${
      atTime(parseInstant(changedAt))}.`)]
}
const MOST_LINES = 20

/** Whose clock, and on what ground; kept at commit, so that later changes do not rewrite it. */
function recipientReasons({ reasons: kept, at, channel }: AskedMessage): ReasonAnswer[] {
  const zone = textOf(kept, 'recipientZone')
  const consent = textOf(kept, 'consent')
  return [
    ...(zone === null || !isZone(zone) ? [] : [plainReason('recipient_time',
      say`It was ${timeAt(at, zone).slice(0, 5)} where it went (${zone}).`)]),
    ...(consent === null || channel !== 'sms' ? []
      : [plainReason('consent', say`${CONSENTS[consent] ?? consent}`)]),
  ]
}

const CONSENTS: Record<string, string> = {
  given: 'Consent to SMS was on record for the number.',
  given_number: 'The number was given by the customer, which is enough by the rule set then.',
}

function textReasons({ templateName, templateVersion }: AskedMessage): ReasonAnswer[] {
  if (templateName === null) return []
  return [plainReason('template', templateVersion === null
    ? say`It was written with the template “${templateName}”.`
    : say`It was written with version ${templateVersion} of the template “${templateName}”.`)]
}

function wayReasons(message: AskedMessage): ReasonAnswer[] {
  const { tries, providerId, fromAddress, segments, why } = message
  const parts = segments === null ? '' : ` in ${countOf(segments, 'part')}`
  return [
    plainReason('sender', say`It left from ${fromAddress}${parts}${
      tries === null || tries <= 1 ? '' : ` after ${tries} tries`}.`),
    ...(providerId === null ? []
      : [plainReason('provider', say`The provider knows it as ${providerId}.`)]),
    ...(why === null ? [] : [plainReason('outcome', say`${why}`)]),
  ]
}

const KINDS: Record<string, string> = {
  human: 'a person wrote it', automated: 'a machine wrote it', bounce: 'it tells of a bounce',
  own: 'it is a mail of ours that came back', spam: 'it looks like spam',
}
const MATCHED: Record<string, string> = {
  reference: 'it answers our message', token: 'it was sent to our reply address',
  invoice: 'it names an invoice, and the sender is known',
  sender: 'its address is of exactly one customer', domain: 'its domain is of exactly one customer',
  person: 'somebody here decided that',
}
const REPLY_ENDS: Record<string, string> = {
  open: 'It halts reminders until somebody answers, ignores or pauses it.',
  snoozed: 'It was put off, and halts reminders until it is handled.',
  replied: 'It was answered.', replied_elsewhere: 'It was answered outside Duebox.',
  ignored: 'Somebody decided that it needs no answer.',
  paused: 'It was handled by a pause.',
}

function received(message: AskedMessage): Pick<WhyAnswer, 'verdict' | 'reasons'> {
  const kind = KINDS[message.kind ?? ''] ?? 'it came in'
  const matched = MATCHED[textOf(message.reasons, 'how') ?? ''] ?? null
  const end = message.replyState === null ? 'It halts nothing.'
    : REPLY_ENDS[message.replyState] ?? ''
  return {
    verdict: plainOutcome('ended',
      say`${message.fromAddress} wrote ${atTime(message.at)}: ${kind}. ${end}`),
    reasons: [plainReason('matched', message.customerName === null
      ? say`Nobody knows yet which customer it is from.`
      : matched === null ? say`It belongs to ${message.customerName}.`
        : say`It belongs to ${message.customerName}: ${matched}.`)],
  }
}

