// Rolling to business days, and the hour of a customer's clock on a day of ours.
import { describe, expect, test } from 'vitest'
import {
  addBusinessDays, dayAt, instantThere, rollBackward, rollForward, timeAt, type Calendar,
} from './day.ts'

const calendar: Calendar = { weekend: [6, 7], holidays: new Set(['2026-12-25', '2026-12-28']) }
const SUNDAY_OFF: Calendar = { weekend: [5], holidays: new Set() }

describe('rolling', () => {
  // 25 December 2026 is a Friday, and the Monday after it is free as well.
  test.each([
    ['a business day stays', '2026-12-24', '2026-12-24', '2026-12-24'],
    ['a holiday before a weekend and a holiday', '2026-12-25', '2026-12-29', '2026-12-24'],
    ['a Saturday', '2026-12-26', '2026-12-29', '2026-12-24'],
    ['a Sunday', '2026-12-27', '2026-12-29', '2026-12-24'],
    ['over the end of a month', '2027-01-30', '2027-02-01', '2027-01-29'],
  ])('%s', (_name, day, following, preceding) => {
    expect(rollForward(day, calendar)).toBe(following)
    expect(rollBackward(day, calendar)).toBe(preceding)
  })

  test('a weekend of Friday alone', () => {
    expect(rollForward('2026-12-25', SUNDAY_OFF)).toBe('2026-12-26')
    expect(rollBackward('2026-12-25', SUNDAY_OFF)).toBe('2026-12-24')
    expect(addBusinessDays('2026-12-24', 2, SUNDAY_OFF)).toBe('2026-12-27')
  })
})

describe('their send time on our day', () => {
  test.each([
    ['Europe/Paris', 'America/New_York', '2026-12-15', '2026-12-15T13:30:00.000Z'],
    // Half past eight of the 15th in Sydney is the evening of the 14th in Paris: too early.
    ['Europe/Paris', 'Australia/Sydney', '2026-12-15', '2026-12-15T21:30:00.000Z'],
    ['Europe/Paris', 'Pacific/Honolulu', '2026-12-15', '2026-12-15T18:30:00.000Z'],
    ['Pacific/Auckland', 'America/Los_Angeles', '2026-12-15', '2026-12-14T16:30:00.000Z'],
    ['Europe/Paris', 'Europe/Paris', '2027-03-28', '2027-03-28T06:30:00.000Z'],
    // Clocks change in New York three weeks before Paris.
    ['Europe/Paris', 'America/New_York', '2027-03-15', '2027-03-15T12:30:00.000Z'],
  ])('from %s in %s on %s', (here, there, day, at) => {
    expect(instantThere(day, '08:30', { there, here })).toBe(at)
  })

  const ZONES = ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'America/New_York', 'Europe/Paris',
    'Australia/Sydney', 'Australia/Lord_Howe', 'Asia/Kolkata']
  const DAYS = ['2026-12-15', '2027-03-14', '2027-03-28', '2027-04-04', '2027-10-03', '2027-10-31',
    '2027-11-07']
  test.each(ZONES.flatMap((here) => ZONES.map((there) => [here, there] as const)))(
    'seen from %s it is on that day, and their hour in %s', (here, there) => {
      for (const day of DAYS) {
        const at = instantThere(day, '08:30', { there, here })
        expect(dayAt(at, here)).toBe(day)
        expect([timeAt(at, there), timeAt(at, here)]).toContain('08:30')
      }
    })
})
