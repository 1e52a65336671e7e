// When a mail to a member may leave, where a person is told, and how often a webhook is tried.
import { expect, test } from 'vitest'
import { afterQuiet, channelsOf, NOTICE_KINDS, webhookWaitAfter } from './notice.ts'
import { NOTICE_EVENTS } from './notice-events.ts'

const NIGHT = { beginsAt: '19:00', endsAt: '07:00' }
const LUNCH = { beginsAt: '12:00', endsAt: '13:00' }

test.each([
  ['in the evening it waits for the morning', '2026-03-10T20:30:00.000Z', NIGHT,
    '2026-03-11T06:00:00.000Z'],
  ['after midnight it waits for the same morning', '2026-03-10T01:00:00.000Z', NIGHT,
    '2026-03-10T06:00:00.000Z'],
  ['at the first minute it waits', '2026-03-10T18:00:00.000Z', NIGHT, '2026-03-11T06:00:00.000Z'],
  ['at the last minute it leaves', '2026-03-10T06:00:00.000Z', NIGHT, '2026-03-10T06:00:00.000Z'],
  ['within the day it waits for the end', '2026-03-10T11:20:00.000Z', LUNCH,
    '2026-03-10T12:00:00.000Z'],
  ['the night of the clock change ends by the new clock', '2026-03-28T22:00:00.000Z', NIGHT,
    '2026-03-29T05:00:00.000Z'],
  ['a time that is no time holds nothing', '2026-03-10T20:30:00.000Z',
    { beginsAt: '08:00', endsAt: '08:00' }, '2026-03-10T20:30:00.000Z'],
  ['without quiet time it leaves', '2026-03-10T02:00:00.000Z', null, '2026-03-10T02:00:00.000Z'],
])('%s', (_, now, quiet, expected) => {
  expect(afterQuiet(now, quiet, 'Europe/Paris')).toBe(expected)
})

test('an answer is told in the app by default, and not where its owner turned it off', () => {
  expect(channelsOf('reply_received', [])).toContain('in_app')
  const off = [{ event: 'reply_received', channel: 'in_app', isOn: false }]
  expect(channelsOf('reply_received', off)).not.toContain('in_app')
  expect(channelsOf('unmatched_received', off)).toContain('in_app')
})

test('what has no digest never waits for one, whatever was chosen', () => {
  const chosen = NOTICE_EVENTS.map((event) => ({ event, channel: 'digest', isOn: true }))
  for (const event of NOTICE_EVENTS) {
    expect(channelsOf(event, chosen).has('digest')).toBe(NOTICE_KINDS[event].hasNoDigest !== true)
  }
})

test('a webhook is tried ten times, later and later, and then given up', () => {
  const waits = Array.from({ length: 10 }, (_, failed) => webhookWaitAfter(failed))
  expect(waits).toEqual([0, 5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400])
  expect(webhookWaitAfter(10)).toBeNull()
})
