import { expect, test } from 'vitest'
import { afterFailure, type FollowUp } from './after-failure.ts'
import type { Remedy } from './sms-failure.ts'

const now = '2026-03-10T12:00:00.000Z'
const opensAgainAt = '2026-03-11T07:00:00.000Z'

test.each<[Remedy, number, FollowUp['kind'] | null, string | null]>([
  ['retry', 1, 'again', '2026-03-10T12:01:00.000Z'],
  ['retry', 4, 'again', '2026-03-10T12:08:00.000Z'],
  ['retry', 5, 'other_channel', now],
  ['next_window', 1, 'again', opensAgainAt],
  ['next_window', 2, 'other_channel', now],
  ['other_sender', 1, 'again', now],
  ['other_sender', 2, 'other_channel', now],
  ['stop_channel', 7, 'again', now],
  ['bad_number', 1, 'other_channel', now],
  ['landline', 1, 'other_channel', now],
  ['pause_sender', 1, 'other_channel', now],
  ['close_country', 1, 'other_channel', now],
  ['change_text', 1, 'other_channel', now],
  ['nothing', 1, 'other_channel', now],
  ['opted_out', 1, null, null],
  ['unclear', 1, null, null],
])('%s at try %i: %s', (remedy, tries, kind, at) => {
  const after = afterFailure({ remedy, tries, now, opensAgainAt, retryAfterSeconds: null })
  expect(after).toEqual(kind === null ? null : { kind, at })
})

test('the provider is not asked before it said', () => {
  expect(afterFailure({ remedy: 'retry', tries: 1, now, opensAgainAt, retryAfterSeconds: 600 }))
    .toEqual({ kind: 'again', at: '2026-03-10T12:10:00.000Z' })
})

test('where no hours suit, it goes on otherwise', () => {
  expect(afterFailure({
    remedy: 'next_window', tries: 1, now, opensAgainAt: null, retryAfterSeconds: null,
  })?.kind).toBe('other_channel')
})
