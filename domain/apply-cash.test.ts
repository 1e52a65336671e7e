import fc from 'fast-check'
import { expect, test } from 'vitest'
import { suggestApplications, type CashSource } from './apply-cash.ts'
import type { Allocatable } from './payment.ts'

const cash = (given: Partial<CashSource>): CashSource =>
  ({ source: 'payment', id: 'p', currency: 'EUR', openMinor: 100, on: '2026-03-01', ...given })
const owed = (given: Partial<Allocatable>): Allocatable =>
  ({ id: 'a', currency: 'EUR', openMinor: 60, dueOn: '2026-01-10', ...given })

test.each<[string, CashSource[], Allocatable[], [string, string, number][]]>([
  ['the invoice due first is paid first', [cash({})],
    [owed({}), owed({ id: 'b', dueOn: '2026-01-05' })], [['p', 'b', 60], ['p', 'a', 40]]],
  ['on one due day the lower id is', [cash({})], [owed({ id: 'b' }), owed({})],
    [['p', 'a', 60], ['p', 'b', 40]]],
  ['the oldest money goes first', [cash({}), cash({ id: 'q', openMinor: 10, on: '2026-02-01' })],
    [owed({})], [['q', 'a', 10], ['p', 'a', 50]]],
  ['a credit note is money too', [cash({ source: 'credit_note', openMinor: 60 })], [owed({})],
    [['p', 'a', 60]]],
  ['currencies never mix', [cash({ currency: 'USD' })], [owed({})], []],
  ['without money nothing is offered', [], [owed({})], []],
])('%s', (_name, sources, invoices, expected) => {
  expect(suggestApplications(sources, invoices)
    .map((one) => [one.sourceId, one.invoiceId, one.amountMinor])).toEqual(expected)
})

test('all money or all debt of a currency is used up, and neither more than once', () => {
  const amounts = fc.array(fc.record({
    openMinor: fc.integer({ min: 1, max: 500 }), currency: fc.constantFrom('EUR', 'USD'),
  }), { maxLength: 8 })
  fc.assert(fc.property(amounts, amounts, (money, debts) => {
    const sources = money.map((one, place) => cash({ ...one, id: `p${place}` }))
    const invoices = debts.map((one, place) => owed({ ...one, id: `i${place}` }))
    const made = suggestApplications(sources, invoices)
    const sum = (list: readonly { openMinor: number; currency: string }[], currency: string) =>
      list.filter((one) => one.currency === currency)
        .reduce((total, one) => total + one.openMinor, 0)
    const used = (currency: string) => made.filter((one) =>
      sources.find(({ id }) => id === one.sourceId)?.currency === currency)
      .reduce((total, one) => total + one.amountMinor, 0)
    for (const currency of ['EUR', 'USD']) {
      expect(used(currency)).toBe(Math.min(sum(sources, currency), sum(invoices, currency)))
    }
    for (const { id, openMinor } of sources) {
      expect(made.filter((one) => one.sourceId === id)
        .reduce((total, one) => total + one.amountMinor, 0)).toBeLessThanOrEqual(openMinor)
    }
    for (const { id, openMinor } of invoices) {
      expect(made.filter((one) => one.invoiceId === id)
        .reduce((total, one) => total + one.amountMinor, 0)).toBeLessThanOrEqual(openMinor)
    }
  }))
})
