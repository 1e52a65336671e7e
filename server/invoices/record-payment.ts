// Records payments, each once by its reference, and allocates them (I9).
import { addDays, type Day } from '#domain/day.ts'
import { isCurrency } from '#domain/money.ts'
import { allocate, type AllocationProblem, type Wanted } from '#domain/payment.ts'
import { LATEST_EXPECTED_DAYS } from '#domain/pending.ts'
import { lookAgain } from '../customers/look-again.ts'
import { conflict, invalid, notFound } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'
import { recordEvent, recordEvents, type NewEvent } from '../timeline/record-event.ts'
import { judgeAgain, moneyText, pauseToday } from './after-money.ts'
import { noteCrossings } from './note-crossing.ts'
import { announcedFor, insertShares, type ShareRow } from './pending-store.ts'
import type { Outcome } from './save-invoice.ts'
import { clearPayment, failPayment } from './settle-payment.ts'
import {
  allocationsOfPayment, insertAllocations, insertPayments, invoicesByIds, lockCustomers,
  noteLedgerChange, openInvoicesOf, paymentById, paymentsByReference, updatePayment,
  type AllocationRow, type InvoiceRow, type PaymentRow,
} from './store.ts'

export interface PaymentWish {
  customerId: string
  reference: string
  currency: string
  amountMinor: number
  /** The day it came; of announced money the day on which we heard of it. */
  receivedOn: Day
  /** `pending`: announced, not yet there; another state settles a reference known as such. */
  state?: 'cleared' | 'pending' | 'failed' | undefined
  /** The day announced money should be there; left out, the day we heard of it. */
  expectedOn?: Day | null | undefined
  /** Null: to the customer's oldest open invoices in this currency. */
  wanted: readonly Wanted[] | null
}

export type PaymentOutcome = Outcome<'wrong_currency' | 'wrong_amount' | 'unknown_invoice'
  | 'unknown_customer' | 'reference_taken' | 'nothing_open' | 'wrong_date' | 'wrong_state'>

/** In order of the wishes; a refused one leaves the others alone. */
export async function recordPayments(
  org: Org, wishes: readonly PaymentWish[],
): Promise<PaymentOutcome[]> {
  const customers = await lockCustomers(org, wishes.map((wish) => wish.customerId))
  const known = new Map((await paymentsByReference(org, wishes.map((wish) => wish.reference)))
    .map((row) => [row.reference, row]))
  const open = await openInvoicesOf(org, [...customers])
  const named = wishes.flatMap((wish) => wish.wanted ?? []).map((one) => one.invoiceId)
  const book = new Map([...await invoicesByIds(org, named), ...open].map((row) => [row.id, row]))
  const idsOf = new Map<string, string[]>([...customers].map((id) => [id, []]))
  for (const row of book.values()) idsOf.get(row.customer_id)?.push(row.id)
  const isAnnouncing = wishes.some((wish) => wish.state === 'pending')
  const announced = isAnnouncing ? await announcedFor(org, [...customers]) : new Map()
  const written: Written = { payments: [], allocations: [], shares: [], events: [], settled: [] }
  const outcomes = wishes.map((wish): PaymentOutcome => {
    const before = known.get(wish.reference)
    if (before) return again(before, wish, written)
    if (!customers.has(wish.customerId)) {
      return refused('unknown_customer', 'customer', 'This customer does not exist.')
    }
    const own = (idsOf.get(wish.customerId) ?? []).flatMap((id) => book.get(id) ?? [])
    const decided = wish.state === 'pending' ? decideAnnounced(org, wish, own, announced)
      : decide(wish, own)
    if ('did' in decided) return decided
    known.set(decided.payment.reference, decided.payment)
    take(org, written, decided, { book, announced })
    return { did: 'created', id: decided.payment.id }
  })
  await write(org, written)
  return outcomes
}

interface Written {
  payments: PaymentRow[]
  allocations: AllocationRow[]
  shares: ShareRow[]
  events: NewEvent[]
  /** Known ones that are announced and of which this says more. */
  settled: { id: string; wish: PaymentWish }[]
}

/** What later wishes of the same batch must see. */
function take(
  org: Org, written: Written, decided: Decided,
  seen: { book: Map<string, InvoiceRow>; announced: Map<string, number> },
): void {
  const { payment, allocations, shares } = decided
  written.payments.push(payment)
  written.allocations.push(...allocations)
  written.shares.push(...shares)
  for (const { invoice_id: id, amount_minor: amountMinor } of allocations) {
    const invoice = seen.book.get(id)
    if (invoice) seen.book.set(id, { ...invoice, open_minor: invoice.open_minor - amountMinor })
  }
  for (const { invoice_id: id, amount_minor: amountMinor } of shares) {
    seen.announced.set(id, (seen.announced.get(id) ?? 0) + amountMinor)
  }
  written.events.push(eventOf(org, payment,
    [...allocations, ...shares].map((one) => one.invoice_id)))
}

async function write(org: Org, written: Written): Promise<void> {
  const { payments, allocations } = written
  if (payments.length > 0) await insertPayments(org, payments)
  await insertAllocations(org, allocations)
  await insertShares(org, written.shares)
  const [first] = allocations.map((one) => one.allocated_on).sort()
  if (first) await judgeAgain(org, allocations.map((one) => one.invoice_id), first)
  await recordEvents(org, written.events)
  await noteCrossings(org, payments.map((payment) => ({
    payment, invoiceIds: [...allocations, ...written.shares]
      .filter((one) => one.payment_id === payment.id).map((one) => one.invoice_id),
  })))
  await lookAgain(org, payments.map((payment) => payment.customer_id))
  await noteLedgerChange(org)
  for (const { id, wish } of written.settled) {
    if (wish.state === 'failed') await failPayment(org, id, { reason: '' })
    else await clearPayment(org, id, { ...wish })
  }
}

/** One payment by hand. The same again is harmless; a reference with other content is refused. */
export async function recordPayment(org: Org, wish: PaymentWish): Promise<string> {
  const [outcome] = await recordPayments(org, [wish])
  if (outcome && outcome.did !== 'refused') return outcome.id
  const reason = outcome?.reason ?? 'The payment could not be recorded.'
  if (outcome?.code === 'reference_taken') throw conflict(reason)
  throw invalid(reason, [{ field: outcome?.field ?? '', message: reason }])
}

/** A payment that bounced or was charged back: what it paid is open again. */
export async function reversePayment(org: Org, paymentId: string): Promise<void> {
  const found = await paymentById(org, paymentId)
  if (!found) throw notFound('This payment does not exist.')
  await lockCustomers(org, [found.customer_id])
  const payment = await paymentById(org, paymentId)
  if (!payment || payment.state === 'reversed') {
    throw conflict('This payment is reversed already.')
  }
  if (payment.state !== 'cleared') {
    throw conflict('This payment has not come yet; say that it failed instead.')
  }
  const paid = await allocationsOfPayment(org, paymentId)
  await insertAllocations(org, paid.map((one) => ({
    id: newId(), invoice_id: one.invoice_id, payment_id: paymentId, credit_note_id: null,
    amount_minor: -one.amount_minor, allocated_on: org.today,
  })))
  // A reversed payment is no unapplied cash either.
  await updatePayment(org, { ...payment, state: 'reversed', open_minor: 0 }, { needsTask: true })
  await recordEvent(org, {
    kind: 'payment_reversed', customerId: payment.customer_id,
    invoiceIds: paid.map((one) => one.invoice_id),
    detail: { reference: payment.reference, amount: moneyText(org, payment) },
  })
  await judgeAgain(org, paid.map((one) => one.invoice_id), payment.received_on)
  await pauseToday(org, payment.customer_id)
  await lookAgain(org, [payment.customer_id])
  await noteLedgerChange(org)
}

type Refused = Extract<PaymentOutcome, { did: 'refused' }>
const refused = (code: Refused['code'], field: string, reason: string): Refused =>
  ({ did: 'refused', code, field, reason })

function again(before: PaymentRow, wish: PaymentWish, written: Written): PaymentOutcome {
  const wanted = wish.state ?? 'cleared'
  const isSameMoney = before.customer_id === wish.customerId && before.currency === wish.currency
  const isSettled = isSameMoney && wanted !== 'pending'
    && (before.state === 'pending' || (before.state === 'failed' && wanted === 'cleared'))
  if (isSettled) {
    written.settled.push({ id: before.id, wish })
    return { did: 'updated', id: before.id }
  }
  // A list of announced payments that is older than the bank's is no news.
  const isOldNews = wanted !== 'cleared' && before.state !== 'pending'
  const isSame = isSameMoney && (isOldNews || (before.amount_minor === wish.amountMinor
    && (before.received_on === wish.receivedOn || before.expected_on !== null)))
  if (isSame) return { did: 'unchanged', id: before.id }
  return refused('reference_taken', 'reference', `A payment with the reference "${wish.reference}" `
    + `is recorded already, with another amount, day or customer (${before.received_on}).`)
}

interface Decided {
  payment: PaymentRow
  allocations: AllocationRow[]
  shares: ShareRow[]
}

function decide(
  wish: PaymentWish, invoices: readonly InvoiceRow[],
): Decided | Refused {
  const wrong = problemOfMoney(wish)
  if (wrong) return wrong
  if (wish.state === 'failed') {
    return refused('wrong_state', 'state', 'No announced payment has this reference, so it cannot '
      + 'have failed.')
  }
  const own = invoices.filter((row) => row.state === 'open')
  const result = allocate(wish, own.map((row) => ({
    id: row.id, currency: row.currency, openMinor: row.open_minor, dueOn: row.due_on,
  })), wish.wanted)
  if (!result.ok) return problemOf(result.problem, wish)
  const id = newId()
  const spentMinor = result.allocated.reduce((sum, one) => sum + one.amountMinor, 0)
  return {
    payment: {
      id, customer_id: wish.customerId, reference: wish.reference, currency: wish.currency,
      amount_minor: wish.amountMinor, open_minor: wish.amountMinor - spentMinor,
      received_on: wish.receivedOn, state: 'cleared', expected_on: null,
    },
    shares: [],
    allocations: result.allocated.map((one) => ({
      id: newId(), invoice_id: one.invoiceId, payment_id: id, credit_note_id: null,
      amount_minor: one.amountMinor, allocated_on: wish.receivedOn,
    })),
  }
}

/** Announced money pays nothing yet; it is for the invoices named, else for the oldest. */
function decideAnnounced(
  org: Org, wish: PaymentWish, invoices: readonly InvoiceRow[],
  announced: ReadonlyMap<string, number>,
): Decided | Refused {
  const wrong = problemOfMoney(wish)
  if (wrong) return wrong
  const expectedOn = wish.expectedOn ?? wish.receivedOn
  const latestOn = addDays(org.today, LATEST_EXPECTED_DAYS)
  if (expectedOn > latestOn) {
    return refused('wrong_date', 'expectedOn', `Money that comes after ${latestOn} is promised, `
      + 'not on its way: note a promise instead.')
  }
  const result = allocate(wish, invoices.filter((row) => row.state === 'open').map((row) => ({
    id: row.id, currency: row.currency, dueOn: row.due_on,
    // What is named is meant; what is not goes where nothing is on its way yet.
    openMinor: wish.wanted !== null ? row.open_minor
      : Math.max(0, row.open_minor - (announced.get(row.id) ?? 0)),
  })), wish.wanted)
  if (!result.ok) return problemOf(result.problem, wish)
  if (result.allocated.length === 0) {
    return refused('nothing_open', 'invoice', 'Nothing is open in this currency that the announced '
      + 'payment could be for; record it when it is there.')
  }
  const id = newId()
  return {
    payment: {
      id, customer_id: wish.customerId, reference: wish.reference, currency: wish.currency,
      amount_minor: wish.amountMinor, open_minor: 0, received_on: wish.receivedOn,
      state: 'pending', expected_on: expectedOn,
    },
    allocations: [],
    shares: result.allocated.map((one) => ({
      customer_id: wish.customerId, payment_id: id, invoice_id: one.invoiceId,
      amount_minor: one.amountMinor,
    })),
  }
}

function problemOfMoney(wish: PaymentWish): Refused | null {
  if (!isCurrency(wish.currency)) {
    return refused('wrong_currency', 'currency', `"${wish.currency}" is not a currency.`)
  }
  if (!Number.isSafeInteger(wish.amountMinor) || wish.amountMinor <= 0) {
    return refused('wrong_amount', 'amount', 'A payment has an amount above zero.')
  }
  return null
}

function problemOf(problem: AllocationProblem, wish: PaymentWish): Refused {
  switch (problem.code) {
    case 'unknown_invoice':
      return refused('unknown_invoice', 'invoice', 'This customer has no such open invoice.')
    case 'wrong_currency':
      return refused('wrong_currency', 'currency',
        `This invoice is in ${problem.currency}; enter the payment in ${problem.currency}.`)
    case 'more_than_open':
      return refused('wrong_amount', 'amount',
        'More than is open on the invoice; leave the rest unapplied.')
    case 'more_than_paid':
      return refused('wrong_amount', 'amount', `The shares are more than the payment of `
        + `${wish.amountMinor} minor units.`)
  }
}

const eventOf = (org: Org, payment: PaymentRow, invoiceIds: readonly string[]): NewEvent => ({
  kind: payment.state === 'pending' ? 'payment_announced' : 'payment_recorded',
  customerId: payment.customer_id, invoiceIds,
  detail: {
    reference: payment.reference, amount: moneyText(org, payment),
    ...(payment.expected_on === null ? {} : { expectedOn: payment.expected_on }),
  },
})
