// Reads an amount of money as people and programs write it, into minor units of its currency.
import { readAs, refuse, shorten, type Read } from './cells.ts'
import { exponentOf, isCurrency, type Currency } from './money.ts'

/** The decimal sign of a file; `unknown` where nothing in the file tells. */
export type DecimalSign = ',' | '.' | 'unknown'

const SPACES = /[\s\u00A0\u2000-\u200B\u202F\u205F\u2060\uFEFF]/g
const SIGNS_OF: Readonly<Record<string, readonly string[]>> = {
  '€': ['EUR'], '£': ['GBP', 'EGP', 'FKP', 'GIP', 'LBP', 'SHP', 'SSP', 'SYP', 'SDG'],
  '¥': ['JPY', 'CNY'], '₹': ['INR'], '₩': ['KRW', 'KPW'], '₺': ['TRY'], '₪': ['ILS'], 'zł': ['PLN'],
  'kr': ['SEK', 'NOK', 'DKK', 'ISK'], 'Kč': ['CZK'], 'Fr.': ['CHF'],
}
const DOLLARS = new Set('USD CAD AUD NZD SGD HKD TWD MXN CLP COP ARS BRL UYU'.split(' '))

interface Parts {
  digits: string
  isNegative: boolean
  /** The currency that the cell itself names, as written. */
  mark: string
}

export function readAmount(cell: string, currency: Currency, sign: DecimalSign): Read<number> {
  const parts = partsOf(cell)
  if (!parts || !isMark(parts.mark)) return notAnAmount(cell)
  if (!fits(parts.mark, currency)) {
    return refuse('wrong_currency', `"${shorten(cell)}" is not in ${currency}; correct the amount `
      + 'or the currency.')
  }
  const split = splitDecimals(parts.digits, exponentOf(currency), sign)
  if (split === 'wrong') return notAnAmount(cell)
  if (split === 'ambiguous') {
    return refuse('ambiguous_amount', `"${shorten(cell)}" may be read in two ways; write it with `
      + 'all its decimals and without thousands signs.')
  }
  return toMinor(cell, split, currency, parts.isNegative)
}

/** What one cell tells of the file's decimal sign; null if it could be either. */
export function decimalSignIn(cell: string): ',' | '.' | null {
  const digits = partsOf(cell)?.digits ?? ''
  const points = digits.split('.').length - 1
  const commas = digits.split(',').length - 1
  if (points > 0 && commas > 0) return digits.lastIndexOf('.') > digits.lastIndexOf(',') ? '.' : ','
  const single = /^(\d*)([.,])(\d*)$/.exec(digits)
  if (single) {
    const isGroup = single[3]?.length === 3 && /^[1-9]\d{0,2}$/.test(single[1] ?? '')
    return isGroup ? null : single[2] === ',' ? ',' : '.'
  }
  if (points > 1) return ','
  return commas > 1 ? '.' : null
}

function partsOf(cell: string): Parts | null {
  let text = cell.replace(SPACES, '').replace(/^'(?=[+-])/, '').replace(/[’'ʼ´`]/g, '’')
    .replace(/[−–]/g, '-')
  let isNegative = false
  const bracketed = /^\((.+)\)$/.exec(text)
  if (bracketed?.[1] !== undefined) {
    text = bracketed[1]
    isNegative = true
  }
  const found = /^([+-]?)(\D{0,4}?)([+-]?)([\d.,’]*\d)([+-]?)(\D{0,4}?)([+-]?)$/.exec(text)
  if (!found) return null
  const [, s1 = '', before = '', s2 = '', digits = '', s3 = '', after = '', s4 = ''] = found
  const signs = s1 + s2 + s3 + s4
  if (signs.length > 1 || (isNegative && signs !== '') || (before && after)) return null
  return { digits, isNegative: isNegative || signs === '-', mark: before || after }
}

const isMark = (mark: string): boolean =>
  mark === '' || isCurrency(mark.toUpperCase()) || mark.endsWith('$') || mark in SIGNS_OF

function fits(mark: string, currency: Currency): boolean {
  if (mark === '' || mark.toUpperCase() === currency) return true
  return mark.endsWith('$') ? DOLLARS.has(currency) : SIGNS_OF[mark]?.includes(currency) ?? false
}

type Split = { whole: string; decimals: string }

function splitDecimals(
  digits: string, exponent: number, sign: DecimalSign,
): Split | 'wrong' | 'ambiguous' {
  const signs = [...digits.replace(/\d/g, '')]
  const last = signs.at(-1)
  if (last === undefined) return { whole: digits, decimals: '' }
  const at = digits.lastIndexOf(last)
  const decimals = digits.slice(at + 1)
  const isAlone = signs.filter((one) => one === last).length === 1
  const asDecimals = { whole: digits.slice(0, at), decimals }
  const isDecimal = last !== '’' && isAlone && (sign === 'unknown'
    ? isDecimalByItself(asDecimals, signs.length, exponent) : sign === last)
  if (isDecimal === 'ambiguous') return 'ambiguous'
  const split = isDecimal ? asDecimals : { whole: digits, decimals: '' }
  return isGrouped(split.whole) ? { ...split, whole: split.whole.replace(/\D/g, '') } : 'wrong'
}

/** Without a hint from the file: three digits behind a lone sign are thousands or a dinar. */
function isDecimalByItself(
  { whole, decimals }: Split, signCount: number, exponent: number,
): boolean | 'ambiguous' {
  const couldGroup = decimals.length === 3 && /^[1-9]\d{0,2}$/.test(whole)
  if (signCount > 1 || !couldGroup) return true
  return exponent >= 3 ? 'ambiguous' : false
}

/** Groups of three behind the first, or of two before the last as in India, all with one sign. */
function isGrouped(whole: string): boolean {
  if (/^\d*$/.test(whole)) return true
  return /^\d{1,3}([.,’])\d{3}(\1\d{3})*$/.test(whole) || /^\d{1,2}(,\d{2})*,\d{3}$/.test(whole)
}

function toMinor(
  cell: string, { whole, decimals }: Split, currency: Currency, isNegative: boolean,
): Read<number> {
  const exponent = exponentOf(currency)
  const isOnlyZeros = exponent === 0 && /^0{1,2}$/.test(decimals)
  if (decimals.length > exponent && !isOnlyZeros) {
    const allowed = exponent === 0 ? 'no decimals' : `at most ${exponent} decimals`
    return refuse('wrong_decimals', `"${shorten(cell)}": ${currency} has ${allowed}.`)
  }
  const minor = BigInt((whole || '0') + decimals.slice(0, exponent).padEnd(exponent, '0'))
  if (minor > BigInt(Number.MAX_SAFE_INTEGER)) {
    return refuse('too_large', `"${shorten(cell)}" is too large an amount.`)
  }
  return readAs(isNegative && minor > 0n ? -Number(minor) : Number(minor))
}

const notAnAmount = (cell: string) => refuse('not_an_amount',
  /\de[+-]?\d/i.test(cell)
    ? `"${shorten(cell)}" was shortened by a spreadsheet; format the column as a number and save `
      + 'again.'
    : `"${shorten(cell)}" is not an amount; write it like 1234.50.`)
