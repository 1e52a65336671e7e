// Many names on one line: the first of them, and how many more.

const SHOWN = 3
const MOST_IN_FULL = 20

/** More than twenty become “a, b, c +18”. */
export const listedShort = (names: readonly string[]): string => (names.length > MOST_IN_FULL
  ? `${names.slice(0, SHOWN).join(', ')} +${names.length - SHOWN}` : names.join(', '))
