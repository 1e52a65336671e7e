// Patterns that find one person's addresses and name in any text, and what stands there afterwards.

/** POSIX advanced expressions, as PostgreSQL reads them; used without regard to case. */
export interface PersonalWord {
  pattern: string
  /** What takes its place. */
  token: string
}

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, '\\$&')

/** The address itself, and not the end of a longer one. */
export const emailPattern = (address: string): string =>
  `(?<![a-z0-9._%+-])${escaped(address)}(?![a-z0-9-]|\\.[a-z0-9])`

/** As E.164 and as people write it: with spaces, a zero instead of the country's code. */
export function phonePattern(phone: { countryCode: string; national: string }): string {
  const spaced = [...phone.national].join('[ ().\\/-]*')
  return `(?<![0-9])((\\+|00)?${phone.countryCode}[ ().\\/-]*(0[ ().\\/-]*)?|0)?${spaced}(?![0-9])`
}

/** As whole words; what divides the words may be any space, and a quote may be escaped. */
export const namePattern = (name: string): string => `(?<![[:alnum:]])${
  name.trim().split(/\s+/).map((word) => escaped(word).replaceAll(/["“”]/g, '.{1,2}'))
    .join('[[:space:]]+')}(?![[:alnum:]])`

/** Too short to be told from other words: such a name is only taken where it is all of a field. */
export const isTellingName = (name: string): boolean => name.trim().length >= 2

/** More than one word: it is looked for beyond what is of the customer. */
export const isFullName = (name: string): boolean => /\S\s+\S/.test(name.trim())

export const ERASED_NAME = '[erased]'
/** A domain that never exists, so that nothing can be sent there (RFC 2606). */
export const erasedEmail = (id: string, place: number): string =>
  `erased-${id.slice(-12)}-${place}@erased.invalid`
export const erasedPhone = (id: string, place: number): string =>
  `erased-${id.slice(-12)}-${place}`
