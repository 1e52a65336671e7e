// Reads phone numbers: E.164, country and kind of line, as far as a number itself can tell.
import examples from 'libphonenumber-js/mobile/examples'
import { getExampleNumber, parsePhoneNumberFromString, type CountryCode } from
  'libphonenumber-js/max'

export type LineKind =
  'mobile' | 'landline' | 'maybe_mobile' | 'voip' | 'toll_free' | 'premium' | 'unknown'

export interface ReadNumber {
  /** E.164. */
  number: string
  country: string | null
  line: LineKind
}

const LINES: Record<string, LineKind> = {
  MOBILE: 'mobile',
  // In the United States and Canada a number does not tell.
  FIXED_LINE_OR_MOBILE: 'maybe_mobile',
  FIXED_LINE: 'landline', TOLL_FREE: 'toll_free', PREMIUM_RATE: 'premium',
  SHARED_COST: 'premium', VOIP: 'voip', UAN: 'landline',
}

/** The parts of an E.164 number, which people write in many ways; null for what is none. */
export function partsOf(e164: string): { countryCode: string; national: string } | null {
  const parsed = parsePhoneNumberFromString(e164)
  return parsed === undefined ? null
    : { countryCode: parsed.countryCallingCode, national: parsed.nationalNumber }
}

/** Null for what is no number. National ones are read by the country given. */
export function readNumber(text: string, country: string | null): ReadNumber | null {
  // An unknown country code makes the library fall back to international numbers only.
  const parsed = parsePhoneNumberFromString(text, (country ?? undefined) as CountryCode | undefined)
  if (!parsed?.isValid()) return null
  return {
    number: parsed.number, country: parsed.country ?? null,
    line: LINES[parsed.getType() ?? ''] ?? 'unknown',
  }
}

/** A mobile number of a country that nobody has; null where none is known. */
export const exampleMobile = (country: string): string | null =>
  // An unknown code finds no example.
  getExampleNumber(country as CountryCode, examples)?.number ?? null
