// How the payment page writes amounts and days, and reads an amount that somebody types.
import { exponentOf, formatMoney } from '#domain/money.ts'
import { de } from './words/de.ts'
import { en } from './words/en.ts'
import { es } from './words/es.ts'
import { fr } from './words/fr.ts'
import type { Words } from './words/words.ts'

export const LANGUAGES = { en, fr, de, es } as const satisfies Record<string, Words>
export type Language = keyof typeof LANGUAGES

export const isLanguage = (text: string): text is Language => Object.hasOwn(LANGUAGES, text)

/** What a person reads: their words, and amounts and days as they write them. */
export interface Show {
  language: Language
  words: Words
  money: (amountMinor: number, currency: string) => string
  day: (day: string) => string
  list: (texts: readonly string[]) => string
}

/** Somebody in Austria who reads German sees amounts as in Austria. */
export function showIn(language: Language, locale: string): Show {
  const own = locale.toLowerCase().split('-')[0] === language ? locale : language
  const days = new Intl.DateTimeFormat(own, {
    day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC',
  })
  const lists = new Intl.ListFormat(own, { type: 'conjunction' })
  return {
    language, words: LANGUAGES[language],
    money: (amountMinor, currency) => formatMoney({ amountMinor, currency }, own),
    day: (day) => days.format(Date.parse(day)),
    list: (texts) => lists.format(texts),
  }
}

/** Minor units of what was typed; null for what is no amount. Both decimal signs are understood. */
export function readTyped(text: string, currency: string): number | null {
  const exponent = exponentOf(currency)
  const plain = text.replaceAll(/[\s\u00A0\u202F'’]|\p{Sc}|\p{L}/gu, '')
  const [, whole, sign, rest] = /^([\d.,]*?)(?:([.,])(\d*))?$/.exec(plain) ?? []
  if (whole === undefined) return null
  // Three digits behind the last sign are thousands, where the currency has not three decimals.
  const isDecimal = sign !== undefined && rest !== undefined && rest.length <= exponent
  const digits = `${whole}${isDecimal ? '' : rest ?? ''}`.replaceAll(/[.,]/g, '')
  const isGrouped = sign === undefined || isDecimal || rest?.length === 3
  if (!/^\d{1,12}$/.test(digits) || !isGrouped) return null
  return Number(digits + (isDecimal ? rest : '').padEnd(exponent, '0'))
}

/** As it stands in a field, for the same reader to change. */
export function typedAmount(amountMinor: number, currency: string, show: Show): string {
  const exponent = exponentOf(currency)
  return new Intl.NumberFormat(show.language, {
    minimumFractionDigits: exponent, maximumFractionDigits: exponent, useGrouping: false,
  }).format(amountMinor / 10 ** exponent)
}

/** A key for one deed, also where the page came without TLS, as on a test machine. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6] ?? 0) & 0x0f | 0x40
  bytes[8] = (bytes[8] ?? 0) & 0x3f | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)]
    .join('-')
}
