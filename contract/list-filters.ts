// What lists of customers and invoices are narrowed and ordered by; the address says it likewise.
import { z } from 'zod'
import { AmountMinor, CountryCode, CurrencyCode, DayText, Id, Money } from './endpoint.ts'

/** Several of a kind in one parameter: `state=paused,stopped`. Any of them fits. */
const several = <T extends string>(one: z.ZodType<T, string>) => z.string().max(2000)
  .transform((text) => text.split(',').filter((part) => part !== ''))
  .pipe(z.array(one).max(50)).optional()

export const COLLECTION_STATES =
  ['active', 'halted_by_reply', 'paused', 'stopped', 'finished', 'none'] as const
export const CUSTOMER_MARKS =
  ['dispute', 'promise', 'broken_promise', 'reply', 'credit', 'opted_out'] as const
export const CUSTOMER_LACKS = ['email', 'phone', 'owner', 'workflow'] as const
export const CUSTOMER_SORTS = ['name', 'overdue', 'open', 'due', 'contact'] as const
export const INVOICE_LISTS = ['open', 'overdue', 'paid', 'void', 'all'] as const
export const INVOICE_MARKS =
  ['dispute', 'promise', 'broken_promise', 'pending', 'pause', 'document'] as const
export const INVOICE_SORTS = ['due', 'number', 'open', 'issued'] as const
export const ORDERS = ['asc', 'desc'] as const

const Amount = z.coerce.number().pipe(AmountMinor.min(0)).optional()
const Days = z.coerce.number().int().min(0).max(36_500).optional()
const owner = several(z.string().min(1).max(200))
  .describe('Ids of members, separated by commas; `me` is whoever asks.')

export const CustomerFilter = {
  search: z.string().max(200).optional().describe('Beginnings of words of name, number or town.'),
  onlyOverdue: z.stringbool().default(false),
  state: several(z.enum(COLLECTION_STATES)).describe('How collection stands.'),
  owner,
  workflow: several(Id).describe('Whoever follows one of these workflows now.'),
  country: several(CountryCode),
  currency: several(CurrencyCode).describe('Who owes in one of these.'),
  openFrom: Amount.describe('Open in the organization’s currency, at least so many minor units.'),
  openTo: Amount,
  lateFrom: Days.describe('Days since the oldest open due day, at least.'),
  lateTo: Days,
  quiet: Days.describe('Not contacted for so many days, or never.'),
  has: several(z.enum(CUSTOMER_MARKS)).describe('All of these.'),
  lacks: several(z.enum(CUSTOMER_LACKS)).describe('None of these is known.'),
  held: several(z.string().regex(/^[a-z_]{1,40}$/))
    .describe('Something due is held for one of these reasons.'),
}

export const InvoiceFilter = {
  search: z.string().max(200).optional()
    .describe('How the number begins or ends, or the customer, as in the list of customers.'),
  status: z.enum(INVOICE_LISTS).default('open'),
  customerId: Id.optional(),
  owner,
  workflow: several(Id).describe('Runs at invoice level that have not ended.'),
  country: several(CountryCode),
  currency: several(CurrencyCode),
  openFrom: Amount.describe('Open, at least so many minor units of its currency.'),
  openTo: Amount,
  lateFrom: Days.describe('Days overdue, at least.'),
  lateTo: Days,
  dueFrom: DayText.optional(),
  dueTo: DayText.optional(),
  has: several(z.enum(INVOICE_MARKS)).describe('All of these.'),
}

export const CustomerOrder = {
  sort: z.enum(CUSTOMER_SORTS).default('name'),
  order: z.enum(ORDERS).optional().describe('Left out: the one that is looked for most.'),
}
export const InvoiceOrder = {
  sort: z.enum(INVOICE_SORTS).default('due'),
  order: z.enum(ORDERS).optional(),
}

export const ListTotal = z.object({
  count: z.int(),
  isMore: z.boolean().describe('There are more than were counted; the amounts are left out then.'),
  open: z.array(Money),
})

const CustomerFilterShape = z.object(CustomerFilter)
const InvoiceFilterShape = z.object(InvoiceFilter)
export type CustomerFilterOf = Partial<z.output<typeof CustomerFilterShape>>
export type InvoiceFilterOf = Partial<z.output<typeof InvoiceFilterShape>>
