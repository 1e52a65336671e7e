// Disputes and promises: what a person takes out of collection, and how it comes back.
import { addDays, instantAt, type Day } from '#domain/day.ts'
import { formatMoney } from '#domain/money.ts'
import { lookAgain } from '../customers/look-again.ts'
import { conflict, invalid, notFound } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import { recordEvent } from '../timeline/record-event.ts'
import {
  finishDispute, finishPromise, insertDispute, insertPromise, pastPromises,
} from './hold-store.ts'
import {
  invoicesByIds, lockCustomers, noteLedgerChange, updateInvoices, type InvoiceRow,
} from './store.ts'

/** Returns the id of the dispute. */
export async function raiseDispute(
  org: Org, invoiceId: string, wish: { amountMinor: number | null; reason: string },
): Promise<string> {
  const invoice = await openInvoice(org, invoiceId)
  checkAmount(invoice, wish.amountMinor)
  const id = await insertDispute(org, {
    customer_id: invoice.customer_id, invoice_id: invoiceId, amount_minor: wish.amountMinor,
    reason: wish.reason,
  })
  await recordEvent(org, {
    kind: 'dispute_opened', customerId: invoice.customer_id, invoiceIds: [invoiceId],
    detail: { reason: wish.reason, amountMinor: wish.amountMinor },
  })
  await lookAgain(org, [invoice.customer_id])
  return id
}

/** Returns the invoice it was about. */
export async function closeDispute(
  org: Org, disputeId: string, as: 'upheld' | 'credited' | 'withdrawn',
): Promise<string> {
  const row = await finishDispute(org, disputeId, as)
  if (!row) throw notFound('This dispute does not exist or is closed already.')
  await recordEvent(org, {
    kind: 'dispute_closed', customerId: row.customer_id, invoiceIds: [row.invoice_id],
    detail: { as },
  })
  await lookAgain(org, [row.customer_id])
  return row.invoice_id
}

/** Returns the id of the promise. */
export async function notePromise(
  org: Org, invoiceId: string, wish: { amountMinor: number | null; promisedOn: Day },
): Promise<string> {
  const invoice = await openInvoice(org, invoiceId)
  checkAmount(invoice, wish.amountMinor)
  if (wish.promisedOn < org.today) {
    throw invalid(`A promise is for today (${org.today}) or later.`, [
      { field: 'promisedOn', message: 'Choose today or a later day.' }])
  }
  const amountMinor = wish.amountMinor ?? invoice.open_minor
  const id = await insertPromise(org, {
    customer_id: invoice.customer_id, invoice_id: invoiceId, amount_minor: amountMinor,
    promised_on: wish.promisedOn,
  })
  await recordEvent(org, {
    kind: 'promise_made', customerId: invoice.customer_id, invoiceIds: [invoiceId],
    detail: {
      promisedOn: wish.promisedOn,
      amount: formatMoney({ amountMinor, currency: invoice.currency }, org.settings.locale),
    },
  })
  await lookAgain(org, [invoice.customer_id])
  await lookAgain(org, [invoice.customer_id],
    instantAt(addDays(wish.promisedOn, 1), org.settings.send_time, org.settings.zone))
  return id
}

export async function cancelPromise(org: Org, promiseId: string): Promise<string> {
  const row = await finishPromise(org, promiseId, 'cancelled')
  if (!row) throw notFound('This promise does not exist or has ended already.')
  await recordEvent(org, {
    kind: 'promise_ended', customerId: row.customer_id, invoiceIds: [row.invoice_id],
    detail: { as: 'cancelled' },
  })
  await lookAgain(org, [row.customer_id])
  return row.invoice_id
}

const MOST_JUDGED = 1000

/** At the end of its day a promise is kept, partly kept or broken by the ledger (SPEC §4.2). */
export async function judgePromises(org: Org): Promise<void> {
  const rows = await pastPromises(org, MOST_JUDGED)
  for (const row of rows) {
    const as = row.paid_minor >= row.amount_minor ? 'kept'
      : row.paid_minor > 0 ? 'partly_kept' : 'broken'
    await finishPromise(org, row.id, as)
    await recordEvent(org, {
      kind: 'promise_ended', customerId: row.customer_id, invoiceIds: [row.invoice_id],
      detail: { as },
    })
    await lookAgain(org, [row.customer_id])
  }
}

export async function closeInvoice(
  org: Org, invoiceId: string, wish: { as: 'void' | 'written_off'; reason: string },
): Promise<void> {
  const invoice = await openInvoice(org, invoiceId)
  await updateInvoices(org, [{ ...invoice, state: wish.as }])
  await recordEvent(org, {
    kind: 'invoice_closed', customerId: invoice.customer_id, invoiceIds: [invoiceId],
    detail: { number: invoice.number, as: wish.as.replace('_', ' '), reason: wish.reason },
  })
  await lookAgain(org, [invoice.customer_id])
  await noteLedgerChange(org)
}

async function openInvoice(org: Org, invoiceId: string): Promise<InvoiceRow> {
  const [found] = await invoicesByIds(org, [invoiceId])
  if (!found) throw notFound('This invoice does not exist.')
  await lockCustomers(org, [found.customer_id])
  const [invoice] = await invoicesByIds(org, [invoiceId])
  if (!invoice || invoice.state !== 'open') {
    throw conflict(`Invoice ${found.number} is closed already.`)
  }
  if (invoice.open_minor === 0) throw conflict(`Invoice ${found.number} is paid.`)
  return invoice
}

function checkAmount(invoice: InvoiceRow, amountMinor: number | null): void {
  if (amountMinor === null || amountMinor <= invoice.open_minor) return
  throw invalid(`Only ${invoice.open_minor} minor units of ${invoice.currency} are open.`, [
    { field: 'amountMinor', message: 'Enter no more than is open.' }])
}
