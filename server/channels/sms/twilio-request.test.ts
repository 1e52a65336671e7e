import fc from 'fast-check'
import util from 'node:util'
import twilio from 'twilio'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { allowLoopbackOnly } from '../../testing/loopback-only.ts'
import {
  ATTEMPT, KEY_SECRET, SERVICE, testAccount, testSms, TOKEN,
} from '../../testing/sms-scene.ts'
import { startTwilioStub, type TwilioStub } from '../../testing/twilio-stub.ts'
import { asSent } from '#domain/sms/segments.ts'
import { openTwilio } from './open-twilio.ts'
import { openClient } from './twilio-client.ts'

let stub: TwilioStub
const network = allowLoopbackOnly()
const printed: string[] = []

beforeAll(async () => {
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream)
    stream.write = (chunk: string | Uint8Array, ...rest: []) => {
      printed.push(String(chunk))
      return write(chunk, ...rest)
    }
  }
  stub = await startTwilioStub()
})
beforeEach(() => {
  stub.seen.length = 0
  stub.answers.length = 0
})
afterEach(() => vi.unstubAllEnvs())
afterAll(async () => {
  network.lift()
  await stub.close()
})

const send = (...given: Parameters<typeof testSms>) =>
  openTwilio(testAccount(stub.baseUrl)).send(testSms(...given))
const lastForm = () => stub.seen.at(-1)?.form ?? new URLSearchParams()

describe('what Twilio is asked', () => {
  test('1: signs, accents, pairs and line ends arrive as they were written', async () => {
    const text = 'é € 👍 + & = % ; # ~ *\nligne "2"\n\t ’ – 中文'
    await send({ text })
    expect(lastForm().get('Body')).toBe(text)
    expect(stub.seen[0]?.body).toMatch(/^[\w+%&=.*-]+$/)
  })

  test('2: the plus of a number is written %2B', async () => {
    await send()
    expect(stub.seen[0]?.body).toContain('To=%2B33612345678')
  })

  test('3: what is true is the word', async () => {
    await send()
    expect(lastForm().get('SmartEncoded')).toBe('true')
  })

  test('4: several values are a repeated key', async () => {
    const client = await openClient(testAccount(stub.baseUrl))
    const mediaUrl = ['https://a.example/1.png', 'https://a.example/2.png']
    await client.messages.create({ to: '+33612345678', from: '+15005550006', mediaUrl })
    expect(lastForm().getAll('MediaUrl')).toEqual(mediaUrl)
  })

  test('5, 6: only documented fields, none without a value', async () => {
    await send({}, { statusUrl: null })
    await send()
    await send({ text: '' }, {
      contentSid: `HX${'b'.repeat(32)}`, sender: { kind: 'local', address: '+15005550006' },
    })
    for (const { form } of stub.seen) {
      expect([...form.keys()].filter((name) => !DOCUMENTED.has(name))).toEqual([])
      expect([...form.values()].filter((value) => /^(null|undefined|)$/.test(value))).toEqual([])
      expect(new Set(form.keys()).size).toBe([...form.keys()].length)
    }
    expect(stub.seen).toHaveLength(3)
    expect(lastForm().has('Body')).toBe(false)
  })

  test.each([
    ['a service', { kind: 'messaging_service', address: SERVICE }, null, SERVICE],
    ['a number', { kind: 'local', address: '+15005550006' }, '+15005550006', null],
    ['a name', { kind: 'alphanumeric', address: 'ACME' }, 'ACME', null],
    ['WhatsApp', { kind: 'whatsapp', address: 'whatsapp:+15005550006' },
      'whatsapp:+15005550006', null],
    ['RCS, by its service', { kind: 'rcs', address: 'rcs:acme' }, 'rcs:acme', SERVICE],
  ])('7: %s is the sender', async (_what, sender, from, service) => {
    await send({}, { sender })
    expect(lastForm().get('From')).toBe(from)
    expect(lastForm().get('MessagingServiceSid')).toBe(service)
  })

  test('8: reports come back to the attempt, with the wish to be told again', async () => {
    await send()
    const callback = lastForm().get('StatusCallback') ?? ''
    expect(new URL(callback).searchParams.get('attempt')).toBe(ATTEMPT)
    expect(callback).toMatch(/#rc=3&rp=ct,rt,5xx$/)
    const receipt = await send({}, { statusUrl: `https://a.example/${'x'.repeat(4000)}` })
    expect(receipt).toMatchObject({ kind: 'refused', failure: { code: 21609 } })
    expect(stub.seen).toHaveLength(1)
  })

  test.each([[0, '1'], [1, '1'], [59.9, '59'], [36_000, '36000'], [90_000, '36000']])(
    '9: %d seconds of allowed hours are a validity of %s', async (seconds, validity) => {
      await send({}, { validitySeconds: seconds })
      expect(lastForm().get('ValidityPeriod')).toBe(validity)
    })

  test.each<[string, Parameters<typeof testSms>, number]>([
    ['a text too long', [{ text: 'x'.repeat(1601) }], 21617],
    ['no text', [{ text: ' \n' }], 21602],
    ['no recipient', [{ to: [] }], 21604],
    ['two recipients', [{ to: ['+33612345678', '+33612345679'] }], 21211],
    ['a number not in E.164', [{ to: ['06 12 34 56 78'] }], 21211],
    ['a service that is none', [{}, { sender: { kind: 'messaging_service', address: 'MG1' } }],
      21705],
    ['no sender', [{}, { sender: { kind: 'local', address: '' } }], 21603],
    ['a template that is none', [{}, { contentSid: 'HX1' }], 21655],
  ])('10: %s is refused before Twilio is asked', async (_what, given, code) => {
    expect(await send(...given)).toMatchObject({ kind: 'refused', failure: { code } })
    expect(stub.seen).toEqual([])
  })

  test('10: 1,600 characters are sent', async () => {
    expect(await send({ text: 'x'.repeat(1600) })).toMatchObject({ kind: 'accepted' })
  })

  test('11: it signs in with the token, or with a key for the same account', async () => {
    await send()
    const key = `SK${'e'.repeat(32)}`
    await openTwilio(testAccount(stub.baseUrl, { apiKeySid: key, apiKeySecret: KEY_SECRET }))
      .send(testSms())
    expect(stub.seen.map(({ headers }) => Buffer.from(
      (headers.authorization ?? '').replace('Basic ', ''), 'base64').toString()))
      .toEqual([`AC${'a'.repeat(32)}:${TOKEN}`, `${key}:${KEY_SECRET}`])
    expect(stub.seen.map(({ path }) => path))
      .toEqual(Array(2).fill(`/2010-04-01/Accounts/AC${'a'.repeat(32)}/Messages.json`))
  })

  test('12: for 200 random messages the form is what the package itself would send', async () => {
    const official = officialClient(stub.baseUrl)
    await fc.assert(fc.asyncProperty(RANDOM_SMS, async ({ text, to, seconds, url }) => {
      stub.seen.length = 0
      await send({ text, to: [to] }, { validitySeconds: seconds, statusUrl: url })
      await official.messages.create({
        to, body: asSent(text), messagingServiceSid: SERVICE, validityPeriod: seconds,
        smartEncoded: true, attempt: 1, statusCallback: `${url}#rc=3&rp=ct,rt,5xx`,
      })
      const wanted = new URLSearchParams({
        To: to, Body: asSent(text), MessagingServiceSid: SERVICE, ValidityPeriod: String(seconds),
        SmartEncoded: 'true', Attempt: '1', StatusCallback: `${url}#rc=3&rp=ct,rt,5xx`,
      })
      const [ours, theirs] = stub.seen.map(({ form }) => sorted(form))
      expect(ours).toEqual(sorted(wanted))
      expect(ours).toEqual(theirs)
    }), { numRuns: 200, seed: 4 })
  })
})

describe('what nobody is to know', () => {
  test('13: the secret is in no address, log, error, receipt and print of anything', async () => {
    const key = { apiKeySid: `SK${'e'.repeat(32)}`, apiKeySecret: KEY_SECRET }
    const told: unknown[] = []
    for (const account of [testAccount(stub.baseUrl), testAccount(stub.baseUrl, key),
      testAccount('http://127.0.0.1:1')]) {
      const channel = openTwilio(account, { timeoutMs: 300 })
      for (const answer of ['reset', 'hang', ...FAULTS] as const) {
        stub.answers.push(answer)
        told.push(await channel.send(testSms()))
      }
      const client = await openClient(account, { timeoutMs: 300 })
      stub.answers.push('reset')
      const error = await client.messages.list({ limit: 1 }).catch((thrown: unknown) => thrown)
      told.push(channel, client, error)
    }
    const text = [...printed, ...stub.seen.map(({ url }) => url), ...told.flatMap((one) =>
      [JSON.stringify(one), util.inspect(one, { depth: 12 }), String(one),
        one instanceof Error ? `${one.stack}` : ''])].join('\n')
    for (const secret of [TOKEN, KEY_SECRET]) {
      expect(text).not.toContain(secret)
      expect(text).not.toContain(Buffer.from(`:${secret}`).toString('base64').slice(4, 24))
    }
    expect(text).not.toMatch(/authorization|Basic /i)
    expect(stub.seen.every(({ headers }) => headers['user-agent']?.includes('twilio-node')))
      .toBe(true)
  })

  test('13: the number that an error of Twilio quotes is not handed on', async () => {
    stub.answers.push({
      status: 400, json: { code: 99_999, message: 'no +33612345678', status: 400 },
    })
    expect(JSON.stringify(await send())).not.toContain('33612345678')
  })

  test('the environment of the process changes nothing', async () => {
    for (const [name, value] of Object.entries({
      TWILIO_EDGE: 'dublin', TWILIO_REGION: 'ie1', TWILIO_LOG_LEVEL: 'debug',
      TWILIO_ACCOUNT_SID: `AC${'9'.repeat(32)}`, TWILIO_AUTH_TOKEN: 'other',
      TWILIO_CA_BUNDLE: '/no/such/file', HTTP_PROXY: 'http://127.0.0.1:1',
      HTTPS_PROXY: 'http://127.0.0.1:1', NODE_USE_ENV_PROXY: '1',
    })) vi.stubEnv(name, value)
    const other = testAccount(stub.baseUrl, { accountSid: `AC${'b'.repeat(32)}` })
    expect(await openTwilio(other).send(testSms())).toMatchObject({ kind: 'accepted' })
    expect(stub.seen[0]?.path).toContain(`AC${'b'.repeat(32)}`)
  })

  test('15: no request of these tests left this machine; the guard would have told', async () => {
    expect(network.refused).toEqual([])
    const receipt = await openTwilio(testAccount('https://api.twilio.com')).send(testSms())
    expect(receipt).toMatchObject({ kind: 'refused', isPermanent: false })
    expect(network.refused).toEqual(['api.twilio.com'])
  })
})

const FAULTS = [
  { status: 500, json: { code: 20500, message: 'x' } }, { status: 502, text: '<html>' },
  { status: 201, text: 'not json' }, { status: 201, json: {} }, { status: 429, json: {} },
  { status: 401, json: { code: 20003, message: 'x', status: 401 } },
]

const DOCUMENTED = new Set(['To', 'From', 'MessagingServiceSid', 'FallbackFrom', 'Body', 'MediaUrl',
  'ContentSid', 'ContentVariables', 'StatusCallback', 'ApplicationSid', 'ValidityPeriod',
  'ScheduleType', 'SendAt', 'SmartEncoded', 'ShortenUrls', 'ProvideFeedback', 'Attempt',
  'ContentRetention', 'AddressRetention', 'RiskCheck', 'SendAsMms', 'PersistentAction',
  'TrafficType', 'ForceDelivery', 'MaxPrice'])

const RANDOM_SMS = fc.record({
  text: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 })
    .filter((text) => text.trim() !== ''),
  to: fc.integer({ min: 10_000_000, max: 99_999_999 }).map((number) => `+336${number}`),
  seconds: fc.integer({ min: 1, max: 36_000 }),
  url: fc.webUrl({ withQueryParameters: true }),
})

const sorted = (form: URLSearchParams): string[] =>
  [...form].map(([name, value]) => `${name}=${value}`).sort()

/** The package with its own way of sending, but for the address. */
function officialClient(baseUrl: string): twilio.Twilio {
  class Rewritten extends twilio.RequestClient {
    override request: twilio.RequestClient['request'] = (call) =>
      super.request({ ...call, uri: baseUrl + new URL(call.uri).pathname })
  }
  return twilio(`AC${'a'.repeat(32)}`, TOKEN, { httpClient: new Rewritten() })
}
