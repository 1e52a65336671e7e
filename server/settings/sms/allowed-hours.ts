// The hours in which an organization texts, where the person is.
import type { Instant, Zone } from '#domain/day.ts'
import { narrowed, nextClosing, nextOpening, type Hours } from '#domain/sms/quiet-hours.ts'
import type { Org } from '../../platform/in-organization.ts'

export const hoursOf = (org: Org): Hours =>
  narrowed({ from: org.settings.sms_from_time, until: org.settings.sms_until_time })

/** The next allowed hours after the ones that last now; null where zones never meet. */
export function opensAgainAt(org: Org, zones: readonly Zone[]): Instant | null {
  const hours = hoursOf(org)
  return nextOpening(nextClosing(org.now, zones, hours), zones, hours)
}
