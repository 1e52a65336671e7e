// An account that is nobody's, and SMS to send with it.
import type { Outgoing, OutgoingSms } from '../channels/channel.ts'
import type { TwilioAccount } from '../channels/sms/sms-account.ts'

export const TOKEN = 'token5ecret000000000000000000token'
export const KEY_SECRET = 'key5ecret00000000000000000000000key'
export const SERVICE = `MG${'c'.repeat(32)}`

export const testAccount = (
  baseUrl: string, over: Partial<TwilioAccount> = {},
): TwilioAccount => ({
  accountSid: `AC${'a'.repeat(32)}`, authTokens: [TOKEN], apiKeySid: null, apiKeySecret: null,
  messagingServiceSid: SERVICE, baseUrl, ...over,
})

export const ATTEMPT = '0193c0de-0000-7000-8000-000000000001'

export const testSms = (over: Partial<Outgoing> = {}, sms: Partial<OutgoingSms> = {}): Outgoing => ({
  attemptId: ATTEMPT, channel: 'sms', from: { name: 'Acme', address: '+15005550006' },
  to: ['+33612345678'], cc: [], bcc: [], replyTo: null, subject: '',
  text: 'Acme: invoice 17 is due, https://pay.acme.example/p/Zx81kQ02ab', html: null,
  messageRef: ATTEMPT, inReplyTo: null, references: [], isAutomatic: true, ...over,
  sms: {
    sender: { kind: 'messaging_service', address: SERVICE },
    statusUrl: `https://collect.acme.example/api/v1/hooks/twilio/org/status?attempt=${ATTEMPT}`,
    validitySeconds: 3600, contentSid: null, ...sms,
  },
})
