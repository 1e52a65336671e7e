// Templates: the typed variables a text may use, and their values for one customer.
import { daysOverdue, type OpenInvoice, collectibleMinor, namedNumber } from './invoice.ts'
import type { Day } from './day.ts'
import { LINK_SUFFIX, placeholderLink } from './link.ts'
import { formatMoney, sumByCurrency, type Money } from './money.ts'

/** Every variable a template may name, with what it is. A closed list: others are refused. */
export const TEMPLATE_VARIABLES: Readonly<Record<string, string>> = {
  'organization.name': 'Your company.',
  'sender.name': 'The person or company the message is from.',
  'customer.name': 'The customer.',
  'customer.reference': 'The customer’s number in your ledger.',
  'contact.name': 'The person written to; may be empty.',
  'today': 'The day it is sent, in the customer’s way of writing.',
  'total_open': 'All that is open, per currency: “€1,200.00 and $50.00”.',
  'total_overdue': 'All that is overdue, per currency; empty before the due day.',
  'total_disputed': 'What of these invoices is under review, per currency; empty if nothing is.',
  'total_received': 'Money received that pays no invoice yet, per currency; empty without any.',
  'total_net': 'All that is open less that money, per currency; empty if nothing is left.',
  'invoice.number': 'The invoice that the step follows.',
  'invoice.open': 'What is asked for of it: what is open, less what is disputed, promised or on '
    + 'its way.',
  'invoice.collectible': 'The same.',
  'invoice.disputed': 'What of it is under review; empty without a dispute.',
  'invoice.pending': 'What of it is on its way; empty if nothing is.',
  'invoice.total': 'Its whole amount.',
  'invoice.issued_on': 'Its date.',
  'invoice.due_on': 'Its due day.',
  'invoice.days_overdue': 'Days since its due day; 0 before.',
  'invoices': 'Every invoice the message speaks of, oldest first: number, open, disputed, pending, '
    + 'total, issued_on, due_on, days_overdue, is_overdue. Where a parent is asked for its '
    + 'children, the number is followed by the name of the child that owes it.',
  'overdue_count': 'How many of them are overdue.',
  'pay_link': 'Their own short link to the payment page; it is put in when the message leaves.',
  'statement_link': 'The same, opening at the statement of account.',
  'invoice_link': 'The same, opening at the invoice that the step follows.',
}

interface InvoiceVariables {
  number: string
  open: string
  collectible: string
  disputed: string
  pending: string
  total: string
  issued_on: string
  due_on: string
  days_overdue: number
  is_overdue: boolean
}

export interface TemplateValues {
  organization: { name: string }
  sender: { name: string }
  customer: { name: string; reference: string }
  contact: { name: string }
  today: string
  total_open: string
  total_overdue: string
  total_disputed: string
  total_received: string
  total_net: string
  invoice: InvoiceVariables
  invoices: InvoiceVariables[]
  overdue_count: number
  pay_link: string
  statement_link: string
  invoice_link: string
}

export interface TemplateFacts {
  organizationName: string
  senderName: string
  customer: { name: string; reference: string }
  contactName: string
  /** Collectible invoices the message covers. */
  invoices: readonly OpenInvoice[]
  /** Money that is here and pays no invoice yet. */
  unapplied: readonly Money[]
  carryingInvoiceId: string
  today: Day
  /** BCP 47, the customer's. */
  locale: string
  /** What stands for the link until the message leaves. */
  link: string
}

/** The invoices a message speaks of, oldest due first. Held parts are not asked for. */
export const coveredInvoices = (invoices: readonly OpenInvoice[]): OpenInvoice[] =>
  invoices
    .filter((invoice) => collectibleMinor(invoice) > 0)
    .sort((a, b) => (a.dueOn === b.dueOn ? (a.id < b.id ? -1 : 1) : a.dueOn < b.dueOn ? -1 : 1))

/** Values of all variables. Amounts are the collectible ones, one sum per currency. */
export function templateValues(facts: TemplateFacts): TemplateValues {
  const covered = coveredInvoices(facts.invoices)
  const overdue = covered.filter((invoice) => invoice.dueOn < facts.today)
  const lines = covered.map((invoice) => invoiceVariables(invoice, facts))
  const place = covered.findIndex((invoice) => invoice.id === facts.carryingInvoiceId)
  const carrying = lines[place] ?? lines[0]
  return {
    organization: { name: facts.organizationName },
    sender: { name: facts.senderName },
    customer: facts.customer,
    contact: { name: facts.contactName },
    today: dayText(facts.today, facts.locale),
    total_open: totalText(covered.map(asked), facts.locale),
    total_overdue: totalText(overdue.map(asked), facts.locale),
    total_disputed: totalText(covered.map(disputed), facts.locale),
    total_received: totalText(received(covered, facts), facts.locale),
    total_net: totalText([...covered.map(asked), ...received(covered, facts)
      .map(({ amountMinor, currency }) => ({ amountMinor: -amountMinor, currency }))],
    facts.locale),
    invoice: carrying ?? NO_INVOICE,
    invoices: lines,
    overdue_count: overdue.length,
    pay_link: facts.link + LINK_SUFFIX.pay,
    statement_link: facts.link + LINK_SUFFIX.statement,
    invoice_link: facts.link + LINK_SUFFIX.invoice,
  }
}

const NO_INVOICE: InvoiceVariables = {
  number: '', open: '', collectible: '', disputed: '', pending: '', total: '',
  issued_on: '', due_on: '', days_overdue: 0, is_overdue: false,
}

function invoiceVariables(invoice: OpenInvoice, facts: TemplateFacts): InvoiceVariables {
  const { currency } = invoice
  const { locale, today } = facts
  return {
    number: namedNumber(invoice),
    open: formatMoney(asked(invoice), locale),
    collectible: formatMoney(asked(invoice), locale),
    disputed: totalText([disputed(invoice)], locale),
    pending: totalText([{ amountMinor: invoice.pendingMinor, currency }], locale),
    total: formatMoney({ amountMinor: invoice.totalMinor, currency }, locale),
    issued_on: dayText(invoice.issuedOn, locale),
    due_on: dayText(invoice.dueOn, locale),
    days_overdue: daysOverdue(invoice.dueOn, today),
    is_overdue: invoice.dueOn < today,
  }
}

const asked = (invoice: OpenInvoice): Money =>
  ({ amountMinor: collectibleMinor(invoice), currency: invoice.currency })
const disputed = (invoice: OpenInvoice): Money => ({
  amountMinor: Math.min(invoice.disputedMinor, invoice.openMinor), currency: invoice.currency,
})

/** In the currencies that are asked for; money in another one has nothing to say here. */
const received = (covered: readonly OpenInvoice[], { unapplied }: TemplateFacts): Money[] => {
  const currencies = new Set(covered.map((invoice) => invoice.currency))
  return unapplied.filter((money) => currencies.has(money.currency))
}

/** Sums of different currencies stand side by side; they are never added (SPEC §1). */
function totalText(amounts: readonly Money[], locale: string): string {
  const sums = sumByCurrency(amounts).filter(({ amountMinor }) => amountMinor > 0)
  const texts = sums.map((sum) => formatMoney(sum, locale))
  // Making a list format costs more than a whole message.
  let list = listFormats.get(locale)
  if (!list) {
    list = new Intl.ListFormat(locale, { type: 'conjunction' })
    listFormats.set(locale, list)
  }
  return list.format(texts)
}
const listFormats = new Map<string, Intl.ListFormat>()

const dayFormats = new Map<string, Intl.DateTimeFormat>()

/** A day as people write it. Formatted in UTC from UTC midnight, so it cannot shift. */
export function dayText(day: Day, locale: string): string {
  let format = dayFormats.get(locale)
  if (!format) {
    format = new Intl.DateTimeFormat(locale, {
      timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric',
    })
    dayFormats.set(locale, format)
  }
  const [year, month, date] = day.split('-').map(Number)
  return format.format(Date.UTC(year ?? 0, (month ?? 1) - 1, date))
}

/** A plausible customer, so that a template can be tried out when it is saved. */
export const SAMPLE_FACTS: TemplateFacts = {
  organizationName: 'Your company',
  senderName: 'Ana Roth',
  customer: { name: 'Sample customer', reference: 'C-1' },
  contactName: 'Lee Park',
  invoices: [{
    id: 'sample', number: 'INV-1', currency: 'EUR', totalMinor: 120_000, openMinor: 120_000,
    disputedMinor: 0, promisedMinor: 0, pendingMinor: 0, promisedOn: null,
    brokenPromiseOn: null, issuedOn: '2026-01-01',
    dueOn: '2026-01-31', recordedAt: '2026-01-01T00:00:00.000Z',
  }],
  unapplied: [],
  carryingInvoiceId: 'sample',
  today: '2026-02-14',
  locale: 'en',
  link: placeholderLink('https://pay.example.com', 1),
}
