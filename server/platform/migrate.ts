// Brings the schema forward: plain SQL files, each in a transaction, under an advisory lock.
import { Migrator, sql, type Kysely, type Migration } from 'kysely'
import fs from 'node:fs/promises'
import path from 'node:path'
import type { Db } from './database.ts'

/** Runs what is missing. Two processes that start at once wait for each other. */
export async function migrate(db: Db, migrationsDir: string): Promise<{ applied: string[] }> {
  const known = await sqlFiles(migrationsDir)
  await refuseNewer(db, Object.keys(known))
  const migrator = new Migrator({ db, provider: { getMigrations: async () => known } })
  const applied: string[] = []
  // One by one: all at once would share one transaction, and the first would fall with the last.
  for (let step = 0; step <= Object.keys(known).length; step++) {
    const { error, results } = await migrator.migrateUp()
    if (error) throw error
    if (results === undefined || results.length === 0) break
    applied.push(...results.map((result) => result.migrationName))
  }
  return { applied }
}

async function sqlFiles(dir: string): Promise<Record<string, Migration>> {
  const names = (await fs.readdir(dir)).filter((name) => name.endsWith('.sql')).sort()
  return Object.fromEntries(names.map((name) => [path.basename(name, '.sql'), {
    up: async (db: Kysely<unknown>) => {
      await sql.raw(await fs.readFile(path.join(dir, name), 'utf8')).execute(db)
    },
  }]))
}

/** A newer schema means a newer version of us ran here; going on could damage its rows. */
async function refuseNewer(db: Db, known: string[]): Promise<void> {
  const table = await sql<{ found: boolean }>`
    select to_regclass('kysely_migration') is not null as found`.execute(db)
  if (!table.rows[0]?.found) return
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`
    .execute(db)
  const unknown = rows.map((row) => row.name).filter((name) => !known.includes(name))
  if (unknown.length > 0) {
    throw new Error('The database is newer than this version of Duebox (it has '
      + `${unknown.join(', ')}). `
      + 'Start the newer version again, or restore a backup made by this one.')
  }
}
