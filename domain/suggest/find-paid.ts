// “Already paid”: the day, the amount and the reference to look for; never a question after it.
import { isConditional, isNegated, isRequest, isWish } from './doubts.ts'
import { findPhrases } from './phrases.ts'
import { isSaid, type Find, type Ground, type Reading } from './read-sentence.ts'
import type { Suggestion } from './suggestion.ts'
import { aboutWhich } from './which-invoices.ts'

const MUST = new RegExp('\\b(?:must|should|need(?:s|ed)? to|has to|have to|had to|to|ought to|'
  + 'will|shall|'
  + "going to|soll(?:te[n]?)?|muss|musste|mussen|wird|werden|werde|sera|seront|doit|devrait|"
    + "devait|va|vont|"
  + 'debe|deberia|sera|seran|va a|deve|devra|moet|zal)\\b')
const BY_YOU = new RegExp('\\b(?:you|sie haben|vous (?:nous )?avez|(?:ustedes|'
  + 'usted) (?:han|ha)|have been paid by|we have been paid|we were paid|we get paid)\\b')
const STILL_OPEN = new RegExp('\\b(?:scheduled|planned|programmee?|planifiee?|prevue?|'
  + 'eingeplant|vorgemerkt|terminiert|programad[oa]|previst[oa]|about to|to be paid|'
  + 'being paid|not been|yet to)\\b')

const FUTURE = new RegExp("\\b(?:will|shall|wird|werden|sera|seront|recevrez|aurez|"
  + "recibira\\w*|tendra\\w*|"
  + 'expect|erhalten sie|bekommen sie)\\b')

export function findPaid(ground: Ground): Suggestion[] {
  return ground.readings.flatMap((reading, index) => {
    const find = paidIn(ground, reading)
    return find === null ? [] : [toSuggestion(ground, reading, { find, index })]
  })
}

export function paidIn(ground: Ground, reading: Reading): Find | null {
  if (isRequest(reading.text)) return null
  for (const phrases of ground.languages) {
    const find = findPhrases(reading.text, phrases.paid).find((one) => isMeant(reading, one))
    if (find !== undefined) return find
  }
  return null
}

function isMeant(reading: Reading, find: Find): boolean {
  if (isSaid(reading, find) === 'asked') return false
  const clause = reading.clause(find)
  const words = reading.text.slice(find.from, find.to)
  return !isNegated(clause.text) && !isWish(clause.text) && !isConditional(clause.text)
    && !MUST.test(words) && !MUST.test(clause.text.slice(0, Math.max(0,
      find.from - clause.from)).slice(-14))
    && !BY_YOU.test(clause.text) && !STILL_OPEN.test(clause.text)
    // A day that lies ahead makes it a promise.
    && !(reading.days('coming').length > 0 && reading.days('past').length === 0
      && /\b(?:will|wird|werden|sera|seran?|is|ist|est|esta)\b/.test(clause.text))
}

function toSuggestion(
  ground: Ground, reading: Reading, said: { find: Find; index: number },
): Suggestion {
  const { from, to } = reading.clause(said.find)
  const days = reading.days('past')
  // Behind a comma may stand what is still to come: “we ordered it, you will have it on Friday”.
  const day = days.find((one) => one.from >= from && one.from < to)
    ?? (FUTURE.test(reading.text) ? null : days[0] ?? null)
  const amounts = new Set(reading.amounts.map((one) => `${one.amountMinor} ${one.currency}`))
  const amount = amounts.size === 1 ? reading.amounts[0] ?? null : null
  const about = aboutWhich(ground, reading, { find: said.find, isGuessed: false, amount })
  return {
    kind: 'already_paid', quote: reading.quote(said.find),
    confidence: isSaid(reading, said.find) === 'said' && (day !== null || about.isNamed)
      ? 'clear' : 'likely',
    detail: {
      paidOn: day?.day ?? null, amountMinor: amount?.amountMinor ?? null,
      currency: amount?.currency ?? null,
      invoiceIds: about.invoices.map((invoice) => invoice.id), isNamed: about.isNamed,
      reference: referenceIn(ground, said.index),
    },
  }
}

const REFERENCE = new RegExp('(?:\\b(?:transaction|transfer|payment|bank|our|swift|trace|'
  + 'remittance)? ?'
  + '(?:reference|ref|utr|id|trn|verwendungszweck|referenz|referencia|reference du virement|'
  + 'riferimento|kenmerk|end-to-end)(?![a-z])(?: (?:number|no|nr|is|was|ist|war|lautet|est|es|'
    + 'id|num|numero))*'
  + ' ?[.:#]{0,2} ?"?)([a-z]{0,12}[-/ ]?(?=[\\w/-]{0,30}\\d)[\\w/-]{4,34})', 'u')

/** In its sentence or the next, as it was written. */
function referenceIn(ground: Ground, index: number): string | null {
  for (const reading of ground.readings.slice(index, index + 2)) {
    const { text, at } = reading.sentence.folded
    const found = REFERENCE.exec(text)
    if (found?.[1] === undefined) continue
    const begin = found.index + found[0].length - found[1].length
    return reading.sentence.text.slice(at[begin] ?? 0, at[begin + found[1].length]).trim()
  }
  return null
}
