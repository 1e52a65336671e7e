// Asks Twilio about one message by its sid: status, code, segments and, in time, its price.
import type { Instant } from '#domain/day.ts'
import { shownStatus, type SmsStatus } from '#domain/sms/sms-status.ts'
import { askTwilio, type Answered, type AskOptions } from './ask-twilio.ts'
import { currencyOf, microsOf } from './micros.ts'
import { isSid, type TwilioAccount } from './sms-account.ts'

export interface FetchedMessage {
  sid: string
  /** Twilio's own word. */
  word: string
  /** Null for a word that is not of a message we sent. */
  status: SmsStatus | null
  errorCode: number | null
  /** Null until the messaging service has chosen a sender. */
  from: string | null
  to: string | null
  /** Null until the message has been cut. */
  segments: number | null
  /** Null until Twilio has priced it. */
  costMicros: number | null
  costCurrency: string | null
  sentAt: Instant | null
}

/** What the package hands over; any of it may be missing. */
export interface RawMessage {
  sid?: string | null
  status?: string | null
  errorCode?: number | null
  from?: string | null
  to?: string | null
  numSegments?: string | null
  price?: string | null
  priceUnit?: string | null
  dateSent?: Date | null
}

export async function fetchMessage(
  account: TwilioAccount, sid: string, options: AskOptions = {},
): Promise<Answered<FetchedMessage>> {
  if (!isSid('message', sid)) return { kind: 'gone' }
  return askTwilio(account,
    async (client) => readMessage(sid, await client.messages(sid).fetch()), options)
}

export function readMessage(sid: string, raw: RawMessage): FetchedMessage {
  const word = raw.status ?? ''
  const costMicros = microsOf(raw.price)
  return {
    sid, word, status: shownStatus(word),
    errorCode: typeof raw.errorCode === 'number' && raw.errorCode > 0 ? raw.errorCode : null,
    from: raw.from ?? null, to: raw.to ?? null,
    segments: Number(raw.numSegments ?? 0) > 0 ? Number(raw.numSegments) : null,
    costMicros, costCurrency: costMicros === null ? null : currencyOf(raw.priceUnit),
    sentAt: momentOf(raw.dateSent),
  }
}

/** Null for what the package could not read as a date. */
export const momentOf = (given: unknown): Instant | null =>
  given instanceof Date && !Number.isNaN(given.getTime()) ? given.toISOString() : null
