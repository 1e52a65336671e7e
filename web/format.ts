// How days, moments and amounts are written for the reader of these pages.
import { plural, t } from '@lingui/core/macro'
import { exponentOf, formatMoney, type Money } from '#domain/money.ts'
import { locale } from './words/language.ts'

export const moneyText = (money: Money): string => formatMoney(money, locale)

/** For the axis of a chart, where the exact amount has no room: “€12k”. */
export function compactMoneyText({ amountMinor, currency }: Money): string {
  return new Intl.NumberFormat(locale, {
    style: 'currency', currency, notation: 'compact', maximumFractionDigits: 1,
  }).format(amountMinor / 10 ** exponentOf(currency))
}

const monthFormat = new Intl.DateTimeFormat(locale,
  { month: 'short', year: '2-digit', timeZone: 'UTC' })

/** “Mar 26” of 2026-03. */
export const monthText = (month: string): string =>
  monthFormat.format(new Date(`${month}-01T00:00:00Z`))

const dayFormats = {
  short: { weekday: 'short', day: 'numeric', month: 'short' },
  full: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
  plain: { day: 'numeric', month: 'short', year: 'numeric' },
} as const

/** A civil day; it has no time zone, so none may shift it. */
export function dayText(day: string, look: keyof typeof dayFormats = 'plain'): string {
  const format = new Intl.DateTimeFormat(locale, { ...dayFormats[look], timeZone: 'UTC' })
  return format.format(new Date(`${day}T00:00:00Z`))
}

/** A moment as the clocks of the organization show it, with the zone named. */
export const momentText = (at: string, zone: string): string =>
  new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium', timeStyle: 'short', timeZone: zone,
  }).format(new Date(at))

export const timeText = (at: string, zone: string): string =>
  new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone: zone }).format(new Date(at))

/** The civil day of a moment in a zone, as YYYY-MM-DD. */
export const dayOf = (at: string, zone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: zone }).format(new Date(at))

const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' })
const UNITS = [
  ['minute', 60], ['hour', 3_600], ['day', 86_400], ['week', 604_800], ['month', 2_629_800],
  ['year', 31_557_600],
] as const

/** “2 hr. ago”, told by the organization's own clock: a sandbox lives at another time. */
export function agoText(at: string, now: string): string {
  const seconds = (Date.parse(at) - Date.parse(now)) / 1000
  if (Math.abs(seconds) < 60) return t`just now`
  const fitting = UNITS.filter(([, size]) => Math.abs(seconds) >= size).at(-1) ?? UNITS[0]
  return relative.format(Math.trunc(seconds / fitting[1]), fitting[0])
}

export const countText = (count: number): string => new Intl.NumberFormat(locale).format(count)

/**
 * “1 invoice”, “3 invoices”. Where the noun is written out, the build makes a plural of its own of
 * the call (words/texts.ts), also inside a text; here are the nouns that are only known later.
 */
export function counted(count: number, one: string, many = `${one}s`): string {
  if (one === 'customer') return plural(count, { one: '# customer', other: '# customers' })
  if (one === 'invoice') return plural(count, { one: '# invoice', other: '# invoices' })
  return `${countText(count)} ${count === 1 ? one : many}`
}

const lists = (type: 'conjunction' | 'disjunction') => {
  // British English puts no comma before the last of three, as all our texts.
  const format = new Intl.ListFormat(locale.startsWith('en') ? 'en-GB' : locale, { type })
  return (parts: readonly string[]): string => format.format(parts)
}

/** “A, B and C”. */
export const allOf = lists('conjunction')

/** “A, B or C”. */
export const anyOf = lists('disjunction')

/** Days between two civil days; negative when `to` is earlier. */
export const daysFrom = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)

export function sizeText(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`
  if (bytes < 1_000_000) return `${Math.round(bytes / 1_000)} kB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** Millionths of a unit, as SMS cost them: “€0.076”, with as many digits as there are. */
export function microsText(micros: number, currency: string): string {
  return new Intl.NumberFormat(locale, {
    style: 'currency', currency, minimumFractionDigits: 2, maximumFractionDigits: 4,
  }).format(micros / 1_000_000)
}

const regions = new Intl.DisplayNames(locale, { type: 'region' })

export const countryName = (code: string): string => regions.of(code) ?? code
