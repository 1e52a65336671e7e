// A back-test plays the past as the ledger was then: the same rules would have sent what they sent.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SimulationWish } from '#contract/simulation.ts'
import { addDays, type Day } from '#domain/day.ts'
import { raiseDispute } from '../../invoices/hold-invoice.ts'
import { recordPayment } from '../../invoices/record-payment.ts'
import { saveInvoices } from '../../invoices/save-invoice.ts'
import type { Installation } from '../../platform/installation.ts'
import { aCollectingCompany, type Collecting } from '../../testing/collecting-scene.ts'
import { freshDatabase } from '../../testing/fresh-database.ts'
import { openInstallation } from '../../testing/mail-scene.ts'
import { listWorkflows } from '../read-workflow.ts'
import { isAction } from './recorder.ts'
import { simulate } from './simulate.ts'

const START = '2027-03-01'
let database: Awaited<ReturnType<typeof freshDatabase>>
let installation: Installation & { close: () => Promise<void> }
beforeAll(async () => {
  database = await freshDatabase()
  installation = await openInstallation(database.url)
  lived = await live()
})
afterAll(async () => {
  await installation.close()
  await database.close()
})

let lived: Lived
interface Lived { company: Collecting; emails: string[]; days: number }

/** Forty days in which invoices come, some are paid, one is contested. */
async function live(): Promise<Lived> {
  const company = await aCollectingCompany(installation, {
    start: START, workflows: [{ level: 'customer', offsets: [1, 8, 15, 30], mcdDays: 5 }],
  })
  const [a, b, c] = [
    await company.aCustomer('A', [{ number: 'A1', dueOn: '2027-02-10' },
      { number: 'A2', dueOn: '2027-03-05' }]),
    await company.aCustomer('B', [{ number: 'B1', dueOn: '2027-03-08' }]),
    await company.aCustomer('C', [{ number: 'C1', dueOn: '2027-02-27' }]),
  ]
  const pay = (customerId: string, amountMinor: number, receivedOn: Day, reference: string) =>
    company.do((org) => recordPayment(org, { customerId, reference, currency: 'EUR', amountMinor,
      receivedOn, wanted: null }))
  const dispute = (number: string) => company.do(async (org) => {
    const { rows } = await sql<{ id: string }>`select id from invoice where number = ${number}`
      .execute(org.tx)
    await raiseDispute(org, rows[0]?.id ?? '', { amountMinor: 2_000, reason: 'late' })
  })
  const deeds: Record<Day, () => Promise<unknown>> = {
    // After the send time of a day on which nobody concerned was written to.
    '2027-03-12': () => pay(a.id, 10_000, '2027-03-12', 'P1'),
    '2027-03-15': () => company.do((org) => saveInvoices(org, [{ customerId: c.id, number: 'C2',
      currency: 'EUR', totalMinor: 7_000, issuedOn: '2027-03-15', dueOn: '2027-03-20' }])),
    '2027-03-19': () => pay(b.id, 4_000, '2027-03-19', 'P2'),
    '2027-03-22': () => pay(b.id, 6_000, '2027-03-22', 'P3'),
    '2027-03-25': () => dispute('C1'),
    '2027-04-05': () => pay(c.id, 10_000, '2027-04-05', 'P4'),
  }
  for (let count = 0; count <= 45; count++) {
    const day = addDays(START, count)
    await company.goTo(day)
    await deeds[day]?.()
  }
  return { company, emails: [a.email, b.email, c.email], days: 40 }
}

async function playPast({ company, days }: Lived, wish: object = {}) {
  const found: { email: string; day: Day; asks: string }[] = []
  const result = await simulate(installation, company.id,
    SimulationWish.parse({ days, pastFrom: START, ...wish }), {
      progress: async () => true,
      keep: async (lines) => {
        for (const line of lines) {
          if (!isAction(line) || line.detail.channel !== 'email') continue
          found.push({ email: line.detail.recipient ?? '', day: line.day,
            asks: line.detail.invoices.map(({ number, amountMinor }) =>
              `${number} ${amountMinor}`).join(', ') })
        }
      },
    })
  return { found, result }
}

test('the rules that ran would have sent, on every day, what they did send', async () => {
  const { found, result } = await playPast(lived)
  const last = addDays(START, lived.days)
  for (const email of lived.emails) {
    const did = (await lived.company.remindedOn(email)).filter((day) => day <= last)
    expect(did.length).toBeGreaterThan(1)
    expect(found.filter((one) => one.email === email).map((one) => one.day)).toEqual(did)
  }
  // Nobody is asked for what was paid by that day, and a part that was paid is taken off.
  const b = found.filter((one) => one.email === lived.emails[1])
  expect(b.filter((one) => one.day >= '2027-03-19').map((one) => one.asks))
    .not.toContain('B1 10000')
  expect(b.every((one) => one.day < '2027-03-22')).toBe(true)
  // Beside what would have gone out stands what did.
  const sent = result?.days.map((day) => day.sent?.email ?? 0)
  expect(sent).toEqual(result?.days.map((day) => day.automatic.email ?? 0))
  expect(result?.totals.paidInvoices).toBe(3)
})

test('other rules are played over the same past', async () => {
  const plain = await playPast(lived)
  const [workflow] = await lived.company.do(listWorkflows)
  if (!workflow?.published) throw new Error('The company has a workflow.')
  const slow = await playPast(lived, { workflow: { workflowId: workflow.id, version: 'unsaved',
    rules: { ...workflow.published, mcdDays: 20 } } })
  expect(slow.found.length).toBeLessThan(plain.found.length)
  for (const email of lived.emails) {
    const days = slow.found.filter((one) => one.email === email).map((one) => one.day)
    days.forEach((day, place) => {
      if (place > 0) expect(day >= addDays(days[place - 1] ?? '', 20)).toBe(true)
    })
  }
})

test('a back-test of days to come is refused', async () => {
  const company = await aCollectingCompany(installation, { start: START, workflows: [] })
  await expect(simulate(installation, company.id,
    SimulationWish.parse({ pastFrom: '2027-03-02' }),
    { keep: async () => {}, progress: async () => true })).rejects.toThrow('begins before today')
})
