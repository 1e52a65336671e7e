// Mail out of a mailbox by IMAP: through outages, new UIDs, kills and broken messages, each once.
import { sql } from 'kysely'
import { fork } from 'node:child_process'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Installation } from '../platform/installation.ts'
import { aMail, openReplies, receive } from '../testing/arriving-mail.ts'
import { freshDatabase, type FreshDatabase } from '../testing/fresh-database.ts'
import { startImapServer, type ImapServer } from '../testing/imap-server.ts'
import {
  aCustomer, anOrganization, openInstallation, type SceneOrganization,
} from '../testing/mail-scene.ts'
import { checkMailbox } from './fetch-mail.ts'
import { closeMailParser } from './parse-mail.ts'
import { receiveWaiting } from './receive-message.ts'
import { addMailbox, readMailbox, removeMailbox, saveMailbox } from './save-mailbox.ts'

let now = '2026-03-10T09:00:00.000Z'
const at = (moment: string) => new Date(moment)
let database: FreshDatabase
let installation: Installation & { close: () => Promise<void> }
beforeAll(async () => {
  database = await freshDatabase()
  installation = await openInstallation(database.url, () => now)
})
afterAll(async () => {
  await closeMailParser()
  await installation.close()
  await database.close()
})

let org: SceneOrganization
let server: ImapServer
let mailboxId: string
beforeEach(async () => {
  now = '2026-03-10T09:00:00.000Z'
  org = await anOrganization(installation)
  server = await startImapServer()
  mailboxId = await org.do((open) => addMailbox(open, {
    name: 'Receivables', host: '127.0.0.1', port: server.port, encryption: 'none',
    user: 'ar@seller.example', password: 'correct horse', folder: 'INBOX', sentFolder: null,
  }))
  return () => server.stop()
})

const check = (options = {}) => checkMailbox(installation, org.id, mailboxId, options)
const show = () => org.do((open) => readMailbox(open, mailboxId))
const deliver = (id: string, moment = '2026-03-10T09:01:00Z') =>
  server.deliver(aMail({ id: `${id}@buyer.example` }), { at: at(moment) })

/** How often each Message-ID became a message. */
async function messages(): Promise<Record<string, number>> {
  await receiveWaiting(installation, org.id)
  const { rows } = await org.do(({ tx }) => sql<{ ref: string; count: number }>`
    select split_part(message_ref, '@', 1) as ref, count(*) as count from message
    where direction = 'in' group by 1`.execute(tx))
  return Object.fromEntries(rows.map((row) => [row.ref, row.count]))
}
const notices = async () => (await org.do(({ tx }) => sql<{ title: string }>`
  select title from notification where event = 'mailbox_failing'`.execute(tx))).rows

test('mail is read once, and nothing in the mailbox is opened for writing or marked', async () => {
  deliver('one')
  deliver('two')
  expect(await check()).toMatchObject({ state: 'working', taken: 2 })
  expect(await check()).toMatchObject({ taken: 0 })
  expect(await messages()).toEqual({ one: 1, two: 1 })
  const told = server.commands.join('\n')
  expect(told).not.toMatch(/\bSELECT\b|\bSTORE\b|\bEXPUNGE\b|\bMOVE\b|\bCOPY\b|\bAPPEND\b/)
  expect(told).not.toMatch(/BODY\[/)
})

test('what was in the mailbox before it was connected stays there', async () => {
  deliver('old', '2026-03-08T10:00:00Z')
  deliver('new', '2026-03-10T09:00:30Z')
  await check()
  expect(await messages()).toEqual({ new: 1 })
})

test('an old message that is moved into the folder later is an answer that came late', async () => {
  await check()
  deliver('out-of-spam', '2026-03-09T10:00:00Z')
  await check()
  expect(await messages()).toEqual({ 'out-of-spam': 1 })
})

test('after two days without the server all mail comes, and admins were told once', async () => {
  deliver('before')
  await check()
  await server.stop()
  for (let failures = 0; failures < 5; failures += 1) {
    expect(await check()).toMatchObject({ state: 'failing' })
  }
  expect(await show()).toMatchObject({
    state: 'failing', failingSince: now,
    lastError: expect.stringContaining('Nothing answers at 127.0.0.1'),
  })
  // Olga is the one admin; Carl is a collector.
  expect(await notices()).toEqual([{ title: 'The mailbox Receivables cannot be read' }])
  for (let count = 0; count < 120; count += 1) deliver(`gone-${count}`, '2026-03-11T09:00:00Z')
  await server.start()
  now = '2026-03-12T09:00:00.000Z'
  expect(await check({ mostMessages: 50 })).toMatchObject({ taken: 50, hasMore: true })
  expect(await check({ mostMessages: 50 })).toMatchObject({ taken: 50, hasMore: true })
  expect(await check({ mostMessages: 50 })).toMatchObject({ taken: 20, hasMore: false })
  const found = await messages()
  expect(Object.keys(found)).toHaveLength(121)
  expect(Object.values(found).every((count) => count === 1)).toBe(true)
  expect(await show()).toMatchObject({ state: 'working', failingSince: null, lastError: null })
})

test('the wait after failures grows, and a mailbox in it is not due', async () => {
  await server.stop()
  const wait = async () => {
    await check()
    const { rows } = await org.do(({ tx }) => sql<{ minutes: number }>`
      select round(extract(epoch from check_after - ${now}::timestamptz) / 60)::int as minutes
      from mailbox where id = ${mailboxId}`.execute(tx))
    return rows[0]?.minutes
  }
  const waits = []
  for (let failures = 0; failures < 7; failures += 1) waits.push(await wait())
  expect(waits).toEqual([1, 2, 4, 8, 16, 30, 30])
})

test('a refused login is told in plain words', async () => {
  server.faults.refusesLogin = true
  await check()
  expect((await show()).lastError).toContain('Login refused for ar@seller.example')
})

test('new UIDVALIDITY: everything is read again and nothing is doubled', async () => {
  for (let count = 0; count < 5; count += 1) deliver(`kept-${count}`)
  await check()
  await messages()
  server.renumber()
  deliver('after')
  expect(await check()).toMatchObject({ state: 'working', taken: 1 })
  const found = await messages()
  expect(Object.keys(found)).toHaveLength(6)
  expect(Object.values(found).every((count) => count === 1)).toBe(true)
})

test('the same mail by SMTP and by IMAP is one message and one answer', async () => {
  const customerId = await aCustomer(org, { emails: ['bea@twice.example'] })
  const raw = aMail({ from: 'bea@twice.example', id: 'twice@buyer.example' })
  await receive(installation, org,
    Buffer.concat([Buffer.from('Received: from a relay\r\n'), raw]))
  server.deliver(raw, { at: at('2026-03-10T09:01:00Z') })
  await check()
  expect(await messages()).toEqual({ twice: 1 })
  expect(await openReplies(org, customerId)).toMatchObject([{ message_count: 1 }])
})

test('a message that cannot be fetched is noted after five tries and the others go on', async () => {
  deliver('first')
  const broken = deliver('broken')
  deliver('last')
  server.faults.brokenUids.set(broken, 'hangs_up')
  for (let tries = 0; tries < 5; tries += 1) await check()
  expect(await check()).toMatchObject({ state: 'working', taken: 1 })
  expect(await messages()).toEqual({ first: 1, last: 1 })
  expect((await show()).gaps).toMatchObject([{ folder: 'INBOX', uid: broken }])
  expect(await notices()).toHaveLength(1)
  server.faults.brokenUids.clear()
  await check({ isByHand: true })
  expect(await messages()).toEqual({ first: 1, broken: 1, last: 1 })
  expect((await show()).gaps).toEqual([])
})

test('of a message that is too large the beginning is kept, holds, and says so', async () => {
  const customerId = await aCustomer(org, { emails: ['bea@large.example'] })
  server.deliver(aMail({
    from: 'bea@large.example', id: 'large@buyer.example', text: 'see the scan '.repeat(40_000),
  }), { at: at('2026-03-10T09:01:00Z') })
  await check({ mostBytes: 100_000 })
  expect(await messages()).toEqual({ large: 1 })
  const { rows } = await org.do(({ tx }) => sql<{ state: string; why: string; size: number }>`
    select state, why, size_bytes as size from inbound_mail`.execute(tx))
  expect(rows).toMatchObject([{
    state: 'quarantine', size: 256 * 1024, why: expect.stringContaining('Too large, see mailbox'),
  }])
  expect(await openReplies(org, customerId)).toHaveLength(1)
})

test('two processes that look at once take each message once', async () => {
  for (let count = 0; count < 20; count += 1) deliver(`raced-${count}`)
  const outcomes = await Promise.all([check(), check(), check()])
  expect(outcomes.reduce((sum, one) => sum + one.taken, 0)).toBe(20)
  expect(Object.values(await messages())).toEqual(Array.from({ length: 20 }, () => 1))
})

test('a password stays with the server it was entered for', async () => {
  await expect(org.do((open) => saveMailbox(open, mailboxId, { host: 'elsewhere.example' })))
    .rejects.toThrow('Enter the password again')
})

test('a removed mailbox is not looked into any more', async () => {
  await org.do((open) => removeMailbox(open, mailboxId))
  deliver('late')
  expect(await check()).toMatchObject({ state: 'removed', taken: 0 })
})

const fetches = () => server.commands.filter((command) => command.includes('[]')).length

test('killed again and again between storing and going on, each message is there once', async () => {
  for (let count = 0; count < 100; count += 1) deliver(`kill-${count}`)
  for (const killAfter of [1, 8, 30, 55]) {
    const child = fork(path.join(import.meta.dirname, '../testing/fetching-process.ts'),
      [database.url, org.id, mailboxId, installation.config.dataDir],
      { execArgv: ['--import', 'tsx'] })
    const ended = new Promise((resolve) => { child.once('exit', resolve) })
    while (fetches() < killAfter) await new Promise((resolve) => { setImmediate(resolve) })
    child.kill('SIGKILL')
    await ended
  }
  expect(fetches()).toBeLessThan(100)
  // The lock went with its process, as soon as the database has noticed.
  await expect.poll(async () => (await check()).state, { timeout: 20_000 }).toBe('working')
  const { rows } = await org.do(({ tx }) => sql<{ count: number; different: number }>`
    select count(*) as count, count(distinct sha256) as different from inbound_mail`.execute(tx))
  expect(rows).toEqual([{ count: 100, different: 100 }])
}, 120_000)
