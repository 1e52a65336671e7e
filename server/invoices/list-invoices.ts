// Lists invoices, filtered and in one of several orders, and says how many a filter lets through.
import { sql, type RawBuilder } from 'kysely'
import type { INVOICE_SORTS, InvoiceFilterOf, ORDERS } from '#contract/list-filters.ts'
import { invalid } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import { pageOfRows, readCursor } from '../platform/page.ts'
import { invoicesMatching } from './invoice-filter.ts'
import { ledgerColumns, toInvoiceRow, type LedgerRow } from './read-ledger.ts'

type Order = (typeof ORDERS)[number]

export interface InvoiceQuery extends InvoiceFilterOf {
  cursor?: string | undefined
  limit: number
  sort?: (typeof INVOICE_SORTS)[number] | undefined
  order?: Order | undefined
}

interface Key {
  /** The columns that order, before the id, with their types. */
  parts: readonly (readonly [RawBuilder<unknown>, string])[]
  usual: Order
}

// Amounts of one currency stand together: two currencies cannot be compared.
const KEYS: Record<NonNullable<InvoiceQuery['sort']>, Key> = {
  due: { parts: [[sql`i.due_on`, 'date']], usual: 'asc' },
  issued: { parts: [[sql`i.issued_on`, 'date']], usual: 'desc' },
  number: { parts: [[sql`i.number collate "C"`, 'text']], usual: 'asc' },
  open: { parts: [[sql`i.currency`, 'bpchar'], [sql`i.open_minor`, 'bigint']], usual: 'desc' },
}

export async function listInvoices(org: Org, query: InvoiceQuery) {
  const { parts, usual } = KEYS[query.sort ?? 'due']
  const isUp = (query.order ?? usual) === 'asc'
  const [beyond, direction] = isUp ? [sql`>`, sql`asc`] : [sql`<`, sql`desc`]
  const from = readCursor(query.cursor, parts.length + 1)
  const after = from === null ? sql`` : sql`and (${sql.join(parts.map(([column]) => column))}, i.id)
    ${beyond} (${sql.join([...parts.map(([, type], place) =>
      sql`${checked(type, from[place] ?? '')}::${sql.raw(type)}`), sql`${from.at(-1)}::uuid`])})`
  const { rows } = await sql<LedgerRow & { sort_key: string[] }>`
    select ${ledgerColumns(org)},
      array[${sql.join(parts.map(([column]) => sql`(${column})::text`))}] as sort_key
    from invoice i join customer c on c.id = i.customer_id
    where ${await invoicesMatching(org, query)} ${after}
    order by ${sql.join(parts.map(([column]) => sql`${column} ${direction}`))}, i.id ${direction}
    limit ${query.limit + 1}`.execute(org.tx)
  return pageOfRows(rows, query.limit, {
    item: (row) => toInvoiceRow(org, row), key: (row) => [...row.sort_key, row.id],
  })
}

/** A cursor comes from outside: a broken one begins anew instead of failing in the database. */
function checked(type: string, key: string): string {
  if (type === 'bigint') return String(Math.trunc(Number(key)) || 0)
  if (type === 'date') return /^\d{4,6}-\d\d-\d\d$/.test(key) ? key : 'infinity'
  return key
}

const MOST_COUNTED = 10_000
const MOST_CHOSEN = 5_000

interface Matching { id: string; currency: string; open_minor: number }

export async function totalInvoices(org: Org, filter: InvoiceFilterOf) {
  const rows = await matching(org, filter, MOST_COUNTED + 1)
  const isMore = rows.length > MOST_COUNTED
  return {
    count: isMore ? MOST_COUNTED : rows.length, isMore, open: isMore ? [] : openOf(rows),
  }
}

/** All that a filter lets through, for a deed on many; refused above five thousand. */
export async function chosenInvoices(org: Org, filter: InvoiceFilterOf) {
  const rows = await matching(org, filter, MOST_CHOSEN + 1)
  if (rows.length > MOST_CHOSEN) {
    throw invalid('More than 5,000 invoices fit; narrow the filter and do it in parts.')
  }
  return {
    count: rows.length, isMore: false, open: openOf(rows), ids: rows.map((row) => row.id),
  }
}

async function matching(org: Org, filter: InvoiceFilterOf, limit: number): Promise<Matching[]> {
  const { rows } = await sql<Matching>`
    select i.id, i.currency, case when i.state = 'open' then i.open_minor else 0 end as open_minor
    from invoice i join customer c on c.id = i.customer_id
    where ${await invoicesMatching(org, filter)} limit ${limit}`.execute(org.tx)
  return rows
}

function openOf(rows: readonly Matching[]) {
  const sums = new Map<string, number>()
  for (const { currency, open_minor: open } of rows) {
    sums.set(currency, (sums.get(currency) ?? 0) + open)
  }
  return [...sums].map(([currency, amountMinor]) => ({ currency, amountMinor }))
    .filter(({ amountMinor }) => amountMinor > 0)
    .sort((a, b) => (a.currency < b.currency ? -1 : 1))
}
