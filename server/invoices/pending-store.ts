// What payments on their way are for, and which of them did not come.
import { sql } from 'kysely'
import type { Org } from '../platform/in-organization.ts'

export interface ShareRow {
  customer_id: string
  payment_id: string
  invoice_id: string
  amount_minor: number
}

export async function insertShares(org: Org, rows: readonly ShareRow[]): Promise<void> {
  if (rows.length === 0) return
  await sql`insert into pending_share (customer_id, payment_id, invoice_id, amount_minor)
    select customer_id, payment_id, invoice_id, amount_minor
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as x(customer_id uuid, payment_id uuid, invoice_id uuid, amount_minor bigint)`
    .execute(org.tx)
}

export async function sharesOf(org: Org, paymentId: string): Promise<ShareRow[]> {
  const { rows } = await sql<ShareRow>`
    select s.customer_id, s.payment_id, s.invoice_id, s.amount_minor from pending_share s
      join invoice i on i.org_id = s.org_id and i.id = s.invoice_id
    where s.org_id = ${org.id} and s.payment_id = ${paymentId} order by i.due_on, i.id`
    .execute(org.tx)
  return rows
}

/** By invoice, what is announced for it already and has not come yet. */
export async function announcedFor(
  org: Org, customerIds: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await sql<{ invoice_id: string; amount_minor: number }>`
    select s.invoice_id, sum(s.amount_minor)::bigint as amount_minor from pending_share s
      join payment p on p.org_id = s.org_id and p.id = s.payment_id and p.state = 'pending'
    where s.org_id = ${org.id} and s.customer_id = any(${[...customerIds]}::uuid[])
    group by 1`.execute(org.tx)
  return new Map(rows.map((row) => [row.invoice_id, row.amount_minor]))
}

export interface LapsedRow {
  is_owed: boolean
  id: string
  customer_id: string
  reference: string
  currency: string
  amount_minor: number
  expected_on: string
  invoice_ids: string[]
}

/** Marks those that hold nothing any more, each once; returns those that are still owed. */
export async function markLapsed(org: Org, limit: number): Promise<LapsedRow[]> {
  const { rows } = await sql<LapsedRow>`
    update payment p set lapsed_at = ${org.now}, needs_task = ${stillOwed}
    where p.org_id = ${org.id} and p.id in (select id from payment
      where org_id = ${org.id} and state = 'pending' and lapsed_at is null
        and expected_on <= ${org.today}::date - ${org.settings.pending_days}::int
      order by expected_on limit ${limit} for update skip locked)
    returning ${stillOwed} as is_owed, p.id, p.customer_id, p.reference, p.currency,
      p.amount_minor, p.expected_on,
      array(select s.invoice_id from pending_share s
        where s.org_id = p.org_id and s.payment_id = p.id) as invoice_ids`.execute(org.tx)
  return rows.filter((row) => row.is_owed)
}

// What it was for may have been paid otherwise; then nobody need look for it.
const stillOwed = sql`exists (select from pending_share o join invoice i on i.org_id = o.org_id
  and i.id = o.invoice_id and i.open_minor > 0 and i.state = 'open'
  where o.org_id = p.org_id and o.payment_id = p.id)`
