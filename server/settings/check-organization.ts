// What the settings of an organization may be: asked by set-up, the API and the terminal alike.
import { isCountry, isLocale } from '#domain/country.ts'
import { isZone } from '#domain/day.ts'
import { isCurrency } from '#domain/money.ts'
import { invalid, type ProblemField } from '../platform/errors.ts'

/** What is left out is not looked at. */
export interface CheckedSettings {
  name?: string | undefined
  country?: string | null | undefined
  currency?: string | undefined
  zone?: string | undefined
  locale?: string | undefined
}

export function checkOrganization(wish: CheckedSettings): void {
  const fields: ProblemField[] = []
  const refuse = (field: keyof CheckedSettings, message: string) => fields.push({ field, message })
  const { name, country, currency, zone, locale } = wish
  if (name !== undefined && (name.trim() === '' || name.length > 200)) {
    refuse('name', 'Enter a name of 1 to 200 characters.')
  }
  if (country !== undefined && country !== null && !isCountry(country)) {
    refuse('country', `"${country}" is no country: use its two-letter ISO 3166 code such as FR.`)
  }
  if (currency !== undefined && !isCurrency(currency)) {
    refuse('currency', `"${currency}" is no currency: use its ISO 4217 code such as EUR.`)
  }
  if (zone !== undefined && !isZone(zone)) {
    refuse('zone', `"${zone}" is no time zone: use an IANA name such as Europe/Paris.`)
  }
  if (locale !== undefined && !isLocale(locale)) {
    refuse('locale', `"${locale}" is no language: use a tag such as en, de or pt-BR.`)
  }
  if (fields.length === 0) return
  throw invalid('The organization’s settings are not right yet; nothing was changed.', fields)
}
