// Allocating a payment or a credit to invoices: named ones, or the oldest due first.
import type { Day } from './day.ts'
import type { Currency } from './money.ts'

export interface Allocatable {
  id: string
  currency: Currency
  openMinor: number
  dueOn: Day
}

export interface Wanted {
  invoiceId: string
  /** Left out: as much as is open. */
  amountMinor?: number | undefined
}

export type Allocated = { invoiceId: string; amountMinor: number }[]
export type AllocationProblem =
  | { code: 'unknown_invoice'; invoiceId: string }
  | { code: 'wrong_currency'; invoiceId: string; currency: Currency }
  | { code: 'more_than_open'; invoiceId: string; openMinor: number }
  | { code: 'more_than_paid' }

/**
 * Spreads an amount. Never over what is open on an invoice and never over the amount; what is left
 * stays unapplied. `wanted` null: oldest due first, ties by id.
 */
export function allocate(
  money: { amountMinor: number; currency: Currency },
  invoices: readonly Allocatable[],
  wanted: readonly Wanted[] | null,
): { ok: true; allocated: Allocated } | { ok: false; problem: AllocationProblem } {
  if (wanted !== null) return allocateNamed(money, invoices, wanted)
  const allocated: Allocated = []
  let leftMinor = money.amountMinor
  for (const invoice of oldestFirst(invoices)) {
    if (leftMinor === 0) break
    if (invoice.currency !== money.currency || invoice.openMinor <= 0) continue
    const amountMinor = Math.min(leftMinor, invoice.openMinor)
    allocated.push({ invoiceId: invoice.id, amountMinor })
    leftMinor -= amountMinor
  }
  return { ok: true, allocated }
}

const oldestFirst = (invoices: readonly Allocatable[]) => [...invoices].sort((a, b) =>
  a.dueOn === b.dueOn ? (a.id < b.id ? -1 : 1) : a.dueOn < b.dueOn ? -1 : 1)

function allocateNamed(
  money: { amountMinor: number; currency: Currency },
  invoices: readonly Allocatable[],
  wanted: readonly Wanted[],
): ReturnType<typeof allocate> {
  const open = new Map(invoices.map((invoice) => [invoice.id, invoice.openMinor]))
  const byId = new Map(invoices.map((invoice) => [invoice.id, invoice]))
  const allocated: Allocated = []
  let leftMinor = money.amountMinor
  for (const { invoiceId, amountMinor } of wanted) {
    const invoice = byId.get(invoiceId)
    if (!invoice) return { ok: false, problem: { code: 'unknown_invoice', invoiceId } }
    if (invoice.currency !== money.currency) {
      return {
        ok: false, problem: { code: 'wrong_currency', invoiceId, currency: invoice.currency },
      }
    }
    const openMinor = open.get(invoiceId) ?? 0
    const share = amountMinor ?? Math.min(leftMinor, openMinor)
    if (share > openMinor) {
      return { ok: false, problem: { code: 'more_than_open', invoiceId, openMinor } }
    }
    if (share > leftMinor) return { ok: false, problem: { code: 'more_than_paid' } }
    if (share === 0) continue
    allocated.push({ invoiceId, amountMinor: share })
    open.set(invoiceId, openMinor - share)
    leftMinor -= share
  }
  return { ok: true, allocated }
}
