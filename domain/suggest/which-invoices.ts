// Which invoices a sentence is about: those it names, else those the text names, else a guess.
import type { FoundAmount } from './read-amounts.ts'
import type { Find, Ground, Reading } from './read-sentence.ts'
import type { OpenInvoice } from './suggestion.ts'

export interface About {
  invoices: readonly OpenInvoice[]
  isNamed: boolean
}

/** Without a name and without `isGuessed`, several stay open to the person's choice. */
export function aboutWhich(
  ground: Ground, reading: Reading,
  given: { find: Find; isGuessed: boolean; amount?: FoundAmount | null },
): About {
  const named = reading.invoicesAt(given.find)
  if (named.length > 0) return { invoices: named, isNamed: true }
  if (ground.named.length > 0) return { invoices: ground.named, isNamed: true }
  const { letter } = ground
  const answered = letter.invoices.filter(({ id }) => letter.answeredIds?.includes(id))
  const [only, ...others] = answered.length > 0 ? answered : letter.invoices
  if (only !== undefined && others.length === 0) return { invoices: [only], isNamed: false }
  const { amount } = given
  const exact = amount ? letter.invoices.filter((invoice) =>
    invoice.currency === amount.currency && invoice.openMinor === amount.amountMinor) : []
  if (exact.length === 1) return { invoices: exact, isNamed: false }
  if (!given.isGuessed) return { invoices: [], isNamed: false }
  const fitting = (answered.length > 0 ? answered : letter.invoices).filter((invoice) =>
    !amount || invoice.currency === amount.currency)
  const overdue = fitting.filter((invoice) => invoice.dueOn <= letter.receivedOn)
  return { invoices: overdue.length > 0 ? overdue : fitting, isNamed: false }
}
