// The first steps turn with the facts, one by one, and back again.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ensureContacts } from '../customers/ensure-contacts.ts'
import { saveCustomers } from '../customers/save-customer.ts'
import { saveInvoices } from '../invoices/save-invoice.ts'
import type { Org } from '../platform/in-organization.ts'
import { openLedger, type Company, type Ledger } from '../testing/ledger-scene.ts'
import { putAwayGetStarted, readGetStarted } from './get-started.ts'

let ledger: Ledger
let company: Company
beforeAll(async () => {
  ledger = await openLedger()
  company = await ledger.anOrganization()
})
afterAll(() => ledger.close())

const done = async () => (await company.do(readGetStarted)).steps
  .filter(({ isDone }) => isDone).map(({ name }) => name)
const note = async () => (await company.do(readGetStarted)).steps
  .find(({ name }) => name === 'contacts')?.note
const write = (statement: ReturnType<typeof sql>) =>
  company.do((org: Org) => statement.execute(org.tx))
const addMember = (id: string) => write(sql`insert into member
  (user_id, name, email, role, joined_at) values (${id}, ${id}, ${`${id}@x.example`}, 'owner', now())`)

test('each step is done by what it asks for, and by nothing else', async () => {
  await addMember('mara')
  expect(await done()).toEqual([])
  await write(sql`update organization set postal_address = 'Quai 1, Paris'`)
  expect(await done()).toEqual(['company'])
  const customers = await company.do((org) => saveCustomers(org, [
    { reference: 'A', name: 'Reached' }, { reference: 'B', name: 'Paid up' }]))
  await company.do((org) => saveInvoices(org, [{ customerId: customers[0]?.id ?? '', number: '1',
    currency: 'EUR', totalMinor: 100, issuedOn: '2026-02-01', dueOn: '2026-03-01' }]))
  expect(await done()).toEqual(['company', 'ledger'])
  expect(await note()).toBe(
    '1 customer owes and has neither an e-mail address nor a phone number.')
  await company.do((org) => ensureContacts(org, [{ customerId: customers[0]?.id ?? '',
    name: 'Ana', emails: ['ana@reached.example'], phones: [], positions: [], isMain: true,
    locale: null }]))
  expect(await done()).toEqual(['company', 'ledger', 'contacts'])
  expect(await note()).toBeNull()
  await write(sql`update organization set email_channel = 'smtp'`)
  await write(sql`update organization set automation_on_since = now()`)
  await addMember('lee')
  expect(await done()).toEqual(['company', 'ledger', 'contacts', 'sender', 'team', 'automation'])
  await write(sql`update member set is_active = false where user_id = 'lee'`)
  await write(sql`update organization set automation_on_since = null`)
  expect(await done()).toEqual(['company', 'ledger', 'contacts', 'sender'])
})

test('the list is put away and brought back, and its steps go on by themselves', async () => {
  await company.do((org) => putAwayGetStarted(org, true))
  expect(await company.do(readGetStarted)).toMatchObject({ isPutAway: true })
  await company.do((org) => putAwayGetStarted(org, false))
  expect(await company.do(readGetStarted)).toMatchObject({ isPutAway: false })
})
