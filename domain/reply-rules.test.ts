// Time and answers: Fridays, holidays and the day itself.
import { expect, test } from 'vitest'
import { businessDaysBetween, MONDAY_TO_FRIDAY } from './day.ts'
import { doubtHoldsSince, escalationStep } from './reply-rules.ts'

// 2026-03-06 is a Friday.
const WAITED: [string, string, number][] = [
  ['2026-03-06', '2026-03-06', 0], ['2026-03-06', '2026-03-07', 0],
  ['2026-03-06', '2026-03-09', 1], ['2026-03-07', '2026-03-09', 1],
  ['2026-03-06', '2026-03-13', 5], ['2026-03-09', '2026-03-06', 0],
]
test.each(WAITED)('from %s to %s lie %i business days', (from, to, days) => {
  expect(businessDaysBetween(from, to, MONDAY_TO_FRIDAY)).toBe(days)
})

test('a holiday is no business day', () => {
  const calendar = { weekend: [6, 7], holidays: new Set(['2026-03-09']) }
  expect(businessDaysBetween('2026-03-06', '2026-03-10', calendar)).toBe(1)
})

const STEPS: [string, number][] = [
  ['2026-03-10', 0], ['2026-03-11', 1], ['2026-03-13', 1], ['2026-03-16', 2], ['2026-03-19', 3],
  ['2026-06-30', 3],
]
test.each(STEPS)('an answer of Friday the 6th has reached by %s step %i', (today, step) => {
  const of = { calendar: MONDAY_TO_FRIDAY, everyDays: 3 }
  expect(escalationStep('2026-03-06', today, of)).toBe(step)
})

const HELD: [string, string, boolean][] = [
  ['a Tuesday message on Tuesday', '2026-03-10', true],
  ['a Tuesday message on Wednesday', '2026-03-11', true],
  ['a Tuesday message on Thursday', '2026-03-12', false],
]
test.each(HELD)('%s holds: %s', (_name, today, isHeld) => {
  const since = doubtHoldsSince(today, MONDAY_TO_FRIDAY, 'Europe/Paris')
  expect('2026-03-10T15:00:00.000Z' >= since).toBe(isHeld)
})

const FRIDAY: [string, boolean][] = [
  ['2026-03-07', true], ['2026-03-08', true], ['2026-03-09', true], ['2026-03-10', false],
]
test.each(FRIDAY)('a message of Friday evening holds on %s: %s', (today, isHeld) => {
  const since = doubtHoldsSince(today, MONDAY_TO_FRIDAY, 'Europe/Paris')
  expect('2026-03-06T21:00:00.000Z' >= since).toBe(isHeld)
})
