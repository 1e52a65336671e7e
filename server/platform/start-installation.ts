// Opens everything that a process of ours needs: database, schema, secrets, log and clock.
import fs from 'node:fs'
import path from 'node:path'
import { systemNow } from './clock.ts'
import { readConfig, type Config } from './config.ts'
import { openDatabase } from './database.ts'
import type { Installation } from './installation.ts'
import { migrateJobs } from './jobs.ts'
import { openLog } from './log.ts'
import { migrate } from './migrate.ts'
import { openSecrets } from './secrets.ts'

/** The folder with package.json, from the sources as well as from the built files. */
export function projectDir(): string {
  let dir = import.meta.dirname
  while (!fs.existsSync(path.join(dir, 'package.json'))) {
    const above = path.dirname(dir)
    if (above === dir) throw new Error('Duebox cannot find its own folder (package.json).')
    dir = above
  }
  return dir
}

/** `tell` hears of each step, for a person who waits. */
export async function startInstallation(
  tell: (step: string) => void, change: Partial<Config> = {},
): Promise<Installation> {
  const config = { ...readConfig(process.env, projectDir()), ...change }
  const log = openLog(config.logLevel)
  tell(config.databaseUrl ? 'Connecting to PostgreSQL …' : 'Starting PostgreSQL …')
  const database = await openDatabase(config)
  tell('Bringing the database up to date …')
  await migrate(database.db, path.join(projectDir(), 'database/migrations'))
  await migrateJobs(database, log)
  const secrets = openSecrets({ dataDir: config.dataDir, secretKey: config.secretKey })
  return { config, database, log, secrets, now: systemNow }
}
