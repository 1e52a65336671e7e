// Names and numbers that look like chance and are the same for the same seed.

export interface SeededIds {
  /** A sid such as SM…: its two letters and 32 hexadecimal digits. */
  sid: (prefix: string) => string
  /** 0 ≤ value < 1. */
  fraction: () => number
  uuid: () => string
}

export function seededIds(seed: string): SeededIds {
  const next = mulberry(hashOf(seed))
  const hex = (digits: number) => {
    let text = ''
    while (text.length < digits) text += (next() >>> 0).toString(16).padStart(8, '0')
    return text.slice(0, digits)
  }
  return {
    sid: (prefix) => prefix + hex(32),
    fraction: () => (next() >>> 0) / 2 ** 32,
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
  }
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  }
  return hash
}

/** Mulberry32: small, known, and good enough for names. */
function mulberry(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return mixed ^ (mixed >>> 14)
  }
}
