// Whether a number may be texted by what is recorded of it; the newest act counts.
import { NORTH_AMERICA } from './choose-sender.ts'

export type ConsentAct = 'given' | 'revoked' | 'under_review'
/** `given_number`: a number that was given for the account needs no record (settings). */
export type ConsentRule = 'recorded' | 'given_number'

/** Null: it may be texted; else what speaks against it. */
export function consentProblem(of: {
  newest: ConsentAct | null; country: string | null; rule: ConsentRule
}): string | null {
  switch (of.newest) {
    case 'given': return null
    case 'revoked': return 'They took their consent back.'
    case 'under_review': return 'A person must decide first whether they asked us to stop.'
    default:
  }
  const isNorthAmerica = of.country === null || NORTH_AMERICA.includes(of.country)
  if (of.rule === 'given_number' && !isNorthAmerica) return null
  return of.rule === 'given_number' && of.country !== null
    ? 'In the United States and Canada a consent must be on record.' : 'No consent is on record.'
}
