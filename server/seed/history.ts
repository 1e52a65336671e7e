// The eighteen months before the story: billed, promised, contested and paid, month by month.
import { addDays, daysBetween, instantAt, type Day } from '#domain/day.ts'
import { closeDispute, raiseDispute } from '../invoices/hold-invoice.ts'
import { notePromise } from '../invoices/note-promise.ts'
import { recordPayments, type PaymentWish } from '../invoices/record-payment.ts'
import { saveInvoices } from '../invoices/save-invoice.ts'
import type { Org } from '../platform/in-organization.ts'
import { setSandboxClock } from '../workflows/advance-clock.ts'
import { idOf, paidInvoices, type PaidInvoice, type SampleCustomer } from './ledger.ts'

export const HISTORY_DAYS = 546

interface Book {
  invoices: readonly PaidInvoice[]
  idOfNumber: Map<string, string>
  nextBilled: number
  unpaid: PaidInvoice[]
  payments: number
  promised: number
  contested: { disputeId: string; number: string }[]
}

const MONTH = 30

/** `within` opens a transaction of its own each time, so that each month has its clock. */
export async function playHistory(
  within: <T>(work: (org: Org) => Promise<T>) => Promise<T>,
  customers: readonly SampleCustomer[], of: { today: Day; start: Day; zone: string },
): Promise<void> {
  const book: Book = {
    invoices: [...paidInvoices(customers, of.today)].sort((a, b) =>
      (a.issuedOn < b.issuedOn ? -1 : a.issuedOn > b.issuedOn ? 1 : 0)),
    idOfNumber: new Map(), nextBilled: 0, unpaid: [], payments: 0, promised: 0, contested: [],
  }
  const first = addDays(of.today, -HISTORY_DAYS)
  const months = Math.ceil(daysBetween(first, of.start) / MONTH)
  for (let month = 1; month <= months; month += 1) {
    const on = month === months ? of.start : addDays(first, MONTH * month)
    await within((org) => setSandboxClock(org, instantAt(on, '07:00', of.zone)))
    await within((org) => playMonth(org, book))
  }
}

async function playMonth(org: Org, book: Book): Promise<void> {
  await bill(org, book)
  // Contested for a month, then the customer is right, or gives in.
  for (const { disputeId } of book.contested.splice(0)) {
    await closeDispute(org, disputeId, book.payments % 2 === 0 ? 'withdrawn' : 'upheld')
  }
  await bank(org, book)
  await talk(org, book)
}

async function bill(org: Org, book: Book): Promise<void> {
  const from = book.nextBilled
  while ((book.invoices[book.nextBilled]?.issuedOn ?? '9999') <= org.today) book.nextBilled += 1
  const billed = book.invoices.slice(from, book.nextBilled)
  const outcomes = await saveInvoices(org, billed)
  billed.forEach((invoice, place) => book.idOfNumber.set(invoice.number, idOf(outcomes[place])))
  book.unpaid.push(...billed)
}

async function bank(org: Org, book: Book): Promise<void> {
  const paid = book.unpaid.filter(({ paidOn }) => paidOn <= org.today)
  await recordPayments(org, paid.map((invoice, place): PaymentWish => ({
    customerId: invoice.customerId, reference: `BANK-${10_000 + book.payments + place}`,
    currency: invoice.currency, amountMinor: invoice.totalMinor, receivedOn: invoice.paidOn,
    wanted: [{ invoiceId: book.idOfNumber.get(invoice.number) ?? '',
      amountMinor: invoice.totalMinor }],
  })))
  book.payments += paid.length
  book.unpaid = book.unpaid.filter(({ paidOn }) => paidOn > org.today)
}

const PROMISE_EVERY = 7
const DISPUTE_EVERY = 31
const BROKEN_EVERY = 3

/** Of what is overdue some is promised: on the day it is paid, or days too early to be kept. */
async function talk(org: Org, book: Book): Promise<void> {
  const overdue = book.unpaid.filter(({ dueOn }) => dueOn < org.today)
  for (const [place, invoice] of overdue.entries()) {
    const invoiceId = book.idOfNumber.get(invoice.number) ?? ''
    if (place % DISPUTE_EVERY === DISPUTE_EVERY - 1) {
      const disputeId = await raiseDispute(org, invoiceId,
        { amountMinor: null, reason: 'Goods returned' })
      book.contested.push({ disputeId, number: invoice.number })
    } else if (place % PROMISE_EVERY === 0) {
      const isKept = book.promised % BROKEN_EVERY !== 0
      const promisedOn = isKept ? invoice.paidOn : addDays(invoice.paidOn, -6)
      if (promisedOn <= org.today) continue
      await notePromise(org, invoiceId, { amountMinor: null, promisedOn, graceDays: 0 })
      book.promised += 1
    }
  }
}
