// What an SMS that came in asks of us: a keyword, or in plain words that we stop texting.
import { folded } from '../suggest/fold-text.ts'
import { KEYWORDS, NOT_MEANT, REVIEW, REVOKE, SHORT_REVOKE, SMS_WORD } from './opt-out-phrases.ts'

export type Keyword = 'stop' | 'start' | 'help'

/**
 * revoke: the person wants no more SMS, at once and final · review: it may mean that, so a person
 * decides and no SMS leaves until then · none: it says nothing about it.
 */
export type OptOutVerdict = 'revoke' | 'review' | 'none'

const words = (text: string): string =>
  folded(text).replaceAll(/[^\p{L}\p{N}']+/gu, ' ').trim()

/** The whole message is one keyword, perhaps said twice. YES is none: reminders ask questions. */
export function readKeyword(text: string): Keyword | null {
  if (text.length > 200) return null
  const all = words(text)
  const [first = ''] = all.split(' ')
  const said = all.split(' ').every((word) => word === first) ? first : all
  return KEYWORDS.get(said) ?? KEYWORDS.get(all) ?? null
}

const MOST_TEXT = 5_000

/**
 * Judges a wish told in words. In an e-mail only what speaks of SMS counts: there, `no more
 * messages` is about mail.
 */
export function judgeOptOut(text: string, medium: 'sms' | 'email' = 'sms'): OptOutVerdict {
  const whole = text.slice(0, MOST_TEXT)
  // A line may end a sentence, and it may just be where the screen was full.
  const readings = [whole, whole.replaceAll(/[\r\n]+/g, ' | ')].map((one) =>
    NOT_MEANT.reduce((left, phrase) => left.replaceAll(phrase, ' '), folded(one)))
  const verdicts = readings.flatMap((plain) => cut(plain, /[.!?;|…]+/))
    .filter((sentence) => medium === 'sms' || SMS_WORD.test(sentence)).map(judgeSentence)
  if (verdicts.includes('revoke')) return 'revoke'
  return verdicts.includes('review') ? 'review' : 'none'
}

function judgeSentence(sentence: string): OptOutVerdict {
  const line = words(sentence)
  if (REVOKE.some((phrase) => phrase.test(line))) return 'revoke'
  const isShort = cut(sentence, /[,:\-()]+/).map(words)
    .some((clause) => SHORT_REVOKE.test(clause))
  if (isShort) return 'revoke'
  return REVIEW.test(line) ? 'review' : 'none'
}

const cut = (text: string, at: RegExp): string[] =>
  text.split(at).map((part) => part.trim()).filter((part) => part !== '')
