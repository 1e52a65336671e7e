// Which events a narrowed timeline shows, and which kinds a search finds by their sentence.
import { expect, it } from 'vitest'
import { kindsOfPart, kindsThatSay } from './event-part.ts'
import { EVENT_PARTS } from './event-parts.ts'

it.each([
  ['call', 'call_logged'], ['letter', 'letter_posted'], ['task', 'task_opened'],
  ['money', 'payment_recorded'], ['money', 'promise_ended'], ['note', 'note_added'],
  ['email', 'message_bounced'], ['sms', 'keyword_received'],
] as const)('%s shows %s, and no other part does', (part, kind) => {
  expect(EVENT_PARTS.filter((one) => kindsOfPart(one).includes(kind))).toEqual([part])
})

it('words of a sentence find its kind in any case; gaps and empty words find nothing', () => {
  expect(kindsThatSay('BEFORE IT LEFT')).toContain('message_undone')
  expect(kindsThatSay('Payment of')).toContain('payment_recorded')
  expect(kindsThatSay('  ')).toEqual([])
  expect(kindsThatSay('Ingrid')).toEqual([])
})
