// Open invoices of a batch of customers, ten thousand at once: each customer's are kept as a text.
import { sql } from 'kysely'
import type { Day, Instant } from '#domain/day.ts'
import type { Org } from '../platform/in-organization.ts'
import { plainList } from '../platform/plain-list.ts'
import { kept } from '../platform/transaction.ts'

export interface OpenInvoiceRow {
  id: string
  customer_id: string
  number: string
  currency: string
  total_minor: number
  open_minor: number
  issued_on: Day
  due_on: Day
  created_at: Instant
}

/**
 * Keeps the texts of customers whose texts were forgotten. The caller has locked them, so that no
 * invoice of theirs can change between this reading and its commit (docs/decisions/0020).
 */
export async function keepOpenItems(org: Org, customerIds: readonly string[]): Promise<void> {
  await sql`
    ${kept('forgotten items')} insert into open_items (customer_id, lines)
    select c.id, open_lines(c.id) from unnest(${plainList(customerIds)}::uuid[]) as c(id)
    where not exists (select from open_items o where o.org_id = ${org.id}
      and o.customer_id = c.id)`.execute(org.tx)
}

export async function readOpenInvoices(
  org: Org, customerIds: readonly string[],
): Promise<OpenInvoiceRow[]> {
  const { rows } = await sql<{ customer_id: string; lines: string }>`
    ${kept('open items')} select customer_id, lines from open_items
    where org_id = ${org.id} and customer_id = any(${plainList(customerIds)}::uuid[])`
    .execute(org.tx)
  const known = new Set(rows.map((row) => row.customer_id))
  const forgotten = customerIds.filter((id) => !known.has(id))
  const all = forgotten.length === 0 ? rows : [...rows, ...await readForgotten(org, forgotten)]
  return all.flatMap(({ customer_id: customerId, lines }) => toRows(customerId, lines))
}

async function readForgotten(
  org: Org, customerIds: readonly string[],
): Promise<{ customer_id: string; lines: string }[]> {
  const { rows } = await sql<{ customer_id: string; lines: string }>`
    select id as customer_id, open_lines(id) as lines
    from unnest(${plainList(customerIds)}::uuid[]) as c(id)`.execute(org.tx)
  return rows
}

type Line = [id: string, number: string, currency: string, totalMinor: number, openMinor: number,
  issuedOn: Day, dueOn: Day, createdAt: Instant]

function toRows(customerId: string, lines: string): OpenInvoiceRow[] {
  // As the database's function `open_lines` builds them.
  return (JSON.parse(lines) as Line[]).map((
    [id, number, currency, totalMinor, openMinor, issuedOn, dueOn, createdAt],
  ) => ({
    id, customer_id: customerId, number, currency, total_minor: safe(totalMinor),
    open_minor: safe(openMinor), issued_on: issuedOn, due_on: dueOn, created_at: createdAt,
  }))
}

function safe(minor: number): number {
  if (!Number.isSafeInteger(minor)) throw new RangeError(`The amount ${minor} is too large.`)
  return minor
}
