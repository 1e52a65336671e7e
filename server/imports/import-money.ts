// Imports payments and credit notes.
import { readCurrency, readDate, type Read } from '#domain/cells.ts'
import { findCustomers, type FoundCustomer } from '../customers/find-customers.ts'
import { findInvoices, type FoundInvoice } from '../invoices/find-invoices.ts'
import { recordCreditNotes } from '../invoices/record-credit-note.ts'
import { recordPayments } from '../invoices/record-payment.ts'
import type { Org } from '../platform/in-organization.ts'
import { refuseUnknownCustomer } from './import-people.ts'
import { outcomeOf, settle, writeGood, type FileSetting, type Row, type RowOutcome } from './row.ts'

export async function importPayments(
  org: Org, rows: readonly Row[], setting: FileSetting,
): Promise<RowOutcome[]> {
  const facts = await factsOf(org, rows)
  const read = rows.map((row) => {
    const { customerId, invoice, currency } = readOwner(row, facts, setting, 'unapplied')
    const [amountMinor, receivedOn] = [row.amount('amount', currency), row.date('received_on')]
    const number = row.peek('invoice_number') || row.peek('customer_reference')
    const wish = {
      customerId, currency, amountMinor, receivedOn,
      // Without an id of its own a payment is known by invoice, amount and day.
      reference: row.text('reference') || `${number} ${receivedOn} ${amountMinor} ${currency}`,
      state: row.optional('state', readState) ?? 'cleared' as const,
      expectedOn: row.optional('expected_on', (cell) => readDate(cell, setting.dateOrder)),
      wanted: invoice !== null ? [{ invoiceId: invoice.id }]
        : row.peek('invoice_number') === '' ? null : [],
    }
    checkSign(row, 'amount', wish.amountMinor, 'A payment has an amount above zero; reverse a '
      + 'payment that bounced on its page or by the API.')
    return settle(row, wish)
  })
  return writeGood(read, async (good) => (await recordPayments(org, good)).map(outcomeOf))
}

const STATES = new Map<string, 'cleared' | 'pending' | 'failed'>([
  ...['cleared', 'settled', 'paid', 'received', 'completed', 'booked']
    .map((word) => [word, 'cleared'] as const),
  ...['pending', 'announced', 'processing', 'submitted'].map((word) => [word, 'pending'] as const),
  ...['failed', 'rejected', 'returned', 'cancelled', 'reversed']
    .map((word) => [word, 'failed'] as const),
])

function readState(cell: string): Read<'cleared' | 'pending' | 'failed'> {
  const value = STATES.get(cell.trim().toLowerCase())
  return value ? { ok: true, value } : { ok: false, code: 'unknown_state',
    reason: `"${cell}" is no state of a payment; write pending, cleared or failed.` }
}

export async function importCreditNotes(
  org: Org, rows: readonly Row[], setting: FileSetting,
): Promise<RowOutcome[]> {
  const facts = await factsOf(org, rows)
  const read = rows.map((row) => {
    const { customerId, invoice, currency } = readOwner(row, facts, setting, 'refused')
    const wish = {
      customerId, currency, number: row.needed('number', 100),
      // Many programs write credits below zero.
      totalMinor: Math.abs(row.amount('total', currency)), issuedOn: row.date('issued_on'),
      wanted: invoice === null ? [] : [{ invoiceId: invoice.id }],
    }
    checkSign(row, 'total', wish.totalMinor, 'A credit note has an amount.')
    return settle(row, wish)
  })
  return writeGood(read, async (good) => (await recordCreditNotes(org, good)).map(outcomeOf))
}

interface Facts {
  customers: ReadonlyMap<string, FoundCustomer>
  invoices: ReadonlyMap<string, FoundInvoice>
}

async function factsOf(org: Org, rows: readonly Row[]): Promise<Facts> {
  return {
    customers: await findCustomers(org, rows.map((row) => row.peek('customer_reference'))),
    invoices: await findInvoices(org, rows.map((row) => row.peek('invoice_number'))),
  }
}

/** Whose money it is and for which invoice: by the invoice, by the customer, or by both. */
function readOwner(
  row: Row, facts: Facts, setting: FileSetting, strange: 'unapplied' | 'refused',
) {
  const reference = row.text('customer_reference', 100)
  const number = row.text('invoice_number', 100)
  const customer = facts.customers.get(reference)
  const invoice = facts.invoices.get(number) ?? null
  if (reference === '' && number === '') {
    row.refuse('invoice_number', 'missing', 'This row names neither an invoice nor a customer.')
  }
  if (number !== '' && !invoice && customer && strange === 'unapplied') {
    row.warn('invoice_number', 'unapplied', `No invoice has the number "${number}"; the payment `
      + 'stays unapplied with its customer.')
  } else if (number !== '' && !invoice) {
    row.refuse('invoice_number', 'unknown_invoice', `No invoice has the number "${number}"; import `
      + 'the invoices first, or correct the number.')
  }
  if (reference !== '' && !customer) refuseUnknownCustomer(row, reference)
  if (customer && invoice && customer.id !== invoice.customerId) {
    row.refuse('invoice_number', 'unknown_invoice', `Invoice ${number} is not of the customer `
      + `${reference}; correct one of them.`)
  }
  const given = row.optional('currency', readCurrency)
  if (invoice && given !== null && given !== invoice.currency) {
    row.refuse('currency', 'wrong_currency', `Invoice ${number} is in ${invoice.currency}; enter `
      + `the amount in ${invoice.currency}.`)
  }
  return {
    customerId: invoice?.customerId ?? customer?.id ?? '', invoice,
    currency: given ?? invoice?.currency ?? setting.currency,
  }
}

function checkSign(row: Row, field: string, amountMinor: number, reason: string): void {
  if (amountMinor <= 0 && row.problems.every((problem) => problem.field !== field)) {
    row.refuse(field, 'wrong_amount', reason)
  }
}
