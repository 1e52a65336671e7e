// The usual daily limit on days to come: it follows the days before, which are played with it.
import { usualCap } from '../send-budget.ts'

export interface LimitedDays {
  /** What left on the sending days before the first, newest first. */
  before: readonly number[]
  /** The limit of the first day, which stands already. */
  first: number
  /** Automatic messages on each day, as they were played. */
  sent: readonly number[]
  /** The limits they were played under; Infinity where none was asked. */
  caps: readonly number[]
}

/**
 * The limits to play the days under anew; null where those they were played under are the true
 * ones. What a limit holds is expected on the day after, as far as that has room.
 */
export function nextCaps({ before, first, sent, caps }: LimitedDays): number[] | null {
  const known = [...before]
  let isTrue = true
  for (const [day, count] of sent.entries()) {
    const usual = day === 0 ? first : usualCap(known)
    const cap = caps[day] ?? Infinity
    // A limit that held nothing may have been any.
    if (count > usual || (count >= cap && cap !== usual)) isTrue = false
    known.unshift(count)
  }
  return isTrue ? null : expectedCaps(before, first, sent)
}

function expectedCaps(
  before: readonly number[], first: number, sent: readonly number[],
): number[] {
  const known = [...before]
  let waiting = 0
  return sent.map((count, day) => {
    const cap = day === 0 ? first : usualCap(known)
    const leaves = Math.min(count + waiting, cap)
    waiting += count - leaves
    known.unshift(leaves)
    return cap
  })
}
