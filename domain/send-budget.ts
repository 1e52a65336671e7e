// How many automatic messages a day may bring before a person must say that this is right.

/** Days that count: more would remember a season, fewer would follow a bad week. */
export const SENDING_DAYS = 14
const LEAST = 50
const TIMES_USUAL = 3

/** max(50, 3 × the median of the last 14 sending days), newest first (SPEC §4.4). */
export function usualCap(sentOnDays: readonly number[]): number {
  const days = sentOnDays.filter((sent) => sent > 0).slice(0, SENDING_DAYS).sort((a, b) => a - b)
  if (days.length === 0) return LEAST
  const middle = days.length >> 1
  const above = days[middle] ?? 0
  const median = days.length % 2 === 1 ? above : ((days[middle - 1] ?? 0) + above) / 2
  return Math.max(LEAST, Math.floor(TIMES_USUAL * median))
}

/** What holds today: the limit that was set, else the usual one; a person may have raised it. */
export function capToday(
  { fixed, usual, raisedTo }: { fixed: number | null; usual: number; raisedTo: number | null },
): number {
  return Math.max(fixed ?? usual, raisedTo ?? 0)
}
