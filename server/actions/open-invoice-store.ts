// Open invoices of a batch of customers, ten thousand at once: read as one text a customer.
import { sql } from 'kysely'
import type { Day, Instant } from '#domain/day.ts'
import { instantOf } from '../platform/database.ts'
import type { Org } from '../platform/in-organization.ts'
import { plainList } from '../platform/plain-list.ts'

export interface OpenInvoiceRow {
  id: string
  customer_id: string
  number: string
  currency: string
  total_minor: number
  open_minor: number
  issued_on: Day
  due_on: Day
  created_at: Instant
}

// Separators that nobody types; one that came in by a file all the same is read as a space.
const FIELD = '\u001f'
const LINE = '\u001e'

/** Rows would cost the driver four times as much as taking these texts apart. */
export async function readOpenInvoices(
  org: Org, customerIds: readonly string[],
): Promise<OpenInvoiceRow[]> {
  const { rows } = await sql<{ customer_id: string; lines: string }>`
    select customer_id, string_agg(concat_ws(${FIELD}, id, translate(number, ${FIELD + LINE}, '  '),
      currency, total_minor, open_minor, issued_on, due_on, created_at), ${LINE}) as lines
    from invoice
    where org_id = ${org.id} and customer_id = any(${plainList(customerIds)}::uuid[])
      and open_minor > 0 and state = 'open'
    group by customer_id`.execute(org.tx)
  return rows.flatMap(({ customer_id: customerId, lines }) =>
    lines.split(LINE).map((line) => toRow(customerId, line)))
}

function toRow(customerId: string, line: string): OpenInvoiceRow {
  const [
    id = '', number = '', currency = '', total, open, issuedOn = '', dueOn = '', createdAt = '',
  ] = line.split(FIELD)
  return {
    id, customer_id: customerId, number, currency, total_minor: minorOf(total),
    open_minor: minorOf(open), issued_on: issuedOn, due_on: dueOn, created_at: instantOf(createdAt),
  }
}

function minorOf(text: string | undefined): number {
  const minor = Number(text)
  if (!Number.isSafeInteger(minor)) throw new RangeError(`The amount ${text} is too large.`)
  return minor
}
