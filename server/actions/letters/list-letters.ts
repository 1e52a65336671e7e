// The print queue as people see it: each letter with what has changed since it was written.
import { sql } from 'kysely'
import type { Day, Instant } from '#domain/day.ts'
import { letterWarnings } from '#domain/letter-warnings.ts'
import { sumByCurrency } from '#domain/money.ts'
import { postalLines, postalProblem } from '#domain/postal-address.ts'
import type { SnapshotLine } from '../../inbox/write-message.ts'
import { notFound } from '../../platform/errors.ts'
import type { Org } from '../../platform/in-organization.ts'
import { pageOfRows, readCursor } from '../../platform/page.ts'
import type { LetterState } from './letter-store.ts'

interface InvoiceNow {
  id: string
  number: string
  writtenMinor: number
  openMinor: number
  isClosed: boolean
  isDisputed: boolean
  isPromised: boolean
}

interface ListedRow {
  id: string
  message_id: string
  customer_id: string
  customer_name: string
  name: string
  subject: string
  to_addresses: string[]
  state: LetterState
  queued_at: Instant
  batch_id: string | null
  printed_at: Instant | null
  printed_by: string | null
  times_printed: number
  posted_on: Day | null
  posted_at: Instant | null
  posted_by: string | null
  snapshot: SnapshotLine[]
  invoices: InvoiceNow[]
  street: string
  postcode: string
  city: string
  country: string | null
  legal_stop_reason: string | null
  reply_waits: boolean
}

const person = (actor: ReturnType<typeof sql>) => sql`case when ${actor} is null then null else
  coalesce((select p.name from member p where p.org_id = l.org_id
    and ${actor} = 'user:' || p.user_id), 'Duebox') end`

/** Disputes and promises are told when they came after the letter was written. */
const selected = (org: Org) => sql`
  select l.id, m.id as message_id, m.customer_id, c.name as customer_name,
    coalesce(a.name, 'Message') as name, m.subject, m.to_addresses, l.state, l.queued_at,
    l.batch_id, b.printed_at, ${person(sql`b.printed_by`)} as printed_by,
    (select count(*) from letter_print p where p.org_id = l.org_id and p.letter_id = l.id)::int
      as times_printed,
    l.posted_on, l.posted_at, ${person(sql`l.posted_by`)} as posted_by, m.snapshot,
    coalesce((select jsonb_agg(jsonb_build_object('id', i.id, 'number', i.number,
        'writtenMinor', s."openMinor", 'openMinor', i.open_minor, 'isClosed', i.state <> 'open',
        'isDisputed', exists (select from dispute d where d.org_id = i.org_id
          and d.customer_id = i.customer_id and d.invoice_id = i.id and d.state = 'open'
          and d.opened_at > m.at),
        'isPromised', exists (select from promise p where p.org_id = i.org_id
          and p.customer_id = i.customer_id and p.invoice_id = i.id and p.state = 'active'
          and p.last_on >= ${org.today}
          and p.made_on >= (m.at at time zone ${org.settings.zone})::date)) order by i.due_on, i.id)
      from jsonb_to_recordset(m.snapshot) as s("invoiceId" uuid, "openMinor" bigint)
        join invoice i on i.org_id = m.org_id and i.id = s."invoiceId"), '[]') as invoices,
    c.street, c.postcode, c.city, c.country, c.legal_stop_reason,
    exists (select from reply_action r where r.org_id = c.org_id and r.customer_id = c.id
      and r.state in ('open', 'snoozed')) as reply_waits
  from letter l join attempt t on t.org_id = l.org_id and t.id = l.attempt_id
    join message m on m.org_id = t.org_id and m.id = t.message_id
    join customer c on c.org_id = m.org_id and c.id = m.customer_id
    left join action a on a.org_id = m.org_id and a.id = m.action_id
    left join letter_batch b on b.org_id = l.org_id and b.id = l.batch_id`

const LISTS = {
  to_print: { state: 'queued', by: sql.ref('l.queued_at'), is_newest_first: false },
  printed: { state: 'printed', by: sql.ref('b.printed_at'), is_newest_first: true },
  posted: { state: 'posted', by: sql.ref('l.posted_at'), is_newest_first: true },
} as const

export async function listLetters(org: Org, query: {
  cursor?: string | undefined; limit: number; list: keyof typeof LISTS
}) {
  const { state, by, is_newest_first: isNewestFirst } = LISTS[query.list]
  const [at, id] = readCursor(query.cursor, 2) ?? [null, null]
  const [beyond, order] = isNewestFirst ? [sql`<`, sql`desc`] : [sql`>`, sql`asc`]
  const { rows } = await sql<ListedRow>`${selected(org)}
    where l.org_id = ${org.id} and l.state = ${state} and m.state <> 'sending'
      and (${at}::timestamptz is null or (${by}, l.id) ${beyond} (${at}::timestamptz, ${id}::uuid))
    order by ${by} ${order}, l.id ${order} limit ${query.limit + 1}`.execute(org.tx)
  return pageOfRows(rows, query.limit, {
    item: (row) => toAnswer(org, row),
    key: (row) => [row.posted_at ?? row.printed_at ?? row.queued_at, row.id],
  })
}

export async function readLetter(org: Org, id: string) {
  const { rows } = await sql<ListedRow>`${selected(org)}
    where l.org_id = ${org.id} and l.id = ${id}`.execute(org.tx)
  const [row] = rows
  if (!row) throw notFound('This letter does not exist.')
  return toAnswer(org, row)
}

function toAnswer(org: Org, row: ListedRow) {
  const address = row.to_addresses[0] ?? ''
  return {
    id: row.id, messageId: row.message_id, customerId: row.customer_id,
    customerName: row.customer_name, name: row.name, subject: row.subject, address,
    state: row.state, queuedAt: row.queued_at, batchId: row.batch_id, printedAt: row.printed_at,
    printedByName: row.printed_by, timesPrinted: row.times_printed, postedOn: row.posted_on,
    postedAt: row.posted_at, postedByName: row.posted_by,
    asked: sumByCurrency(row.snapshot.map((line) =>
      ({ currency: line.currency, amountMinor: line.openMinor }))),
    // What is posted is posted; it is seen, not judged.
    warnings: row.state === 'posted' || row.state === 'withdrawn' ? [] : letterWarnings({
      legalStopReason: row.legal_stop_reason, replyWaits: row.reply_waits, address,
      addressNow: addressNow(org, row), invoices: row.invoices,
    }),
  }
}

function addressNow(org: Org, row: ListedRow): string | null {
  const address = { ...row, name: row.customer_name }
  if (postalProblem(address) !== null) return null
  const { country, locale } = org.settings
  return postalLines(address, { country, locale }).join(', ')
}
