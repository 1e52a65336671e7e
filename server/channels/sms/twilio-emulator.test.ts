// Adapter and stand-in together: what is lost on the way is found again, and nothing doubled.
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { firstOf } from '../../testing/first-of.ts'
import { allowLoopbackOnly } from '../../testing/loopback-only.ts'
import { testSms } from '../../testing/sms-scene.ts'
import type { Asked, Outgoing } from '../channel.ts'
import { checkAccount } from './check-account.ts'
import { openEmulator, type Emulator } from './emulator/emulator.ts'
import type { Fault } from './emulator/faults.ts'
import { serveEmulator, type ServedEmulator } from './emulator/serve-emulator.ts'
import { fetchMessage } from './fetch-message.ts'
import { listIncoming } from './list-incoming.ts'
import { lookUpLine } from './lookup-line.ts'
import { openTwilio } from './open-twilio.ts'
import { readPrice } from './read-prices.ts'
import { sendTest } from './send-test.ts'
import type { TwilioAccount } from './sms-account.ts'

const network = allowLoopbackOnly()
const NUMBER = '+12025550100'
const TOKEN = 'Zx81kQ02ab'
let emulator: Emulator
let served: ServedEmulator
let account: TwilioAccount

beforeEach(async () => {
  emulator = openEmulator({
    seed: 'adapter', accounts: [{
      senders: [{ address: NUMBER }], services: [{ senders: [NUMBER], usesInboundUrlOfNumber: true }],
    }],
  })
  served = await serveEmulator(emulator)
  const own = firstOf(emulator.accounts())
  account = {
    accountSid: own.sid, authTokens: [own.authToken], apiKeySid: null, apiKeySecret: null,
    messagingServiceSid: firstOf(own.services).sid, baseUrl: served.baseUrl,
  }
})
afterEach(async () => {
  await served.close()
  expect(network.refused).toEqual([])
})
afterAll(() => network.lift())

const message = (over: Partial<Outgoing> = {}): Outgoing => testSms({
  to: ['+12025550177'], text: `Acme: invoice 17 is due, https://p.example/p/${TOKEN}`, ...over,
}, {
  sender: { kind: 'messaging_service', address: account.messagingServiceSid ?? '' },
  statusUrl: null,
})
const asked = (): Asked => ({
  attemptId: message().attemptId, to: '+12025550177', text: message().text,
  startedAt: emulator.now(), providerId: null,
})
const taken = () => emulator.expectNoDuplicateSend('+12025550177', TOKEN)

describe('the adapter on the stand-in', () => {
  test('16: it is accepted, delivered, and its price comes later', async () => {
    const receipt = await openTwilio(account).send(message())
    expect(receipt).toMatchObject({ kind: 'accepted', status: 'queued' })
    await served.runAll()
    const sid = receipt.kind === 'accepted' ? receipt.providerId ?? '' : ''
    expect(await fetchMessage(account, sid)).toMatchObject({
      kind: 'told', value: { status: 'delivered', segments: 1, costMicros: 7900 },
    })
  })

  test.each<[string, Fault, 0 | 1]>([
    ['20: a reset before it was taken', { kind: 'reset_before' }, 0],
    ['20: silence before it was taken', { kind: 'hang_before' }, 0],
    ['21: a reset after', { kind: 'reset_after' }, 1],
    ['22: silence after', { kind: 'hang_after' }, 1],
    ['23: a fault, not taken', { kind: 'server_error' }, 0],
    ['23: a fault, and yet taken', { kind: 'unavailable', isAccepted: true }, 1],
    ['23: a page of an edge, and yet taken', { kind: 'html_502', isAccepted: true }, 1],
    ['23: an answer that is none', { kind: 'malformed', how: 'not_json' }, 1],
    ['23: an answer without a sid', { kind: 'malformed', how: 'no_sid' }, 1],
    ['23: an empty answer', { kind: 'malformed', how: 'empty' }, 1],
  ])('%s: one POST, unknown, and found if it is there', async (_what, fault, count) => {
    const channel = openTwilio(account, { timeoutMs: 500 })
    emulator.fault(fault)
    expect(await channel.send(message())).toMatchObject({ kind: 'unknown' })
    expect(taken()).toBe(count)
    for (const moment of ['at once', 'when it has arrived']) {
      if (moment !== 'at once') await served.runAll()
      expect(await channel.find?.(asked()))
        .toMatchObject({ kind: count === 1 ? 'accepted' : 'unclear' })
    }
    expect(taken()).toBe(count)
  })

  test('18: "slow down" was not taken; what is sent after it is taken once', async () => {
    const channel = openTwilio(account)
    emulator.fault({ kind: 'too_many' })
    expect(await channel.send(message())).toMatchObject({ kind: 'refused', isPermanent: false })
    expect(await channel.send(message())).toMatchObject({ kind: 'accepted' })
    expect(taken()).toBe(1)
  })

  test.each([
    ['+15005550001', 21211, 'bad_number'], ['+15005550002', 21612, 'other_sender'],
    ['+15005550003', 21408, 'close_country'], ['+15005550009', 21614, 'landline'],
  ])('17: %s is refused with %d', async (to, code, remedy) => {
    expect(await openTwilio(account).send(message({ to: [to] })))
      .toMatchObject({ kind: 'refused', failure: { code, remedy } })
  })

  test('what came in is listed, and so are the account, a price and a line', async () => {
    emulator.receive({ from: '+12025550177', to: NUMBER, body: 'we pay Friday' })
    await openTwilio(account).send(message())
    await served.runAll()
    expect(await listIncoming(account, { to: NUMBER, since: '2026-01-01T00:00:00.000Z' }))
      .toMatchObject({ kind: 'told', value: { isWhole: true,
        messages: [{ from: '+12025550177', to: NUMBER, body: 'we pay Friday' }] } })
    expect(await checkAccount(account)).toMatchObject({ kind: 'told', value: {
      status: 'active', numbers: [{ address: NUMBER, country: 'US', canSms: true }],
      services: [{ sid: account.messagingServiceSid }],
    } })
    expect(await readPrice(account, 'FR')).toMatchObject({ value: { country: 'FR' } })
    emulator.lineTypes.set('+12025550188', 'landline')
    expect(await lookUpLine(account, '+12025550188')).toMatchObject({ value: 'landline' })
  })

  test('the trial from the terminal works: create, fetch, list, plan, withdraw', async () => {
    const steps = await sendTest({ account, to: '+12025550177', body: 'Hello', from: null,
      now: new Date(emulator.now()) })
    expect(steps.map(({ name, outcome }) => [name, outcome])).toEqual(
      ['create', 'fetch', 'list', 'plan', 'withdraw'].map((name) => [name, 'worked']))
    await served.runAll()
    expect(emulator.messages().map(({ status }) => status).sort())
      .toEqual(['canceled', 'delivered'])
  })
})
