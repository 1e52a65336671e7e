// A database that comes back or runs a second time sends nothing by itself (SPEC §5.5).
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeEach, expect, test } from 'vitest'
import type { Installation } from '../platform/installation.ts'
import { freshDatabase, type FreshDatabase } from '../testing/fresh-database.ts'
import { anOrganization, openInstallation, type SceneOrganization } from '../testing/mail-scene.ts'
import { setAutomation } from './automation.ts'
import { confirmOnlyCopy, guardCopy } from './guard-copy.ts'

type Scene = Awaited<ReturnType<typeof openInstallation>>

let database: FreshDatabase
let first: Scene
let orgs: SceneOrganization[]
const opened: { close: () => Promise<void> }[] = []
const ADMIN = { actor: 'user:a', role: 'admin' }

beforeEach(async () => {
  database = await freshDatabase()
  first = await openInstallation(database.url)
  opened.push(first, database)
  orgs = [await anOrganization(first), await anOrganization(first)]
  await start(first)
  for (const org of orgs) await setAutomation(first, org.id, ADMIN, { isOn: true, typedCount: 0 })
})
afterAll(async () => { for (const one of opened) await one.close() })

async function start(installation: Installation): Promise<string[]> {
  const said: string[] = []
  await guardCopy(installation, (line) => said.push(line))
  return said
}

const areOn = () => Promise.all(orgs.map((org) => org.do(async ({ settings }) =>
  settings.automation_on_since !== null)))
const within = (dataDir: string, instanceId?: string): Installation =>
  ({ ...first, config: { ...first.config, dataDir, instanceId } })
const aFolder = () => fs.mkdtempSync(path.join(os.tmpdir(), 'duebox-copy-'))

test('a restart, and a second process beside it, change nothing', async () => {
  expect(await start(first)).toEqual([])
  expect((await Promise.all([start(first), start(first)])).flat()).toEqual([])
  expect(await areOn()).toEqual([true, true])
})

test('the database under another data directory is off, says so once, and tells it', async () => {
  const elsewhere = within(aFolder())
  expect((await start(elsewhere)).join()).toContain('restored or copied')
  expect(await areOn()).toEqual([false, false])
  expect(await start(elsewhere)).toEqual([])
  const { rows } = await (orgs[0] as SceneOrganization).do(({ tx }) => // Two were made.
    sql`select 1 from event where kind = 'copy_found'`.execute(tx))
  expect(rows).toHaveLength(1)
})

test('an older dump of the same instance is off', async () => {
  const epoch = await inInstallation(first, sql`select epoch from instance`)
  await start(first)
  await inInstallation(first, sql`update instance set epoch = ${epoch}`)
  expect(await start(first)).toHaveLength(1)
  expect(await areOn()).toEqual([false, false])
})

test('a data directory that was copied whole is off', async () => {
  const copy = aFolder()
  fs.cpSync(first.config.dataDir, copy, { recursive: true })
  expect(await start(within(copy))).toHaveLength(1)
  expect(await areOn()).toEqual([false, false])
})

test('killed between the file and the commit, it is still itself', async () => {
  const file = path.join(first.config.dataDir, 'instance')
  const [id, inode, epoch] = fs.readFileSync(file, 'utf8').trim().split('\n')
  fs.writeFileSync(file, [id, inode, 'never-committed', epoch].join('\n'))
  expect(await start(first)).toEqual([])
  expect(await areOn()).toEqual([true, true])
})

test('with INSTANCE_ID the data directory need not last, and another id is a copy', async () => {
  const named = within(first.config.dataDir, 'collect-1')
  expect(await start(named)).toEqual([])
  expect(await start(within(aFolder(), 'collect-1'))).toEqual([])
  expect(await areOn()).toEqual([true, true])
  expect(await start(within(aFolder(), 'staging'))).toHaveLength(1)
  expect(await areOn()).toEqual([false, false])
})

test('a copy is turned on only after someone confirmed that it is the only one', async () => {
  await start(within(aFolder()))
  const [org] = orgs as [SceneOrganization] // Two were made.
  const turnOn = () => setAutomation(first, org.id, ADMIN, { isOn: true, typedCount: 0 })
  await expect(turnOn()).rejects.toThrow('only copy')
  await confirmOnlyCopy(first, org.id, ADMIN.actor)
  expect(await areOn()).toEqual([false, false])
  await turnOn()
  expect(await areOn()).toEqual([true, false])
})

async function inInstallation(
  installation: Installation, statement: ReturnType<typeof sql>,
): Promise<unknown> {
  return installation.database.db.transaction().execute(async (tx) => {
    await sql`select set_config('app.installation', 'on', true)`.execute(tx)
    const { rows } = await sql<{ epoch: string }>`${statement}`.execute(tx)
    return rows[0]?.epoch
  })
}
