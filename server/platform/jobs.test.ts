import { sql } from 'kysely'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../testing/fresh-database.ts'
import { asOrg } from './database.ts'
import { newId } from './ids.ts'
import { addJob, startJobs, type Tasks } from './jobs.ts'
import { openLog } from './log.ts'

let database: FreshDatabase
beforeAll(async () => { database = await freshDatabase() })
afterAll(() => database.close())
beforeEach(async () => {
  await sql`delete from graphile_worker._private_jobs`.execute(database.db)
})

const add = (...job: [name: string, payload: unknown, options?: Parameters<typeof addJob>[3]]) =>
  asOrg(database.db, newId(), (tx) => addJob(tx, ...job))
const waiting = async () => (await sql<{ task_identifier: string; attempts: number }>`
  select task_identifier, attempts from graphile_worker.jobs order by id`
  .execute(database.db)).rows

/** Works until `isDone`, as the role that row-level security binds. */
async function workUntil(isDone: () => boolean | Promise<boolean>, tasks: Tasks): Promise<void> {
  const jobs = await startJobs({ database, tasks, crontab: '', log: openLog('silent') })
  try {
    for (let tries = 0; tries < 200 && !await isDone(); tries++) await sleep(50)
  } finally {
    await jobs.stop()
  }
  expect(await isDone()).toBe(true)
}

test('a job of a transaction that fails does not exist, one of a committed transaction runs', async () => {
  await expect(asOrg(database.db, newId(), async (tx) => {
    await addJob(tx, 'note', { word: 'undone' })
    throw new Error('undo')
  })).rejects.toThrow('undo')
  await add('note', { word: 'done' })
  const heard: unknown[] = []
  await workUntil(() => heard.length > 0, { note: async (payload) => { heard.push(payload) } })
  expect(heard).toEqual([{ word: 'done' }])
  expect(await waiting()).toEqual([])
})

test('many reasons with one key wake the work once', async () => {
  for (const n of [1, 2, 3]) await add('note', { n }, { jobKey: 'one' })
  const heard: unknown[] = []
  await workUntil(() => heard.length > 0, { note: async (payload) => { heard.push(payload) } })
  expect(heard).toEqual([{ n: 3 }])
})

test('a job that fails stays, to be tried again', async () => {
  await add('fail', {}, { mostTries: 3 })
  await workUntil(async () => (await waiting())[0]?.attempts === 1,
    { fail: async () => { throw new Error('not today') } })
})

test('a job is left alone until its time', async () => {
  await add('note', {}, { runAt: '2999-01-01T00:00:00.000Z' })
  await add('now', {})
  const heard: string[] = []
  await workUntil(() => heard.length > 0,
    { note: async () => { heard.push('note') }, now: async () => { heard.push('now') } })
  expect(heard).toEqual(['now'])
  expect((await waiting()).map((job) => job.task_identifier)).toEqual(['note'])
})
