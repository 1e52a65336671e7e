// What the stand-in answers has the fields and types that the provider documents, always all of them.
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { OUR_NUMBER, standIn, THEIR_NUMBER } from '../../../testing/sms-stand-in.ts'

const date = z.string().regex(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000$/)
const message = z.strictObject({
  sid: z.string().regex(/^(SM|MM)[0-9a-f]{32}$/),
  account_sid: z.string().regex(/^AC[0-9a-f]{32}$/),
  messaging_service_sid: z.string().regex(/^MG[0-9a-f]{32}$/).nullable(),
  to: z.string(), from: z.string().nullable(), body: z.string(),
  status: z.enum(['accepted', 'scheduled', 'queued', 'sending', 'sent', 'delivered',
    'undelivered', 'failed', 'canceled', 'read', 'receiving', 'received']),
  direction: z.enum(['inbound', 'outbound-api', 'outbound-call', 'outbound-reply']),
  num_segments: z.string().regex(/^\d+$/), num_media: z.string().regex(/^\d+$/),
  price: z.string().regex(/^-\d+\.\d+$/).nullable(), price_unit: z.string().length(3),
  error_code: z.int().nullable(), error_message: z.string().nullable(),
  date_created: date, date_updated: date, date_sent: date.nullable(),
  api_version: z.literal('2010-04-01'), uri: z.string().startsWith('/2010-04-01/'),
  subresource_uris: z.record(z.string(), z.string().startsWith('/2010-04-01/')),
})
const page = z.strictObject({
  messages: z.array(message), page: z.int(), page_size: z.int(), start: z.int(), end: z.int(),
  uri: z.string().startsWith('/'), first_page_uri: z.string().startsWith('/'),
  next_page_uri: z.string().startsWith('/').nullable(),
  previous_page_uri: z.string().startsWith('/').nullable(),
})
const refusal = z.strictObject({
  code: z.int(), message: z.string().min(3),
  more_info: z.string().regex(/^https:\/\/www\.twilio\.com\/docs\/errors\/\d+$/), status: z.int(),
})

describe('67: the answers of the stand-in', () => {
  test('a message has every field in every state of its life', () => {
    const scene = standIn()
    scene.emulator.script('+12025550188', { failed: 30007 })
    scene.emulator.script('+12025550189', { undelivered: 30006 })
    const made = [
      scene.create({}), scene.byService(), scene.create({ To: '+12025550188' }),
      scene.byService({ To: '+12025550189' }), scene.create({ MediaUrl: 'https://a.example/x.png' }),
      scene.byService({ ScheduleType: 'fixed', SendAt: '2026-01-01T01:00:00Z' }),
    ]
    scene.emulator.receive({ from: THEIR_NUMBER, to: OUR_NUMBER, body: 'Hi' })
    for (const one of made) expect([one.status, message.safeParse(one.json).error]).toEqual(
      [201, undefined])
    for (let second = 0; second < 20; second++) {
      const listed = scene.ask('GET', 'Messages.json')
      expect(page.parse(listed.json).messages).toHaveLength(made.length + 1)
      scene.emulator.tick(0.5)
    }
    scene.emulator.runAll()
    const ends = page.parse(scene.ask('GET', 'Messages.json').json).messages
      .map((one) => [one.status, one.error_code])
    expect(ends).toEqual([['received', null], ['delivered', null], ['delivered', null],
      ['undelivered', 30006], ['failed', 30007], ['delivered', null], ['delivered', null]])
  })

  test('a refusal and an unknown path have the shape of an error, and every answer its headers', () => {
    const scene = standIn()
    const answers = [
      scene.create({ Body: '' }), scene.ask('GET', `Messages/SM${'0'.repeat(32)}.json`),
      scene.ask('GET', '/2010-04-01/Nothing.json'), scene.ask('PUT', 'Messages.json'),
      scene.ask('GET', `/2010-04-01/Accounts/AC${'0'.repeat(32)}/Messages.json`),
    ]
    for (const answer of answers) {
      expect(refusal.parse(answer.json).status).toBe(answer.status)
      expect(answer.headers).toMatchObject({
        'Twilio-Request-Id': expect.stringMatching(/^RQ[0-9a-f]{32}$/),
        'Twilio-Concurrent-Requests': '1', 'Content-Type': expect.stringContaining('json'),
      })
    }
    expect(answers.map(({ status }) => status)).toEqual([400, 404, 404, 405, 404])
  })

  test('pages name the next by a relative address, and new messages do not move them', () => {
    const scene = standIn()
    for (const Body of ['1', '2', '3', '4']) scene.create({ Body })
    const first = scene.ask('GET', 'Messages.json', {}, `PageSize=2&To=%2B12025550177`)
    scene.create({ Body: '5' })
    const [path = '', query = ''] = String(first.json['next_page_uri']).split('?')
    const second = page.parse(scene.ask('GET', path, {}, query).json)
    expect(page.parse(first.json).messages.map((one) => one.body)).toEqual(['4', '3'])
    expect(second.messages.map((one) => one.body)).toEqual(['2', '1'])
    expect([second.page, second.next_page_uri]).toEqual([1, null])
    expect(second.uri).toContain('To=%2B12025550177')
  })

  test.each([
    ['', ['today', 'yesterday', 'unsent']], ['DateSent=2026-01-02', ['today']],
    ['DateSent>=2026-01-02T23:00:00Z', ['today']], ['DateSent<=2026-01-01', ['yesterday']],
    ['DateSent%3E=2026-01-01&DateSent%3C=2026-01-02', ['today', 'yesterday']],
    ['To=%2B12025550178', ['yesterday']], ['From=%2B33757000100', []],
    ['DateSent>=2026-01-03', []],
  ])('a list asked for %s holds %j', (query, bodies) => {
    const scene = standIn()
    const send = (Body: string, fields = {}) => scene.create({ Body, ...fields })
    send('unsent', { To: '+12025550179' })
    scene.emulator.script('+12025550179', { hang: true })
    send('yesterday', { To: '+12025550178' })
    scene.emulator.tick(86_400)
    send('today')
    scene.emulator.tick(60)
    const listed = page.parse(scene.ask('GET', 'Messages.json', {}, query).json).messages
    expect(listed.map((one) => one.body).toSorted()).toEqual(bodies.toSorted())
  })
})
