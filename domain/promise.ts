// A promise to pay: when it is kept, partly kept or broken, and which newer one takes its place.
import type { Day } from './day.ts'

export type PromiseStanding = 'active' | 'kept' | 'partly_kept' | 'broken'

export interface Promised {
  amountMinor: number
  /** What may be missing of it, as banks keep fees. */
  toleranceMinor: number
  /** The last day on which money counts: the promised one and the days of grace. */
  lastOn: Day
  /** What payments that stand brought, dated from the promise through its last day. */
  paidMinor: number
}

/** Judged at the end of its last day, in the organization's zone (SPEC §4.2). */
export function judgePromise(promised: Promised, today: Day): PromiseStanding {
  const { amountMinor, toleranceMinor, lastOn, paidMinor } = promised
  if (today <= lastOn) return 'active'
  if (paidMinor >= amountMinor - toleranceMinor) return 'kept'
  return paidMinor > 0 ? 'partly_kept' : 'broken'
}

/** Whole minor units, never more than the share: the tolerance favours nobody by rounding. */
export const toleranceOf = (amountMinor: number, percent: number): number =>
  Math.floor((amountMinor * percent) / 100)

/**
 * The active promises of the same invoice that a new one takes the place of: that of the same day,
 * which it corrects, and all of them when they ask for more than is open together with it. Else
 * they are instalments, and stay.
 */
export function replacedBy<T extends { amountMinor: number; promisedOn: Day }>(
  wish: { amountMinor: number; promisedOn: Day }, active: readonly T[], openMinor: number,
): T[] {
  const others = active.filter((one) => one.promisedOn !== wish.promisedOn)
  const sumMinor = others.reduce((sum, one) => sum + one.amountMinor, wish.amountMinor)
  return sumMinor > openMinor ? [...active]
    : active.filter((one) => one.promisedOn === wish.promisedOn)
}

/** The newest promise that was not kept, unless the customer has promised anew since its day. */
export function newestBroken(
  unkeptOn: readonly Day[], others: readonly { madeOn: Day }[],
): Day | null {
  return unkeptOn.filter((day) => others.every((other) => other.madeOn <= day))
    .reduce<Day | null>((newest, day) => (newest === null || day > newest ? day : newest), null)
}
