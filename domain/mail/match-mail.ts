// To whom a received message belongs, decided from candidates that were already looked up.
import type { MailKind } from './mail.ts'

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
}

export type MatchHow = 'reference' | 'token' | 'invoice' | 'sender' | 'domain'

export type MailMatch =
  | {
    result: 'matched'; customerId: string; runId: string | null; messageId: string | null
    how: MatchHow; evidence: string
  }
  | { result: 'ambiguous'; customerIds: readonly string[]; how: MatchHow }
  | { result: 'none' }

/** SPEC §8.4, strongest first. Only exactly one customer is a match. */
export function matchMail(candidates: MatchCandidates): MailMatch {
  void candidates
  return { result: 'none' }
}

/** Invoice-number candidates in a text, as written, at most 50. */
export function findInvoiceNumbers(text: string): string[] {
  void text
  return []
}

/** An address for comparing only: lower-case, without `+part`. */
export const addressKey = (email: string): string => email.trim().toLowerCase()

/** The part after the last @, lower-case; empty when there is none. */
export const emailDomain = (email: string): string =>
  email.slice(email.lastIndexOf('@') + 1).trim().toLowerCase()

/** Whether a domain gives addresses to anybody, so that it says nothing of the company. */
export function isFreeMailDomain(domain: string): boolean {
  void domain
  return false
}
