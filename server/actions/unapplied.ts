// Money of a customer that is here and pays no invoice yet, for the texts that must mention it.
import type { OpenInvoice } from '#domain/invoice.ts'
import type { Money } from '#domain/money.ts'
import type { Reach } from './reach-store.ts'

export const unappliedOf = (
  reach: Pick<Reach, 'unapplied'>, customerId: string, invoices: readonly OpenInvoice[],
): Money[] => [...new Set(invoices.map((invoice) => invoice.currency))].flatMap((currency) => {
  const amountMinor = reach.unapplied.get(`${customerId} ${currency}`) ?? 0
  return amountMinor > 0 ? [{ amountMinor, currency }] : []
})
