// An action of a person put off, given away, skipped; each with its way back, and in the log.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aCollectingCompany, type Collecting } from '../testing/collecting-scene.ts'
import { freshInstallation, type FreshInstallation } from '../testing/fresh-installation.ts'
import { skipAction } from './close-action.ts'
import { listActions, readAction, sumActions } from './list-actions.ts'
import { assignAction, postponeAction } from './move-action.ts'
import { createTask, reopenTask } from './tasks/save-task.ts'

let installation: FreshInstallation
let company: Collecting
beforeAll(async () => {
  installation = await freshInstallation()
  company = await aCollectingCompany(installation, { start: '2027-02-01', workflows: [] })
})
afterAll(() => installation.close())

async function aTask(ownerId: string | null = 'mara'): Promise<string> {
  const { id: customerId } = await company.aCustomer('Buyer', [])
  return company.as('mara', (org) => createTask(org, {
    customerId, title: 'Ask the bank', note: '', ownerId, invoiceId: null, messageId: null,
  }))
}
const listed = (list: 'due' | 'later') => company.do(async (org) =>
  (await listActions(org, { list, limit: 50, mine: false })).items.map(({ id }) => id))
const kinds = (id: string) => company.do(async ({ tx }) => (await sql<{ kind: string }>`
  select kind from event where action_id = ${id} order by id`.execute(tx)).rows
  .map(({ kind }) => kind))
const give = (id: string, userId: string | null, by: { userId: string; role: 'collector'
  | 'manager' }) => company.as(by.userId, (org) => assignAction(org, id, { userId, by }))

test('it is off the list until its day, and back on it when taken back', async () => {
  const id = await aTask()
  await company.do((org) => postponeAction(org, id, { dueOn: '2027-02-09', dueTime: '09:00' }))
  expect([await listed('due'), await listed('later')]).toEqual([[], [id]])
  const { dueAt } = await company.do((org) => readAction(org, id))
  expect(dueAt).toBe('2027-02-09T08:00:00.000Z')
  await company.do((org) => postponeAction(org, id, { dueOn: '2027-02-01', dueTime: null }))
  expect(await listed('due')).toEqual([id])
  expect(await kinds(id)).toEqual(['task_opened', 'action_postponed', 'action_postponed'])
  await company.do((org) => skipAction(org, id, ''))
})

test('what was skipped waits again, what is closed cannot be put off', async () => {
  const id = await aTask()
  await company.do((org) => skipAction(org, id, 'wrong'))
  await expect(company.do((org) => postponeAction(org, id,
    { dueOn: '2027-02-09', dueTime: null }))).rejects.toThrow('closed already (skipped)')
  await company.do((org) => reopenTask(org, id))
  expect(await listed('due')).toEqual([id])
  await company.do((org) => skipAction(org, id, ''))
})

test('a collector gives away what is theirs and can take it back, not what is a colleague’s',
  async () => {
    const id = await aTask('mara')
    const mara = { userId: 'mara', role: 'collector' as const }
    await give(id, 'max', mara)
    expect((await company.do((org) => readAction(org, id))).ownerId).toBe('max')
    await give(id, 'mara', mara)
    expect((await company.do((org) => readAction(org, id))).ownerId).toBe('mara')
    await expect(give(id, 'max', { userId: 'max', role: 'collector' }))
      .rejects.toThrow('belongs to a colleague')
    await give(id, 'max', { userId: 'max', role: 'manager' })
    expect(await kinds(id)).toEqual(
      ['task_opened', 'action_assigned', 'action_assigned', 'action_assigned'])
  })

test('it cannot be given to somebody who does not work here', async () => {
  const id = await aTask('mara')
  await expect(give(id, 'nobody', { userId: 'mara', role: 'manager' }))
    .rejects.toThrow('active person')
})

test('lists are narrowed by whose they are, type and amount, and ordered by money', async () => {
  const rich = await company.aCustomer('Rich', [{ number: 'R1', dueOn: '2027-01-02' },
    { number: 'R2', dueOn: '2027-01-03' }])
  const poor = await company.aCustomer('Poor', [{ number: 'P1', dueOn: '2027-01-04' }])
  const task = (customerId: string, ownerId: string | null) => company.as('mara', (org) =>
    createTask(org, { customerId, title: 'Look', note: '', ownerId, invoiceId: null,
      messageId: null }))
  const [ofPoor, ofRich] = [await task(poor.id, 'mara'), await task(rich.id, 'max')]
  const ask = (query: Partial<Parameters<typeof listActions>[1]>) => company.as('mara',
    async (org) => (await listActions(org, { list: 'due', limit: 50, mine: false, ...query }))
      .items.map(({ id }) => id).filter((id) => id === ofPoor || id === ofRich))
  expect(await ask({ sort: 'amount' })).toEqual([ofRich, ofPoor])
  expect(await ask({ sort: 'age' })).toEqual([ofPoor, ofRich])
  expect(await ask({ whose: 'mine' })).toEqual([ofPoor])
  expect(await ask({ whose: 'team' })).toEqual([ofRich])
  expect(await ask({ ownerId: 'max' })).toEqual([ofRich])
  expect(await ask({ channel: 'call' })).toEqual([])
  expect(await ask({ overdueOver: 10_000 })).toEqual([ofRich])
  expect(await ask({ overdueOver: 9_999 })).toEqual([ofPoor, ofRich])
  expect(await company.as('mara', (org) =>
    sumActions(org, { list: 'due', overdueOver: 9_999 }))).toEqual(
    { count: 2, overdue: [{ currency: 'EUR', amountMinor: 30_000 }] })
})

test('a list ordered by money is read page by page, each action once', async () => {
  const read = async (cursor?: string): Promise<string[]> => {
    const page = await company.do((org) => listActions(org,
      { list: 'due', limit: 2, mine: false, sort: 'amount', cursor }))
    const ids = page.items.map(({ id }) => id)
    return page.nextCursor === null ? ids : [...ids, ...await read(page.nextCursor)]
  }
  const ids = await read()
  expect(new Set(ids).size).toBe(ids.length)
  expect(new Set(ids)).toEqual(new Set(await listed('due')))
})
