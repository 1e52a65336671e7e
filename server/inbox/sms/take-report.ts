// Takes a report on an SMS: signed, stored raw under a key of its own, applied in the same breath.
import { z } from 'zod'
import { reportedStatus } from '#domain/sms/sms-status.ts'
import { newId } from '../../platform/ids.ts'
import { inOrganization, SYSTEM, type Org } from '../../platform/in-organization.ts'
import type { Installation } from '../../platform/installation.ts'
import { projectReport } from './project-report.ts'
import { insertReport, linkReport } from './report-store.ts'
import { readSmsForm, requireSigned } from './signed-call.ts'

export async function takeReport(
  installation: Installation, orgId: string, attempt: string | null, request: Request,
): Promise<void> {
  const form = await readSmsForm(request)
  await inOrganization(installation, orgId, SYSTEM, async (org) => {
    await requireSigned(org, request, form)
    await storeReport(org, { fields: form.fields, attempt, via: 'callback' })
  })
}

export interface RawReport {
  /** The provider's own fields, as it names them. */
  fields: Readonly<Record<string, string>>
  /** What our address carried. */
  attempt: string | null
  via: 'callback' | 'fetch'
}

/**
 * A sid that is not known yet is linked by the attempt: a report may overtake the answer to our
 * own request. One that is of nothing of ours is kept and changes nothing. False: it was known.
 */
export async function storeReport(org: Org, raw: RawReport): Promise<boolean> {
  const { fields, via } = raw
  const providerSid = (fields['MessageSid'] || fields['SmsSid'] || '').slice(0, 100)
  const status = (fields['MessageStatus'] || fields['SmsStatus'] || '').toLowerCase().slice(0, 50)
  if (providerSid === '' || status === '') return false
  const attemptId = z.uuid().safeParse(raw.attempt).data ?? null
  const messageId = await linkReport(org, { providerSid, attemptId })
  const errorCode = Number(fields['ErrorCode'] || Number.NaN)
  const report = {
    id: newId(), providerSid, attemptId, messageId, status, via, fields,
    errorCode: Number.isSafeInteger(errorCode) && errorCode > 0 ? errorCode : null,
  }
  if (!await insertReport(org, { ...report, key: keyOf(report) })) return false
  const told = reportedStatus(status, fields['From'] ?? '')
  if (messageId === null || told === null) return true
  await projectReport(org, { messageId, told, errorCode: report.errorCode, isAsked: false })
  return true
}

/** Two that tell the same of one message are one. */
const keyOf = ({ providerSid, status, errorCode, via, fields }: {
  providerSid: string; status: string; errorCode: number | null; via: string
  fields: Readonly<Record<string, string>>
}): string => [via, providerSid, status, errorCode ?? '', fields['RawDlrDoneDate'] ?? '',
  fields['EventType'] ?? ''].join(' ').slice(0, 500)
