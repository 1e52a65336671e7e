// Counts the tries to sign in, per address and per account, in a window of a minute.
import { tooMany } from '../platform/errors.ts'
import { networkOf } from '../platform/peer.ts'

const windows = new Map<string, { count: number; since: number }>()
const WINDOW_MS = 60_000
const MOST_GUESSES = 20
const MOST_COUNTED = 10_000

/** The address first: who is over the limit there must not use up the tries of the account. */
export function countGuess(of: { email: string; address: string }): void {
  count(`address ${networkOf(of.address)}`)
  count(`account ${of.email}`)
}

/** Whoever signed in was no guesser; their address still counts. */
export const forgetGuesses = (email: string): void => { windows.delete(`account ${email}`) }

function count(key: string): void {
  const now = performance.now()
  const before = windows.get(key)
  const current = before && now - before.since < WINDOW_MS ? before : { count: 0, since: now }
  current.count++
  // The newest window stands last, so that making room forgets the oldest and never one's own.
  if (current !== before) windows.delete(key)
  windows.set(key, current)
  for (const oldest of windows.keys()) {
    if (windows.size <= MOST_COUNTED) break
    windows.delete(oldest)
  }
  if (current.count > MOST_GUESSES) {
    throw tooMany('Too many tries to sign in. Wait a minute, then try again.')
  }
}
