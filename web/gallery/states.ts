// The states that every screen has to be right in, each as what becomes of its calls.
import { USUAL } from './sample.ts'
import { FAIR, type Weather } from './transport.ts'

export const STATES = ['full', 'loading', 'empty', 'filtered', 'partial', 'error', 'offline',
  'refused', 'long', 'huge', 'read-only'] as const
export type State = (typeof STATES)[number]

const EMPTY = { items: 0, isLong: false }

/** `offline` begins as `full` does, and then the line goes. */
export const WEATHER: Record<State, Weather> = {
  full: FAIR,
  loading: { manner: USUAL, fateOf: () => 'waits' },
  empty: { manner: EMPTY, fateOf: () => 'answers' },
  filtered: { manner: EMPTY, fateOf: () => 'answers' },
  partial: { manner: USUAL, fateOf: (nth) => (nth === 0 ? 'answers' : 'fails') },
  error: { manner: USUAL, fateOf: () => 'fails' },
  offline: FAIR,
  refused: { manner: USUAL, fateOf: () => 'refuses', isReadOnly: true },
  long: { manner: { items: 4, isLong: true }, fateOf: () => 'answers' },
  huge: { manner: { items: 400, isLong: false }, fateOf: () => 'answers' },
  'read-only': { manner: USUAL, fateOf: () => 'answers', isReadOnly: true },
}

export const AWAY: Weather = { manner: USUAL, fateOf: () => 'is away' }
