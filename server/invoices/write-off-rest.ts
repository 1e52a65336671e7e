// A rest of a few cents: proposed, written off with one click up to a limit, and taken back (E7).
import { sql } from 'kysely'
import { formatMoney } from '#domain/money.ts'
import { lookAgain } from '../customers/look-again.ts'
import { conflict, notFound } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import { recordEvent } from '../timeline/record-event.ts'
import { closeInvoice } from './hold-invoice.ts'
import { invoicesByIds, lockCustomers, noteLedgerChange, updateInvoices, type InvoiceRow } from
  './store.ts'

const MOST_LISTED = 100

export async function listRests(org: Org, customerId: string | null) {
  const { rows } = await sql<{
    invoiceId: string; number: string; customerId: string; customerName: string; currency: string
    openMinor: number
  }>`select i.id as "invoiceId", i.number, c.id as "customerId", c.name as "customerName",
      i.currency, i.open_minor as "openMinor"
    from invoice i join customer c on c.org_id = i.org_id and c.id = i.customer_id
      join jsonb_each_text(${JSON.stringify(org.settings.write_off_limits)}::jsonb) l
        on l.key = i.currency
    where i.org_id = ${org.id} and i.state = 'open' and i.open_minor between 1 and l.value::bigint
      and i.open_minor < i.total_minor
      and (${customerId}::uuid is null or i.customer_id = ${customerId}::uuid)
    order by i.open_minor, i.id limit ${MOST_LISTED}`.execute(org.tx)
  return rows
}

/** Of all invoices, paid ones as well: their rests may come back. */
export async function listCurrencies(org: Org): Promise<string[]> {
  const { rows } = await sql<{ currency: string }>`select distinct currency from invoice
    where org_id = ${org.id}`.execute(org.tx)
  const own = org.settings.currency
  return [own, ...rows.map(({ currency }) => currency).filter((one) => one !== own).toSorted()]
}

export async function writeOffRest(org: Org, invoiceId: string): Promise<void> {
  const invoice = await readRest(org, invoiceId)
  if (invoice.open_minor >= invoice.total_minor) {
    throw conflict('Nothing of this invoice is paid: it has no rest. A manager may write it off.')
  }
  await closeInvoice(org, invoiceId, {
    as: 'written_off', reason: `a rest of ${amountOf(org, invoice)}`,
  })
}

export async function reopenRest(org: Org, invoiceId: string): Promise<void> {
  const invoice = await readRest(org, invoiceId)
  if (invoice.state !== 'written_off') throw conflict('This invoice is not written off.')
  await updateInvoices(org, [{ ...invoice, state: 'open' }])
  await recordEvent(org, {
    kind: 'rest_reopened', customerId: invoice.customer_id, invoiceIds: [invoiceId],
    detail: { number: invoice.number, amount: amountOf(org, invoice) },
  })
  await lookAgain(org, [invoice.customer_id])
  await noteLedgerChange(org)
}

/** Locked; more than the limit is a manager's to decide. */
async function readRest(org: Org, invoiceId: string): Promise<InvoiceRow> {
  const [found] = await invoicesByIds(org, [invoiceId])
  if (!found) throw notFound('This invoice does not exist.')
  await lockCustomers(org, [found.customer_id])
  const [invoice = found] = await invoicesByIds(org, [invoiceId])
  const limitMinor = org.settings.write_off_limits[invoice.currency] ?? 0
  if (invoice.open_minor > limitMinor) {
    throw conflict(`More is open than may be written off with one click (${formatMoney(
      { amountMinor: limitMinor, currency: invoice.currency }, org.settings.locale)}).`)
  }
  return invoice
}

const amountOf = (org: Org, { open_minor: amountMinor, currency }: InvoiceRow) =>
  formatMoney({ amountMinor, currency }, org.settings.locale)
