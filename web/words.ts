// Speaks a language: its catalogue is loaded before any page is.
import { i18n, type Messages } from '@lingui/core'
import { locale, type Language } from './words/language.ts'

/** Every text of a page is read as its module loads, so another language is a fresh page. */
export function speak(language: Language, messages: Messages = {}): void {
  i18n.loadAndActivate({ locale: language, locales: locale, messages })
}

const CATALOGUES: Record<Exclude<Language, 'en'>, () => Promise<{ messages: Messages }>> = {
  de: () => besides(import('dayjs/locale/de.js'), import('./words/de.po')),
  fr: () => besides(import('dayjs/locale/fr.js'), import('./words/fr.po')),
  es: () => besides(import('dayjs/locale/es.js'), import('./words/es.po')),
  pseudo: () => import('./words/en.po'),
  'pseudo-rtl': () => import('./words/en.po'),
}

/** The calendars' names of months and weekdays come with the texts. */
async function besides(
  calendar: Promise<unknown>, texts: Promise<{ messages: Messages }>,
): Promise<{ messages: Messages }> {
  await calendar
  return texts
}

/** A catalogue that cannot be fetched leaves English, which is in the code. */
export async function learn(language: Language): Promise<void> {
  if (language === 'en') return
  try {
    speak(language, (await CATALOGUES[language]()).messages)
  } catch (error) {
    console.error('The language could not be loaded; the pages stay in English.', error)
  }
}

speak('en')
