// Moments as people write them; today is Wednesday, 10 June 2026, 14:30.
import { expect, test } from 'vitest'
import { readWhen } from './when-words.ts'

const NOW = { day: '2026-06-10', time: '14:30' }
const read = (text: string) => {
  const found = readWhen(text, NOW)
  return found && `${found.on}${found.time === null ? '' : ` ${found.time}`}`
}

test.each([
  ['tomorrow', '2026-06-11'], ['tomorrow 9', '2026-06-11 09:00'],
  ['Friday', '2026-06-12'], ['fri', '2026-06-12'], ['Wednesday', '2026-06-17'],
  ['next Tuesday 9', '2026-06-16 09:00'], ['next Friday', '2026-06-19'],
  ['Tuesday at 9:30', '2026-06-16 09:30'], ['monday 2 pm', '2026-06-15 14:00'],
  ['next week', '2026-06-15'], ['in 3 days', '2026-06-13'], ['3 days', '2026-06-13'],
  ['in a week', '2026-06-17'], ['in 2 weeks 8:00', '2026-06-24 08:00'],
  ['in 1 month', '2026-07-10'], ['in 2 hours', '2026-06-10 16:30'],
  ['in 10 hours', '2026-06-11 00:30'], ['16:00', '2026-06-10 16:00'],
  ['today 18h', '2026-06-10 18:00'], ['2026-07-01', '2026-07-01'], ['5 July', '2026-07-05'],
  ['July 5 9', '2026-07-05 09:00'], ['1 March', '2027-03-01'],
  ['morgen 9 Uhr', '2026-06-11 09:00'], ['nächsten Dienstag', '2026-06-16'],
  ['in 3 Tagen', '2026-06-13'], ['Freitag um 9', '2026-06-12 09:00'], ['5. Juli', '2026-07-05'],
  ['demain', '2026-06-11'], ['mardi prochain 9h30', '2026-06-16 09:30'],
  ['dans 2 semaines', '2026-06-24'], ['mañana a las 10', '2026-06-11 10:00'],
  ['en 3 días', '2026-06-13'], ['el próximo martes', '2026-06-16'],
])('“%s” is %s', (text, when) => {
  expect(read(text)).toBe(when)
})

test.each(['', 'soon', 'in', 'next', 'today', '9:00', 'tomorrow 25', 'tomorrow nine', '9 9',
  '2026-02-30', '31 February', 'in 3 bananas', 'fridge', 'yesterday', '2026-06-09'])(
  '“%s” is not understood, or is over', (text) => {
    expect(read(text)).toBeNull()
  })

test('no text makes it fall', () => {
  for (const text of ['in 999 months', '9'.repeat(50), 'a'.repeat(5_000), '🙂', '00:60']) {
    expect(() => read(text)).not.toThrow()
  }
})
