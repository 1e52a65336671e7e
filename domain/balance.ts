// What a customer owes, per currency: open, overdue, collectible, and by age.
import type { Day } from './day.ts'
import { collectibleMinor, daysOverdue, type OpenInvoice } from './invoice.ts'
import type { Currency } from './money.ts'

export interface AgeBuckets {
  notDueMinor: number
  days1To30Minor: number
  days31To60Minor: number
  days61To90Minor: number
  daysOver90Minor: number
}

export interface Balance {
  currency: Currency
  openMinor: number
  overdueMinor: number
  collectibleMinor: number
  /** Announced and not yet there; part of what is open. */
  pendingMinor: number
  /** Payments and credits that no invoice has taken up. */
  unappliedMinor: number
  buckets: AgeBuckets
}

/** The bucket of an age in days overdue; 0 is not overdue. */
export function bucketOf(days: number): keyof AgeBuckets {
  if (days <= 0) return 'notDueMinor'
  if (days <= 30) return 'days1To30Minor'
  if (days <= 60) return 'days31To60Minor'
  return days <= 90 ? 'days61To90Minor' : 'daysOver90Minor'
}

export const emptyBalance = (currency: Currency): Balance => ({
  currency, openMinor: 0, overdueMinor: 0, collectibleMinor: 0, pendingMinor: 0,
  unappliedMinor: 0,
  buckets: {
    notDueMinor: 0, days1To30Minor: 0, days31To60Minor: 0, days61To90Minor: 0, daysOver90Minor: 0,
  },
})

/** One balance a currency; buckets always sum to what is open. */
export function balances(
  invoices: readonly OpenInvoice[],
  unapplied: readonly { currency: Currency; amountMinor: number }[],
  today: Day,
): Balance[] {
  const found = new Map<Currency, Balance>()
  const of = (currency: Currency) => {
    const balance = found.get(currency) ?? emptyBalance(currency)
    found.set(currency, balance)
    return balance
  }
  for (const invoice of invoices) {
    const balance = of(invoice.currency)
    const days = daysOverdue(invoice.dueOn, today)
    balance.openMinor += invoice.openMinor
    if (days > 0) balance.overdueMinor += invoice.openMinor
    balance.collectibleMinor += collectibleMinor(invoice)
    balance.pendingMinor += Math.min(invoice.openMinor, invoice.pendingMinor)
    balance.buckets[bucketOf(days)] += invoice.openMinor
  }
  for (const { currency, amountMinor } of unapplied) of(currency).unappliedMinor += amountMinor
  return [...found.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1))
}

/** What several owe together, a currency at a time: currencies are never added to each other. */
export function sumBalances(all: readonly Balance[]): Balance[] {
  const sums = new Map<Currency, Balance>()
  for (const one of all) {
    const sum = sums.get(one.currency) ?? emptyBalance(one.currency)
    sum.openMinor += one.openMinor
    sum.overdueMinor += one.overdueMinor
    sum.collectibleMinor += one.collectibleMinor
    sum.unappliedMinor += one.unappliedMinor
    sum.buckets.notDueMinor += one.buckets.notDueMinor
    sum.buckets.days1To30Minor += one.buckets.days1To30Minor
    sum.buckets.days31To60Minor += one.buckets.days31To60Minor
    sum.buckets.days61To90Minor += one.buckets.days61To90Minor
    sum.buckets.daysOver90Minor += one.buckets.daysOver90Minor
    sums.set(one.currency, sum)
  }
  return [...sums.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1))
}
