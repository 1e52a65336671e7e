// What of each open invoice is disputed, promised or on its way, and which promise is broken.
import { latestDay, type Day } from '#domain/day.ts'
import { carriesBefore, type ActivePromise, type OpenInvoice } from '#domain/invoice.ts'
import { judgePromise, newestBroken } from '#domain/promise.ts'
import type { Org } from '../platform/in-organization.ts'
import type { HoldingRow } from './holding-store.ts'
import type { OpenInvoiceRow } from './open-invoice-store.ts'

export type OpenInvoiceOf = OpenInvoice & {
  customerId: string
  /** Newest day on which a dispute of it ended and left something to collect. */
  disputeEndedOn: Day | null
  /** As `brokenPromiseOn`, but of a promise over several invoices only where it carries it. */
  carriedPromiseOn: Day | null
}

interface Held {
  disputedMinor: number | 'all'
  disputeEndedOn: Day | null
  promisedMinor: number
  promisedOn: Day | null
  promises: ActivePromise[]
  pendingMinor: number
  unkeptOn: Day[]
  /** Those of them that this invoice carries. */
  carriedOn: Day[]
  others: { madeOn: Day }[]
}

/** Open invoices with what holds them. Promises are judged by the day that is asked for. */
export function openInvoices(
  org: Org, { invoices, holding }: { invoices: readonly OpenInvoiceRow[]
    holding: readonly HoldingRow[] },
): OpenInvoiceOf[] {
  const held = new Map<string, Held>()
  const carriers = carriersOf(invoices, holding)
  for (const row of holding) {
    const before = held.get(row.invoice_id) ?? {
      disputedMinor: 0, disputeEndedOn: null, promisedMinor: 0, promisedOn: null, pendingMinor: 0,
      promises: [], unkeptOn: [], carriedOn: [], others: [],
    }
    held.set(row.invoice_id, before)
    add(before, row, org.today, carriers)
  }
  return invoices.map((row) => {
    const of = held.get(row.id)
    return {
      id: row.id, customerId: row.customer_id, number: row.number, currency: row.currency,
      totalMinor: row.total_minor, openMinor: row.open_minor,
      disputedMinor: of === undefined ? 0
        : of.disputedMinor === 'all' ? row.open_minor : of.disputedMinor,
      promisedMinor: of?.promisedMinor ?? 0, promisedOn: of?.promisedOn ?? null,
      promises: of?.promises ?? [],
      pendingMinor: of?.pendingMinor ?? 0,
      brokenPromiseOn: of === undefined ? null : newestBroken(of.unkeptOn, of.others),
      carriedPromiseOn: of === undefined ? null : newestBroken(of.carriedOn, of.others),
      disputeEndedOn: of?.disputeEndedOn ?? null,
      issuedOn: row.issued_on, dueOn: row.due_on, recordedAt: row.created_at,
    }
  })
}

/** Which invoice of each promise that is not judged yet would carry it when it is broken. */
export function carriersOf(
  invoices: readonly OpenInvoiceRow[], holding: readonly HoldingRow[],
): ReadonlyMap<string, string> {
  const carriers = new Map<string, OpenInvoiceRow>()
  if (holding.every(({ group_id }) => group_id === null)) return new Map()
  const byId = new Map(invoices.map((invoice) => [invoice.id, invoice]))
  for (const { group_id, invoice_id } of holding) {
    const invoice = byId.get(invoice_id)
    if (group_id === null || !invoice) continue
    const before = carriers.get(group_id)
    if (before === undefined || carriesBefore(datesOf(invoice), datesOf(before))) {
      carriers.set(group_id, invoice)
    }
  }
  return new Map([...carriers].map(([groupId, { id }]) => [groupId, id]))
}

const datesOf = (row: OpenInvoiceRow) =>
  ({ id: row.id, dueOn: row.due_on, totalMinor: row.total_minor })

function add(
  held: Held, row: HoldingRow, today: Day, carriers: ReadonlyMap<string, string>,
): void {
  switch (row.kind) {
    case 'dispute':
      held.disputedMinor = row.amount_minor === null || held.disputedMinor === 'all' ? 'all'
        : held.disputedMinor + row.amount_minor
      return
    case 'settled':
      held.disputeEndedOn = row.day === null ? held.disputeEndedOn
        : held.disputeEndedOn === null ? row.day : latestDay(held.disputeEndedOn, row.day)
      return
    case 'unkept':
      if (row.day !== null) noteUnkept(held, row.day, row.carries)
      return
    case 'pending':
      if (row.last_on !== null && row.last_on >= today) held.pendingMinor += row.amount_minor ?? 0
      return
    case 'promise': addPromise(held, row, today, carriers)
  }
}

function noteUnkept(held: Held, day: Day, isCarried: boolean): void {
  held.unkeptOn.push(day)
  if (isCarried) held.carriedOn.push(day)
}

function addPromise(
  held: Held, row: HoldingRow, today: Day, carriers: ReadonlyMap<string, string>,
): void {
  if (row.day === null || row.last_on === null || row.amount_minor === null) return
  if (row.whole === null) return
  const standing = judgePromise({ ...row.whole, lastOn: row.last_on }, today)
  const carries = row.carries && (row.group_id === null
    || carriers.get(row.group_id) === row.invoice_id)
  if (standing === 'broken' || standing === 'partly_kept') {
    noteUnkept(held, row.day, carries)
    return
  }
  if (row.made_on !== null) held.others.push({ madeOn: row.made_on })
  if (standing === 'kept') return
  // What came already is no longer open, so it need not be left alone as well.
  const heldMinor = row.holds ? Math.max(0, row.amount_minor - row.paid_minor) : 0
  held.promisedMinor += heldMinor
  held.promises.push({ promisedOn: row.day, lastOn: row.last_on, heldMinor, carries })
  if (held.promisedOn === null || row.last_on < held.promisedOn) held.promisedOn = row.last_on
}
