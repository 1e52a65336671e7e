// Which language these pages are in: the profile's, else the one chosen here, else the browser's.
import { PAGE_LANGUAGES, type PageLanguage } from '#contract/page-language.ts'

/** For tests of the layout: long accented English, once from left to right and once from right. */
const PSEUDO_LANGUAGES = ['pseudo', 'pseudo-rtl'] as const
export type Language = PageLanguage | (typeof PSEUDO_LANGUAGES)[number]

export const LANGUAGE_NAMES: Record<PageLanguage, string> =
  { en: 'English', de: 'Deutsch', fr: 'Français', es: 'Español' }

const KEPT_AS = 'duebox.language'
const known = (name: string | null | undefined): Language | null =>
  [...PAGE_LANGUAGES, ...PSEUDO_LANGUAGES].find((language) => language === name) ?? null

/** Chosen in this browser; storage may be forbidden. */
function keptLanguage(): Language | null {
  try {
    return known(localStorage.getItem(KEPT_AS))
  } catch {
    return null
  }
}

const browserLanguages = (): readonly string[] =>
  'navigator' in globalThis ? navigator.languages ?? [navigator.language] : []

const browsersChoice = (): Language => browserLanguages()
  .map((tag) => PAGE_LANGUAGES.find((language) => tag.toLowerCase().split('-')[0] === language))
  .find((language) => language !== undefined) ?? 'en'

/** Chosen once as the pages load: every text is read then, so another language is a fresh page. */
export const language: Language = 'localStorage' in globalThis
  ? keptLanguage() ?? browsersChoice() : 'en'

/** How its days and numbers are written: as in the reader's own country where that speaks it. */
export const locale: string = localeOf(language, browserLanguages())

/** How calendars name months and weekdays; they know no language of tests. */
export const calendarLanguage =
  language === 'pseudo' || language === 'pseudo-rtl' ? 'en' : language

export function localeOf(spoken: Language, browser: readonly string[]): string {
  const plain = spoken === 'pseudo' || spoken === 'pseudo-rtl' ? 'en' : spoken
  const own = browser.find((tag) => tag.toLowerCase().split('-')[0] === plain)
  return own ?? (plain === 'en' ? 'en-GB' : plain)
}

export const direction = language === 'pseudo-rtl' ? 'rtl' : 'ltr'

/** What the document says of itself; ‘XA’ and ‘XB’ are how others name such languages too. */
export const documentLanguage =
  language === 'pseudo' ? 'en-XA' : language === 'pseudo-rtl' ? 'ar-XB' : language

/** Null is again as the browser says. False when this browser keeps nothing. */
export function keepLanguage(chosen: Language | null): boolean {
  try {
    if (chosen === null) localStorage.removeItem(KEPT_AS)
    else localStorage.setItem(KEPT_AS, chosen)
    return keptLanguage() === chosen
  } catch {
    return false
  }
}

/** The page again, in that language, if it is another one. */
export function switchLanguage(chosen: Language | null): void {
  if (!keepLanguage(chosen)) return
  if ((chosen ?? browsersChoice()) !== language) window.location.reload()
}

/** The profile's choice counts in every browser; a language of tests is left alone. */
export function followProfile(chosen: PageLanguage | null): void {
  const isTest = language === 'pseudo' || language === 'pseudo-rtl'
  if (chosen !== null && chosen !== language && !isTest) switchLanguage(chosen)
}
