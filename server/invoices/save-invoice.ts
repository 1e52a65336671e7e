// Adds and changes invoices, many at once; the same content again changes nothing.
import type { Day } from '#domain/day.ts'
import { isCurrency } from '#domain/money.ts'
import { lookAgain } from '../customers/look-again.ts'
import { conflict, invalid } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'
import { recordEvents } from '../timeline/record-event.ts'
import {
  insertInvoices, invoicesByNumber, lockCustomers, noteLedgerChange, updateInvoices,
  type InvoiceRow,
} from './store.ts'

export interface InvoiceWish {
  customerId: string
  number: string
  currency: string
  totalMinor: number
  issuedOn: Day
  dueOn: Day
  purchaseOrder?: string | null
}

export type Outcome<Code extends string> =
  | { did: 'created' | 'updated' | 'unchanged'; id: string }
  | { did: 'refused'; code: Code; field: string; reason: string }

export type InvoiceOutcome = Outcome<'duplicate_number' | 'wrong_currency' | 'wrong_amount'
  | 'wrong_date' | 'unknown_customer'>

/** In order of the wishes. A refused one leaves the others alone. */
export async function saveInvoices(
  org: Org, wishes: readonly InvoiceWish[],
): Promise<InvoiceOutcome[]> {
  const customers = await lockCustomers(org, wishes.map((wish) => wish.customerId))
  const known = new Map((await invoicesByNumber(org, wishes.map((wish) => wish.number)))
    .map((row) => [row.number, row]))
  const added = new Map<string, InvoiceRow>()
  const changed = new Map<string, InvoiceRow>()
  const outcomes = wishes.map((wish): InvoiceOutcome => {
    if (!customers.has(wish.customerId)) {
      return refused('unknown_customer', 'customer', 'This customer does not exist.')
    }
    const before = known.get(wish.number)
    const decided = before ? changeOf(before, wish) : newRow(wish)
    if ('did' in decided) return decided
    known.set(decided.number, decided)
    if (before && !added.has(before.id)) changed.set(decided.id, decided)
    else added.set(decided.id, decided)
    return { did: before ? 'updated' : 'created', id: decided.id }
  })
  if (added.size > 0) await insertInvoices(org, [...added.values()])
  if (changed.size > 0) await updateInvoices(org, [...changed.values()])
  await tell(org, [...added.values()], [...changed.values()])
  return outcomes
}

/** One invoice by hand: an existing number is a mistake here, not an update. */
export async function addInvoice(org: Org, wish: InvoiceWish): Promise<string> {
  const [same] = await invoicesByNumber(org, [wish.number])
  if (same) throw conflict(`An invoice with the number "${wish.number}" exists already.`)
  const [outcome] = await saveInvoices(org, [wish])
  if (outcome === undefined || outcome.did === 'refused') {
    const reason = outcome?.reason ?? 'The invoice could not be saved.'
    throw invalid(reason, [{ field: outcome?.field ?? '', message: reason }])
  }
  return outcome.id
}

type Refused = Extract<InvoiceOutcome, { did: 'refused' }>
const refused = (code: Refused['code'], field: string, reason: string): Refused =>
  ({ did: 'refused', code, field, reason })

function wrongWith(wish: InvoiceWish): Refused | null {
  if (!isCurrency(wish.currency)) {
    return refused('wrong_currency', 'currency', `"${wish.currency}" is not a currency; use an `
      + 'ISO 4217 code such as EUR.')
  }
  if (!Number.isSafeInteger(wish.totalMinor) || wish.totalMinor <= 0) {
    return refused('wrong_amount', 'total', 'An invoice has an amount above zero; enter credits as '
      + 'credit notes.')
  }
  if (wish.dueOn < wish.issuedOn) {
    return refused('wrong_date', 'due_on',
      `The due day ${wish.dueOn} is before the invoice day ${wish.issuedOn}.`)
  }
  return null
}

function newRow(wish: InvoiceWish): InvoiceRow | Refused {
  return wrongWith(wish) ?? {
    id: newId(), customer_id: wish.customerId, number: wish.number, currency: wish.currency,
    total_minor: wish.totalMinor, open_minor: wish.totalMinor, issued_on: wish.issuedOn,
    due_on: wish.dueOn, state: 'open', purchase_order: wish.purchaseOrder ?? null,
  }
}

function changeOf(before: InvoiceRow, wish: InvoiceWish): InvoiceRow | InvoiceOutcome {
  if (before.customer_id !== wish.customerId) {
    return refused('duplicate_number', 'number',
      `The number "${wish.number}" belongs to an invoice of another customer.`)
  }
  if (before.currency !== wish.currency) {
    return refused('wrong_currency', 'currency',
      `Invoice ${wish.number} is in ${before.currency}; its currency cannot change.`)
  }
  const wrong = wrongWith(wish)
  if (wrong) return wrong
  const paidMinor = before.total_minor - before.open_minor
  if (wish.totalMinor < paidMinor) {
    return refused('wrong_amount', 'total', `More than that is already paid on ${wish.number}; `
      + 'enter a credit note instead.')
  }
  const after: InvoiceRow = {
    ...before, total_minor: wish.totalMinor, open_minor: wish.totalMinor - paidMinor,
    issued_on: wish.issuedOn, due_on: wish.dueOn,
    purchase_order: wish.purchaseOrder === undefined ? before.purchase_order : wish.purchaseOrder,
  }
  const isSame = JSON.stringify(after) === JSON.stringify(before)
  return isSame ? { did: 'unchanged', id: before.id } : after
}

async function tell(
  org: Org, added: readonly InvoiceRow[], changed: readonly InvoiceRow[],
): Promise<void> {
  const event = (kind: 'invoice_added' | 'invoice_changed') => (row: InvoiceRow) => ({
    kind, customerId: row.customer_id, invoiceIds: [row.id], detail: { number: row.number },
  })
  await recordEvents(org, [
    ...added.map(event('invoice_added')), ...changed.map(event('invoice_changed'))])
  await lookAgain(org, [...added, ...changed].map((row) => row.customer_id))
  await noteLedgerChange(org)
}
