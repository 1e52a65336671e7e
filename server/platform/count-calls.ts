// Counts calls by a key in windows of a minute, in bounded memory: so that nobody tries for ever.

const WINDOW_MS = 60_000
const MOST_COUNTED = 10_000

export interface CallCounter {
  /** False when the key has come more often than it may. */
  count: (key: string, most: number) => boolean
  forget: (key: string) => void
}

export function countCalls(): CallCounter {
  const windows = new Map<string, { count: number; since: number }>()
  return {
    count: (key, most) => {
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
      return current.count <= most
    },
    forget: (key) => { windows.delete(key) },
  }
}
