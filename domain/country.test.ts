import { expect, test } from 'vitest'
import { isCountry, isLocale } from './country.ts'

test.each([['FR', true], ['ZW', true], ['XX', false], ['EU', false], ['UK', false], ['fr', false],
  ['', false]])('%s is a country: %s', (code, is) => expect(isCountry(code)).toBe(is))

test.each([['en', true], ['pt-BR', true], ['zh-Hant-TW', true], ['xx-bogus!', false],
  ['xx', false], ['english', false], ['en_GB', false], ['EN', false], ['', false],
])('%s is a language tag: %s', (tag, is) => expect(isLocale(tag)).toBe(is))
