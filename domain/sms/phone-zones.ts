// The time zones that a phone number may be in, by its longest known prefix.
import table from './phone-zones.json' with { type: 'json' }
import type { Zone } from '../day.ts'

const byPrefix = new Map<string, readonly Zone[]>()
let longest = 0
for (const [places = '', prefixes = ''] of table.prefixes) {
  const zones = places.split(' ').flatMap((place) => table.zones[Number(place)] ?? [])
  for (const prefix of prefixes.split(' ')) {
    byPrefix.set(prefix, zones)
    longest = Math.max(longest, prefix.length)
  }
}

/** Empty for what is no E.164 number. A mobile number may have moved; nobody can tell. */
export function zonesOfNumber(number: string): readonly Zone[] {
  if (!number.startsWith('+')) return []
  const digits = number.slice(1)
  for (let length = Math.min(longest, digits.length); length > 0; length--) {
    const zones = byPrefix.get(digits.slice(0, length))
    if (zones) return zones
  }
  return []
}
