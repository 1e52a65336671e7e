// The stand-in going wrong on demand, as the official package sees it, and what is true behind it.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { standInClient } from '../../../testing/stand-in-client.ts'
import { OUR_NUMBER, standIn, THEIR_NUMBER } from '../../../testing/sms-stand-in.ts'
import type { Fault } from './faults.ts'
import { serveEmulator, type ServedEmulator } from './serve-emulator.ts'

describe('a fault', () => {
  let scene: ReturnType<typeof standIn>
  let served: ServedEmulator
  beforeEach(async () => {
    scene = standIn()
    served = await serveEmulator(scene.emulator)
  })
  afterEach(() => served.close())
  const client = () => standInClient(served.baseUrl, scene.accountSid, scene.authToken)
  const send = (to = THEIR_NUMBER) =>
    client().messages.create({ to, from: OUR_NUMBER, body: 'pay/7f3a' })

  const CASES: [Fault, Record<string, unknown>, number][] = [
    [{ kind: 'too_many' }, { status: 429, code: 20429 }, 0],
    [{ kind: 'server_error' }, { status: 500, code: 20500 }, 0],
    [{ kind: 'server_error', isAccepted: true }, { status: 500 }, 1],
    [{ kind: 'unavailable' }, { status: 503, code: 20503 }, 0],
    [{ kind: 'html_502' }, { status: 502 }, 0],
    [{ kind: 'reset_before' }, { code: 'ECONNRESET' }, 0],
    [{ kind: 'reset_after' }, { code: 'ECONNRESET' }, 1],
  ]
  test.each(CASES)('%j is seen as %j while %i messages exist', async (fault, seen, count) => {
    scene.emulator.fault(fault)
    await expect(send()).rejects.toMatchObject(seen)
    expect(scene.emulator.expectNoDuplicateSend(THEIR_NUMBER, 'pay/7f3a')).toBe(count)
    const again = await send()
    expect(again.status).toBe('queued')
    if (count === 0) expect(scene.emulator.messages()).toHaveLength(1)
    else {
      expect(() => scene.emulator.expectNoDuplicateSend(THEIR_NUMBER, 'pay/7f3a'))
        .toThrow('2 messages')
    }
  })

  test('says how long to wait where it is told to', () => {
    scene.emulator.fault({ kind: 'too_many', retryAfterSeconds: 7 }, { times: 2 })
    scene.emulator.fault({ kind: 'too_many' })
    expect([1, 2, 3, 4].map(() => {
      const { status, headers } = scene.create({})
      return [status, headers['Retry-After']]
    })).toEqual([[429, '7'], [429, '7'], [429, undefined], [201, undefined]])
  })

  test('hits only what it is meant for', () => {
    scene.emulator.fault({ kind: 'unavailable' }, { match: { to: '+12025550178' } })
    scene.emulator.fault({ kind: 'unavailable' }, { match: { method: 'GET', path: /Messages/ } })
    expect([scene.create({}).status, scene.create({ To: '+12025550178' }).status,
      scene.ask('GET', 'Messages.json').status, scene.ask('GET', 'Messages.json').status])
      .toEqual([201, 503, 503, 200])
  })

  test.each(['not_json', 'no_sid', 'empty'] as const)(
    'a 201 that is %s hides a message that exists', async (how) => {
      scene.emulator.fault({ kind: 'malformed', how })
      const made = await send().catch(() => ({ sid: undefined }))
      expect(made.sid).toBeUndefined()
      expect(scene.emulator.messages()).toHaveLength(1)
    })

  const requests = () => scene.emulator.journal().filter((entry) => entry.kind === 'request').length

  test.each([['hang_before', 0], ['hang_after', 1]] as const)(
    '%s is silence while %i messages exist', async (kind, count) => {
      scene.emulator.fault({ kind })
      const sent = send().then(() => 'answered', () => 'given up')
      await expect.poll(requests, { timeout: 30_000 }).toBe(1)
      expect(scene.emulator.messages()).toHaveLength(count)
      await served.close()
      expect(await sent).toBe('given up')
    })

  test('more requests at once than the ceiling are not processed', async () => {
    scene.emulator.fault({ kind: 'hang_before' }, { times: 2, match: { method: 'GET', path: /./ } })
    const held = [1, 2].map(() => fetch(served.baseUrl).catch(() => null))
    await expect.poll(requests, { timeout: 30_000 }).toBe(2)
    scene.emulator.setConcurrency(2)
    await expect(send()).rejects.toMatchObject({ status: 429, code: 20429 })
    scene.emulator.setConcurrency(3)
    expect((await send()).status).toBe('queued')
    expect(scene.emulator.messages()).toHaveLength(1)
    await served.close()
    await Promise.all(held)
  })

  test('a message may have lived its whole life before its creation is answered', async () => {
    scene.emulator.setKnobs({ isBeforeAnswer: true })
    const made = await send()
    expect(made.status).toBe('queued')
    expect((await client().messages(made.sid).fetch()).status).toBe('delivered')
  })
})

describe('the journal', () => {
  const story = (seed: string) => {
    const scene = standIn({}, { seed })
    scene.emulator.setKnobs({ shuffle: true, duplicate: 1 })
    scene.emulator.fault({ kind: 'reset_after' })
    for (const To of ['+12025550177', '+33612345678', '+12025550179']) scene.byService({ To })
    scene.emulator.script('+12025550179', { undelivered: 30003 })
    scene.emulator.runAll()
    scene.emulator.receive({ from: THEIR_NUMBER, to: OUR_NUMBER, body: 'STOP' })
    scene.byService()
    scene.emulator.runAll()
    for (const call of scene.emulator.takeCalls()) {
      scene.emulator.settle(call, { status: 200, contentType: 'text/xml', body: '<Response/>' })
    }
    return scene.emulator.journal()
  }
  test('69: is the same for the same seed and another for another', () => {
    expect(story('a')).toEqual(story('a'))
    expect(story('a').length).toBeGreaterThan(30)
    expect(JSON.stringify(story('b'))).not.toBe(JSON.stringify(story('a')))
  })
  test('keeps requests word for word, and no secret', () => {
    const scene = standIn()
    scene.create({ Body: 'é+&' })
    expect(scene.emulator.journal().find((entry) => entry.kind === 'request')).toMatchObject({
      method: 'POST', body: 'To=%2B12025550177&From=%2B12025550100&Body=%C3%A9%2B%26',
      user: scene.accountSid, status: 201 })
    expect(JSON.stringify(scene.emulator.journal())).not.toContain(scene.authToken)
  })
})
