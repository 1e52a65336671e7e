import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../testing/fresh-database.ts'
import { asOrg } from './database.ts'
import { newId } from './ids.ts'
import { addJob } from './jobs.ts'

let database: FreshDatabase
beforeAll(async () => { database = await freshDatabase() })
afterAll(() => database.close())

test('the app works as a role that row-level security binds', async () => {
  const { rows } = await sql<{ unbound: boolean }>`
    select rolsuper or rolbypassrls as unbound from pg_roles where rolname = current_user`
    .execute(database.db)
  expect(rows).toEqual([{ unbound: false }])
})

test('a job added in a transaction that fails is not there', async () => {
  const failing = asOrg(database.db, newId(), async (tx) => {
    await addJob(tx, 'nothing', {})
    throw new Error('undo')
  })
  await expect(failing).rejects.toThrow('undo')
  await asOrg(database.db, newId(), (tx) => addJob(tx, 'something', { one: 1 }))
  const { rows } = await sql<{ task_identifier: string }>`
    select task_identifier from graphile_worker.jobs`.execute(database.db)
  expect(rows.map((row) => row.task_identifier)).toEqual(['something'])
})
