// The ledger of the sample company: who owes, what was billed, what is overdue or falls due soon.
import { addDays, type Day } from '#domain/day.ts'
import { ensureContacts } from '../customers/ensure-contacts.ts'
import { saveCustomers } from '../customers/save-customer.ts'
import { saveInvoices, type InvoiceOutcome, type InvoiceWish } from '../invoices/save-invoice.ts'
import type { Org } from '../platform/in-organization.ts'
import { COMPANIES, OWN_CUSTOMERS } from './companies.ts'
import { addressOf, phoneOf, type SampleCompany } from './company.ts'

export interface SampleCustomer extends SampleCompany {
  id: string
  place: number
  /** Open at the start, oldest first. */
  openInvoiceIds: string[]
  owesMinor: number
}

/** An invoice of the past, paid on the day named. */
export interface PaidInvoice extends InvoiceWish {
  paidOn: Day
}

// The one without an address shows what a held reminder looks like.
const UNREACHABLE = 13
const PAID_BEFORE = 4
const PAID_LONG_AGO = 14
const MONTH = 30
// From the eldest of the newer invoices back to eighteen months.
const LONG_AGO_DAYS = 201
const BETWEEN_DAYS = 23

/** `colleagues` look after the customers behind the first sixty, in turn. */
export async function addCustomers(
  org: Org, colleagues: readonly string[],
): Promise<SampleCustomer[]> {
  const saved = await saveCustomers(org, COMPANIES.map((company, place) => ({
    reference: `C-${1001 + place}`, name: company.name, country: company.country,
    locale: company.locale,
    ...(place < OWN_CUSTOMERS ? {} : { ownerId: colleagues[place % colleagues.length] ?? null }),
  })))
  const customers = COMPANIES.map((company, place): SampleCustomer => ({
    ...company, place, id: saved[place]?.id ?? '', openInvoiceIds: [], owesMinor: 0,
  }))
  await ensureContacts(org, customers.map((customer) => ({
    customerId: customer.id, name: customer.person, locale: null, isMain: true,
    emails: customer.place === UNREACHABLE ? [] : [addressOf(customer, customer.place)],
    phones: [phoneOf(customer, customer.place)], positions: ['Accountant'],
  })))
  return customers
}

/** What is open on the day of the story's beginning. */
export async function addOpenInvoices(
  org: Org, customers: readonly SampleCustomer[], today: Day,
): Promise<void> {
  const open = customers.flatMap((customer) => openOf(customer, today))
  const outcomes = await saveInvoices(org, open)
  const byId = new Map(customers.map((customer) => [customer.id, customer]))
  open.forEach((invoice, place) => {
    const customer = byId.get(invoice.customerId)
    customer?.openInvoiceIds.push(idOf(outcomes[place]))
    if (customer) customer.owesMinor += invoice.totalMinor
  })
}

export const idOf = (outcome: InvoiceOutcome | undefined): string =>
  (outcome && 'id' in outcome ? outcome.id : '')

/** Eighteen months of invoices that were paid, some on time and some late, in order of issue. */
export function paidInvoices(customers: readonly SampleCustomer[], today: Day): PaidInvoice[] {
  const recent = customers.flatMap((customer) => settledOf(customer, today))
  const old = customers.flatMap((customer) => longAgoOf(customer, today))
    .sort((a, b) => (a.issuedOn < b.issuedOn ? -1 : a.issuedOn > b.issuedOn ? 1 : 0))
    .map((invoice, place) => ({ ...invoice, number: `INV-${600 + place}` }))
  return [...old, ...recent]
}

const settledOf = (customer: SampleCustomer, today: Day): PaidInvoice[] =>
  Array.from({ length: PAID_BEFORE }, (_, count) => {
    const invoice = invoiceOf(
      customer, count, addDays(today, -80 - MONTH * count - (customer.place % 11)), today)
    return { ...invoice, paidOn: addDays(invoice.dueOn, ((customer.place + count) % 9) - 2) }
  })

/** Each customer pays in a way of its own: from a little early to four weeks late. */
const longAgoOf = (customer: SampleCustomer, today: Day): PaidInvoice[] =>
  Array.from({ length: PAID_LONG_AGO }, (_, count) => {
    const dueOn = addDays(today, -LONG_AGO_DAYS - BETWEEN_DAYS * count - (customer.place % 11))
    const invoice = invoiceOf(customer, PAID_BEFORE + count, dueOn, today)
    return { ...invoice, paidOn: addDays(dueOn, (customer.place * 5) % 28 - 3 + (count % 6)) }
  })

/** A third is long overdue, a third a little, a third falls due in the coming days. */
function openOf(customer: SampleCustomer, today: Day): InvoiceWish[] {
  const { place } = customer
  const oldest = [-38 + (place % 17), -12 + (place % 10), 1 + (place % 9)][place % 3] ?? 0
  return Array.from({ length: 1 + (place * 7) % 3 }, (_, count) =>
    invoiceOf(customer, PAID_BEFORE + count, addDays(today, oldest + 12 * count), today))
}

function invoiceOf(
  customer: SampleCustomer, count: number, dueOn: Day, today: Day,
): InvoiceWish {
  const { place, currency } = customer
  // Nothing is billed before its day: the latest ones have a longer time to be paid.
  const isBilled = addDays(dueOn, -MONTH) <= today
  const spread = (place * 7919 + count * 104_729) % 640_000
  return {
    customerId: customer.id, number: `INV-${2400 + place * 8 + count}`, currency,
    totalMinor: (currency === 'SEK' ? 10 : 1) * (18_000 + spread),
    issuedOn: isBilled ? addDays(dueOn, -MONTH) : today, dueOn,
  }
}
