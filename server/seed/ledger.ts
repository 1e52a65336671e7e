// The ledger of the sample company: what was paid long ago, what is overdue, what falls due soon.
import { addDays, type Day } from '#domain/day.ts'
import { ensureContacts } from '../customers/ensure-contacts.ts'
import { saveCustomers } from '../customers/save-customer.ts'
import { recordPayments, type PaymentWish } from '../invoices/record-payment.ts'
import { saveInvoices, type InvoiceWish } from '../invoices/save-invoice.ts'
import type { Org } from '../platform/in-organization.ts'
import { addressOf, COMPANIES, phoneOf, type SampleCompany } from './companies.ts'

export interface SampleCustomer extends SampleCompany {
  id: string
  place: number
  /** Open at the start, oldest first. */
  openInvoiceIds: string[]
  owesMinor: number
}

// The one without an address shows what a held reminder looks like.
const UNREACHABLE = 13
const PAID_BEFORE = 4

export async function fillLedger(org: Org, today: Day): Promise<SampleCustomer[]> {
  const saved = await saveCustomers(org, COMPANIES.map((company, place) => ({
    reference: `C-${1001 + place}`, name: company.name, country: company.country,
    locale: company.locale,
  })))
  const customers = COMPANIES.map((company, place): SampleCustomer => ({
    ...company, place, id: saved[place]?.id ?? '', openInvoiceIds: [], owesMinor: 0,
  }))
  await ensureContacts(org, customers.map((customer) => ({
    customerId: customer.id, name: customer.person, locale: null, isMain: true,
    emails: customer.place === UNREACHABLE ? [] : [addressOf(customer, customer.place)],
    phones: [phoneOf(customer, customer.place)], positions: ['Accountant'],
  })))
  const settled = customers.flatMap((customer) => settledOf(customer, today))
  const open = customers.flatMap((customer) => openOf(customer, today))
  const outcomes = await saveInvoices(org, [...settled, ...open])
  await recordPayments(org, settled.map((invoice, place): PaymentWish => ({
    customerId: invoice.customerId, reference: `BANK-${1000 + place}`,
    currency: invoice.currency, amountMinor: invoice.totalMinor,
    receivedOn: addDays(invoice.dueOn, (place % 9) - 2),
    wanted: [{ invoiceId: idOf(outcomes[place]), amountMinor: invoice.totalMinor }],
  })))
  const byId = new Map(customers.map((customer) => [customer.id, customer]))
  open.forEach((invoice, place) => {
    const customer = byId.get(invoice.customerId)
    customer?.openInvoiceIds.push(idOf(outcomes[settled.length + place]))
    if (customer) customer.owesMinor += invoice.totalMinor
  })
  return customers
}

const idOf = (outcome: { did: string } | undefined): string =>
  (outcome && 'id' in outcome && typeof outcome.id === 'string' ? outcome.id : '')

const MONTH = 30

const settledOf = (customer: SampleCustomer, today: Day): InvoiceWish[] =>
  Array.from({ length: PAID_BEFORE }, (_, count) =>
    invoiceOf(
      customer, count, addDays(today, -80 - MONTH * count - (customer.place % 11)), today))

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
