// Money that is announced and not yet there: how long it holds what it is for (E4).
import { addDays, type Day } from './day.ts'

/** Money that is to come later than this is a promise, not a payment on its way. */
export const LATEST_EXPECTED_DAYS = 30

/** The first day on which it holds nothing any more: so many days after it should be there. */
export const pendingLapsesOn = (expectedOn: Day, pendingDays: number): Day =>
  addDays(expectedOn, pendingDays)
