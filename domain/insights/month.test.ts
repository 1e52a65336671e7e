import { expect, test } from 'vitest'
import { daysIn, lastDayOf, monthsUntil } from './month.ts'

test.each([
  ['2026-01', '2026-01-31'], ['2026-02', '2026-02-28'], ['2028-02', '2028-02-29'],
  ['2100-02', '2100-02-28'], ['2026-04', '2026-04-30'], ['2026-12', '2026-12-31'],
])('the last day of %s is %s', (month, last) => {
  expect(lastDayOf(month)).toBe(last)
  expect(daysIn(month)).toBe(Number(last.slice(8)))
})

test('months are counted back over the turn of the year', () => {
  expect(monthsUntil('2026-02-28', 4)).toEqual(['2025-11', '2025-12', '2026-01', '2026-02'])
  expect(monthsUntil('2026-01-01', 1)).toEqual(['2026-01'])
})
