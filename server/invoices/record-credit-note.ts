// Records credit notes, each once by its number, and allocates them to the invoices they name.
import type { Day } from '#domain/day.ts'
import { formatMoney, isCurrency } from '#domain/money.ts'
import { allocate, type Wanted } from '#domain/payment.ts'
import { lookAgain } from '../customers/look-again.ts'
import { conflict, invalid } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'
import { recordEvents, type NewEvent } from '../timeline/record-event.ts'
import type { Outcome } from './save-invoice.ts'
import {
  creditNotesByNumber, insertAllocations, insertCreditNotes, invoicesByIds, lockCustomers,
  noteLedgerChange, type AllocationRow, type CreditNoteRow, type InvoiceRow,
} from './store.ts'

export interface CreditNoteWish {
  customerId: string
  number: string
  currency: string
  totalMinor: number
  issuedOn: Day
  /** Without any, the credit stays unapplied: it is the customer's money, not a choice of ours. */
  wanted: readonly Wanted[]
}

export type CreditNoteOutcome = Outcome<'number_taken' | 'unknown_customer' | 'not_allocated'
  | 'wrong_currency' | 'wrong_amount'>

/** In order of the wishes; a refused one leaves the others alone. */
export async function recordCreditNotes(
  org: Org, wishes: readonly CreditNoteWish[],
): Promise<CreditNoteOutcome[]> {
  const customers = await lockCustomers(org, wishes.map((wish) => wish.customerId))
  const known = new Map((await creditNotesByNumber(org, wishes.map((wish) => wish.number)))
    .map((row) => [row.number, row]))
  const named = wishes.flatMap((wish) => wish.wanted).map((one) => one.invoiceId)
  const book = new Map((await invoicesByIds(org, named)).map((row) => [row.id, row]))
  const notes: CreditNoteRow[] = []
  const allocations: AllocationRow[] = []
  const events: NewEvent[] = []
  const outcomes = wishes.map((wish): CreditNoteOutcome => {
    const before = known.get(wish.number)
    if (before) return again(before, wish)
    if (!customers.has(wish.customerId)) {
      return refused('unknown_customer', 'customer', 'This customer does not exist.')
    }
    const decided = decide(wish, book)
    if ('did' in decided) return decided
    notes.push(decided.note)
    known.set(decided.note.number, decided.note)
    for (const allocation of decided.allocations) {
      allocations.push(allocation)
      const invoice = book.get(allocation.invoice_id)
      if (invoice) {
        const leftMinor = invoice.open_minor - allocation.amount_minor
        book.set(invoice.id, { ...invoice, open_minor: leftMinor })
      }
    }
    events.push(eventOf(org, decided.note, decided.allocations))
    return { did: 'created', id: decided.note.id }
  })
  if (notes.length > 0) await insertCreditNotes(org, notes)
  await insertAllocations(org, allocations)
  await recordEvents(org, events)
  await lookAgain(org, notes.map((note) => note.customer_id))
  await noteLedgerChange(org)
  return outcomes
}

/** One credit note by hand. The same again is harmless; a number with other content is refused. */
export async function recordCreditNote(org: Org, wish: CreditNoteWish): Promise<string> {
  const [outcome] = await recordCreditNotes(org, [wish])
  if (outcome && outcome.did !== 'refused') return outcome.id
  const reason = outcome?.reason ?? 'The credit note could not be recorded.'
  if (outcome?.code === 'number_taken') throw conflict(reason)
  throw invalid(reason, [{ field: outcome?.field ?? '', message: reason }])
}

type Refused = Extract<CreditNoteOutcome, { did: 'refused' }>
const refused = (code: Refused['code'], field: string, reason: string): Refused =>
  ({ did: 'refused', code, field, reason })

function again(before: CreditNoteRow, wish: CreditNoteWish): CreditNoteOutcome {
  const isSame = before.customer_id === wish.customerId && before.currency === wish.currency
    && before.total_minor === wish.totalMinor && before.issued_on === wish.issuedOn
  if (isSame) return { did: 'unchanged', id: before.id }
  return refused('number_taken', 'number', `A credit note with the number "${wish.number}" is `
    + `recorded already, with another amount, day or customer (${before.issued_on}).`)
}

function decide(
  wish: CreditNoteWish, book: ReadonlyMap<string, InvoiceRow>,
): { note: CreditNoteRow; allocations: AllocationRow[] } | Refused {
  if (!isCurrency(wish.currency)) {
    return refused('wrong_currency', 'currency', `"${wish.currency}" is not a currency.`)
  }
  if (!Number.isSafeInteger(wish.totalMinor) || wish.totalMinor <= 0) {
    return refused('wrong_amount', 'total', 'A credit note has an amount above zero.')
  }
  const invoices = wish.wanted.flatMap((one) => book.get(one.invoiceId) ?? [])
    .filter((row) => row.customer_id === wish.customerId && row.state === 'open')
  const result = allocate({ amountMinor: wish.totalMinor, currency: wish.currency },
    invoices.map((row) => ({
      id: row.id, currency: row.currency, openMinor: row.open_minor, dueOn: row.due_on,
    })), wish.wanted)
  if (!result.ok) {
    return refused('not_allocated', 'invoice', 'The credit does not fit the invoices named: same '
      + 'customer, same currency, and no more than is open.')
  }
  const id = newId()
  const spentMinor = result.allocated.reduce((sum, one) => sum + one.amountMinor, 0)
  return {
    note: {
      id, customer_id: wish.customerId, number: wish.number, currency: wish.currency,
      total_minor: wish.totalMinor, open_minor: wish.totalMinor - spentMinor,
      issued_on: wish.issuedOn,
    },
    allocations: result.allocated.map((one) => ({
      id: newId(), invoice_id: one.invoiceId, payment_id: null, credit_note_id: id,
      amount_minor: one.amountMinor, allocated_on: wish.issuedOn,
    })),
  }
}

const eventOf = (
  org: Org, note: CreditNoteRow, allocations: readonly AllocationRow[],
): NewEvent => ({
  kind: 'credit_note_recorded', customerId: note.customer_id,
  invoiceIds: allocations.map((one) => one.invoice_id),
  detail: {
    number: note.number,
    amount: formatMoney({ amountMinor: note.total_minor, currency: note.currency },
      org.settings.locale),
  },
})
