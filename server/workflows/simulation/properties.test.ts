// What must hold of every simulation, whatever the company: tried on a random one.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { SimulationWish } from '#contract/simulation.ts'
import { addDays } from '#domain/day.ts'
import { saveInvoices } from '../../invoices/save-invoice.ts'
import { recordPayment } from '../../invoices/record-payment.ts'
import type { Installation } from '../../platform/installation.ts'
import { aCollectingCompany, type Collecting } from '../../testing/collecting-scene.ts'
import { freshDatabase } from '../../testing/fresh-database.ts'
import { openInstallation } from '../../testing/mail-scene.ts'
import { dice } from '../../testing/varied-company.ts'
import { listWorkflows } from '../read-workflow.ts'
import { simulate } from './simulate.ts'
import type { LineRow } from './simulation-store.ts'

const START = '2027-03-01'
let database: Awaited<ReturnType<typeof freshDatabase>>
let installation: Installation & { close: () => Promise<void> }
let company: Collecting

beforeAll(async () => {
  database = await freshDatabase()
  installation = await openInstallation(database.url)
  company = await aCollectingCompany(installation, {
    start: START, weekend: [6, 7],
    workflows: [{ level: 'customer', offsets: [-3, 2, 6, 9, 15, 30], mcdDays: 5 }],
  })
  const roll = dice(11)
  for (let place = 0; place < 40; place++) {
    await company.aCustomer(`Customer ${place}`,
      [{ number: `N${place}`, dueOn: addDays(START, roll.between(-40, 40)) }])
  }
})
afterAll(async () => {
  await installation.close()
  await database.close()
})

async function play(wish: z.input<typeof SimulationWish>) {
  const lines: LineRow[] = []
  const result = await simulate(installation, company.id, SimulationWish.parse(wish), {
    progress: async () => true, keep: async (batch) => { lines.push(...batch) } })
  if (result === null) throw new Error('Nobody stopped it.')
  return { ...result, lines }
}

async function rules() {
  const [workflow] = await company.do(listWorkflows)
  if (!workflow?.published) throw new Error('The company has a workflow.')
  return { workflowId: workflow.id, rules: workflow.published }
}

test('a longer delay between contacts never gives more of them', async () => {
  const { workflowId, rules: published } = await rules()
  const counts: number[] = []
  for (const mcdDays of [0, 3, 5, 9, 16, 30]) {
    const played = await play({ workflow: {
      workflowId, version: 'unsaved', rules: { ...published, mcdDays } } })
    counts.push(played.totals.contacts)
  }
  expect(counts).toEqual(counts.toSorted((a, b) => b - a))
  expect(counts[0]).toBeGreaterThan(counts.at(-1) ?? 0)
})

test('the more is paid, the less is sent to those who owe one invoice', async () => {
  const shares: number[] = []
  for (const sharePercent of [0, 25, 60, 100]) {
    const { totals } = await play({
      scenario: { kind: 'sliders', sharePercent, withinDays: 4, seed: 3 } })
    shares.push(totals.contacts)
  }
  const nobody = await play({})
  expect(shares[0]).toBe(nobody.totals.contacts)
  expect(shares).toEqual(shares.toSorted((a, b) => b - a))
  const all = await play({ scenario: { kind: 'sliders', sharePercent: 100, withinDays: 1 } })
  // Everybody pays on the day after the first reminder: nobody gets a second one.
  expect(all.totals.contacts).toBe(all.contactedCustomers)
  expect(all.totals.paidInvoices).toBe(all.contactedCustomers)
})

test('customers pay as late as they did, and one without a history as the others', async () => {
  await company.do(async (org) => {
    const { rows } = await sql<{ id: string }>`select id from customer order by id limit 5`
      .execute(org.tx)
    for (const [place, { id }] of rows.entries()) {
      const number = `OLD${place}`
      await saveInvoices(org, [{ customerId: id, number, currency: 'EUR', totalMinor: 100,
        issuedOn: '2026-10-01', dueOn: '2026-11-01' }])
      await recordPayment(org, { customerId: id, reference: number, currency: 'EUR',
        amountMinor: 100, receivedOn: addDays('2026-11-01', place === 0 ? 50 : 7), wanted: null })
    }
  })
  const habits = await play({ days: 90, scenario: { kind: 'as_last_year' } })
  expect(habits.notes[0]).toContain('7 days after the due day')
  expect(habits.totals.paidInvoices).toBeGreaterThan(35)
  const nobody = await play({ days: 90 })
  expect(habits.totals.contacts).toBeLessThan(nobody.totals.contacts)
})

test('the same question is answered the same twice', async () => {
  const wish = { scenario: { kind: 'sliders' as const, sharePercent: 40, withinDays: 9 } }
  const [one, two] = [await play(wish), await play(wish)]
  const bare = ({ lines }: typeof one) => lines.map(({ detail, day, kind }) => {
    const { runId: _run, ...rest } = detail as { runId?: string } // Fresh runs get fresh ids.
    return { day, kind, ...rest }
  })
  expect(bare(two)).toEqual(bare(one))
  expect(two.days).toEqual(one.days)
})

test('with automatic sending off, and taken as it is, all of it is held', async () => {
  await company.do(({ tx }) => sql`update organization set automation_on_since = null`.execute(tx))
  const off = await play({ assumesAutomationOn: false })
  expect(off.totals.automatic).toEqual({})
  expect(Object.keys(off.totals.heldDays)).toEqual(['automation_off'])
  expect((await play({})).totals.contacts).toBeGreaterThan(50)
})
