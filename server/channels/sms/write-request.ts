// Writes what Twilio is asked to send: only documented fields, and only those that have a value.
import { asSent } from '#domain/sms/segments.ts'
import type { Outgoing, OutgoingSms } from '../channel.ts'
import { isSid, type TwilioAccount } from './sms-account.ts'

/** The fields of one message, by the package's names for them. */
export interface Wish {
  to: string
  body?: string
  contentSid?: string
  /** An object as JSON, which is how Twilio wants it. */
  contentVariables?: string
  from?: string
  messagingServiceSid?: string
  statusCallback?: string
  validityPeriod: number
  smartEncoded: boolean
  attempt: number
}

const MOST_CHARACTERS = 1600
const MOST_URL_CHARACTERS = 4000
const MOST_VALIDITY_SECONDS = 36_000
// Three tries when our server cannot be reached, is too slow or in trouble. Twilio takes these
// words off the address before it calls and signs it.
const OVERRIDES = '#rc=3&rp=ct,rt,5xx'
const TO = /^(?:(?:whatsapp|rcs):)?\+[1-9]\d{4,14}$/

/** The fields, or Twilio's own code for what is wrong with the message. */
export function wishOf(account: TwilioAccount, message: Outgoing): Wish | number {
  const { sms } = message
  const [to, ...others] = message.to
  if (sms === undefined) throw new Error('This message is no SMS.')
  if (to === undefined) return CODE.noRecipient
  if (others.length > 0 || !TO.test(to)) return CODE.badNumber
  const body = asSent(message.text)
  if (sms.contentSid === null && body.trim() === '') return CODE.noText
  if (body.length > MOST_CHARACTERS) return CODE.longText
  if (sms.contentSid !== null && !isSid('content', sms.contentSid)) return CODE.badTemplate
  const from = senderOf(account, sms)
  if (typeof from === 'number') return from
  const callback = sms.statusUrl === null ? null : `${sms.statusUrl}${OVERRIDES}`
  if (callback !== null && callback.length > MOST_URL_CHARACTERS) return CODE.badCallback
  const seconds = Math.trunc(sms.validitySeconds)
  return {
    to, ...from,
    ...(sms.contentSid === null ? { body } : templateOf(sms.contentSid, sms.contentVariables)),
    ...(callback === null ? {} : { statusCallback: callback }),
    validityPeriod: Math.min(MOST_VALIDITY_SECONDS, Math.max(1, seconds)),
    smartEncoded: true,
    // Every attempt is its own; none is made twice.
    attempt: sms.tryNumber ?? 1,
  }
}

const templateOf = (contentSid: string, variables: OutgoingSms['contentVariables']) => ({
  contentSid,
  ...(variables === undefined ? {} : { contentVariables: JSON.stringify(variables) }),
})

const CODE = {
  noRecipient: 21604, badNumber: 21211, noText: 21602, longText: 21617, badTemplate: 21655,
  badCallback: 21609, noSender: 21603, noService: 21705,
} as const

function senderOf(
  account: TwilioAccount, { sender }: OutgoingSms,
): Pick<Wish, 'from' | 'messagingServiceSid'> | number {
  if (sender.address === '') return CODE.noSender
  if (sender.kind === 'messaging_service') {
    return isSid('service', sender.address) ? { messagingServiceSid: sender.address }
      : CODE.noService
  }
  // RCS is sent by a service alone; a number sends without one, in its pool or not.
  const service = sender.kind === 'rcs' ? account.messagingServiceSid : null
  return { from: sender.address, ...(service === null ? {} : { messagingServiceSid: service }) }
}
