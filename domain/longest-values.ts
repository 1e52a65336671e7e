// The values of a template at their longest plausible, so that an SMS never grows over its parts.
import type { Currency } from './money.ts'
import { exponentOf, formatMoney } from './money.ts'
import type { TemplateValues } from './template.ts'

/** The longest that the ledger has today. */
export interface LongestWords {
  customerName: string
  contactName: string
  reference: string
  invoiceNumber: string
}

/** Six digits before the point: a large invoice of a small company. */
const LARGE = 123_456

const longer = (one: string, other: string): string => (other.length > one.length ? other : one)

export function longestValues(
  values: TemplateValues, words: LongestWords, of: { currency: Currency; locale: string },
): TemplateValues {
  const { currency, locale } = of
  const money = formatMoney({ amountMinor: LARGE * 10 ** exponentOf(currency), currency }, locale)
  const invoice = {
    ...values.invoice, number: longer(values.invoice.number, words.invoiceNumber),
    open: longer(values.invoice.open, money),
    collectible: longer(values.invoice.collectible, money),
    disputed: longer(values.invoice.disputed, money),
    pending: longer(values.invoice.pending, money), total: longer(values.invoice.total, money),
    days_overdue: Math.max(values.invoice.days_overdue, 100),
  }
  return {
    ...values, invoice,
    customer: {
      name: longer(values.customer.name, words.customerName),
      reference: longer(values.customer.reference, words.reference),
    },
    contact: { name: longer(values.contact.name, words.contactName) },
    total_open: longer(values.total_open, money),
    total_overdue: longer(values.total_overdue, money),
    total_disputed: longer(values.total_disputed, money),
    total_received: longer(values.total_received, money),
    total_net: longer(values.total_net, money),
    overdue_count: Math.max(values.overdue_count, 10),
  }
}
