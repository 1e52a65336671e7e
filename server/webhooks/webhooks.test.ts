// Webhooks at a real receiver: signed, the same id on each try, given up at last, never inside.
import { sql } from 'kysely'
import http from 'node:http'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { addSeconds, type Instant } from '#domain/day.ts'
import { WEBHOOK_EVENTS } from '#domain/notice.ts'
import { notify } from '../notifications/notify.ts'
import type { Installation } from '../platform/installation.ts'
import { recordEvent } from '../timeline/record-event.ts'
import { freshDatabase, type FreshDatabase } from '../testing/fresh-database.ts'
import {
  aCustomer, anOrganization, openInstallation, type SceneOrganization,
} from '../testing/mail-scene.ts'
import { callEndpoint } from './call-endpoint.ts'
import { deliverWebhooks } from './deliver-webhooks.ts'
import { addEndpoint, rotateSecret } from './save-endpoint.ts'
import { readDeliveries, readEndpoints, resendNow } from './store.ts'

interface Call { headers: Record<string, string>; body: string }
let database: FreshDatabase
let installation: Installation & { close: () => Promise<void> }
let receiver: http.Server
let url: string
let org: SceneOrganization
const calls: Call[] = []
let status = 200
// The receiver's library judges by the real clock, so ours begins there.
let now: Instant = new Date().toISOString()

beforeAll(async () => {
  database = await freshDatabase()
  installation = await openInstallation(database.url, () => now)
  installation.config.allowsPrivateHosts = true
  receiver = http.createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => { body += chunk.toString() })
    request.on('end', () => {
      calls.push({ headers: request.headers as Record<string, string>, body }) // None comes twice.
      response.writeHead(status, status === 302 ? { location: `${url}/elsewhere` } : {})
      response.end('thank you')
    })
  })
  await new Promise<void>((resolve) => { receiver.listen(0, '127.0.0.1', resolve) })
  const address = receiver.address()
  url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/hook`
})
afterAll(async () => {
  receiver.close()
  receiver.closeAllConnections()
  await installation.close()
  await database.close()
})
beforeEach(async () => {
  calls.length = 0
  status = 200
  now = new Date().toISOString()
  org = await anOrganization(installation)
})

const add = (events: readonly string[] = WEBHOOK_EVENTS) =>
  org.do((open) => addEndpoint(open, { url, events }))
const log = () => org.do((open) => readDeliveries(open, { limit: 50, after: null }))
const receiveOne = async () => {
  const customerId = await aCustomer(org)
  await org.do((open) => recordEvent(open, {
    kind: 'message_received', customerId, detail: { from: 'Bea' },
  }))
  return customerId
}

test('what was asked for is told, signed so that the reference library verifies it', async () => {
  const { secret } = await add()
  const customerId = await receiveOne()
  expect(await deliverWebhooks(installation, org.id)).toBe(1)
  const [call] = calls
  const verified = new Webhook(secret).verify(call?.body ?? '', call?.headers ?? {})
  expect(verified).toMatchObject({
    type: 'message.received', data: { customerId, organizationId: org.id, from: 'Bea' },
  })
  expect(await log()).toMatchObject([{ state: 'delivered', status: 200, tries: 1 }])
  expect(await deliverWebhooks(installation, org.id)).toBe(0)
})

test('what was not asked for, and other organizations’ happenings, are not told', async () => {
  const other = await anOrganization(installation)
  await other.do((open) => addEndpoint(open, { url, events: WEBHOOK_EVENTS }))
  await add(['reply_action.opened'])
  await receiveOne()
  await deliverWebhooks(installation, org.id)
  await deliverWebhooks(installation, other.id)
  expect(calls).toEqual([])
})

test('a notice is told once, however many people were told of it', async () => {
  await add(['notice.unmatched_received'])
  await org.do((open) => notify(open, {
    event: 'unmatched_received', to: ['owner', 'clerk'], title: 'Nobody’s message',
  }))
  await deliverWebhooks(installation, org.id)
  expect(calls).toHaveLength(1)
})

test('a deed that is taken back tells nothing', async () => {
  await add()
  const customerId = await aCustomer(org)
  await expect(org.do(async (open) => {
    await recordEvent(open, { kind: 'message_received', customerId })
    throw new Error('taken back')
  })).rejects.toThrow('taken back')
  expect(await log()).toEqual([])
})

test('each try carries the same id and words, ten times by the schedule, then it is given up',
  async () => {
    const { secret } = await add()
    status = 503
    await receiveOne()
    for (const wait of [0, 5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400]) {
      now = addSeconds(now, wait - 1)
      expect(await deliverWebhooks(installation, org.id)).toBe(0)
      now = addSeconds(now, 1)
      expect(await deliverWebhooks(installation, org.id)).toBe(1)
    }
    now = addSeconds(now, 10 * 86_400)
    expect(await deliverWebhooks(installation, org.id)).toBe(0)
    expect(new Set(calls.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(new Set(calls.map(({ body }) => body)).size).toBe(1)
    const [first] = calls
    expect(new Webhook(secret).verify(first?.body ?? '', first?.headers ?? {})).toBeTruthy()
    const [row] = await log()
    expect(row).toMatchObject({ state: 'failed', tries: 10, status: 503 })
    expect((await org.do((open) => readEndpoints(open)))[0]?.failing_since).not.toBeNull()

    status = 200
    await org.do((open) => resendNow(open, row?.id ?? ''))
    expect(await deliverWebhooks(installation, org.id)).toBe(1)
    expect(calls.at(-1)?.headers['webhook-id']).toBe(first?.headers['webhook-id'])
    expect(await log()).toMatchObject([{ state: 'delivered' }])
    expect((await org.do((open) => readEndpoints(open)))[0]?.failing_since).toBeNull()
  })

test('a process that ended during a call makes it due again', async () => {
  await add()
  await receiveOne()
  await org.do((open) => sql`update webhook_delivery set state = 'sending', tries = 1,
    next_try_at = ${addSeconds(now, 60)}`.execute(open.tx))
  expect(await deliverWebhooks(installation, org.id)).toBe(0)
  now = addSeconds(now, 61)
  expect(await deliverWebhooks(installation, org.id)).toBe(1)
})

test('410 turns the endpoint off', async () => {
  await add()
  status = 410
  await receiveOne()
  await deliverWebhooks(installation, org.id)
  await receiveOne()
  await deliverWebhooks(installation, org.id)
  expect(calls).toHaveLength(1)
  expect(await org.do((open) => readEndpoints(open))).toMatchObject([{ state: 'disabled' }])
})

test('a redirect is a failure and is not followed', async () => {
  await add()
  status = 302
  await receiveOne()
  await deliverWebhooks(installation, org.id)
  expect(calls).toHaveLength(1)
  expect(await log()).toMatchObject([{ state: 'waiting', status: 302 }])
})

test('during a rotation both secrets verify; a day later only the new one', async () => {
  const { endpoint, secret: old } = await add()
  const { secret } = await org.do((open) => rotateSecret(open, endpoint.id))
  await receiveOne()
  await deliverWebhooks(installation, org.id)
  for (const one of [old, secret]) {
    expect(new Webhook(one).verify(calls[0]?.body ?? '', calls[0]?.headers ?? {})).toBeTruthy()
  }
  now = addSeconds(now, 25 * 3600)
  await receiveOne()
  await deliverWebhooks(installation, org.id)
  expect(calls[1]?.headers['webhook-signature']?.split(' ')).toHaveLength(1)
})

const callTo = (address: string, options: Parameters<typeof callEndpoint>[1]) => callEndpoint({
  url: address, secrets: ['whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'], messageId: 'm', payload: '{}',
  at: new Date(),
}, options)

test.each([
  'https://127.0.0.1/', 'https://10.1.2.3/', 'https://192.168.1.1/', 'https://172.20.0.1/',
  'https://169.254.169.254/latest', 'https://100.64.1.1/', 'https://0/', 'https://2130706433/',
  'https://0x7f.1/', 'https://0177.0.0.1/', 'https://[::1]/', 'https://[::]/', 'https://[fd00::1]/',
  'https://[fe80::1]/', 'https://[::ffff:10.0.0.1]/', 'https://[64:ff9b::a00:1]/',
  'https://[2002:a00:1::]/', 'https://[2001:0:1::]/', 'https://user:pass@example.com/',
  'https://user@example.com/', 'http://example.com/', 'https://localhost/',
])('%s is never called', async (address) => {
  const outcome = await callTo(address, { allowsPrivate: false })
  expect(outcome).toMatchObject({ kind: 'failed', status: null })
  expect(outcome.kind === 'failed' && outcome.why).toMatch(/open internet|user name|https/)
})

test('one private address among public ones refuses the whole host', async () => {
  const resolve = () => Promise.resolve([
    { address: '93.184.216.34', family: 4 as const }, { address: '10.0.0.1', family: 4 as const }])
  expect(await callTo('https://trap.example/', { allowsPrivate: false, resolve }))
    .toMatchObject({ kind: 'failed', why: expect.stringContaining('open internet') as string })
})

test('the name is asked once: what was checked is what is called', async () => {
  let asked = 0
  const resolve = () => {
    asked += 1
    return Promise.resolve([{ address: '127.0.0.1', family: 4 as const }])
  }
  const address = url.replace('127.0.0.1', 'no-such-host.invalid')
  expect(await callTo(address, { allowsPrivate: true, resolve })).toMatchObject({ status: 200 })
  expect(asked).toBe(1)
})

test('one that never answers is left after its time', async () => {
  const silent = http.createServer(() => {})
  await new Promise<void>((resolve) => { silent.listen(0, '127.0.0.1', resolve) })
  const address = silent.address()
  const port = typeof address === 'object' && address ? address.port : 0
  expect(await callTo(`http://127.0.0.1:${port}/`, { allowsPrivate: true, timeoutMs: 200 }))
    .toMatchObject({ kind: 'failed', why: expect.stringContaining('did not answer') as string })
  silent.closeAllConnections()
  silent.close()
})
