// One PostgreSQL for all test files, with a migrated database to copy from.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '../platform/database.ts'
import { startEmbeddedPostgres } from '../platform/embedded-postgres.ts'
import { migrateJobs } from '../platform/jobs.ts'
import { openLog } from '../platform/log.ts'
import { migrate } from '../platform/migrate.ts'

export default async function setUp(project: TestProject) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'duebox-test-'))
  // mkdtemp makes it 0700; the server's account must be able to enter.
  fs.chmodSync(dir, 0o755)
  const server = await startEmbeddedPostgres({ dataDir: path.join(dir, 'postgres') })
  await forget(server.url('postgres', 'postgres'))
  const database = await openDatabase({ databaseUrl: undefined, dataDir: dir })
  await migrate(database.db, path.join(import.meta.dirname, '../../database/migrations'))
  await migrateJobs(database, openLog('error'))
  await database.close()
  project.provide('postgres', {
    admin: server.url('postgres', 'postgres'), app: server.url('app', 'DATABASE'),
  })
  return async () => {
    await server.stop()
    fs.rmSync(dir, { recursive: true, force: true })
  }
}

/** Tests need no durability: without fsync they take a third of the time. */
async function forget(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  for (const setting of ['fsync', 'full_page_writes', 'synchronous_commit']) {
    await client.query(`alter system set ${setting} = off`)
  }
  await client.query('select pg_reload_conf()')
  await client.end()
}

declare module 'vitest' {
  interface ProvidedContext {
    postgres: { admin: string; app: string }
  }
}
