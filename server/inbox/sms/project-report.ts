// Applies what was told of an SMS: its one status, times, cause and next step, once a transition.
import { sql } from 'kysely'
import { afterFailure } from '#domain/sms/after-failure.ts'
import { zonesOfNumber } from '#domain/sms/phone-zones.ts'
import { zonesOfRecipient } from '#domain/sms/quiet-hours.ts'
import { REMEDY_TEXTS, type SmsFailure } from '#domain/sms/sms-failure.ts'
import { joinStatus, reportedStatus, type SmsStatus } from '#domain/sms/sms-status.ts'
import { failureOfReport } from '../../channels/sms/twilio-codes.ts'
import { wasReached } from '../../customers/learn-phone.ts'
import { lookAgain } from '../../customers/look-again.ts'
import { restoreContactOfMessage, voidContactOfMessage } from '../../customers/note-contact.ts'
import type { Org } from '../../platform/in-organization.ts'
import { addJob } from '../../platform/jobs.ts'
import { opensAgainAt } from '../../settings/sms/allowed-hours.ts'
import { recordEvent } from '../../timeline/record-event.ts'
import { obeyFailure } from './obey-failure.ts'
import {
  lockProjected, markConflict, markStatus, type ProjectedSms,
} from './projection-store.ts'
import { reportsOfMessages } from './report-store.ts'
import { tellOfFailure } from './tell-of-failure.ts'

export interface Told {
  messageId: string
  told: SmsStatus
  errorCode: number | null
  /** The provider's own word on two ends that contradict each other. */
  isAsked: boolean
}

export async function projectReport(org: Org, report: Told): Promise<void> {
  const sms = await lockProjected(org, report.messageId)
  if (sms === null) return
  const before = shownStateOf(sms.state)
  if (before === null) {
    // It overtook our own record, or our process died: what is in doubt is settled first.
    await addJob(org.tx, 'advance', { orgId: org.id }, { jobKey: `advance:${org.id}` })
    return
  }
  const { status, hasConflict } = joinStatus(before, report.told, report.isAsked)
  await markStatus(org, { messageId: sms.messageId, told: report.told, status,
    isSettled: report.isAsked })
  if (hasConflict) await markConflict(org, sms.messageId)
  if (status === before) return
  const failure = status === 'failed' || status === 'undelivered'
    ? failureOfReport(report.errorCode, status) : null
  await sql`update message set state = ${status}, why = ${failure?.text ?? null}
    where org_id = ${org.id} and id = ${sms.messageId}`.execute(org.tx)
  await applyTransition(org, sms, { before, status, failure })
}

/** Reports that came before our own record of the send: told in their order. */
export async function projectEarly(org: Org, messageIds: readonly string[]): Promise<void> {
  for (const { messageId, status, errorCode, from } of
    await reportsOfMessages(org, messageIds)) {
    const told = reportedStatus(status, from)
    if (told !== null) await projectReport(org, { messageId, told, errorCode, isAsked: false })
  }
}

const SHOWN: ReadonlySet<string> = new Set<SmsStatus>(
  ['queued', 'sent', 'delivered', 'read', 'undelivered', 'failed', 'cancelled'])

/** Null: nobody has recorded yet that the provider has it. */
const shownStateOf = (state: string): SmsStatus | null =>
  (SHOWN.has(state) ? state as SmsStatus : null) // Just checked.

const LOST: ReadonlySet<SmsStatus> = new Set(['undelivered', 'failed', 'cancelled'])

async function applyTransition(org: Org, sms: ProjectedSms, of: {
  before: SmsStatus; status: SmsStatus; failure: SmsFailure | null
}): Promise<void> {
  const { before, status, failure } = of
  // Open pages move by themselves, whatever is told on the timeline.
  org.changes.kinds.add('message_status')
  if (sms.customerId !== null) org.changes.customerIds.add(sms.customerId)
  if (LOST.has(status)) await voidContactOfMessage(org, sms.messageId)
  if (LOST.has(before) && !LOST.has(status)) await restoreContactOfMessage(org, sms.messageId)
  if (status === 'delivered' || status === 'read') await wasReached(org, sms.number)
  if (failure !== null) await fail(org, sms, failure)
  if (status !== 'sent') {
    await recordEvent(org, {
      kind: 'message_status', customerId: sms.customerId, messageId: sms.messageId,
      actionId: sms.actionId, invoiceIds: sms.invoiceIds,
      detail: {
        to: sms.number, status, ...(failure === null ? {}
          : { reason: failure.text, next: REMEDY_TEXTS[failure.remedy], code: failure.code }),
      },
    })
  }
  if (sms.customerId !== null && LOST.has(status)) await lookAgain(org, [sms.customerId])
}

async function fail(org: Org, sms: ProjectedSms, failure: SmsFailure): Promise<void> {
  const zones = zonesOfRecipient({
    contactZones: sms.contactZones, customerZone: sms.customerZone, country: sms.customerCountry,
    ofNumber: zonesOfNumber(sms.number), ours: org.settings.zone,
  })
  await obeyFailure(org, {
    messageId: sms.messageId, number: sms.number, senderId: sms.senderId, country: sms.country,
    failure, isFree: false,
    followUp: afterFailure({
      remedy: failure.remedy, tries: sms.tries, now: org.now,
      opensAgainAt: opensAgainAt(org, zones), retryAfterSeconds: null,
    }),
  })
  await tellOfFailure(org, sms, failure)
}
