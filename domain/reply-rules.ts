// What time does to answers: how long one may wait, how long a doubt holds, what is a flood.
import {
  addBusinessDays, businessDaysBetween, instantAt, type Calendar, type Day, type Instant, type Zone,
} from './day.ts'

/** Each goes to the next in line and to the admins; after the last the badge alone goes on. */
export const MOST_ESCALATIONS = 3

/** The step an answer has reached: 0 as long as it does not wait too long. */
export function escalationStep(
  waitingSince: Day, today: Day, of: { calendar: Calendar; everyDays: number },
): number {
  const waited = businessDaysBetween(waitingSince, today, of.calendar)
  return Math.min(MOST_ESCALATIONS, Math.floor(waited / of.everyDays))
}

/**
 * A message that two customers may have sent holds both through the next business day, so that a
 * person has one whole working day to say whose it is (SPEC §8.4). What came before this moment
 * holds nobody any more.
 */
export const doubtHoldsSince = (today: Day, calendar: Calendar, zone: Zone): Instant =>
  instantAt(addBusinessDays(today, -1, calendar), '00:00', zone)

/** Of more messages of one thread in an hour all are taken in, but nobody is told (mail.md §7). */
export const FLOOD_MESSAGES = 20
export const FLOOD_SECONDS = 3600

/** So many of our messages came back for now within the days, and the address counts as dead. */
export const SOFT_BOUNCES = 3
export const SOFT_BOUNCE_DAYS = 14
