import { sql } from 'kysely'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../testing/fresh-database.ts'
import { migrate } from './migrate.ts'

let database: FreshDatabase
let dir = ''
beforeEach(async () => {
  // Not the migrated template: these tests bring migrations of their own.
  database = await freshDatabase({ template: 'template0' })
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'duebox-migrate-'))
})
afterEach(async () => {
  await database.close()
  fs.rmSync(dir, { recursive: true })
})

const write = (files: Record<string, string>) => {
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(dir, name), text)
}

test('each file runs once, in the order of its name', async () => {
  write({ '0002-row.sql': 'insert into thing values (1);', '0001-thing.sql': 'create table thing (n int);' })
  expect(await migrate(database.db, dir)).toEqual({ applied: ['0001-thing', '0002-row'] })
  write({ '0003-row.sql': 'insert into thing values (2);' })
  expect(await migrate(database.db, dir)).toEqual({ applied: ['0003-row'] })
  expect(await migrate(database.db, dir)).toEqual({ applied: [] })
  const { rows } = await sql`select n from thing order by n`.execute(database.db)
  expect(rows).toEqual([{ n: 1 }, { n: 2 }])
})

test('a file that fails leaves nothing of itself, and the file before it stays', async () => {
  write({ '0001-one.sql': 'create table one ();', '0002-two.sql': 'create table two (); select broken;' })
  await expect(migrate(database.db, dir)).rejects.toThrow('broken')
  const { rows } = await sql`select to_regclass('one') is not null as one,
    to_regclass('two') is not null as two`.execute(database.db)
  expect(rows).toEqual([{ one: true, two: false }])
})

test('a schema newer than the code is refused, with what to do', async () => {
  write({ '0001-one.sql': 'create table one ();', '0002-future.sql': 'create table two ();' })
  await migrate(database.db, dir)
  fs.rmSync(path.join(dir, '0002-future.sql'))
  await expect(migrate(database.db, dir)).rejects
    .toThrow(/newer than this version of Duebox \(it has 0002-future\).*Start the newer version/s)
})

test('two processes that migrate at once apply each file once', async () => {
  write({ '0001-one.sql': 'create table one ();', '0002-two.sql': 'select pg_sleep(0.2);' })
  const done = await Promise.all([migrate(database.db, dir), migrate(database.db, dir)])
  expect(done.flatMap((one) => one.applied).sort()).toEqual(['0001-one', '0002-two'])
})
