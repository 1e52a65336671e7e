// What becomes of an announced payment: it comes, it fails, or its time passes (E4).
import { allocate } from '#domain/payment.ts'
import type { Day } from '#domain/day.ts'
import { lookAgain } from '../customers/look-again.ts'
import { conflict, invalid, notFound } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'
import { recordEvent, recordEvents } from '../timeline/record-event.ts'
import { judgeAgain, moneyText, pauseToday } from './after-money.ts'
import { noteCrossings } from './note-crossing.ts'
import { markLapsed, sharesOf } from './pending-store.ts'
import {
  insertAllocations, invoicesByIds, lockCustomers, noteLedgerChange, paymentById, updatePayment,
  type PaymentRow,
} from './store.ts'

/**
 * The money is there: it pays what it was announced for, as far as that is still open. What is
 * more stays unapplied, as with any payment.
 */
export async function clearPayment(
  org: Org, paymentId: string, came: { receivedOn: Day; amountMinor?: number | undefined },
): Promise<void> {
  const payment = await lockPayment(org, paymentId)
  if (payment.state !== 'pending' && payment.state !== 'failed') {
    throw conflict(`This payment is ${payment.state} already.`)
  }
  if (came.receivedOn > org.today) {
    throw invalid('Money that is there came today or before.', [
      { field: 'receivedOn', message: 'Choose today or an earlier day.' }])
  }
  const amountMinor = came.amountMinor ?? payment.amount_minor
  const shares = await sharesOf(org, paymentId)
  const invoices = (await invoicesByIds(org, shares.map((share) => share.invoice_id)))
    .filter((invoice) => invoice.state === 'open')
  const openOf = new Map(invoices.map((invoice) => [invoice.id, invoice.open_minor]))
  let left = amountMinor
  const wanted = shares.flatMap((share) => {
    const part = Math.min(left, share.amount_minor, openOf.get(share.invoice_id) ?? 0)
    left -= part
    return part > 0 ? [{ invoiceId: share.invoice_id, amountMinor: part }] : []
  })
  const result = allocate({ amountMinor, currency: payment.currency }, invoices.map((row) => ({
    id: row.id, currency: row.currency, openMinor: row.open_minor, dueOn: row.due_on,
  })), wanted)
  const allocated = result.ok ? result.allocated : []
  await insertAllocations(org, allocated.map((one) => ({
    id: newId(), invoice_id: one.invoiceId, payment_id: paymentId, credit_note_id: null,
    amount_minor: one.amountMinor, allocated_on: came.receivedOn,
  })))
  const invoiceIds = allocated.map((one) => one.invoiceId)
  const cleared: PaymentRow = {
    ...payment, state: 'cleared', amount_minor: amountMinor, received_on: came.receivedOn,
    open_minor: amountMinor - allocated.reduce((sum, one) => sum + one.amountMinor, 0),
  }
  await updatePayment(org, cleared)
  await judgeAgain(org, invoiceIds, came.receivedOn)
  await recordEvent(org, {
    kind: 'payment_recorded', customerId: payment.customer_id, invoiceIds,
    detail: { reference: payment.reference, amount: moneyText(org, cleared) },
  })
  await noteCrossings(org, [{ payment: cleared, invoiceIds }])
  await lookAgain(org, [payment.customer_id])
  await noteLedgerChange(org)
}

/**
 * The money will not come. Somebody is asked to find out why, and nothing automatic leaves on the
 * same day; one that was announced by mistake is only taken back.
 */
export async function failPayment(
  org: Org, paymentId: string, why: { reason: string; isMistake?: boolean | undefined },
): Promise<void> {
  const payment = await lockPayment(org, paymentId)
  if (payment.state !== 'pending') throw conflict(`This payment is ${payment.state} already.`)
  const isMistake = why.isMistake ?? false
  await updatePayment(org, { ...payment, state: 'failed' }, { needsTask: !isMistake })
  await recordEvent(org, {
    kind: 'payment_failed', customerId: payment.customer_id,
    invoiceIds: (await sharesOf(org, paymentId)).map((share) => share.invoice_id),
    detail: {
      reference: payment.reference, amount: moneyText(org, payment),
      reason: why.reason === '' && isMistake ? 'announced by mistake' : why.reason,
    },
  })
  if (!isMistake) await pauseToday(org, payment.customer_id)
  await lookAgain(org, [payment.customer_id])
  await noteLedgerChange(org)
}

const MOST_LAPSED = 1000

/** With each beat: announced money that nobody saw come does not hold its invoices any longer. */
export async function lapsePayments(org: Org): Promise<void> {
  const lapsed = await markLapsed(org, MOST_LAPSED)
  await recordEvents(org, lapsed.map((row) => ({
    kind: 'payment_lapsed' as const, customerId: row.customer_id, invoiceIds: row.invoice_ids,
    detail: {
      reference: row.reference, expectedOn: row.expected_on, amount: moneyText(org, row),
    },
  })))
  await lookAgain(org, lapsed.map((row) => row.customer_id))
}

async function lockPayment(org: Org, paymentId: string): Promise<PaymentRow> {
  const found = await paymentById(org, paymentId)
  if (!found) throw notFound('This payment does not exist.')
  await lockCustomers(org, [found.customer_id])
  return await paymentById(org, paymentId) ?? found
}
