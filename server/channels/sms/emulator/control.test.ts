// The second port of the stand-in: texting as a customer, arranging faults, and real time.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { OUR_NUMBER, standIn, THEIR_NUMBER } from '../../../testing/sms-stand-in.ts'
import { serveEmulator, type ServedEmulator } from './serve-emulator.ts'

let scene: ReturnType<typeof standIn>
let served: ServedEmulator
beforeEach(async () => {
  scene = standIn({ services: [], senders: [{ address: OUR_NUMBER }] })
  served = await serveEmulator(scene.emulator)
})
afterEach(() => served.close())

const tell = async (path: string, given: unknown = {}) => {
  const answer = await fetch(served.controlUrl + path,
    { method: 'POST', body: typeof given === 'string' ? given : JSON.stringify(given) })
  const said: unknown = await answer.json()
  return { status: answer.status, said }
}
const show = async (path: string): Promise<unknown> =>
  (await fetch(served.controlUrl + path)).json()

test('a customer texts, and the message is listed', async () => {
  expect(await tell('texts', { from: THEIR_NUMBER, to: OUR_NUMBER, body: 'we pay' }))
    .toMatchObject({ status: 201, said: { direction: 'inbound', body: 'we pay' } })
  expect(await show('messages')).toMatchObject([{ body: 'we pay' }])
  expect(await show('accounts')).toMatchObject([{ sid: scene.accountSid, senders: [OUR_NUMBER] }])
})

test('faults, scripts, knobs and time are arranged', async () => {
  await tell('faults', { kind: 'too_many', retryAfterSeconds: 3, times: 2 })
  await tell('faults', { kind: 'server_error', isAccepted: true, to: '+12025550178' })
  expect([scene.create({}), scene.create({}), scene.create({ To: '+12025550178' })]
    .map((one) => [one.status, one.headers['Retry-After']]))
    .toEqual([[429, '3'], [429, '3'], [500, undefined]])
  await tell('scripts', { number: THEIR_NUMBER, undelivered: 30006 })
  await tell('knobs', { duplicate: 1, drop: ['sent'] })
  const made = scene.create({ StatusCallback: 'http://127.0.0.1:9/' })
  await tell('tick', { seconds: 5 })
  expect(scene.fetch(made.json)['status']).toBe('undelivered')
  const tokens = scene.emulator.journal().flatMap((entry) =>
    entry.kind === 'call' && entry.attempt === 1 ? [entry.token] : [])
  expect(tokens).toHaveLength(2)
  await tell('run')
  expect(await show('journal')).toHaveLength(scene.emulator.journal().length)
})

test.each([
  ['texts', '{"from":1}', 400], ['texts', 'not JSON', 400], ['texts', '[]', 400],
  ['texts', { from: THEIR_NUMBER, to: '+12025550199', body: 'x' }, 400],
  ['faults', { kind: 'bad_mood' }, 400], ['tick', { seconds: '5' }, 400], ['moods', {}, 404],
])('a slip of the pen at %s (%j) is answered with %i', async (path, given, status) => {
  expect(await tell(path, given)).toMatchObject({ status, said: { error: expect.any(String) } })
})

test('the API is not on the second port, nor the control on the first', async () => {
  expect((await fetch(`${served.baseUrl}/__emu/journal`)).status).toBe(401)
  expect((await fetch(new URL(`${scene.base}.json`, served.controlUrl))).status).toBe(404)
  expect(await (await fetch(served.controlUrl)).text()).toContain('<h1>SMS stand-in</h1>')
})

test('in real time a message is delivered by itself', async () => {
  await served.close()
  scene = standIn({}, { now: new Date().toISOString(), pace: {
    handOverSeconds: 0, receiptSeconds: 0 } })
  served = await serveEmulator(scene.emulator, { isRealtime: true })
  const made = scene.create({}).json
  await expect.poll(() => scene.fetch(made)['status'], { timeout: 20_000 }).toBe('delivered')
})
