// The one current status of an SMS, joined from reports that come late, twice or out of order.

/** As the provider tells it (Twilio's MessageStatus). */
export const PROVIDER_STATUSES = [
  'accepted', 'scheduled', 'queued', 'sending', 'sent', 'delivered', 'undelivered', 'failed',
  'canceled', 'read', 'receiving', 'received', 'partially_delivered',
] as const
export type ProviderStatus = (typeof PROVIDER_STATUSES)[number]

/** As people see it; the words of message.state. */
export type SmsStatus =
  'queued' | 'sent' | 'delivered' | 'read' | 'undelivered' | 'failed' | 'cancelled'

const SHOWN: Record<ProviderStatus, SmsStatus | null> = {
  accepted: 'queued', scheduled: 'queued', queued: 'queued', sending: 'queued', sent: 'sent',
  delivered: 'delivered', undelivered: 'undelivered', partially_delivered: 'undelivered',
  failed: 'failed', canceled: 'cancelled', read: 'read', receiving: null, received: null,
}

/** Null for a word that we do not know, or that is not of a message we sent. */
export const shownStatus = (word: string): SmsStatus | null =>
  (Object.hasOwn(SHOWN, word) ? SHOWN[word as ProviderStatus] : null) // Just checked.

const KNOWS_READING = /^(?:whatsapp|rcs):/

/** The same, by the address it left from: plain SMS knows no reading, whatever is told. */
export function reportedStatus(word: string, from: string): SmsStatus | null {
  const told = shownStatus(word)
  return told === 'read' && !KNOWS_READING.test(from) ? 'delivered' : told
}

const RANK: Record<SmsStatus, number> = {
  queued: 1, sent: 2, undelivered: 3, failed: 3, cancelled: 3, delivered: 3, read: 4,
}

export interface Joined {
  status: SmsStatus
  /** Two different ends were told: the provider is asked which one is true. */
  hasConflict: boolean
}

/** Status never goes back (SPEC §7.1). `isAsked`: the provider's own word settles a conflict. */
export function joinStatus(
  before: SmsStatus | null, told: SmsStatus, isAsked = false,
): Joined {
  if (before === null || RANK[told] > RANK[before]) return { status: told, hasConflict: false }
  const isOtherEnd = RANK[told] === RANK[before] && told !== before
  if (!isOtherEnd) return { status: before, hasConflict: false }
  return isAsked ? { status: told, hasConflict: false } : { status: before, hasConflict: true }
}

/** No further report is expected: carriers without receipts end at `sent`, after a day. */
export const isEnd = (status: SmsStatus): boolean => RANK[status] >= 3
