// To whom a received message belongs, decided from candidates that were already looked up.
import type { MailKind } from './mail.ts'
import type { SenderProof } from './sender-proof.ts'
import { FREE_MAIL_DOMAINS } from './free-mail-domains.ts'

/** One place a message may belong to. */
export interface Link {
  customerId: string
  runId: string | null
  /** Our message that it answers, when known. */
  messageId: string | null
}

export interface MatchCandidates {
  kind: MailKind
  /** By In-Reply-To/References, or the id inside a returned message. */
  byReference: Link | null
  byToken: Link | null
  /** Invoices named in subject or text. */
  byInvoiceNumber: readonly Link[]
  /** Contacts with the sender's address. */
  bySender: readonly Link[]
  /** Customers with contacts in the sender's domain; never for a free-mail domain. */
  byDomain: readonly Link[]
  /** Whether From is who it says; absent where nobody asked. */
  sender?: SenderProof
}

export type MatchHow = 'reference' | 'token' | 'invoice' | 'sender' | 'domain'

export type MailMatch =
  | {
    result: 'matched'; customerId: string; runId: string | null; messageId: string | null
    how: MatchHow; evidence: string
  }
  | { result: 'ambiguous'; customerIds: readonly string[]; how: MatchHow }
  | { result: 'none' }

/**
 * SPEC §8.4, strongest first; only exactly one customer is a match. Machines are matched by what
 * only an answer to our own message can carry, never by a sender or a number.
 */
export function matchMail(candidates: MatchCandidates): MailMatch {
  const match = matchFrom(candidates)
  const { sender } = candidates
  if (match.result !== 'matched' || sender === undefined || sender === 'pass') return match
  const isStrong = match.how === 'reference' || match.how === 'token'
  // What a forged From points to is for a person to decide; the customer is spared meanwhile.
  if (sender === 'fail' && !isStrong) {
    return { result: 'ambiguous', customerIds: [match.customerId], how: match.how }
  }
  return { ...match, evidence: `${match.evidence} Sender not verified.` }
}

function matchFrom(candidates: MatchCandidates): MailMatch {
  const { kind, byReference, byToken } = candidates
  if (kind === 'own' || kind === 'forward_confirmation') return { result: 'none' }
  if (byReference) return matched([byReference], 'reference', 'It answers our message.')
  if (byToken) return matched([byToken], 'token', 'It was sent to our reply address.')
  if (kind !== 'human') return { result: 'none' }
  return byInvoice(candidates) ?? bySender(candidates) ?? byDomain(candidates) ?? { result: 'none' }
}

// A number alone proves nothing: it counts with a sender of the same customer.
function byInvoice({ byInvoiceNumber, ...known }: MatchCandidates): MailMatch | null {
  if (byInvoiceNumber.length === 0) return null
  const senders = customersOf(known.bySender)
  const domains = customersOf(known.byDomain)
  const fitSender = byInvoiceNumber.filter((link) => senders.includes(link.customerId))
  if (fitSender.length > 0) {
    return oneOf(fitSender, 'invoice', 'It names an invoice of the sender’s customer.')
  }
  const fitDomain = byInvoiceNumber.filter((link) => domains.includes(link.customerId))
  if (senders.length === 0 && fitDomain.length > 0) {
    return oneOf(fitDomain, 'invoice', 'It names an invoice; the domain is the customer’s.')
  }
  if (senders.length === 0) return null
  // A known sender writes about somebody else's invoice: a person must look.
  const customerIds = [...new Set([...senders, ...customersOf(byInvoiceNumber)])]
  return { result: 'ambiguous', customerIds, how: 'invoice' }
}

const bySender = (candidates: MatchCandidates): MailMatch | null =>
  oneOf(candidates.bySender, 'sender', 'The sender is a contact of one customer.')

const byDomain = (candidates: MatchCandidates): MailMatch | null =>
  oneOf(candidates.byDomain, 'domain', 'Only one customer has this domain.')

function oneOf(links: readonly Link[], how: MatchHow, evidence: string): MailMatch | null {
  const customerIds = customersOf(links)
  if (customerIds.length === 0) return null
  if (customerIds.length > 1) return { result: 'ambiguous', customerIds, how }
  return matched(links, how, evidence)
}

// Several runs of one customer: the customer is certain, the run is not.
function matched(links: readonly Link[], how: MatchHow, evidence: string): MailMatch {
  const first = links[0]
  if (!first) return { result: 'none' }
  const isOneRun = links.every((link) => link.runId === first.runId)
  const isOneMessage = links.every((link) => link.messageId === first.messageId)
  return {
    result: 'matched',
    customerId: first.customerId,
    runId: isOneRun ? first.runId : null,
    messageId: isOneRun && isOneMessage ? first.messageId : null,
    how,
    evidence,
  }
}

const customersOf = (links: readonly Link[]): string[] =>
  [...new Set(links.map((link) => link.customerId))]

/** An address for comparing only: lower-case, without `+part`; A-labels stay as they are. */
export function addressKey(email: string): string {
  const address = email.trim().toLowerCase().replace(/^<|>$/g, '')
  const at = address.lastIndexOf('@')
  if (at < 1) return address
  const local = address.slice(0, at)
  const plus = local.indexOf('+')
  return `${plus > 0 ? local.slice(0, plus) : local}${address.slice(at)}`
}

/** The part after the last @, lower-case; empty when there is none. */
export function emailDomain(email: string): string {
  const at = email.lastIndexOf('@')
  return at < 0 ? '' : email.slice(at + 1).trim().toLowerCase().replace(/[>.]+$/, '')
}

/** Whether a domain gives addresses to anybody, so that it says nothing of the company. */
export const isFreeMailDomain = (domain: string): boolean =>
  FREE_MAIL_DOMAINS.has(domain.trim().toLowerCase())

// Words of a text that may be invoice numbers; the ledger decides which of them are.
const MOST_TEXT = 20_000
const MOST_FOUND = 50
const LONGEST_NUMBER = 40

const LABELS = new Set([
  'invoice', 'inv', 'invoices', 'bill', 'nr', 'no', 'num', 'number', 'nummer', 'rechnung',
  'rechnungen', 'rechnungsnummer', 'rechnungsnr', 'rg', 'rnr', 're', 'rech', 'beleg',
  'belegnummer', 'facture', 'factures', 'fact', 'fac', 'factura', 'facturas', 'fattura',
  'fatture', 'fatt', 'fatura', 'faturas', 'fat', 'factuur', 'facturen', 'factuurnummer', 'faktura',
  'fakturan', 'fakturanummer', 'fakturu', 'faktury', 'faktúra', 'faktúru', 'lasku', 'laskun',
  'számla', 'αριθμός', 'τιμολόγιο', 'счет', 'счёт', 'рахунок', '#', 'n', 'n°', 'nº', 'no.', 'nr.',
  'č', '№', 'document', 'doc', 'ref', 'reference', 'referenz', 'référence', 'referencia', '请求书',
  '発票', '发票', '請求書',
])

/** Candidates as written, those after a word like "invoice" first; at most 50. */
export function findInvoiceNumbers(text: string): string[] {
  const words = text.slice(0, MOST_TEXT).split(/[\s\u00a0,;:()[\]{}<>"'„“”«»|!?*=]+/)
  const labelled: string[] = []
  const others: string[] = []
  let previous = ''
  for (const word of words) {
    const isMarked = word.startsWith('#') || word.startsWith('№')
    const number = trimmed(word)
    const isLabelled = isMarked || LABELS.has(previous.toLowerCase().replace(/[.#°º]+$/, ''))
      || LABELS.has(previous.toLowerCase())
    if (isNumber(number, isLabelled)) {
      const found = isLabelled ? labelled : others
      found.push(number)
      // `RE 1001` in the text is often `RE-1001` or `RE1001` in the ledger.
      if (/^[A-Za-z]{1,5}$/.test(previous) && /^\d/.test(number)) {
        found.push(`${previous}-${number}`, `${previous}${number}`, `${previous} ${number}`)
      }
    }
    if (word !== '' && word !== '#') previous = word
  }
  return [...new Set([...labelled, ...others])].slice(0, MOST_FOUND)
}

const trimmed = (word: string): string =>
  word.length > 200 ? '' : word.replace(/^[^\p{L}\p{N}]+/u, '').replace(/[^\p{L}\p{N}]+$/u, '')

function isNumber(word: string, isLabelled: boolean): boolean {
  if (word.length < 2 || word.length > LONGEST_NUMBER || !/\d/.test(word)) return false
  if (word.includes('@') || word.includes('://') || word.startsWith('www.')) return false
  // What is left of a link.
  if (/^([a-z0-9-]{1,60}\.){1,5}[a-z]{2,20}\//i.test(word)) return false
  if (isDateOrAmount(word)) return false
  if (/^\d+$/.test(word)) {
    if (isLabelled) return true
    // A bare year or a small count says nothing.
    return word.length >= 4 && !(word.length === 4 && /^(19|20)\d\d$/.test(word))
  }
  return word.length >= 3 && /^[\p{L}\p{N}][\p{L}\p{N}./_-]*$/u.test(word)
}

const isDateOrAmount = (word: string): boolean =>
  /^\d{1,2}[./-]\d{1,2}[./-](\d{4}|\d{2})$/.test(word) || /^\d{4}-\d{2}-\d{2}(T.*)?$/.test(word)
  || /^\d{1,3}(\.\d{3})*\.\d{2}$/.test(word) || /^\d+(st|nd|rd|th|px|pt|am|pm|h|kg|x)$/i.test(word)
  || /^[A-Za-z]{0,3}\d{1,3}(\.\d{3})+(\.\d{2})?$/.test(word) || /^\d{1,2}h\d{2}$/.test(word)
