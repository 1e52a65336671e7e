// Promises that customers make on their payment page: what may be promised, and what holds at once.
import { addDays, type Day } from './day.ts'

/** Later than this is no promise but a wish; it can be written as a message. */
const MOST_DAYS_AHEAD = 90
const MOST_DAYS_BY_ITSELF = 14
const MOST_BROKEN_BY_ITSELF = 2
export const BROKEN_DAYS = 90

export const lastPromiseDay = (today: Day): Day => addDays(today, MOST_DAYS_AHEAD)

export interface PagePromise {
  promisedOn: Day
  today: Day
  amountMinor: number
  /** All that is overdue in its currency and not disputed. */
  overdueMinor: number
  /** Promises of this customer that were not kept in the last 90 days. */
  brokenTimes: number
  /** One of the invoices is promised for a day that has not passed. */
  isPromisedAlready: boolean
}

/**
 * A customer cannot put off collection as they like: what is late, partial or not the first time
 * waits for a person, who sees it as a suggestion.
 */
export const holdsByItself = (promise: PagePromise): boolean =>
  promise.promisedOn <= addDays(promise.today, MOST_DAYS_BY_ITSELF)
  && promise.amountMinor >= promise.overdueMinor
  && promise.brokenTimes < MOST_BROKEN_BY_ITSELF
  && !promise.isPromisedAlready

/** The amount over the invoices, oldest due first; each takes what is open on it at most. */
export function spreadPromise(
  amountMinor: number, invoices: readonly { id: string; dueOn: Day; openMinor: number }[],
): { invoiceId: string; amountMinor: number }[] {
  let left = amountMinor
  return invoices
    .toSorted((a, b) => (a.dueOn === b.dueOn ? (a.id < b.id ? -1 : 1) : a.dueOn < b.dueOn ? -1 : 1))
    .flatMap((invoice) => {
      const part = Math.min(left, invoice.openMinor)
      left -= part
      return part > 0 ? [{ invoiceId: invoice.id, amountMinor: part }] : []
    })
}

export const DISPUTE_REASONS = {
  wrong_amount: 'Wrong amount or price',
  not_received: 'Goods or service not received',
  defective: 'Damaged or not as agreed',
  already_paid: 'Paid already',
  not_ours: 'Not our invoice',
  order_missing: 'Order number is missing',
  other: 'Another reason',
} as const
export type DisputeReason = keyof typeof DISPUTE_REASONS
