// Reads from a customer's words what a person may want to note: offline, and never by itself.
import { cutSentences } from './cut-sentences.ts'
import { findAbsence } from './find-absence.ts'
import { findDisputes } from './find-dispute.ts'
import { findPaid } from './find-paid.ts'
import { findWrongPeople } from './find-person.ts'
import { findPromises } from './find-promise.ts'
import { findPurchaseOrders } from './find-purchase-order.ts'
import { ENGLISH } from './phrases-en.ts'
import { FRENCH } from './phrases-fr.ts'
import { GERMAN } from './phrases-de.ts'
import { SPANISH } from './phrases-es.ts'
import type { Phrases } from './phrases.ts'
import { readSentence, type Ground, type Reading } from './read-sentence.ts'
import type { Letter, Suggestion } from './suggestion.ts'

const LANGUAGES: readonly Phrases[] = [ENGLISH, GERMAN, FRENCH, SPANISH]
const MOST_SUGGESTIONS = 8
const MOST_INVOICES = 300

/** At most eight, in the order in which a person would look: what stops collection first. */
export function suggest(letter: Letter): Suggestion[] {
  const ground = groundOf(letter)
  if (letter.kind === 'auto_reply') {
    // A machine promises nothing: it only tells who is away, or gone.
    return [...findAbsence(ground), ...findWrongPeople(ground)].slice(0, MOST_SUGGESTIONS)
  }
  const all = [...findPromises(ground), ...findDisputes(ground), ...findPaid(ground),
    ...findPurchaseOrders(ground),
    ...findWrongPeople(ground), ...findAbsence(ground)]
  return withoutRepeats(all).slice(0, MOST_SUGGESTIONS)
}

function groundOf(letter: Letter): Ground {
  const invoices = letter.invoices.slice(0, MOST_INVOICES)
  const currencies = [...new Set(invoices.map((invoice) => invoice.currency))]
  const sentences = cutSentences(letter.text.replaceAll('\r', ' '))
  const languages = byLikelihood(sentences.map(({ folded }) => folded.text).join(' '),
    letter.locale)
  const isMonthFirst = letter.locale === undefined || !/^en(?:$|-)/.test(letter.locale)
    ? null : /^en-(?:US|PH)$/.test(letter.locale) ? true : letter.locale === 'en' ? null : false
  const given = {
    receivedOn: letter.receivedOn, isMonthFirst, language: languages[0]?.language ?? 'en',
    invoices, currencies,
  }
  const readings: Reading[] = sentences.map((sentence) => readSentence(sentence, given))
  const namedIds = new Set(readings.flatMap((one) => one.invoices.map(({ id }) => id)))
  return {
    letter: { ...letter, invoices }, languages, isMonthFirst, currencies, readings,
    named: invoices.filter(({ id }) => namedIds.has(id)),
  }
}

/** All of them, the one that the text is written in first: mail often mixes two. */
function byLikelihood(text: string, locale: string | undefined): Phrases[] {
  const words = new Map<string, number>()
  for (const word of text.slice(0, 5_000).split(/[^a-z']+/)) {
    words.set(word, (words.get(word) ?? 0) + 1)
  }
  const score = (phrases: Phrases) => (locale?.startsWith(phrases.language) ? 0.5 : 0)
    + phrases.words.split(' ').reduce((sum, word) => sum + (words.get(word) ?? 0), 0)
  return LANGUAGES.map((phrases) => ({ phrases, score: score(phrases) }))
    .toSorted((a, b) => b.score - a.score).map(({ phrases }) => phrases)
}

/** The same said twice is one suggestion; the clearer words are kept. */
function withoutRepeats(all: readonly Suggestion[]): Suggestion[] {
  const kept = new Map<string, Suggestion>()
  for (const one of all) {
    const key = keyOf(one)
    const known = kept.get(key)
    if (!known || (known.confidence === 'likely' && one.confidence === 'clear')) kept.set(key, one)
  }
  return [...kept.values()]
}

function keyOf(one: Suggestion): string {
  switch (one.kind) {
    case 'promise':
      return ['promise', one.detail.promisedOn, one.detail.isNamed, ...one.detail.invoiceIds].join()
    case 'dispute':
      return `dispute ${one.detail.invoiceIds.join()}`
    default:
      return one.kind
  }
}
