// Reads messages as they are answered: with the customer's name and what is attached.
import { sql, type RawBuilder } from 'kysely'
import type { z } from 'zod'
import type { Message } from '#contract/messages.ts'
import type { Instant } from '#domain/day.ts'
import { notFound } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import type { MessageState, SnapshotLine } from './message-store.ts'

export type MessageAnswer = z.output<typeof Message>

export async function readMessage(org: Org, messageId: string): Promise<MessageAnswer> {
  const [row] = await selectMessages(org, sql`m.id = ${messageId}`)
  if (!row) throw notFound('This message does not exist.')
  return toMessageAnswer(row)
}

export interface MessageRow {
  id: string
  customer_id: string | null
  customer_name: string | null
  direction: 'in' | 'out'
  channel: 'email' | 'sms' | 'letter'
  state: MessageState
  kind: string | null
  thread_id: string
  run_id: string | null
  step_id: string | null
  action_id: string | null
  reply_action_id: string | null
  from_name: string
  from_address: string
  to_addresses: string[]
  cc_addresses: string[]
  subject: string
  body_text: string
  reply_text: string | null
  body_html: string | null
  html_bytes: number | null
  inbound_mail_id: string | null
  message_ref: string | null
  in_reply_to: string | null
  snapshot: SnapshotLine[]
  reasons: Record<string, unknown>
  author_id: string | null
  leave_at: Instant | null
  crossed: MessageAnswer['crossed']
  why: string | null
  attachments: MessageAnswer['attachments']
  sms: MessageAnswer['sms']
  is_stranger: boolean
  ticket: MessageAnswer['ticket']
  at: Instant
}

/** In a list the HTML stays away and a text is cut, for either may have megabytes. */
export const LISTED_TEXT = 20_000

/** `which` is the condition, and whatever comes after it. */
export async function selectMessages(
  org: Org, which: RawBuilder<unknown>, look: 'whole' | 'listed' = 'whole',
): Promise<MessageRow[]> {
  const words = look === 'whole' ? sql`m.body_text, m.reply_text, m.body_html`
    : sql`left(m.body_text, ${LISTED_TEXT + 1}) as body_text,
        left(m.reply_text, ${LISTED_TEXT + 1}) as reply_text, null as body_html`
  const { rows } = await sql<MessageRow>`
    select m.id, m.customer_id, c.name as customer_name, m.direction, m.channel, m.state, m.kind,
      m.thread_id, m.run_id, m.step_id, m.action_id, m.reply_action_id, m.from_name,
      m.from_address, m.to_addresses, m.cc_addresses, m.subject, ${words},
      octet_length(m.body_html) as html_bytes, m.inbound_mail_id, m.message_ref, m.in_reply_to,
      m.snapshot, m.reasons, m.author_id, m.leave_at, m.why, m.at,
      ${IS_STRANGER} as is_stranger,
      (select jsonb_build_object('mark', t.mark, 'isUsed', t.removed_at is null)
        from their_ticket t where t.org_id = m.org_id and t.message_id = m.id) as ticket,
      coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'contentType',
          a.content_type, 'sizeBytes', a.size_bytes, 'risk', a.risk, 'riskWhy', a.risk_why,
          'contentId', a.content_id, 'disposition', a.disposition) order by a.id) from attachment a
        where a.org_id = m.org_id and a.message_id = m.id), '[]') as attachments,
      coalesce((select jsonb_agg(jsonb_build_object('paymentId', p.id, 'amountMinor',
          p.amount_minor, 'currency', p.currency, 'receivedOn', p.received_on) order by p.id)
        from crossing x join payment p on p.org_id = x.org_id and p.id = x.payment_id
        where x.org_id = m.org_id and x.message_id = m.id), '[]') as crossed,
      case when m.channel = 'sms' then (select jsonb_build_object('country', s.country,
          'encoding', s.encoding, 'segments', s.segments, 'costMicros', s.cost_micros,
          'costCurrency', s.cost_currency, 'isCostFinal', s.is_cost_final,
          'errorCode', s.error_code, 'nextStep', s.next_step, 'hasConflict', s.has_conflict,
          'deliveredAt', ${asInstant(sql`s.delivered_at`)},
          'readAt', ${asInstant(sql`s.read_at`)})
        from sms_message s where s.org_id = m.org_id and s.message_id = m.id) end as sms
    from message m left join customer c on c.org_id = m.org_id and c.id = m.customer_id
    where m.org_id = ${org.id} and ${which}`.execute(org.tx)
  return rows
}

/**
 * Wrote inside this customer's conversation and is none of its contacts (E13). Whose address may be
 * forged is not offered, nor is a colleague, whom we know otherwise.
 */
const IS_STRANGER = sql`(m.direction = 'in' and m.kind = 'human' and m.channel = 'email'
  and m.customer_id is not null and position('@' in m.from_address) > 1
  and coalesce(m.reasons->'authentication'->>'sender', '') <> 'fail'
  and coalesce(m.reasons->>'isSenderDoubtful', 'false') <> 'true'
  and not exists (select from contact_address a where a.org_id = m.org_id and a.channel = 'email'
    and a.address = lower(m.from_address) and a.customer_id = m.customer_id)
  and not exists (select from member u where u.org_id = m.org_id
    and u.email = lower(m.from_address)))`

/** Inside JSON the database writes moments its own way. */
const asInstant = (column: RawBuilder<unknown>) =>
  sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

export const toMessageAnswer = (row: MessageRow): MessageAnswer => ({
  id: row.id, customerId: row.customer_id, customerName: row.customer_name,
  direction: row.direction, channel: row.channel, state: row.state, kind: row.kind,
  threadId: row.thread_id, runId: row.run_id, stepId: row.step_id, actionId: row.action_id,
  replyActionId: row.reply_action_id, fromName: row.from_name, from: row.from_address,
  to: row.to_addresses, cc: row.cc_addresses, subject: row.subject, text: row.body_text,
  replyText: row.reply_text,
  // Outgoing HTML is our own rendering of the text: only what came in is shown as HTML.
  safeHtml: row.direction === 'in' ? row.body_html : null,
  htmlBytes: row.direction === 'in' ? row.html_bytes : null, inboundMailId: row.inbound_mail_id,
  messageRef: row.message_ref, inReplyTo: row.in_reply_to, invoices: row.snapshot,
  reasons: row.reasons, why: row.why, authorId: row.author_id, leaveAt: row.leave_at,
  crossed: row.crossed, attachments: row.attachments, sms: row.sms, at: row.at,
  ticket: row.ticket,
  newContact: row.is_stranger ? { name: row.from_name, email: row.from_address.toLowerCase() }
    : null,
})
