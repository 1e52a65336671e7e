// How e-mail leaves an organization, with the sealed password opened for the channel.
import { z } from 'zod'
import type { Org } from '../platform/in-organization.ts'
import { intakeAddressOf } from './addresses.ts'

const Smtp = z.object({
  host: z.string(), port: z.number(), isTls: z.boolean(), user: z.string().nullable(),
  password: z.string().nullable(),
})
export type SmtpSettings = z.infer<typeof Smtp>

export const smtpPurpose = (orgId: string) => `smtp ${orgId}`

export interface EmailSettings {
  /** Null: mail is captured in the outbox. */
  smtp: SmtpSettings | null
  fromName: string
  fromAddress: string
  replyTo: string | null
  /** False when real mail would leave without a sender that someone chose. */
  isSenderReady: boolean
}

export function emailSettingsOf(org: Org): EmailSettings {
  const { settings } = org
  const smtp = settings.email_channel === 'smtp' ? storedSmtp(org) : null
  return {
    smtp,
    fromName: settings.from_name ?? settings.name,
    fromAddress: settings.from_address ?? intakeAddressOf(org),
    replyTo: settings.reply_to,
    isSenderReady: smtp === null || settings.from_address !== null,
  }
}

/** The stored server, whether it is in use or not. */
export function storedSmtp(org: Org): SmtpSettings | null {
  const { smtp_sealed: sealed } = org.settings
  if (sealed === null) return null
  return Smtp.parse(JSON.parse(org.installation.secrets.open(sealed, smtpPurpose(org.id))))
}
