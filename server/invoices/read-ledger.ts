// Reads invoices with what is held on them, and payments, for pages and the API.
import { sql } from 'kysely'
import type { Day, Instant } from '#domain/day.ts'
import { collectibleMinor, daysOverdue, invoiceStatus, type OpenInvoice } from
  '#domain/invoice.ts'
import { pendingLapsesOn } from '#domain/pending.ts'
import { notFound } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import { pageOfRows, readCursor } from '../platform/page.ts'
import { standingOf } from '../reports/invoice-standing.ts'
import { pendingColumn } from '../reports/pending-column.ts'

export interface LedgerRow {
  id: string
  number: string
  customer_id: string
  customer_name: string
  currency: string
  total_minor: number
  open_minor: number
  disputed_minor: number
  promised_minor: number
  pending_minor: number
  issued_on: Day
  due_on: Day
  state: 'open' | 'void' | 'written_off'
  purchase_order: string | null
  created_at: Instant
}

export const ledgerColumns = (org: Org) => sql`i.id, i.number, i.customer_id,
  c.name as customer_name, i.currency, i.total_minor, i.open_minor, i.issued_on,
  i.due_on, i.state, i.purchase_order, i.created_at,
  least(i.open_minor, coalesce((select sum(coalesce(d.amount_minor, i.open_minor)) from dispute d
    where d.org_id = i.org_id and d.customer_id = i.customer_id and d.invoice_id = i.id
      and d.state = 'open'), 0))::bigint as disputed_minor,
  least(i.open_minor, coalesce((select sum(held_by(p, ${org.today})) from promise p
    where p.org_id = i.org_id and p.customer_id = i.customer_id and p.invoice_id = i.id
      and p.state = 'active'), 0))::bigint as promised_minor,
  ${pendingColumn(org)}`

export async function readInvoice(org: Org, invoiceId: string) {
  const { rows } = await sql<LedgerRow & { custom_fields: Record<string, string> }>`
    select ${ledgerColumns(org)}, i.custom_fields
    from invoice i join customer c on c.org_id = i.org_id and c.id = i.customer_id
    where i.org_id = ${org.id} and i.id = ${invoiceId}`.execute(org.tx)
  const row = rows[0]
  if (!row) throw notFound('This invoice does not exist.')
  const parts = await sql<{
    allocations: never[]; disputes: never[]; promises: never[]; pending: never[]
  }>`select
    coalesce((select jsonb_agg(jsonb_build_object('id', a.id,
        'source', case when a.payment_id is null then 'credit_note' else 'payment' end,
        'sourceId', coalesce(a.payment_id, a.credit_note_id),
        'sourceReference', coalesce(p.reference, n.number),
        'amountMinor', a.amount_minor, 'allocatedOn', a.allocated_on) order by a.at, a.id)
      from allocation a
        left join payment p on p.org_id = a.org_id and p.id = a.payment_id
        left join credit_note n on n.org_id = a.org_id and n.id = a.credit_note_id
      where a.org_id = ${org.id} and a.invoice_id = ${invoiceId}), '[]') as allocations,
    coalesce((select jsonb_agg(jsonb_build_object('id', d.id, 'amountMinor', d.amount_minor,
        'reason', d.reason, 'state', case when d.state = 'open'
          and d.investigating_since is not null then 'investigating' else d.state end,
        'openedAt', d.opened_at, 'closedAt', d.closed_at,
        'ownerId', d.owner_id, 'ownerName', (select m.name from member m
          where m.org_id = d.org_id and m.user_id = d.owner_id),
        'dueOn', d.due_on, 'note', d.note, 'creditNoteId', d.credit_note_id) order by d.opened_at)
      from dispute d where d.org_id = ${org.id} and d.invoice_id = ${invoiceId}), '[]') as disputes,
    coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'amountMinor', p.amount_minor,
        'promisedOn', p.promised_on, 'state', p.state, 'madeOn', p.made_on, 'lastOn', p.last_on,
        'paidMinor', greatest(0, paid_for(p)), 'holdsCollection', p.holds_collection,
        'whole', case when p.group_id is not null then (select jsonb_build_object('id', p.group_id,
            'amountMinor', sum(q.amount_minor), 'paidMinor', greatest(0, sum(paid_for(q))),
            'invoices', jsonb_agg(jsonb_build_object('id', o.id, 'number', o.number,
              'amountMinor', q.amount_minor) order by o.due_on, o.id))
          from promise q join invoice o on o.org_id = q.org_id and o.id = q.invoice_id
          where q.org_id = p.org_id and q.group_id = p.group_id
            and (q.id = p.id or q.state not in ('superseded', 'cancelled'))) end)
        order by p.promised_on, p.id)
      from promise p where p.org_id = ${org.id} and p.invoice_id = ${invoiceId}), '[]') as promises,
    coalesce((select jsonb_agg(jsonb_build_object('paymentId', y.id, 'reference', y.reference,
        'amountMinor', s.amount_minor, 'expectedOn', y.expected_on,
        'lapsesOn', y.expected_on + ${org.settings.pending_days}::int) order by y.expected_on)
      from pending_share s join payment y on y.org_id = s.org_id and y.id = s.payment_id
        and y.state = 'pending'
      where s.org_id = ${org.id} and s.invoice_id = ${invoiceId}), '[]') as pending`
    .execute(org.tx)
  const { allocations, disputes, promises, pending } = parts.rows[0] ?? {
    allocations: [], disputes: [], promises: [], pending: [],
  }
  return {
    ...toInvoiceRow(org, row), purchaseOrder: row.purchase_order, createdAt: row.created_at,
    customFields: row.custom_fields, allocations, disputes, promises, pending,
    ...await standingOf(org, invoiceId),
  }
}

const toOpenInvoice = (row: LedgerRow): OpenInvoice => ({
  id: row.id, number: row.number, currency: row.currency, totalMinor: row.total_minor,
  openMinor: row.open_minor, disputedMinor: row.disputed_minor, promisedMinor: row.promised_minor,
  pendingMinor: row.pending_minor, promisedOn: null, brokenPromiseOn: null,
  issuedOn: row.issued_on, dueOn: row.due_on, recordedAt: row.created_at,
})

export function toInvoiceRow(org: Org, row: LedgerRow) {
  const isOpen = row.open_minor > 0 && row.state === 'open'
  return {
    id: row.id, number: row.number, customerId: row.customer_id, customerName: row.customer_name,
    currency: row.currency, totalMinor: row.total_minor, openMinor: row.open_minor,
    disputedMinor: row.disputed_minor, promisedMinor: row.promised_minor,
    pendingMinor: row.pending_minor,
    collectibleMinor: isOpen ? collectibleMinor(toOpenInvoice(row)) : 0,
    issuedOn: row.issued_on, dueOn: row.due_on,
    daysOverdue: isOpen ? daysOverdue(row.due_on, org.today) : 0,
    status: invoiceStatus({
      state: row.state, totalMinor: row.total_minor, openMinor: row.open_minor, dueOn: row.due_on,
    }, org.today),
  }
}

interface PaymentRow {
  id: string
  customer_id: string
  reference: string
  currency: string
  amount_minor: number
  open_minor: number
  received_on: Day
  state: 'pending' | 'cleared' | 'failed' | 'reversed'
  expected_on: Day | null
}

const PAYMENT = sql`id, customer_id, reference, currency, amount_minor, open_minor, received_on,
  state, expected_on`

export async function listPayments(org: Org, query: {
  cursor?: string | undefined; limit: number; customerId?: string | undefined
}) {
  const [receivedOn, id] = readCursor(query.cursor, 2) ?? [null, null]
  const { rows } = await sql<PaymentRow>`select ${PAYMENT} from payment where org_id = ${org.id}
      and (${query.customerId ?? null}::uuid is null or customer_id = ${query.customerId ?? null})
      and (${receivedOn}::date is null or (received_on, id) < (${receivedOn}::date, ${id}::uuid))
    order by received_on desc, id desc limit ${query.limit + 1}`.execute(org.tx)
  return pageOfRows(rows, query.limit, {
    item: (row) => toPayment(org, row), key: (row) => [row.received_on, row.id],
  })
}

export async function readPayment(org: Org, paymentId: string) {
  const { rows } = await sql<PaymentRow>`select ${PAYMENT} from payment
    where org_id = ${org.id} and id = ${paymentId}`.execute(org.tx)
  const row = rows[0]
  if (!row) throw notFound('This payment does not exist.')
  return toPayment(org, row)
}

const toPayment = (org: Org, row: PaymentRow) => ({
  id: row.id, customerId: row.customer_id, reference: row.reference, currency: row.currency,
  amountMinor: row.amount_minor, openMinor: row.open_minor, receivedOn: row.received_on,
  state: row.state, expectedOn: row.expected_on,
  lapsesOn: row.expected_on === null || row.state !== 'pending' ? null
    : pendingLapsesOn(row.expected_on, org.settings.pending_days),
})

export async function readCreditNote(org: Org, creditNoteId: string) {
  const { rows } = await sql<{
    id: string; customer_id: string; number: string; currency: string; total_minor: number
    open_minor: number; issued_on: Day
  }>`select id, customer_id, number, currency, total_minor, open_minor, issued_on
    from credit_note where org_id = ${org.id} and id = ${creditNoteId}`.execute(org.tx)
  const row = rows[0]
  if (!row) throw notFound('This credit note does not exist.')
  return {
    id: row.id, customerId: row.customer_id, number: row.number, currency: row.currency,
    totalMinor: row.total_minor, openMinor: row.open_minor, issuedOn: row.issued_on,
  }
}
