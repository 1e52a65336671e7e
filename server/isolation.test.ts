// Nobody gets at another organization: every endpoint with its ids, every table with its rows.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ENDPOINTS } from '#contract/all.ts'
import { ROLES, type Endpoint, type Role } from '#contract/endpoint.ts'
import { openApi } from './api.ts'
import { closeMailParser } from './inbox/parse-mail.ts'
import { asOrg } from './platform/database.ts'
import { newId } from './platform/ids.ts'
import { inOrganization, SYSTEM, type Org } from './platform/in-organization.ts'
import type { Installation } from './platform/installation.ts'
import { createSample } from './seed.ts'
import { createApiKey } from './team/api-key.ts'
import { freshDatabase, type FreshDatabase } from './testing/fresh-database.ts'
import { allowLoopbackOnly } from './testing/loopback-only.ts'
import { openInstallation } from './testing/mail-scene.ts'
import { dice } from './testing/varied-company.ts'
import { wildCall, type IdPool } from './testing/wild-calls.ts'

/** `FUZZ_CALLS` asks for a longer run; each endpoint gets its share. */
const CALLS = Number(process.env.FUZZ_CALLS ?? 2_000)
const SEED = Number(process.env.FUZZ_SEED ?? 1)
const MARK = 'ZEBRAFISH'
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
// They end the caller's own organization or key, or never end at all.
const LEFT_OUT = new Set(['removeSampleOrganization', 'revokeApiKey', 'streamChanges'])

let database: FreshDatabase
let installation: Installation & { close: () => Promise<void> }
let api: ReturnType<typeof openApi>
let ours = ''
let theirs = ''
let tables: string[] = []
const keys = new Map<Role, string>()
const network = allowLoopbackOnly()

const inOrg = <T>(orgId: string, work: Parameters<typeof inOrganization<T>>[3]) =>
  inOrganization(installation, orgId, SYSTEM, work)

const joins = async (org: Org) => {
  await sql`insert into member (user_id, name, email, role, joined_at)
    values ('olga', 'Olga', 'olga@seller.example', 'owner', ${org.now})`.execute(org.tx)
}

beforeAll(async () => {
  database = await freshDatabase()
  installation = await openInstallation(database.url)
  api = openApi(installation, { webDir: '/nowhere', isReady: () => true })
  ours = await createSample(installation, 'test', joins)
  theirs = await createSample(installation, 'test', joins)
  await inOrg(theirs, ({ tx }) => sql`update customer set name = name || ' ' || ${MARK}`
    .execute(tx))
  for (const role of ROLES) {
    keys.set(role, (await inOrg(ours, (org) => createApiKey(org, { name: role, role }))).key)
  }
  tables = (await sql<{ name: string }>`
    select table_name as name from information_schema.columns
    where table_schema = 'public' and column_name = 'org_id' order by 1`
    .execute(database.db)).rows.map(({ name }) => name)
}, 300_000)

afterAll(async () => {
  network.lift()
  await closeMailParser()
  await installation.close()
  await database.close()
})

/** Every id that the rows of an organization hold, by table. */
async function idsOf(orgId: string): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>()
  for (const table of tables) {
    const { rows } = await inOrg(orgId, ({ tx }) => sql<{ id: string | null }>`
      select to_jsonb(t)->>'id' as id from ${sql.table(table)} t limit 20000`.execute(tx))
    found.set(table.replaceAll('_', ''), rows.flatMap(({ id }) => (id ? [id] : [])))
  }
  return found
}

/** A hash of every row of every table, as the organization itself sees them. */
async function rowsOf(orgId: string): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {}
  for (const table of tables) {
    const { rows } = await inOrg(orgId, ({ tx }) => sql<{ hash: string }>`
      select count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))),
        '') as hash from ${sql.table(table)} t`.execute(tx))
    hashes[table] = rows[0]?.hash ?? ''
  }
  return hashes
}

/** The parameter's noun may be told by another word than its table. */
const ALIASES: Record<string, string> = {
  replyaction: 'action', letter: 'action', thread: 'thread', organization: 'organization',
  task: 'action', endpoint: 'webhookendpoint', delivery: 'webhookdelivery',
}

function poolOf(byTable: ReadonlyMap<string, readonly string[]>): IdPool {
  const byNoun = new Map(byTable)
  for (const [word, table] of Object.entries(ALIASES)) {
    const ids = byTable.get(table)
    if (ids) byNoun.set(word, ids)
  }
  return { byNoun, all: [newId(), ...[...byTable.values()].flat()] }
}

const ask = (path: string, init: RequestInit, key: string | undefined): Promise<Response> =>
  Promise.resolve(api.request(path, {
    ...init, headers: { ...init.headers, ...key ? { authorization: `Bearer ${key}` } : {} },
  }))

describe('every table', () => {
  it('has rows of one organization only, for whoever is in it', async () => {
    expect(tables.length).toBeGreaterThan(40)
    for (const table of tables) {
      const { rows } = await inOrg(ours, ({ tx }) => sql<{ foreign: number }>`
        select count(*)::int as foreign from ${sql.table(table)} t where org_id <> ${ours}`
        .execute(tx))
      expect(rows[0]?.foreign, table).toBe(0)
    }
  })

  it('shows nothing to whoever has named no organization', async () => {
    for (const table of tables) {
      const { rows } = await sql<{ seen: number }>`
        select count(*)::int as seen from ${sql.table(table)}`.execute(database.db)
      expect(rows[0]?.seen, table).toBe(0)
    }
  })

  it('takes no row of another organization, and changes none', async () => {
    const before = await rowsOf(theirs)
    for (const table of tables) {
      const stolen = await asOrg(database.db, ours, (tx) => sql`
        update ${sql.table(table)} set org_id = ${ours} where org_id = ${theirs}`.execute(tx))
        .then(({ numAffectedRows }) => Number(numAffectedRows ?? 0), () => 0)
      const removed = await asOrg(database.db, ours, (tx) => sql`
        delete from ${sql.table(table)} where org_id = ${theirs}`.execute(tx))
        .then(({ numAffectedRows }) => Number(numAffectedRows ?? 0), () => 0)
      expect([stolen, removed], table).toEqual([0, 0])
    }
    expect(await rowsOf(theirs)).toEqual(before)
  }, 300_000)
})

const RANK: readonly Role[] = ['viewer', 'collector', 'manager', 'admin', 'owner']

describe('every endpoint, by role', () => {
  const roll = dice(SEED)
  const nobody: IdPool = { byNoun: new Map(), all: [newId()] }

  it.each(ENDPOINTS)('%s', async (name, endpoint: Endpoint) => {
    if (LEFT_OUT.has(name)) return
    const { path, init } = wildCall(endpoint, roll, nobody, true)
    const stranger = await ask(path, init, undefined)
    if (endpoint.role !== 'anyone') expect(stranger.status, 'nobody').toBe(401)
    if (endpoint.role === 'anyone' || endpoint.role === 'signed_in') return
    const least = RANK.indexOf(endpoint.role)
    for (const [place, role] of RANK.entries()) {
      const { status } = await ask(path, init, keys.get(role))
      if (place < least) expect(status, role).toBe(403)
      else expect([401, 500], role).not.toContain(status)
    }
  })
})

describe('wild calls', () => {
  it.each([
    ['half a character', String.raw`{"reference":"r1","name":"\ud800"}`, 400],
    ['a whole one, escaped in two halves', String.raw`{"reference":"r2","name":"\ud83d\ude00"}`, 201],
    ['a backslash before the same letters', String.raw`{"reference":"r3","name":"\\ud800"}`, 201],
  ])('with %s are told so before the database is asked', async (_, body, status) => {
    const answer = await ask('/api/v1/customers', {
      method: 'POST', body, headers: { 'content-type': 'application/json' },
    }, keys.get('owner'))
    expect(answer.status).toBe(status)
  })

  it('get nothing of another organization, change nothing of it, and meet no error of ours',
    async () => {
      const [own, foreign] = [await idsOf(ours), await idsOf(theirs)]
      const foreignIds = new Set([...foreign.values()].flat())
      const pools = [poolOf(own), poolOf(foreign)]
      const before = await rowsOf(theirs)
      const roll = dice(SEED + 1)
      const asked = ENDPOINTS.filter(([name]) => !LEFT_OUT.has(name))
      const faults: string[] = []
      const seen = new Map<number, number>()
      for (let call = 0; call < CALLS; call++) {
        const [name, endpoint] = asked[call % asked.length] ?? []
        const pool = pools[roll.between(0, 1)]
        if (!name || !endpoint || !pool) continue
        const { path, init } = wildCall(endpoint, roll, pool, roll.chance(0.6))
        const answer = await ask(path, init, keys.get('owner'))
        const text = await answer.text()
        seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1)
        const sent = path + String(init.body ?? '')
        const leaked = (text.match(UUID) ?? []).find((id) =>
          foreignIds.has(id) && !sent.includes(id))
        const what = leaked ? `shows ${leaked} of another organization`
          : text.includes(MARK) ? 'shows a name of another organization'
            : answer.status >= 500 ? `answers ${answer.status}: ${text.slice(0, 300)}` : null
        if (what) faults.push(`${name} ${init.method} ${path} ${String(init.body)} ${what}`)
      }
      expect(faults).toEqual([])
      expect(await rowsOf(theirs)).toEqual(before)
      // Were the calls all refused at the door, they would prove nothing.
      expect(seen.get(200) ?? 0).toBeGreaterThan(CALLS / 10)
    }, 1_200_000)
})
