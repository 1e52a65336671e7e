// Commits an SMS that came in together with the job that reads it: raw first, decided later.
import type { Instant } from '#domain/day.ts'
import type { Org } from '../../platform/in-organization.ts'
import { addJob } from '../../platform/jobs.ts'
import { insertSms, type SmsFields, type SmsWay } from './inbound-store.ts'

export interface StoredSms {
  id: string
  isNew: boolean
}

/** By the provider's fields, over whichever way they came; a second time changes nothing. */
export async function storeSms(
  org: Org, fields: SmsFields, via: SmsWay, at: Instant = org.now,
): Promise<StoredSms> {
  const stored = await insertSms(org, {
    providerSid: fields['MessageSid'] ?? '', via, from: bareNumber(fields['From'] ?? ''),
    to: bareNumber(fields['To'] ?? ''), body: fields['Body'] ?? '', fields, at,
  })
  if (stored.isNew) await addJob(org.tx, 'receive_sms', { orgId: org.id, inboundSmsId: stored.id })
  return stored
}

/** Without the prefix that names the channel. */
export const bareNumber = (address: string): string => address.replace(/^(?:whatsapp|rcs):/, '')

export const viaOf = (address: string): 'sms' | 'whatsapp' | 'rcs' => {
  if (address.startsWith('whatsapp:')) return 'whatsapp'
  return address.startsWith('rcs:') ? 'rcs' : 'sms'
}
