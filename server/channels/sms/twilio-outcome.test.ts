import { once } from 'node:events'
import net from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { allowLoopbackOnly } from '../../testing/loopback-only.ts'
import { SERVICE, testAccount, testSms } from '../../testing/sms-scene.ts'
import {
  messageSid, startTwilioStub, twilioMessage, type StubAnswer, type TwilioStub,
} from '../../testing/twilio-stub.ts'
import type { Asked, Receipt, SendingChannel } from '../channel.ts'
import { ANSWER_CODES } from './answer-codes.ts'
import { openTwilio } from './open-twilio.ts'
import { openPace } from './pace.ts'
import { REPORT_CODES } from './report-codes.ts'
import { failureOfAnswer, failureOfReport } from './twilio-codes.ts'

// twilio.md §4 by what is done, not by code.
const AT_ONCE = {
  retry: [20009, 35125],
  next_window: [21611],
  bad_number: [21211, 21401],
  landline: [21614, 21635],
  opted_out: [21610],
  other_sender: [21612],
  pause_sender: [21601, 21606, 21659, 21212, 21657, 21709],
  close_country: [21408, 21703, 21704],
  stop_channel: [20003, 20404, 21705, 21603, 21604, 21608, 21609, 21624, 21910, 30029, 30030,
    35111, 35114, 35115, 35118, 35119],
  change_text: [21602, 21619, 21617, 21620, 21623, 21654, 21655, 21656],
  nothing: [30409],
}
const LATER = {
  retry: [63018],
  next_window: [30001, 30003, 30008, 30017, 30410, 30020, 30021, 30047, 30022, 30023, 30027, 30036,
    30485, 30610],
  bad_number: [30005],
  landline: [30006],
  opted_out: [21610, 30640, 63014, 63033],
  other_sender: [63003, 63024, 63016, 63036],
  pause_sender: [30042, 30032, 30034, 63007],
  close_country: [21703, 21704, 30018, 30040, 30024, 30041],
  stop_channel: [30002, 30037, 30450, 30453, 30454, 63038, 14107, 60410, 30863, 30943],
  change_text: [30007, 30019, 11751, 63013, 63005],
  nothing: [30004, 11200, 11205],
}
const rowsOf = (table: Record<string, readonly number[]>) => Object.entries(table)
  .flatMap(([remedy, codes]) => codes.map((code): [number, string] => [code, remedy]))

let stub: TwilioStub
let channel: SendingChannel
const network = allowLoopbackOnly()

beforeAll(async () => { stub = await startTwilioStub() })
beforeEach(() => {
  Object.assign(stub, { seen: [], answers: [], listed: [], delayMs: 0, mostAtOnce: 0 })
  channel = openTwilio(testAccount(stub.baseUrl), { timeoutMs: 400 })
})
afterEach(() => expect(network.refused).toEqual([]))
afterAll(async () => {
  network.lift()
  await stub.close()
})

const posts = () => stub.seen.filter(({ method }) => method === 'POST').length
const sentAfter = async (...answers: StubAnswer[]): Promise<Receipt> => {
  stub.answers.push(...answers)
  return channel.send(testSms())
}
const refusal = (code: number, status = 400) =>
  ({ status, json: { code, message: 'No.', more_info: 'x', status } })

describe('what its answer says', () => {
  test.each([['accepted', 'queued'], ['queued', 'queued'], ['scheduled', 'queued'],
    ['sent', 'sent'], ['a new word', 'queued']])(
    '16: %s, without a sender or segments yet, is an acceptance', async (status, shown) => {
      const json = twilioMessage({ status, from: null, num_segments: '0', sid: messageSid(7) })
      expect(await sentAfter({ status: 201, json }))
        .toEqual({ kind: 'accepted', providerId: messageSid(7), status: shown })
    })

  test.each(rowsOf(AT_ONCE))(
    '17: %d at once is %s', async (code, remedy) => {
      const receipt = await sentAfter(refusal(code))
      const isLater = ['retry', 'next_window', 'other_sender'].includes(remedy)
      expect(receipt).toMatchObject({
        kind: 'refused', failure: { code, remedy }, isPermanent: !isLater,
        isAddressDead: ['bad_number', 'landline'].includes(remedy),
      })
      expect(posts()).toBe(1)
    })

  test.each(rowsOf(LATER))('17: %d told later is %s', (code, remedy) => {
    expect(failureOfReport(code, 'undelivered')).toMatchObject({ code, remedy })
    expect(failureOfReport(code, 'failed').text.length).toBeGreaterThan(10)
  })

  test('17: every code of the table has plain words, without jargon of the provider', () => {
    const meanings = [...Object.values(ANSWER_CODES), ...Object.values(REPORT_CODES)]
    for (const [text] of meanings) expect(text).toMatch(/^[A-Z][^{}_]*\.$/)
    expect(meanings.length).toBeGreaterThan(90)
  })

  test('17: an unknown code names its page, and says what is done', () => {
    expect(failureOfAnswer(29_999)).toMatchObject({ code: 29_999, remedy: 'pause_sender' })
    expect(failureOfReport(39_999, 'undelivered').remedy).toBe('next_window')
    expect(failureOfReport(39_999, 'failed').remedy).toBe('nothing')
    expect(failureOfReport(null, 'failed').text).toContain('no reason')
    expect(failureOfAnswer(29_999).text).toContain('https://www.twilio.com/docs/errors/29999')
  })

  test('18: "slow down" is a refusal for now; nothing is asked before its time', async () => {
    const told = await sentAfter({ ...refusal(20429, 429), headers: { 'Retry-After': '1' } })
    expect(told).toMatchObject({
      kind: 'refused', isPermanent: false, retryAfterSeconds: 1, failure: { code: 20429 },
    })
    expect(await channel.send(testSms())).toMatchObject({ retryAfterSeconds: 1 })
    expect(posts()).toBe(1)
    await expect.poll(() => channel.send(testSms()).then(({ kind }) => kind), { timeout: 10_000 })
      .toBe('accepted')
    expect(posts()).toBe(2)
  })

  test('18: without a Retry-After, or with a strange one, it is refused alike', async () => {
    const strange = { ...refusal(20429, 429), headers: { 'Retry-After': 'soon' } }
    for (const answer of [refusal(20429, 429), strange, { status: 429, text: 'busy' }]) {
      const receipt = await sentAfter(answer)
      expect(receipt).toMatchObject({ kind: 'refused', isPermanent: false })
      expect(receipt).not.toHaveProperty('retryAfterSeconds')
    }
  })

  test('19: under a storm of "slow down" fewer and fewer requests are open at once', async () => {
    stub.delayMs = 20
    const many = (count: number) =>
      Promise.all(Array.from({ length: count }, () => channel.send(testSms())))
    await many(30)
    expect(stub.mostAtOnce).toBe(10)
    stub.answers.push(...Array<StubAnswer>(4).fill(refusal(20429, 429)))
    await many(4)
    stub.mostAtOnce = 0
    await many(10)
    expect(stub.mostAtOnce).toBe(1)
  })

  test('19: the pace halves to one, and comes back one by one', () => {
    const pace = openPace(10, () => 0)
    pace.slowDown(null)
    expect(pace.most()).toBe(5)
    for (let n = 0; n < 9; n++) pace.slowDown(null)
    expect(pace.most()).toBe(1)
    for (let n = 0; n < 40; n++) pace.wentWell()
    expect(pace.most()).toBe(3)
    for (let n = 0; n < 4000; n++) pace.wentWell()
    expect(pace.most()).toBe(10)
  })

  test.each<[string, StubAnswer]>([
    ['500', { status: 500, json: { code: 20500, message: 'x', status: 500 } }],
    ['503', refusal(20503, 503)], ['an HTML page of an edge', { status: 502, text: '<html>' }],
    ['an HTML page with 403', { status: 403, text: '<html>' }],
    ['a redirect', { status: 307, headers: { location: 'http://127.0.0.1:1/' } }],
    ['201 without a sid', { status: 201, json: {} }],
    ['201 with a sid that is none', { status: 201, json: twilioMessage({ sid: 'no' }) }],
    ['201 that is no JSON', { status: 201, text: 'Created' }],
    ['201 with nothing', { status: 201, text: '' }],
    ['20503 with 400', refusal(20503)],
    ['an answer that stops in its middle', 'stall'], ['an answer that is cut', 'cut'],
  ])('23: %s leaves it unknown, and is not asked twice', async (_what, answer) => {
    expect(await sentAfter(answer)).toMatchObject({ kind: 'unknown' })
    expect(posts()).toBe(1)
  })
})

describe('a lost answer', () => {
  const asked = (over: Partial<Asked> = {}): Asked => ({
    attemptId: testSms().attemptId, to: '+33612345678', text: testSms().text,
    startedAt: '2026-11-27T10:00:00.000Z', providerId: null, ...over,
  })
  const listed = (over: Record<string, unknown> = {}) =>
    twilioMessage({ body: testSms().text, ...over })
  const find = (over: Partial<Asked> = {}) => channel.find?.(asked(over))

  test.each<[string, StubAnswer]>([['20: a reset', 'reset'], ['22: no answer', 'hang']])(
    '%s after the request was written leaves it unknown: one POST, then only questions',
    async (_what, answer) => {
      expect(await sentAfter(answer)).toMatchObject({ kind: 'unknown' })
      stub.listed = [listed({ sid: messageSid(5) })]
      expect(await find()).toEqual({ kind: 'accepted', providerId: messageSid(5) })
      expect(posts()).toBe(1)
    })

  test('a refused connection and a name that is none were surely not sent', async () => {
    const closed = net.createServer()
    closed.listen(0, '127.0.0.1')
    await once(closed, 'listening')
    const { port } = closed.address() as net.AddressInfo // It listens on TCP.
    closed.close()
    for (const baseUrl of [`http://127.0.0.1:${port}`, 'https://localhost:1']) {
      const receipt = await openTwilio(testAccount(baseUrl)).send(testSms())
      expect(receipt).toMatchObject({ kind: 'refused', isPermanent: false, isAddressDead: false })
    }
  })

  test('a certificate that nobody signed ends it before a byte of the message', async () => {
    // Speaks no TLS at all: the handshake fails.
    const plain = net.createServer((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n'))
    plain.listen(0, '127.0.0.1')
    await once(plain, 'listening')
    const { port } = plain.address() as net.AddressInfo // It listens on TCP.
    const receipt = await openTwilio(testAccount(`https://127.0.0.1:${port}`)).send(testSms())
    plain.close()
    expect(receipt).toMatchObject({ kind: 'refused', isPermanent: false })
  })

  test('21: with its name, from a callback, it is fetched by it', async () => {
    expect(await find({ providerId: messageSid(9) }))
      .toEqual({ kind: 'accepted', providerId: messageSid(9) })
    expect(stub.seen.map(({ path }) => path.split('/').at(-1))).toEqual([`${messageSid(9)}.json`])
  })

  test('22: without one, by number, text and time, from the day before', async () => {
    stub.listed = [
      listed({ sid: messageSid(1), body: 'another text' }),
      listed({ sid: messageSid(2), direction: 'inbound' }),
      listed({ sid: messageSid(3), date_created: 'Fri, 27 Nov 2026 09:54:59 +0000' }),
      listed({ sid: messageSid(4), date_created: 'Fri, 27 Nov 2026 09:55:00 +0000' }),
      listed({ sid: messageSid(6), date_created: null }),
    ]
    expect(await find()).toEqual({ kind: 'accepted', providerId: messageSid(4) })
    expect(stub.seen[0]?.query.get('To')).toBe('+33612345678')
    expect(stub.seen[0]?.query.get('DateSent>')).toBe('2026-11-26T10:00:00Z')
    expect(posts()).toBe(0)
  })

  test('22: smart encoding and line ends do not hide it', async () => {
    stub.listed = [listed({ body: 'It\'s "due"\n...' })]
    expect(await find({ text: 'It’s “due”\r\n…' })).toMatchObject({ kind: 'accepted' })
  })

  test.each<[string, object[], StubAnswer[]]>([
    ['none', [], []],
    ['two alike', [listed({ sid: messageSid(1) }), listed({ sid: messageSid(2) })], []],
    ['an error', [], [refusal(20003, 401)]],
    ['a list that is none', [], [{ status: 200, json: {} }]],
    ['no answer', [], ['hang']],
  ])('22: %s proves nothing', async (_what, messages, answers) => {
    stub.listed = messages
    stub.answers.push(...answers)
    expect(await find()).toMatchObject({ kind: 'unclear' })
    expect(posts()).toBe(0)
  })

  test('22: a message that the provider forgot is unclear, never "not accepted"', async () => {
    stub.answers.push(refusal(20404, 404))
    expect(await find({ providerId: messageSid(9) })).toMatchObject({ kind: 'unclear' })
  })
})

test('a connection that was idle is used again, and a hundred sends need few of them', async () => {
  const receipts = await Promise.all(Array.from({ length: 100 }, () => channel.send(testSms())))
  expect(receipts.every(({ kind }) => kind === 'accepted')).toBe(true)
  expect(new Set(receipts.map((one) => JSON.stringify(one))).size).toBe(100)
  expect(stub.mostAtOnce).toBeLessThanOrEqual(10)
  expect(stub.seen.every(({ form }) => form.get('MessagingServiceSid') === SERVICE)).toBe(true)
})
