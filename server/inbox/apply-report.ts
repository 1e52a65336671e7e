// What a bounce or a complaint about a message of ours changes: its state, and dead addresses.
import { sql } from 'kysely'
import { addressKey } from '#domain/mail/match-mail.ts'
import type { MailVerdict } from '#domain/mail/mail.ts'
import { lookAgain } from '../customers/look-again.ts'
import { voidContactOfMessage } from '../customers/note-contact.ts'
import { suppressAddress } from '../customers/suppress-address.ts'
import type { Org } from '../platform/in-organization.ts'
import { recordEvent } from '../timeline/record-event.ts'
import type { KnownMessage } from './find-candidates.ts'
import { markBounced } from './message-store.ts'
import { lockCustomer } from './reply-store.ts'

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
    await suppressAll(org, concerned, 'complained', 'They reported our mail as unwanted.')
    return
  }
  if (verdict.kind !== 'bounce' || verdict.bounceTemporary || concerned.length === 0) return
  await lockCustomer(org, message.customer_id)
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
  await lookAgain(org, [message.customer_id])
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
