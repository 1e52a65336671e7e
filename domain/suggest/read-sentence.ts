// One sentence with all that the rules ask of it, read once.
import type { Day } from '../day.ts'
import type { Currency } from '../money.ts'
import { clauseAround, quoteOf, type Clause, type Sentence } from './cut-sentences.ts'
import { isAsking, withoutHarmless } from './doubts.ts'
import { readAmounts, type FoundAmount } from './read-amounts.ts'
import { readDays, type FoundDay } from './read-days.ts'
import type { Letter, OpenInvoice } from './suggestion.ts'
import type { Phrases } from './phrases.ts'

export interface Find { from: number; to: number }

export interface Reading {
  sentence: Sentence
  /** Folded, and with harmless turns blanked: places are those of the folded text. */
  text: string
  language: string
  /** Named in this very sentence. */
  invoices: readonly OpenInvoice[]
  /** Those named in the clause of a find; where it names none, those of the sentence. */
  invoicesAt: (find: Find) => readonly OpenInvoice[]
  amounts: readonly FoundAmount[]
  days: (direction: 'coming' | 'past') => FoundDay[]
  clause: (find: Find) => Clause
  quote: (find: Find) => string
}

export interface Ground {
  letter: Letter
  languages: readonly Phrases[]
  isMonthFirst: boolean | null
  /** Named anywhere in the text. */
  named: readonly OpenInvoice[]
  currencies: readonly Currency[]
  readings: readonly Reading[]
}

export function readSentence(
  sentence: Sentence,
  given: { receivedOn: Day; isMonthFirst: boolean | null; language: string
    invoices: readonly OpenInvoice[]; currencies: readonly Currency[] },
): Reading {
  const written = sentence.folded.text
  const text = withoutHarmless(written)
  const days = new Map<string, FoundDay[]>()
  const { receivedOn, isMonthFirst, language } = given
  const invoices = given.invoices.filter((invoice) => names(written, invoice.number))
  const money = withoutNumbers(written, invoices)
  const daysOf = (direction: 'coming' | 'past') => {
    const known = days.get(direction)
    if (known) return known
    const found = readDays(money, { receivedOn, direction, isMonthFirst, language })
    days.set(direction, found)
    return found
  }
  const isDay = ({ from }: Find) => [...daysOf('coming'), ...daysOf('past')]
    .some((day) => day.from <= from && from < day.to)
  return {
    sentence, text, language, invoices,
    invoicesAt: (find) => {
      const clause = clauseAround(text, find)
      const there = invoices.filter(({ number }) =>
        names(written.slice(clause.from, clause.to), number))
      return there.length > 0 ? there : invoices
    },
    amounts: readAmounts(money, given.currencies).filter((amount) => !isDay(amount)),
    days: daysOf,
    clause: (find) => clauseAround(text, find),
    quote: (find) => quoteOf(sentence, find),
  }
}

/** An invoice number is neither a day nor an amount. */
function withoutNumbers(text: string, invoices: readonly OpenInvoice[]): string {
  return invoices.reduce((rest, { number }) => {
    const sign = plainNumber(number)
    return rest.replaceAll(sign, '#'.repeat(sign.length))
  }, text)
}

const plainNumber = (number: string): string =>
  number.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/\s+/g, ' ').trim()

/** By its whole number, or by its digits where these are long enough to be meant. */
function names(text: string, number: string): boolean {
  const whole = plainNumber(number)
  if (whole.length >= 3 && hasWord(text, whole)) return true
  const digits = /(\d{3,12})\D{0,2}$/.exec(whole)?.[1]
  if (digits === undefined || !text.includes(digits)) return false
  if (digits.length >= 5) return hasWord(text, digits)
  // `204` may be an amount or a room; behind `invoice` it is meant.
  return new RegExp(`(?:inv(?:oice)?s?|bills?|rechnung(?:en)?|re|rg|facture?s?|facturas?|`
    + `fattura|factuur|`
    + `fatura|n[ro]o?|#)[.:]? ?(?:n[ro]o?\\.? ?|number |nummer |# ?)?0*${digits}`
    + '(?![\\w]|[.,]\\d)').test(text)
}

function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word), tries = 0; at >= 0 && tries < 20; tries++) {
    const before = text[at - 1] ?? ' '
    const after = text[at + word.length] ?? ' '
    if (!/\w/.test(before) && !/\w/.test(after)) return true
    at = text.indexOf(word, at + 1)
  }
  return false
}

/**
 * What a find in a question is worth: nothing if it is asked; a little if it was said before the
 * asking began, as in “We paid on Monday, did you get it?”.
 */
export function isSaid(reading: Reading, find: Find): 'said' | 'asked' | 'before_asking' {
  if (!reading.sentence.isQuestion) return 'said'
  const { isLast, text } = reading.clause(find)
  const start = reading.text.trimStart()
  const isPlainStart = /^(?:we|wir|nous)\b/.test(start)
  if (isLast || isAsking(text.trim()) || (isAsking(start) && !isPlainStart)) return 'asked'
  return 'before_asking'
}
