// The tables of disputes and promises.
import { sql } from 'kysely'
import type { Day } from '#domain/day.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'

export interface HeldInvoice {
  customer_id: string
  invoice_id: string
}

export interface NewDispute extends HeldInvoice {
  amount_minor: number | null
  reason: string
  owner_id: string | null
  due_on: Day | null
}

export async function insertDispute(org: Org, of: NewDispute): Promise<string> {
  const id = newId()
  await sql`insert into dispute (id, customer_id, invoice_id, amount_minor, reason, owner_id,
      due_on, opened_at)
    values (${id}, ${of.customer_id}, ${of.invoice_id}, ${of.amount_minor}, ${of.reason},
      ${of.owner_id}, ${of.due_on}, ${org.now})`.execute(org.tx)
  return id
}

/** Null if no dispute of that id is open. */
export async function updateDispute(
  org: Org, id: string, wish: { owner_id?: string | null; due_on?: Day | null },
): Promise<(HeldInvoice & { owner_id: string | null; due_on: Day | null }) | null> {
  const { rows } = await sql<HeldInvoice & { owner_id: string | null; due_on: Day | null }>`
    update dispute set
      owner_id = case when ${wish.owner_id === undefined} then owner_id
        else ${wish.owner_id ?? null}::text end,
      due_on = case when ${wish.due_on === undefined} then due_on
        else ${wish.due_on ?? null}::date end
    where org_id = ${org.id} and id = ${id} and state = 'open'
    returning customer_id, invoice_id, owner_id, due_on`.execute(org.tx)
  return rows[0] ?? null
}

export interface DisputeEnd {
  as: 'upheld' | 'credited' | 'withdrawn'
  note: string
  credit_note_id: string | null
}

/** Null if no dispute of that id is open. */
export async function finishDispute(
  org: Org, id: string, end: DisputeEnd,
): Promise<HeldInvoice | null> {
  const { rows } = await sql<HeldInvoice>`
    update dispute set state = ${end.as}, closed_at = ${org.now}, note = ${end.note},
      credit_note_id = ${end.credit_note_id}
    where org_id = ${org.id} and id = ${id} and state = 'open'
    returning customer_id, invoice_id`.execute(org.tx)
  return rows[0] ?? null
}

/** Whether a credit note is the customer's whose dispute it would end. */
export async function isCreditForDispute(
  org: Org, creditNoteId: string, disputeId: string,
): Promise<boolean> {
  const { rows } = await sql`select from credit_note n join dispute d on d.org_id = n.org_id
      and d.customer_id = n.customer_id
    where n.org_id = ${org.id} and n.id = ${creditNoteId} and d.id = ${disputeId}`.execute(org.tx)
  return rows.length > 0
}

export async function ownerOfCustomer(org: Org, customerId: string): Promise<string | null> {
  const { rows } = await sql<{ owner_id: string | null }>`select owner_id from customer
    where org_id = ${org.id} and id = ${customerId}`.execute(org.tx)
  return rows[0]?.owner_id ?? null
}

export interface NewPromise extends HeldInvoice {
  amount_minor: number
  promised_on: Day
  grace_days: number
  tolerance_minor: number
  holds_collection: boolean
}

export async function insertPromise(org: Org, of: NewPromise): Promise<string> {
  const id = newId()
  await sql`insert into promise (id, customer_id, invoice_id, amount_minor, promised_on, grace_days,
      tolerance_minor, holds_collection, made_on, made_by)
    values (${id}, ${of.customer_id}, ${of.invoice_id}, ${of.amount_minor}, ${of.promised_on},
      ${of.grace_days}, ${of.tolerance_minor}, ${of.holds_collection}, ${org.today},
      ${org.actor})`.execute(org.tx)
  return id
}

/** Active promises of an invoice, with what of them is still to come. */
export async function activePromises(
  org: Org, invoiceId: string,
): Promise<{ id: string; amountMinor: number; promisedOn: Day }[]> {
  const { rows } = await sql<{ id: string; amountMinor: number; promisedOn: Day }>`
    select id, greatest(0, amount_minor - paid_for(p)) as "amountMinor",
      promised_on as "promisedOn"
    from promise p where org_id = ${org.id} and invoice_id = ${invoiceId} and state = 'active'
    for update`.execute(org.tx)
  return rows
}

/** Null if no promise of that id is active. */
export async function finishPromise(
  org: Org, id: string, as: 'kept' | 'partly_kept' | 'broken' | 'superseded' | 'cancelled',
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
      and state in ('kept', 'partly_kept', 'broken') and last_on >= ${on}
    returning 1`.execute(org.tx)
  return rows.length > 0
}

export interface PastPromise extends HeldInvoice {
  id: string
  promised_on: Day
  last_on: Day
  amount_minor: number
  tolerance_minor: number
  /** What payments that still stand brought to its invoice, through its last day. */
  paid_minor: number
}

/** Active promises whose last day is over, locked; another process takes others. */
export async function pastPromises(org: Org, limit: number): Promise<PastPromise[]> {
  const { rows } = await sql<PastPromise>`
    select p.id, p.customer_id, p.invoice_id, p.promised_on, p.last_on, p.amount_minor,
      p.tolerance_minor, paid_for(p) as paid_minor
    from promise p where p.org_id = ${org.id} and p.state = 'active'
      and p.last_on < ${org.today}
    order by p.promised_on limit ${limit} for update of p skip locked`.execute(org.tx)
  return rows
}
