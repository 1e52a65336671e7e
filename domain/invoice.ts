// An invoice: what is open on it, what of that may be collected, and how old it is.
import { addDays, daysBetween, type Day, type Instant } from './day.ts'
import type { Currency } from './money.ts'

export interface ActivePromise {
  promisedOn: Day
  /** The last day on which money counts. */
  lastOn: Day
  /** What it holds back of this invoice. */
  heldMinor: number
  /** Of one over several invoices only that which would carry it asks when it breaks. */
  carries: boolean
}

/** The facts of one open invoice that planning needs. Amounts in minor units of `currency`. */
export interface OpenInvoice {
  id: string
  number: string
  /** Of a customer that is collected at another one: its name, for the lines of a text. */
  owedBy?: string
  currency: Currency
  totalMinor: number
  openMinor: number
  /** Part of the open amount that the customer contests (SPEC §4.2). */
  disputedMinor: number
  /** Part of the open amount that promises for today or later hold back. */
  promisedMinor: number
  /** First day at whose end a promise is judged; null while none is active. */
  promisedOn: Day | null
  /** The active promises behind both, for whoever looks ahead past their days. */
  promises?: readonly ActivePromise[]
  /** Day of the newest promise that was not kept in full and has no later one in its place. */
  brokenPromiseOn: Day | null
  /** Part of the open amount that is announced and not yet there (E4). */
  pendingMinor: number
  issuedOn: Day
  dueOn: Day
  /** When our ledger first knew it: tells an older invoice that arrived from one that returned. */
  recordedAt: Instant
}

export type InvoiceStatus = 'due' | 'overdue' | 'partly_paid' | 'paid' | 'void' | 'written_off'

/** How a text names it to somebody who pays for several companies. */
export const namedNumber = ({ number, owedBy }: Pick<OpenInvoice, 'number' | 'owedBy'>): string =>
  (owedBy === undefined ? number : `${number} (${owedBy})`)

/** open − disputed − promised − on its way, never below zero (SPEC §1; decision 13). */
export const collectibleMinor = (invoice: OpenInvoice): number => Math.max(0,
  invoice.openMinor - invoice.disputedMinor - invoice.promisedMinor - invoice.pendingMinor)

/** What a run still asks for, per currency, largest first; thresholds per currency (SPEC §4). */
export function collectibleByCurrency(invoices: readonly OpenInvoice[]): Map<string, number> {
  const sums = new Map<string, number>()
  for (const invoice of invoices) {
    const amount = collectibleMinor(invoice)
    if (amount > 0) sums.set(invoice.currency, (sums.get(invoice.currency) ?? 0) + amount)
  }
  return sums
}

/** Overdue from the day after the due day (domain 3.1). */
export const isOverdue = (dueOn: Day, today: Day): boolean => today > dueOn

export const daysOverdue = (dueOn: Day, today: Day): number =>
  Math.max(0, daysBetween(dueOn, today))

/**
 * The invoice whose dates drive a customer run: earliest due day, then highest total, then lowest
 * id (SPEC §1). Only collectible ones can carry.
 */
export function carryingInvoice(invoices: readonly OpenInvoice[]): OpenInvoice | null {
  let carrying: OpenInvoice | null = null
  for (const invoice of invoices) {
    if (collectibleMinor(invoice) <= 0) continue
    if (carrying === null || carriesBefore(invoice, carrying)) carrying = invoice
  }
  return carrying
}

type Carrying = Pick<OpenInvoice, 'id' | 'dueOn' | 'totalMinor'>

export function carriesBefore(a: Carrying, b: Carrying): boolean {
  if (a.dueOn !== b.dueOn) return a.dueOn < b.dueOn
  if (a.totalMinor !== b.totalMinor) return a.totalMinor > b.totalMinor
  return a.id < b.id
}

/** The first day after one on which a promise is judged; null if nothing is promised. */
export function promiseFreeOn(invoices: readonly OpenInvoice[]): Day | null {
  let first: Day | null = null
  for (const { promisedOn } of invoices) {
    if (promisedOn !== null && (first === null || promisedOn < first)) first = promisedOn
  }
  return first === null ? null : addDays(first, 1)
}

export interface InvoiceStanding {
  state: 'open' | 'void' | 'written_off'
  totalMinor: number
  openMinor: number
  dueOn: Day
}

/** The one status word of an invoice, as lists show it. */
export function invoiceStatus(invoice: InvoiceStanding, today: Day): InvoiceStatus {
  if (invoice.state !== 'open') return invoice.state
  if (invoice.openMinor === 0) return 'paid'
  if (isOverdue(invoice.dueOn, today)) return 'overdue'
  return invoice.openMinor < invoice.totalMinor ? 'partly_paid' : 'due'
}
