// Days: civil dates of the organization's zone, business calendars, and their moments in UTC.
import { Temporal } from 'temporal-polyfill'

/** A civil date, `2026-03-10`. Compares and sorts as text. */
export type Day = string
/** A moment in UTC with milliseconds, `2026-03-10T07:30:00.000Z`. Compares and sorts as text. */
export type Instant = string
/** An IANA time zone, `Europe/Paris`. */
export type Zone = string
/** A wall-clock time of day, `08:30`. */
export type TimeOfDay = string

/** Which days are worked: the free ISO weekdays (1 Monday … 7 Sunday) and public holidays. */
export interface Calendar {
  weekend: readonly number[]
  holidays: ReadonlySet<Day>
}

export const MONDAY_TO_FRIDAY: Calendar = { weekend: [6, 7], holidays: new Set() }

// Day arithmetic runs millions of times in a planning pass and over few distinct days, so each is
// worked out once: day → days since 1970, and back.
const numbers = new Map<Day, number>()
const days = new Map<number, Day>()
const MOST_KEPT = 200_000
const EPOCH = Temporal.PlainDate.from('1970-01-01')
const CIVIL = /^(\d{4})-(\d{2})-(\d{2})$/

/** Days since 1970-01-01. Throws RangeError for a text that is not a real date. */
export function dayNumber(day: Day): number {
  const known = numbers.get(day)
  if (known !== undefined) return known
  const parts = CIVIL.exec(day)
  const number = parts === null ? null
    : civilNumber(Number(parts[1]), Number(parts[2]), Number(parts[3]))
  if (number !== null) return keep(day, number)
  // What is not in our one form, and what is not a date at all.
  const date = Temporal.PlainDate.from(day, { overflow: 'reject' })
  return keep(date.toString(), EPOCH.until(date, { largestUnit: 'days' }).days)
}

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

/** Counts years from March on, so that the leap day is a year's last. Null: no such date. */
function civilNumber(year: number, month: number, day: number): number | null {
  const length = (MONTH_DAYS[month - 1] ?? 0) + (month === 2 && isLeap(year) ? 1 : 0)
  if (day < 1 || day > length) return null
  const from = month > 2 ? year : year - 1
  const ofYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1
  return 365 * from + Math.floor(from / 4) - Math.floor(from / 100) + Math.floor(from / 400)
    + ofYear - 719_468
}

/** The day `count` civil days later (earlier when negative). */
export function addDays(day: Day, count: number): Day {
  const number = dayNumber(day) + count
  const known = days.get(number)
  if (known !== undefined) return known
  const later = EPOCH.add({ days: number }).toString()
  keep(later, number)
  return later
}

function keep(day: Day, number: number): number {
  if (numbers.size > MOST_KEPT) {
    numbers.clear()
    days.clear()
  }
  numbers.set(day, number)
  days.set(number, day)
  return number
}

/** Civil days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number => dayNumber(to) - dayNumber(from)

export const latestDay = (a: Day, b: Day): Day => (a > b ? a : b)

/** True for a real civil date written YYYY-MM-DD. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  try {
    dayNumber(text)
    return true
  } catch {
    return false
  }
}

/** ISO weekday: 1 Monday … 7 Sunday. 1970-01-01 was a Thursday. */
export const weekdayOf = (day: Day): number => ((((dayNumber(day) + 3) % 7) + 7) % 7) + 1

export const isBusinessDay = (day: Day, calendar: Calendar): boolean =>
  !calendar.weekend.includes(weekdayOf(day)) && !calendar.holidays.has(day)

// A calendar with no business day at all is refused when saved; the bound keeps a bad one finite.
const LONGEST_ROLL_DAYS = 60

/** The day itself or the next business day ("Following"). */
export function rollForward(day: Day, calendar: Calendar): Day {
  let rolled = day
  for (let i = 0; i < LONGEST_ROLL_DAYS && !isBusinessDay(rolled, calendar); i++) {
    rolled = addDays(rolled, 1)
  }
  return rolled
}

/** The day itself or the last business day before it ("Preceding"). */
export function rollBackward(day: Day, calendar: Calendar): Day {
  let rolled = day
  for (let i = 0; i < LONGEST_ROLL_DAYS && !isBusinessDay(rolled, calendar); i++) {
    rolled = addDays(rolled, -1)
  }
  return rolled
}

/** `count` business days later; zero is the day itself; negative counts back. */
export function addBusinessDays(day: Day, count: number, calendar: Calendar): Day {
  const step = count < 0 ? -1 : 1
  let moved = day
  for (let left = Math.abs(count); left > 0; left--) {
    const next = addDays(moved, step)
    moved = step < 0 ? rollBackward(next, calendar) : rollForward(next, calendar)
  }
  return moved
}

// Whoever counts business days shows an age or keeps a short time limit; two years are plenty.
const LONGEST_COUNT_DAYS = 800

/** Business days after `from` up to and with `to`: Friday to Monday is one. Never negative. */
export function businessDaysBetween(from: Day, to: Day, calendar: Calendar): number {
  const last = Math.min(daysBetween(from, to), LONGEST_COUNT_DAYS)
  let count = 0
  for (let days = 1; days <= last; days++) {
    if (isBusinessDay(addDays(from, days), calendar)) count++
  }
  return count
}

/**
 * The moment of a wall-clock time. In a spring gap the later side, in an autumn overlap the
 * earlier: the `compatible` rule of Temporal and RFC 5545 (SPEC §3.9).
 */
export function instantAt(day: Day, time: TimeOfDay, zone: Zone): Instant {
  const key = `${day} ${time} ${zone}`
  const known = moments.get(key)
  if (known !== undefined) return known
  if (moments.size > MOST_KEPT) moments.clear()
  const wall = Temporal.PlainDateTime.from(`${day}T${time}`)
  const moment = wall.toZonedDateTime(zone, { disambiguation: 'compatible' })
  const at = toInstant(moment.epochMilliseconds)
  moments.set(key, at)
  return at
}
const moments = new Map<string, Instant>()

/**
 * The moment of a wall-clock time over there that falls on the civil day over here: nothing leaves
 * on the day before, so delays and pauses, which count our days, stay true.
 */
export function instantThere(
  day: Day, time: TimeOfDay, { there, here }: { there: Zone; here: Zone },
): Instant {
  const at = instantAt(day, time, there)
  const falls = dayAt(at, here)
  if (falls === day) return at
  const other = instantAt(addDays(day, falls < day ? 1 : -1), time, there)
  // Where clocks jump, a day here may have no such time there; then it is our own.
  return dayAt(other, here) === day ? other : instantAt(day, time, here)
}

/** The civil day that a clock in `zone` shows at a moment. */
export const dayAt = (instant: Instant, zone: Zone): Day => clockAt(instant, zone).day

/** The wall-clock time, `08:30`, that a clock in `zone` shows at a moment. */
export const timeAt = (instant: Instant, zone: Zone): TimeOfDay => clockAt(instant, zone).time

// A batch asks for one moment in a few zones, a thousand times over.
const clocks = new Map<string, { day: Day; time: TimeOfDay }>()
const MOST_CLOCKS = 10_000

function clockAt(instant: Instant, zone: Zone): { day: Day; time: TimeOfDay } {
  const key = `${instant} ${zone}`
  const known = clocks.get(key)
  if (known !== undefined) return known
  if (clocks.size > MOST_CLOCKS) clocks.clear()
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO(zone)
  const clock = {
    day: local.toPlainDate().toString(),
    time: local.toPlainTime().toString({ smallestUnit: 'minute' }),
  }
  clocks.set(key, clock)
  return clock
}

export const addSeconds = (instant: Instant, seconds: number): Instant =>
  toInstant(epochMs(instant) + seconds * 1000)

export const secondsBetween = (from: Instant, to: Instant): number =>
  Math.trunc((epochMs(to) - epochMs(from)) / 1000)

/** Any ISO 8601 moment with an offset, as our one text form. Throws RangeError on nonsense. */
export const parseInstant = (text: string): Instant =>
  toInstant(Temporal.Instant.from(text).epochMilliseconds)

const DAY_MS = 86_400_000
const OURS = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)\.(\d{3})Z$/

function epochMs(instant: Instant): number {
  const parts = OURS.exec(instant)
  if (parts === null) return Temporal.Instant.from(instant).epochMilliseconds
  const [, day = '', hours, minutes, seconds, ms] = parts
  return dayNumber(day) * DAY_MS
    + ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(ms)
}

function toInstant(ms: number): Instant {
  const number = Math.floor(ms / DAY_MS)
  const rest = ms - number * DAY_MS
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  const time = `${two(rest / 3_600_000)}:${two(rest / 60_000 % 60)}:${two(rest / 1000 % 60)}`
  return `${addDays('1970-01-01', number)}T${time}.${String(rest % 1000).padStart(3, '0')}Z`
}

/** True for a zone that this runtime knows. */
export function isZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text })
    return true
  } catch {
    return false
  }
}
