// Which invoices a filter lets through, as one condition over `i` and its customer `c`.
import { sql, type RawBuilder } from 'kysely'
import type { INVOICE_LISTS, INVOICE_MARKS, InvoiceFilterOf } from '#contract/list-filters.ts'
import { addDays } from '#domain/day.ts'
import { owners } from '../customers/customer-filter.ts'
import { findBySearch } from '../customers/find-by-search.ts'
import { never } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'

type Condition = RawBuilder<unknown>

export async function invoicesMatching(org: Org, filter: InvoiceFilterOf): Promise<Condition> {
  const parts: Condition[] = [
    sql`i.org_id = ${org.id} and c.org_id = ${org.id}`, listed(org, filter.status ?? 'open')]
  const search = filter.search?.trim()
  if (search) parts.push(await found(org, search))
  parts.push(...ofCustomer(org, filter), ...ofDaysAndAmounts(org, filter))
  parts.push(...(filter.has ?? []).map((mark) => marked(org, mark)))
  return sql.join(parts, sql` and `)
}

function listed(org: Org, status: (typeof INVOICE_LISTS)[number]): Condition {
  switch (status) {
    case 'open': return sql`i.open_minor > 0 and i.state = 'open'`
    case 'overdue': return sql`i.open_minor > 0 and i.state = 'open' and i.due_on < ${org.today}`
    case 'paid': return sql`(i.open_minor = 0 or i.state <> 'open')`
    case 'void': return sql`i.state <> 'open'`
    case 'all': return sql`true`
    default: return never(status)
  }
}

// The operators here are those that row-level security lets near an index.
async function found(org: Org, search: string): Promise<Condition> {
  const upper = search.toUpperCase()
  const beginnings = [...new Set([search, upper])].map((begin) => sql`
    select n.id from invoice n where n.org_id = ${org.id}
      and n.number collate "C" >= ${begin} and n.number collate "C" < ${`${begin}\u{10ffff}`}`)
  const tail = [...upper].reverse().join('')
  // A single sign at the end says too little to be meant.
  const ends = tail.length < 2 ? [] : [sql`
    select n.id from invoice n where n.org_id = ${org.id} and n.number_tail collate "C" >= ${tail}
      and n.number_tail collate "C" < ${`${tail}\u{10ffff}`}`]
  const numbered = sql.join([...beginnings, ...ends], sql` union `)
  const customers = await findBySearch(org, search)
  if (customers === null) return sql`i.id in (${numbered})`
  // Of many customers it is cheaper to walk the list in its order and ask each invoice.
  if (!customers.isFew) {
    return sql`(i.customer_id in ${customers.set} or i.id in (${numbered}))`
  }
  return sql`i.id in (${numbered} union select n.id from invoice n
    where n.org_id = ${org.id} and n.customer_id in ${customers.set})`
}

function ofCustomer(org: Org, filter: InvoiceFilterOf): Condition[] {
  const parts: Condition[] = []
  const { customerId, owner, country, workflow } = filter
  if (customerId !== undefined) parts.push(sql`i.customer_id = ${customerId}`)
  if (owner?.length) parts.push(sql`c.owner_id = any(${owners(org, owner)}::text[])`)
  if (country?.length) parts.push(sql`c.country = any(${country}::text[])`)
  if (workflow?.length) {
    parts.push(sql`i.id in (select r.invoice_id from run r where r.org_id = ${org.id}
      and r.workflow_id = any(${workflow}::uuid[]) and r.ended_at is null
      and r.level = 'invoice')`)
  }
  return parts
}

function ofDaysAndAmounts(org: Org, filter: InvoiceFilterOf): Condition[] {
  const parts: Condition[] = []
  const { currency, openFrom, openTo, lateFrom, lateTo, dueFrom, dueTo } = filter
  if (currency?.length) parts.push(sql`i.currency = any(${currency}::text[])`)
  if (openFrom !== undefined) parts.push(sql`i.open_minor >= ${openFrom}::bigint`)
  if (openTo !== undefined) parts.push(sql`i.open_minor <= ${openTo}::bigint`)
  if (lateFrom !== undefined) parts.push(sql`i.due_on <= ${addDays(org.today, -lateFrom)}::date`)
  if (lateTo !== undefined) parts.push(sql`i.due_on >= ${addDays(org.today, -lateTo)}::date`)
  if (dueFrom !== undefined) parts.push(sql`i.due_on >= ${dueFrom}::date`)
  if (dueTo !== undefined) parts.push(sql`i.due_on <= ${dueTo}::date`)
  return parts
}

function marked(org: Org, mark: (typeof INVOICE_MARKS)[number]): Condition {
  switch (mark) {
    case 'dispute': return sql`i.id in (select d.invoice_id from dispute d
      where d.org_id = ${org.id} and d.state = 'open')`
    case 'promise': return sql`i.id in (select p.invoice_id from promise p
      where p.org_id = ${org.id} and p.state = 'active')`
    case 'broken_promise': return sql`i.id in (select p.invoice_id from promise p
      where p.org_id = ${org.id} and p.state in ('broken', 'partly_kept'))`
    case 'pending': return sql`i.id in (select s.invoice_id from payment y
      join pending_share s on s.org_id = y.org_id and s.payment_id = y.id
      where y.org_id = ${org.id} and y.state = 'pending'
        and y.expected_on > ${org.today}::date - ${org.settings.pending_days}::int)`
    case 'pause': return sql`exists (select from pause p where p.org_id = ${org.id}
      and p.subject_id in (i.id, i.customer_id) and p.ended_at is null
      and (p.until_on is null or p.until_on > ${org.today}))`
    case 'document': return sql`exists (select from invoice_document d
      where d.org_id = ${org.id} and d.invoice_id = i.id)`
    default: return never(mark)
  }
}
