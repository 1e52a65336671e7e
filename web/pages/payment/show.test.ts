import { describe, expect, test } from 'vitest'
import { LANGUAGES, newKey, readTyped, showIn, typedAmount } from './show.ts'

describe('an amount that is typed', () => {
  test.each<[string, string, number | null]>([
    ['100', 'EUR', 10_000], ['100.5', 'EUR', 10_050], ['100,50', 'EUR', 10_050],
    ['1.234,56', 'EUR', 123_456], ['1,234.56', 'EUR', 123_456], ['1 234,56 €', 'EUR', 123_456],
    ['1’234.50', 'CHF', 123_450], ['1.234', 'EUR', 123_400], ['1,234', 'EUR', 123_400],
    ['12.345.678', 'EUR', 1_234_567_800], ['1.234', 'KWD', 1_234], ['500', 'JPY', 500],
    ['1,234', 'JPY', 1_234], ['€ 0,01', 'EUR', 1], ['EUR 7', 'EUR', 700],
    ['100.', 'EUR', 10_000],
    ['', 'EUR', null], ['all', 'EUR', null], ['1.23456', 'EUR', null], ['-5', 'EUR', null],
    ['5.0000', 'EUR', null], ['9999999999999', 'EUR', null],
  ])('%s in %s is %s minor units', (text, currency, minor) => {
    expect(readTyped(text, currency)).toBe(minor)
  })
  test.each(['en', 'fr', 'de', 'es'] as const)('as the page writes it in %s is read back', (name) => {
    const show = showIn(name, name)
    for (const [minor, currency] of [[123_456_789, 'EUR'], [5, 'EUR'], [1_234, 'JPY'],
      [1_234_567, 'KWD']] as const) {
      expect(readTyped(typedAmount(minor, currency, show), currency)).toBe(minor)
    }
  })
})

test('amounts and days stand as the reader’s country writes them', () => {
  expect(showIn('de', 'de-AT').money(123_456, 'EUR').replaceAll('\u00A0', ' ')).toBe('€ 1.234,56')
  expect(showIn('en', 'de-AT').money(123_456, 'EUR')).toBe('€1,234.56')
  expect(showIn('fr', 'fr').day('2026-03-01')).toBe('1 mars 2026')
})

/** Every text with its place; functions are called with something to see. */
function texts(value: unknown, place = ''): [string, string][] {
  if (typeof value === 'string') return [[place, value]]
  if (typeof value === 'function') return [[place, String(value('①', '②'))]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => texts(inner, `${place}.${name}`))
}

test.each(['fr', 'de', 'es'] as const)('%s has every text, and none that was left in English',
  (name) => {
    const [own, english] = [texts(LANGUAGES[name]), new Map(texts(LANGUAGES.en))]
    expect(own.map(([place]) => place).toSorted()).toEqual([...english.keys()].toSorted())
    expect(own.filter(([, text]) => text.trim() === '')).toEqual([])
    const same = own.filter(([place, text]) => english.get(place) === text).map(([place]) => place)
    expect(same.filter((place) => !['.pdf', '.code'].includes(place))).toEqual([])
    for (const [place, text] of own) {
      expect(/①/.test(text), place).toBe(/①/.test(english.get(place) ?? ''))
    }
  })

test('keys are version 4 identifiers, each another one', () => {
  const keys = Array.from({ length: 50 }, newKey)
  expect(new Set(keys).size).toBe(50)
  for (const key of keys) {
    expect(key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  }
})
