// The database: embedded or by DATABASE_URL, always as a role that row-level security binds.
import { Kysely, PostgresDialect } from 'kysely'
import path from 'node:path'
import pg from 'pg'
import type { Config } from './config.ts'
import { startEmbeddedPostgres } from './embedded-postgres.ts'
import { clientOf, explainConnection } from './explain-connection.ts'
import { inTransaction, keepingPool, type Db, type Tx } from './transaction.ts'

export type { Db, Tx } from './transaction.ts'

export interface Database {
  db: Db
  pool: pg.Pool
  close: () => Promise<void>
}

// A date is a date, not midnight somewhere; a bigint beyond 2^53 is a bug, not a rounding.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, instantOf)
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const number = Number(text)
  if (!Number.isSafeInteger(number)) throw new RangeError(`The number ${text} is too large.`)
  return number
})

/** Of `2027-03-01 08:30:00.5+00`, as moments are written here: many thousands in one pass. */
export function instantOf(text: string): string {
  const parts = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,3})\d*)?\+00$/.exec(text)
  if (parts === null) return new Date(text).toISOString()
  return `${parts[1]}T${parts[2]}.${(parts[3] ?? '').padEnd(3, '0')}Z`
}

const OLDEST_VERSION = 150_000
const APP_ROLE = 'duebox_app'

export async function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataDir'>, options: { poolSize?: number } = {},
): Promise<Database> {
  const server = config.databaseUrl ? undefined
    : await startEmbeddedPostgres({ dataDir: path.join(config.dataDir, 'postgres') })
  if (server) await prepareEmbedded(server.url('postgres', 'postgres'))
  const url = config.databaseUrl ?? server?.url('app', 'app')
  const role = config.databaseUrl ? await boundRole(config.databaseUrl) : null
  const pool = new pg.Pool({
    max: options.poolSize ?? 20, pipeline: true,
    ...(role && url ? asRole(url, role) : { connectionString: url }),
  })
  if (server) reviveOnConnect(pool, server.revive)
  // An idle connection may end at any time; the next query opens another.
  pool.on('error', () => {})
  pool.on('connect', (client) => { client.on('error', () => {}) })
  const db: Db = new Kysely({ dialect: new PostgresDialect({ pool: keepingPool(pool) }) })
  const close = async () => { await db.destroy(); await server?.stop() }
  try {
    await refuseUnbound(pool)
  } catch (error) {
    await close()
    throw error
  }
  return { db, pool, close }
}

const MOST_REVIVALS = 3

/**
 * The embedded server ends with the process that holds it, be it a command that merely came first.
 * Whoever only joined finds it gone at the next connection, and goes on with one of its own.
 */
function reviveOnConnect(pool: pg.Pool, revive: () => Promise<void>): void {
  const plain = pool.connect.bind(pool) as () => Promise<pg.PoolClient> // Without a callback.
  const connect = async () => {
    for (let tries = 0; ; tries++) {
      try {
        return await plain()
      } catch (error) {
        if (tries >= MOST_REVIVALS || pool.ending) throw error
        await revive()
      }
    }
  }
  type Done = (error: Error | undefined, client?: pg.PoolClient, release?: (error?: Error) => void)
    => void
  const either = (done?: Done) => {
    if (!done) return connect()
    return void connect().then(
      (client) => done(undefined, client, (error) => client.release(error)),
      (error: Error) => done(error))
  }
  // pg's own callers use both ways of calling it.
  pool.connect = either as pg.Pool['connect']
}

async function prepareEmbedded(url: string): Promise<void> {
  await withClient(url, async (client) => {
    // Two processes that start at once must not both make the database.
    await client.query(`select pg_advisory_lock(hashtext('duebox prepare'))`)
    await client.query(`do $$ begin create role app login nosuperuser nobypassrls;
      exception when duplicate_object then null; end $$`)
    const found = await client.query(`select from pg_database where datname = 'app'`)
    if (found.rowCount === 0) await client.query('create database app owner app')
  })
}

/** A superuser would see every tenant, so such a login works under a role of our own. */
async function boundRole(url: string): Promise<string | null> {
  return withClient(url, async (client) => {
    const version = await client.query(`select current_setting('server_version_num')::int as n`)
    if (version.rows[0].n < OLDEST_VERSION) {
      throw new Error('DATABASE_URL names a PostgreSQL older than 15; use 15 or newer.')
    }
    if (!await isUnbound(client)) return null
    await client.query(`select pg_advisory_lock(hashtext('duebox prepare'))`)
    await client.query(`do $$ begin create role ${APP_ROLE} nologin nosuperuser nobypassrls;
      exception when duplicate_object or unique_violation then null; end $$`)
    // A superuser may become anyone; a mere BYPASSRLS login must be a member to do so.
    await client.query(`do $$ begin
      if not (select rolsuper from pg_roles where rolname = current_user) then
        execute format('grant ${APP_ROLE} to %I', current_user);
      end if; end $$`)
    const name = (await client.query('select current_database() as name')).rows[0].name as string
    await client.query(
      `grant create, connect on database ${pg.escapeIdentifier(name)} to ${APP_ROLE}`)
    await client.query(`grant create, usage on schema public to ${APP_ROLE}`)
    return APP_ROLE
  })
}

/** In pg the address overrules the pool, so options that stand in the address get the role too. */
function asRole(url: string, role: string): { connectionString: string; options: string } {
  const own = new URLSearchParams(url.split('?')[1]).getAll('options').at(-1)
  const options = `${own ?? ''} -c role=${role}`.trim()
  return {
    connectionString: own === undefined ? url : `${url}&options=${encodeURIComponent(options)}`,
    options,
  }
}

/** Everything else trusts row-level security, so whatever lost the role (a pooler can) ends. */
async function refuseUnbound(pool: pg.Pool): Promise<void> {
  if (!await isUnbound(pool)) return
  throw new Error('The login in DATABASE_URL sees every organization (superuser or BYPASSRLS), '
    + `and the switch to the role ${APP_ROLE} had no effect. Connect without a pooler that drops `
    + '"options", or use a login without these rights.')
}

async function isUnbound(client: Pick<pg.Pool, 'query'> | pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ unbound: boolean }>(
    'select rolsuper or rolbypassrls as unbound from pg_roles where rolname = current_user')
  return rows[0]?.unbound !== false
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = clientOf(url)
  try {
    await client.connect()
  } catch (error) {
    throw explainConnection(error, client)
  }
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Everything a tenant's deed does runs here: row-level security shows that tenant's rows alone. */
export const asOrg = <T>(db: Db, orgId: string, work: (tx: Tx) => Promise<T>): Promise<T> =>
  inTransaction(db, { name: 'app.org_id', value: orgId }, work)

/** For the directory of tenants only: no other table has a policy that lets this see a row. */
export const asInstallation = <T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> =>
  inTransaction(db, { name: 'app.installation', value: 'on' }, work)

/** For a person's own memberships over organizations. */
export const asUser = <T>(db: Db, userId: string, work: (tx: Tx) => Promise<T>): Promise<T> =>
  inTransaction(db, { name: 'app.user_id', value: userId }, work)
