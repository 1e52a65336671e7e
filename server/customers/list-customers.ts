// Lists customers with what they owe, filtered and in one of several orders, page by page.
import { sql, type RawBuilder } from 'kysely'
import type { CUSTOMER_SORTS, CustomerFilterOf, ORDERS } from '#contract/list-filters.ts'
import type { Day } from '#domain/day.ts'
import type { Org } from '../platform/in-organization.ts'
import { pageOfRows, readCursor } from '../platform/page.ts'
import { customersMatching } from './customer-filter.ts'
import { renewFigures } from './figures-store.ts'
import { balancesOf } from './read-balances.ts'
import { collectionOf } from './read-collection.ts'

type Sort = (typeof CUSTOMER_SORTS)[number]
type Order = (typeof ORDERS)[number]

export interface CustomerQuery extends CustomerFilterOf {
  cursor?: string | undefined
  limit: number
  sort: Sort
  order?: Order | undefined
}

interface ListedRow {
  id: string
  reference: string
  name: string
  country: string | null
  owner_id: string | null
  last_contact_on: Day | null
  oldest_due_on: Day | null
  sort_key: string
}

export async function listCustomers(org: Org, query: CustomerQuery) {
  await renewFigures(org)
  const rows = await listedRows(org, query)
  const ids = rows.map((row) => row.id)
  const balances = await balancesOf(org, ids)
  const collection = await collectionOf(org, ids)
  return pageOfRows(rows, query.limit, {
    item: (row) => ({
      id: row.id, reference: row.reference, name: row.name, country: row.country,
      ownerId: row.owner_id, balances: balances.get(row.id) ?? [],
      oldestDueOn: row.oldest_due_on, lastContactOn: row.last_contact_on,
      collection: collection.get(row.id) ?? 'none',
    }),
    key: (row) => [row.sort_key, row.id],
  })
}

interface Key { column: RawBuilder<unknown>; id: RawBuilder<unknown>; type: string; usual: Order }

// Currencies are never added together: an order by money is by the organization's own, and who
// owes only in others comes before who owes nothing.
const KEYS: Record<Sort, Key> = {
  name: { column: sql`f.name_key`, id: sql`f.customer_id`, type: 'text', usual: 'asc' },
  overdue: { column: sql`f.overdue_minor`, id: sql`f.customer_id`, type: 'bigint', usual: 'desc' },
  open: { column: sql`f.open_minor`, id: sql`f.customer_id`, type: 'bigint', usual: 'desc' },
  due: { column: sql`f.oldest_due_on`, id: sql`f.customer_id`, type: 'date', usual: 'asc' },
  contact: { column: sql`coalesce(c.last_contact_on, '-infinity'::date)`, id: sql`c.id`,
    type: 'date', usual: 'asc' },
}

async function listedRows(org: Org, query: CustomerQuery): Promise<ListedRow[]> {
  const [at, id] = readCursor(query.cursor, 2) ?? []
  const { column, id: idColumn, type, usual } = KEYS[query.sort]
  const isUp = (query.order ?? usual) === 'asc'
  const [beyond, direction] = isUp ? [sql`>`, sql`asc`] : [sql`<`, sql`desc`]
  const after = at === undefined ? sql`` : sql`and (${column}, ${idColumn}) ${beyond} (${
    checked(type, at)}::${sql.raw(type)}, ${id}::uuid)`
  const { rows } = await sql<ListedRow>`
    select c.id, c.reference, c.name, c.country, c.owner_id, c.last_contact_on,
      nullif(f.oldest_due_on, 'infinity') as oldest_due_on, ${column}::text as sort_key
    from customer_figures f join customer c on c.id = f.customer_id
    where ${await customersMatching(org, query)} ${after}
    order by ${column} ${direction}, ${idColumn} ${direction} limit ${query.limit + 1}`
    .execute(org.tx)
  return rows
}

/** A cursor comes from outside: a broken one begins anew instead of failing in the database. */
function checked(type: string, key: string): string {
  if (type === 'bigint') return String(Math.trunc(Number(key)) || 0)
  if (type === 'date') return /^(-?infinity|\d{4,6}-\d\d-\d\d)$/.test(key) ? key : 'infinity'
  return key
}
