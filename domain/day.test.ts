// Days as whole numbers: what the library says of the same days and moments.
import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import {
  addDays, addSeconds, dayNumber, daysBetween, isDay, parseInstant, secondsBetween, weekdayOf,
} from './day.ts'

const anyDay = fc.integer({ min: -700_000, max: 2_900_000 }).map((days) =>
  Temporal.PlainDate.from('1970-01-01').add({ days }).toString())
const anyMoment = fc.integer({ min: -6e13, max: 2.5e14 }).map((ms) =>
  Temporal.Instant.fromEpochMilliseconds(ms).toString({ fractionalSecondDigits: 3 }))

test('a day later, a distance and a weekday are what the library says', () => {
  fc.assert(fc.property(anyDay, anyDay, fc.integer({ min: -40_000, max: 40_000 }), (a, b, count) => {
    const [from, to] = [Temporal.PlainDate.from(a), Temporal.PlainDate.from(b)]
    expect(addDays(a, count)).toBe(from.add({ days: count }).toString())
    expect(daysBetween(a, b)).toBe(from.until(to, { largestUnit: 'days' }).days)
    expect(weekdayOf(a)).toBe(from.dayOfWeek)
  }), { numRuns: 2_000 })
})

test('every day of 400 years has its own number', () => {
  let date = Temporal.PlainDate.from('1899-12-31')
  for (let number = dayNumber(date.toString()); date.year < 2300; number++) {
    expect(dayNumber(date.toString())).toBe(number)
    date = date.add({ days: 1 })
  }
})

test.each([
  ['2024-02-29', true], ['2023-02-29', false], ['1900-02-29', false], ['2000-02-29', true],
  ['2027-04-31', false], ['2027-13-01', false], ['2027-00-10', false], ['2027-01-00', false],
  ['2027-1-01', false], ['0000-02-29', true], ['9999-12-31', true], ['2027-01-01T00:00', false],
])('%s is a day: %s', (text, isOne) => {
  expect(isDay(text)).toBe(isOne)
  if (!isOne && /^\d{4}-\d\d-\d\d$/.test(text)) expect(() => dayNumber(text)).toThrow(RangeError)
})

test('seconds later and between are what the library says', () => {
  fc.assert(fc.property(anyMoment, anyMoment, fc.integer({ min: -1e9, max: 1e9 }), (a, b, count) => {
    const [from, to] = [Temporal.Instant.from(a), Temporal.Instant.from(b)]
    expect(addSeconds(a, count))
      .toBe(from.add({ seconds: count }).toString({ fractionalSecondDigits: 3 }))
    expect(secondsBetween(a, b))
      .toBe(Math.trunc((to.epochMilliseconds - from.epochMilliseconds) / 1000))
  }), { numRuns: 2_000 })
})

test.each([
  ['2027-03-01T10:00:00+01:00', '2027-03-01T09:00:00.000Z'],
  ['2027-03-01T00:00:00.1234Z', '2027-03-01T00:00:00.123Z'],
  ['1969-12-31T23:59:59.999Z', '1969-12-31T23:59:59.999Z'],
])('%s is the moment %s', (text, instant) => {
  expect(parseInstant(text)).toBe(instant)
  expect(addSeconds(text, 0)).toBe(instant)
})

test.each(['2027-02-30T10:00:00.000Z', '2027-02-20T25:00:00.000Z', 'soon'])(
  '%s is no moment', (text) => {
    expect(() => addSeconds(text, 1)).toThrow(RangeError)
  })
