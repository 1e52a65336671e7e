// A message as the API shows it: every field always there, numbers as text, dates by RFC 2822.
import type { StoredMessage } from './world.ts'
import { laterText } from './refusal.ts'

export const rfc2822 = (ms: number): string =>
  new Date(ms).toUTCString().replace(/GMT$/, '+0000')

export function messageResource(message: StoredMessage): Record<string, unknown> {
  const uri = `/2010-04-01/Accounts/${message.accountSid}/Messages/${message.sid}`
  return {
    sid: message.sid,
    account_sid: message.accountSid,
    messaging_service_sid: message.serviceSid,
    to: message.to,
    from: message.from,
    body: message.body,
    status: message.status,
    direction: message.direction,
    num_segments: String(message.segments),
    num_media: String(message.media.length + message.mediaUrls.length),
    price: message.price,
    price_unit: 'USD',
    error_code: message.errorCode,
    error_message: message.errorCode === null ? null : laterText(message.errorCode),
    date_created: rfc2822(message.createdMs),
    date_updated: rfc2822(message.updatedMs),
    date_sent: message.sentMs === null ? null : rfc2822(message.sentMs),
    api_version: '2010-04-01',
    uri: `${uri}.json`,
    subresource_uris: { media: `${uri}/Media.json`, feedback: `${uri}/Feedback.json` },
  }
}
