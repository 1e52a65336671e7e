// Aging: what is open by days overdue, summed in the database, one row a currency.
import { sql } from 'kysely'
import { emptyBalance, type Balance } from '#domain/balance.ts'
import type { Org } from '../platform/in-organization.ts'

interface AgingRow {
  currency: string
  open_minor: number
  overdue_minor: number
  collectible_minor: number
  pending_minor: number
  not_due_minor: number
  days_1_to_30_minor: number
  days_31_to_60_minor: number
  days_61_to_90_minor: number
  days_over_90_minor: number
}

/** Of the whole organization, of one customer, or of several together. */
export async function readAging(
  org: Org, of: string | readonly string[] | null,
): Promise<Balance[]> {
  const ids = of === null ? null : typeof of === 'string' ? [of] : [...of]
  const { rows } = await sql<AgingRow>`
    with held as (
      select invoice_id, sum(disputed)::bigint as disputed, bool_or(is_whole) as is_whole,
        sum(promised)::bigint as promised, sum(pending)::bigint as pending
      from (
        select invoice_id, coalesce(amount_minor, 0) as disputed, amount_minor is null as is_whole,
          0 as promised, 0 as pending
        from dispute where org_id = ${org.id} and state = 'open'
        union all select invoice_id, 0, false, held_by(p, ${org.today}), 0
        from promise p where org_id = ${org.id} and state = 'active'
        union all select s.invoice_id, 0, false, 0, s.amount_minor
        from payment y join pending_share s on s.org_id = y.org_id and s.payment_id = y.id
        where y.org_id = ${org.id} and y.state = 'pending'
          and y.expected_on > ${org.today}::date - ${org.settings.pending_days}::int
      ) x group by 1
    ), aged as (
      select i.currency, i.open_minor, ${org.today}::date - i.due_on as days,
        case when h.is_whole then 0
          else greatest(0, i.open_minor - coalesce(h.disputed, 0) - coalesce(h.promised, 0)
            - coalesce(h.pending, 0))
        end as collectible,
        least(i.open_minor, coalesce(h.pending, 0)) as pending
      from invoice i left join held h on h.invoice_id = i.id
      where i.org_id = ${org.id} and i.open_minor > 0 and i.state = 'open'
        and (${ids}::uuid[] is null or i.customer_id = any(${ids}::uuid[]))
    )
    select currency, sum(open_minor)::bigint as open_minor,
      sum(collectible)::bigint as collectible_minor, sum(pending)::bigint as pending_minor,
      ${sumOf(sql`days > 0`)} as overdue_minor,
      ${sumOf(sql`days <= 0`)} as not_due_minor,
      ${sumOf(sql`days between 1 and 30`)} as days_1_to_30_minor,
      ${sumOf(sql`days between 31 and 60`)} as days_31_to_60_minor,
      ${sumOf(sql`days between 61 and 90`)} as days_61_to_90_minor,
      ${sumOf(sql`days > 90`)} as days_over_90_minor
    from aged group by currency`.execute(org.tx)
  return withUnapplied(rows.map(toBalance), await unapplied(org, ids))
}

const sumOf = (condition: ReturnType<typeof sql>) =>
  sql`coalesce(sum(open_minor) filter (where ${condition}), 0)::bigint`

const toBalance = (row: AgingRow): Balance => ({
  currency: row.currency, openMinor: row.open_minor, overdueMinor: row.overdue_minor,
  collectibleMinor: row.collectible_minor, pendingMinor: row.pending_minor, unappliedMinor: 0,
  buckets: {
    notDueMinor: row.not_due_minor, days1To30Minor: row.days_1_to_30_minor,
    days31To60Minor: row.days_31_to_60_minor, days61To90Minor: row.days_61_to_90_minor,
    daysOver90Minor: row.days_over_90_minor,
  },
})

async function unapplied(org: Org, ids: string[] | null) {
  const { rows } = await sql<{ currency: string; amount_minor: number }>`
    select currency, sum(open_minor)::bigint as amount_minor from (
      select customer_id, currency, open_minor from payment
        where org_id = ${org.id} and open_minor > 0
      union all select customer_id, currency, open_minor from credit_note
        where org_id = ${org.id} and open_minor > 0) x
    where ${ids}::uuid[] is null or customer_id = any(${ids}::uuid[])
    group by 1`.execute(org.tx)
  return rows
}

/** Money without an invoice may stand alone in its currency. */
function withUnapplied(
  aged: readonly Balance[], rows: readonly { currency: string; amount_minor: number }[],
): Balance[] {
  const found = new Map(aged.map((balance) => [balance.currency, balance]))
  for (const row of rows) {
    const balance = found.get(row.currency) ?? emptyBalance(row.currency)
    found.set(row.currency, { ...balance, unappliedMinor: row.amount_minor })
  }
  return [...found.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1))
}
