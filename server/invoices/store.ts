// The ledger's tables: invoices, payments, credit notes, allocations, disputes and promises.
import { sql } from 'kysely'
import type { Day } from '#domain/day.ts'
import type { Org } from '../platform/in-organization.ts'

export interface InvoiceRow {
  id: string
  customer_id: string
  number: string
  currency: string
  total_minor: number
  open_minor: number
  issued_on: Day
  due_on: Day
  state: 'open' | 'void' | 'written_off'
  purchase_order: string | null
}

const json = (rows: unknown) => sql`${JSON.stringify(rows)}::jsonb`
const INVOICE = sql`id, customer_id, number, currency, total_minor, open_minor, issued_on, due_on,
  state, purchase_order`
const INVOICE_RECORD = sql`id uuid, customer_id uuid, number text, currency text,
  total_minor bigint, open_minor bigint, issued_on date, due_on date, state text,
  purchase_order text`

/** Every writer of the ledger locks its customers first, in one order, so none waits in a ring. */
export async function lockCustomers(org: Org, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from customer where org_id = ${org.id} and id = any(${[...ids]}::uuid[])
    order by id for update`.execute(org.tx)
  return new Set(rows.map((row) => row.id))
}

export async function invoicesByNumber(
  org: Org, numbers: readonly string[],
): Promise<InvoiceRow[]> {
  const { rows } = await sql<InvoiceRow>`select ${INVOICE} from invoice
    where org_id = ${org.id} and number = any(${[...numbers]})`.execute(org.tx)
  return rows
}

export async function invoicesByIds(org: Org, ids: readonly string[]): Promise<InvoiceRow[]> {
  const { rows } = await sql<InvoiceRow>`select ${INVOICE} from invoice
    where org_id = ${org.id} and id = any(${[...ids]}::uuid[])`.execute(org.tx)
  return rows
}

export async function openInvoicesOf(
  org: Org, customerIds: readonly string[],
): Promise<InvoiceRow[]> {
  const { rows } = await sql<InvoiceRow>`select ${INVOICE} from invoice
    where org_id = ${org.id} and customer_id = any(${[...customerIds]}::uuid[])
      and open_minor > 0 and state = 'open'`.execute(org.tx)
  return rows
}

export async function insertInvoices(org: Org, rows: readonly InvoiceRow[]): Promise<void> {
  await sql`insert into invoice (${INVOICE}, created_at, updated_at)
    select ${INVOICE}, ${org.now}, ${org.now}
    from jsonb_to_recordset(${json(rows)}) as x(${INVOICE_RECORD})`.execute(org.tx)
}

export async function updateInvoices(org: Org, rows: readonly InvoiceRow[]): Promise<void> {
  await sql`update invoice i set total_minor = x.total_minor, open_minor = x.open_minor,
      issued_on = x.issued_on, due_on = x.due_on, state = x.state,
      purchase_order = x.purchase_order, updated_at = ${org.now}
    from jsonb_to_recordset(${json(rows)}) as x(${INVOICE_RECORD})
    where i.org_id = ${org.id} and i.id = x.id`.execute(org.tx)
}

export interface PaymentRow {
  id: string
  customer_id: string
  reference: string
  currency: string
  amount_minor: number
  open_minor: number
  received_on: Day
  state: 'pending' | 'cleared' | 'failed' | 'reversed'
  /** The day announced money should be there. */
  expected_on: Day | null
}

const PAYMENT = sql`id, customer_id, reference, currency, amount_minor, open_minor, received_on,
  state, expected_on`

export async function paymentsByReference(
  org: Org, references: readonly string[],
): Promise<PaymentRow[]> {
  const { rows } = await sql<PaymentRow>`select ${PAYMENT} from payment
    where org_id = ${org.id} and reference = any(${[...references]})`.execute(org.tx)
  return rows
}

export async function paymentById(org: Org, id: string): Promise<PaymentRow | null> {
  const { rows } = await sql<PaymentRow>`select ${PAYMENT} from payment
    where org_id = ${org.id} and id = ${id}`.execute(org.tx)
  return rows[0] ?? null
}

export async function insertPayments(org: Org, rows: readonly PaymentRow[]): Promise<void> {
  await sql`insert into payment (${PAYMENT}, created_at)
    select ${PAYMENT}, ${org.now} from jsonb_to_recordset(${json(rows)}) as x(id uuid,
      customer_id uuid, reference text, currency text, amount_minor bigint, open_minor bigint,
      received_on date, state text, expected_on date)`.execute(org.tx)
}

/** `needsTask`: a person must look into it. */
export async function updatePayment(
  org: Org, row: PaymentRow, { needsTask }: { needsTask: boolean } = { needsTask: false },
): Promise<void> {
  await sql`update payment set open_minor = ${row.open_minor}, state = ${row.state},
      amount_minor = ${row.amount_minor}, received_on = ${row.received_on},
      settled_at = ${org.now}, needs_task = ${needsTask}
    where org_id = ${org.id} and id = ${row.id}`.execute(org.tx)
}

export interface CreditNoteRow {
  id: string
  customer_id: string
  number: string
  currency: string
  total_minor: number
  open_minor: number
  issued_on: Day
}

const CREDIT = sql`id, customer_id, number, currency, total_minor, open_minor, issued_on`

export async function creditNotesByNumber(
  org: Org, numbers: readonly string[],
): Promise<CreditNoteRow[]> {
  const { rows } = await sql<CreditNoteRow>`select ${CREDIT} from credit_note
    where org_id = ${org.id} and number = any(${[...numbers]})`.execute(org.tx)
  return rows
}

export async function insertCreditNotes(
  org: Org, rows: readonly CreditNoteRow[],
): Promise<void> {
  await sql`insert into credit_note (${CREDIT}, created_at)
    select ${CREDIT}, ${org.now} from jsonb_to_recordset(${json(rows)}) as x(id uuid,
      customer_id uuid, number text, currency text, total_minor bigint, open_minor bigint,
      issued_on date)`.execute(org.tx)
}

export interface AllocationRow {
  id: string
  invoice_id: string
  payment_id: string | null
  credit_note_id: string | null
  amount_minor: number
  allocated_on: Day
  /** Of those made together by hand. */
  application_id?: string
}

/** Writes allocations and takes them off what is open on their invoices, in one statement. */
export async function insertAllocations(
  org: Org, rows: readonly AllocationRow[],
): Promise<void> {
  if (rows.length === 0) return
  await sql`with given as (
      select * from jsonb_to_recordset(${json(rows)}) as x(id uuid, invoice_id uuid,
        payment_id uuid, credit_note_id uuid, amount_minor bigint, allocated_on date,
        application_id uuid)
    ), written as (
      insert into allocation (id, invoice_id, payment_id, credit_note_id, amount_minor,
        allocated_on, application_id, at)
      select id, invoice_id, payment_id, credit_note_id, amount_minor, allocated_on,
        application_id, ${org.now}
      from given
    )
    update invoice i set open_minor = i.open_minor - s.amount_minor, updated_at = ${org.now}
    from (select invoice_id, sum(amount_minor)::bigint as amount_minor from given group by 1) s
    where i.org_id = ${org.id} and i.id = s.invoice_id`.execute(org.tx)
}

/** What a payment pays at present, per invoice, reversals netted out. */
export async function allocationsOfPayment(
  org: Org, paymentId: string,
): Promise<{ invoice_id: string; amount_minor: number }[]> {
  const { rows } = await sql<{ invoice_id: string; amount_minor: number }>`
    select invoice_id, sum(amount_minor)::bigint as amount_minor from allocation
    where org_id = ${org.id} and payment_id = ${paymentId}
    group by invoice_id having sum(amount_minor) <> 0`.execute(org.tx)
  return rows
}

/** Freshness of the ledger, which automatic sending depends on (SPEC §4.4). */
export async function noteLedgerChange(org: Org): Promise<void> {
  await sql`update organization set ledger_changed_at = ${org.now} where org_id = ${org.id}`
    .execute(org.tx)
}
