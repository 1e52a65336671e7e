// The port to the world outside: a channel takes a message and gives a receipt; it knows nobody.
import type { Instant } from '#domain/day.ts'
import type { SmsFailure } from '#domain/sms/sms-failure.ts'
import type { SmsStatus } from '#domain/sms/sms-status.ts'

export interface OutgoingFile {
  name: string
  contentType: string
  content: Buffer
}

/** What an SMS has that other messages have not. */
export interface OutgoingSms {
  /** E.164, a short code, a name, an MG… sid, or `whatsapp:` and `rcs:` addresses. */
  sender: { kind: string; address: string }
  /** Where the provider reports to; it carries the attempt. Null: nowhere. */
  statusUrl: string | null
  /** Seconds after which the provider gives up: the rest of today's allowed hours. */
  validitySeconds: number
  /** The provider's template, for a channel that allows no free text outside its window. */
  contentSid: string | null
  /** What that template is filled with, by the names of its variables. */
  contentVariables?: Readonly<Record<string, string>>
  /** How often this message has been tried, this time included; 1 when left out. */
  tryNumber?: number
}

export interface Outgoing {
  /** Known to the provider wherever it can be, so that a lost answer can be asked for again. */
  attemptId: string
  channel: 'email' | 'sms' | 'letter'
  from: { name: string; address: string }
  to: readonly string[]
  cc: readonly string[]
  bcc: readonly string[]
  replyTo: string | null
  subject: string
  text: string
  html: string | null
  /** Message-ID without angle brackets, derived from the attempt. */
  messageRef: string
  inReplyTo: string | null
  references: readonly string[]
  isAutomatic: boolean
  files?: readonly OutgoingFile[]
  /** Set for every SMS. */
  sms?: OutgoingSms
}

/**
 * What a provider said. `unknown` is for every case in which the message may have left: nothing
 * is ever sent again because of it (SPEC §5.1).
 */
export interface RefusedAddress {
  address: string
  why: string
}

export type Receipt =
  | {
    kind: 'accepted'; providerId: string | null; status?: SmsStatus
    /** Taken for the others, but for good not for these. */
    refused?: readonly RefusedAddress[]
  }
  | {
    kind: 'refused'; why: string; isPermanent: boolean; isAddressDead: boolean
    /** The dead ones among several recipients. */
    refused?: readonly RefusedAddress[]
    /** Seconds to wait, where the provider asks for it. */
    retryAfterSeconds?: number
    failure?: SmsFailure
  }
  | { kind: 'unknown'; why: string }

/** A send that ends in an error may have left all the same, so it is in doubt (SPEC §5.1). */
export async function receiptOf(send: () => Promise<Receipt>): Promise<Receipt> {
  try {
    return await send()
  } catch (error) {
    return { kind: 'unknown', why: error instanceof Error ? error.message : String(error) }
  }
}

/** What is known of a send that is asked about later. */
export interface Asked {
  attemptId: string
  to: string
  text: string
  startedAt: Instant
  /** The provider's name for it, when its answer or a callback had come. */
  providerId: string | null
}

/** `unclear`: the provider cannot tell, which proves nothing. */
export type Found =
  | { kind: 'accepted'; providerId: string | null }
  | { kind: 'not_accepted' }
  | { kind: 'unclear'; why: string }

export interface SendingChannel {
  send: (message: Outgoing) => Promise<Receipt>
  /** What became of an attempt, asked later; null where the provider can never tell. */
  find: ((asked: Asked) => Promise<Found>) | null
}
