// The shape of a language's phrases and how they become patterns. see the signs below.
import type { DisputeReason } from './suggestion.ts'

/**
 * All folded: small letters without accents. A phrase begins and ends at a word; `~` stands for up
 * to three words between two others, `..` for up to six.
 */
export interface Phrases {
  language: string
  /** Common little words: by these the language of a message is told. */
  words: string
  /** Somebody will pay. */
  promise: readonly string[]
  /** Somebody means to pay, or should. */
  hope: readonly string[]
  /** Money has left. */
  paid: readonly string[]
  dispute: readonly (readonly [DisputeReason, readonly string[]])[]
  /** The order number is missing on the invoice, or needed. */
  purchaseOrder: readonly string[]
  /** The reader is not, or no longer, who should be written to. */
  wrongPerson: readonly string[]
  /** Names another one to write to. */
  contactInstead: readonly string[]
  away: readonly string[]
  /** Before the first day back. */
  back: readonly string[]
  /** Before the last day away; in English before the first day back. */
  until: readonly string[]
  isUntilFree: boolean
}

const WORDS = (most: number) => `(?: [^ ]{1,30}){0,${most}}?`

/** A round bracket groups; it never captures. */
export const patternOf = (phrases: readonly string[]): RegExp => {
  const source = phrases.join('|').replaceAll(/(?<!\\)\((?!\?)/g, '(?:')
    .replaceAll(' ..', WORDS(6)).replaceAll(' ~', WORDS(3))
  return new RegExp(`(?<!\\w)(?:${source})(?!\\w)`, 'g')
}

const compiled = new Map<readonly string[], RegExp>()

/** Where a phrase stands first in folded text. */
export function findPhrase(
  text: string, phrases: readonly string[],
): { from: number; to: number } | null {
  return findPhrases(text, phrases)[0] ?? null
}

const MOST_FOUND = 10

export function findPhrases(
  text: string, phrases: readonly string[],
): { from: number; to: number }[] {
  if (phrases.length === 0) return []
  let pattern = compiled.get(phrases)
  if (!pattern) {
    pattern = patternOf(phrases)
    compiled.set(phrases, pattern)
  }
  return [...text.matchAll(pattern)].slice(0, MOST_FOUND)
    .map((match) => ({ from: match.index, to: match.index + match[0].length }))
}
