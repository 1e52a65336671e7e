// Commits an SMS beside its attempt: how it is handed over, what it is counted and priced as.
import { asSent, countSegments } from '#domain/sms/segments.ts'
import type { OutgoingSms } from '../../channels/channel.ts'
import type { Org } from '../../platform/in-organization.ts'
import type { Committed } from '../send-message.ts'
import type { SmsOfSend } from './sms-send.ts'
import { insertSms, setSenders } from './sms-store.ts'

/** The one address, by PUBLIC_URL, that the provider reports to; it carries the attempt. */
export const statusUrlOf = (org: Pick<Org, 'id' | 'installation'>, attemptId: string): string =>
  `${org.installation.config.publicUrl}/api/v1/hooks/twilio/${org.id}/status?attempt=${attemptId}`

export function outgoingSms(
  org: Org, sms: SmsOfSend, attempt: { id: string; tries: number },
): OutgoingSms {
  const { kind, address } = sms.sender
  return {
    sender: { kind, address: withChannel(kind, address) },
    statusUrl: statusUrlOf(org, attempt.id), validitySeconds: sms.validitySeconds,
    contentSid: sms.contentSid, tryNumber: attempt.tries,
    ...(sms.contentVariables ? { contentVariables: sms.contentVariables } : {}),
  }
}

/** WhatsApp and RCS name their channel before the number. */
export const withChannel = (kind: string, address: string): string =>
  (kind === 'whatsapp' || kind === 'rcs') && !address.startsWith(`${kind}:`)
    ? `${kind}:${address}` : address

/** Counted as it is sent: rendered, with its links in it; its sender may be another than before. */
export async function commitSms(org: Org, committed: readonly Committed[]): Promise<void> {
  const moved = committed.flatMap(({ message, sms }) =>
    (sms !== undefined && sms.sender.address !== message.fromAddress
      ? [{ id: message.id, address: sms.sender.address }] : []))
  if (moved.length > 0) await setSenders(org, moved)
  await insertSms(org, committed.flatMap(({ message, sms, outgoing }) => {
    if (sms === undefined) return []
    const { encoding, count } = countSegments(asSent(outgoing.text))
    return [{
      messageId: message.id, senderId: sms.senderId, country: sms.country, encoding,
      segments: count, costCurrency: sms.currency,
      costMicros: sms.segmentMicros === null ? null : sms.segmentMicros * count,
    }]
  }))
}
