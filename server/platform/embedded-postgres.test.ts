import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { openDatabase } from './database.ts'
import { startEmbeddedPostgres } from './embedded-postgres.ts'

let dir = ''
let dataDir = ''
const processes: ChildProcess[] = []
beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'duebox-pg-test-'))
  // The server's account must be able to enter.
  fs.chmodSync(dir, 0o755)
  dataDir = path.join(dir, 'postgres')
})
afterEach(async () => {
  for (const child of processes.splice(0)) child.kill('SIGKILL')
  await serverEnds()
  fs.rmSync(dir, { recursive: true, force: true })
})

const Started = z.object({ isOwned: z.boolean(), url: z.string() })
async function holder() {
  const child = fork(path.join(import.meta.dirname, '../testing/postgres-holder.ts'), [dataDir],
    { execArgv: ['--import', 'tsx'] })
  processes.push(child)
  const [told]: unknown[] = await Promise.race([once(child, 'message'),
    once(child, 'exit').then(() => { throw new Error('The holder ended before it was ready.') })])
  return { child, ...Started.parse(told) }
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

async function serverEnds(): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (!fs.existsSync(path.join(dataDir, 'postmaster.pid'))) return
    await sleep(100)
  }
  throw new Error('PostgreSQL outlived the process that held it.')
}

test('what was committed before a kill -9 is there after it, and no server is left behind', async () => {
  const first = await holder()
  await query(first.url, `create table kept (word text); insert into kept values ('still here')`)
  first.child.kill('SIGKILL')
  await once(first.child, 'exit')
  // At once, while the old server may still be shutting down.
  const second = await holder()
  expect(second.isOwned).toBe(true)
  expect(await query(second.url, 'select word from kept')).toEqual([{ word: 'still here' }])
  second.child.kill('SIGKILL')
  await serverEnds()
})

test('a server that is shutting down is waited for, not joined', async () => {
  const first = await startEmbeddedPostgres({ dataDir })
  const client = new pg.Client({ connectionString: first.url('postgres', 'postgres') })
  await client.connect()
  // A smart shutdown lets nobody in and ends with its last client.
  const [pid] = fs.readFileSync(path.join(dataDir, 'postmaster.pid'), 'utf8').split('\n')
  process.kill(Number(pid), 'SIGTERM')
  let isThere = false
  const second = startEmbeddedPostgres({ dataDir }).finally(() => { isThere = true })
  await sleep(1_000)
  expect(isThere).toBe(false)
  await client.end()
  expect((await second).isOwned).toBe(true)
  await (await second).stop()
})

test('the server of a killed holder is not joined while it still answers', async () => {
  const first = await startEmbeddedPostgres({ dataDir })
  // As it is between the kill and the moment in which the server hears of it.
  fs.writeFileSync(`${dataDir}.holder`, '999999999 1')
  let isThere = false
  const second = startEmbeddedPostgres({ dataDir }).finally(() => { isThere = true })
  await sleep(1_000)
  expect(isThere).toBe(false)
  await first.stop()
  expect((await second).isOwned).toBe(true)
  await (await second).stop()
})

test('a second process joins the running server and leaves it running', async () => {
  const first = await startEmbeddedPostgres({ dataDir })
  const second = await holder()
  expect([first.isOwned, second.isOwned]).toEqual([true, false])
  second.child.send('stop')
  await once(second.child, 'exit')
  expect(await query(first.url('postgres', 'postgres'), 'select 1 as one')).toEqual([{ one: 1 }])
  await first.stop()
})

test('of processes that start at once on nothing, one makes the server and all use it', async () => {
  const all = await Promise.all([holder(), holder(), holder()])
  expect(all.filter((one) => one.isOwned)).toHaveLength(1)
  for (const { url } of all) expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('a pid file that names a stranger does not stop the start', async () => {
  const first = await startEmbeddedPostgres({ dataDir })
  await first.stop()
  fs.writeFileSync(path.join(dataDir, 'postmaster.pid'), `${process.pid}\n${dataDir}\n`)
  const second = await startEmbeddedPostgres({ dataDir })
  expect(second.isOwned).toBe(true)
  await second.stop()
})

test('a path too long for a socket works', async () => {
  dataDir = path.join(dir, 'deep'.repeat(25), 'postgres')
  const server = await startEmbeddedPostgres({ dataDir })
  expect(await query(server.url('postgres', 'postgres'), 'select 1 as one')).toEqual([{ one: 1 }])
  await server.stop()
  const sockets = new URL(server.url('postgres', 'postgres')).searchParams.get('host') ?? ''
  expect(sockets.startsWith(dataDir)).toBe(false)
  fs.rmSync(sockets, { recursive: true })
})

test.each(['asked to stop', 'killed'])(
  'a process that only joined goes on when the holder is %s', async (how) => {
    const first = await holder()
    const joined = await openDatabase({ databaseUrl: undefined, dataDir: dir }, { poolSize: 4 })
    await joined.pool.query('create table kept as select 7 as number')
    if (how === 'killed') first.child.kill('SIGKILL')
    else first.child.send('stop')
    await once(first.child, 'exit')
    // Several at once: one starts the server, the others wait for it.
    const read = () => Promise.all(Array.from({ length: 4 }, () =>
      joined.pool.query<{ number: number }>('select number from kept')))
    await expect.poll(() => read().then((all) => all.map(({ rows }) => rows[0]?.number)),
      { timeout: 50_000 }).toEqual([7, 7, 7, 7])
    expect((await holder()).isOwned).toBe(false)
    await joined.close()
  })
