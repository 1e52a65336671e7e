// Records credit notes, each once by its number, and allocates them to the invoices they name.
import type { Day } from '#domain/day.ts'
import { formatMoney } from '#domain/money.ts'
import { allocate, type Wanted } from '#domain/payment.ts'
import { lookAgain } from '../customers/look-again.ts'
import { invalid } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'
import { recordEvent } from '../timeline/record-event.ts'
import type { Outcome } from './save-invoice.ts'
import {
  creditNotesByNumber, insertAllocations, insertCreditNotes, invoicesByIds, lockCustomers,
  noteLedgerChange,
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

export type CreditNoteOutcome = Outcome<'number_taken' | 'unknown_customer' | 'not_allocated'>

export async function saveCreditNote(
  org: Org, wish: CreditNoteWish,
): Promise<CreditNoteOutcome> {
  const customers = await lockCustomers(org, [wish.customerId])
  if (!customers.has(wish.customerId)) {
    return refused('unknown_customer', 'customer', 'This customer does not exist.')
  }
  const [before] = await creditNotesByNumber(org, [wish.number])
  if (before) {
    const isSame = before.customer_id === wish.customerId && before.currency === wish.currency
      && before.total_minor === wish.totalMinor && before.issued_on === wish.issuedOn
    if (isSame) return { did: 'unchanged', id: before.id }
    return refused('number_taken', 'number',
      `A credit note ${wish.number} with other content exists already.`)
  }
  const invoices = (await invoicesByIds(org, wish.wanted.map((one) => one.invoiceId)))
    .filter((row) => row.customer_id === wish.customerId && row.state === 'open')
  const result = allocate({ amountMinor: wish.totalMinor, currency: wish.currency },
    invoices.map((row) => ({
      id: row.id, currency: row.currency, openMinor: row.open_minor, dueOn: row.due_on,
    })), wish.wanted)
  if (!result.ok) {
    return refused('not_allocated', 'allocations', 'The credit does not fit the invoices named: '
      + 'same customer, same currency, and no more than is open.')
  }
  const id = newId()
  const spentMinor = result.allocated.reduce((sum, one) => sum + one.amountMinor, 0)
  await insertCreditNotes(org, [{
    id, customer_id: wish.customerId, number: wish.number, currency: wish.currency,
    total_minor: wish.totalMinor, open_minor: wish.totalMinor - spentMinor,
    issued_on: wish.issuedOn,
  }])
  await insertAllocations(org, result.allocated.map((one) => ({
    id: newId(), invoice_id: one.invoiceId, payment_id: null, credit_note_id: id,
    amount_minor: one.amountMinor, allocated_on: wish.issuedOn,
  })))
  await recordEvent(org, {
    kind: 'credit_note_recorded', customerId: wish.customerId,
    invoiceIds: result.allocated.map((one) => one.invoiceId),
    detail: {
      number: wish.number,
      amount: formatMoney({ amountMinor: wish.totalMinor, currency: wish.currency },
        org.settings.locale),
    },
  })
  await lookAgain(org, [wish.customerId])
  await noteLedgerChange(org)
  return { did: 'created', id }
}

export async function recordCreditNote(org: Org, wish: CreditNoteWish): Promise<string> {
  const outcome = await saveCreditNote(org, wish)
  if (outcome.did !== 'refused') return outcome.id
  throw invalid(outcome.reason, [{ field: outcome.field, message: outcome.reason }])
}

type Refused = Extract<CreditNoteOutcome, { did: 'refused' }>
const refused = (code: Refused['code'], field: string, reason: string): Refused =>
  ({ did: 'refused', code, field, reason })
