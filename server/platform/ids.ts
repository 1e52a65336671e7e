// Ids: UUID version 7, so that new rows land at the end of an index and sort by their making.
import { randomFillSync } from 'node:crypto'
import { v7 } from 'uuid'

// Asking the system for chance is the dearest part of an id, so it is asked for many at once.
const BYTES = 16
const chance = new Uint8Array(BYTES * 256)
let used = chance.length
let msecs = 0
let seq = 0

export function newId(): string {
  if (used === chance.length) {
    randomFillSync(chance)
    used = 0
  }
  const random = chance.subarray(used, used + BYTES)
  used += BYTES
  const now = Date.now()
  if (now > msecs) {
    msecs = now
    // Begins low, so that counting up never comes to its end within the millisecond.
    seq = new DataView(random.buffer, random.byteOffset).getUint32(6) & 0x7fffffff
  } else {
    seq = (seq + 1) | 0
    if (seq === 0) msecs++
  }
  return v7({ random, msecs, seq })
}
