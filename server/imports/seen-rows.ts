// Remembers which keys of a file came with which content, in a few bytes a row.
import { createHash } from 'node:crypto'

export interface SeenRows {
  /** True if the key came before in this file with another content. */
  isOther: (key: string, content: string) => boolean
  /** True if the key came at all. */
  has: (key: string) => boolean
}

const FIRST_SLOTS = 1 << 12

/** An open hash table in flat arrays: 16 bytes a slot, so that ten million rows fit easily. */
export function seenRows(): SeenRows {
  let keys = new Float64Array(FIRST_SLOTS)
  let marks = new Float64Array(FIRST_SLOTS)
  let count = 0

  const slotOf = (key: number): number => {
    let slot = key % keys.length
    while (keys[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) % keys.length
    return slot
  }
  const grow = () => {
    const [oldKeys, oldMarks] = [keys, marks]
    keys = new Float64Array(oldKeys.length * 2)
    marks = new Float64Array(keys.length)
    oldKeys.forEach((key, at) => {
      if (key === 0) return
      const slot = slotOf(key)
      keys[slot] = key
      marks[slot] = oldMarks[at] ?? 0
    })
  }
  return {
    has: (key) => keys[slotOf(numberOf(key))] !== 0,
    isOther: (key, content) => {
      const number = numberOf(key)
      const mark = numberOf(content)
      const slot = slotOf(number)
      if (keys[slot] === number) return marks[slot] !== mark
      keys[slot] = number
      marks[slot] = mark
      if (++count * 2 > keys.length) grow()
      return false
    },
  }
}

/** 52 bits of a hash, never zero: two keys of ten million meet with a chance below 2 %. */
const numberOf = (text: string): number =>
  createHash('sha1').update(text).digest().readUIntBE(0, 6) * 16 + 1
