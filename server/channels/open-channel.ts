// Chooses the channel a message goes out on: the captured outbox unless a real one is set up.
import type { Installation } from '../platform/installation.ts'
import type { SendingChannel } from './channel.ts'
import { openSmtp, type SmtpSettings } from './email/smtp.ts'
import { openOutbox } from './outbox.ts'

export interface ChannelSettings {
  orgId: string
  /** Null: e-mail is captured. */
  smtp: SmtpSettings | null
}

const open = new Map<string, { settings: string; channel: SendingChannel; close: () => void }>()

/** The channel for a kind of message. SMTP connections are kept until the settings change. */
export function openChannel(
  installation: Installation, settings: ChannelSettings, kind: 'email' | 'sms' | 'letter',
): SendingChannel {
  // SMS and letters are captured until their providers are built (SPEC §5.4).
  if (kind !== 'email' || settings.smtp === null) return openOutbox(installation, settings.orgId)
  const wanted = JSON.stringify(settings.smtp)
  const known = open.get(settings.orgId)
  if (known?.settings === wanted) return known.channel
  known?.close()
  const channel = openSmtp(settings.smtp)
  open.set(settings.orgId, { settings: wanted, channel, close: channel.close })
  return channel
}

/** Ends kept connections, for a gentle stop. */
export function closeChannels(): void {
  for (const { close } of open.values()) close()
  open.clear()
}
