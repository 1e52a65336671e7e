// What a bounce or a complaint about a message of ours changes: its state, and dead addresses.
import { sql } from 'kysely'
import { addressKey } from '#domain/mail/match-mail.ts'
import type { MailVerdict } from '#domain/mail/mail.ts'
import { SOFT_BOUNCE_DAYS } from '#domain/reply-rules.ts'
import { lookAgain } from '../customers/look-again.ts'
import { voidContactOfMessage } from '../customers/note-contact.ts'
import { suppressAddress } from '../customers/suppress-address.ts'
import { notify } from '../notifications/notify.ts'
import type { Org } from '../platform/in-organization.ts'
import { recordEvent } from '../timeline/record-event.ts'
import type { KnownMessage } from './find-candidates.ts'
import { markBounced } from './message-store.ts'
import { ownerOfAnswer } from './reply-owner.ts'
import { customerName, lockCustomer } from './reply-store.ts'
import { countSoftBounce } from './soft-bounces.ts'

/**
 * Only addresses that this very message went to are touched: anybody can write a report, but not
 * one that names our message and its recipient.
 */
export async function applyReport(
  org: Org, verdict: MailVerdict, message: KnownMessage,
): Promise<void> {
  if (message.customer_id === null || message.direction !== 'out') return
  const concerned = recipientsConcerned(verdict, message)
  if (verdict.kind === 'feedback_report') {
    const reason = 'They reported our mail as unwanted.'
    await suppressAll(org, concerned, 'complained', reason)
    if (concerned.length > 0) {
      await tellOfBounce(org, message, { addresses: concerned, what: 'was reported', reason })
    }
    return
  }
  if (verdict.kind !== 'bounce' || concerned.length === 0) return
  await lockCustomer(org, message.customer_id)
  if (verdict.bounceTemporary) {
    await applySoftBounce(org, { message, customerId: message.customer_id }, concerned)
    return
  }
  const reason = verdict.bounceStatus === null ? 'the mail was returned'
    : `the mail was returned (${verdict.bounceStatus})`
  for (const address of concerned) {
    await recordEvent(org, {
      kind: 'message_bounced', customerId: message.customer_id, messageId: message.id,
      invoiceIds: message.snapshot.map((line) => line.invoiceId), detail: { address, reason },
    })
  }
  if (verdict.bounceHard) await suppressAll(org, concerned, 'bounced', reason)
  if (await reachedNobody(org, message, concerned)) {
    await markBounced(org, message.id, reason)
    await voidContactOfMessage(org, message.id)
  }
  await tellOfBounce(org, message, { addresses: concerned, what: 'came back', reason })
  await lookAgain(org, [message.customer_id])
}

/** The mail server still tries. Too many of these, and the address counts as dead (E20). */
async function applySoftBounce(
  org: Org, { message, customerId }: { message: KnownMessage; customerId: string },
  concerned: readonly string[],
): Promise<void> {
  for (const address of concerned) {
    const { isFirst, count, isTooMany } = await countSoftBounce(org,
      { address, messageId: message.id })
    if (!isFirst) continue
    await recordEvent(org, {
      kind: 'mail_delayed', customerId, messageId: message.id,
      invoiceIds: message.snapshot.map((line) => line.invoiceId),
      detail: { address, reason: `${count} within ${SOFT_BOUNCE_DAYS} days` },
    })
    if (!isTooMany) continue
    const reason = `${count} mails did not get through within ${SOFT_BOUNCE_DAYS} days`
    await suppressAll(org, [address], 'bounced', reason)
    await tellOfBounce(org, message, { addresses: [address], what: 'does not get through', reason })
  }
}

async function tellOfBounce(
  org: Org, message: KnownMessage,
  bounce: { addresses: readonly string[]; what: string; reason: string },
): Promise<void> {
  if (message.customer_id === null) return
  const ownerId = await ownerOfAnswer(org,
    { customerId: message.customer_id, answeredMessageId: null })
  if (ownerId === null) return
  await notify(org, {
    event: 'message_bounced', to: [ownerId], customerId: message.customer_id,
    messageId: message.id,
    title: `Mail to ${bounce.addresses.join(', ')} ${bounce.what}`,
    body: `${await customerName(org, message.customer_id)}: ${bounce.reason.replace(/\.$/, '')}. `
      + 'Find a new address, and correct the contact.',
  })
}

/** The reported ones among the recipients; a sole recipient is meant even if nobody is named. */
function recipientsConcerned(verdict: MailVerdict, message: KnownMessage): string[] {
  const recipients = message.recipients.map((address) => address.toLowerCase())
  if (recipients.length === 1 && verdict.bounceRecipients.length === 0) return recipients
  const reported = new Set(verdict.bounceRecipients.map(addressKey))
  return recipients.filter((address) => reported.has(addressKey(address)))
}

async function suppressAll(
  org: Org, addresses: readonly string[], state: 'bounced' | 'complained', reason: string,
): Promise<void> {
  for (const address of addresses) {
    await suppressAddress(org, { channel: 'email', address, state, reason })
  }
}

/** A copy that arrived is a contact, even if another came back. */
async function reachedNobody(
  org: Org, message: KnownMessage, concerned: readonly string[],
): Promise<boolean> {
  const others = message.recipients.map((address) => address.toLowerCase())
    .filter((address) => !concerned.includes(address))
  if (others.length === 0) return true
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from suppression where org_id = ${org.id} and channel = 'email'
      and address = any(${others}::text[]) and state in ('bounced', 'invalid')`.execute(org.tx)
  return (rows[0]?.count ?? 0) === new Set(others).size
}
