// Records what became of SMS that were handed over: taken, refused with a remedy, or in doubt.
import { addSeconds } from '#domain/day.ts'
import { afterFailure, type FollowUp } from '#domain/sms/after-failure.ts'
import { keepSticky } from '../../customers/learn-phone.ts'
import type { Org } from '../../platform/in-organization.ts'
import type { Delivered } from '../send-message.ts'
import { obeyFailure } from './obey-failure.ts'
import { projectEarly } from './project-report.ts'
import { askLater, markTaken } from './sms-store.ts'

/** When the provider is asked by itself, should no report come. */
export const FIRST_CHECK_SECONDS = 15 * 60
const FIRST_QUESTION_SECONDS = 60

/** A refusal with a known cause decides itself whether the step is tried again. */
export function followUpOf(org: Org, { receipt, sms, tries }: Delivered): FollowUp | null {
  if (receipt.kind !== 'refused' || receipt.failure === undefined) return null
  return afterFailure({
    remedy: receipt.failure.remedy, tries: tries ?? 1, now: org.now,
    opensAgainAt: sms?.opensAgainAt ?? null, retryAfterSeconds: receipt.retryAfterSeconds ?? null,
  })
}

/** For those that were settled now, in the transaction that settles them. */
export async function recordSms(org: Org, given: readonly Delivered[]): Promise<void> {
  const ours = given.filter((one) => one.key.channel === 'sms')
  if (ours.length === 0) return
  const realNow = org.installation.now()
  await markTaken(org, ours.flatMap(({ message, receipt }) => (receipt.kind !== 'accepted' ? [] : [{
    messageId: message.id, providerSid: receipt.providerId,
    // The captured outbox tells no status: nothing more will come.
    nextCheckAt: receipt.status === undefined ? null : addSeconds(realNow, FIRST_CHECK_SECONDS),
  }])))
  await keepSticky(org, ours.flatMap(({ key, receipt, sms }) =>
    (receipt.kind === 'accepted' && sms?.senderId
      ? [{ number: key.recipient, senderId: sms.senderId }] : [])))
  await askLater(org, ours.flatMap(({ message, receipt }) =>
    (receipt.kind === 'unknown' ? [message.id] : [])), addSeconds(realNow, FIRST_QUESTION_SECONDS))
  await projectEarly(org, ours.flatMap(({ message, receipt }) =>
    (receipt.kind === 'accepted' ? [message.id] : [])))
  for (const one of ours) {
    if (one.receipt.kind !== 'refused' || one.receipt.failure === undefined) continue
    await obeyFailure(org, {
      messageId: one.message.id, number: one.key.recipient, senderId: one.sms?.senderId ?? null,
      country: one.sms?.country ?? null, failure: one.receipt.failure,
      followUp: followUpOf(org, one), isFree: true,
    })
  }
}
