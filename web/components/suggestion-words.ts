// How suggestions are worded: what was read, in one line, and the words on their buttons.
import { t } from '@lingui/core/macro'
import type { z } from 'zod'
import type { Suggestion } from '#contract/suggestions.ts'
import { dayText, moneyText } from '../format.ts'

export type SuggestionAnswer = z.output<typeof Suggestion>
export type SuggestionKind = SuggestionAnswer['kind']

export const SUGGESTION_WORDS: Record<SuggestionKind, {
  title: string; accept: string; accepted: string
}> = {
  promise: { title: t`Promise`, accept: t`Add promise`, accepted: t`Promise added` },
  dispute: { title: t`Dispute`, accept: t`Open dispute`, accepted: t`Dispute opened` },
  already_paid: {
    title: t`Already paid`, accept: t`Look for the payment`, accepted: t`Task opened`,
  },
  po_missing: { title: t`Order number needed`, accept: t`Open a task`, accepted: t`Task opened` },
  wrong_person: { title: t`Wrong person`, accept: t`Open a task`, accepted: t`Task opened` },
  out_of_office: { title: t`Out of office`, accept: t`Pause until then`, accepted: t`Paused` },
}

const REASONS = {
  price: t`price`, quantity: t`quantity`, damaged: t`damaged or defective`,
  not_received: t`not received`, not_ordered: t`not ordered`, duplicate: t`invoiced twice`,
  cancelled: t`cancelled or returned`, credit_expected: t`credit note expected`,
  service: t`service`,
  other: t`contested`,
} as const

export const NOTES = {
  instalments: t`In instalments: note the first one, and answer for the others.`,
  half: t`Half of what is open.`,
  rest: t`The rest of what is open.`,
  more_than_open: t`This is more than is open on these invoices.`,
} as const

/** What was read, without the words it was read from. */
export function factsOf(suggestion: SuggestionAnswer): string {
  const { kind, detail } = suggestion
  switch (kind) {
    case 'promise':
      return joined([detail.promisedOn === null ? t`no day yet` : dayText(detail.promisedOn,
        'full'),
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
          : t`stand-in ${detail.standIn.name ?? detail.standIn.email ?? ''}`])
  }
}

function amountOf(detail: { amountMinor: number | null; currency: string | null }): string | null {
  const { amountMinor, currency } = detail
  return amountMinor === null || currency === null ? null : moneyText({ amountMinor, currency })
}

const joined = (parts: readonly (string | null)[]): string =>
  parts.filter((part) => part !== null && part !== '').join(' · ')
