// Finds the amounts of money in a sentence, in all usual writings, and words like “half”.
import { readAmount } from '../amount-cell.ts'
import { isCurrency, type Currency } from '../money.ts'
import { anyOf } from './day-words.ts'

export interface FoundAmount {
  amountMinor: number
  currency: Currency
  from: number
  to: number
}

/** What people write for a currency; several where the word is shared. */
const SIGNS: Readonly<Record<string, readonly Currency[]>> = {
  '€': ['EUR'], euro: ['EUR'], euros: ['EUR'], eur: ['EUR'], '£': ['GBP'], pounds: ['GBP'],
  'pounds sterling': ['GBP'], 'pfund': ['GBP'], livres: ['GBP'], libras: ['GBP'],
  '$': ['USD', 'CAD', 'AUD', 'NZD', 'SGD', 'MXN'], 'us$': ['USD'], dollars: ['USD', 'CAD', 'AUD'],
  dollar: ['USD', 'CAD', 'AUD'], dolares: ['USD'], 'ca$': ['CAD'], 'a$': ['AUD'], 'r$': ['BRL'],
  reais: ['BRL'], 'fr.': ['CHF'], sfr: ['CHF'], franken: ['CHF'], francs: ['CHF'], stutz: ['CHF'],
  kr: ['SEK', 'NOK', 'DKK'], kronor: ['SEK'], kroner: ['NOK', 'DKK'], zl: ['PLN'], '¥': ['JPY',
    'CNY'],
  pesos: ['MXN'], yen: ['JPY'],
}
const CODES = 'eur usd gbp chf cad aud nzd jpy sek nok dkk pln czk huf ron bgn inr cny sgd hkd mxn '
  + 'brl zar aed ils try krw'
const MARK = anyOf([...Object.keys(SIGNS), ...CODES.split(' ')]).replaceAll('$', '\\$')
  .replaceAll('.', '\\.')
const DIGITS = "\\d{1,3}(?:[.,' ]\\d{3}){1,4}(?:[.,]\\d{1,2})?|\\d{1,12}(?:[.,]\\d{1,3})?"
const AMOUNT = new RegExp(
  `(?<![\\w.,/-])(${MARK}) ?(${DIGITS})(?![\\d]|[.,/]\\d)(?:[.,]-+)?( ?(?:k|tsd\\.?|mille|`
    + `mil)\\b)?|`
  + `(?<![\\w.,/#-])(${DIGITS})(?:[.,]-+)?( ?(?:k|t|tsd\\.?|mille|mil))? ?(${MARK})(?!\\w)`, 'g')
/** Decimals tell that it is money; which, only the invoices can tell. */
const BARE = new RegExp('(?<![\\w.,/#-])(\\d{1,3}(?:[., \']\\d{3}){0,4}[.,]\\d{2})(?![\\d]|'
  + '[.,/]\\d|\\.? ?(?:%|20\\d\\d))', 'g')
const MOST_FOUND = 12

export function readAmounts(text: string, currencies: readonly Currency[]): FoundAmount[] {
  const found: FoundAmount[] = []
  for (const match of [...text.matchAll(AMOUNT)].slice(0, MOST_FOUND)) {
    const mark = (match[1] ?? match[6] ?? '').trim()
    const digits = match[2] ?? match[4] ?? ''
    const isThousands = (match[3] ?? match[5]) !== undefined
    const currency = currencyOf(mark, currencies)
    const amountMinor = currency === null ? null : minorOf(digits, currency, isThousands)
    if (currency === null || amountMinor === null) continue
    found.push({ amountMinor, currency, from: match.index, to: match.index + match[0].length })
  }
  const [only, ...others] = new Set(currencies)
  if (found.length > 0 || only === undefined || others.length > 0) return found
  return [...text.matchAll(BARE)].slice(0, MOST_FOUND).flatMap((match) => {
    const amountMinor = minorOf(match[1] ?? '', only, false)
    const place = { from: match.index, to: match.index + match[0].length }
    return amountMinor === null ? [] : [{ amountMinor, currency: only, ...place }]
  })
}

/** A shared sign means the one that is owed in. */
function currencyOf(mark: string, owed: readonly Currency[]): Currency | null {
  const code = mark.toUpperCase()
  if (isCurrency(code)) return code
  const meant = SIGNS[mark] ?? []
  return meant.find((one) => owed.includes(one)) ?? meant[0] ?? null
}

function minorOf(digits: string, currency: Currency, isThousands: boolean): number | null {
  const read = readAmount(digits.replaceAll(' ', ''), currency, 'unknown')
  if (!read.ok || read.value <= 0) return null
  const minor = isThousands ? read.value * 1000 : read.value
  return Number.isSafeInteger(minor) ? minor : null
}

export const HALF = new RegExp('\\b(?:half|50 ?%|50 percent|halfte|haelfte|moitie|'
  + 'mitad|meta del|meta|helft|metade)\\b|\\b50 ?%')
export const REST = new RegExp('\\b(?:the rest|remaining|remainder|rest(?:betrag|'
  + 'lichen?|summe|zahlung)?|reste|solde restant|resto|restante|saldo restante|rimanente|'
  + 'resterende)\\b')
export const INSTALMENTS = new RegExp('\\b(?:instal?lments?|payment plan|partial payments?|'
  + 'tranches?|'
  + '(?:two|three|four|2|3|4|several|equal|monthly|weekly) (?:parts|payments|portions)|rate[n]?|'
  + '\\w{0,12}raten|ratenzahlung(?:en)?|teilzahlung(?:en)?|teilbetrag\\w*|zahlungsplan|'
    + 'abschlag\\w*|'
  + 'en (?:deux|trois|quatre|plusieurs|2|3|4) (?:fois|echeances|versements|parties)|echeancier|'
  + 'echelonne\\w*|versements|mensualites|plan de paiement|acomptes?|plazos|cuotas|mensualidades|'
  + 'en (?:dos|tres|cuatro|varias|varios|2|3|4) (?:partes|pagos|veces)|plan de pagos?|pago '
    + 'fraccionado|'
  + 'termijnen|prestacoes|parcelas|parcelado|due rate|tre rate|rateale|rateizzare|dilazion\\w*)\\b')
