// A database of its own for a test file: a copy of the migrated one, made in milliseconds.
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { openDatabase, type Database } from '../platform/database.ts'

export interface FreshDatabase extends Database {
  url: string
}

/** Close it when done: that drops it. */
export async function freshDatabase(
  options: { template: 'app' | 'template0' } = { template: 'app' },
): Promise<FreshDatabase> {
  const { admin, app } = inject('postgres')
  const name = `t_${randomBytes(6).toString('hex')}`
  await asAdmin(admin, `create database ${name} template ${options.template} owner app`)
  const url = app.replace('DATABASE', name)
  const database = await openDatabase({ databaseUrl: url, dataDir: '' }, { poolSize: 8 })
  return {
    ...database,
    url,
    close: async () => {
      await database.close()
      await asAdmin(admin, `drop database ${name} with (force)`)
    },
  }
}

async function asAdmin(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    // Two files may copy the template in the same moment; it allows one at a time.
    for (let tries = 0; ; tries++) {
      try {
        await client.query(statement)
        return
      } catch (error) {
        const isBusy = error instanceof pg.DatabaseError && error.code === '55006'
        if (!isBusy || tries > 100) throw error
        await new Promise((resolve) => { setTimeout(resolve, 50) })
      }
    }
  } finally {
    await client.end()
  }
}
