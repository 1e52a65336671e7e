// Whatever the stand-in is asked, it answers as the provider would: never with a fault of its own.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { OUR_NUMBER, standIn, THEIR_NUMBER } from '../../../testing/sms-stand-in.ts'

const FIELDS = ['To', 'From', 'Body', 'MessagingServiceSid', 'MediaUrl', 'StatusCallback',
  'ValidityPeriod', 'ScheduleType', 'SendAt', 'ContentSid', 'ContentVariables', 'SmartEncoded',
  'Status', 'Outcome', 'Attempt', 'MessageIntent', 'Nonsense']
const VALUES = ['', THEIR_NUMBER, OUR_NUMBER, `whatsapp:${THEIR_NUMBER}`, 'whatsapp:+12025550101',
  'rcs:acme_agent', 'Acme', '12345', 'canceled', 'fixed', '2026-01-01T01:00:00Z', '{}', '{"1":2}',
  'true', 'http://us.example/#rc=9&rp=all', '-1', '36000', 'x'.repeat(1601), `HX${'a'.repeat(32)}`]

test('five thousand requests of nonsense are refused in the provider’s words', () => {
  const scene = standIn({ landlines: ['+12025550178'], closedCountries: ['NG'] })
  scene.emulator.script('+12025550179', { hang: true })
  const [made, hanging] = [scene.byService().json, scene.create({ To: '+12025550179' }).json]
  const word = fc.oneof(fc.constantFrom(...VALUES, scene.serviceSid), fc.string())
  const path = fc.oneof(
    fc.constantFrom('Messages.json', `Messages/${made['sid']}.json`,
      `Messages/${hanging['sid']}.json`,
      `Messages/${made['sid']}/Media.json`, `Messages/${made['sid']}/Feedback.json`,
      'IncomingPhoneNumbers.json', '/v1/Services', '/v2/PhoneNumbers/+33612345678',
      '/v2/PhoneNumbers/%E0%A4%A', '/v1/Messaging/Countries/FR'),
    fc.string().map((text) => `Messages/${text}`))
  const query = fc.dictionary(
    fc.constantFrom('To', 'DateSent', 'DateSent<', 'PageSize', 'Page', 'PageToken', 'Fields'), word)
  const nonsense = fc.dictionary(fc.constantFrom(...FIELDS), word)
  const almostRight = fc.dictionary(fc.constantFrom(...FIELDS), word, { maxKeys: 2 })
    .map((wrong) => ({ To: THEIR_NUMBER, From: OUR_NUMBER, Body: 'Hello', ...wrong }))
  const statuses = new Set<number>()
  fc.assert(fc.property(fc.constantFrom('GET', 'POST', 'DELETE', 'PUT', ''), path,
    fc.oneof(nonsense, almostRight), query, (method, at, fields, asked) => {
      const answer = scene.ask(method, at, fields, new URLSearchParams(asked).toString())
      statuses.add(answer.status)
      if (answer.status >= 400) {
        expect(answer.json).toMatchObject({ status: answer.status, code: expect.any(Number) })
      }
      scene.emulator.tick(1)
      return answer.status < 500
    }), { numRuns: 5000, seed: 9 })
  scene.emulator.runAll()
  expect([...statuses].toSorted((a, b) => a - b)).toEqual([200, 201, 204, 400, 404, 405, 409])
})

test('a sign-in that cannot be read is a wrong one', () => {
  const { emulator, base } = standIn()
  fc.assert(fc.property(fc.option(fc.string({ unit: 'binary' })), (authorization) => {
    const answer = emulator.handle({ method: 'GET', path: `${base}.json`,
      headers: authorization === null ? {} : { authorization } })
    return answer.status === 401
  }), { numRuns: 500, seed: 9 })
})
