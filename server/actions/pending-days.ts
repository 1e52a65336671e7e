// When money that is on its way is not waited for any longer, for each customer of a batch.
import { addDays, type Day } from '#domain/day.ts'
import type { Org } from '../platform/in-organization.ts'
import type { HoldingRow } from './holding-store.ts'
import type { OpenInvoiceRow } from './open-invoice-store.ts'

/** By customer, the first day on which one of their announced payments holds nothing any more. */
export function pendingFreeDays(
  org: Org, { holding, invoices }: { holding: HoldingRow[]; invoices: OpenInvoiceRow[] },
): Map<string, Day> {
  const days = new Map<string, Day>()
  if (holding.every((row) => row.kind !== 'pending')) return days
  const customerOf = new Map(invoices.map((invoice) => [invoice.id, invoice.customer_id]))
  for (const { kind, invoice_id: invoiceId, last_on: on } of holding) {
    const customerId = customerOf.get(invoiceId)
    if (kind !== 'pending' || on === null || on < org.today || customerId === undefined) continue
    const free = addDays(on, 1)
    const before = days.get(customerId)
    if (before === undefined || free < before) days.set(customerId, free)
  }
  return days
}
