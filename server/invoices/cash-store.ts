// Unapplied money of a customer, and the allocations that were made of it by hand.
import { sql } from 'kysely'
import type { Day } from '#domain/day.ts'
import type { Org } from '../platform/in-organization.ts'

export interface CashSourceRow {
  source: 'payment' | 'credit_note'
  id: string
  reference: string
  currency: string
  open_minor: number
  on_day: Day
}

const MOST_SOURCES = 200

/** Oldest money first. */
export async function cashOf(org: Org, customerId: string): Promise<CashSourceRow[]> {
  const { rows } = await sql<CashSourceRow>`
    select 'payment' as source, id, reference, currency, open_minor, received_on as on_day
    from payment where org_id = ${org.id} and customer_id = ${customerId} and open_minor > 0
    union all select 'credit_note', id, number, currency, open_minor, issued_on
    from credit_note where org_id = ${org.id} and customer_id = ${customerId} and open_minor > 0
    order by on_day, id limit ${MOST_SOURCES}`.execute(org.tx)
  return rows
}

/** What is open on payments and credits falls by what of them was applied; it rises by undoing. */
export async function spendCash(org: Org, rows: readonly {
  source: 'payment' | 'credit_note'; id: string; amountMinor: number
}[]): Promise<void> {
  for (const source of ['payment', 'credit_note'] as const) {
    const own = rows.filter((row) => row.source === source)
    if (own.length === 0) continue
    await sql`update ${sql.table(source)} t set open_minor = t.open_minor - x.amount
      from (select id, sum(amount)::bigint as amount
        from unnest(${own.map((row) => row.id)}::uuid[],
          ${own.map((row) => row.amountMinor)}::bigint[]) as y(id, amount) group by id) x
      where t.org_id = ${org.id} and t.id = x.id`.execute(org.tx)
  }
}

export interface AppliedRow {
  customer_id: string
  invoice_id: string
  source: 'payment' | 'credit_note'
  source_id: string
  /** `reversed` payments are no money any more. */
  state: string
  currency: string
  amount_minor: number
  allocated_on: Day
}

/** What one deed applied and was not taken back; nothing once all of it was. */
export async function appliedBy(org: Org, applicationId: string): Promise<AppliedRow[]> {
  const { rows } = await sql<AppliedRow>`
    select i.customer_id, a.invoice_id,
      case when a.payment_id is null then 'credit_note' else 'payment' end as source,
      coalesce(a.payment_id, a.credit_note_id) as source_id, coalesce(p.state, 'cleared') as state,
      i.currency, sum(a.amount_minor)::bigint as amount_minor, a.allocated_on
    from allocation a join invoice i on i.org_id = a.org_id and i.id = a.invoice_id
      left join payment p on p.org_id = a.org_id and p.id = a.payment_id
    where a.org_id = ${org.id} and a.application_id = ${applicationId}
    group by 1, 2, 3, 4, 5, 6, a.allocated_on having sum(a.amount_minor) > 0`.execute(org.tx)
  return rows
}
