// Counts the tries to sign in, per address and per account, in a window of a minute.
import { countCalls } from '../platform/count-calls.ts'
import { tooMany } from '../platform/errors.ts'
import { networkOf } from '../platform/peer.ts'

const guesses = countCalls()
const MOST_GUESSES = 20

/** The address first: who is over the limit there must not use up the tries of the account. */
export function countGuess(of: { email: string; address: string }): void {
  count(`address ${networkOf(of.address)}`)
  count(`account ${of.email}`)
}

/** Whoever signed in was no guesser; their address still counts. */
export const forgetGuesses = (email: string): void => guesses.forget(`account ${email}`)

function count(key: string): void {
  if (guesses.count(key, MOST_GUESSES)) return
  throw tooMany('Too many tries to sign in. Wait a minute, then try again.')
}
