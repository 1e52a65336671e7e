// Business calendars: the weekend of an organization and the public holidays of its country.
import { createRequire } from 'node:module'
import type { Calendar, Day } from '#domain/day.ts'

interface HolidayLibrary {
  new (country: string): { getHolidays: (year: number) => { date: string; type: string }[] }
}

const calendars = new Map<string, Calendar>()
// The library and its tables take 180 ms to load, so nobody waits for them who needs none.
const require = createRequire(import.meta.url)
let library: HolidayLibrary | undefined

/** The calendar of a country (null: no holidays). A year is read when it is first asked for. */
export function calendarOf(of: { country: string | null; weekend: readonly number[] }): Calendar {
  const key = `${of.country ?? '-'} ${of.weekend.join(',')}`
  let calendar = calendars.get(key)
  if (!calendar) {
    calendar = { weekend: of.weekend, holidays: new HolidaySet(of.country) }
    calendars.set(key, calendar)
  }
  return calendar
}

/** A set that learns a year's holidays when a day of that year is first asked for. */
class HolidaySet extends Set<Day> {
  private readonly years = new Set<string>()
  private readonly country: string | null
  constructor(country: string | null) {
    super()
    this.country = country
  }
  override has(day: Day): boolean {
    const year = day.slice(0, 4)
    if (this.country !== null && !this.years.has(year)) {
      this.years.add(year)
      for (const holiday of holidaysOf(this.country, Number(year))) this.add(holiday)
    }
    return super.has(day)
  }
}

function holidaysOf(country: string, year: number): Day[] {
  library ??= require('date-holidays') as HolidayLibrary // The package's CommonJS default export.
  return new library(country)
    .getHolidays(year)
    .filter((holiday) => holiday.type === 'public')
    .map((holiday) => holiday.date.slice(0, 10))
}
