// Records payments, each once by its reference, and allocates them (I9).
import { addDays, type Day } from '#domain/day.ts'
import { formatMoney, isCurrency } from '#domain/money.ts'
import { allocate, type AllocationProblem, type Wanted } from '#domain/payment.ts'
import { lookAgain } from '../customers/look-again.ts'
import { readPauses, startPause } from '../customers/pause.ts'
import { conflict, invalid, notFound } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'
import { recordEvent, recordEvents, type NewEvent } from '../timeline/record-event.ts'
import { judgePromises } from './hold-invoice.ts'
import { reopenPromises } from './hold-store.ts'
import type { Outcome } from './save-invoice.ts'
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
  receivedOn: Day
  /** Null: to the customer's oldest open invoices in this currency. */
  wanted: readonly Wanted[] | null
}

export type PaymentOutcome = Outcome<'wrong_currency' | 'wrong_amount' | 'unknown_invoice'
  | 'unknown_customer' | 'reference_taken'>

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
  const payments: PaymentRow[] = []
  const allocations: AllocationRow[] = []
  const events: NewEvent[] = []
  const outcomes = wishes.map((wish): PaymentOutcome => {
    const before = known.get(wish.reference)
    if (before) return again(before, wish)
    if (!customers.has(wish.customerId)) {
      return refused('unknown_customer', 'customer', 'This customer does not exist.')
    }
    const decided = decide(wish,
      (idsOf.get(wish.customerId) ?? []).flatMap((id) => book.get(id) ?? []))
    if ('did' in decided) return decided
    payments.push(decided.payment)
    known.set(decided.payment.reference, decided.payment)
    for (const allocation of decided.allocations) {
      allocations.push(allocation)
      const invoice = book.get(allocation.invoice_id)
      if (invoice) {
        const leftMinor = invoice.open_minor - allocation.amount_minor
        book.set(invoice.id, { ...invoice, open_minor: leftMinor })
      }
    }
    events.push(eventOf(org, decided.payment, decided.allocations))
    return { did: 'created', id: decided.payment.id }
  })
  if (payments.length > 0) await insertPayments(org, payments)
  await insertAllocations(org, allocations)
  const [first] = allocations.map((one) => one.allocated_on).sort()
  if (first) await judgeAgain(org, allocations.map((one) => one.invoice_id), first)
  await recordEvents(org, events)
  await lookAgain(org, payments.map((payment) => payment.customer_id))
  await noteLedgerChange(org)
  return outcomes
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
  const paid = await allocationsOfPayment(org, paymentId)
  await insertAllocations(org, paid.map((one) => ({
    id: newId(), invoice_id: one.invoice_id, payment_id: paymentId, credit_note_id: null,
    amount_minor: -one.amount_minor, allocated_on: org.today,
  })))
  // A reversed payment is no unapplied cash either.
  await updatePayment(org, { ...payment, state: 'reversed', open_minor: 0 })
  await recordEvent(org, {
    kind: 'payment_reversed', customerId: payment.customer_id,
    invoiceIds: paid.map((one) => one.invoice_id),
    detail: { reference: payment.reference, amount: amountText(org, payment) },
  })
  await judgeAgain(org, paid.map((one) => one.invoice_id), payment.received_on)
  await pauseToday(org, payment.customer_id)
  await lookAgain(org, [payment.customer_id])
  await noteLedgerChange(org)
}

/** Who has just paid in vain is not reminded on the same day: a person may look first. */
async function pauseToday(org: Org, customerId: string): Promise<void> {
  if ((await readPauses(org, [customerId])).length > 0) return
  await startPause(org, {
    scope: 'customer', subjectId: customerId, untilOn: addDays(org.today, 1), reviewOn: null,
    reason: 'A payment went back today.',
  })
}

/** Money that comes late into the ledger, or leaves it, changes what was kept (SPEC §4.2). */
async function judgeAgain(org: Org, invoiceIds: readonly string[], on: Day): Promise<void> {
  if (await reopenPromises(org, invoiceIds, on)) await judgePromises(org)
}

type Refused = Extract<PaymentOutcome, { did: 'refused' }>
const refused = (code: Refused['code'], field: string, reason: string): Refused =>
  ({ did: 'refused', code, field, reason })

function again(before: PaymentRow, wish: PaymentWish): PaymentOutcome {
  const isSame = before.customer_id === wish.customerId && before.currency === wish.currency
    && before.amount_minor === wish.amountMinor && before.received_on === wish.receivedOn
  if (isSame) return { did: 'unchanged', id: before.id }
  return refused('reference_taken', 'reference', `A payment with the reference "${wish.reference}" `
    + `is recorded already, with another amount, day or customer (${before.received_on}).`)
}

function decide(
  wish: PaymentWish, invoices: readonly InvoiceRow[],
): { payment: PaymentRow; allocations: AllocationRow[] } | Refused {
  if (!isCurrency(wish.currency)) {
    return refused('wrong_currency', 'currency', `"${wish.currency}" is not a currency.`)
  }
  if (!Number.isSafeInteger(wish.amountMinor) || wish.amountMinor <= 0) {
    return refused('wrong_amount', 'amount', 'A payment has an amount above zero.')
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
      received_on: wish.receivedOn, state: 'cleared',
    },
    allocations: result.allocated.map((one) => ({
      id: newId(), invoice_id: one.invoiceId, payment_id: id, credit_note_id: null,
      amount_minor: one.amountMinor, allocated_on: wish.receivedOn,
    })),
  }
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

const amountText = (org: Org, row: PaymentRow) =>
  formatMoney({ amountMinor: row.amount_minor, currency: row.currency }, org.settings.locale)

const eventOf = (
  org: Org, payment: PaymentRow, allocations: readonly AllocationRow[],
): NewEvent => ({
  kind: 'payment_recorded', customerId: payment.customer_id,
  invoiceIds: allocations.map((one) => one.invoice_id),
  detail: { reference: payment.reference, amount: amountText(org, payment) },
})
