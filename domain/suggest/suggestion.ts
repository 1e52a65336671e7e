// What may be suggested from the words of a customer; a person accepts or dismisses each.
import type { Day } from '../day.ts'
import type { Currency } from '../money.ts'

export type DisputeReason = 'price' | 'quantity' | 'damaged' | 'not_received' | 'not_ordered'
  | 'duplicate' | 'cancelled' | 'credit_expected' | 'service' | 'other'

/** What else the sentence says and a person has to weigh. */
export type PromiseNote = 'instalments' | 'half' | 'rest' | 'more_than_open'

interface About {
  /** Of those that were given; empty when the words leave open which. */
  invoiceIds: readonly string[]
  /** The words name them by number; otherwise they are our guess. */
  isNamed: boolean
}

interface Amount {
  /** Null: all that is open. */
  amountMinor: number | null
  currency: Currency | null
}

export interface PromiseDetail extends About, Amount {
  /** Null only for instalments without a first day. */
  promisedOn: Day | null
  notes: readonly PromiseNote[]
}
export interface DisputeDetail extends About, Amount {
  reason: DisputeReason
}
export interface PaidDetail extends About, Amount {
  paidOn: Day | null
  /** What to look for in the bank statement, as written. */
  reference: string | null
}
export interface PurchaseOrderDetail extends About {
  purchaseOrder: string | null
}
export interface OtherPerson {
  name: string | null
  email: string | null
}
export interface AbsenceDetail {
  /** The first day on which they work again. */
  returnsOn: Day
  standIn: OtherPerson | null
}

export type Detail =
  | { kind: 'promise'; detail: PromiseDetail }
  | { kind: 'dispute'; detail: DisputeDetail }
  | { kind: 'already_paid'; detail: PaidDetail }
  | { kind: 'po_missing'; detail: PurchaseOrderDetail }
  | { kind: 'wrong_person'; detail: OtherPerson }
  | { kind: 'out_of_office'; detail: AbsenceDetail }

export type Suggestion = Detail & {
  /** The very words it was read from: a part of the text, 300 characters at most. */
  quote: string
  /** `clear`: said outright, with a day of its own; `likely`: a person should look twice. */
  confidence: 'clear' | 'likely'
}
export type SuggestionKind = Suggestion['kind']

export interface OpenInvoice {
  id: string
  number: string
  openMinor: number
  currency: Currency
  dueOn: Day
}

export interface Letter {
  /** What the person wrote: without quoted history and signature. */
  text: string
  subject: string
  kind: 'human' | 'auto_reply'
  /** The civil day on which it came, in the organization's zone. */
  receivedOn: Day
  /** The writer's, as far as known: tells 04/05 apart. */
  locale?: string | undefined
  invoices: readonly OpenInvoice[]
  /** Those that the answered message spoke of: the first guess where none is named. */
  answeredIds?: readonly string[] | undefined
}
