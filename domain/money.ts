// Money: an integer count of minor units in one ISO 4217 currency; currencies are never added.

/** ISO 4217 alphabetic code, upper case, e.g. `EUR`. */
export type Currency = string

/** An amount in minor units (cents, pence, yen, …) of `currency`. Always a safe integer. */
export interface Money {
  amountMinor: number
  currency: Currency
}

// ISO 4217:2015 list one, active codes; those not named below have two decimals.
const CODES =
  'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN ' +
  'BZD CAD CDF CHF CLF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP ' +
  'GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR ' +
  'KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK ' +
  'MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR ' +
  'SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS ' +
  'UAH UGX USD UYI UYU UYW UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG'
/** All active codes, in alphabetic order. */
export const CURRENCIES: readonly Currency[] = CODES.split(' ')
const ACTIVE = new Set(CURRENCIES)
const NO_DECIMALS = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'
const EXPONENTS = new Map<Currency, number>([
  ...NO_DECIMALS.split(' ').map((code) => [code, 0] as const),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3] as const),
  ['CLF', 4],
  ['UYW', 4],
])

/** True for an active ISO 4217 code in upper case. */
export const isCurrency = (code: string): code is Currency => ACTIVE.has(code)

/** Digits after the decimal separator of a currency (0, 2, 3 or 4). */
export const exponentOf = (currency: Currency): number => EXPONENTS.get(currency) ?? 2

/** Sums per currency; the only way amounts of several invoices come together. */
export function sumByCurrency(amounts: Iterable<Money>): Money[] {
  const sums = new Map<Currency, number>()
  for (const { amountMinor, currency } of amounts) {
    sums.set(currency, (sums.get(currency) ?? 0) + amountMinor)
  }
  return [...sums]
    .map(([currency, amountMinor]) => ({ amountMinor, currency }))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1))
}

/** Plain digits with a point: 1234 EUR cents are `12.34`. For files and machines, not people. */
export function toDecimalText({ amountMinor, currency }: Money): string {
  const exponent = exponentOf(currency)
  const digits = String(Math.abs(amountMinor)).padStart(exponent + 1, '0')
  const sign = amountMinor < 0 ? '-' : ''
  if (exponent === 0) return sign + digits
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`
}

const formats = new Map<string, Intl.NumberFormat>()

/** For people: in the reader's language, with as many decimals as the currency has. */
export function formatMoney({ amountMinor, currency }: Money, locale: string): string {
  const key = `${locale} ${currency}`
  let format = formats.get(key)
  if (!format) {
    const digits = exponentOf(currency)
    const options = { style: 'currency', currency, minimumFractionDigits: digits } as const
    format = new Intl.NumberFormat(locale, { ...options, maximumFractionDigits: digits })
    formats.set(key, format)
  }
  // A decimal string keeps every digit; a number would round above 2^53.
  const text: string = toDecimalText({ amountMinor, currency })
  return format.format(text as Intl.StringNumericLiteral) // toDecimalText yields a numeric literal.
}
