// What a bounce or a complaint about a message of ours changes: its state, and dead addresses.
import { addressKey } from '#domain/mail/match-mail.ts'
import type { MailVerdict } from '#domain/mail/mail.ts'
import { SOFT_BOUNCE_DAYS } from '#domain/reply-rules.ts'
import type { Org } from '../platform/in-organization.ts'
import { recordEvent } from '../timeline/record-event.ts'
import { applyReturn, suppressAll, tellOfBounce, type Returned } from './apply-return.ts'
import type { KnownMessage } from './find-candidates.ts'
import { lockCustomer } from './reply-store.ts'
import { countSoftBounce } from './soft-bounces.ts'

/**
 * Only addresses that this very message went to are touched: anybody can write a report, but not
 * one that names our message and its recipient.
 */
export async function applyReport(
  org: Org, verdict: MailVerdict, message: KnownMessage,
): Promise<void> {
  const { customer_id: customerId } = message
  if (customerId === null || message.direction !== 'out') return
  const ours = { ...message, customer_id: customerId }
  const concerned = recipientsConcerned(verdict, message)
  if (verdict.kind === 'feedback_report') {
    const reason = 'They reported our mail as unwanted.'
    await suppressAll(org, concerned, 'complained', reason)
    if (concerned.length > 0) {
      await tellOfBounce(org, ours, { addresses: concerned, what: 'was reported', reason })
    }
    return
  }
  if (verdict.kind !== 'bounce' || concerned.length === 0) return
  await lockCustomer(org, customerId)
  if (verdict.bounceTemporary) {
    await applySoftBounce(org, ours, concerned)
    return
  }
  await applyReturn(org, ours, {
    addresses: concerned, isHard: verdict.bounceHard,
    reason: verdict.bounceStatus === null ? 'the mail was returned'
      : `the mail was returned (${verdict.bounceStatus})`,
  })
}

/** The mail server still tries. Too many of these, and the address counts as dead (E20). */
async function applySoftBounce(
  org: Org, message: Returned, concerned: readonly string[],
): Promise<void> {
  for (const address of concerned) {
    const { isFirst, count, isTooMany } = await countSoftBounce(org,
      { address, messageId: message.id })
    if (!isFirst) continue
    await recordEvent(org, {
      kind: 'mail_delayed', customerId: message.customer_id, messageId: message.id,
      invoiceIds: message.snapshot.map((line) => line.invoiceId),
      detail: { address, reason: `${count} within ${SOFT_BOUNCE_DAYS} days` },
    })
    if (!isTooMany) continue
    const reason = `${count} mails did not get through within ${SOFT_BOUNCE_DAYS} days`
    await suppressAll(org, [address], 'bounced', reason)
    await tellOfBounce(org, message, { addresses: [address], what: 'does not get through', reason })
  }
}

/** The reported ones among the recipients; a sole recipient is meant even if nobody is named. */
function recipientsConcerned(verdict: MailVerdict, message: KnownMessage): string[] {
  const recipients = message.recipients.map((address) => address.toLowerCase())
  if (recipients.length === 1 && verdict.bounceRecipients.length === 0) return recipients
  const reported = new Set(verdict.bounceRecipients.map(addressKey))
  return recipients.filter((address) => reported.has(addressKey(address)))
}
