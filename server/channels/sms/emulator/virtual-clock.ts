// A clock that stands still until it is told to go on, and does on its way what was planned.

export interface VirtualClock {
  nowMs: () => number
  /** Does it when the clock has come there, in order of time, then of asking. */
  plan: (atMs: number, deed: () => void) => void
  runUntil: (atMs: number) => void
  /** Until nothing is planned any more. Deeds may plan deeds; the bound guards against a circle. */
  runAll: () => void
  /** When the next deed is planned; null: nothing is. */
  nextMs: () => number | null
}

const MOST_DEEDS = 1_000_000

export function virtualClock(startMs: number): VirtualClock {
  let nowMs = startMs
  let asked = 0
  // Sorted, the soonest last.
  const planned: { atMs: number; order: number; deed: () => void }[] = []
  const isAfter = (a: { atMs: number; order: number }, b: { atMs: number; order: number }) =>
    a.atMs > b.atMs || (a.atMs === b.atMs && a.order > b.order)

  const doNext = () => {
    const next = planned.pop()
    if (next === undefined) return
    nowMs = Math.max(nowMs, next.atMs)
    next.deed()
  }
  const whileBounded = (isWanted: () => boolean) => {
    for (let done = 0; isWanted(); done++) {
      if (done >= MOST_DEEDS) throw new Error('The stand-in plans without end.')
      doNext()
    }
  }
  const nextMs = () => planned.at(-1)?.atMs ?? null
  return {
    nowMs: () => nowMs,
    plan: (atMs, deed) => {
      const entry = { atMs, order: asked++, deed }
      let [low, high] = [0, planned.length]
      while (low < high) {
        const middle = (low + high) >> 1
        const other = planned[middle]
        if (other !== undefined && isAfter(other, entry)) low = middle + 1
        else high = middle
      }
      planned.splice(low, 0, entry)
    },
    runUntil: (atMs) => {
      whileBounded(() => (nextMs() ?? Infinity) <= atMs)
      nowMs = Math.max(nowMs, atMs)
    },
    runAll: () => whileBounded(() => planned.length > 0),
    nextMs,
  }
}
