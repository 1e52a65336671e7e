// How customers are taken to pay: by habit, by a share after reminders, always the same way.
import { expect, test } from 'vitest'
import { habitualPayDay, medianDaysLate, payDayAfterReminder, type Scenario } from './scenario.ts'

const sliders = (sharePercent: number, withinDays: number, seed = 1) =>
  ({ kind: 'sliders', sharePercent, withinDays, seed }) satisfies Scenario

test.each<[name: string, dueOn: string, daysLate: number | null, payOn: string | null]>([
  ['as late as ever, when that day is to come', '2027-03-01', 10, '2027-03-11'],
  ['before its due day, when that is the habit', '2027-03-20', -5, '2027-03-15'],
  ['on the first day is over already: as many days again', '2027-02-28', 5, '2027-03-10'],
  ['later than ever before: as many days again from now', '2027-01-01', 12, '2027-03-17'],
  ['of a customer who pays early and owes for long: tomorrow', '2027-01-01', -3, '2027-03-06'],
  ['of nobody whose habits are known: never', '2027-03-01', null, null],
])('an invoice is paid %s', (_, dueOn, daysLate, payOn) => {
  expect(habitualPayDay({ invoiceId: 'i', dueOn, daysLate }, '2027-03-05')).toBe(payOn)
})

test('the median is the middle, the lower of two', () => {
  const paid = (...days: string[]) =>
    medianDaysLate(days.map((paidOn) => ({ dueOn: '2027-03-01', paidOn })))
  expect([paid(), paid('2027-03-04'), paid('2027-03-09', '2027-02-27'),
    paid('2027-03-02', '2027-06-01', '2027-03-05')]).toEqual([null, 3, -2, 4])
})

test('a share of the reminders moves somebody to pay, within the days, always the same', () => {
  const play = (scenario: ReturnType<typeof sliders>) =>
    Array.from({ length: 2_000 }, (_, place) => payDayAfterReminder(scenario,
      { invoiceId: `invoice ${place}`, on: '2027-03-01', count: 1 + (place % 3) }))
  const paid = play(sliders(30, 7)).filter((day) => day !== null)
  expect(paid.length).toBeGreaterThan(540)
  expect(paid.length).toBeLessThan(660)
  expect([...new Set(paid)].sort()).toEqual(['2027-03-02', '2027-03-03', '2027-03-04',
    '2027-03-05', '2027-03-06', '2027-03-07', '2027-03-08'])
  expect(play(sliders(30, 7))).toEqual(play(sliders(30, 7)))
  expect(play(sliders(30, 7, 2))).not.toEqual(play(sliders(30, 7)))
  expect(play(sliders(0, 7)).every((day) => day === null)).toBe(true)
  expect(play(sliders(100, 1)).every((day) => day === '2027-03-02')).toBe(true)
})
