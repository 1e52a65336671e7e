import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allocate, type Allocatable, type Wanted } from './payment.ts'

const A: Allocatable = { id: 'a', currency: 'EUR', openMinor: 100, dueOn: '2026-01-10' }
const B: Allocatable = { id: 'b', currency: 'EUR', openMinor: 50, dueOn: '2026-01-05' }
const C: Allocatable = { id: 'c', currency: 'USD', openMinor: 70, dueOn: '2026-01-01' }
const D: Allocatable = { id: 'd', currency: 'EUR', openMinor: 30, dueOn: '2026-01-10' }
const ALL = [D, A, B, C]

test.each<[string, number, Wanted[] | null, unknown]>([
  ['goes to the oldest due first', 60, null, { b: 50, a: 10 }],
  ['goes by id among the same due day', 170, null, { b: 50, a: 100, d: 20 }],
  ['leaves the rest unapplied', 500, null, { b: 50, a: 100, d: 30 }],
  ['pays the smallest amount', 1, null, { b: 1 }],
  ['never goes to another currency', 500, null, { b: 50, a: 100, d: 30 }],
  ['stays unapplied where nothing is named', 60, [], {}],
  ['goes to the invoice named', 60, [{ invoiceId: 'a' }], { a: 60 }],
  ['pays no more than is open on the one named', 500, [{ invoiceId: 'b' }], { b: 50 }],
  ['is shared as said', 60, [{ invoiceId: 'a', amountMinor: 20 }, { invoiceId: 'b' }],
    { a: 20, b: 40 }],
  ['is refused for a share over what is open', 60, [{ invoiceId: 'b', amountMinor: 51 }],
    'more_than_open'],
  ['is refused for shares over what was paid', 60, [{ invoiceId: 'a', amountMinor: 61 }],
    'more_than_paid'],
  ['is refused for an unknown invoice', 60, [{ invoiceId: 'z' }], 'unknown_invoice'],
  ['is refused for another currency', 60, [{ invoiceId: 'c' }], 'wrong_currency'],
  ['sees what the same invoice got before in it', 200,
    [{ invoiceId: 'a', amountMinor: 80 }, { invoiceId: 'a', amountMinor: 30 }], 'more_than_open'],
])('a payment %s', (_name, amountMinor, wanted, expected) => {
  const result = allocate({ amountMinor, currency: 'EUR' }, ALL, wanted)
  expect(result.ok
    ? Object.fromEntries(result.allocated.map((one) => [one.invoiceId, one.amountMinor]))
    : result.problem.code).toEqual(expected)
})

test('no invoice is ever paid over what is open, and no payment over its amount', () => {
  const invoices = fc.array(fc.record({
    openMinor: fc.nat(1000), currency: fc.constantFrom('EUR', 'USD'),
    dueOn: fc.constantFrom('2026-01-01', '2026-01-02'),
  }), { maxLength: 20 })
  fc.assert(fc.property(invoices, fc.integer({ min: 1, max: 5000 }), (given, amountMinor) => {
    const book = given.map((one, place) => ({ ...one, id: String(place) }))
    const result = allocate({ amountMinor, currency: 'EUR' }, book, null)
    if (!result.ok) throw new Error(result.problem.code)
    const openMinor = book.filter((one) => one.currency === 'EUR')
      .reduce((sum, one) => sum + one.openMinor, 0)
    const spent = result.allocated.reduce((sum, one) => sum + one.amountMinor, 0)
    expect(spent).toBe(Math.min(amountMinor, openMinor))
    for (const { invoiceId, amountMinor: share } of result.allocated) {
      expect(share).toBeGreaterThan(0)
      expect(share).toBeLessThanOrEqual(book[Number(invoiceId)]?.openMinor ?? 0)
    }
  }))
})
