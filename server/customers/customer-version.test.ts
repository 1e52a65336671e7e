// A form that was opened before a colleague saved cannot write over what the colleague saved.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openLedger, type Company, type Ledger } from '../testing/ledger-scene.ts'
import { readCustomer } from './read-customer.ts'
import { addCustomer, changeCustomer, type CustomerChange } from './save-customer.ts'

let ledger: Ledger
let company: Company
let id: string
beforeAll(async () => { ledger = await openLedger() })
afterAll(() => ledger.close())
beforeEach(async () => {
  company = await ledger.anOrganization()
  id = await company.do((org) => addCustomer(org, { reference: 'C1', name: 'Acme' }))
})
const read = () => company.do((org) => readCustomer(org, id))
const change = (wish: CustomerChange) => company.do((org) => changeCustomer(org, id, wish))

test('the second of two forms is refused, and nothing of it is saved', async () => {
  const { version } = await read()
  await change({ name: 'Acme One', seenVersion: version })
  await expect(change({ name: 'Acme Two', city: 'Lyon', seenVersion: version }))
    .rejects.toMatchObject({ status: 409, code: 'changed_meanwhile' })
  expect(await read()).toMatchObject({ name: 'Acme One', city: '',
    changedBy: { id: 'tester' } })
})

test('of two forms that save at once one wins', async () => {
  const { version } = await read()
  const done = await Promise.allSettled(['One', 'Two', 'Three'].map((name) =>
    change({ name, seenVersion: version })))
  expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test('who has looked at the newer version may save over it, as may who names none', async () => {
  await change({ name: 'Acme One', seenVersion: (await read()).version })
  await change({ name: 'Acme Two', seenVersion: (await read()).version })
  await change({ city: 'Lyon' })
  expect(await read()).toMatchObject({ name: 'Acme Two', city: 'Lyon' })
})

test('another parent is another version', async () => {
  const { version } = await read()
  const parentId = await company.do((org) => addCustomer(org, { reference: 'P', name: 'Head' }))
  await change({ parentId })
  expect((await read()).version).not.toBe(version)
})
