// What becomes of messages in the stand-in: states, queues, scripts, channels, on its own clock.
import { describe, expect, test } from 'vitest'
import { OUR_NUMBER, standIn, THEIR_NUMBER } from '../../../testing/sms-stand-in.ts'

describe('the life of a message', () => {
  test('a service names sender and segments when it queues, and the price after it was sent', () => {
    const scene = standIn()
    const made = scene.byService({ Body: 'x'.repeat(161) }).json
    expect(made).toMatchObject({ status: 'accepted', from: null, num_segments: '0', price: null })
    scene.emulator.tick(1)
    expect(scene.fetch(made)).toMatchObject({ from: OUR_NUMBER, num_segments: '2' })
    scene.emulator.tick(3)
    expect(scene.fetch(made)).toMatchObject({ status: 'delivered', price: null })
    scene.emulator.runAll()
    expect(scene.fetch(made)).toMatchObject({ status: 'delivered', price: '-0.01580' })
    expect(scene.states(made)).toEqual(['accepted', 'queued', 'sending', 'sent', 'delivered'])
  })

  test.each([
    [{ undelivered: 30003 }, 'undelivered', 30003, ['sent', 'undelivered']],
    [{ failed: 30007 }, 'failed', 30007, ['failed']],
    [{ hang: true }, 'sending', null, []],
    [{ noReceipt: true }, 'sent', null, ['sent']],
    [{ conflict: true }, 'delivered', null, ['sent', 'delivered', 'undelivered']],
    [{}, 'delivered', null, ['sent', 'delivered']],
  ])('a number of which is told %j ends %s', (script, status, code, told) => {
    const scene = standIn()
    scene.emulator.script(THEIR_NUMBER, script)
    const made = scene.create({ StatusCallback: 'http://us.example/status' }).json
    scene.emulator.runAll()
    expect(scene.fetch(made)).toMatchObject({ status, error_code: code })
    expect(scene.forms().map((form) => form['MessageStatus'])).toEqual(told)
  })

  test('a bare number sends a segment a second, and refuses more than ten hours of them', () => {
    const scene = standIn()
    scene.create({ Body: 'x'.repeat(160) })
    const second = scene.create({ Body: 'y'.repeat(400) }).json
    const third = scene.create({}).json
    scene.emulator.tick(0.5)
    expect([scene.fetch(second)['status'], scene.fetch(third)['status']])
      .toEqual(['queued', 'queued'])
    scene.emulator.tick(1)
    expect(scene.fetch(second)['status']).toBe('sending')
    scene.emulator.tick(2)
    expect(scene.fetch(third)['status']).toBe('queued')
    scene.emulator.tick(1)
    expect(scene.fetch(third)['status']).toBe('sending')
    const long = 'z'.repeat(1600)
    let taken = 0
    while (scene.create({ Body: long }).status === 201) taken++
    expect(taken).toBe(Math.floor(36_000 / 11) + 1)
    expect(scene.create({}).json).toMatchObject({ code: 21611 })
    expect(scene.create({ From: '+12025550102' }).status).toBe(201)
  })

  test('a full queue of a service fails the message afterwards', () => {
    const scene = standIn({ senders: [{ address: OUR_NUMBER, segmentsPerSecond: 0.0001 }],
      services: [{ senders: [OUR_NUMBER] }] })
    const made = [1, 2, 3, 4, 5, 6].map(() => scene.byService().json)
    scene.emulator.tick(2)
    expect(made.map((one) => scene.fetch(one)['error_code']))
      .toEqual([null, null, null, null, 30001, 30001])
  })

  test('what cannot leave within its validity expires at that moment', () => {
    const scene = standIn()
    scene.create({ Body: 'x'.repeat(1600) })
    const made = scene.create({ ValidityPeriod: '5' }).json
    scene.emulator.tick(4)
    expect(scene.fetch(made)['status']).toBe('queued')
    scene.emulator.tick(1)
    expect(scene.fetch(made)).toMatchObject({ status: 'failed', error_code: 30036 })
  })

  test('a planned message waits for its time, and cannot be cancelled after it', () => {
    const scene = standIn()
    const made = scene.byService({ ScheduleType: 'fixed', SendAt: '2026-01-01T00:10:00Z' }).json
    scene.emulator.runUntil('2026-01-01T00:09:59Z')
    expect(scene.fetch(made)['status']).toBe('scheduled')
    scene.emulator.runUntil('2026-01-01T00:10:30Z')
    expect(scene.fetch(made)['status']).toBe('delivered')
    expect(scene.ask('POST', `Messages/${made['sid']}.json`, { Status: 'canceled' }))
      .toMatchObject({ status: 409, json: { code: 30409 } })
    const other = scene.byService({ ScheduleType: 'fixed', SendAt: '2026-01-01T01:00:00Z' }).json
    scene.ask('POST', `Messages/${other['sid']}.json`, { Status: 'canceled' })
    scene.emulator.runAll()
    expect(scene.states(other)).toEqual(['scheduled', 'canceled'])
  })

  test('each person keeps the sender it knows, the first is of its own country', () => {
    const scene = standIn()
    const [american, french] = [scene.byService().json, scene.byService({ To: '+33612345678' }).json]
    scene.emulator.tick(1)
    expect([scene.fetch(american)['from'], scene.fetch(french)['from']])
      .toEqual([OUR_NUMBER, '+33757000100'])
    scene.emulator.receive({ from: THEIR_NUMBER, to: '+33757000100', body: 'From abroad' })
    const again = scene.byService().json
    scene.emulator.tick(1)
    expect(scene.fetch(again)['from']).toBe('+33757000100')
  })

  test('a registered name serves its country; a pool without a way fails with 21703', () => {
    const scene = standIn({ senders: [{ address: '+18885550100' }],
      services: [{ senders: ['+18885550100'], namesByCountry: { FR: 'Acme' } }] })
    const made = ['+33612345678', '+12025550177', '+491711234567'].map((To) =>
      scene.byService({ To }).json)
    scene.emulator.runAll()
    expect(made.map((one) => [scene.fetch(one)['from'], scene.fetch(one)['error_code']]))
      .toEqual([['Acme', null], ['+18885550100', null], [null, 21703]])
  })

  test('a sender that is not registered fails all it sends', () => {
    const scene = standIn({ senders: [{ address: OUR_NUMBER, failsWith: 30034 }] })
    const made = scene.create({}).json
    scene.emulator.runAll()
    expect(scene.fetch(made)).toMatchObject({ status: 'failed', error_code: 30034 })
  })

  test('WhatsApp takes free text within a day of the person’s word, and tells when it is read', () => {
    const template = `HX${'a'.repeat(32)}`
    const scene = standIn({ templates: { [template]: 'Your invoice' } })
    const wa = { To: `whatsapp:${THEIR_NUMBER}`, From: 'whatsapp:+12025550101',
      StatusCallback: 'http://us.example/status' }
    const end = (made: Record<string, unknown>) => {
      scene.emulator.tick(60)
      const { status, error_code: code } = scene.fetch(made)
      return [status, code]
    }
    expect(end(scene.create(wa).json)).toEqual(['failed', 63016])
    expect(end(scene.create({ ...wa, ContentSid: template }).json)).toEqual(['read', null])
    expect(scene.forms().at(-1)).toMatchObject({ MessageStatus: 'read', EventType: 'READ',
      ChannelPrefix: 'whatsapp' })
    scene.emulator.receive({ from: wa.To, to: wa.From, body: 'Who is this?' })
    expect(end(scene.create(wa).json)).toEqual(['read', null])
    scene.emulator.tick(86_400)
    expect(end(scene.create(wa).json)).toEqual(['failed', 63016])
    scene.emulator.script(THEIR_NUMBER, { read: false })
    expect(end(scene.create({ ...wa, ContentSid: template }).json)).toEqual(['delivered', null])
  })

  test('RCS reaches phones that have it and is read there; others get an SMS; SMS is never read', () => {
    const scene = standIn({ services: [{ senders: [OUR_NUMBER, 'rcs:acme_agent'] }] })
    scene.emulator.rcsNumbers.add('+12025550180')
    const made = ['+12025550180', '+12025550181'].map((To) => scene.byService({ To }).json)
    const forced = scene.byService({ To: 'rcs:+12025550181' }).json
    scene.emulator.runAll()
    expect([...made, forced].map((one) => {
      const { from, status, error_code: code } = scene.fetch(one)
      return [from, status, code]
    })).toEqual([['rcs:acme_agent', 'read', null], [OUR_NUMBER, 'delivered', null],
      ['rcs:acme_agent', 'failed', 63036]])
  })
})
