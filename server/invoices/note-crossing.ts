// Marks reminders that crossed with the payment they asked for (E2).
import { addDays } from '#domain/day.ts'
import { newestAskedFor, insertCrossings } from './crossing-store.ts'
import type { Org } from '../platform/in-organization.ts'
import { recordEvents } from '../timeline/record-event.ts'
import { moneyText } from './after-money.ts'
import type { PaymentRow } from './store.ts'

/** Ledgers learn late: a payment of the day of a reminder may be recorded days after it. */
const LONGEST_DELAY_DAYS = 30

/**
 * A reminder has crossed with a payment that our ledger got within 24 hours after it left, or that
 * is dated no later than the day it left on. Its record of what was asked stays as it is.
 */
export async function noteCrossings(
  org: Org, paid: readonly { payment: PaymentRow; invoiceIds: readonly string[] }[],
): Promise<void> {
  const pairs = paid.filter(({ payment }) =>
    payment.received_on >= addDays(org.today, -LONGEST_DELAY_DAYS))
    .flatMap(({ payment, invoiceIds }) => invoiceIds.map((invoiceId) => ({
      paymentId: payment.id, invoiceId, customerId: payment.customer_id,
      receivedOn: payment.received_on,
    })))
  if (pairs.length === 0) return
  const crossed = await insertCrossings(org, await newestAskedFor(org, pairs))
  const payments = new Map(paid.map((one) => [one.payment.id, one]))
  await recordEvents(org, crossed.flatMap((row) => {
    const one = payments.get(row.payment_id)
    return one ? [{
      kind: 'message_crossed' as const, customerId: row.customer_id, messageId: row.message_id,
      invoiceIds: one.invoiceIds,
      detail: { amount: moneyText(org, one.payment), sentOn: row.sent_on },
    }] : []
  }))
}
