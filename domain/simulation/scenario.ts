// How customers are taken to pay in a simulation: not at all, by habit, or a share of them.
import { addDays, daysBetween, type Day } from '../day.ts'

export type Scenario =
  | { kind: 'nobody' }
  /** Each invoice is paid as late as its customer's paid ones were, by the median. */
  | { kind: 'as_last_year' }
  /** A share of what a reminder asks for is paid within days of it. */
  | { kind: 'sliders'; sharePercent: number; withinDays: number; seed: number }

export interface Expectation {
  invoiceId: string
  dueOn: Day
  /** Median days between due day and payment; null when nothing is known of anybody. */
  daysLate: number | null
}

/**
 * The day on which an invoice is paid by habit. One that is later than that already is given as
 * many days again from the first day, one at least, so that old debt does not vanish at once.
 */
export function habitualPayDay({ dueOn, daysLate }: Expectation, firstDay: Day): Day | null {
  if (daysLate === null) return null
  const usual = addDays(dueOn, daysLate)
  return usual > firstDay ? usual : addDays(firstDay, Math.max(1, daysLate))
}

/** The day on which an invoice is paid after a reminder; null when this one moves nobody. */
export function payDayAfterReminder(
  scenario: Extract<Scenario, { kind: 'sliders' }>,
  reminder: { invoiceId: string; on: Day; count: number },
): Day | null {
  const toss = (what: string) =>
    share(`${scenario.seed} ${reminder.invoiceId} ${reminder.count} ${what}`)
  if (toss('pays') * 100 >= scenario.sharePercent) return null
  return addDays(reminder.on, 1 + Math.floor(toss('when') * Math.max(1, scenario.withinDays)))
}

/** A number in [0, 1) that a text always gives (FNV-1a, mixed): chance that can be repeated. */
function share(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}

/** The middle of how many days late invoices were paid; the lower of two middles. */
export function medianDaysLate(paid: readonly { dueOn: Day; paidOn: Day }[]): number | null {
  const late = paid.map(({ dueOn, paidOn }) => daysBetween(dueOn, paidOn)).sort((a, b) => a - b)
  return late[Math.floor((late.length - 1) / 2)] ?? null
}
