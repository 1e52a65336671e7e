// The tables of disputes and promises.
import { sql } from 'kysely'
import type { Day } from '#domain/day.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'

export interface HeldInvoice {
  customer_id: string
  invoice_id: string
}

export async function insertDispute(
  org: Org, of: HeldInvoice & { amount_minor: number | null; reason: string },
): Promise<string> {
  const id = newId()
  await sql`insert into dispute (id, customer_id, invoice_id, amount_minor, reason, opened_at)
    values (${id}, ${of.customer_id}, ${of.invoice_id}, ${of.amount_minor}, ${of.reason},
      ${org.now})`.execute(org.tx)
  return id
}

/** Null if no dispute of that id is open. */
export async function finishDispute(
  org: Org, id: string, as: 'upheld' | 'credited' | 'withdrawn',
): Promise<HeldInvoice | null> {
  const { rows } = await sql<HeldInvoice>`
    update dispute set state = ${as}, closed_at = ${org.now}
    where org_id = ${org.id} and id = ${id} and state = 'open'
    returning customer_id, invoice_id`.execute(org.tx)
  return rows[0] ?? null
}

export async function insertPromise(
  org: Org, of: HeldInvoice & { amount_minor: number; promised_on: Day },
): Promise<string> {
  const id = newId()
  await sql`insert into promise (id, customer_id, invoice_id, amount_minor, promised_on, made_on,
      made_by)
    values (${id}, ${of.customer_id}, ${of.invoice_id}, ${of.amount_minor},
      ${of.promised_on}, ${org.today}, ${org.actor})`.execute(org.tx)
  return id
}

/** Null if no promise of that id is active. */
export async function finishPromise(
  org: Org, id: string, as: 'kept' | 'partly_kept' | 'broken' | 'cancelled',
): Promise<HeldInvoice | null> {
  const { rows } = await sql<HeldInvoice>`
    update promise set state = ${as}, closed_at = ${org.now}
    where org_id = ${org.id} and id = ${id} and state = 'active'
    returning customer_id, invoice_id`.execute(org.tx)
  return rows[0] ?? null
}

/** Judged promises that money dated `on` or earlier may change. True if there are any. */
export async function reopenPromises(
  org: Org, invoiceIds: readonly string[], on: Day,
): Promise<boolean> {
  const { rows } = await sql`update promise set state = 'active', closed_at = null
    where org_id = ${org.id} and invoice_id = any(${[...invoiceIds]}::uuid[])
      and state in ('kept', 'partly_kept', 'broken') and promised_on >= ${on}
    returning 1`.execute(org.tx)
  return rows.length > 0
}

export interface PastPromise extends HeldInvoice {
  id: string
  amount_minor: number
  /** What payments that still stand brought to its invoice, through its day. */
  paid_minor: number
}

/** Active promises whose day is over, locked; another process takes others. */
export async function pastPromises(org: Org, limit: number): Promise<PastPromise[]> {
  const { rows } = await sql<PastPromise>`
    select p.id, p.customer_id, p.invoice_id, p.amount_minor,
      coalesce((select sum(a.amount_minor) from allocation a join payment y
          on y.org_id = a.org_id and y.id = a.payment_id and y.state = 'cleared'
        where a.org_id = p.org_id and a.invoice_id = p.invoice_id
          and a.allocated_on between p.made_on and p.promised_on), 0)::bigint as paid_minor
    from promise p where p.org_id = ${org.id} and p.state = 'active'
      and p.promised_on < ${org.today}
    order by p.promised_on limit ${limit} for update of p skip locked`.execute(org.tx)
  return rows
}
