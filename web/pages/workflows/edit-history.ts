// What was changed, step by step, so that it can be undone and done again.

export interface History<T> {
  past: readonly T[]
  present: T
  future: readonly T[]
  /** Changes of one group, such as the letters typed into one field, are undone together. */
  group: string | null
}

const MOST_PAST = 200

export const begun = <T>(present: T): History<T> =>
  ({ past: [], present, future: [], group: null })

export function changed<T>(
  { past, present, group: before }: History<T>, next: T, group: string | null = null,
): History<T> {
  const goesOn = group !== null && group === before
  return {
    past: goesOn ? past : [...past, present].slice(-MOST_PAST), present: next, future: [], group,
  }
}

export function undone<T>({ past, present, future, ...rest }: History<T>): History<T> {
  const last = past.at(-1)
  if (last === undefined) return { past, present, future, ...rest }
  return { past: past.slice(0, -1), present: last, future: [present, ...future], group: null }
}

export function redone<T>({ past, present, future, ...rest }: History<T>): History<T> {
  const [next, ...later] = future
  if (next === undefined) return { past, present, future, ...rest }
  return { past: [...past, present], present: next, future: later, group: null }
}
