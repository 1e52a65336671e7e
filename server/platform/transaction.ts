// Transactions on one connection each: statements begun together go out together, answers follow.
import {
  CompiledQuery, sql, type DatabaseConnection, type Kysely, type PostgresPool, type QueryExecutor,
} from 'kysely'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** We write plain SQL, so Kysely needs no table types. */
export type Tables = Record<string, never>
export type Db = Kysely<Tables>
/** What `sql` executes on. */
export interface Tx {
  getExecutor: () => QueryExecutor
}

const MOST_TRIES = 5

/**
 * Runs `work` in one transaction in which a setting holds. Deadlocks and serialization failures
 * left no trace, so the work simply runs again.
 */
export async function inTransaction<T>(
  db: Db, setting: { name: string; value: string }, work: (tx: Tx) => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await db.getExecutor().provideConnection((connection) =>
        onConnection(db, connection, setting, work))
    } catch (error) {
      if (tries >= MOST_TRIES || !isPassing(error)) throw error
      await sleep(20 * tries * (1 + Math.random()))
    }
  }
}

async function onConnection<T>(
  db: Db, connection: DatabaseConnection, { name, value }: { name: string; value: string },
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  let isOver = false
  // Kysely's own transaction would hold a statement back until the one before it is answered.
  const executor = db.getExecutor().withConnectionProvider({
    provideConnection: (use) => {
      // The connection may by now serve another tenant.
      if (isOver) return Promise.reject(new Error('This transaction is over.'))
      return use(connection)
    },
  })
  const tx: Tx = { getExecutor: () => executor }
  try {
    // The work's first statement follows on their heels. Without them it would see and write
    // nothing, for row-level security asks for the setting.
    const begun = Promise.all([
      connection.executeQuery(CompiledQuery.raw('begin')),
      sql`select set_config(${name}, ${value}, true)`.execute(tx),
    ])
    begun.catch(() => {})
    const result = await work(tx)
    isOver = true
    await begun
    await connection.executeQuery(CompiledQuery.raw('commit'))
    return result
  } catch (error) {
    isOver = true
    await connection.executeQuery(CompiledQuery.raw('rollback'))
    throw error
  }
}

const isPassing = (error: unknown) =>
  error instanceof pg.DatabaseError && (error.code === '40001' || error.code === '40P01')

/**
 * Begins a statement that is planned once a connection and then kept: `${kept('runs')} select …`.
 * For those that run all day and find their few rows by key. A join over a thousand keys is better
 * planned each time, for a kept plan expects ten.
 */
export const kept = (name: string) => sql.raw(`/* kept: ${name} */`)

const KEPT = /^\s*\/\* kept: ([a-z ]+) \*\//

/** The pool as Kysely takes it, naming the statements that are kept. */
export const keepingPool = (pool: pg.Pool): PostgresPool => ({
  end: () => pool.end(),
  connect: async () => {
    const client = await pool.connect()
    return { query: askingKept(client), release: () => client.release() }
  },
})

type Client = Awaited<ReturnType<PostgresPool['connect']>>

const askingKept = (client: pg.PoolClient) => {
  const query = (text: string, values: readonly unknown[] = []) => {
    const name = KEPT.exec(text)?.[1]
    return client.query({ text, values: [...values], ...name === undefined ? {} : { name } })
  }
  // Its other form, with a cursor, is for streams, which nothing here opens.
  return query as unknown as Client['query']
}
