// The language of these pages: its catalogue is loaded before any page is.
import { i18n, type Messages } from '@lingui/core'

/** Every text of a page is read as its module loads, so another language is a fresh page. */
export function speak(language: string, messages: Messages = {}): void {
  i18n.loadAndActivate({ locale: language, messages })
}

speak('en')
