import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countBackDays, percent } from './count-back.ts'

const month = (salesMinor: number, days: number) => ({ salesMinor, days })

test.each([
  ['nothing is open', 0, [month(100, 31)], 0],
  ['more was paid than billed', -50, [month(100, 31)], 0],
  ['half of the last month', 50, [month(100, 30)], 15],
  ['exactly the last month', 100, [month(100, 31)], 31],
  ['a cent more than it reaches into the one before', 101, [month(100, 31), month(100, 28)], 31],
  ['the last month and half of the one before', 150, [month(100, 31), month(100, 28)], 45],
  ['a month without sales counts its days', 150, [month(100, 31), month(0, 30), month(100, 31)], 77],
  ['half a day is rounded up', 1, [month(2, 31)], 16],
  ['the sales known do not reach', 201, [month(100, 31), month(100, 28)], null],
  ['they reach exactly', 200, [month(100, 31), month(100, 28)], 59],
  ['nothing was ever sold', 1, [], null],
] as const)('count-back: %s', (_, receivables, months, days) => {
  expect(countBackDays(receivables, months)).toBe(days)
})

test('more receivables are never fewer days, and never more days than the months have', () => {
  const months = fc.array(fc.record({
    salesMinor: fc.nat(10_000), days: fc.constantFrom(28, 29, 30, 31),
  }), { maxLength: 12 })
  fc.assert(fc.property(fc.nat(60_000), fc.nat(5_000), months, (receivables, more, given) => {
    const less = countBackDays(receivables, given)
    const greater = countBackDays(receivables + more, given)
    if (greater === null) return
    expect(less).not.toBeNull()
    expect(greater).toBeGreaterThanOrEqual(less ?? 0)
    expect(greater).toBeLessThanOrEqual(given.reduce((sum, one) => sum + one.days, 0))
  }))
})

test('a share of nothing is no share', () => {
  expect([percent(1, 3), percent(2, 3), percent(0, 5), percent(0, 0)]).toEqual([33, 67, 0, null])
})
