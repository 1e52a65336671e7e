// Business calendars: weekends, the public holidays of a country, and days of one’s own.
import { createRequire } from 'node:module'
import { addDays, type Calendar, type Day } from '#domain/day.ts'

interface Holiday { date: string; type: string; name: string; start: Date; end: Date }

interface HolidayLibrary {
  new (country: string, region?: string): {
    getHolidays: (year: number) => Holiday[]
    getStates: (country: string) => Record<string, string> | undefined
  }
}

/** Days that an organization has written in itself: free ones, and holidays that are worked on. */
export type OwnDays = Readonly<Record<Day, { name: string; isFree: boolean }>>

export interface CalendarOf {
  /** Null: no public holidays. */
  country: string | null
  region?: string | null
  weekend: readonly number[]
  ownDays?: OwnDays
}

const calendars = new Map<string, Calendar>()
const MOST_KEPT = 2_000
// The library and its tables take 180 ms to load, so nobody waits for them who needs none.
const require = createRequire(import.meta.url)
let library: HolidayLibrary | undefined
// The package's CommonJS default export.
const loaded = (): HolidayLibrary => (library ??= require('date-holidays') as HolidayLibrary)

/** A year is read when it is first asked for. */
export function calendarOf(of: CalendarOf): Calendar {
  const own = of.ownDays ?? {}
  const key = `${of.country ?? '-'} ${of.region ?? '-'} ${of.weekend.join(',')} ${
    JSON.stringify(own)}`
  let calendar = calendars.get(key)
  if (!calendar) {
    if (calendars.size >= MOST_KEPT) calendars.clear()
    calendar = {
      weekend: of.weekend, holidays: new HolidaySet(of.country, of.region ?? null, own),
    }
    calendars.set(key, calendar)
  }
  return calendar
}

/** A set that learns a year's holidays when a day of that year is first asked for. */
class HolidaySet extends Set<Day> {
  private readonly years = new Set<number>()
  private readonly country: string | null
  private readonly region: string | null
  private readonly own: OwnDays
  constructor(country: string | null, region: string | null, own: OwnDays) {
    super()
    this.country = country
    this.region = region
    this.own = own
  }
  override has(day: Day): boolean {
    const own = this.own[day]
    if (own !== undefined) return own.isFree
    if (this.country === null) return false
    this.learn(this.country, Number(day.slice(0, 4)))
    return super.has(day)
  }
  private learn(country: string, year: number): void {
    // A holiday of several days may have begun in the year before.
    for (const one of [year - 1, year]) {
      if (this.years.has(one)) continue
      this.years.add(one)
      for (const holiday of publicHolidays(country, this.region, one)) this.add(holiday.day)
    }
  }
}

const MOST_DAYS_LONG = 14

/** Every day of each public holiday of a year, in order, with its name. */
export function publicHolidays(
  country: string, region: string | null, year: number,
): { day: Day; name: string }[] {
  const of = region === null ? new (loaded())(country) : new (loaded())(country, region)
  return of.getHolidays(year).filter((holiday) => holiday.type === 'public')
    .flatMap(({ date, name, start, end }) => {
      const first = date.slice(0, 10)
      const length = Math.ceil((end.getTime() - start.getTime()) / 86_400_000 - 0.1)
      return Array.from({ length: Math.min(Math.max(1, length), MOST_DAYS_LONG) },
        (_, later) => ({ day: addDays(first, later), name }))
    })
}

/** Parts of a country whose holidays differ, by the library's codes. */
export function regionsOf(country: string): { code: string; name: string }[] {
  const states = new (loaded())(country).getStates(country) ?? {}
  return Object.entries(states).map(([code, name]) => ({ code, name }))
    .sort((a, b) => a.name.localeCompare(b.name))
}

const weekends = new Map<string, readonly number[]>()

/** The weekend of a country, as ISO weekdays; Saturday and Sunday where nobody knows. */
export function weekendOf(country: string): readonly number[] {
  const known = weekends.get(country)
  if (known) return known
  // One thing under its newer and its older name, neither of which the types know.
  const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & {
    weekInfo?: { weekend: number[] }; getWeekInfo?: () => { weekend: number[] }
  }
  const weekend = (locale.getWeekInfo?.() ?? locale.weekInfo)?.weekend ?? [6, 7]
  weekends.set(country, weekend)
  return weekend
}

/** The business days of a country as such, for people who live there. */
export const calendarOfCountry = (country: string): Calendar =>
  calendarOf({ country, weekend: weekendOf(country) })
