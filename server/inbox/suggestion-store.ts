// The suggestion table: what was read from messages, and what people made of it.
import { sql, type RawBuilder } from 'kysely'
import type { Day, Instant } from '#domain/day.ts'
import type { OpenInvoice, Suggestion } from '#domain/suggest/suggestion.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'
import { storable, type SnapshotLine } from './message-store.ts'

export type SuggestionState = 'open' | 'accepted' | 'dismissed'

/** What accepting made; an undo takes back just that. */
export interface Made {
  promiseIds?: readonly string[]
  disputeIds?: readonly string[]
  actionIds?: readonly string[]
  /** Payments that were recorded as announced. */
  paymentIds?: readonly string[]
  pauseId?: string
}

export interface SuggestionRow {
  id: string
  message_id: string
  customer_id: string | null
  place: number
  kind: Suggestion['kind']
  quote: string
  confidence: 'clear' | 'likely'
  detail: Record<string, unknown>
  invoice_numbers: string[]
  state: SuggestionState
  made: Made
  decided_by: string | null
  decided_by_name: string | null
  decided_at: Instant | null
  created_at: Instant
}

/** A message is read once: where there is a row of it, nothing is added. */
export async function insertSuggestions(
  org: Org, messageId: string, all: readonly Suggestion[],
): Promise<void> {
  const rows = all.map((one, place) => ({
    id: newId(), place, kind: one.kind, quote: one.quote, confidence: one.confidence,
    detail: one.detail,
  }))
  await sql`insert into suggestion (id, message_id, place, kind, quote, confidence, detail,
      created_at)
    select x.id, ${messageId}, x.place, x.kind, x.quote, x.confidence, x.detail, ${org.now}
    from jsonb_to_recordset(${storable(JSON.stringify(rows))}::jsonb) as x(id uuid, place int,
      kind text, quote text, confidence text, detail jsonb)
    where not exists (select from suggestion where org_id = ${org.id}
      and message_id = ${messageId})
    on conflict do nothing`.execute(org.tx)
}

/** Invoices of a detail that are not the message's customer's any more are left out. */
export async function selectSuggestions(
  org: Org, which: RawBuilder<unknown>,
): Promise<SuggestionRow[]> {
  const { rows } = await sql<SuggestionRow>`
    select s.id, s.message_id, m.customer_id, s.place, s.kind, s.quote, s.confidence,
      case when s.detail ? 'invoiceIds' then jsonb_set(s.detail, '{invoiceIds}', coalesce((
          select jsonb_agg(i.id order by i.due_on, i.id) from invoice i where i.org_id = s.org_id
            and i.customer_id = m.customer_id and s.detail->'invoiceIds' ? i.id::text), '[]'))
        else s.detail end as detail,
      array(select i.number from invoice i where i.org_id = s.org_id
        and i.customer_id = m.customer_id and s.detail->'invoiceIds' ? i.id::text
        order by i.due_on, i.id) as invoice_numbers,
      s.state, s.made, s.decided_by, p.name as decided_by_name, s.decided_at, s.created_at
    from suggestion s join message m on m.org_id = s.org_id and m.id = s.message_id
      left join member p on p.org_id = s.org_id and s.decided_by = 'user:' || p.user_id
    where s.org_id = ${org.id} and ${which}`.execute(org.tx)
  return rows
}

/** Moves it on from a state; false if it is not in that one any more. */
export async function moveSuggestion(org: Org, move: {
  id: string; from: SuggestionState; to: SuggestionState; made: Made
}): Promise<boolean> {
  const isOpen = move.to === 'open'
  const { rows } = await sql`update suggestion set state = ${move.to},
      made = ${JSON.stringify(move.made)}::jsonb,
      decided_by = ${isOpen ? null : org.actor}, decided_at = ${isOpen ? null : org.now}
    where org_id = ${org.id} and id = ${move.id} and state = ${move.from} returning 1`
    .execute(org.tx)
  return rows.length > 0
}

export interface LetterRow {
  customer_id: string
  kind: string
  subject: string
  text: string
  reply_text: string | null
  at: Instant
  locale: string | null
  country: string | null
  snapshot: readonly SnapshotLine[]
}

/** A message that came from a known customer. */
export async function letterOf(org: Org, messageId: string): Promise<LetterRow | null> {
  const { rows } = await sql<LetterRow>`
    select m.customer_id, m.kind, m.subject, left(m.body_text, 60000) as text,
      left(m.reply_text, 60000) as reply_text, m.at, c.locale, c.country,
      m.snapshot
    from message m join customer c on c.org_id = m.org_id and c.id = m.customer_id
    where m.org_id = ${org.id} and m.id = ${messageId} and m.direction = 'in'`.execute(org.tx)
  return rows[0] ?? null
}

const MOST_INVOICES = 300

export async function openInvoicesOf(org: Org, customerId: string): Promise<OpenInvoice[]> {
  const { rows } = await sql<OpenInvoice & { dueOn: Day }>`
    select id, number, open_minor as "openMinor", currency, due_on as "dueOn" from invoice
    where org_id = ${org.id} and customer_id = ${customerId} and open_minor > 0
      and state = 'open' order by due_on, id limit ${MOST_INVOICES}`.execute(org.tx)
  return rows
}
