import { serve } from '@hono/node-server'
import { build } from 'esbuild'
import { sql } from 'kysely'
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openApi } from './api.ts'
import { openEmulator, type Emulator } from './channels/sms/emulator/emulator.ts'
import { serveEmulator, type ServedEmulator } from './channels/sms/emulator/serve-emulator.ts'
import type { Installation } from './platform/installation.ts'
import { openSecrets } from './platform/secrets.ts'
import { freshDatabase, type FreshDatabase } from './testing/fresh-database.ts'
import { openInstallation } from './testing/mail-scene.ts'
import {
  ACCOUNT_SID, AUTH_TOKEN, aTextedCustomer, aTextingCompany, type Texting,
} from './testing/texting-scene.ts'
import { tick } from './workflows/tick.ts'

const KILLS = 50
/** Each process that is killed sends for so many organizations at once. */
const COMPANIES = 4
const AT_ONCE = 2
const SENDS = KILLS * COMPANIES
const START = '2026-03-10T09:00:00.000Z'
const ROOT = path.resolve(import.meta.dirname, '..')
const CHILD = path.join(ROOT, 'node_modules/.cache/duebox/texting-process.mjs')
const realStart = Date.now()

let database: FreshDatabase
let emulator: Emulator
let served: ServedEmulator
let installation: Installation
let opened: Awaited<ReturnType<typeof openInstallation>>
let server: ReturnType<typeof serve>
beforeAll(async () => {
  await build({
    entryPoints: [path.join(ROOT, 'server/testing/texting-process.ts')], outfile: CHILD,
    bundle: true, packages: 'external', platform: 'node', format: 'esm', target: 'node20',
    alias: { '#domain': path.join(ROOT, 'domain'), '#contract': path.join(ROOT, 'contract'),
      '#server': path.join(ROOT, 'server') },
  })
  database = await freshDatabase()
  emulator = openEmulator({
    seed: 'kills', now: START, accounts: [{
      sid: ACCOUNT_SID, authToken: AUTH_TOKEN,
      senders: [{ address: '+33600000001', segmentsPerSecond: 1000 }],
    }],
  })
  served = await serveEmulator(emulator)
  opened = await openInstallation(database.url, () =>
    new Date(Date.parse(START) + Date.now() - realStart).toISOString())
  const config = {
    ...opened.config, sendLeaseSeconds: 0,
    twilio: { ...opened.config.twilio, baseUrl: served.baseUrl },
  }
  installation = {
    ...opened, config,
    secrets: openSecrets({ dataDir: '', secretKey: 'the key of all test processes' }),
  }
  // The provider reports to a process that nobody kills, by its real address.
  server = serve({ fetch: (request) => openApi(installation,
    { webDir: '/nowhere', isReady: () => true }).fetch(request), port: 0, hostname: '127.0.0.1' })
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // It listens on TCP.
  config.publicUrl = `http://127.0.0.1:${port}`
})
afterAll(async () => {
  server.close()
  await served.close()
  await opened.close()
  await database.close()
})

/** The moments at which a sender dies. */
const MOMENTS = ['before_post', 'after_post', 'at_answer', 'after_answer', 'callback_first',
  'after_callback', 'any'] as const
type Moment = (typeof MOMENTS)[number]

test(`24: ${SENDS} sends killed around their handing over: nobody is texted twice, none is lost`,
  async () => {
    const crews: Texting[][] = []
    for (let place = 0; place < AT_ONCE; place++) {
      crews.push(await Promise.all(Array.from({ length: COMPANIES }, () =>
        aTextingCompany(installation, { text: 'Please pay.' }))))
    }
    emulator.listen((entry) => {
      if (entry.kind !== 'request' && entry.kind !== 'call') return
      if (entry.kind === 'request' && entry.method !== 'POST') return
      const to = new URLSearchParams(entry.body).get('To') ?? ''
      watched.get(to)?.(entry.kind)
    })
    const warm = Array.from({ length: AT_ONCE }, () => start())
    for (let wave = 0; wave * AT_ONCE < KILLS; wave++) {
      const moment = MOMENTS[wave % MOMENTS.length] ?? 'any'
      emulator.setKnobs({ isBeforeAnswer: moment === 'callback_first' })
      await Promise.all(crews.map(async (companies, place) => {
        const child = await warm.shift()
        if (child === undefined) throw new Error('nobody to kill')
        warm.push(start())
        await killAt(moment, { companies, child, first: (wave * AT_ONCE + place) * COMPANIES })
      }))
    }
    for (const child of await Promise.all(warm)) child.kill('SIGKILL')
    emulator.setKnobs({})
    await settleAll(crews.flat())
    await expectAccounted(crews.flat())
  }, 600_000)

async function start(): Promise<ChildProcess> {
  const child = fork(CHILD, [database.url, served.baseUrl, installation.config.publicUrl, START,
    String(realStart)], { silent: true })
  const [word] = await Promise.race([once(child, 'message'), once(child, 'exit')])
  if (word !== 'ready') throw new Error('the texting process did not start')
  return child
}

/** By the number that is texted: told of each request and each report about it. */
const watched = new Map<string, (kind: 'request' | 'call') => void>()
const numberOf = (place: number) => `+336${30_000_000 + place}`

/** Lets a process send for several companies, and ends it when all of them are at the moment. */
async function killAt(
  moment: Moment, of: { companies: readonly Texting[]; child: ChildProcess; first: number },
): Promise<void> {
  const { companies, child, first } = of
  const ended = once(child, 'exit')
  let missing = companies.length
  const arrive = () => {
    missing--
    if (missing > 0) return
    // A few moments after the answer, each time a little later.
    void sleep(moment === 'after_answer' ? first % 30 : 0).then(() => child.kill('SIGKILL'))
  }
  for (const [place, company] of companies.entries()) {
    const number = numberOf(first + place)
    await company.do((org) => aTextedCustomer(org, { phones: [number], dueOn: '2026-03-01' }))
    const match = { match: { to: number } }
    if (moment === 'before_post') emulator.fault({ kind: 'hang_before' }, match)
    if (moment === 'after_post') emulator.fault({ kind: 'hang_after' }, match)
    watched.set(number, (kind) => {
      const isReported = moment === 'callback_first' || moment === 'after_callback'
      if (kind === 'request' && moment === 'after_callback') void served.runAll()
      if (kind !== (isReported ? 'call' : 'request')) return
      watched.delete(number)
      if (moment !== 'any') arrive()
    })
  }
  if (moment === 'any') void sleep(first * 7 % 300).then(() => child.kill('SIGKILL'))
  // One that is done before its moment is ended all the same.
  child.on('message', () => child.kill('SIGKILL'))
  child.send(companies.map((company) => company.id))
  await ended
}

/** What the next processes do: they ask, take what is told, and never send anew what is in doubt. */
async function settleAll(companies: readonly Texting[]): Promise<void> {
  for (let round = 0; round < 2; round++) {
    for (const { id } of companies) await tick(installation, id)
    await served.runAll()
  }
  for (const { id } of companies) await tick(installation, id)
}

async function expectAccounted(companies: readonly Texting[]): Promise<void> {
  const taken = emulator.messages()
  const attempts = taken.map((one) =>
    new URL(one.statusCallback ?? '').searchParams.get('attempt') ?? '')
  expect(new Set(attempts).size, 'an attempt was accepted twice').toBe(taken.length)
  expect(new Set(taken.map((one) => one.to)).size, 'somebody was texted twice').toBe(taken.length)
  const fates: { number: string; state: string; action: string }[] = []
  for (const company of companies) {
    const { rows } = await company.do(({ tx }) => sql<(typeof fates)[number]>`
      select a.address as number, coalesce(m.state, 'none') as state,
        coalesce(x.state, 'none') as action
      from contact_address a left join lateral (select state, action_id from message m
          where m.customer_id = a.customer_id and m.direction = 'out' order by id desc limit 1) m
          on true
        left join action x on x.id = m.action_id
      where a.channel = 'phone'`.execute(tx))
    fates.push(...rows)
  }
  expect(fates).toHaveLength(SENDS)
  const reached = new Set(taken.map((one) => one.to))
  // What the provider has is known to have arrived; of the rest a person is told to look.
  const wrong = fates.filter(({ number, state, action }) => (reached.has(number)
    ? state !== 'delivered' || action !== 'done'
    : state !== 'unknown' || action !== 'needs_check'))
  expect(wrong).toEqual([])
  // The kills must have hit work on both sides of the wire.
  expect(reached.size).toBeGreaterThan(SENDS / 2)
  expect(reached.size).toBeLessThan(SENDS)
}
