// Guesses country, currency and time zone from the browser, and lists what can be chosen.
import { locale } from '../../words/language.ts'

const zoneName = Intl.DateTimeFormat().resolvedOptions().timeZone

// Zones name cities; these are the countries our first users work from, the rest is asked.
const COUNTRY_OF_ZONE: Record<string, string> = {
  'Europe/Berlin': 'DE', 'Europe/Vienna': 'AT', 'Europe/Zurich': 'CH', 'Europe/Paris': 'FR',
  'Europe/London': 'GB', 'Europe/Dublin': 'IE', 'Europe/Madrid': 'ES', 'Europe/Rome': 'IT',
  'Europe/Amsterdam': 'NL', 'Europe/Brussels': 'BE', 'Europe/Lisbon': 'PT', 'Europe/Warsaw': 'PL',
  'Europe/Prague': 'CZ', 'Europe/Stockholm': 'SE', 'Europe/Oslo': 'NO', 'Europe/Copenhagen': 'DK',
  'Europe/Helsinki': 'FI', 'Europe/Budapest': 'HU', 'Europe/Bucharest': 'RO',
  'Europe/Athens': 'GR', 'Europe/Luxembourg': 'LU', 'America/New_York': 'US',
  'America/Chicago': 'US', 'America/Denver': 'US', 'America/Los_Angeles': 'US',
  'America/Toronto': 'CA', 'America/Vancouver': 'CA', 'Australia/Sydney': 'AU',
  'Australia/Melbourne': 'AU', 'Pacific/Auckland': 'NZ', 'Asia/Tokyo': 'JP',
  'Asia/Singapore': 'SG', 'Asia/Kolkata': 'IN', 'Asia/Calcutta': 'IN', 'Asia/Dubai': 'AE',
  'America/Sao_Paulo': 'BR', 'America/Mexico_City': 'MX', 'Africa/Johannesburg': 'ZA',
}
const CURRENCY_OF_COUNTRY: Record<string, string> = {
  CH: 'CHF', GB: 'GBP', PL: 'PLN', CZ: 'CZK', SE: 'SEK', NO: 'NOK', DK: 'DKK', HU: 'HUF',
  RO: 'RON', US: 'USD', CA: 'CAD', AU: 'AUD', NZ: 'NZD', JP: 'JPY', SG: 'SGD', IN: 'INR',
  AE: 'AED', BR: 'BRL', MX: 'MXN', ZA: 'ZAR',
}
const CODES = `AD AE AR AT AU BE BG BR CA CH CL CN CO CY CZ DE DK EE EG ES FI FR GB GR HK HR HU ID
IE IL IN IS IT JP KE KR LI LT LU LV MA MC MT MX MY NG NL NO NZ PE PH PK PL PT RO RS SA SE SG SI SK
  TH TN TR TW UA US UY VN ZA`

export function guessPlace(): { country: string; currency: string; zone: string } {
  const region = new Intl.Locale(navigator.language).region
  const country = COUNTRY_OF_ZONE[zoneName] ?? region ?? 'DE'
  return { country, currency: CURRENCY_OF_COUNTRY[country] ?? 'EUR', zone: zoneName }
}

const names = new Intl.DisplayNames(locale, { type: 'region' })
export const COUNTRIES = CODES.split(/\s+/)
  .map((code) => ({ value: code, label: names.of(code) ?? code }))
  .sort((a, b) => a.label.localeCompare(b.label, locale))

export const CURRENCIES = Intl.supportedValuesOf('currency')
export const ZONES = [...new Set([zoneName, 'UTC', ...Intl.supportedValuesOf('timeZone')])]
