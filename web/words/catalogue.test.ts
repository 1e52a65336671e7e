// Catalogues of texts: written and read back the same, with quotes, lines and contexts.
import { expect, test } from 'vitest'
import { readCatalogue, writeCatalogue } from './catalogue.ts'
import { localeOf } from './language.ts'

const ENTRIES = [
  { context: '', source: 'Say “yes” or "no"\nand why', translation: 'Ja \\ nein', files: ['a.tsx'] },
  { context: 'a verb', source: 'Open', translation: '', files: ['b.tsx', 'c.tsx'] },
]

test('what is written is read back, and the head of the file is no entry', () => {
  expect(readCatalogue(writeCatalogue('de', ENTRIES))).toEqual(ENTRIES)
})

test('a text that another tool broke into lines is one text', () => {
  const text = 'msgid ""\n"Pay "\n"now"\nmsgstr "Jetzt "\n"zahlen"\n'
  expect(readCatalogue(text)).toEqual(
    [{ context: '', source: 'Pay now', translation: 'Jetzt zahlen', files: [] }])
})

test.each([
  ['en', ['en-US', 'de'], 'en-US'], ['en', ['de-DE'], 'en-GB'], ['de', ['fr', 'de-AT'], 'de-AT'],
  ['fr', ['en'], 'fr'], ['pseudo', ['en-US'], 'en-US'], ['pseudo-rtl', [], 'en-GB'],
] as const)('%s in a browser of %j is written as in %s', (language, browser, expected) => {
  expect(localeOf(language, browser)).toBe(expected)
})
