import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { emptyBalance, type Balance } from '#domain/balance.ts'
import { addDays } from '#domain/day.ts'
import { balancesOf } from '../customers/read-balances.ts'
import { saveCustomers } from '../customers/save-customer.ts'
import { raiseDispute } from '../invoices/hold-invoice.ts'
import { notePromise } from '../invoices/note-promise.ts'
import { recordPayments } from '../invoices/record-payment.ts'
import { saveInvoices } from '../invoices/save-invoice.ts'
import { openLedger, type Ledger } from '../testing/ledger-scene.ts'
import { readAging } from './aging.ts'

const TODAY = '2026-03-10'
let ledger: Ledger
beforeAll(async () => { ledger = await openLedger() })
afterAll(() => ledger.close())

const anInvoice = fc.record({
  customer: fc.nat(2), totalMinor: fc.integer({ min: 1, max: 9999 }),
  currency: fc.constantFrom('EUR', 'USD', 'JPY'),
  // The edges of all buckets among them.
  days: fc.oneof(fc.constantFrom(0, 1, -1, -30, -31, -60, -61, -90, -91),
    fc.integer({ min: -300, max: 60 })),
  disputed: fc.constantFrom('none', 'none', 'whole', 'part'), isPromised: fc.boolean(),
})

// I22: the sum in the database and the rules of the domain tell the same.
test('aging equals the sum of its customers’ balances, and those of the invoices', async () => {
  await fc.assert(fc.asyncProperty(fc.array(anInvoice, { minLength: 1, maxLength: 15 }),
    async (given) => {
      const company = await ledger.anOrganization()
      const found = await company.do(async (org) => {
        const ids = (await saveCustomers(org, [0, 1, 2].map((one) =>
          ({ reference: `C${one}`, name: 'Any' })))).map((one) => one.id)
        const outcomes = await saveInvoices(org, given.map((one, place) => ({
          customerId: ids[one.customer] ?? '', number: `I${place}`, currency: one.currency,
          totalMinor: one.totalMinor, issuedOn: '2025-01-01', dueOn: addDays(TODAY, one.days),
        })))
        for (const [place, one] of given.entries()) {
          const outcome = outcomes[place]
          if (outcome?.did !== 'created') throw new Error('not created')
          const half = Math.ceil(one.totalMinor / 2)
          if (one.disputed !== 'none') {
            await raiseDispute(org, outcome.id,
              { amountMinor: one.disputed === 'whole' ? null : half, reason: 'x' })
          }
          if (one.isPromised) {
            await notePromise(org, outcome.id, { amountMinor: half, promisedOn: TODAY })
          }
        }
        await recordPayments(org, ids.map((customerId, place) => ({
          customerId, reference: `P${place}`, currency: 'EUR', amountMinor: 3000,
          receivedOn: TODAY, wanted: null,
        })))
        const own = await balancesOf(org, ids)
        for (const id of ids) expect(await readAging(org, id)).toEqual(own.get(id))
        return { aging: await readAging(org, null), own: [...own.values()].flat() }
      })
      expect(found.aging).toEqual(sum(found.own))
      for (const { openMinor, buckets } of found.aging) {
        expect(Object.values(buckets).reduce((a, b) => a + b, 0)).toBe(openMinor)
      }
    }), { numRuns: 20 })
})

function sum(balances: readonly Balance[]): Balance[] {
  const found = new Map<string, Balance>()
  for (const one of balances) {
    const total = found.get(one.currency) ?? emptyBalance(one.currency)
    total.openMinor += one.openMinor
    total.overdueMinor += one.overdueMinor
    total.collectibleMinor += one.collectibleMinor
    total.unappliedMinor += one.unappliedMinor
    for (const [bucket, minor] of Object.entries(one.buckets)) {
      total.buckets[bucket as keyof Balance['buckets']] += minor // Keys of the very same shape.
    }
    found.set(one.currency, total)
  }
  return [...found.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1))
}

test('an organization without a ledger has no aging', async () => {
  const company = await ledger.anOrganization()
  expect(await company.do((org) => readAging(org, null))).toEqual([])
})
