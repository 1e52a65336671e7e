// When a person may be texted: within the allowed hours of every zone the person may be in.
import {
  addDays, dayAt, instantAt, secondsBetween, timeAt, type Instant, type TimeOfDay, type Zone,
} from '../day.ts'

/** Wall-clock hours, the end not among them. */
export interface Hours {
  from: TimeOfDay
  until: TimeOfDay
}

/** Nobody is texted outside these; an organization may only narrow them (SPEC §7.5). */
export const WIDEST_HOURS: Hours = { from: '08:00', until: '20:00' }

export const narrowed = (hours: Hours): Hours => ({
  from: hours.from > WIDEST_HOURS.from ? hours.from : WIDEST_HOURS.from,
  until: hours.until < WIDEST_HOURS.until ? hours.until : WIDEST_HOURS.until,
})

/** The zone of a country that has one alone; null for others and for none. */
export function zoneOfCountry(country: string | null): Zone | null {
  if (country === null) return null
  const known = countryZones.get(country)
  if (known !== undefined) return known
  const [zone, ...others] = zonesOf(country)
  const only = zone !== undefined && others.length === 0 ? zone : null
  countryZones.set(country, only)
  return only
}
const countryZones = new Map<string, Zone | null>()

function zonesOf(country: string): readonly string[] {
  // One thing under its newer and its older name, neither of which the types know.
  const locale = new Intl.Locale(`und-${country}`) as
    Intl.Locale & { timeZones?: string[]; getTimeZones?: () => string[] }
  return locale.getTimeZones?.() ?? locale.timeZones ?? []
}

/**
 * Where the person may be. What somebody noted of the person settles it; else by what is known of
 * the customer and by the number; else where we are.
 */
export function zonesOfRecipient(of: {
  /** Of whoever has the number; several where it is shared. */
  contactZones?: readonly Zone[]
  customerZone: Zone | null; country: string | null; ofNumber: readonly Zone[]; ours: Zone
}): readonly Zone[] {
  const noted = of.contactZones ?? []
  if (noted.length > 0) return [...new Set(noted)]
  const known = [of.customerZone, zoneOfCountry(of.country), ...of.ofNumber]
    .filter((zone) => zone !== null)
  return known.length === 0 ? [of.ours] : [...new Set(known)]
}

/** It must be allowed in all zones at once. */
export const isAllowed = (now: Instant, zones: readonly Zone[], hours: Hours): boolean =>
  zones.every((zone) => {
    const time = timeAt(now, zone)
    return time >= hours.from && time < hours.until
  })

// Zones differ by less than two days, so a moment that suits all comes within three or never.
const DAYS_AHEAD = [-1, 0, 1, 2, 3]

/** The first allowed moment from now on; null where the hours of two zones never meet. */
export function nextOpening(
  now: Instant, zones: readonly Zone[], hours: Hours,
): Instant | null {
  if (isAllowed(now, zones, hours)) return now
  // The hours that all share begin where those of one of them begin.
  const beginnings = zones.flatMap((zone) => DAYS_AHEAD.map((days) =>
    instantAt(addDays(dayAt(now, zone), days), hours.from, zone)))
  return beginnings.filter((at) => at > now && isAllowed(at, zones, hours)).toSorted()[0] ?? null
}

/** When the first of the zones that are open closes; the moment itself when none is. */
export function nextClosing(now: Instant, zones: readonly Zone[], hours: Hours): Instant {
  const closings = zones.map((zone) => instantAt(dayAt(now, zone), hours.until, zone))
  return closings.toSorted().find((at) => at > now) ?? now
}

const LONGEST_VALIDITY_SECONDS = 36_000

/** How long the provider may try: until the first zone closes, and a second at least. */
export function validitySeconds(
  now: Instant, zones: readonly Zone[], hours: Hours,
): number {
  if (!isAllowed(now, zones, hours)) return 1
  const left = secondsBetween(now, nextClosing(now, zones, hours))
  return Math.max(1, Math.min(LONGEST_VALIDITY_SECONDS, left))
}
