// Lists everything that came in with what became of it, the captured outbox, and whole files.
import { sql } from 'kysely'
import type { z } from 'zod'
import type { CapturedMessage, InboundMail } from '#contract/messages.ts'
import type { Instant } from '#domain/day.ts'
import { downloadOf } from '../platform/download.ts'
import { notFound } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import { pageOfRows, readCursor } from '../platform/page.ts'
import type { MailSource, MailState } from './mail-store.ts'

interface Page {
  cursor?: string | undefined
  limit: number
}

interface MailRow {
  id: string
  state: MailState
  source: MailSource
  envelope_from: string
  envelope_to: string[]
  size_bytes: number
  why: string | null
  message_id: string | null
  received_at: Instant
  tries: number
}

const MAIL = sql`id, state, source, envelope_from, envelope_to, size_bytes, why, message_id,
  received_at, tries`

export async function listInboundMail(org: Org, query: Page & { state?: MailState | undefined }) {
  const [at, id] = readCursor(query.cursor, 2) ?? [null, null]
  const state = query.state ?? null
  const { rows } = await sql<MailRow>`
    select ${MAIL} from inbound_mail
    where org_id = ${org.id} and (${state}::text is null or state = ${state})
      and (${at}::timestamptz is null or (received_at, id) < (${at}::timestamptz, ${id}::uuid))
    order by received_at desc, id desc limit ${query.limit + 1}`.execute(org.tx)
  return pageOfRows(rows, query.limit, { item: toMail, key: (row) => [row.received_at, row.id] })
}

export async function readInboundMail(
  org: Org, id: string,
): Promise<z.output<typeof InboundMail>> {
  const { rows } = await sql<MailRow>`select ${MAIL} from inbound_mail
    where org_id = ${org.id} and id = ${id}`.execute(org.tx)
  if (!rows[0]) throw notFound('This mail does not exist.')
  return toMail(rows[0])
}

const toMail = (row: MailRow): z.output<typeof InboundMail> => ({
  id: row.id, state: row.state, source: row.source, envelopeFrom: row.envelope_from,
  envelopeTo: row.envelope_to, sizeBytes: row.size_bytes, why: row.why,
  messageId: row.message_id, receivedAt: row.received_at, tries: row.tries,
})

interface CapturedRow {
  id: string
  attempt_id: string
  channel: string
  from_address: string
  to_addresses: string[]
  subject: string
  body_text: string
  headers: Record<string, string>
  files: { id: string; name: string; contentType: string; sizeBytes: number }[]
  captured_at: Instant
}

export async function listOutbox(org: Org, query: Page) {
  const [at, id] = readCursor(query.cursor, 2) ?? [null, null]
  const { rows } = await sql<CapturedRow>`
    select c.id, attempt_id, channel, from_address, to_addresses, subject, body_text, headers,
      captured_at,
      coalesce((select jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'contentType',
          f.content_type, 'sizeBytes', f.size_bytes) order by f.id) from captured_file f
        where f.org_id = c.org_id and f.captured_message_id = c.id), '[]') as files
    from captured_message c
    where c.org_id = ${org.id}
      and (${at}::timestamptz is null or (captured_at, c.id) < (${at}::timestamptz, ${id}::uuid))
    order by captured_at desc, c.id desc limit ${query.limit + 1}`.execute(org.tx)
  return pageOfRows(rows, query.limit, {
    item: toCaptured, key: (row) => [row.captured_at, row.id],
  })
}

const toCaptured = (row: CapturedRow): z.output<typeof CapturedMessage> => ({
  id: row.id, attemptId: row.attempt_id, channel: row.channel, from: row.from_address,
  to: row.to_addresses, subject: row.subject, text: row.body_text, headers: row.headers,
  files: row.files, capturedAt: row.captured_at,
})

/** The original of a received mail, byte for byte. */
export async function downloadMail(org: Org, id: string): Promise<Response> {
  const { rows } = await sql<{ raw: Buffer }>`
    select raw from inbound_mail where org_id = ${org.id} and id = ${id}`.execute(org.tx)
  if (!rows[0]) throw notFound('This mail does not exist.')
  return downloadOf(rows[0].raw, { name: `${id}.eml`, type: 'message/rfc822' })
}

/** An attachment. What strangers send is saved by the browser, never shown by it. */
export async function downloadAttachment(org: Org, id: string): Promise<Response> {
  const { rows } = await sql<{ content: Buffer; name: string }>`
    select content, name from attachment where org_id = ${org.id} and id = ${id}`.execute(org.tx)
  if (!rows[0]) throw notFound('This attachment does not exist.')
  return downloadOf(rows[0].content, { name: rows[0].name, type: 'application/octet-stream' })
}

/** An attachment as the captured outbox accepted it. */
export async function downloadCaptured(org: Org, id: string): Promise<Response> {
  const { rows } = await sql<{ content: Buffer; name: string }>`
    select content, name from captured_file where org_id = ${org.id} and id = ${id}`
    .execute(org.tx)
  if (!rows[0]) throw notFound('This file does not exist.')
  return downloadOf(rows[0].content, { name: rows[0].name, type: 'application/octet-stream' })
}
