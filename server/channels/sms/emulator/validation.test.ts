// Which creations the stand-in refuses, with which code and HTTP status, and which fault comes first.
import { describe, expect, test } from 'vitest'
import { standIn } from '../../../testing/sms-stand-in.ts'

const SERVICE = { From: '', MessagingServiceSid: 'service' }
const HX = `HX${'a'.repeat(32)}`

const CASES: [string, Record<string, string | string[]>, number, number][] = [
  ['no recipient', { To: '' }, 21604, 400],
  ['a number of letters', { To: 'abc' }, 21211, 400],
  ['a number without its plus', { To: '2025550177' }, 21211, 400],
  ['a number of seventeen digits', { To: '+12345678901234567' }, 21211, 400],
  ['a short number of North America', { To: '+1202555017' }, 21211, 400],
  ['no sender', { From: '' }, 21603, 400],
  ['an unknown service', { ...SERVICE, MessagingServiceSid: `MG${'0'.repeat(32)}` }, 21705, 400],
  ['a sender that cannot be one', { From: '+1' }, 21212, 400],
  ['a name of twelve letters', { From: 'AcmeBilling1' }, 21212, 400],
  ['a number of someone else', { From: '+12025550199' }, 21659, 400],
  ['a number without SMS', { From: '+12025550103' }, 21601, 400],
  ['a sender outside the pool', { MessagingServiceSid: 'service', From: '+18885550100' },
    21606, 400],
  ['a name outside the pool', { MessagingServiceSid: 'service', From: 'Acme' }, 21709, 400],
  ['a name to the United States', { From: 'Acme' }, 21657, 400],
  ['a name to Canada', { From: 'Acme', To: '+14165550100' }, 21657, 400],
  ['toll-free to France', { From: '+18885550100', To: '+33612345678' }, 21612, 400],
  ['to oneself', { To: '+12025550100' }, 21266, 400],
  ['from SMS to WhatsApp', { To: 'whatsapp:+12025550177' }, 21910, 400],
  ['an empty body', { Body: '' }, 21602, 400],
  ['1601 characters', { Body: 'x'.repeat(1601) }, 21617, 400],
  ['eleven attachments', { MediaUrl: Array.from({ length: 11 }, () => 'https://a.example/') },
    21623, 400],
  ['an attachment of nowhere', { MediaUrl: 'invoice.pdf' }, 21620, 400],
  ['variables without a template', { ContentVariables: '{}' }, 21654, 400],
  ['an unknown template', { ContentSid: `HX${'b'.repeat(32)}` }, 21655, 400],
  ['variables that are a list', { ContentSid: HX, ContentVariables: '[1]' }, 21656, 400],
  ['a report address that is none', { StatusCallback: 'us.example' }, 21609, 400],
  ['an underscore in its host', { StatusCallback: 'https://a_b.example/' }, 21609, 400],
  ['4001 characters of it', { StatusCallback: `https://a.example/${'x'.repeat(4000)}` },
    21609, 400],
  ['no second of validity', { ValidityPeriod: '0' }, 21624, 400],
  ['more than ten hours of it', { ValidityPeriod: '36001' }, 21624, 400],
  ['a boolean that is none', { SmartEncoded: 'True' }, 20001, 400],
  ['an unknown intent', { MessageIntent: 'dunning' }, 20001, 400],
  ['planned without a service', { ScheduleType: 'fixed', SendAt: '2026-01-01T01:00:00Z' },
    35118, 400],
  ['planned by another word', { ...SERVICE, ScheduleType: 'exact' }, 35119, 400],
  ['planned without a time', { ...SERVICE, ScheduleType: 'fixed' }, 35111, 400],
  ['planned at no time', { ...SERVICE, ScheduleType: 'fixed', SendAt: 'tomorrow' }, 35114, 400],
  ['planned in 300 s', { ...SERVICE, ScheduleType: 'fixed', SendAt: '2026-01-01T00:05:00Z' },
    35115, 400],
  ['planned in 36 days', { ...SERVICE, ScheduleType: 'fixed', SendAt: '2026-02-06T00:00:00Z' },
    35115, 400],
  ['privacy that was not bought', { ContentRetention: 'discard' }, 30029, 400],
  ['nor this one', { AddressRetention: 'obfuscate' }, 30030, 400],
  ['a closed country', { To: '+2348012345678' }, 21408, 403],
  ['a landline', { To: '+12025550140' }, 21635, 400],
  ['the magic bad number', { To: '+15005550001' }, 21211, 400],
  ['the magic unreachable number', { To: '+15005550002' }, 21612, 400],
  ['the magic closed country', { To: '+15005550003' }, 21408, 403],
  ['the magic opted-out number', { To: '+15005550004' }, 21610, 400],
  ['the magic landline', { To: '+15005550009' }, 21614, 400],
  ['the magic bad sender', { From: '+15005550001' }, 21212, 400],
  ['the magic foreign sender', { From: '+15005550007' }, 21606, 400],
  ['the magic full queue', { From: '+15005550008' }, 21611, 400],
  // The first fault is told.
  ['everything wrong', { To: '', From: '', Body: '' }, 21604, 400],
  ['a bad number and no body', { To: '1', Body: '' }, 21211, 400],
  ['no body, in a closed country', { To: '+2348012345678', Body: '' }, 21602, 400],
]

const scene = () => standIn({
  closedCountries: ['NG'], landlines: ['+12025550140'], templates: { [HX]: 'Pay {{1}} now' },
})

describe('a creation', () => {
  test.each(CASES)('with %s is refused', (_, fields, code, status) => {
    const { create, serviceSid, emulator } = scene()
    const given = fields['MessagingServiceSid'] === 'service'
      ? { ...fields, MessagingServiceSid: serviceSid } : fields
    const answer = create(given)
    expect([answer.json['code'], answer.status]).toEqual([code, status])
    expect(emulator.messages()).toEqual([])
  })

  test('without any content is refused, and so is what a script refuses', () => {
    const { ask, create, emulator } = scene()
    expect(ask('POST', 'Messages.json', { To: '+12025550177', From: '+12025550100' }).json)
      .toMatchObject({ code: 21619 })
    emulator.script('+12025550177', { refused: 30485 })
    expect(create({}).json).toMatchObject({ code: 30485, status: 400 })
  })

  test.each([
    ['1600 characters', { Body: '👍'.repeat(1600) }],
    ['a name to France', { From: 'Acme 24', To: '+33612345678' }],
    ['the magic good sender', { From: '+15005550006' }],
    ['a template', { ContentSid: HX, ContentVariables: '{"1":"EUR 5"}', Body: '' }],
    ['an empty body beside a picture', { MediaUrl: 'https://a.example/x.png', Body: '' }],
    ['ten hours of validity', { ValidityPeriod: '36000' }],
    ['a landline that is tried all the same', { To: '+12025550140', ForceDelivery: 'true' }],
  ])('with %s is taken', (_, fields) => {
    expect(scene().create(fields).status).toBe(201)
  })

  test('a trial account texts verified numbers only; a suspended one asks nothing', () => {
    const trial = standIn({ verifiedNumbers: ['+12025550177'] })
    expect(trial.create({}).status).toBe(201)
    expect(trial.create({ To: '+12025550178' }).json).toMatchObject({ code: 21608 })
    expect(standIn({ isSuspended: true }).create({}).json).toMatchObject({ code: 20005 })
    const empty = standIn({ services: [{ senders: [] }] })
    expect(empty.byService().json).toMatchObject({ code: 21704 })
  })

  test('an owner asks for its subaccount, the subaccount not for its owner', () => {
    const { emulator, ask, accountSid } = standIn({}, { accounts: [
      { sid: `AC${'1'.repeat(32)}` },
      { sid: `AC${'2'.repeat(32)}`, authToken: 'sub', ownerSid: `AC${'1'.repeat(32)}` },
    ] })
    const sub = `AC${'2'.repeat(32)}`
    expect(ask('GET', `/2010-04-01/Accounts/${sub}.json`).json).toMatchObject({ sid: sub })
    const asSub = emulator.handle({ method: 'GET',
      path: `/2010-04-01/Accounts/${accountSid}/Messages.json`,
      headers: { Authorization: `Basic ${Buffer.from(`${sub}:sub`).toString('base64')}` } })
    expect(asSub.status).toBe(404)
  })
})
