// Which account an organization's SMS leave through, with its sealed secrets opened.
import { z } from 'zod'
import { installationAccount, type TwilioAccount } from '../../channels/sms/sms-account.ts'
import type { Org } from '../../platform/in-organization.ts'
import { readAccountRow, type AccountRow } from './sender-store.ts'

const Sealed = z.object({
  /** The newest first: two during a rotation. */
  authTokens: z.array(z.string()).min(1),
  apiKeySecret: z.string().nullable(),
})
export type SealedAccount = z.infer<typeof Sealed>

export type SmsAccount = TwilioAccount

export const smsPurpose = (orgId: string) => `sms ${orgId}`

/** Null: SMS are captured in the outbox, as they always are in a sandbox. */
export async function readSmsAccount(org: Org): Promise<SmsAccount | null> {
  const { sms_channel: channel, is_sandbox: isSandbox } = org.settings
  if (isSandbox || channel === 'outbox') return null
  return channel === 'own' ? storedAccount(org) : installationAccount(org.installation.config)
}

/** The stored account, whether it is in use or not. */
export async function storedAccount(org: Org): Promise<SmsAccount | null> {
  const row = await readAccountRow(org)
  return row === null ? null : openAccount(org, row)
}

function openAccount(org: Org, row: AccountRow): SmsAccount {
  const sealed = Sealed.parse(JSON.parse(
    org.installation.secrets.open(row.sealed, smsPurpose(org.id))))
  return {
    accountSid: row.account_sid, apiKeySid: row.api_key_sid, apiKeySecret: sealed.apiKeySecret,
    authTokens: sealed.authTokens, messagingServiceSid: row.messaging_service_sid,
    baseUrl: org.installation.config.twilio.baseUrl,
  }
}
