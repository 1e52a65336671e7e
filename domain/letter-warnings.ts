// What has changed since a letter was written, so that nobody posts it unseen.

export interface LetterFacts {
  legalStopReason: string | null
  replyWaits: boolean
  /** Where it would go if it were written now; null when the address has gaps. */
  addressNow: string | null
  address: string
  /** The invoices it speaks of: as it says, and as they are. */
  invoices: readonly {
    number: string
    writtenMinor: number
    openMinor: number
    /** Voided or written off. */
    isClosed: boolean
    isDisputed: boolean
    isPromised: boolean
  }[]
}

export type LetterWarningCode =
  'legal_stop' | 'paid' | 'less_open' | 'disputed' | 'promised' | 'reply_waits' | 'moved'

export interface LetterWarning {
  code: LetterWarningCode
  text: string
}

/** The gravest first; empty: it can go as it is. */
export function letterWarnings(facts: LetterFacts): LetterWarning[] {
  const settled = facts.invoices.filter((one) => one.isClosed || one.openMinor === 0)
  const rest = facts.invoices.filter((one) => !settled.includes(one))
  const less = rest.filter((one) => one.openMinor < one.writtenMinor)
  const told = (
    code: LetterWarningCode, found: readonly { number: string }[], is: string, are: string,
  ): LetterWarning[] => {
    if (found.length === 0) return []
    const verb = found.length === 1 ? is : are
    return [{ code, text: `${numbersOf(found)} ${verb} since it was written.` }]
  }
  return [
    ...(facts.legalStopReason === null ? [] : [{
      code: 'legal_stop' as const,
      text: `This customer must not be contacted: ${facts.legalStopReason}.`,
    }]),
    ...told('paid', settled, 'was paid or closed', 'were paid or closed'),
    ...told('less_open', less, 'was paid in part', 'were paid in part'),
    ...told('disputed', rest.filter((one) => one.isDisputed), 'was disputed', 'were disputed'),
    ...told('promised', rest.filter((one) => one.isPromised), 'was promised', 'were promised'),
    ...(facts.replyWaits ? [{
      code: 'reply_waits' as const, text: 'The customer has written and waits for an answer.',
    }] : []),
    ...(facts.addressNow === facts.address ? [] : [{
      code: 'moved' as const, text: facts.addressNow === null
        ? 'The customer’s postal address is not complete any more.'
        : `The customer’s address is now: ${facts.addressNow}.`,
    }]),
  ]
}

const MOST_NUMBERS = 3

function numbersOf(invoices: readonly { number: string }[]): string {
  const shown = invoices.slice(0, MOST_NUMBERS).map(({ number }) => number).join(', ')
  const more = invoices.length - MOST_NUMBERS
  return more > 0 ? `${shown} and ${more} more` : shown
}
