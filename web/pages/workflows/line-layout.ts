// Places on the line of time: its range of days, its ticks, and marks that do not cover each other.

export interface Range { from: number; to: number }

const LEAST_SPAN = 14
const PAD = 3

/** All marks and the anchor day, with some room to drag to. */
export function rangeOf(days: readonly number[]): Range {
  const from = Math.min(0, ...days) - PAD
  const to = Math.max(0, ...days) + PAD
  return { from, to: Math.max(to, from + LEAST_SPAN) }
}

export interface Scale extends Range { perDay: number }

/** A day is never narrower than this, so that a drag can tell days apart; then the line scrolls. */
const LEAST_PER_DAY = 3

export function scaleOf(range: Range, length: number, leastPerDay = LEAST_PER_DAY): Scale {
  return { ...range, perDay: Math.max(leastPerDay, length / (range.to - range.from)) }
}

export const placeOf = (scale: Scale, day: number): number => (day - scale.from) * scale.perDay

/** By how many days something was dragged. */
export const daysDragged = (scale: Scale, pixels: number): number =>
  Math.round(pixels / scale.perDay) + 0

const TICKS = [1, 2, 5, 7, 14, 28, 56, 112, 224]
const BETWEEN_TICKS = 46

/** Days to be named below the line; weeks as soon as single days would not fit. */
export function ticksOf(scale: Scale): number[] {
  const step = TICKS.find((days) => days * scale.perDay >= BETWEEN_TICKS) ?? 365
  const first = Math.ceil(scale.from / step) * step
  const count = Math.floor((scale.to - first) / step) + 1
  return Array.from({ length: Math.max(0, count) }, (_, place) => first + place * step)
    .filter((day) => day !== 0)
}

export interface Flag { id: string; at: number; width: number }

/** Up to here flags climb, so that none covers a pole; above, the lowest free place is better. */
export const CLIMBED_ROWS = 5

/**
 * Rows for flags that each begin at their pole and reach to the right. From the right to the left,
 * so that no pole crosses the flag of a later day; those of one day stand above each other.
 */
export function rowsOf(flags: readonly Flag[]): Map<string, number> {
  const rows = new Map<string, number>()
  const placed: (Flag & { row: number })[] = []
  const order = flags.map((flag, index) => ({ flag, index }))
    .sort((a, b) => b.flag.at - a.flag.at || a.index - b.index)
  for (const { flag } of order) {
    const taken = new Set(placed.filter((other) => other.at < flag.at + flag.width)
      .map((other) => other.row))
    let row = Math.max(-1, ...taken) + 1
    if (row > CLIMBED_ROWS) row = 0
    while (taken.has(row)) row++
    placed.push({ ...flag, row })
    rows.set(flag.id, row)
  }
  return rows
}

export interface Stacked { id: string; at: number; height: number }

/** Tops of entries below each other: each where its day is, or as soon as there is room. */
export function stacked(
  entries: readonly Stacked[],
): { tops: Map<string, number>; height: number } {
  const tops = new Map<string, number>()
  let end = 0
  for (const { id, at, height } of entries) {
    const top = Math.max(at, end)
    tops.set(id, top)
    end = top + height
  }
  return { tops, height: end }
}
