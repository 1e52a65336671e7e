// Asks the provider about SMS whose reports do not come, and for what they cost in the end.
import { reportedStatus } from '#domain/sms/sms-status.ts'
import { fetchMessage, type FetchedMessage } from '../../channels/sms/fetch-message.ts'
import type { Answered } from '../../channels/sms/ask-twilio.ts'
import { newId } from '../../platform/ids.ts'
import { inOrganization, SYSTEM, type Org } from '../../platform/in-organization.ts'
import type { Installation } from '../../platform/installation.ts'
import { readSmsAccount } from '../../settings/sms/read-sms-settings.ts'
import { keepPrice, markUnreceipted, stopChecking, takeChecks, type DueCheck } from
  './check-store.ts'
import { projectReport } from './project-report.ts'
import { insertReport } from './report-store.ts'

const BATCH = 100
const LAST_CHECK = 3

/** One batch; what fails is asked again at its next time. Returns how many were asked about. */
export async function checkSms(installation: Installation, orgId: string): Promise<number> {
  const { due, account } = await inOrganization(installation, orgId, SYSTEM, async (org) => {
    const due = await takeChecks(org, BATCH)
    return { due, account: due.length === 0 ? null : await readSmsAccount(org) }
  })
  for (const one of due) {
    // Without an account nobody can be asked: a sandbox's reports come by themselves.
    const answer = account === null ? null : await fetchMessage(account, one.providerSid)
    await inOrganization(installation, orgId, SYSTEM, (org) => settle(org, one, answer))
  }
  return due.length
}

async function settle(
  org: Org, one: DueCheck, answer: Answered<FetchedMessage> | null,
): Promise<void> {
  if (answer === null || answer.kind === 'gone') await stopChecking(org, one.messageId)
  else if (answer.kind === 'told') await apply(org, one, answer.value)
  if (one.checks >= LAST_CHECK) await markUnreceipted(org, one.messageId)
}

async function apply(org: Org, one: DueCheck, message: FetchedMessage): Promise<void> {
  const { word, errorCode, costMicros, costCurrency } = message
  const status = reportedStatus(word, message.from ?? '')
  await insertReport(org, {
    id: newId(), providerSid: one.providerSid, attemptId: null, messageId: one.messageId,
    status: word, errorCode, via: 'fetch', fields: { status: word },
    key: `fetch ${one.providerSid} ${word} ${errorCode ?? ''}`,
  })
  if (status !== null) {
    await projectReport(org, {
      messageId: one.messageId, told: status, errorCode, isAsked: one.hasConflict,
    })
  }
  if (costMicros === null || costCurrency === null) return
  await keepPrice(org, {
    messageId: one.messageId, costMicros, currency: costCurrency, segments: message.segments,
  })
  if (one.state !== 'sent' && one.state !== 'queued') await stopChecking(org, one.messageId)
}
