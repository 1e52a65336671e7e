// Finds invoices by their number, many at once.
import type { Org } from '../platform/in-organization.ts'
import { invoicesByNumber } from './store.ts'

export interface FoundInvoice {
  id: string
  customerId: string
  currency: string
}

export async function findInvoices(
  org: Org, numbers: readonly string[],
): Promise<Map<string, FoundInvoice>> {
  const rows = await invoicesByNumber(org, [...new Set(numbers)])
  return new Map(rows.map((row) => [row.number, {
    id: row.id, customerId: row.customer_id, currency: row.currency,
  }]))
}
