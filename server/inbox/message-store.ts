// The message table and the attachments that hang on it.
import { sql } from 'kysely'
import type { Instant } from '#domain/day.ts'
import type { AttachmentRisk } from '#domain/mail/mail.ts'
import type { Org } from '../platform/in-organization.ts'

export type MessageState = 'leaving' | 'queued' | 'sending' | 'sent' | 'delivered' | 'read'
  | 'undelivered' | 'failed' | 'bounced' | 'cancelled' | 'unknown' | 'received'

/** What was open on an invoice that a message speaks of, when it was decided on. */
export interface SnapshotLine {
  invoiceId: string
  number: string
  openMinor: number
  currency: string
}

/** A message to be written down; what is left out is empty. */
export interface NewMessage {
  id: string
  customerId: string | null
  direction: 'in' | 'out'
  channel: 'email' | 'sms' | 'letter'
  state: MessageState
  /** What an incoming one is: human, auto_reply, bounce, … */
  kind?: string | null
  threadId: string
  runId?: string | null
  stepId?: string | null
  actionId?: string | null
  replyActionId?: string | null
  fromName?: string
  fromAddress: string
  to?: readonly string[]
  cc?: readonly string[]
  bcc?: readonly string[]
  subject?: string
  bodyText: string
  replyText?: string | null
  bodyHtml?: string | null
  /** Message-ID without angle brackets. */
  messageRef?: string | null
  inReplyTo?: string | null
  references?: readonly string[]
  templateId?: string | null
  templateVersion?: number | null
  snapshot?: readonly SnapshotLine[]
  reasons?: Record<string, unknown>
  authorId?: string | null
  leaveAt?: Instant | null
  why?: string | null
  inboundMailId?: string | null
  at: Instant
}

/** Writes messages, many in one statement. */
export async function insertMessages(org: Org, messages: readonly NewMessage[]): Promise<void> {
  if (messages.length === 0) return
  await sql`insert into message (id, customer_id, direction, channel, state, kind, thread_id,
      run_id, step_id, action_id, reply_action_id, from_name, from_address, to_addresses,
      cc_addresses, bcc_addresses, subject, body_text, reply_text, body_html, message_ref,
      in_reply_to, reference_refs, template_id, template_version, snapshot, reasons, author_id,
      leave_at, why, inbound_mail_id, at)
    select id, customer_id, direction, channel, state, kind, thread_id,
      run_id, step_id, action_id, reply_action_id, from_name, from_address, to_addresses,
      cc_addresses, bcc_addresses, subject, body_text, reply_text, body_html, message_ref,
      in_reply_to, reference_refs, template_id, template_version, snapshot, reasons, author_id,
      leave_at, why, inbound_mail_id, at
    from jsonb_to_recordset(${storable(JSON.stringify(messages.map(toRow)))}::jsonb) as x(
      id uuid, customer_id uuid, direction text, channel text, state text, kind text,
      thread_id uuid, run_id uuid, step_id text, action_id uuid, reply_action_id uuid,
      from_name text, from_address text, to_addresses text[], cc_addresses text[],
      bcc_addresses text[], subject text, body_text text, reply_text text, body_html text,
      message_ref text, in_reply_to text, reference_refs text[], template_id uuid,
      template_version int, snapshot jsonb, reasons jsonb, author_id text, leave_at timestamptz,
      why text, inbound_mail_id uuid, at timestamptz)`.execute(org.tx)
}

const toRow = (message: NewMessage) => ({
  id: message.id, customer_id: message.customerId, direction: message.direction,
  channel: message.channel, state: message.state, kind: message.kind ?? null,
  thread_id: message.threadId, run_id: message.runId ?? null, step_id: message.stepId ?? null,
  action_id: message.actionId ?? null, reply_action_id: message.replyActionId ?? null,
  from_name: message.fromName ?? '', from_address: message.fromAddress,
  to_addresses: message.to ?? [], cc_addresses: message.cc ?? [],
  bcc_addresses: message.bcc ?? [], subject: message.subject ?? '', body_text: message.bodyText,
  reply_text: message.replyText ?? null, body_html: message.bodyHtml ?? null,
  message_ref: message.messageRef ?? null, in_reply_to: message.inReplyTo ?? null,
  reference_refs: message.references ?? [], template_id: message.templateId ?? null,
  template_version: message.templateVersion ?? null, snapshot: message.snapshot ?? [],
  reasons: message.reasons ?? {}, author_id: message.authorId ?? null,
  leave_at: message.leaveAt ?? null, why: message.why ?? null,
  inbound_mail_id: message.inboundMailId ?? null, at: message.at,
})

/**
 * JSON that PostgreSQL takes: it knows neither the NUL character nor half of a surrogate pair, and
 * mail has both. JSON.stringify writes each as an escape, so a look at the escapes finds them all.
 */
export const storable = (json: string): string =>
  json.replace(/\\(u0000|ud[89a-f][0-9a-f]{2})|\\./g,
    (escape: string, unfit?: string) => (unfit === undefined ? escape : '\\ufffd'))

/** A message of which only the head was known is read after all: id and conversation stay. */
export async function replaceContent(org: Org, message: NewMessage): Promise<void> {
  const content = JSON.stringify({
    text: message.bodyText, reply: message.replyText ?? null, html: message.bodyHtml ?? null,
  })
  await sql`update message m set body_text = x.text, reply_text = x.reply, body_html = x.html,
      why = null
    from jsonb_to_record(${storable(content)}::jsonb) as x(text text, reply text, html text)
    where m.org_id = ${org.id} and m.id = ${message.id}`.execute(org.tx)
  await sql`delete from attachment where org_id = ${org.id} and message_id = ${message.id}`
    .execute(org.tx)
}

export interface NewAttachment {
  id: string
  messageId: string
  name: string
  contentType: string
  content: Uint8Array
  /** Judged for what came in; our own files are safe. */
  risk?: AttachmentRisk
  riskWhy?: string
  contentId?: string | null
  disposition?: 'attachment' | 'inline' | null
}

/** Stored as bytes and never opened: what comes in stays inert. */
export async function insertAttachments(
  org: Org, attachments: readonly NewAttachment[],
): Promise<void> {
  for (const one of attachments) {
    await sql`insert into attachment (id, message_id, name, content_type, size_bytes, content, risk,
        risk_why, content_id, disposition)
      values (${one.id}, ${one.messageId}, ${one.name}, ${one.contentType},
        ${one.content.byteLength}, ${Buffer.from(one.content)}, ${one.risk ?? 'safe'},
        ${one.riskWhy || null}, ${one.contentId ?? null}, ${one.disposition ?? null})`
      .execute(org.tx)
  }
}

/** Our message came back. False when that was known already or it is not one of ours. */
export async function markBounced(org: Org, messageId: string, why: string): Promise<boolean> {
  const { rows } = await sql`update message set state = 'bounced', why = ${why},
      follow_up_at = case when step_id is not null then ${org.now}::timestamptz end
    where org_id = ${org.id} and id = ${messageId} and direction = 'out'
      and state in ('sending', 'sent', 'delivered', 'unknown')
    returning 1`.execute(org.tx)
  return rows.length > 0
}

/** Gives an unmatched message to a customer. False when somebody was faster. */
export async function assignMessage(org: Org, message: {
  id: string; customerId: string; reasons: Record<string, unknown>
}): Promise<boolean> {
  const { rows } = await sql`
    update message set customer_id = ${message.customerId},
      kind = case when kind = 'not_ours' then 'human' else kind end,
      reasons = reasons || ${JSON.stringify(message.reasons)}::jsonb
    where org_id = ${org.id} and id = ${message.id} and customer_id is null
    returning 1`.execute(org.tx)
  return rows.length > 0
}

/** An unmatched message that is not ours: it leaves the list and holds nobody. */
export async function dismissUnmatched(org: Org, messageId: string): Promise<boolean> {
  const { rows } = await sql`
    update message set kind = 'not_ours', reasons = (reasons - 'candidates')
      || jsonb_build_object('dismissedBy', ${org.actor}::text)
    where org_id = ${org.id} and id = ${messageId} and customer_id is null
      and direction = 'in' and kind <> 'not_ours'
    returning 1`.execute(org.tx)
  return rows.length > 0
}

/** Undoes that; its candidates are not held again, for a person has seen it. */
export async function recallDismissal(org: Org, messageId: string): Promise<void> {
  await sql`update message set kind = 'human', reasons = reasons - 'dismissedBy'
    where org_id = ${org.id} and id = ${messageId} and kind = 'not_ours'`.execute(org.tx)
}

/** A wrongly linked message belongs to nobody again. */
export async function releaseMessage(org: Org, messageId: string): Promise<void> {
  await sql`update message set customer_id = null, reply_action_id = null,
      reasons = (reasons - '{how,linkedBy,givenDomain}'::text[]) || '{"match":"none"}'
    where org_id = ${org.id} and id = ${messageId}`.execute(org.tx)
}

export async function setReplyActionOfMessage(
  org: Org, messageId: string, replyActionId: string,
): Promise<void> {
  await sql`update message set reply_action_id = ${replyActionId}
    where org_id = ${org.id} and id = ${messageId}`.execute(org.tx)
}

export async function authorOf(org: Org, messageId: string): Promise<string | null> {
  const { rows } = await sql<{ author: string | null }>`select author_id as author from message
    where org_id = ${org.id} and id = ${messageId}`.execute(org.tx)
  return rows[0]?.author ?? null
}
