// A postal address: what a letter needs of it, and its lines as the post wants them.

export interface PostalAddress {
  name: string
  /** Street, house, floor: at most three lines, separated by line breaks. */
  street: string
  postcode: string
  city: string
  /** ISO 3166-1 alpha-2; null when nobody has said it. */
  country: string | null
}

export type PostalGap = 'street' | 'postcode' | 'city' | 'country'

// Countries whose post works without postcodes, or where few people use one.
const WITHOUT_POSTCODE = new Set(
  ('AE AG AO AW BF BI BJ BO BS BW BZ CD CF CG CI CK CM DJ DM ER FJ GA GD GH GM GN GQ GY HK IE JM '
    + 'KI KM KN KP LC LY ML MO MR MW NR NU QA RW SB SC SL SR ST SY TD TG TK TL TO TV UG VU YE ZW')
    .split(' '))
// These write the postcode behind the town, or on a line of its own.
const POSTCODE_BEHIND = new Set(['US', 'CA', 'AU', 'NZ', 'IN', 'SG', 'TH', 'TW', 'PH'])
const POSTCODE_BELOW = new Set(['GB', 'IE', 'GG', 'JE', 'IM', 'ZA', 'KE', 'MT'])

/** What a letter cannot do without and has not got, in the order of the envelope. */
export function postalGaps(address: PostalAddress): PostalGap[] {
  const { street, postcode, city, country } = address
  const needsCode = country === null || !WITHOUT_POSTCODE.has(country)
  return [
    ...(street.trim() === '' ? ['street' as const] : []),
    ...(postcode.trim() === '' && needsCode ? ['postcode' as const] : []),
    ...(city.trim() === '' ? ['city' as const] : []),
    ...(country === null ? ['country' as const] : []),
  ]
}

/** Null: a letter can be written. Otherwise what is missing, in words. */
export function postalProblem(address: PostalAddress): string | null {
  const gaps = postalGaps(address)
  if (gaps.length === 0) return null
  return `A letter needs the customer’s postal address; ${listed(gaps)} ${
    gaps.length === 1 ? 'is' : 'are'} missing.`
}

const listed = (gaps: readonly PostalGap[]): string =>
  new Intl.ListFormat('en', { type: 'conjunction' }).format(gaps)

/**
 * The lines of an address as the country's post reads them. The country stands last, in capitals
 * and in the sender's language, and only where the letter crosses a border.
 */
export function postalLines(
  address: PostalAddress, from: { country: string | null; locale: string },
): string[] {
  const { postcode, city, country } = address
  const code = country ?? ''
  const place = POSTCODE_BELOW.has(code) ? [city, postcode]
    : [POSTCODE_BEHIND.has(code) ? `${city} ${postcode}` : `${postcode} ${city}`]
  return [
    address.name, ...streetLines(address.street), ...place,
    ...(country !== null && country !== from.country ? [countryName(country, from.locale)] : []),
  ].map((line) => line.trim()).filter((line) => line !== '')
}

export const MOST_STREET_LINES = 3

export const streetLines = (street: string): string[] => street.split(/\r?\n/)
  .map((line) => line.trim()).filter((line) => line !== '').slice(0, MOST_STREET_LINES)

function countryName(country: string, locale: string): string {
  const names = new Intl.DisplayNames([locale, 'en'], { type: 'region', fallback: 'code' })
  return (names.of(country) ?? country).toLocaleUpperCase(locale)
}

/** Where a window envelope shows the address: North America's No. 10, else DIN 5008 form B. */
export const envelopeOf = (country: string | null): 'din' | 'us' =>
  (country === 'US' || country === 'CA' ? 'us' : 'din')
