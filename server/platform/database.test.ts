import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../testing/fresh-database.ts'
import { asInstallation, asOrg, asUser, openDatabase, type Db, type Tx } from './database.ts'
import { newId } from './ids.ts'
import { kept } from './transaction.ts'

let database: FreshDatabase
let db: Db
beforeAll(async () => {
  database = await freshDatabase()
  db = database.db
  await sql`create table secret (org_id uuid not null, word text)`.execute(db)
  await sql`alter table secret enable row level security`.execute(db)
  await sql`alter table secret force row level security`.execute(db)
  await sql`create policy own on secret using
    (org_id = (select nullif(current_setting('app.org_id', true), '')::uuid))`.execute(db)
})
afterAll(() => database.close())

interface Who {
  role: string
  unbound: boolean
}
const who = (of: Db) => sql<Who>`select current_user as role, rolsuper or rolbypassrls as unbound
  from pg_roles where rolname = current_user`.execute(of).then(({ rows }) => rows)

test('the app works as a role that row-level security binds', async () => {
  expect(await who(db)).toEqual([{ role: 'app', unbound: false }])
})

test('an organization sees its own rows; another, a person and the installation see none', async () => {
  const [mine, other] = [newId(), newId()]
  await asOrg(db, mine, (tx) => sql`insert into secret values (${mine}, 'mine')`.execute(tx))
  const words = sql<{ word: string }>`select word from secret`
  const seen = async (scope: Promise<{ rows: unknown[] }>) => (await scope).rows.length
  expect(await seen(asOrg(db, mine, (tx) => words.execute(tx)))).toBe(1)
  expect(await seen(asOrg(db, other, (tx) => words.execute(tx)))).toBe(0)
  expect(await seen(asUser(db, newId(), (tx) => words.execute(tx)))).toBe(0)
  expect(await seen(asInstallation(db, (tx) => words.execute(tx)))).toBe(0)
  expect(await seen(words.execute(db))).toBe(0)
})

test('an organization cannot write a row of another', async () => {
  const foreign = asOrg(db, newId(), (tx) =>
    sql`insert into secret values (${newId()}, 'planted')`.execute(tx))
  await expect(foreign).rejects.toThrow('row-level security')
})

test('the organization is forgotten when the transaction ends, on the very same connection', async () => {
  const ofSession = sql<{ pid: number; org: string }>`
    select pg_backend_pid() as pid, coalesce(current_setting('app.org_id', true), '') as org`
  const orgId = newId()
  const inside = await asOrg(db, orgId, (tx) => ofSession.execute(tx))
  const after = await ofSession.execute(db)
  expect(inside.rows[0]?.org).toBe(orgId)
  expect(after.rows).toEqual([{ pid: inside.rows[0]?.pid, org: '' }])
})

test('statements that were begun together are answered in the order of their beginning', async () => {
  const orgId = newId()
  const seen = await asOrg(db, orgId, async (tx) => {
    const write = (word: string) => sql`insert into secret values (${orgId}, ${word})`.execute(tx)
    const read = () => sql<{ word: string }>`select word from secret order by word`.execute(tx)
    const [, before, , after] = await Promise.all([write('a'), read(), write('b'), read()])
    return [before, after].map(({ rows }) => rows.map(({ word }) => word).join())
  })
  expect(seen).toEqual(['a', 'a,b'])
})

test('of statements that were begun together, one that fails undoes all', async () => {
  const orgId = newId()
  const write = (tx: Tx, word: string) =>
    sql`insert into secret values (${orgId}, ${word})`.execute(tx)
  await expect(asOrg(db, orgId, (tx) => Promise.all([
    write(tx, 'early'), sql`select 1 / 0`.execute(tx), write(tx, 'late'),
  ]))).rejects.toThrow('division by zero')
  const { rows } = await asOrg(db, orgId, (tx) => sql`select from secret`.execute(tx))
  expect(rows).toEqual([])
})

test('a statement that comes after the end of its transaction is refused', async () => {
  const escaped: Tx[] = []
  await asOrg(db, newId(), async (tx) => { escaped.push(tx); await sql`select`.execute(tx) })
  await expect(asOrg(db, newId(), (tx) => {
    escaped.push(tx)
    throw new Error('failed')
  })).rejects.toThrow('failed')
  for (const tx of escaped) await expect(sql`select`.execute(tx)).rejects.toThrow('is over')
  expect(escaped).toHaveLength(2)
})

test.each([
  ['2027-03-01 08:30:00+00', '2027-03-01T08:30:00.000Z'],
  ['2027-03-01 08:30:00.5+00', '2027-03-01T08:30:00.500Z'],
  ['2027-03-01 08:30:00.123999+00', '2027-03-01T08:30:00.123Z'],
  ['2027-03-01 08:30:00.123+05:30', '2027-03-01T03:00:00.123Z'],
])('the moment %s is read as %s', async (text, instant) => {
  for (const zone of ['UTC', 'Asia/Kolkata']) {
    const seen = await asOrg(db, newId(), async (tx) => {
      await sql`select set_config('timezone', ${zone}, true)`.execute(tx)
      return (await sql<{ at: string }>`select ${text}::timestamptz as at`.execute(tx)).rows
    })
    expect(seen).toEqual([{ at: instant }])
  }
})

test('a kept statement sees the tenant of each transaction, not the first', async () => {
  const ids = [newId(), newId()]
  for (const id of ids) {
    await asOrg(db, id, (tx) => sql`insert into secret values (${id}, ${id})`.execute(tx))
  }
  for (let round = 0; round < 10; round++) {
    const id = ids[round % 2] ?? ''
    const { rows } = await asOrg(db, id, (tx) => sql<{ word: string; kept: number }>`
      ${kept('read secrets')} select word, (select count(*) from pg_prepared_statements) as kept
      from secret`.execute(tx))
    expect(rows).toEqual([{ word: id, kept: 1 }])
  }
})

test.each([['40001', 5], ['40P01', 5], ['23505', 1]])(
  'work that ends with %s runs %i times at most', async (code, times) => {
    let runs = 0
    const work = asOrg(db, newId(), async (tx) => {
      runs += 1
      await sql.raw(`do $$ begin raise sqlstate '${code}'; end $$`).execute(tx)
    })
    await expect(work).rejects.toMatchObject({ code })
    expect(runs).toBe(times)
  })

test('a day is a text, an instant ends in Z, an amount is exact', async () => {
  const { rows } = await sql`select '2026-03-29'::date as day, 9007199254740991::int8 as big,
    0.10::numeric as exact, '2026-03-29T03:30:00.5+02'::timestamptz as instant`.execute(db)
  expect(rows).toEqual([{
    day: '2026-03-29', big: 9007199254740991, exact: '0.10', instant: '2026-03-29T01:30:00.500Z',
  }])
  await expect(sql`select 9007199254740992::int8`.execute(db)).rejects.toThrow('too large')
})

const superuser = (query: string) => database.url.replace('//app@', '//postgres@') + query
test.each([['', '0'], ['&options=-c%20statement_timeout%3D5000', '5s'],
  ['&options=-c%20role%3Dpostgres', '0']])(
  'a superuser in DATABASE_URL is bound, whatever options stand in it (%j)',
  async (query, timeout) => {
    const bound = await openDatabase({ databaseUrl: superuser(query), dataDir: '' })
    try {
      expect(await who(bound.db)).toEqual([{ role: 'duebox_app', unbound: false }])
      const { rows } = await sql`show statement_timeout`.execute(bound.db)
      expect(rows).toEqual([{ statement_timeout: timeout }])
    } finally {
      await bound.close()
    }
  })

test.each([
  ['postgres://me:sesame@127.0.0.1:1/duebox', /127\.0\.0\.1:1[^]*Nothing answers there/],
  ['postgres://me:sesame@no-such-host.invalid/duebox', /no-such-host\.invalid[^]*DATABASE_URL/],
  ['me:sesame@db.example.com', /DATABASE_URL must be/],
])('a server that cannot be reached is named, with what to check, without the password', async (
  databaseUrl, said,
) => {
  const opening = openDatabase({ databaseUrl, dataDir: '' })
  await expect(opening).rejects.toThrow(said)
  await expect(opening).rejects.not.toThrow('sesame')
})
