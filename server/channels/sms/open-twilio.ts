// SMS by Twilio: one request, one receipt; what may have left is "unknown" and is only asked about.
import { shownStatus } from '#domain/sms/sms-status.ts'
import type { SmsFailure } from '#domain/sms/sms-failure.ts'
import type { Outgoing, Receipt, SendingChannel } from '../channel.ts'
import { findSms } from './find-sms.ts'
import { openPace, type Pace } from './pace.ts'
import { isSid, type TwilioAccount } from './sms-account.ts'
import { failureOfAnswer, isAddressDead, isPermanent } from './twilio-codes.ts'
import { openClient } from './twilio-client.ts'
import { MOST_SOCKETS } from './twilio-transport.ts'
import { sentenceOf, toldBy, type Told } from './twilio-trouble.ts'
import { wishOf } from './write-request.ts'

const WANTS_LESS = 20429

export function openTwilio(
  account: TwilioAccount, options: { timeoutMs?: number } = {},
): SendingChannel {
  const pace = openPace(MOST_SOCKETS)
  return {
    send: (message) => send(account, pace, message, options),
    find: (asked) => findSms(account, asked, options),
  }
}

async function send(
  account: TwilioAccount, pace: Pace, message: Outgoing, options: { timeoutMs?: number },
): Promise<Receipt> {
  const wish = wishOf(account, message)
  if (typeof wish === 'number') return refusal(failureOfAnswer(wish))
  const closed = pace.closedSeconds()
  if (closed > 0) return throttled(closed)
  const leave = await pace.enter()
  if (leave === null) return throttled(null)
  try {
    const client = await openClient(account, options)
    const made = await client.messages.create(wish)
    pace.wentWell()
    if (!isSid('message', made.sid ?? '')) {
      return { kind: 'unknown', why: sentenceOf({ kind: 'garbled', status: 201 }) }
    }
    return { kind: 'accepted', providerId: made.sid, status: shownStatus(made.status) ?? 'queued' }
  } catch (error) {
    const told = toldBy(error)
    if (told.kind === 'answered' && isThrottle(told)) pace.slowDown(told.retryAfterSeconds)
    return receiptOf(told)
  } finally {
    leave()
  }
}

const isThrottle = (told: Told & { kind: 'answered' }): boolean =>
  told.status === 429 || told.code === WANTS_LESS

/** Only what surely was not taken is a refusal (SPEC §5.1). */
export function receiptOf(told: Told): Receipt {
  if (told.kind === 'not_written') {
    return { kind: 'refused', why: sentenceOf(told), isPermanent: false, isAddressDead: false }
  }
  if (told.kind !== 'answered') return { kind: 'unknown', why: sentenceOf(told) }
  if (isThrottle(told)) return throttled(told.retryAfterSeconds)
  const isClear = told.code !== null && told.status >= 400 && told.status < 500
  if (!isClear) return { kind: 'unknown', why: sentenceOf(told) }
  const failure = failureOfAnswer(told.code)
  return failure.remedy === 'unclear' ? { kind: 'unknown', why: failure.text } : refusal(failure)
}

const refusal = (failure: SmsFailure): Receipt => ({
  kind: 'refused', why: failure.text, failure,
  isPermanent: isPermanent(failure), isAddressDead: isAddressDead(failure),
})

const throttled = (retryAfterSeconds: number | null): Receipt => ({
  ...refusal(failureOfAnswer(WANTS_LESS)),
  ...(retryAfterSeconds === null ? {} : { retryAfterSeconds }),
})
