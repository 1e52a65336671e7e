// Reads what customers owe, per currency, by the same rules as every list (I22).
import { sql } from 'kysely'
import { balances, type Balance } from '#domain/balance.ts'
import type { OpenInvoice } from '#domain/invoice.ts'
import type { Org } from '../platform/in-organization.ts'
import { pendingColumn } from '../reports/pending-column.ts'

interface OpenRow {
  customer_id: string
  id: string
  number: string
  currency: string
  total_minor: number
  open_minor: number
  disputed_minor: number
  promised_minor: number
  pending_minor: number
  issued_on: string
  due_on: string
  created_at: string
}

interface UnappliedRow { customer_id: string; currency: string; amount_minor: number }

/** Every customer asked for is in the answer; one who owes nothing has no balance. */
export async function balancesOf(
  org: Org, customerIds: readonly string[],
): Promise<Map<string, Balance[]>> {
  const open = byCustomer(await openRows(org, customerIds))
  const unapplied = byCustomer(await unappliedRows(org, customerIds))
  return new Map(customerIds.map((id) => [id, balances(
    (open.get(id) ?? []).map(toOpenInvoice),
    (unapplied.get(id) ?? [])
      .map((row) => ({ currency: row.currency, amountMinor: row.amount_minor })),
    org.today)]))
}

function byCustomer<Row extends { customer_id: string }>(rows: readonly Row[]) {
  const found = new Map<string, Row[]>()
  for (const row of rows) {
    const same = found.get(row.customer_id)
    if (same) same.push(row)
    else found.set(row.customer_id, [row])
  }
  return found
}

async function openRows(org: Org, customerIds: readonly string[]): Promise<OpenRow[]> {
  const { rows } = await sql<OpenRow>`
    select i.customer_id, i.id, i.number, i.currency, i.total_minor, i.open_minor, i.issued_on,
      i.due_on, i.created_at,
      least(i.open_minor, coalesce((select sum(coalesce(d.amount_minor, i.open_minor))
        from dispute d where d.org_id = i.org_id and d.customer_id = i.customer_id
          and d.invoice_id = i.id and d.state = 'open'), 0))::bigint as disputed_minor,
      least(i.open_minor, coalesce((select sum(held_by(p, ${org.today})) from promise p
        where p.org_id = i.org_id and p.customer_id = i.customer_id and p.invoice_id = i.id
          and p.state = 'active'), 0))::bigint as promised_minor,
      ${pendingColumn(org)}
    from invoice i
    where i.org_id = ${org.id} and i.customer_id = any(${[...customerIds]}::uuid[])
      and i.open_minor > 0 and i.state = 'open'`.execute(org.tx)
  return rows
}

async function unappliedRows(org: Org, customerIds: readonly string[]): Promise<UnappliedRow[]> {
  const { rows } = await sql<UnappliedRow>`
    select customer_id, currency, sum(open_minor)::bigint as amount_minor from (
      select customer_id, currency, open_minor from payment
        where org_id = ${org.id} and customer_id = any(${[...customerIds]}::uuid[])
          and open_minor > 0
      union all select customer_id, currency, open_minor from credit_note
        where org_id = ${org.id} and customer_id = any(${[...customerIds]}::uuid[])
          and open_minor > 0) x
    group by 1, 2`.execute(org.tx)
  return rows
}

const toOpenInvoice = (row: OpenRow): OpenInvoice => ({
  id: row.id, number: row.number, currency: row.currency, totalMinor: row.total_minor,
  openMinor: row.open_minor, disputedMinor: row.disputed_minor, promisedMinor: row.promised_minor,
  pendingMinor: row.pending_minor, promisedOn: null, brokenPromiseOn: null,
  issuedOn: row.issued_on, dueOn: row.due_on, recordedAt: row.created_at,
})
