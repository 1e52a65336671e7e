// A promise to pay: who will pay, by when, how much and which invoices.
import { isConditional, isDemand, isNegated, isRequest, isWish } from './doubts.ts'
import { paidIn } from './find-paid.ts'
import { findPhrases } from './phrases.ts'
import { HALF, INSTALMENTS, REST, type FoundAmount } from './read-amounts.ts'
import { dayFor, type FoundDay } from './read-days.ts'
import { isSaid, type Find, type Ground, type Reading } from './read-sentence.ts'
import type { OpenInvoice, PromiseNote, Suggestion } from './suggestion.ts'
import { aboutWhich } from './which-invoices.ts'

interface Said { find: Find; isFirm: boolean }

export function findPromises(ground: Ground): Suggestion[] {
  return ground.readings.flatMap((reading) => {
    const said = promiseIn(ground, reading)
    return said === null ? [] : toSuggestions(ground, reading, said)
  })
}

function promiseIn(ground: Ground, reading: Reading): Said | null {
  if (isRequest(reading.text) || isDemand(reading.text)) return null
  const paid = paidIn(ground, reading)
  const done = paid === null ? null : reading.clause(paid)
  for (const phrases of ground.languages) {
    for (const isFirm of [true, false]) {
      const finds = findPhrases(reading.text, isFirm ? phrases.promise : phrases.hope)
      const find = finds.find((one) => isMeant(reading, one)
        // What was paid in this very clause is not promised in it.
        && !(done !== null && one.from < done.to && one.to > done.from))
      if (find !== undefined) {
        return { find, isFirm: isFirm && isSaid(reading, find) === 'said' }
      }
    }
  }
  return null
}

function isMeant(reading: Reading, find: Find): boolean {
  if (isSaid(reading, find) === 'asked') return false
  const clause = reading.clause(find)
  // The day may stand one clause further on; a condition anywhere makes all of it depend.
  return !isNegated(clause.text) && !isWish(clause.text) && !isConditional(reading.text)
}

function toSuggestions(ground: Ground, reading: Reading, { find, isFirm }: Said): Suggestion[] {
  const days = reading.days('coming')
  const isInParts = INSTALMENTS.test(reading.text)
  const parts = isInParts ? [] : partsOf(reading, days)
  if (parts.length > 1) {
    return parts.map(({ day, invoices }) => suggestionOf(ground, reading, {
      find, isFirm, day, invoices, amount: null, notes: [],
    }))
  }
  const day = dayFor(days, find)
  if (day === null && !isInParts) return []
  const notes: PromiseNote[] = isInParts ? ['instalments'] : HALF.test(reading.text) ? ['half']
    : REST.test(reading.text) && reading.amounts.length === 0 ? ['rest'] : []
  return [suggestionOf(ground, reading, {
    find, isFirm: isFirm && !isInParts, day, invoices: null,
    amount: isInParts ? null : amountFor(reading, find), notes,
  })]
}

/** “INV-1 on Friday and INV-2 next week” is two promises. */
function partsOf(
  reading: Reading, days: readonly FoundDay[],
): { day: FoundDay; invoices: OpenInvoice[] }[] {
  if (days.length < 2 || reading.invoices.length < 2) return []
  const placed = reading.invoices.map((invoice) => ({
    invoice, at: reading.sentence.folded.text.indexOf(invoice.number.toLowerCase()),
  }))
  const parts = days.map((day, index) => ({
    day,
    invoices: placed.filter(({ at }) => at >= 0 && at < day.from
      && at > (days[index - 1]?.from ?? -1)).map(({ invoice }) => invoice),
  }))
  return parts.every(({ invoices }) => invoices.length > 0) ? parts : []
}

function amountFor(reading: Reading, find: Find): FoundAmount | null {
  const { amounts } = reading
  if (amounts.length <= 1) return amounts[0] ?? null
  const behind = amounts.filter((amount) => amount.from >= find.from)
  const different = new Set(behind.map((one) => `${one.amountMinor} ${one.currency}`))
  return different.size === 1 ? behind[0] ?? null : null
}

function suggestionOf(ground: Ground, reading: Reading, said: Said & {
  day: FoundDay | null; invoices: OpenInvoice[] | null; amount: FoundAmount | null
  notes: PromiseNote[]
}): Suggestion {
  const { day, amount, find } = said
  const about = said.invoices === null ? aboutWhich(ground, reading, { find, isGuessed: true,
    amount })
    : { invoices: said.invoices, isNamed: true }
  const currencies = new Set(about.invoices.map((invoice) => invoice.currency))
  const [owedIn = null] = currencies
  const currency = amount?.currency ?? owedIn
  const openMinor = about.invoices.filter((invoice) => invoice.currency === currency)
    .reduce((sum, invoice) => sum + invoice.openMinor, 0)
  const half = said.notes.includes('half') && amount === null && currencies.size === 1
    ? Math.round(openMinor / 2) : null
  const amountMinor = amount?.amountMinor ?? (half === 0 ? null : half)
  const isMore = amount !== null && amount.amountMinor > openMinor
  return {
    kind: 'promise',
    quote: reading.quote({ from: find.from, to: Math.max(find.to, day?.to ?? 0) }),
    confidence: said.isFirm && day?.isExact === true && !isMore ? 'clear' : 'likely',
    detail: {
      promisedOn: day?.day ?? null, amountMinor,
      currency: amountMinor === null ? null : amount?.currency ?? owedIn,
      invoiceIds: about.invoices.map((invoice) => invoice.id), isNamed: about.isNamed,
      notes: isMore ? [...said.notes, 'more_than_open'] : said.notes,
    },
  }
}
