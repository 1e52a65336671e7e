import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Role } from '#contract/endpoint.ts'
import type { Caller } from '../platform/http.ts'
import { openLedger, type Company, type Ledger } from '../testing/ledger-scene.ts'
import { addView, changeLook, changeView, deleteView, readViews } from './save-view.ts'

let ledger: Ledger
let company: Company
beforeAll(async () => { ledger = await openLedger() })
afterAll(() => ledger.close())
beforeEach(async () => { company = await ledger.anOrganization() })

const as = (userId: string, role: Role = 'collector'): Caller =>
  ({ orgId: company.id, actor: `user:${userId}`, role, userId })
const add = (caller: Caller, name: string, isShared = false) => company.do((org) =>
  addView(org, caller, { list: 'customers', name, filter: { country: 'DE' }, isShared }))
const names = (caller: Caller) => company.do(async (org) =>
  (await readViews(org, caller, 'customers')).items.map((view) => view.name))

test('a private view is seen by its maker, a shared one by everybody', async () => {
  await add(as('mara'), 'Mine')
  await add(as('mara'), 'Ours', true)
  expect(await names(as('mara'))).toEqual(['Mine', 'Ours'])
  expect(await names(as('ida'))).toEqual(['Ours'])
})

test('a name is given once among what a person sees', async () => {
  await add(as('mara'), 'Late')
  await expect(add(as('mara'), 'late')).rejects.toMatchObject({ fields: [{ field: 'name' }] })
  await add(as('ida'), 'Late')
})

test('a viewer keeps views and shares none', async () => {
  await add(as('vic', 'viewer'), 'Mine')
  await expect(add(as('vic', 'viewer'), 'Ours', true)).rejects.toMatchObject({ status: 403 })
})

test('a colleague’s shared view is changed by a manager only, a private one by nobody', async () => {
  const shared = await add(as('mara'), 'Ours', true)
  const own = await add(as('mara'), 'Mine')
  const rename = (caller: Caller, id: string) =>
    company.do((org) => changeView(org, caller, id, { name: 'Other' }))
  await expect(rename(as('ida'), shared.id)).rejects.toMatchObject({ status: 403 })
  await expect(rename(as('max', 'manager'), own.id)).rejects.toMatchObject({ status: 404 })
  expect(await rename(as('max', 'manager'), shared.id)).toMatchObject({ name: 'Other' })
})

test('a default goes with its view, and when a view is private again', async () => {
  const shared = await add(as('mara'), 'Ours', true)
  const look = (caller: Caller) => company.do(async (org) =>
    (await readViews(org, caller, 'customers')).look)
  for (const who of [as('mara'), as('ida')]) {
    await company.do((org) => changeLook(org, who, 'customers', { defaultViewId: shared.id }))
  }
  await company.do((org) => changeView(org, as('mara'), shared.id, { isShared: false }))
  expect([(await look(as('mara'))).defaultViewId, (await look(as('ida'))).defaultViewId])
    .toEqual([shared.id, null])
  await company.do((org) => deleteView(org, as('mara'), shared.id))
  expect((await look(as('mara'))).defaultViewId).toBeNull()
})

test('columns and density are each person’s own and stay', async () => {
  await company.do((org) => changeLook(org, as('mara'), 'customers',
    { columns: ['name', 'open'], density: 'compact' }))
  await company.do((org) => changeLook(org, as('mara'), 'customers', { density: 'normal' }))
  expect((await company.do((org) => readViews(org, as('mara'), 'customers'))).look)
    .toEqual({ defaultViewId: null, columns: ['name', 'open'], density: 'normal' })
  expect((await company.do((org) => readViews(org, as('ida'), 'customers'))).look.columns)
    .toBeNull()
})
