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

interface ChangedDispute extends HeldInvoice {
  owner_id: string | null
  due_on: Day | null
}

/** Null if no dispute of that id is open. */
export async function updateDispute(
  org: Org, id: string, wish: {
    owner_id?: string | null; due_on?: Day | null; isInvestigated?: boolean | undefined
    /** Whose it becomes where nobody settles it yet. */
    firstOwnerId?: string | null
  },
): Promise<ChangedDispute | null> {
  const { rows } = await sql<ChangedDispute>`
    update dispute set
      owner_id = case when ${wish.owner_id === undefined}
          then coalesce(owner_id, ${wish.firstOwnerId ?? null}::text)
        else ${wish.owner_id ?? null}::text end,
      due_on = case when ${wish.due_on === undefined} then due_on
        else ${wish.due_on ?? null}::date end,
      investigating_since = case when ${wish.isInvestigated ?? null}::boolean is null
          then investigating_since
        when ${wish.isInvestigated ?? null}::boolean
          then coalesce(investigating_since, ${org.now}::timestamptz) end
    where org_id = ${org.id} and id = ${id} and state = 'open'
    returning customer_id, invoice_id, owner_id, due_on`.execute(org.tx)
  return rows[0] ?? null
}

export interface LostDispute extends HeldInvoice {
  id: string
  number: string
  owner_id: string
  customer_owner_id: string | null
  due_on: Day | null
}

/** Open ones whose owner has left, may not settle any more, or is away today; locked. */
export async function disputesWithoutOwner(org: Org, limit: number): Promise<LostDispute[]> {
  const { rows } = await sql<LostDispute>`
    select d.id, d.customer_id, d.invoice_id, i.number, d.owner_id,
      c.owner_id as customer_owner_id, d.due_on
    from dispute d join customer c on c.org_id = d.org_id and c.id = d.customer_id
      join invoice i on i.org_id = d.org_id and i.id = d.invoice_id
      join member m on m.org_id = d.org_id and m.user_id = d.owner_id
    where d.org_id = ${org.id} and d.state = 'open'
      and (not m.is_active or m.role = 'viewer' or m.away_until >= ${org.today})
    order by d.id limit ${limit} for update of d skip locked`.execute(org.tx)
  return rows
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

/** What is contested of each invoice; those that nobody contests are left out. */
export async function contestedOf(
  org: Org, invoiceIds: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await sql<{ invoice_id: string; minor: number }>`
    select d.invoice_id, sum(coalesce(d.amount_minor, i.open_minor))::bigint as minor
    from dispute d join invoice i on i.org_id = d.org_id and i.id = d.invoice_id
    where d.org_id = ${org.id} and d.invoice_id = any(${[...invoiceIds]}::uuid[])
      and d.state = 'open' group by 1`.execute(org.tx)
  return new Map(rows.map((row) => [row.invoice_id, row.minor]))
}

export interface NewPromise extends HeldInvoice {
  amount_minor: number
  promised_on: Day
  grace_days: number
  tolerance_minor: number
  holds_collection: boolean
  /** Null: it is over this invoice alone. */
  group_id: string | null
}

export async function insertPromise(org: Org, of: NewPromise): Promise<string> {
  const id = newId()
  await sql`insert into promise (id, customer_id, invoice_id, amount_minor, promised_on, grace_days,
      tolerance_minor, holds_collection, group_id, made_on, made_by)
    values (${id}, ${of.customer_id}, ${of.invoice_id}, ${of.amount_minor}, ${of.promised_on},
      ${of.grace_days}, ${of.tolerance_minor}, ${of.holds_collection}, ${of.group_id}, ${org.today},
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

/** This row alone; of a promise over several invoices the others stay. */
export async function supersedePromise(org: Org, id: string): Promise<void> {
  await sql`update promise set state = 'superseded', closed_at = ${org.now}
    where org_id = ${org.id} and id = ${id} and state = 'active'`.execute(org.tx)
}

/** All rows of the promise; none if it is not active. One invoice carries it from then on. */
export async function finishPromise(
  org: Org, id: string, as: 'kept' | 'partly_kept' | 'broken' | 'cancelled',
  carrierId?: string,
): Promise<(HeldInvoice & { id: string })[]> {
  const { rows } = await sql<HeldInvoice & { id: string }>`
    update promise p set state = ${as}, closed_at = ${org.now},
      carries = p.group_id is null or p.invoice_id is not distinct from ${carrierId ?? null}
    from promise named where p.org_id = ${org.id} and named.org_id = p.org_id
      and (named.id = ${id} or (named.group_id = ${id} and named.id = (select id from promise
        where org_id = ${org.id} and group_id = ${id} and state = 'active' order by id limit 1)))
      and named.state = 'active' and p.state = 'active'
      and (p.id = named.id or p.group_id = named.group_id)
    returning p.id, p.customer_id, p.invoice_id`.execute(org.tx)
  return rows
}

/** Judged promises that money dated `on` or earlier may change. True if there are any. */
export async function reopenPromises(
  org: Org, invoiceIds: readonly string[], on: Day,
): Promise<boolean> {
  const { rows } = await sql`update promise p set state = 'active', closed_at = null
    where p.org_id = ${org.id} and p.state in ('kept', 'partly_kept', 'broken')
      and p.last_on >= ${on}
      and (p.invoice_id = any(${[...invoiceIds]}::uuid[])
        or p.group_id in (select group_id from promise where org_id = ${org.id}
          and invoice_id = any(${[...invoiceIds]}::uuid[]) and group_id is not null
          and state not in ('superseded', 'cancelled')))
    returning 1`.execute(org.tx)
  return rows.length > 0
}

/** A whole promise, whether over one invoice or several. */
export interface PastPromise {
  id: string
  customer_id: string
  customer_name: string
  customer_owner_id: string | null
  currency: string
  promised_on: Day
  last_on: Day
  amount_minor: number
  tolerance_minor: number
  /** What payments that still stand brought to its invoices, through its last day. */
  paid_minor: number
  /** The one that carries it first: open, then as a run's carrying invoice is chosen. */
  invoice_ids: string[]
}

/**
 * Active promises whose last day is over, each locked by its first row; another process takes
 * others.
 */
export async function pastPromises(org: Org, limit: number): Promise<PastPromise[]> {
  const { rows } = await sql<PastPromise>`
    select p.id, p.customer_id, c.name as customer_name, c.owner_id as customer_owner_id,
      p.promised_on, p.last_on, w.*
    from promise p join customer c on c.org_id = p.org_id and c.id = p.customer_id,
      lateral (select sum(q.amount_minor)::bigint as amount_minor,
          sum(q.tolerance_minor)::bigint as tolerance_minor,
          sum(paid_for(q))::bigint as paid_minor, min(i.currency) as currency,
          array_agg(i.id order by (i.open_minor > 0 and i.state = 'open') desc, i.due_on,
            i.total_minor desc, i.id) as invoice_ids
        from promise q join invoice i on i.org_id = q.org_id and i.id = q.invoice_id
        where q.org_id = p.org_id and (q.id = p.id or q.group_id = p.group_id)
          and q.state not in ('superseded', 'cancelled')) w
    where p.org_id = ${org.id} and p.state = 'active' and p.last_on < ${org.today}
      and not exists (select from promise e where e.org_id = p.org_id
        and e.group_id = p.group_id and e.state = 'active' and e.id < p.id)
    order by p.promised_on limit ${limit} for update of p skip locked`.execute(org.tx)
  return rows
}
