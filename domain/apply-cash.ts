// Which unapplied money would go to which invoice: the oldest money to the invoice due first (E5).
import type { Day } from './day.ts'
import type { Currency } from './money.ts'
import type { Allocatable } from './payment.ts'

export interface CashSource {
  source: 'payment' | 'credit_note'
  id: string
  currency: Currency
  openMinor: number
  /** The day it was received or issued. */
  on: Day
}

export interface Application {
  source: CashSource['source']
  sourceId: string
  invoiceId: string
  amountMinor: number
}

/** What a person is offered to begin with. Currencies never mix; nothing is spent twice. */
export function suggestApplications(
  sources: readonly CashSource[], invoices: readonly Allocatable[],
): Application[] {
  const left = new Map(invoices.map((invoice) => [invoice.id, invoice.openMinor]))
  const byDue = [...invoices].sort((a, b) =>
    (a.dueOn === b.dueOn ? (a.id < b.id ? -1 : 1) : a.dueOn < b.dueOn ? -1 : 1))
  const byAge = [...sources].sort((a, b) =>
    (a.on === b.on ? (a.id < b.id ? -1 : 1) : a.on < b.on ? -1 : 1))
  return byAge.flatMap((money) => {
    let rest = money.openMinor
    return byDue.flatMap((invoice): Application[] => {
      if (invoice.currency !== money.currency) return []
      const amountMinor = Math.min(rest, left.get(invoice.id) ?? 0)
      if (amountMinor <= 0) return []
      rest -= amountMinor
      left.set(invoice.id, (left.get(invoice.id) ?? 0) - amountMinor)
      return [{ source: money.source, sourceId: money.id, invoiceId: invoice.id, amountMinor }]
    })
  })
}
