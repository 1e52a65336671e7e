// The open items kept of a customer: whatever befalls the ledger, they are its open invoices.
import { sql } from 'kysely'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keepOpenItems } from './actions/gather-facts.ts'
import { closeInvoice } from './invoices/hold-invoice.ts'
import { recordCreditNote } from './invoices/record-credit-note.ts'
import { recordPayment, reversePayment } from './invoices/record-payment.ts'
import { systemNow } from './platform/clock.ts'
import { runDoctor } from './reports/doctor.ts'
import { aCollectingCompany, type Collecting } from './testing/collecting-scene.ts'
import { day, following, invoiceId, owe } from './testing/edge-scene.ts'
import { freshInstallation, type FreshInstallation } from './testing/fresh-installation.ts'
import { dice } from './testing/varied-company.ts'
import { advanceWorkflows } from './workflows/advance-workflows.ts'

let installation: FreshInstallation
beforeAll(async () => { installation = await freshInstallation(systemNow) })
afterAll(() => installation.close())

const oldOnes = async () => (await runDoctor(installation)).checks
  .find(({ name }) => name === 'OPEN')?.breaches

const keptOf = (org: Collecting) => org.do(async ({ tx }) => (await sql<{ lines: string }>`
  select lines from open_items order by customer_id`.execute(tx)).rows.map((row) => row.lines))

const lookAtAll = async (org: Collecting) => {
  await org.do(({ tx, now }) => sql`update customer set next_look_at = ${now}`.execute(tx))
  await advanceWorkflows(installation, org.id)
}

let numbers = 0
async function befall(
  org: Collecting, customers: readonly string[], payments: string[], roll: ReturnType<typeof dice>,
): Promise<void> {
  const customerId = customers[roll.between(0, customers.length - 1)] ?? ''
  const open = await org.do(async ({ tx }) => (await sql<{ id: string; number: string; open: number }>`
    select id, number, open_minor as open from invoice where customer_id = ${customerId} and open_minor > 0
      and state = 'open' order by id`.execute(tx)).rows)
  const one = open[roll.between(0, Math.max(0, open.length - 1))]
  const amountMinor = roll.between(1, 9_000)
  const kind = roll.between(0, 7)
  if (kind <= 1 || one === undefined) {
    return owe(org, customerId, { number: `N-${++numbers}`, dueOn: day(roll.between(-20, 20)) })
  }
  if (kind === 2) {
    payments.push(await org.do((at) => recordPayment(at, {
      customerId, currency: 'EUR', reference: `P-${++numbers}`, amountMinor, receivedOn: at.today,
      wanted: null,
    })))
  }
  if (kind === 3) {
    const paid = payments.pop()
    if (paid !== undefined) await org.do((at) => reversePayment(at, paid))
  }
  if (kind === 4) {
    await org.do((at) => recordCreditNote(at, {
      customerId, currency: 'EUR', number: `C-${++numbers}`, issuedOn: at.today,
      totalMinor: amountMinor,
      wanted: [{ invoiceId: one.id, amountMinor: Math.min(amountMinor, one.open) }],
    }))
  }
  if (kind === 5) await org.do((at) => closeInvoice(at, one.id, { as: 'void', reason: 'Mistake' }))
  // The same number again: other dates and another total.
  if (kind === 6) {
    await owe(org, customerId, { number: one.number, dueOn: day(30), totalMinor: 20_000 })
  }
  if (kind === 7) await lookAtAll(org)
}

test('what is kept is what is open, whatever befalls the ledger between two passes', async () => {
  const org = await aCollectingCompany(installation, following([1]))
  const customers: string[] = []
  for (let n = 0; n < 4; n++) {
    customers.push((await org.aCustomer(`C${n}`, [{ number: `F-${n}`, dueOn: day(n) }])).id)
  }
  const roll = dice(4711)
  const payments: string[] = []
  let kept = 0
  for (let count = 0; count < 120; count++) {
    await befall(org, customers, payments, roll)
    expect(await oldOnes()).toBe(0)
    kept += (await keptOf(org)).length
  }
  // Of four customers nearly always some are kept, and never all for long.
  expect(kept).toBeGreaterThan(60)
  expect(kept).toBeLessThan(4 * 120)
})

test('a change of what the planner does not read forgets nothing', async () => {
  const org = await aCollectingCompany(installation, following([1]))
  await org.aCustomer('A', [{ number: 'A-1', dueOn: day(0) }])
  await lookAtAll(org)
  const before = await keptOf(org)
  expect(before).toHaveLength(1)
  await org.do(({ tx }) => sql`update invoice set no_workflow = true, updated_at = now()`
    .execute(tx))
  expect(await keptOf(org)).toEqual(before)
})

test('an invoice that changes while its customer is being planned is not kept as it was', async () => {
  const org = await aCollectingCompany(installation, following([1]))
  const { id } = await org.aCustomer('A', [{ number: 'B-1', dueOn: day(0) }])
  const invoice = await invoiceId(org, 'B-1')
  let changing: Promise<unknown> = Promise.resolve()
  await org.do(async (planner) => {
    await sql`select from customer where id = ${id} for update`.execute(planner.tx)
    await keepOpenItems(planner, [id])
    let isOver = false
    changing = org.do(({ tx }) => sql`update invoice set open_minor = 1 where id = ${invoice}`
      .execute(tx)).finally(() => { isOver = true })
    // Until the other one has changed the row and waits for us, or was not made to wait.
    while (!isOver && !await someoneWaits()) await sleep(10)
  })
  await changing
  expect(await oldOnes()).toBe(0)
})

async function someoneWaits(): Promise<boolean> {
  const { rows } = await sql`select from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`
    .execute(installation.database.db)
  return rows.length > 0
}

test('the doctor finds a text that is old', async () => {
  const org = await aCollectingCompany(installation, following([1]))
  await org.aCustomer('A', [{ number: 'D-1', dueOn: day(0) }])
  await lookAtAll(org)
  await org.do(({ tx }) => sql`update open_items set lines = '[]'`.execute(tx))
  expect(await oldOnes()).toBe(1)
  await org.do(({ tx }) => sql`delete from open_items`.execute(tx))
})
