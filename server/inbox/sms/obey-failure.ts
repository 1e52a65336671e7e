// Does what the cause of a failed SMS demands: marks the number, stops a sender, tells the admins.
import type { FollowUp } from '#domain/sms/after-failure.ts'
import { REMEDY_TEXTS, type SmsFailure } from '#domain/sms/sms-failure.ts'
import { countUnreachable, learnLine, reachBySms, refuseSender } from
  '../../customers/learn-phone.ts'
import { recordConsent } from '../../customers/record-consent.ts'
import { suppressAddress } from '../../customers/suppress-address.ts'
import { notify } from '../../notifications/notify.ts'
import type { Org } from '../../platform/in-organization.ts'
import { closeCountry, pauseSender, stopSms } from '../../settings/sms/stop-sender.ts'
import { markFailed } from './sms-store.ts'

export interface FailedSend {
  messageId: string
  number: string
  senderId: string | null
  country: string | null
  failure: SmsFailure
  followUp: FollowUp | null
  isFree: boolean
}

const MOST_UNREACHABLE = 3

/** Once a failure, in the transaction that projects it. */
export async function obeyFailure(org: Org, failed: FailedSend): Promise<void> {
  const { failure, followUp } = failed
  await markFailed(org, {
    messageId: failed.messageId, errorCode: failure.code, nextStep: REMEDY_TEXTS[failure.remedy],
    followUp: followUp?.kind ?? null, followUpAt: followUp?.at ?? null, isFree: failed.isFree,
  })
  switch (failure.remedy) {
    case 'bad_number':
      return markDead(org, failed.number, failure.text)
    case 'landline':
      return learnLine(org, failed.number, 'landline')
    case 'opted_out':
      // Final until they write START, or a new consent is recorded.
      await recordConsent(org, {
        phone: failed.number, act: 'revoked', means: 'provider', wording: '',
        source: failure.text, messageId: failed.messageId,
      })
      return
    case 'other_sender':
      return failed.senderId === null ? undefined
        : forgetSender(org, failed.number, failed.senderId)
    case 'next_window':
      if (failure.code === OUT_OF_REACH
        && await countUnreachable(org, failed.number) >= MOST_UNREACHABLE) {
        await markDead(org, failed.number, 'The phone was out of reach again and again.')
      }
      return
    default:
      return stopWhatFails(org, failed)
  }
}

const OUT_OF_REACH = 30_003

async function markDead(org: Org, number: string, why: string): Promise<void> {
  await learnLine(org, number, 'invalid')
  // A task to find another number follows from it.
  await suppressAddress(org, { channel: 'phone', address: number, state: 'invalid', reason: why })
}

async function forgetSender(org: Org, number: string, senderId: string): Promise<void> {
  await refuseSender(org, number, senderId)
  await reachBySms(org, number)
}

/** Not the customer's fault: it stops here until an admin has looked. */
async function stopWhatFails(org: Org, failed: FailedSend): Promise<void> {
  const { failure, senderId, country } = failed
  const why = failure.code === null ? failure.text : `${failure.text} (code ${failure.code})`
  if (failure.remedy === 'pause_sender' && senderId !== null) {
    if (await pauseSender(org, senderId, why)) await tellAdmins(org, 'A sender is paused', why)
  } else if (failure.remedy === 'close_country' && country !== null) {
    if (await closeCountry(org, country, why)) {
      await tellAdmins(org, `No SMS go to ${country} any more`, why)
    }
  } else if (failure.remedy === 'stop_channel') {
    if (await stopSms(org, why)) await tellAdmins(org, 'SMS stand still', why)
  }
}

const tellAdmins = (org: Org, title: string, why: string): Promise<void> => notify(org, {
  event: 'mailbox_failing', to: 'admins', title,
  body: `${why} Look at Settings › SMS; what is due goes on by e-mail where it can.`,
})
