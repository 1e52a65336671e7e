// What is done with a step whose SMS was refused or not delivered: again, otherwise, or nothing.
import { addSeconds, type Instant } from '../day.ts'
import type { Remedy } from './sms-failure.ts'

export type FollowUp =
  /** The same step once more, at the earliest then. */
  | { kind: 'again'; at: Instant }
  /** By e-mail, else as a call. */
  | { kind: 'other_channel'; at: Instant }

const MOST_RETRIES = 5
const FIRST_WAIT_SECONDS = 60

export function afterFailure(of: {
  remedy: Remedy
  /** How often the step has been tried, this time included. */
  tries: number
  now: Instant
  /** The next allowed hours after these; null where there are none. */
  opensAgainAt: Instant | null
  retryAfterSeconds: number | null
}): FollowUp | null {
  const { remedy, tries, now, opensAgainAt } = of
  const otherwise: FollowUp = { kind: 'other_channel', at: now }
  switch (remedy) {
    case 'retry': {
      const wait = Math.max(of.retryAfterSeconds ?? 0, FIRST_WAIT_SECONDS * 2 ** (tries - 1))
      return tries < MOST_RETRIES ? { kind: 'again', at: addSeconds(now, wait) } : otherwise
    }
    case 'next_window':
      return tries < 2 && opensAgainAt !== null ? { kind: 'again', at: opensAgainAt } : otherwise
    case 'other_sender': return tries < 2 ? { kind: 'again', at: now } : otherwise
    // It waits, held, until an admin lets SMS leave again.
    case 'stop_channel': return { kind: 'again', at: now }
    // Who has just asked us to stop is not written to about the same thing.
    case 'opted_out': case 'unclear': return null
    default: return otherwise
  }
}
