// Days sales outstanding by count-back: how many days of sales the receivables amount to.

/** A month's sales, in minor units of one currency. */
export interface MonthSales {
  salesMinor: number
  days: number
}

/**
 * Takes the sales of each month off the receivables, newest first, until they are used up; the
 * last month counts pro rata, rounded to whole days. Null where all the sales known do not reach:
 * a number would be made up. `months` begins with the month that the receivables stand at the end
 * of; for a month that is not over, `days` are those that have passed.
 */
export function countBackDays(
  receivablesMinor: number, months: readonly MonthSales[],
): number | null {
  let left = receivablesMinor
  let days = 0
  for (const month of months) {
    if (left <= 0) return days
    if (left < month.salesMinor) {
      // Integers stay exact far beyond any ledger here: amount × 31 is below 2^53.
      return days + Math.round((left * month.days) / month.salesMinor)
    }
    left -= month.salesMinor
    days += month.days
  }
  return left <= 0 ? days : null
}

/** The share of `part` in `whole` in whole per cent; null where there is no whole. */
export const percent = (part: number, whole: number): number | null =>
  (whole === 0 ? null : Math.round((100 * part) / whole))
