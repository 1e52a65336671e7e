// Which payments a person must look into, and whose unapplied money has an invoice to go to.
import { sql } from 'kysely'
import type { Day } from '#domain/day.ts'
import type { Org } from '../platform/in-organization.ts'

export interface MissingMoney {
  id: string
  customer_id: string
  customer_name: string
  customer_owner_id: string | null
  invoice_id: string | null
  reference: string
  currency: string
  amount_minor: number
  state: 'pending' | 'failed' | 'reversed'
  expected_on: Day | null
}

/** Payments that went back, failed or did not come, each taken once. */
export async function takeMissingMoney(org: Org, limit: number): Promise<MissingMoney[]> {
  const { rows } = await sql<MissingMoney>`
    with taken as (
      update payment p set needs_task = false where p.org_id = ${org.id} and p.id in (
        select id from payment where org_id = ${org.id} and needs_task
        order by id limit ${limit} for update skip locked)
      returning p.id, p.customer_id, p.reference, p.currency, p.amount_minor, p.state,
        p.expected_on)
    select t.*, c.name as customer_name, c.owner_id as customer_owner_id,
      coalesce((select s.invoice_id from pending_share s where s.org_id = c.org_id
          and s.payment_id = t.id limit 1),
        (select a.invoice_id from allocation a where a.org_id = c.org_id
          and a.payment_id = t.id limit 1)) as invoice_id
    from taken t join customer c on c.org_id = ${org.id} and c.id = t.customer_id
    where t.state <> 'cleared'`.execute(org.tx)
  return rows
}

export interface CashRow {
  customer_id: string
  customer_name: string
  customer_owner_id: string | null
}

// Unapplied money beside something open in its currency.
const hasCash = sql`exists (select from (
    select currency, created_at from payment where org_id = c.org_id and customer_id = c.id
      and open_minor > 0
    union all select currency, created_at from credit_note where org_id = c.org_id
      and customer_id = c.id and open_minor > 0) u
  where exists (select from invoice i where i.org_id = c.org_id and i.customer_id = c.id
    and i.currency = u.currency and i.open_minor > 0 and i.state = 'open')`

/** Locked; money that a person has put aside, by closing the task, asks for none again. */
export async function customersWithCash(org: Org, limit: number): Promise<CashRow[]> {
  const { rows } = await sql<CashRow>`
    select c.id as customer_id, c.name as customer_name, c.owner_id as customer_owner_id
    from customer c where c.org_id = ${org.id}
      and c.id in (select customer_id from payment where org_id = ${org.id} and open_minor > 0
        union select customer_id from credit_note where org_id = ${org.id} and open_minor > 0)
      and not exists (select from action a where a.org_id = c.org_id and a.customer_id = c.id
        and a.kind = 'apply_cash' and a.state = 'open')
      and ${hasCash} and u.created_at > coalesce((select max(a.closed_at) from action a
        where a.org_id = c.org_id and a.customer_id = c.id and a.kind = 'apply_cash'
          and a.outcome is distinct from 'applied'), '-infinity'))
    limit ${limit} for update of c skip locked`.execute(org.tx)
  return rows
}

/** Open tasks whose customer has nothing left to apply. */
export async function tasksWithoutCash(org: Org, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select a.id from action a join customer c on c.org_id = a.org_id and c.id = a.customer_id
    where a.org_id = ${org.id} and a.kind = 'apply_cash' and a.state = 'open'
      and not ${hasCash}) limit ${limit}`.execute(org.tx)
  return rows.map((row) => row.id)
}
