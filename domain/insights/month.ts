// Months as civil days know them: what a series over time is made of.
import { addDays, type Day } from '../day.ts'

/** `2026-03` of 2026-03-10. */
export const monthOf = (day: Day): string => day.slice(0, 7)

const firstDay = (month: string): Day => `${month}-01`

/** The last day of a month: the one before the first of the next. */
export function lastDayOf(month: string): Day {
  // Any month has fewer than 32 days and more than the four that are left of them here.
  return addDays(firstDay(monthOf(addDays(firstDay(month), 31))), -1)
}

export const daysIn = (month: string): number => Number(lastDayOf(month).slice(8))

/** `count` months that end with the one of `until`, oldest first. */
export function monthsUntil(until: Day, count: number): string[] {
  const months = [monthOf(until)]
  for (let first = months[0]; first !== undefined && months.length < count;) {
    first = monthOf(addDays(firstDay(first), -1))
    months.unshift(first)
  }
  return months
}
