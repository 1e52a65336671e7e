// People who text the stand-in's numbers: webhook, list, opt-out words, media and answers.
import { describe, expect, test } from 'vitest'
import { firstOf } from '../../../testing/first-of.ts'
import { OUR_NUMBER, standIn, THEIR_NUMBER } from '../../../testing/sms-stand-in.ts'

const text = (body: string, more = {}) => ({ from: THEIR_NUMBER, to: OUR_NUMBER, body, ...more })

describe('an incoming message', () => {
  test('comes with every field of places, empty ones too, and stands in the list', () => {
    const scene = standIn()
    scene.emulator.geography.set(THEIR_NUMBER, { city: 'RESTON', state: 'VA' })
    const message = scene.emulator.receive(text('we pay Friday'))
    expect(scene.forms()).toEqual([{
      ToCountry: 'US', ToState: '', ToCity: '', ToZip: '', FromCountry: 'US', FromState: 'VA',
      FromCity: 'RESTON', FromZip: '', Body: 'we pay Friday', NumMedia: '0', NumSegments: '1',
      SmsStatus: 'received', SmsMessageSid: message?.sid, SmsSid: message?.sid,
      MessageSid: message?.sid, AccountSid: scene.accountSid, From: THEIR_NUMBER, To: OUR_NUMBER,
      MessagingServiceSid: scene.serviceSid, ApiVersion: '2010-04-01',
    }])
    const listed = scene.ask('GET', 'Messages.json', {}, 'To=%2B12025550100&DateSent=2026-01-01')
    expect(listed.json['messages']).toMatchObject([
      { sid: message?.sid, direction: 'inbound', status: 'received', body: 'we pay Friday' }])
  })

  test('is neither told nor listed where the service has no address for it', () => {
    const scene = standIn({ services: [{ senders: [OUR_NUMBER] }] })
    expect(scene.emulator.receive(text('lost'))).toBeNull()
    expect([scene.forms(), scene.emulator.messages()]).toEqual([[], []])
  })

  test('to a bare number goes to the address of that number', () => {
    const scene = standIn({ services: [],
      senders: [{ address: OUR_NUMBER, smsUrl: 'http://us.example/number' }] })
    scene.emulator.receive(text('hi'))
    expect(firstOf(scene.emulator.takeCalls())).toMatchObject({ url: 'http://us.example/number' })
  })

  test('with a picture names its address, which gives the bytes and can be deleted', () => {
    const scene = standIn()
    const content = Buffer.from([137, 80, 0, 255])
    const message = scene.emulator.receive(text('', { media: [{ contentType: 'image/png', content }] }))
    const [form = {}] = scene.forms()
    expect(form).toMatchObject({ NumMedia: '1', MediaContentType0: 'image/png',
      MessageSid: expect.stringMatching(/^MM/) })
    const path = new URL(form['MediaUrl0'] ?? '').pathname
    expect(scene.ask('GET', path).body).toEqual(content)
    expect(scene.ask('GET', `${path}.json`).json).toMatchObject({ content_type: 'image/png' })
    expect(scene.ask('GET', `Messages/${message?.sid}/Media.json`).json['media_list'])
      .toHaveLength(1)
    expect(scene.ask('DELETE', path).status).toBe(204)
    expect(scene.ask('GET', path).status).toBe(404)
  })
})

describe('the opt-out', () => {
  const WORDS: [string, boolean][] = [
    ['STOP', true], ['stopall', true], ['Unsubscribe', true], ['CANCEL', true], ['END', true],
    ['QUIT', true], ['REVOKE', true], ['OPTOUT', true], [' stop ', true],
    ['please stop', false], ['STOP.', false], ['HELP', false], ['cancel invoice 118', false],
  ]
  test.each(WORDS)('by %j: %s', (word, isOut) => {
    const scene = standIn({ services: [] })
    scene.emulator.receive(text(word))
    expect(scene.create({}).json['code']).toBe(isOut ? 21610 : undefined)
  })

  test('of a bare number is refused at once, of that number only, until START', () => {
    const scene = standIn({ services: [] })
    scene.emulator.receive(text('STOP'))
    expect(scene.create({}).json).toMatchObject({ code: 21610, status: 400 })
    expect(scene.create({ From: '+12025550102' }).status).toBe(201)
    scene.emulator.receive(text('START'))
    expect(scene.create({}).status).toBe(201)
  })

  test('of a service is told afterwards, for each of its numbers, until UNSTOP', () => {
    const scene = standIn({ services: [{ senders: [OUR_NUMBER, '+12025550102'],
      inboundUrl: 'http://us.example/in' }] })
    scene.emulator.receive(text('STOP', { to: '+12025550102' }))
    scene.emulator.takeCalls()
    const made = scene.byService()
    expect(made.status).toBe(201)
    scene.emulator.runAll()
    expect(scene.fetch(made.json)).toMatchObject({ status: 'failed', error_code: 21610 })
    expect(scene.forms()).toMatchObject([{ MessageStatus: 'failed', ErrorCode: '21610' }])
    scene.emulator.receive(text('UNSTOP'))
    const again = scene.byService().json
    scene.emulator.runAll()
    expect(scene.fetch(again)['status']).toBe('delivered')
  })

  test('is named in the call under Advanced Opt-Out only, and answered by the provider', () => {
    for (const hasAdvancedOptOut of [true, false]) {
      const scene = standIn({ services: [{ senders: [OUR_NUMBER], hasAdvancedOptOut,
        inboundUrl: 'http://us.example/in' }] })
      for (const word of ['STOP', 'HELP', 'START', 'hello']) scene.emulator.receive(text(word))
      expect(scene.forms().map((form) => form['OptOutType'])).toEqual(hasAdvancedOptOut
        ? ['STOP', 'HELP', 'START', undefined] : [undefined, undefined, undefined, undefined])
      expect(scene.emulator.journal().flatMap((entry) =>
        entry.kind === 'auto_reply' ? [entry.keyword] : [])).toEqual(['STOP', 'HELP', 'START'])
    }
  })

  test('knows words of one’s own under Advanced Opt-Out only', () => {
    for (const hasAdvancedOptOut of [true, false]) {
      const scene = standIn({ services: [{ senders: [OUR_NUMBER], hasAdvancedOptOut,
        ownWords: { STOP: ['ARRET'] }, inboundUrl: 'http://us.example/in' }] })
      scene.emulator.receive(text('arret'))
      expect(scene.forms()[0]?.['OptOutType']).toBe(hasAdvancedOptOut ? 'STOP' : undefined)
    }
  })

  test('from a toll-free number is not undone by YES', () => {
    const scene = standIn({ services: [] })
    for (const word of ['STOP', 'YES']) {
      scene.emulator.receive(text(word))
      scene.emulator.receive(text(word, { to: '+18885550100' }))
    }
    expect([scene.create({}).status, scene.create({ From: '+18885550100' }).status])
      .toEqual([201, 400])
  })
})

describe('the answer to the webhook', () => {
  test.each([
    ['text/xml', '<Response/>', [], []],
    ['', '', [], []],
    ['text/xml', '<?xml version="1.0"?><Response><Message>A &amp; B</Message></Response>',
      ['A & B'], []],
    ['application/xml', '<Response><Message to="x"><Body>One</Body></Message>'
      + '<Message>Two</Message></Response>', ['One', 'Two'], []],
    ['text/plain', 'Thank you', ['Thank you'], []],
    ['application/json', '{}', [], [12300]],
    ['text/xml', '<Response><Message>', [], [12100]],
    ['text/xml', '<Response><Dial/></Response>', [], [12200]],
  ])('of %s %s sends %j', (contentType, body, sent, warnings) => {
    const scene = standIn()
    scene.emulator.receive(text('Hello?'))
    const call = firstOf(scene.emulator.takeCalls())
    scene.emulator.settle(call, { status: 200, contentType, body })
    const replies = scene.emulator.messages().filter((one) => one.direction === 'outbound-reply')
    expect(replies.map((one) => one.body)).toEqual(sent)
    expect(scene.emulator.journal().flatMap((entry) =>
      entry.kind === 'warning' ? [entry.code] : [])).toEqual(warnings)
  })
})
