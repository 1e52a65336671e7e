// How often and when a debtor may be contacted, with the edges of the week and of the hours.
import { expect, test } from 'vitest'
import { bothHours, callProblem, contactRulesOf, contactsFreeOn } from './contact-rules.ts'
import { addDays } from './day.ts'

const TODAY = '2027-03-10'
const ago = (days: number) => addDays(TODAY, -days)
const strict = contactRulesOf('agency', 'consumer')

test.each([
  ['six', [0, 1, 2, 3, 4, 5], null],
  ['seven on one day', [0, 0, 0, 0, 0, 0, 0], addDays(TODAY, 7)],
  ['seven on the last seven days', [0, 1, 2, 3, 4, 5, 6], addDays(TODAY, 1)],
  ['the seventh a week ago', [0, 1, 2, 3, 4, 5, 7], null],
  ['eight: the second oldest must go as well', [0, 1, 2, 3, 4, 5, 6, 6], addDays(TODAY, 1)],
  ['eight, two of them yesterday', [1, 1, 2, 3, 4, 5, 6, 6], addDays(TODAY, 1)],
  ['eight that leave seven tomorrow', [0, 0, 1, 2, 3, 4, 5, 6], addDays(TODAY, 2)],
  ['none', [], null],
])('E47: after %s contacts a consumer of others is free on the right day', (_, days, freeOn) => {
  expect(contactsFreeOn(strict, days.map(ago), TODAY)).toBe(freeOn)
})

test.each([
  ['agency', 'company'], ['agency', 'public_body'], ['agency', 'sole_trader'],
  ['creditor', 'company'], ['creditor', 'public_body'],
] as const)('E47: %s and %s are bound by the workflow alone', (creditor, debtor) => {
  const rules = contactRulesOf(creditor, debtor)
  expect(contactsFreeOn(rules, Array.from({ length: 20 }, () => TODAY), TODAY)).toBeNull()
  expect(callProblem(rules, { freeOn: null, now: '2027-03-10T02:00:00.000Z',
    zones: ['Europe/Paris'] })).toBeNull()
})

test.each([
  ['06:59', 'Europe/Paris', true], ['07:00', 'Europe/Paris', false],
  ['19:59', 'Europe/Paris', false], ['20:00', 'Europe/Paris', true],
])('E47: a call at %s UTC to %s is outside: %s', (time, zone, isOutside) => {
  expect(callProblem(strict, { freeOn: null, now: `2027-03-10T${time}:00.000Z`, zones: [zone] })
    !== null).toBe(isOutside)
})

test('E47: a call must be in the hours of every zone; narrower hours stay narrower', () => {
  expect(callProblem(strict, { freeOn: null, now: '2027-03-10T08:00:00.000Z',
    zones: ['Europe/Paris', 'America/New_York'] })).toMatchObject({
    // Eight in New York, two in the afternoon in Paris.
    opensAt: '2027-03-10T13:00:00.000Z' })
  expect(bothHours({ from: '09:00', until: '22:00' }, strict))
    .toEqual({ from: '09:00', until: '21:00' })
})

test('a consumer of our own is rung by day, however often the workflow says', () => {
  const own = contactRulesOf('creditor', 'consumer')
  expect(contactsFreeOn(own, Array.from({ length: 20 }, () => TODAY), TODAY)).toBeNull()
  const call = (time: string) => callProblem(own, { freeOn: null,
    now: `2027-03-10T${time}:00.000Z`, zones: ['Europe/Paris'] })
  expect(call('06:59')?.text).toContain('It is 07:59 there (Europe/Paris)')
  expect(call('06:59')?.opensAt).toBe('2027-03-10T07:00:00.000Z')
  expect(call('07:00')).toBeNull()
  expect(call('20:00')?.opensAt).toBe('2027-03-11T07:00:00.000Z')
  // Texts keep to the narrower hours of their own.
  expect(bothHours({ from: '08:00', until: '20:00' }, own)).toEqual({ from: '08:00', until: '20:00' })
})

test('what was contacted too often names the day, and no hour', () => {
  expect(callProblem(strict, { freeOn: TODAY, now: '2027-03-10T12:00:00.000Z', zones: [] }))
    .toMatchObject({ opensAt: null, fix: expect.stringContaining(`Call from ${TODAY} on.`) })
})
