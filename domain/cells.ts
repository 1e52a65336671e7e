// Reads the cells of a foreign table: texts, days, yes and no, countries and currencies.
import { isDay, type Day } from './day.ts'
import { isCurrency, type Currency } from './money.ts'

export type CellCode = 'empty' | 'unreadable_character' | 'too_long' | 'not_a_date'
  | 'ambiguous_date' | 'two_digit_year' | 'date_is_a_number' | 'not_an_amount'
  | 'ambiguous_amount' | 'wrong_decimals' | 'too_large' | 'wrong_currency' | 'unknown_currency'
  | 'not_yes_or_no' | 'unknown_state' | 'unknown_country' | 'unknown_language' | 'not_a_zone'
  | 'not_in_list'

/** What a cell says, or what is wrong with it and what to do. */
export type Read<Value> =
  | { ok: true; value: Value }
  | { ok: false; code: CellCode; reason: string }

export const readAs = <Value>(value: Value): Read<Value> => ({ ok: true, value })
export const refuse = (code: CellCode, reason: string) => ({ ok: false, code, reason }) as const

// Zero-width signs, soft hyphens and byte order marks that spreadsheets and web pages leave behind.
const INVISIBLE = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]/g
// Control signs other than white space, halves of pairs, and what a decoder could not read.
const UNREADABLE = /(?!\s)\p{Cc}|\p{Cs}|\uFFFD/u

/** Without invisible signs, with plain single spaces, composed: equal texts look equal. */
export const tidyText = (text: string): string =>
  text.replace(INVISIBLE, '').replace(/\s+/g, ' ').trim().normalize('NFC')

/** A text, never evaluated: `=1+1` stays these four characters. */
export function readText(cell: string, longest: number): Read<string> {
  if (UNREADABLE.test(cell)) {
    return refuse('unreadable_character', 'This cell has characters that cannot be read; save the '
      + 'file as UTF-8 and import it again.')
  }
  // Our own error files put an apostrophe before what a spreadsheet would run.
  const text = tidyText(cell).replace(/^'(?='*[=+\-@])/, '')
  if (text.length > longest) {
    return refuse('too_long', `This is longer than ${longest} characters; shorten it.`)
  }
  return readAs(text)
}

/** How slashed dates of a file are written; `unknown` where nothing in the file tells. */
export type DateOrder = 'dmy' | 'mdy' | 'ymd' | 'unknown'

const NUMERIC = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})$/
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')

/** What one cell tells of the order: certain, either way, or nothing. */
export function dateOrderIn(cell: string): 'dmy' | 'mdy' | 'either' | null {
  const parts = NUMERIC.exec(tidyText(cell))
  // Dotted dates are day first wherever they are used.
  if (!parts || parts[2] === '.') return null
  const [first, second] = [Number(parts[1]), Number(parts[3])]
  if (first > 12) return second > 12 ? null : 'dmy'
  if (second > 12) return 'mdy'
  return first === second ? null : 'either'
}

export function readDate(cell: string, order: DateOrder): Read<Day> {
  const text = withoutTime(tidyText(cell))
  const iso = /^(\d{4})([./-]?)(\d{1,2})\2(\d{1,2})$/.exec(text)
  if (iso && (iso[2] !== '' || text.length === 8)) return dayOf(cell, iso[1], iso[3], iso[4])
  if (/^\d{5}(\.\d+)?$/.test(text)) {
    return refuse('date_is_a_number', `"${cell}" is a spreadsheet's inner number of a day; format `
      + 'the column as a date (YYYY-MM-DD) and save again.')
  }
  if (/^\d{1,2}[./-]\d{1,2}[./-]\d{2}$/.test(text)) {
    return refuse('two_digit_year', `"${cell}" has a year of two digits; write all four.`)
  }
  const named = /^(\d{1,2})[ .-]+([a-z]{3})[a-z]*[ .,-]+(\d{4})$/i.exec(text)
  if (named) return dayOf(cell, named[3], monthOf(named[2]), named[1])
  const american = /^([a-z]{3})[a-z]* (\d{1,2}),? (\d{4})$/i.exec(text)
  if (american) return dayOf(cell, american[3], monthOf(american[1]), american[2])
  return readNumericDate(cell, text, order)
}

function readNumericDate(cell: string, text: string, order: DateOrder): Read<Day> {
  const parts = NUMERIC.exec(text)
  if (!parts || order === 'ymd') return notADate(cell)
  const [, first, sign, second, year] = parts
  if (sign === '.' || order === 'dmy') return dayOf(cell, year, second, first)
  if (order === 'mdy') return dayOf(cell, year, first, second)
  if (Number(first) > 12 || first === second) return dayOf(cell, year, second, first)
  if (Number(second) > 12) return dayOf(cell, year, first, second)
  return refuse('ambiguous_date', `"${cell}" may be day/month or month/day; choose the date format `
    + 'of this file and import it again.')
}

// A moment with a zone may be another day here, so only midnight and zoneless times are dropped.
const ZONELESS = /(?<=^[\d./-]{8,10})[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$/
const withoutTime = (text: string): string =>
  text.replace(ZONELESS, '').replace(/^(\d{4}-\d{2}-\d{2})T00:00(:00(\.0+)?)?Z$/, '$1')

const monthOf = (name: string | undefined): string =>
  String(MONTHS.indexOf((name ?? '').toLowerCase()) + 1)

function dayOf(
  cell: string, year: string | undefined, month: string | undefined, day: string | undefined,
): Read<Day> {
  const text = `${year}-${(month ?? '').padStart(2, '0')}-${(day ?? '').padStart(2, '0')}`
  const isUsual = Number(year) >= 1970 && Number(year) <= 2199
  return isDay(text) && isUsual ? readAs(text) : notADate(cell)
}

const notADate = (cell: string) =>
  refuse('not_a_date', `"${shorten(cell)}" is not a date; write it as YYYY-MM-DD.`)

export const shorten = (cell: string): string =>
  cell.length > 60 ? `${cell.slice(0, 60)}…` : cell

export function readCurrency(cell: string): Read<Currency> {
  const code = tidyText(cell).toUpperCase()
  return isCurrency(code) ? readAs(code) : refuse('unknown_currency',
    `"${shorten(cell)}" is not a currency; use an ISO 4217 code such as EUR.`)
}

const YES = new Set('1 true yes y x ja j oui o sí si s wahr vrai verdadero'.split(' '))
const NO = new Set(['', ...'0 false no n nein non falsch faux falso'.split(' ')])

export function readYesNo(cell: string): Read<boolean> {
  const text = tidyText(cell).toLowerCase()
  if (YES.has(text)) return readAs(true)
  if (NO.has(text)) return readAs(false)
  return refuse('not_yes_or_no', `"${shorten(cell)}" is neither yes nor no.`)
}

export function readCountry(cell: string): Read<string> {
  const code = tidyText(cell).toUpperCase()
  return /^[A-Z]{2}$/.test(code) ? readAs(code) : refuse('unknown_country',
    `"${shorten(cell)}" is not a country; use a two-letter code such as FR.`)
}

export function readLanguage(cell: string): Read<string> {
  const [language = '', ...rest] = tidyText(cell).replaceAll('_', '-').split('-')
  const code = [language.toLowerCase(), ...rest].join('-')
  return /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(code) ? readAs(code) : refuse('unknown_language',
    `"${shorten(cell)}" is not a language; use a code such as fr or de-CH.`)
}

/** A cell that a spreadsheet would run as a formula gets an apostrophe; reading takes it off. */
export function safeCell(cell: string): string {
  const text = /^'*[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
