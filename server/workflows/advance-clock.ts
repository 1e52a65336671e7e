// Moves a sandbox's clock: everything that falls due on the way happens, slot by slot.
import { sql } from 'kysely'
import { addDays, dayAt, daysBetween, instantAt, isDay, parseInstant, type Instant } from
  '#domain/day.ts'
import { conflict, invalid } from '../platform/errors.ts'
import { inOrganization, type Actor, type Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { tickUntilQuiet, type Beat } from './tick.ts'

export type Advance =
  | { days: number }
  | { to: string }
  | { by: 'next_event' }

export interface Advanced extends Beat {
  now: Instant
  today: string
}

const LONGEST_DAYS = 800

/** The answer comes when all of it has happened. The clock never goes back. */
export async function advanceClock(
  installation: Installation, orgId: string, actor: Actor, advance: Advance,
): Promise<Advanced> {
  const total: Beat = { planned: 0, sent: 0, unclear: 0 }
  const add = (beat: Beat) => {
    total.planned += beat.planned
    total.sent += beat.sent
    total.unclear += beat.unclear
  }
  // Messages within their undo time belong to the moment before the clock moves.
  add(await tickUntilQuiet(installation, orgId, { leaveAtOnce: true }))
  const stops = await inOrganization(installation, orgId, actor, (org) => stopsOn(org, advance))
  for (const stop of stops) {
    for (let next: Instant | null = null; next !== stop;) {
      next = await inOrganization(installation, orgId, actor, (org) => goOn(org, stop))
      add(await tickUntilQuiet(installation, orgId, { leaveAtOnce: true }))
    }
  }
  return inOrganization(installation, orgId, actor,
    async (org) => ({ ...total, now: org.now, today: org.today }))
}

/** The send time of each day on the way, then the goal itself; between them what is due. */
async function stopsOn(org: Org, advance: Advance): Promise<Instant[]> {
  const { sandbox_now: now, zone, send_time: sendTime } = org.settings
  if (now === null) {
    throw conflict('Only a sandbox organization has a clock that can be moved.')
  }
  const goal = await goalOf(org, now, advance)
  if (goal <= now) throw invalid(`The clock stands at ${now} and only goes forward.`)
  const days = daysBetween(org.today, dayAt(goal, zone))
  if (days > LONGEST_DAYS) throw invalid(`Move the clock by ${LONGEST_DAYS} days at most.`)
  const slots = Array.from({ length: days + 1 }, (_, count) =>
    instantAt(addDays(org.today, count), sendTime, zone))
  return [...slots.filter((slot) => slot > now && slot < goal), goal]
}

async function goalOf(org: Org, now: Instant, advance: Advance): Promise<Instant> {
  const { zone, send_time: sendTime } = org.settings
  if ('days' in advance) {
    const day = addDays(org.today, advance.days)
    const time = new Date(now).toLocaleTimeString('en-GB', { timeZone: zone })
    return instantAt(day, time, zone)
  }
  if ('to' in advance) {
    if (isDay(advance.to)) return instantAt(advance.to, sendTime, zone)
    try {
      return parseInstant(advance.to)
    } catch {
      throw invalid(`"${advance.to}" is neither a day (2026-03-10) nor a moment.`)
    }
  }
  const { rows } = await sql<{ at: Instant | null }>`
    select min(next_look_at) as at from customer
    where org_id = ${org.id} and next_look_at > ${now}`.execute(org.tx)
  const at = rows[0]?.at
  if (!at) throw conflict('Nothing is planned: there is no next event to move to.')
  return at
}

/** To the stop, or to what is to be looked at before it: an SMS that waits for a morning. */
async function goOn(org: Org, stop: Instant): Promise<Instant> {
  const { rows } = await sql<{ at: Instant | null }>`
    select min(next_look_at) as at from customer
    where org_id = ${org.id} and next_look_at > ${org.now} and next_look_at < ${stop}`
    .execute(org.tx)
  const to = rows[0]?.at ?? stop
  await setSandboxClock(org, to)
  return to
}

/** Nothing happens on the way: for a past that is told before anything is sent. */
export async function setSandboxClock(org: Org, to: Instant): Promise<void> {
  await sql`update organization set sandbox_now = greatest(sandbox_now, ${to}::timestamptz)
    where org_id = ${org.id} and is_sandbox`.execute(org.tx)
}
