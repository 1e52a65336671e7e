// How many sends run at once: half as many after a "slow down", one more after many went well.

export interface Pace {
  /** Seconds for which the provider wants no request at all; 0: none. */
  closedSeconds: () => number
  /** Waits for a place; null when none came free in time. */
  enter: () => Promise<(() => void) | null>
  slowDown: (retryAfterSeconds: number | null) => void
  wentWell: () => void
  /** For looking at. */
  most: () => number
}

const WELL_BEFORE_ONE_MORE = 20
// Well below the lease of an attempt, which runs while a place is waited for.
const MOST_WAIT_MS = 20_000

export function openPace(most: number, clock: () => number = () => performance.now()): Pace {
  let now = most
  let running = 0
  let well = 0
  let closedUntil = 0
  const waiting: (() => void)[] = []
  const admit = () => {
    while (running < now && waiting.length > 0) {
      running++
      waiting.shift()?.()
    }
  }
  const leave = () => {
    running--
    admit()
  }
  return {
    closedSeconds: () => Math.max(0, Math.ceil((closedUntil - clock()) / 1000)),
    enter: () => new Promise((resolve) => {
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(go), 1)
        resolve(null)
      }, MOST_WAIT_MS)
      const go = () => {
        clearTimeout(timer)
        resolve(leave)
      }
      waiting.push(go)
      admit()
    }),
    slowDown: (retryAfterSeconds) => {
      now = Math.max(1, Math.floor(now / 2))
      well = 0
      if (retryAfterSeconds !== null) {
        closedUntil = Math.max(closedUntil, clock() + retryAfterSeconds * 1000)
      }
    },
    wentWell: () => {
      well++
      if (well < WELL_BEFORE_ONE_MORE || now >= most) return
      now++
      well = 0
      admit()
    },
    most: () => now,
  }
}
