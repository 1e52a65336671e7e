import fc from 'fast-check'
import { expect, test } from 'vitest'
import { balances, bucketOf } from './balance.ts'
import { addDays } from './day.ts'
import type { OpenInvoice } from './invoice.ts'

const TODAY = '2026-03-10'

const anInvoice = (given: Partial<OpenInvoice> = {}): OpenInvoice => ({
  id: 'i', number: 'INV-1', currency: 'EUR', totalMinor: 10000, openMinor: 10000,
  disputedMinor: 0, promisedMinor: 0, pendingMinor: 0, promisedOn: null,
  brokenPromiseOn: null, issuedOn: '2026-01-01', dueOn: TODAY,
  recordedAt: '2026-01-01T00:00:00.000Z', ...given,
})

test.each([
  [1, 'notDueMinor', 0], [0, 'notDueMinor', 0], [-1, 'days1To30Minor', 10000],
  [-30, 'days1To30Minor', 10000], [-31, 'days31To60Minor', 10000],
  [-60, 'days31To60Minor', 10000], [-61, 'days61To90Minor', 10000],
  [-90, 'days61To90Minor', 10000], [-91, 'daysOver90Minor', 10000],
] as const)('due %s days from today is in the bucket %s, overdue %s', (days, bucket, overdue) => {
  const [balance] = balances([anInvoice({ dueOn: addDays(TODAY, days) })], [], TODAY)
  expect(balance?.buckets[bucket]).toBe(10000)
  expect(balance?.overdueMinor).toBe(overdue)
})

test.each([[Number.MIN_SAFE_INTEGER, 'notDueMinor'], [Number.MAX_SAFE_INTEGER, 'daysOver90Minor']])(
  'an age of %s days is in %s', (days, bucket) => { expect(bucketOf(days)).toBe(bucket) })

test('nothing owed is no balance', () => {
  expect(balances([], [], TODAY)).toEqual([])
})

test('currencies stay apart and unapplied money stands in its own', () => {
  const found = balances([
    anInvoice({ openMinor: 500 }), anInvoice({ currency: 'JPY', openMinor: 70 })],
  [{ currency: 'EUR', amountMinor: 30 }, { currency: 'USD', amountMinor: 9 }], TODAY)
  expect(found.map((one) => [one.currency, one.openMinor, one.unappliedMinor]))
    .toEqual([['EUR', 500, 30], ['JPY', 70, 0], ['USD', 0, 9]])
})

test.each([
  [0, 0, 10000], [4000, 0, 6000], [10000, 0, 0], [4000, 6000, 0], [8000, 8000, 0],
])('disputed %s and promised %s leave %s collectible', (disputedMinor, promisedMinor, expected) => {
  const [balance] = balances([anInvoice({ disputedMinor, promisedMinor })], [], TODAY)
  expect(balance?.collectibleMinor).toBe(expected)
})

test('buckets always sum to what is open, and overdue is what is not "not due"', () => {
  const invoice = fc.record({
    openMinor: fc.nat(1_000_000), days: fc.integer({ min: -400, max: 400 }),
    currency: fc.constantFrom('EUR', 'JPY', 'KWD'),
  })
  fc.assert(fc.property(fc.array(invoice, { maxLength: 40 }), (given) => {
    const invoices = given.map(({ days, ...rest }) =>
      anInvoice({ ...rest, dueOn: addDays(TODAY, days) }))
    for (const balance of balances(invoices, [], TODAY)) {
      const sum = Object.values(balance.buckets).reduce((a, b) => a + b, 0)
      expect(sum).toBe(balance.openMinor)
      expect(balance.overdueMinor).toBe(balance.openMinor - balance.buckets.notDueMinor)
    }
  }))
})
