import { describe, expect, test } from 'vitest'
import { holdsByItself, lastPromiseDay, spreadPromise, type PagePromise } from './page-promise.ts'

const promise: PagePromise = {
  promisedOn: '2026-03-24', today: '2026-03-10', amountMinor: 1000, overdueMinor: 1000,
  brokenTimes: 1, isPromisedAlready: false,
}

test.each<[string, Partial<PagePromise>, boolean]>([
  ['of all that is overdue, fourteen days ahead, after one broken', {}, true],
  ['for today', { promisedOn: '2026-03-10' }, true],
  ['of more than is overdue', { amountMinor: 1001 }, true],
  ['where nothing is overdue', { overdueMinor: 0, amountMinor: 1 }, true],
  ['fifteen days ahead', { promisedOn: '2026-03-25' }, false],
  ['of a part', { amountMinor: 999 }, false],
  ['after two broken ones', { brokenTimes: 2 }, false],
  ['over a promise that runs', { isPromisedAlready: true }, false],
])('a promise %s holds by itself or waits', (_, given, holds) => {
  expect(holdsByItself({ ...promise, ...given })).toBe(holds)
})

test('a promise is for ninety days ahead at most', () => {
  expect(lastPromiseDay('2026-03-10')).toBe('2026-06-08')
})

describe('an amount is spread', () => {
  const invoices = [
    { id: 'b', dueOn: '2026-02-01', openMinor: 500 }, { id: 'c', dueOn: '2026-03-01', openMinor: 300 },
    { id: 'a', dueOn: '2026-02-01', openMinor: 200 }]
  test.each<[number, [string, number][]]>([
    [1000, [['a', 200], ['b', 500], ['c', 300]]],
    [200, [['a', 200]]],
    [201, [['a', 200], ['b', 1]]],
    [1, [['a', 1]]],
  ])('%i, oldest first', (amount, parts) => {
    expect(spreadPromise(amount, invoices)).toEqual(parts.map(([invoiceId, amountMinor]) =>
      ({ invoiceId, amountMinor })))
  })
})
