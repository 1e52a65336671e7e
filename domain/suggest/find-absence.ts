// Out of office: the first day back and the stand-in. It suggests a pause and never holds.
import { addDays } from '../day.ts'
import { findPhrase, findPhrases, type Phrases } from './phrases.ts'
import { otherNear } from './find-person.ts'
import type { Ground, Reading } from './read-sentence.ts'
import type { Suggestion } from './suggestion.ts'

export function findAbsence(ground: Ground): Suggestion[] {
  const isAuto = ground.letter.kind === 'auto_reply'
  const awayAt = ground.readings.findIndex((reading) =>
    ground.languages.some((phrases) => findPhrase(reading.text, phrases.away)))
  if (awayAt < 0 && !isAuto) return []
  // An answer by hand has other days too; only the sentence of the absence and the next count.
  const near = isAuto ? ground.readings : ground.readings.slice(awayAt, awayAt + 2)
  let best: { read: Back; reading: Reading } | null = null
  for (const reading of near) {
    const read = backIn(ground, reading)
    if (read !== null && (best === null || (read.isClear && !best.read.isClear))) {
      best = { read, reading }
    }
  }
  if (best === null || best.read.returnsOn <= ground.letter.receivedOn) return []
  const other = otherNearAny(ground)
  return [{
    kind: 'out_of_office', quote: best.reading.quote(best.read),
    confidence: isAuto && best.read.isClear ? 'clear' : 'likely',
    detail: {
      returnsOn: best.read.returnsOn,
      standIn: other.name === null && other.email === null ? null : other,
    },
  }]
}

interface Back { returnsOn: string; isClear: boolean; from: number; to: number }

function backIn(ground: Ground, reading: Reading): Back | null {
  const days = reading.days('coming')
  if (days.length === 0) return null
  for (const phrases of ground.languages) {
    for (const back of findPhrases(reading.text, phrases.back)) {
      const day = days.find((one) => one.from >= back.from && one.from <= back.to + 25)
      if (day && !isDayBefore(reading, phrases, day.from)) {
        return { returnsOn: day.day, isClear: day.isExact, from: back.from, to: day.to }
      }
    }
  }
  for (const phrases of ground.languages) {
    for (const until of findPhrases(reading.text, phrases.until)) {
      const day = days.find((one) => one.from >= until.to && one.from <= until.to + 16)
      if (!day) continue
      const words = reading.text.slice(until.from, day.to + 24)
      return {
        returnsOn: isFree(phrases, reading, words) ? day.day : addDays(day.day, 1),
        isClear: false, from: until.from, to: day.to,
      }
    }
  }
  return null
}

/** `bis zum 20.` before the day means the last day away, whatever stands around it. */
const isDayBefore = (reading: Reading, phrases: Phrases, from: number): boolean =>
  !phrases.isUntilFree && findPhrases(reading.text.slice(Math.max(0, from - 12), from),
    phrases.until)
    .some(({ to }) => to >= Math.min(12, from) - 6)

/** English “until Monday” is back on Monday; a range and “including” end with their last day. */
function isFree(phrases: Phrases, reading: Reading, words: string): boolean {
  if (!phrases.isUntilFree) return false
  return !/^(?:through|thru|to\b|up to|\d)/.test(words) && !/\binclu/.test(words)
    && !/\bfrom\b/.test(reading.text.slice(0, Math.max(0, reading.text.indexOf(words))))
}

function otherNearAny(ground: Ground): { name: string | null; email: string | null } {
  for (let index = 0; index < ground.readings.length; index++) {
    const other = otherNear({ ...ground, readings: ground.readings.slice(index, index + 1) }, 0)
    if (other.email !== null || other.name !== null) return other
  }
  return { name: null, email: null }
}
