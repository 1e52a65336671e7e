// The past of the ledger against a small model: what stood open at each month's end.
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lastDayOf, monthsUntil } from '#domain/insights/month.ts'
import { saveCustomers } from '../../customers/save-customer.ts'
import { recordPayment, reversePayment } from '../../invoices/record-payment.ts'
import { saveInvoices } from '../../invoices/save-invoice.ts'
import { openLedger, type Ledger } from '../../testing/ledger-scene.ts'
import { periodOf } from './period.ts'
import { readBars } from './read-report.ts'

const TODAY = '2026-03-10' // The day on which the ledger of these tests stands.
let ledger: Ledger
beforeAll(async () => { ledger = await openLedger() })
afterAll(() => ledger.close())

const aDay = fc.tuple(fc.constantFrom(...monthsUntil(TODAY, 14)), fc.integer({ min: 1, max: 31 }))
  .map(([month, day]) => {
    const last = lastDayOf(month)
    const wanted = `${month}-${String(day).padStart(2, '0')}`
    return [wanted, last, TODAY].toSorted()[0] ?? TODAY
  })
const anInvoice = fc.record({
  issuedOn: aDay, dueOn: aDay, totalMinor: fc.integer({ min: 100, max: 9_999 }),
  payments: fc.array(fc.record({
    receivedOn: aDay, share: fc.integer({ min: 1, max: 100 }), isReversed: fc.boolean(),
  }), { maxLength: 3 }),
})

interface Told {
  dueOn: string
  issuedOn: string
  changes: { on: string; amountMinor: number }[]
}

test('receivables of each month are what was billed less what was allocated by its end', async () => {
  await fc.assert(fc.asyncProperty(fc.array(anInvoice, { minLength: 1, maxLength: 8 }),
    async (given) => {
      const company = await ledger.anOrganization()
      const told: Told[] = []
      const bars = await company.do(async (org) => {
        const [customer] = await saveCustomers(org, [{ reference: 'C', name: 'Any' }])
        const customerId = customer?.id ?? ''
        for (const [place, one] of given.entries()) {
          const dueOn = one.dueOn < one.issuedOn ? one.issuedOn : one.dueOn
          const [saved] = await saveInvoices(org, [{ customerId, number: `I${place}`,
            currency: 'EUR', totalMinor: one.totalMinor, issuedOn: one.issuedOn, dueOn }])
          if (saved?.did !== 'created') throw new Error('not created')
          const changes = [{ on: one.issuedOn, amountMinor: one.totalMinor }]
          let left = one.totalMinor
          for (const [nth, payment] of one.payments.entries()) {
            const amountMinor = Math.floor((left * payment.share) / 100)
            if (amountMinor === 0) continue
            const id = await recordPayment(org, { customerId, reference: `P${place}-${nth}`,
              currency: 'EUR', amountMinor, receivedOn: payment.receivedOn,
              wanted: [{ invoiceId: saved.id, amountMinor }] })
            changes.push({ on: payment.receivedOn, amountMinor: -amountMinor })
            if (payment.isReversed) {
              await reversePayment(org, id)
              changes.push({ on: TODAY, amountMinor })
            } else left -= amountMinor
          }
          told.push({ issuedOn: one.issuedOn, dueOn, changes })
        }
        return readBars(org, 'receivables', await periodOf(org, {}))
      })
      expect(bars.map(({ group, series, count, amountMinor }) =>
        ({ group, series, count, amountMinor }))).toEqual(modelOf(told))
    }), { numRuns: 15 })
})

/** By hand: each invoice at each month's end, one after the other. */
function modelOf(told: readonly Told[]) {
  return monthsUntil(TODAY, 13).flatMap((month) => {
    const end = month === TODAY.slice(0, 7) ? TODAY : lastDayOf(month)
    const open = told.filter((one) => one.issuedOn <= end).map((one) => ({
      series: one.dueOn < end ? 'overdue' : 'not_due',
      amount: one.changes.filter((change) => change.on <= end)
        .reduce((sum, change) => sum + change.amountMinor, 0),
    })).filter((one) => one.amount > 0)
    return ['not_due', 'overdue'].flatMap((series) => {
      const own = open.filter((one) => one.series === series)
      return own.length === 0 ? [] : [{ group: month, series, count: own.length,
        amountMinor: own.reduce((sum, one) => sum + one.amount, 0) }]
    })
  })
}
