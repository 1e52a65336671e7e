// The webhooks of the stand-in: their form, their signature, their repetitions, and how they go wrong.
import fc from 'fast-check'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import twilio from 'twilio'
import { afterEach, describe, expect, test } from 'vitest'
import { firstOf } from '../../../testing/first-of.ts'
import { OUR_NUMBER, standIn, THEIR_NUMBER } from '../../../testing/sms-stand-in.ts'
import { serveEmulator } from './serve-emulator.ts'
import { signatureOf } from './signature.ts'

const STATUS = 'http://us.example/status?attempt=1'

describe('68: the signature', () => {
  test('passes the official validator for any form, and only unchanged', () => {
    fc.assert(fc.property(fc.dictionary(fc.string({ minLength: 1, unit: 'binary' }),
      fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.string(), { minLength: 1 }))),
    fc.webUrl({ withQueryParameters: true }), fc.string({ minLength: 1 }), (form, url, token) => {
      const values = new Map(Object.entries(form).map(([key, value]) => [key, [value].flat()]))
      const signature = signatureOf(token, url, values)
      return twilio.validateRequest(token, signature, url, form)
        && !twilio.validateRequest(`${token}x`, signature, url, form)
    }), { numRuns: 2000, seed: 68 })
  })

  test('of every call that is made passes it too, the fragment being no part of the address', () => {
    const scene = standIn()
    scene.byService({ StatusCallback: `${STATUS}#rc=3&rp=ct,rt,5xx`, Body: 'é' })
    scene.emulator.receive({ from: THEIR_NUMBER, to: OUR_NUMBER, body: ' + blanks kept  ' })
    scene.emulator.runAll()
    const calls = scene.emulator.takeCalls()
    expect(calls.map((call) => call.url))
      .toEqual(['http://us.example/in', STATUS, STATUS, STATUS])
    for (const call of calls) {
      expect(twilio.validateRequest(scene.authToken, call.signature, call.url,
        Object.fromEntries(new URLSearchParams(call.form)))).toBe(true)
    }
  })

  test('is wrong on demand', () => {
    const scene = standIn()
    scene.emulator.setKnobs({ isWronglySigned: true })
    scene.create({ StatusCallback: STATUS })
    scene.emulator.runAll()
    const call = firstOf(scene.emulator.takeCalls())
    expect(twilio.validateRequest(scene.authToken, call.signature, call.url,
      Object.fromEntries(new URLSearchParams(call.form)))).toBe(false)
  })
})

describe('the calls about a status', () => {
  test('tell of queued after accepted, never of the first state nor of sending', () => {
    const scene = standIn()
    const made = scene.byService({ StatusCallback: STATUS }).json
    expect(scene.forms()).toEqual([])
    scene.emulator.runAll()
    const forms = scene.forms()
    expect(forms.map((form) => form['MessageStatus'])).toEqual(['queued', 'sent', 'delivered'])
    expect(forms[2]).toEqual({
      SmsSid: made['sid'], MessageSid: made['sid'], SmsStatus: 'delivered',
      MessageStatus: 'delivered', To: THEIR_NUMBER, From: OUR_NUMBER, ApiVersion: '2010-04-01',
      AccountSid: scene.accountSid, MessagingServiceSid: scene.serviceSid,
      RawDlrDoneDate: '2601010000',
    })
    scene.create({ StatusCallback: STATUS, From: '+12025550102' })
    scene.emulator.runAll()
    expect(scene.forms().map((form) => form['MessageStatus'])).toEqual(['sent', 'delivered'])
  })

  test.each([
    [{ reverse: true }, ['delivered', 'sent', 'queued']],
    [{ duplicate: 1 }, ['queued', 'queued', 'sent', 'sent', 'delivered', 'delivered']],
    [{ drop: ['sent'] }, ['queued', 'delivered']],
    [{ drop: 'all' as const }, []],
    [{ delaySeconds: 3600 }, ['queued', 'sent', 'delivered']],
    [{ shuffle: true }, ['queued', 'delivered', 'sent']],
  ])('come with %j as %j', (knobs, statuses) => {
    const scene = standIn()
    scene.emulator.setKnobs(knobs)
    scene.byService()
    scene.emulator.tick(20)
    if ('delaySeconds' in knobs) expect(scene.forms()).toEqual([])
    scene.emulator.runAll()
    expect(scene.forms().map((form) => form['MessageStatus'])).toEqual(statuses)
  })

  test('carry fields nobody knows, and come as GET, on demand', () => {
    const scene = standIn()
    scene.emulator.setKnobs({ extraFields: { NewField: 'é' }, isGet: true })
    scene.create({ StatusCallback: STATUS })
    scene.emulator.runAll()
    const call = firstOf(scene.emulator.takeCalls())
    expect([call.method, call.form]).toEqual(['GET', ''])
    expect(new URL(call.url).searchParams.get('NewField')).toBe('é')
    expect(twilio.validateRequest(scene.authToken, call.signature, call.url, {})).toBe(true)
  })
})

describe('the calls over HTTP', () => {
  const open: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const close of open.splice(0)) await close()
  })

  /** Answers with the given statuses in turn, and keeps what came. */
  async function receiver(statuses: number[]) {
    const came: { token: string | undefined; body: string }[] = []
    const server = http.createServer((request, response) => {
      let body = ''
      request.on('data', (part) => { body += String(part) })
      request.on('end', () => {
        const token = request.headers['i-twilio-idempotency-token']
        came.push({ token: Array.isArray(token) ? token[0] : token, body })
        const status = statuses[came.length - 1] ?? 204
        if (status === 0) request.socket.destroy()
        else response.writeHead(status).end()
      })
    })
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
    const { port } = server.address() as AddressInfo // It listens on a port.
    open.push(() => new Promise((resolve) => { server.close(() => resolve()) }))
    return { url: `http://127.0.0.1:${port}/status`, came }
  }

  test.each([
    ['', [500, 204], 1, '500 is taken as an answer without an override'],
    ['#rc=3&rp=5xx', [500, 503, 204], 3, 'each repetition until a 2xx'],
    ['#rc=2&rp=5xx', [500, 500, 500, 204], 3, 'no more than were asked for'],
    ['#rc=3&rp=ct,rt', [500, 204], 1, 'only what was asked for'],
    ['#rc=1&rp=rt', [0, 204], 2, 'a connection that ends without an answer'],
    ['#rc=1&rp=4xx', [404, 204], 2, 'a refusal'],
  ])('with %j and answers %j are made %i times: %s', async (fragment, statuses, times) => {
    const scene = standIn()
    const served = await serveEmulator(scene.emulator)
    open.push(served.close)
    const { url, came } = await receiver(statuses)
    scene.emulator.script(THEIR_NUMBER, { noReceipt: true })
    scene.create({ StatusCallback: url + fragment })
    await served.runAll()
    expect(came).toHaveLength(times)
    expect(new Set(came.map((one) => one.token)).size).toBe(1)
    expect(new Set(came.map((one) => one.body)).size).toBe(1)
  })

  test('to where nobody listens are made twice and written down', async () => {
    const scene = standIn()
    const served = await serveEmulator(scene.emulator)
    open.push(served.close)
    scene.emulator.script(THEIR_NUMBER, { noReceipt: true })
    scene.create({ StatusCallback: 'http://127.0.0.1:9/' })
    await served.runAll()
    expect(scene.emulator.journal().flatMap((entry) =>
      entry.kind === 'call' ? [[entry.attempt, entry.outcome]] : [])).toEqual([[1, 'ct'], [2, 'ct']])
  })
})
