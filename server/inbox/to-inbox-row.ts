// Turns a row of the inbox into its answer: what it speaks of, and the reason in plain words.
import type { z } from 'zod'
import type { InboxRow } from '#contract/inbox.ts'
import { bounceWords } from '#domain/mail/bounce-words.ts'
import type { InboxListRow } from './inbox-rows.ts'

type Answer = z.output<typeof InboxRow>

const MOST_NUMBERS = 3

export function toInboxRow(row: InboxListRow, overdue: Answer['overdue']): Answer {
  const bounce = row.kind === 'bounce' ? bounceOf(row) : null
  return {
    id: row.id, replyActionId: row.reply_action_id, messageId: row.message_id,
    inboundMailId: row.inbound_mail_id, threadId: row.thread_id, customerId: row.customer_id,
    customerName: row.customer_name, state: row.state, kind: row.kind, ownerId: row.owner_id,
    channel: row.channel, from: row.from_address, fromName: row.from_name, subject: row.subject,
    preview: row.preview, at: row.at, closedAt: row.closed_at, reason: row.reason,
    messageCount: row.message_count, threadCount: row.thread_count,
    attachmentCount: row.attachment_count,
    invoices: row.snapshot.slice(0, MOST_NUMBERS).map((line) => line.number),
    invoiceCount: row.snapshot.length, overdue, isLeaving: row.is_leaving,
    why: bounce?.words ?? row.why, addresses: bounce?.addresses ?? [],
    returnOn: row.return_on,
    candidateCount: Array.isArray(row.reasons.candidates) ? row.reasons.candidates.length : 0,
  }
}

/** A report that names nobody is about the one it was sent to. */
function bounceOf(row: InboxListRow): { words: string; addresses: string[] } {
  const said = row.reasons.bounce
  const signs: Partial<Record<string, unknown>> = typeof said === 'object' && said !== null
    ? { ...said } : {}
  const named = Array.isArray(signs.recipients) ? signs.recipients.map(String) : []
  return {
    addresses: named.length > 0 ? named : row.answered_to ?? [],
    words: bounceWords({
      status: typeof signs.status === 'string' ? signs.status : null,
      isHard: signs.isHard === true, isTemporary: signs.isTemporary === true,
    }),
  }
}
