// Everything the stand-in knows and remembers, in one place that its parts read and change.
import { makeAccount, type Account, type AccountSetUp } from './accounts.ts'
import type { ArmedFault } from './faults.ts'
import { openJournal, type Journal } from './journal.ts'
import { seededIds, type SeededIds } from './seeded-ids.ts'
import { virtualClock, type VirtualClock } from './virtual-clock.ts'
import type { Knobs, WaitingCall } from './webhook-call.ts'

export type MessageStatus =
  'accepted' | 'scheduled' | 'queued' | 'sending' | 'sent' | 'delivered' | 'undelivered' | 'failed'
  | 'canceled' | 'read' | 'receiving' | 'received'

export interface StoredMedia {
  sid: string
  contentType: string
  content: Buffer
  createdMs: number
}

export interface StoredMessage {
  sid: string
  accountSid: string
  serviceSid: string | null
  to: string
  from: string | null
  body: string
  status: MessageStatus
  direction: 'inbound' | 'outbound-api' | 'outbound-reply'
  segments: number
  media: StoredMedia[]
  /** Addresses that were given to send; the stand-in does not fetch them. */
  mediaUrls: string[]
  price: string | null
  errorCode: number | null
  createdMs: number
  updatedMs: number
  sentMs: number | null
  statusCallback: string | null
  validitySeconds: number
  fallbackFrom: string | null
  isTemplate: boolean
  isDeleted: boolean
  feedback: string | null
}

/** What becomes of messages to a number; without one they are delivered. */
export interface Script {
  /** Refused at once with this code. */
  refused?: number
  failed?: number
  undelivered?: number
  /** It stays `sending` for ever. */
  hang?: boolean
  /** The carrier never tells what became of it: it stays `sent`. */
  noReceipt?: boolean
  /** Delivered, and then told as undelivered too; the resource says delivered. */
  conflict?: boolean
  /** WhatsApp and RCS: the person has receipts on. Default true. */
  read?: boolean
}

/** Seconds of the virtual clock between the states. */
export interface Pace {
  acceptSeconds: number
  handOverSeconds: number
  receiptSeconds: number
  readSeconds: number
  priceSeconds: number
  /** Null: by the kind of the sender. */
  segmentsPerSecond: number | null
}

export interface World {
  ids: SeededIds
  clock: VirtualClock
  accounts: Map<string, Account>
  /** The newest last. */
  messages: StoredMessage[]
  bySid: Map<string, StoredMessage>
  journal: Journal
  scripts: Map<string, Script>
  geography: Map<string, { city?: string; state?: string; zip?: string; country?: string }>
  lineTypes: Map<string, string>
  rcsNumbers: Set<string>
  faults: ArmedFault[]
  concurrency: number | null
  /** `service or sender|person`. */
  blocked: Set<string>
  /** `service|person` → the sender that the person knows. */
  sticky: Map<string, string>
  /** Sender → the moment at which its queue is empty. */
  busyUntilMs: Map<string, number>
  calls: WaitingCall[]
  knobs: Knobs
  pace: Pace
  /** Where media of incoming messages is fetched. */
  origin: string
}

export interface EmulatorSetUp {
  seed: string
  /** UTC text; default the first of January 2026. */
  now?: string
  accounts?: AccountSetUp[]
  pace?: Partial<Pace>
  origin?: string
}

const PACE: Pace = {
  acceptSeconds: 1, handOverSeconds: 1, receiptSeconds: 2, readSeconds: 10, priceSeconds: 60,
  segmentsPerSecond: null,
}

/** An account with a number in three countries and a messaging service, when none is described. */
const DEFAULT_ACCOUNT: AccountSetUp = {
  senders: [{ address: '+12025550100' }, { address: '+33757000100' }, { address: '+447700900100' },
    { address: '+18885550100' }, { address: 'whatsapp:+12025550101' }],
  services: [{ senders: ['+12025550100', '+33757000100', '+447700900100', '+18885550100'] }],
}

export function makeWorld(setUp: EmulatorSetUp): World {
  const ids = seededIds(setUp.seed)
  const clock = virtualClock(Date.parse(setUp.now ?? '2026-01-01T00:00:00Z'))
  const accounts = (setUp.accounts ?? [DEFAULT_ACCOUNT]).map((one) => makeAccount(one, ids))
  return {
    ids, clock, accounts: new Map(accounts.map((one) => [one.sid, one])), messages: [],
    bySid: new Map(),
    journal: openJournal(() => clock.nowMs()), scripts: new Map(), geography: new Map(),
    lineTypes: new Map(), rcsNumbers: new Set(), faults: [], concurrency: null,
    blocked: new Set(), sticky: new Map(), busyUntilMs: new Map(), calls: [], knobs: {},
    pace: { ...PACE, ...setUp.pace }, origin: setUp.origin ?? 'https://api.twilio.com',
  }
}

export function findMessage(
  world: World, account: Account, sid: string,
): StoredMessage | undefined {
  const found = world.bySid.get(sid)
  return found?.accountSid === account.sid && !found.isDeleted ? found : undefined
}
