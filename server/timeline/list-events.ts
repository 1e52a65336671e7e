// Reads a timeline, newest first, with the message each event is about.
import { sql, type RawBuilder } from 'kysely'
import { addDays, instantAt, type Day, type Instant } from '#domain/day.ts'
import { describeEvent } from '#domain/event.ts'
import { kindsOfPart, kindsThatSay } from '#domain/event-part.ts'
import type { EventPart } from '#domain/event-parts.ts'
import type { Org } from '../platform/in-organization.ts'
import { cursorOf, readCursor } from '../platform/page.ts'

export interface EventPage {
  cursor?: string | undefined
  limit: number
}

export interface EventFilter {
  part?: EventPart | undefined
  day?: Day | undefined
  q?: string | undefined
}

interface EventRow {
  id: string
  at: Instant
  kind: string
  actor: string
  actor_name: string | null
  customer_id: string | null
  message_id: string | null
  action_id: string | null
  detail: Record<string, unknown>
  invoice_ids: string[]
  direction: 'in' | 'out' | null
  channel: string
  state: string
  message_kind: string | null
  subject: string
  from_address: string
  to_addresses: string[]
  preview: string
  message_why: string | null
  next_step: string | null
  note: {
    id: string; author: string; body: string; changedAt: Instant | null; removedAt: Instant | null
  } | null
}

export const listCustomerEvents = (
  org: Org, customerId: string, page: EventPage & EventFilter,
) => list(org, page, sql`select e.id, e.at from event e
    where e.org_id = ${org.id} and e.customer_id = ${customerId}
      and (e.at, e.id) < (${before(page).at}::timestamptz, ${before(page).id}::uuid)
      and ${narrowed(org, page)}
    order by e.at desc, e.id desc limit ${page.limit + 1}`)

export const listInvoiceEvents = (org: Org, invoiceId: string, page: EventPage & EventFilter) =>
  list(org, page, sql`select e.id, e.at
    from event_invoice i join event e on e.org_id = i.org_id and e.id = i.event_id
    where i.org_id = ${org.id} and i.invoice_id = ${invoiceId}
      and (i.at, i.event_id) < (${before(page).at}::timestamptz, ${before(page).id}::uuid)
      and ${narrowed(org, page)}
    order by i.at desc, i.event_id desc limit ${page.limit + 1}`)

/** What the filter leaves of events `e`. */
function narrowed(org: Org, { part, day, q = '' }: EventFilter): RawBuilder<boolean> {
  const message = (where: RawBuilder<unknown>) => sql`exists (select from message m
    where m.org_id = e.org_id and m.id = e.message_id and ${where})`
  return sql<boolean>`${day === undefined ? sql`true`
    : sql`e.at < ${instantAt(addDays(day, 1), '00:00', org.settings.zone)}`}
    and ${part === undefined ? sql`true`
      : sql`(e.kind = any(${kindsOfPart(part)}) or ${message(sql`m.channel = ${part}`)})`}
    and ${q.trim() === '' ? sql`true` : sql`(e.kind = any(${kindsThatSay(q)})
      or ${says(sql`(select string_agg(d.value, ' ') from jsonb_each_text(e.detail) d)`, q)}
      or ${message(sql`${says(sql`concat_ws(' ', m.subject, m.from_address,
        array_to_string(m.to_addresses, ' '), coalesce(m.reply_text, m.body_text))`, q)}`)}
      or exists (select from note n where e.kind = 'note_added' and n.org_id = e.org_id
        and n.id = (e.detail->>'noteId')::uuid and n.removed_at is null
        and ${says(sql`n.body`, q)}))`}`
}

const says = (text: RawBuilder<unknown>, words: string) =>
  sql`strpos(lower(${text}), lower(${words.trim()})) > 0`

const END = { at: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' }

function before(page: EventPage): { at: string; id: string } {
  const [at, id] = readCursor(page.cursor, 2) ?? []
  return at !== undefined && id !== undefined ? { at, id } : END
}

async function list(org: Org, page: EventPage, chosen: RawBuilder<unknown>) {
  const { rows } = await sql<EventRow>`
    with chosen as (${chosen})
    select e.id, e.at, e.kind, e.actor, p.name as actor_name, e.customer_id, e.message_id,
      e.action_id, e.detail,
      array(select i.invoice_id from event_invoice i where i.org_id = e.org_id and i.event_id = e.id
        and i.at = e.at and i.invoice_id in (select id from invoice where org_id = e.org_id
          and customer_id = e.customer_id)) as invoice_ids,
      m.direction, m.channel, m.state, m.kind as message_kind, m.subject, m.from_address,
      m.to_addresses, left(coalesce(m.reply_text, m.body_text), 400) as preview,
      m.why as message_why, s.next_step,
      case when e.kind = 'note_added' then (select jsonb_build_object('id', n.id,
          'author', n.author, 'body', case when n.removed_at is null then n.body else '' end,
          'changedAt', n.changed_at, 'removedAt', n.removed_at)
        from note n where n.org_id = e.org_id and n.id = (e.detail->>'noteId')::uuid) end as note
    from chosen c join event e on e.org_id = ${org.id} and e.id = c.id
      left join message m on m.org_id = e.org_id and m.id = e.message_id
      left join sms_message s on s.org_id = m.org_id and s.message_id = m.id
      left join member p on p.org_id = e.org_id and e.actor = 'user:' || p.user_id
    order by e.at desc, e.id desc`.execute(org.tx)
  const items = rows.slice(0, page.limit)
  const last = items.at(-1)
  return {
    items: items.map(toAnswer),
    nextCursor: rows.length > page.limit && last ? cursorOf([last.at, last.id]) : null,
  }
}

function toAnswer(row: EventRow) {
  return {
    id: row.id, at: row.at, kind: row.kind, actor: row.actor,
    actorName: row.actor_name ?? nameOf(row.actor),
    customerId: row.customer_id, messageId: row.message_id, actionId: row.action_id,
    invoiceIds: row.invoice_ids, text: describeEvent(row.kind, row.detail), detail: row.detail,
    message: row.direction === null ? null : {
      direction: row.direction, channel: row.channel, state: row.state, kind: row.message_kind,
      subject: row.subject, from: row.from_address, to: row.to_addresses, preview: row.preview,
      why: row.direction === 'out' ? row.message_why : null, nextStep: row.next_step,
    },
    note: row.note,
  }
}

function nameOf(actor: string): string {
  if (actor === 'system') return 'Duebox'
  return actor.startsWith('portal:') ? 'the customer' : 'API'
}
