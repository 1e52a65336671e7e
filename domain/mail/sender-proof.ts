// Whether the sender of a message is who From says, weighed from SPF, DKIM, DMARC and ARC.
import type { ParsedMail } from './mail.ts'

export interface AuthenticationFacts {
  spf: string
  dkim: readonly { domain: string; result: string; isAligned: boolean }[]
  dmarc: string
  /** What the domain of From asks to be done with mail that fails: none, quarantine, reject. */
  policy: string | null
  arc: string
  /** Who sealed, newest first. */
  sealers: readonly string[]
  /** The newest sealer wrote down that DMARC had passed for this very domain. */
  sealerSawPass: boolean
  /** A question to the DNS went unanswered, or there was no time to ask. */
  isIncomplete: boolean
}

export type SenderProof = 'pass' | 'fail' | 'unknown'

/** Relays whose seal we believe: they say what they saw before they changed a message. */
const SEALERS = [
  'google.com', 'microsoft.com', 'outlook.com', 'office365.com', 'fastmail.com',
  'messagingengine.com', 'yahoo.com', 'yahoodns.net', 'icloud.com', 'proofpoint.com',
  'pphosted.com', 'mimecast.com', 'barracudanetworks.com', 'cisco.com', 'iphmx.com', 'zoho.com',
  'zoho.eu', 'mailgun.org', 'amazonses.com', 'sendgrid.net',
]

/**
 * Only a domain that asks to refuse what fails makes a failure certain. Everything else that does
 * not pass is unknown, and unknown mail still halts.
 */
export function senderProof(
  mail: Pick<ParsedMail, 'isSenderDoubtful'>, facts: AuthenticationFacts | null,
): SenderProof {
  if (facts === null || mail.isSenderDoubtful) return 'unknown'
  if (facts.dmarc === 'pass') return 'pass'
  if (facts.dkim.some((one) => one.isAligned && one.result === 'pass')) return 'pass'
  const isVouched = facts.arc === 'pass' && facts.sealerSawPass && facts.sealers.length > 0
    && facts.sealers.every(isKnownSealer)
  if (isVouched) return 'pass'
  const isFailed = facts.dmarc === 'fail' && !facts.isIncomplete
    && (facts.policy === 'quarantine' || facts.policy === 'reject')
  return isFailed ? 'fail' : 'unknown'
}

const isKnownSealer = (domain: string): boolean =>
  SEALERS.some((known) => domain === known || domain.endsWith(`.${known}`))
