import { describe, expect, test } from 'vitest'
import { fits, fittingRule, type Filter, type RuleSubject } from './assignment-rule.ts'

const subject = (change: Partial<RuleSubject> = {}): RuleSubject => ({
  country: 'FR', locale: 'fr', zone: 'Europe/Paris', ownerId: 'mara', name: 'Étoile Nord SA',
  reference: 'FR-0042', openMinor: { EUR: 100_000 }, ...change,
})
const country = (...values: string[]): Filter => ({ field: 'country', values })
const open = (currency: string, fromMinor: number | null, belowMinor: number | null): Filter =>
  ({ field: 'open', values: [{ currency, fromMinor, belowMinor }] })

describe('filters are ANDed, values in one filter ORed', () => {
  test.each<[string, Filter[], Partial<RuleSubject>, boolean]>([
    ['no filter fits everybody', [], {}, true],
    ['one of two countries', [country('DE', 'FR')], {}, true],
    ['none of two countries', [country('DE', 'IT')], {}, false],
    ['both of two filters', [country('FR'), { field: 'owner', values: ['mara'] }], {}, true],
    ['the first of two filters only', [country('FR'), { field: 'owner', values: ['max'] }], {},
      false],
    ['the second of two filters only', [country('DE'), { field: 'owner', values: ['mara'] }], {},
      false],
    ['the same field twice must fit twice', [country('FR', 'DE'), country('DE')], {}, false],
    ['a country that is not known', [country('')], { country: null }, true],
    ['a country that is known is not unknown', [country('')], {}, false],
    ['an unknown country is not another', [country('FR')], { country: null }, false],
    ['nobody as the owner', [{ field: 'owner', values: ['', 'max'] }], { ownerId: null }, true],
    ['a language', [{ field: 'locale', values: ['de', 'fr'] }], {}, true],
    ['a zone', [{ field: 'zone', values: ['Europe/Berlin'] }], {}, false],
    ['a part of the name, whatever the case', [{ field: 'name', values: ['étoile'] }], {}, true],
    ['another part', [{ field: 'name', values: ['sud', 'nord'] }], {}, true],
    ['no part', [{ field: 'name', values: ['sud'] }], {}, false],
    ['the head of the number', [{ field: 'reference', values: ['fr-'] }], {}, true],
    ['not the middle of the number', [{ field: 'reference', values: ['0042'] }], {}, false],
    ['a currency that is owed', [{ field: 'currency', values: ['USD', 'EUR'] }], {}, true],
    ['a currency in which nothing is open', [{ field: 'currency', values: ['EUR'] }],
      { openMinor: { EUR: 0 } }, false],
    ['exactly the lower end', [open('EUR', 100_000, null)], {}, true],
    ['one below the lower end', [open('EUR', 100_001, null)], {}, false],
    ['exactly the upper end is outside', [open('EUR', null, 100_000)], {}, false],
    ['one below the upper end', [open('EUR', null, 100_001)], {}, true],
    ['another currency counts as nothing', [open('USD', 1, null)], {}, false],
    ['owing nothing of it is below', [open('USD', null, 1)], {}, true],
    ['one of two ranges', [{ field: 'open', values: [
      { currency: 'USD', fromMinor: 1, belowMinor: null },
      { currency: 'EUR', fromMinor: 50_000, belowMinor: null }] }], {}, true],
    ['a range and a country', [open('EUR', 1, null), country('DE')], {}, false],
  ])('%s', (_, filters, change, expected) => {
    expect(fits(filters, subject(change))).toBe(expected)
  })
})

test('the first rule that fits decides; where none does, nothing is said', () => {
  const rules = [
    { id: 'large', filters: [open('EUR', 200_000, null)] },
    { id: 'french', filters: [country('FR')] },
    { id: 'all', filters: [] },
  ]
  expect(fittingRule(rules, subject())?.id).toBe('french')
  expect(fittingRule(rules, subject({ openMinor: { EUR: 200_000 } }))?.id).toBe('large')
  expect(fittingRule(rules, subject({ country: 'DE' }))?.id).toBe('all')
  expect(fittingRule(rules.toReversed(), subject())?.id).toBe('all')
  expect(fittingRule(rules.slice(0, 2), subject({ country: 'DE' }))).toBeNull()
})
