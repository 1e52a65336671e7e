// How suggestions are worded: what was read, in one line, and the words on their buttons.
import type { z } from 'zod'
import type { Suggestion } from '#contract/suggestions.ts'
import { dayText, moneyText } from '../format.ts'

export type SuggestionAnswer = z.output<typeof Suggestion>
export type SuggestionKind = SuggestionAnswer['kind']

export const SUGGESTION_WORDS: Record<SuggestionKind, {
  title: string; accept: string; accepted: string
}> = {
  promise: { title: 'Promise', accept: 'Add promise', accepted: 'Promise added' },
  dispute: { title: 'Dispute', accept: 'Open dispute', accepted: 'Dispute opened' },
  already_paid: {
    title: 'Already paid', accept: 'Look for the payment', accepted: 'Task opened',
  },
  po_missing: { title: 'Order number needed', accept: 'Open a task', accepted: 'Task opened' },
  wrong_person: { title: 'Wrong person', accept: 'Open a task', accepted: 'Task opened' },
  out_of_office: { title: 'Out of office', accept: 'Pause until then', accepted: 'Paused' },
}

const REASONS = {
  price: 'price', quantity: 'quantity', damaged: 'damaged or defective',
  not_received: 'not received', not_ordered: 'not ordered', duplicate: 'invoiced twice',
  cancelled: 'cancelled or returned', credit_expected: 'credit note expected', service: 'service',
  other: 'contested',
} as const

export const NOTES = {
  instalments: 'In instalments: note the first one, and answer for the others.',
  half: 'Half of what is open.',
  rest: 'The rest of what is open.',
  more_than_open: 'This is more than is open on these invoices.',
} as const

/** What was read, without the words it was read from. */
export function factsOf(suggestion: SuggestionAnswer): string {
  const { kind, detail } = suggestion
  switch (kind) {
    case 'promise':
      return joined([detail.promisedOn === null ? 'no day yet' : dayText(detail.promisedOn, 'full'),
        amountOf(detail)])
    case 'dispute':
      return joined([REASONS[detail.reason], amountOf(detail)])
    case 'already_paid':
      return joined([detail.paidOn === null ? null : `on ${dayText(detail.paidOn, 'full')}`,
        amountOf(detail), detail.reference])
    case 'po_missing':
      return detail.purchaseOrder ?? ''
    case 'wrong_person':
      return joined([detail.name, detail.email])
    case 'out_of_office':
      return joined([`back ${dayText(detail.returnsOn, 'full')}`,
        detail.standIn === null ? null
          : `stand-in ${detail.standIn.name ?? detail.standIn.email ?? ''}`])
  }
}

function amountOf(detail: { amountMinor: number | null; currency: string | null }): string | null {
  const { amountMinor, currency } = detail
  return amountMinor === null || currency === null ? null : moneyText({ amountMinor, currency })
}

const joined = (parts: readonly (string | null)[]): string =>
  parts.filter((part) => part !== null && part !== '').join(' · ')
