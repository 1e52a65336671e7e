// A dispute whose day has passed asks its owner once; one whose owner is gone is given on.
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { addCustomer } from '../customers/save-customer.ts'
import { changeDispute, closeDispute, raiseDispute } from '../invoices/hold-invoice.ts'
import { addInvoice } from '../invoices/save-invoice.ts'
import { openLedger, type Company, type Ledger } from '../testing/ledger-scene.ts'
import { handOverWork } from './hand-over.ts'
import { changeActions } from './store.ts'
import { tendDisputes } from './tend-disputes.ts'

let ledger: Ledger
let company: Company
let disputeId: string
beforeAll(async () => { ledger = await openLedger() })
afterAll(() => ledger.close())
beforeEach(async () => {
  ledger.setNow('2026-04-20T09:00:00.000Z')
  company = await ledger.anOrganization()
  await company.do(({ tx, now }) => sql`insert into member (user_id, name, email, role, joined_at)
    values ('mara', 'Mara', 'mara@seller.example', 'collector', ${now}),
      ('dan', 'Dan', 'dan@seller.example', 'collector', ${now})`.execute(tx))
  const customerId = await company.do((org) => addCustomer(org, { reference: 'C1', name: 'Acme' }))
  await company.do(({ tx }) => sql`update customer set owner_id = 'dan'`.execute(tx))
  const invoiceId = await company.do((org) => addInvoice(org, { customerId, number: 'INV-1',
    currency: 'EUR', totalMinor: 1_000, issuedOn: '2026-01-01', dueOn: '2026-02-01' }))
  disputeId = await company.do((org) => raiseDispute(org, invoiceId,
    { amountMinor: null, reason: 'damaged', ownerId: 'mara', dueOn: '2026-04-22' }))
})

const tend = () => company.do(tendDisputes)
const tasks = async () => (await company.do(({ tx }) => sql<{ id: string; line: string }>`
  select id, owner_id || ' ' || state as line from action where channel = 'task'
  order by created_at, id`.execute(tx))).rows
const lines = async () => (await tasks()).map(({ line }) => line)
const dayIs = (day: string) => ledger.setNow(`${day}T09:00:00.000Z`)

test('the day after its last it is a task of its owner, once, though that is closed', async () => {
  dayIs('2026-04-22')
  await tend()
  expect(await lines()).toEqual([])
  dayIs('2026-04-23')
  await tend()
  await tend()
  expect(await lines()).toEqual(['mara open'])
  const [task] = await tasks()
  await company.do((org) => changeActions(org, [{ id: task?.id ?? '', state: 'done' }]))
  await tend()
  expect(await lines()).toEqual(['mara done'])
})

test('settled, its task is done; with another day it goes and comes again after that', async () => {
  dayIs('2026-04-23')
  await tend()
  await company.do((org) => changeDispute(org, disputeId, { dueOn: '2026-04-25' }))
  await tend()
  expect(await lines()).toEqual(['mara cancelled'])
  dayIs('2026-04-26')
  await tend()
  expect(await lines()).toEqual(['mara cancelled', 'mara open'])
  await company.do((org) => closeDispute(org, disputeId, 'upheld'))
  await tend()
  expect(await lines()).toEqual(['mara cancelled', 'mara done'])
})

test.each([
  ['left', sql`is_active = false`], ['only reads now', sql`role = 'viewer'`],
  ['is away', sql`away_until = '2026-04-30'`],
])('whose owner %s goes to who looks after the customer, who is told', async (_, change) => {
  await company.do(({ tx }) => sql`update member set ${change} where user_id = 'mara'`.execute(tx))
  await company.do(handOverWork)
  const { rows } = await company.do(({ tx }) => sql<{ owner_id: string; told: string[] }>`
    select owner_id, array(select title from notification where user_id = 'dan') as told
    from dispute`.execute(tx))
  expect(rows).toEqual([{ owner_id: 'dan', told: ['The dispute on INV-1 is yours to settle now'] }])
})

test('while everybody is away it stays with its owner', async () => {
  await company.do(({ tx }) => sql`update member set away_until = '2026-04-30'`.execute(tx))
  await company.do(handOverWork)
  const { rows } = await company.do(({ tx }) =>
    sql<{ owner_id: string }>`select owner_id from dispute`.execute(tx))
  expect(rows).toEqual([{ owner_id: 'mara' }])
})
