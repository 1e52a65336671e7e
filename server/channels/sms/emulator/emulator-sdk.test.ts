// The stand-in, driven by the provider's own package over real HTTP.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { firstOf } from '../../../testing/first-of.ts'
import { standInClient } from '../../../testing/stand-in-client.ts'
import { openEmulator, type Emulator } from './emulator.ts'
import { serveEmulator, type ServedEmulator } from './serve-emulator.ts'

describe('the stand-in under the official package', () => {
  let emulator: Emulator
  let served: ServedEmulator
  beforeEach(async () => {
    emulator = openEmulator({ seed: 'sdk', accounts: [
      { apiKeys: [{ sid: `SK${'1'.repeat(32)}`, secret: 'key-secret' }],
        senders: [{ address: '+12025550100' }], services: [{ senders: ['+12025550100'] }] },
      { name: 'Another' },
    ] })
    served = await serveEmulator(emulator)
  })
  afterEach(() => served.close())
  const client = () => {
    const { sid, authToken } = firstOf(emulator.accounts())
    return standInClient(served.baseUrl, sid, authToken)
  }

  test('a message is created, fetched and listed as the package expects', async () => {
    const account = firstOf(emulator.accounts())
    const body = 'é € 👍 + & = %\nsecond line'
    const made = await client().messages.create({ to: '+12025550177', body,
      messagingServiceSid: firstOf(account.services).sid })
    expect([made.status, made.from, made.numSegments, made.body])
      .toEqual(['accepted', null, '0', body])
    await served.runAll()
    const fetched = await client().messages(made.sid).fetch()
    expect([fetched.status, fetched.from, fetched.numSegments, fetched.price])
      .toEqual(['delivered', '+12025550100', '1', '-0.00790'])
    expect(fetched.dateSent?.toISOString()).toBe('2026-01-01T00:00:02.000Z')
    const listed = await client().messages.list({ to: '+12025550177',
      dateSentAfter: new Date('2026-01-01T00:00:00Z') })
    expect(listed.map((one) => one.sid)).toEqual([made.sid])
  })

  test('the list goes on over its pages until nothing is left', async () => {
    for (let count = 0; count < 7; count++) {
      await client().messages.create({ to: '+12025550177', from: '+12025550100', body: `${count}` })
    }
    const listed = await client().messages.list({ pageSize: 3 })
    expect(listed.map((one) => one.body)).toEqual(['6', '5', '4', '3', '2', '1', '0'])
  })

  test('a planned message can be cancelled, a delivered one erased and deleted', async () => {
    const service = firstOf(firstOf(emulator.accounts()).services).sid
    const planned = await client().messages.create({ to: '+12025550177', body: 'Later',
      messagingServiceSid: service, scheduleType: 'fixed', sendAt: new Date('2026-01-02T00:00:00Z') })
    expect(planned.status).toBe('scheduled')
    expect((await client().messages(planned.sid).update({ status: 'canceled' })).status)
      .toBe('canceled')
    const sent = await client().messages.create({ to: '+12025550177', body: 'Now',
      from: '+12025550100' })
    await expect(client().messages(sent.sid).update({ body: '' }))
      .rejects.toMatchObject({ code: 20009 })
    await served.runAll()
    expect((await client().messages(sent.sid).update({ body: '' })).body).toBe('')
    expect(await client().messages(sent.sid).remove()).toBe(true)
    await expect(client().messages(sent.sid).fetch()).rejects.toMatchObject({ status: 404 })
  })

  test('an API key may ask; a wrong secret and another account may not', async () => {
    const [own, other] = emulator.accounts()
    if (own === undefined || other === undefined) throw new Error('Two accounts are set up.')
    const sent = await client().messages.create({ to: '+12025550177', body: 'Hi',
      from: '+12025550100' })
    const byKey = standInClient(served.baseUrl, `SK${'1'.repeat(32)}`, 'key-secret', own.sid)
    expect((await byKey.messages(sent.sid).fetch()).sid).toBe(sent.sid)
    await expect(standInClient(served.baseUrl, own.sid, 'wrong').messages(sent.sid).fetch())
      .rejects.toMatchObject({ status: 401, code: 20003 })
    await expect(standInClient(served.baseUrl, other.sid, other.authToken).messages(sent.sid).fetch())
      .rejects.toMatchObject({ status: 404, code: 20404 })
    await expect(standInClient(served.baseUrl, other.sid, other.authToken, own.sid)
      .messages(sent.sid).fetch()).rejects.toMatchObject({ status: 404, code: 20404 })
  })

  test('numbers, services, lookups, prices and the account are read', async () => {
    const account = firstOf(emulator.accounts())
    emulator.lineTypes.set('+12025550188', 'landline')
    const numbers = await client().incomingPhoneNumbers.list()
    expect(numbers.map((one) => one.phoneNumber)).toEqual(['+12025550100'])
    const service = await client().messaging.v1.services(firstOf(account.services).sid).fetch()
    expect(service.stickySender).toBe(true)
    const looked = await client().lookups.v2.phoneNumbers('+12025550188')
      .fetch({ fields: 'line_type_intelligence' })
    expect(looked.lineTypeIntelligence).toMatchObject({ type: 'landline' })
    const price = await client().pricing.v1.messaging.countries('FR').fetch()
    expect(price.isoCountry).toBe('FR')
    expect((await client().api.v2010.accounts(account.sid).fetch()).status).toBe('active')
  })
})
