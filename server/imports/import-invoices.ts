// Imports invoices, and the customers that are new with them.
import { addDays } from '#domain/day.ts'
import { readCountry, readCurrency } from '#domain/cells.ts'
import { ensureContacts } from '../customers/ensure-contacts.ts'
import { findCustomers, type FoundCustomer } from '../customers/find-customers.ts'
import { saveCustomers } from '../customers/save-customer.ts'
import { saveInvoices, type InvoiceWish } from '../invoices/save-invoice.ts'
import type { Org } from '../platform/in-organization.ts'
import { followNamed, namedWorkflows } from './named-workflow.ts'
import { checkEmail, listOf, refuseUnknownCustomer } from './import-people.ts'
import {
  outcomeOf, settle, writeGood, type FileSetting, type ReadRow, type Row, type RowOutcome,
} from './row.ts'

interface InvoiceRow {
  invoice: Omit<InvoiceWish, 'customerId'>
  customer: { reference: string; name: string; country: string | null; email: string }
  workflowId: string | null
}

export async function importInvoices(
  org: Org, rows: readonly Row[], setting: FileSetting,
): Promise<RowOutcome[]> {
  const known = await findCustomers(org, rows.map((row) => row.peek('customer_reference')))
  const names = new Map(setting.earlierNames ?? [])
  const workflowOf = await namedWorkflows(org, rows, 'invoice', setting)
  const read = rows.map((row) => readRow(row, setting, { known, names, workflowOf }))
  return writeGood(read, async (good) => {
    await addCustomers(org, good, known, names)
    for (const { customer } of good) {
      setting.earlierNames?.set(customer.reference, names.get(customer.reference) ?? '')
    }
    const outcomes = await saveInvoices(org, good.map(({ invoice, customer }) => ({
      ...invoice, customerId: known.get(customer.reference)?.id ?? '',
    })))
    return followNamed(org, setting, 'invoice', good.map(({ workflowId }, place) => {
      const outcome = outcomes[place]
      return outcome === undefined || outcome.did === 'refused'
        ? { id: '', workflowId, outcome: outcome ? outcomeOf(outcome) : { did: 'unchanged' } }
        : { id: outcome.id, workflowId, outcome: outcomeOf(outcome) }
    }))
  })
}

function readRow(
  row: Row, setting: FileSetting, { known, names, workflowOf }: {
    known: ReadonlyMap<string, FoundCustomer>; names: Map<string, string>
    workflowOf: (row: Row) => string | null
  },
): ReadRow<InvoiceRow> {
  const workflowId = workflowOf(row)
  const customer = {
    reference: row.needed('customer_reference', 100), name: row.text('customer_name'),
    country: row.optional('customer_country', readCountry),
    email: row.text('customer_email', 254),
  }
  const currency = row.optional('currency', readCurrency) ?? setting.currency
  const invoice = {
    number: row.needed('number', 100), currency, totalMinor: row.amount('total', currency),
    issuedOn: row.date('issued_on'), dueOn: row.date('due_on'),
    purchaseOrder: row.text('purchase_order', 100) || null,
  }
  checkEmail(row, 'customer_email', customer.email)
  warnOdd(row, invoice, setting)
  if (row.problems.length === 0 && customer.email === '' && !known.has(customer.reference)
    && !names.has(customer.reference)) {
    row.warn('customer_email', 'no_address', `The new customer ${customer.reference} has no e-mail `
      + 'address yet, so reminders cannot reach them.')
  }
  if (customer.reference !== '' && !known.has(customer.reference) && customer.name === ''
    && !names.has(customer.reference)) refuseUnknownCustomer(row, customer.reference)
  // A later row of the same customer needs no name again.
  if (row.problems.length === 0 && customer.name !== '' && !names.has(customer.reference)) {
    names.set(customer.reference, customer.name)
  }
  return settle(row, { invoice, customer, workflowId })
}

const LONG_DAYS = 366

function warnOdd(
  row: Row, { issuedOn, dueOn }: Pick<InvoiceWish, 'issuedOn' | 'dueOn'>, { today }: FileSetting,
): void {
  if (issuedOn === '' || dueOn === '') return
  if (issuedOn > addDays(today, 1)) {
    row.warn('issued_on', 'in_future', `The invoice day ${issuedOn} is still to come.`)
  }
  if (dueOn > addDays(issuedOn, LONG_DAYS)) {
    row.warn('due_on', 'due_late', `The due day ${dueOn} is more than a year after the invoice day `
      + `${issuedOn}.`)
  }
}

/** Adds who is new, and a first contact where there is none yet; changes nobody. */
async function addCustomers(
  org: Org, rows: readonly InvoiceRow[], known: Map<string, FoundCustomer>,
  names: ReadonlyMap<string, string>,
): Promise<void> {
  const fresh = new Map(rows.flatMap(({ customer }) =>
    (known.has(customer.reference) ? [] : [[customer.reference, customer] as const])).reverse())
  const saved = await saveCustomers(org, [...fresh.values()].map((customer) => ({
    reference: customer.reference, name: names.get(customer.reference) ?? customer.reference,
    country: customer.country,
  })))
  for (const [place, reference] of [...fresh.keys()].entries()) {
    known.set(reference, { id: saved[place]?.id ?? '', hasContact: false })
  }
  const emails = new Map(rows.flatMap(({ customer }) => {
    const found = known.get(customer.reference)
    if (!found || found.hasContact || customer.email === '') return []
    return [[found.id, customer.email] as const]
  }).reverse())
  await ensureContacts(org, [...emails].map(([customerId, email]) => ({
    customerId, name: '', emails: listOf(email), phones: [], positions: [], isMain: true,
    locale: null,
  })))
}
