// Questions to Twilio that may be asked twice: an answer, or in plain words why there is none.
import type { TwilioAccount } from './sms-account.ts'
import { failureOfAnswer } from './twilio-codes.ts'
import { openClient, type TwilioClient } from './twilio-client.ts'
import { sentenceOf, toldBy } from './twilio-trouble.ts'

export type Answered<T> =
  | { kind: 'told'; value: T }
  /** Twilio knows no such thing (any more). */
  | { kind: 'gone' }
  /** Asked again it would say the same. */
  | { kind: 'refused'; code: number | null; why: string }
  /** Not reached, too slow, in trouble, or too busy: ask later. */
  | { kind: 'unclear'; why: string; retryAfterSeconds: number | null }

export interface AskOptions { timeoutMs?: number }

const NOT_THERE = 20404

export async function askTwilio<T>(
  account: TwilioAccount, work: (client: TwilioClient) => Promise<T>, options: AskOptions = {},
): Promise<Answered<T>> {
  try {
    return { kind: 'told', value: await work(await openClient(account, options)) }
  } catch (error) {
    const told = toldBy(error)
    if (told.kind !== 'answered' || told.status === 429 || told.status >= 500) {
      const retryAfterSeconds = told.kind === 'answered' ? told.retryAfterSeconds : null
      return { kind: 'unclear', why: sentenceOf(told), retryAfterSeconds }
    }
    if (told.code === NOT_THERE || told.status === 404) return { kind: 'gone' }
    const why = told.code === null ? sentenceOf(told) : failureOfAnswer(told.code).text
    return { kind: 'refused', code: told.code, why }
  }
}
