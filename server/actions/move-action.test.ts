// An action of a person put off, given away, skipped; each with its way back, and in the log.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aCollectingCompany, type Collecting } from '../testing/collecting-scene.ts'
import { freshDatabase, type FreshDatabase } from '../testing/fresh-database.ts'
import { openInstallation } from '../testing/mail-scene.ts'
import { skipAction } from './close-action.ts'
import { listActions, readAction } from './list-actions.ts'
import { assignAction, postponeAction } from './move-action.ts'
import { createTask, reopenTask } from './tasks/save-task.ts'

let database: FreshDatabase
let installation: Awaited<ReturnType<typeof openInstallation>>
let company: Collecting
beforeAll(async () => {
  database = await freshDatabase()
  installation = await openInstallation(database.url)
  company = await aCollectingCompany(installation, { start: '2027-02-01', workflows: [] })
})
afterAll(async () => {
  await installation.close()
  await database.close()
})

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
