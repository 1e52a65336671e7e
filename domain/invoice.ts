// An invoice: what is open on it, what of that may be collected, and how old it is.
import { addDays, daysBetween, latestDay, type Day, type Instant } from './day.ts'
import type { Currency } from './money.ts'

/** The facts of one open invoice that planning needs. Amounts in minor units of `currency`. */
export interface OpenInvoice {
  id: string
  number: string
  currency: Currency
  totalMinor: number
  openMinor: number
  /** Part of the open amount that the customer contests (SPEC §4.2). */
  disputedMinor: number
  /** Part of the open amount that is promised for today or later. */
  promisedMinor: number
  /** Last day of the promises above; null without one. */
  promisedOn: Day | null
  issuedOn: Day
  dueOn: Day
  /** When our ledger first knew it: tells an older invoice that arrived from one that returned. */
  recordedAt: Instant
}

export type InvoiceStatus = 'due' | 'overdue' | 'partly_paid' | 'paid' | 'void' | 'written_off'

/** open − disputed − promised, never below zero (SPEC §1). */
export const collectibleMinor = (invoice: OpenInvoice): number =>
  Math.max(0, invoice.openMinor - invoice.disputedMinor - invoice.promisedMinor)

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

function carriesBefore(a: OpenInvoice, b: OpenInvoice): boolean {
  if (a.dueOn !== b.dueOn) return a.dueOn < b.dueOn
  if (a.totalMinor !== b.totalMinor) return a.totalMinor > b.totalMinor
  return a.id < b.id
}

/** The first day on which a promise no longer holds its amount; null if nothing is promised. */
export function promiseFreeOn(invoices: readonly OpenInvoice[]): Day | null {
  let last: Day | null = null
  for (const { promisedOn } of invoices) {
    if (promisedOn !== null) last = last === null ? promisedOn : latestDay(last, promisedOn)
  }
  return last === null ? null : addDays(last, 1)
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
