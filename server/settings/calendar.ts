// The calendar of an organization by the year: public holidays, and days of its own.
import { isDay, type Day } from '#domain/day.ts'
import { invalid } from '../platform/errors.ts'
import { publicHolidays, regionsOf, type OwnDays } from '../platform/holidays.ts'
import type { Org } from '../platform/in-organization.ts'

const MOST_OWN_DAYS = 500

export interface CalendarDay { day: Day; name: string; isPublic: boolean; isFree: boolean }

/** `country` and `region` instead of the saved ones show what saving them would bring. */
export function readCalendar(org: Org, query: {
  year?: number | undefined; country?: string | undefined; region?: string | undefined
}) {
  const { settings } = org
  const year = query.year ?? Number(org.today.slice(0, 4))
  const country = query.country ?? settings.country
  const regions = country === null ? [] : regionsOf(country)
  const wanted = query.region ?? (query.country === undefined ? settings.holiday_region : null)
  const region = regions.find(({ code }) => code === wanted)?.code ?? null
  const isAsked = query.country !== undefined
  return {
    year, regions,
    days: daysOf(settings.own_days, year, country !== null
      && (isAsked || settings.observes_holidays) ? publicHolidays(country, region, year) : []),
  }
}

function daysOf(
  own: OwnDays, year: number, holidays: readonly { day: Day; name: string }[],
): CalendarDay[] {
  const days = new Map(holidays.filter(({ day }) => day.startsWith(String(year)))
    .map(({ day, name }): [Day, CalendarDay] =>
      [day, { day, name, isPublic: true, isFree: own[day]?.isFree ?? true }]))
  for (const [day, { name, isFree }] of Object.entries(own)) {
    if (day.startsWith(String(year)) && !days.has(day)) {
      days.set(day, { day, name, isPublic: false, isFree })
    }
  }
  return [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1))
}

/** What is wrong with the days and the region that are asked for. */
export function checkCalendar(org: Org, wish: {
  country?: string | null | undefined; holidayRegion?: string | null | undefined
  ownDays?: OwnDays | undefined
}): void {
  const days = Object.keys(wish.ownDays ?? {})
  const wrong = days.find((day) => !isDay(day))
  if (wrong !== undefined) {
    throw invalid(`"${wrong}" is no day of the calendar.`, [
      { field: 'ownDays', message: 'Write days as 2026-12-24.' }])
  }
  if (days.length > MOST_OWN_DAYS) {
    throw invalid(`At most ${MOST_OWN_DAYS} days of your own can be kept; remove old ones.`, [
      { field: 'ownDays', message: 'Remove days that are over.' }])
  }
  const region = wish.holidayRegion
  if (region === undefined || region === null) return
  const country = wish.country === undefined ? org.settings.country : wish.country
  if (country !== null && regionsOf(country).some(({ code }) => code === region)) return
  throw invalid(`"${region}" is no part of the country with holidays of its own.`, [
    { field: 'holidayRegion', message: 'Choose one of the list, or the whole country.' }])
}
