// Chooses the channel a message goes out on: the captured outbox unless a real one is set up.
import type { Installation } from '../platform/installation.ts'
import type { SendingChannel } from './channel.ts'
import { openSmtp, type SmtpSettings } from './email/smtp.ts'
import { openOutbox } from './outbox.ts'
import { openPrintQueue } from './print-queue.ts'
import { openTwilio } from './sms/open-twilio.ts'
import { openSandboxSms } from './sms/sandbox-sms.ts'
import type { TwilioAccount } from './sms/sms-account.ts'

export interface ChannelSettings {
  orgId: string
  /** Null: e-mail is captured. */
  smtp: SmtpSettings | null
  /** Null: SMS are captured, a sandbox's by a stand-in that answers as the provider would. */
  sms: TwilioAccount | null
}

interface Kept { settings: string; channel: SendingChannel; close: () => void }

const open = new Map<string, Kept>()

/** The channel for a kind of message. Connections are kept until the settings change. */
export function openChannel(
  installation: Installation, settings: ChannelSettings, kind: 'email' | 'sms' | 'letter',
): SendingChannel {
  const { orgId, smtp, sms } = settings
  if (kind === 'email' && smtp !== null) {
    return keep(`${orgId} email`, JSON.stringify(smtp), () => openSmtp(smtp))
  }
  if (kind === 'sms' && sms !== null) {
    // Idle connections to the provider end by themselves.
    return keep(`${orgId} sms`, JSON.stringify(sms),
      () => ({ ...openTwilio(sms), close: () => {} }))
  }
  if (kind === 'sms') return openSandboxSms(installation, orgId)
  if (kind === 'letter') return openPrintQueue(installation, orgId)
  return openOutbox(installation, orgId)
}

function keep(
  key: string, settings: string, make: () => SendingChannel & { close: () => void },
): SendingChannel {
  const known = open.get(key)
  if (known?.settings === settings) return known.channel
  known?.close()
  const channel = make()
  open.set(key, { settings, channel, close: channel.close })
  return channel
}

/** Ends kept connections, for a gentle stop. */
export function closeChannels(): void {
  for (const { close } of open.values()) close()
  open.clear()
}
