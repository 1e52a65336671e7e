// Suggestions in one short line each: what the tables of written cases are compared with.
import { toDecimalText } from '../money.ts'
import { suggest } from './suggest.ts'
import type { Letter, OpenInvoice, Suggestion } from './suggestion.ts'

/** The text of a customer, and what is suggested from it. */
export type Case = readonly [text: string, told: string]

export const OWED: readonly OpenInvoice[] = [
  { id: 'a', number: 'INV-204', openMinor: 1_000_000, currency: 'EUR', dueOn: '2026-02-01' },
  { id: 'b', number: 'INV-198', openMinor: 500_000, currency: 'EUR', dueOn: '2026-01-15' },
]

/** A letter of Tuesday, 10 March 2026 about two invoices of EUR 10,000 and 5,000. */
export const aLetter = (given: Partial<Letter> = {}): Letter => ({
  text: '', subject: 'Re: Your invoices', kind: 'human', receivedOn: '2026-03-10', invoices: OWED,
  ...given,
})

export function told(given: Partial<Letter>): string {
  const all = suggest(aLetter(given)).map(lineOf)
  return all.length === 0 ? 'none' : all.join(' + ')
}

function lineOf(one: Suggestion): string {
  const parts: (string | null)[] = []
  switch (one.kind) {
    case 'promise':
      parts.push('promise', one.detail.promisedOn, ...aboutOf(one.detail), ...one.detail.notes)
      if (one.detail.notes.length === 0 && one.confidence === 'likely') parts.push('likely')
      break
    case 'dispute':
      parts.push('dispute', one.detail.reason, ...aboutOf(one.detail))
      break
    case 'already_paid':
      parts.push('paid', one.detail.paidOn, ...aboutOf(one.detail))
      if (one.detail.reference !== null) parts.push(`ref ${one.detail.reference}`)
      break
    case 'po_missing':
      parts.push('po', one.detail.purchaseOrder, ...namesOf(one.detail))
      break
    case 'wrong_person':
      parts.push('wrong', one.detail.name, one.detail.email)
      break
    case 'out_of_office':
      parts.push('away', one.detail.returnsOn, one.detail.standIn?.name ?? null,
        one.detail.standIn?.email ?? null)
      break
  }
  return parts.filter((part) => part !== null).join(' ')
}

interface About { invoiceIds: readonly string[]; isNamed: boolean }

const namesOf = ({ invoiceIds, isNamed }: About): string[] => isNamed
  ? OWED.filter(({ id }) => invoiceIds.includes(id)).map(({ number }) => number) : []

function aboutOf(
  detail: About & { amountMinor: number | null; currency: string | null },
): string[] {
  const { amountMinor, currency } = detail
  return [...namesOf(detail), ...amountMinor === null || currency === null ? []
    : [`${toDecimalText({ amountMinor, currency })} ${currency}`]]
}
