import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { allowLoopbackOnly } from '../../testing/loopback-only.ts'
import { testAccount, TOKEN } from '../../testing/sms-scene.ts'
import {
  messageSid, startTwilioStub, twilioMessage, type StubAnswer, type TwilioStub,
} from '../../testing/twilio-stub.ts'
import { addressAt } from './base-url.ts'
import { eraseText, withdrawMessage } from './change-message.ts'
import { checkAccount } from './check-account.ts'
import { fetchMedia, listMedia, mediaNamed } from './fetch-media.ts'
import { fetchMessage } from './fetch-message.ts'
import { listIncoming } from './list-incoming.ts'
import { lookUpLine } from './lookup-line.ts'
import { microsOf } from './micros.ts'
import { readPrice } from './read-prices.ts'
import type { TwilioAccount } from './sms-account.ts'

let stub: TwilioStub
let elsewhere: TwilioStub
let account: TwilioAccount
const network = allowLoopbackOnly()

beforeAll(async () => {
  stub = await startTwilioStub()
  elsewhere = await startTwilioStub()
  account = testAccount(stub.baseUrl)
})
beforeEach(() => {
  for (const one of [stub, elsewhere]) Object.assign(one, { seen: [], answers: [], listed: [] })
})
afterAll(async () => {
  network.lift()
  await stub.close()
  await elsewhere.close()
})

const answered = (...answers: StubAnswer[]) => stub.answers.push(...answers)
const typed = (text: string, type: string) =>
  ({ status: 200, text, headers: { 'content-type': type } })
const json = (body: object, status = 200) => ({ status, json: body })
const ACCOUNT = `/2010-04-01/Accounts/AC${'a'.repeat(32)}`
const MEDIA = `${ACCOUNT}/Messages/${messageSid(1)}/Media/ME${'7'.repeat(32)}`
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9Q'
  + 'DwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

describe('one message', () => {
  test('62: status, code, segments and the price, once there is one', async () => {
    answered(json(twilioMessage({
      status: 'undelivered', error_code: 30006, num_segments: '2', price: '-0.01580',
      price_unit: 'usd', from: '+15005550006', date_sent: 'Fri, 27 Nov 2026 10:00:03 +0000',
    })), json(twilioMessage({ status: 'accepted', num_segments: '0' })))
    expect(await fetchMessage(account, messageSid(1))).toEqual({
      kind: 'told', value: {
        sid: messageSid(1), word: 'undelivered', status: 'undelivered', errorCode: 30006,
        from: '+15005550006', to: '+33612345678', segments: 2, costMicros: 15_800,
        costCurrency: 'USD', sentAt: '2026-11-27T10:00:03.000Z',
      },
    })
    expect(await fetchMessage(account, messageSid(1))).toMatchObject({
      value: { status: 'queued', segments: null, costMicros: null, costCurrency: null },
    })
  })

  test('what Twilio does not know is gone, and a name that is none is not asked for', async () => {
    answered(json({ code: 20404, status: 404, message: 'x' }, 404))
    expect(await fetchMessage(account, messageSid(1))).toEqual({ kind: 'gone' })
    expect(await fetchMessage(account, '../Accounts')).toEqual({ kind: 'gone' })
    expect(stub.seen).toHaveLength(1)
  })

  test('a planned one is withdrawn, the text of a settled one erased', async () => {
    await withdrawMessage(account, messageSid(1))
    await eraseText(account, messageSid(1))
    expect(stub.seen.map(({ body }) => body)).toEqual(['Status=canceled', 'Body='])
    answered(json({ code: 20009, status: 400, message: 'x' }, 400))
    expect(await eraseText(account, messageSid(1)))
      .toMatchObject({ kind: 'refused', code: 20009 })
  })

  test.each<[string, StubAnswer]>([
    ['a fault', json({ code: 20500 }, 500)], ['a reset', 'reset'], ['no answer', 'hang'],
    ['"slow down"', { ...json({ code: 20429 }, 429), headers: { 'retry-after': '7' } }],
    ['a page that is none of Twilio’s', { status: 200, text: '<html>' }],
  ])('%s is for later', async (_what, answer) => {
    answered(answer)
    expect(await fetchMessage(account, messageSid(1), { timeoutMs: 300 })).toMatchObject({
      kind: 'unclear', retryAfterSeconds: _what === '"slow down"' ? 7 : null,
    })
  })
})

describe('what came in', () => {
  const incoming = (number: number, over: Record<string, unknown> = {}) => twilioMessage({
    sid: messageSid(number), direction: 'inbound', from: '+33612345678', to: '+15005550006',
    body: `no ${number}`, status: 'received', num_media: '0',
    date_sent: `Fri, 27 Nov 2026 10:0${number}:00 +0000`, ...over,
  })

  test('is read over all pages, ours left out, the oldest first, since a moment', async () => {
    const next = `${ACCOUNT}/Messages.json?To=%2B15005550006&PageSize=200&Page=1&PageToken=PT1`
    answered(json({
      messages: [incoming(5), incoming(3, { direction: 'outbound-api' }), incoming(4)],
      next_page_uri: next,
    }), json({ messages: [incoming(2, { num_media: '1' }), incoming(1)], next_page_uri: null }))
    const read = await listIncoming(account,
      { to: '+15005550006', since: '2026-11-27T10:02:00.000Z' })
    expect(read).toMatchObject({
      kind: 'told', value: { isWhole: true, messages: [
        { sid: messageSid(2), files: 1, at: '2026-11-27T10:02:00.000Z', body: 'no 2' },
        { sid: messageSid(4) }, { sid: messageSid(5) },
      ] },
    })
    expect(stub.seen.map(({ query }) => [query.get('To'), query.get('PageToken')]))
      .toEqual([['+15005550006', null], ['+15005550006', 'PT1']])
    expect(stub.seen[0]?.query.get('DateSent>')).toBe('2026-11-26T10:02:00Z')
  })

  test('a next page at another host gets no credentials and no request', async () => {
    answered(json({ messages: [incoming(1)], meta: { next_page_url: elsewhere.baseUrl } }))
    expect(await listIncoming(account, { to: '+1', since: '2026-11-27T00:00:00.000Z' }))
      .toMatchObject({ kind: 'unclear' })
    expect(elsewhere.seen).toEqual([])
  })

  test('49: files are listed, and fetched with credentials', async () => {
    answered(json({ media_list: [{ sid: `ME${'7'.repeat(32)}` }, { sid: 'no' }] }),
      { status: 200, text: PNG.toString('latin1'), headers: { 'content-type': 'text/plain' } })
    const listed = await listMedia(account, messageSid(1))
    expect(listed).toEqual({ kind: 'told', value: [stub.baseUrl + MEDIA] })
  })
})

describe('49: a file of a message', () => {
  const fetched = (options: Parameters<typeof fetchMedia>[2] = {}) =>
    fetchMedia(account, `https://api.twilio.com${MEDIA}`, { allowsPrivate: true, ...options })
  const png = (type = 'image/png'): StubAnswer =>
    ({ status: 200, bytes: PNG, headers: { 'content-type': type } })

  test('is fetched where the account is, whatever host its address names', async () => {
    answered(png())
    expect(await fetched()).toEqual({
      kind: 'fetched', media: { bytes: PNG, contentType: 'image/png' },
    })
    expect(stub.seen[0]).toMatchObject({ path: MEDIA })
    expect(stub.seen[0]?.headers.authorization).toMatch(/^Basic /)
  })

  test('is followed to where it is kept, without credentials', async () => {
    answered({ status: 307, headers: { location: `${elsewhere.baseUrl}/kept` } })
    elsewhere.answers.push(png())
    expect(await fetched()).toMatchObject({ kind: 'fetched' })
    expect(elsewhere.seen.map(({ headers }) => headers.authorization)).toEqual([undefined])
  })

  test.each([
    'http://169.254.169.254/latest', 'https://10.0.0.1/', 'https://[::1]/', 'https://127.0.0.1/',
    'file:///etc/passwd', 'http://example.com/', 'https://user:pw@example.com/', '//[bad',
  ])('is not followed to %s', async (location) => {
    answered({ status: 302, headers: { location } })
    expect(await fetched({ allowsPrivate: false })).toMatchObject({ kind: 'refused' })
    expect(network.refused).toEqual([])
  })

  test('is not followed for ever', async () => {
    answered(...Array<StubAnswer>(9).fill({ status: 302, headers: { location: MEDIA } }))
    expect(await fetched()).toMatchObject({ kind: 'refused' })
    expect(stub.seen.length).toBeLessThan(6)
  })

  test.each<[string, StubAnswer, Parameters<typeof fetchMedia>[2], string]>([
    ['a picture by another name', png('text/html'), {}, 'image/png'],
    ['plain words', typed('hi', 'text/plain; charset=x'), {}, 'text/plain'],
    ['a page', { status: 200, text: '<html>' }, {}, 'refused'],
    ['a program called a picture', { status: 200, bytes: Buffer.from('MZ\u0090\0\u0003\0\0\0'),
      headers: { 'content-type': 'image/png' } }, {}, 'refused'],
    ['words called a picture', typed('hi', 'image/png'), {}, 'refused'],
    ['what is too large', png(), { mostBytes: 10 }, 'refused'],
    ['what is gone', { status: 404, text: '' }, {}, 'refused'],
    ['a fault', { status: 503, text: '' }, {}, 'unclear'],
    ['a reset', 'reset', {}, 'unclear'], ['no answer', 'hang', { timeoutMs: 300 }, 'unclear'],
    ['half a file', { status: 200, bytes: PNG, headers: { 'content-length': '999' } },
      { timeoutMs: 300 }, 'unclear'],
  ])('%s is %s', async (_what, answer, options, outcome) => {
    answered(answer)
    const got = await fetched(options)
    expect(got.kind === 'fetched' ? got.media.contentType : got.kind).toBe(outcome)
    expect(JSON.stringify(got)).not.toContain(TOKEN)
  })

  test.each([
    'https://api.twilio.com/', MEDIA, `https://api.twilio.com${MEDIA}/../x`,
    `https://api.twilio.com${MEDIA.replaceAll('aa', 'bb')}`, 'x',
  ])('%s is not one of the account, and not asked for', async (address) => {
    expect(mediaNamed(account, address)).toBeNull()
    expect(await fetchMedia(account, address)).toMatchObject({ kind: 'refused' })
    expect(stub.seen).toEqual([])
  })
})

describe('the account', () => {
  test('says what it has', async () => {
    answered(json({ friendly_name: 'Acme', status: 'active', type: 'Trial' }),
      json({
        incoming_phone_numbers: [
          { phone_number: '+33757123456', friendly_name: 'Paris', sms_url: 'https://x.example',
            capabilities: { sms: true, mms: false, voice: true } },
          { phone_number: '+18005551234', capabilities: { sms: true, mms: true } }, {},
        ], next_page_uri: null,
      }),
      json({ services: [{ sid: `MG${'1'.repeat(32)}`, friendly_name: 'Reminders' }],
        meta: { key: 'services' } }))
    expect(await checkAccount(account)).toEqual({
      kind: 'told', value: {
        name: 'Acme', status: 'active', isTrial: true,
        numbers: [
          { address: '+33757123456', label: 'Paris', country: 'FR', kind: 'mobile', canSms: true,
            canMms: false, smsUrl: 'https://x.example' },
          { address: '+18005551234', label: '+18005551234', country: 'US', kind: 'toll_free',
            canSms: true, canMms: true, smsUrl: '' },
        ],
        services: [{ sid: `MG${'1'.repeat(32)}`, name: 'Reminders' }],
      },
    })
    expect(stub.seen.map(({ path }) => path)).toEqual([`${ACCOUNT}.json`,
      `${ACCOUNT}/IncomingPhoneNumbers.json`, '/v1/Services'])
  })

  test('whose token is wrong is told in plain words', async () => {
    answered(json({ code: 20003, status: 401, message: 'Authenticate' }, 401))
    expect(await checkAccount(account)).toEqual({
      kind: 'refused', code: 20003, why: 'Our access to the SMS provider was refused.',
    })
  })
})

describe('prices and lines', () => {
  test('of several carriers the dearest price counts, and strange ones do not', async () => {
    const prices = (...list: unknown[]) => ({ carrier: 'A', prices: list })
    answered(json({
      price_unit: 'usd', iso_country: 'FR', outbound_sms_prices: [
        prices({ number_type: 'mobile', base_price: '0.09', current_price: '0.0798' }),
        prices({ number_type: 'local', current_price: 'free' }, { base_price: '0.08' }), {}],
    }), json({ price_unit: 'usd', outbound_sms_prices: null }))
    expect(await readPrice(account, 'FR'))
      .toEqual({ kind: 'told', value: { country: 'FR', micros: 80_000, currency: 'USD' } })
    expect(await readPrice(account, 'DE')).toEqual({ kind: 'told', value: null })
    expect(await readPrice(account, '../x')).toEqual({ kind: 'told', value: null })
    expect(stub.seen.map(({ path }) => path))
      .toEqual(['/v1/Messaging/Countries/FR', '/v1/Messaging/Countries/DE'])
  })

  test.each([
    ['-0.00750', 7500], ['0.0079', 7900], ['1', 1_000_000], [0.05, 50_000], ['0.0000005', 1],
    ['0.0000004', 0], ['12.345678', 12_345_678], ['', null], ['free', null], [null, null],
    ['1e3', null], [undefined, null],
  ])('%j is %j millionths', (text, micros) => {
    expect(microsOf(text)).toBe(micros)
  })

  test.each([
    [{ valid: true, line_type_intelligence: { type: 'mobile' } }, 'mobile'],
    [{ valid: true, line_type_intelligence: { type: 'nonFixedVoip' } }, 'voip'],
    [{ valid: true, line_type_intelligence: { type: 'tollFree' } }, 'toll_free'],
    [{ valid: true, line_type_intelligence: { type: 'new' } }, 'unknown'],
    [{ valid: true, line_type_intelligence: null }, 'unknown'],
    [{ valid: false, line_type_intelligence: null }, 'invalid'],
    [{}, 'unknown'],
  ])('%j is a line of the kind %s', async (body, line) => {
    answered(json(body))
    expect(await lookUpLine(account, '+33612345678')).toEqual({ kind: 'told', value: line })
    expect(stub.seen[0]?.url).toBe('/v2/PhoneNumbers/+33612345678?Fields=line_type_intelligence')
  })
})

test.each([
  ['http://127.0.0.1:1/x', 'https://pricing.twilio.com/v1/A?b=1', 'http://127.0.0.1:1/x/v1/A?b=1'],
  ['https://api.twilio.com', 'https://api.twilio.com/2010-04-01/A.json',
    'https://api.twilio.com/2010-04-01/A.json'],
  ['https://api.dublin.ie1.twilio.com', 'https://lookups.twilio.com/v2/A',
    'https://lookups.dublin.ie1.twilio.com/v2/A'],
  ['http://127.0.0.1:1', 'http://127.0.0.1:1/v1/Services?Page=1',
    'http://127.0.0.1:1/v1/Services?Page=1'],
  ['http://127.0.0.1:1', 'http://127.0.0.1:11/v1', null],
  ['http://127.0.0.1:1', 'http://127.0.0.1:1@evil.example/v1', null],
  ['https://api.twilio.com', 'https://api.twilio.com:8443/x', null],
  ['https://api.twilio.com', 'https://evil.example/x', null],
  ['https://api.twilio.com', 'https://api.twilio.com.evil.example/x', null],
  ['https://api.twilio.com', '/x', null],
])('14: at %s, %s is asked at %s', (baseUrl, made, called) => {
  expect(addressAt(baseUrl, made)?.href ?? null).toBe(called)
})
