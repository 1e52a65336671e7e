// What a customer of the sample company is, and its reserved address and number: nobody's.
export interface SampleCompany {
  name: string
  country: string
  currency: string
  locale: string
  person: string
}

type Row = readonly [name: string, person: string]

export const atPlace = (
  country: string, currency: string, locale: string, rows: readonly Row[],
): SampleCompany[] => rows.map(([name, person]) => ({ name, country, currency, locale, person }))

const DIGITS = 2
const A_HUNDRED = 100

/**
 * From the ranges that regulators keep free for stories: mobile ones in Germany and Sweden,
 * landlines in France and Britain; elsewhere, and for whoever comes late, a desk in the
 * United States.
 */
export function phoneOf(company: SampleCompany, place: number): string {
  const last = String(place % A_HUNDRED).padStart(DIGITS, '0')
  if (place >= A_HUNDRED) return `+1 303 555 01${last}`
  switch (company.country) {
    case 'FR': return `+33 1 99 00 12 ${last}`
    case 'DE': return `+49 171 39200 ${last}`
    case 'SE': return `+46 70 174 06 ${last}`
    case 'GB': return `+44 20 7946 01${last}`
    default: return `+1 202 555 01${last}`
  }
}

export const addressOf = (company: SampleCompany, place: number): string => {
  const firm = slug(company.name)
  return `${slug(company.person) || 'accounts'}@${firm === '' ? `customer-${place}` : firm}`
    + '.example.com'
}

const slug = (text: string) => text.normalize('NFD').replaceAll('ß', 'ss')
  .replaceAll(/[^\w\s]/g, '').trim().toLowerCase().replaceAll(/[\s_]+/g, '-')
