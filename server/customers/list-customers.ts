// Lists customers with what they owe, by name or by what is overdue.
import { sql } from 'kysely'
import type { Day } from '#domain/day.ts'
import type { Org } from '../platform/in-organization.ts'
import { pageOfRows, readCursor } from '../platform/page.ts'
import { balancesOf } from './read-balances.ts'
import { collectionOf } from './read-collection.ts'

interface CustomerQuery {
  cursor?: string | undefined
  limit: number
  search?: string | undefined
  sort: 'name' | 'overdue'
  onlyOverdue: boolean
}

interface ListedRow {
  id: string
  reference: string
  name: string
  country: string | null
  owner_id: string | null
  last_contact_on: Day | null
  oldest_due_on: Day | null
  sort_key: string | number
}

export async function listCustomers(org: Org, query: CustomerQuery) {
  const rows = query.sort === 'name' ? await byName(org, query) : await byOverdue(org, query)
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

const LISTED = sql`c.id, c.reference, c.name, c.country, c.owner_id, c.last_contact_on,
  (select min(i.due_on) from invoice i where i.org_id = c.org_id and i.customer_id = c.id
    and i.open_minor > 0 and i.state = 'open') as oldest_due_on`

async function byName(org: Org, query: CustomerQuery): Promise<ListedRow[]> {
  const [name, id] = readCursor(query.cursor, 2) ?? [null, null]
  const { rows } = await sql<ListedRow>`
    select ${LISTED}, lower(c.name) as sort_key from customer c
    where ${wanted(org, query)}
      and (${name}::text is null or (lower(c.name), c.id) > (${name}::text, ${id}::uuid))
    order by lower(c.name), c.id limit ${query.limit + 1}`.execute(org.tx)
  return rows
}

// Currencies are never added together: the order is by what is overdue in the organization's own,
// and who owes only in others comes before who owes nothing.
async function byOverdue(org: Org, query: CustomerQuery): Promise<ListedRow[]> {
  const [key, id] = readCursor(query.cursor, 2) ?? [null, null]
  const overdueMinor = key === null ? null : Math.trunc(Number(key)) || 0
  const { rows } = await sql<ListedRow>`
    with owed as (
      select i.customer_id, coalesce(sum(i.open_minor)
        filter (where i.currency = ${org.settings.currency}), 0)::bigint as overdue_minor
      from invoice i where i.org_id = ${org.id} and i.open_minor > 0 and i.state = 'open'
        and i.due_on < ${org.today} group by 1
    )
    select ${LISTED}, coalesce(o.overdue_minor, -1)::bigint as sort_key
    from customer c left join owed o on o.customer_id = c.id
    where ${wanted(org, query)}
      and (${overdueMinor}::bigint is null
        or (coalesce(o.overdue_minor, -1), c.id) < (${overdueMinor}::bigint, ${id}::uuid))
    order by coalesce(o.overdue_minor, -1) desc, c.id desc limit ${query.limit + 1}`
    .execute(org.tx)
  return rows
}

function wanted(org: Org, query: CustomerQuery) {
  const search = query.search?.trim().replace(/[\\%_]/g, '\\$&') || null
  return sql`c.org_id = ${org.id}
    and (${search}::text is null or c.name ilike '%' || ${search}::text || '%'
      or c.reference ilike ${search}::text || '%')
    and (not ${query.onlyOverdue}::boolean or exists (select from invoice i
      where i.org_id = c.org_id and i.customer_id = c.id and i.open_minor > 0
        and i.state = 'open' and i.due_on < ${org.today}))`
}
