// What is true of texting one number: the line, the consent, the sender, the hours.
import { bothHours, contactRulesOf } from '#domain/contact-rules.ts'
import type { Instant, Zone } from '#domain/day.ts'
import { dayAt, isBusinessDay, secondsBetween } from '#domain/day.ts'
import { needsOwnConsent } from '#domain/debtor-kind.ts'
import { chooseSender, isOneWay, NORTH_AMERICA, type Sender, type Via } from
  '#domain/sms/choose-sender.ts'
import { lineProblem } from '#domain/sms/phone-line.ts'
import { zonesOfNumber } from '#domain/sms/phone-zones.ts'
import { isAllowed, nextOpening, zonesOfRecipient } from '#domain/sms/quiet-hours.ts'
import { asSent, countSegments } from '#domain/sms/segments.ts'
import { consentProblem } from '#domain/sms/sms-consent.ts'
import { calendarOfCountry } from '../platform/holidays.ts'
import type { Org } from '../platform/in-organization.ts'
import { readNumber } from '../platform/phone-number.ts'
import { hoursOf } from '../settings/sms/allowed-hours.ts'
import { keyOf, type SmsReach } from './sms-reach-store.ts'

export interface SmsFacts {
  number: string
  country: string | null
  via: Via
  sender: Sender | null
  zones: readonly Zone[]
  isQuiet: boolean
  /** Over there it is a weekend or a public holiday, in one of the zones it may be in. */
  isRestDay: boolean
  /** When it may go; null where the hours of its zones never meet. */
  opensAt: Instant | null
  wroteAt: Instant | null
  /** What speaks against it, in words; null: nothing. */
  lineProblem: string | null
  consentProblem: string | null
  /** Else the rule lets a number be texted that the customer gave. */
  hasConsentOnRecord: boolean
  senderProblem: string | null
  /** The whole organization must not text there. */
  channelProblem: string | null
  /** Of one segment; null: nobody knows. */
  segmentMicros: number | null
}

export function smsFactsOf(
  org: Org, reach: SmsReach, of: { customerId: string; number: string },
): SmsFacts {
  const known = reach.phones.get(keyOf(of.customerId, of.number))
  const read = readNumber(of.number, null)
  const country = read?.country ?? null
  const via = known?.via ?? 'sms'
  const sender = country === null ? null : chooseSender(reach.senders, {
    country, via, stickyId: known?.stickyId ?? null, exceptIds: known?.refusedIds ?? [],
    closedCountries: new Set(reach.closedCountries.keys()),
  })
  const zones = zonesOfRecipient({
    contactZones: known?.contactZones ?? [],
    customerZone: known?.customerZone ?? null, country: known?.customerCountry ?? null,
    ofNumber: zonesOfNumber(of.number), ours: org.settings.zone,
  })
  const hours = bothHours(hoursOf(org),
    contactRulesOf(org.settings.creditor_kind, known?.debtorKind ?? 'company'))
  const price = country === null ? undefined : reach.prices.get(country)
  return {
    number: of.number, country, via, sender, zones,
    isRestDay: org.settings.rests_with_recipient && country !== null && zones.some((zone) =>
      !isBusinessDay(dayAt(org.now, zone), calendarOfCountry(country))),
    isQuiet: !isAllowed(org.now, zones, hours), opensAt: nextOpening(org.now, zones, hours),
    wroteAt: known?.wroteAt ?? null,
    lineProblem: lineProblem(known?.line ?? read?.line ?? 'invalid'),
    consentProblem: consentProblem({
      newest: known?.newestConsent ?? null, country,
      rule: needsOwnConsent(known?.debtorKind ?? 'company', org.settings.creditor_kind) ? 'recorded'
        : org.settings.sms_consent_rule,
    }),
    hasConsentOnRecord: known?.newestConsent === 'given',
    senderProblem: sender !== null ? null : senderProblem(reach, country),
    channelProblem: channelProblem(org, country),
    segmentMicros: price?.currency === org.settings.sms_currency ? price.micros : null,
  }
}

/** Where the hours of the zones never meet, somebody must say which zone it is. */
export const hoursProblem = (org: Org, { zones, opensAt }: SmsFacts): string | null => {
  if (opensAt !== null) return null
  const { from, until } = hoursOf(org)
  return `There is no common hour in 7 days: ${from} to ${until} in ${zones.join(' and in ')} `
    + 'never meet. Set the time zone of the contact.'
}

function senderProblem(reach: SmsReach, country: string | null): string {
  if (country === null) return 'The country of this number is unknown.'
  const why = reach.closedCountries.get(country)
  return why === undefined ? `No sender may text to ${country}.` : `${country} is closed: ${why}`
}

/** Collecting for others by SMS is forbidden in the US and Canada (SPEC §7.6). */
function channelProblem(org: Org, country: string | null): string | null {
  const { sms_stopped_why: stopped, creditor_kind: kind } = org.settings
  if (stopped !== null) return `SMS stand still: ${stopped}`
  return kind === 'agency' && country !== null && NORTH_AMERICA.includes(country)
    ? 'Who collects for others must not text to the United States or Canada.' : null
}

export const MOST_SMS_CHARACTERS = 1600
const FREE_TEXT_SECONDS = 24 * 3600
const HAS_WAY_TO_ANSWER = /https?:\/\/|[^\s@]+@[^\s@]+\.|\+?\d[\d\s().-]{6,}\d/

/** Why this very text must not go to this number; null: it may. */
export function textProblem(
  org: Org, facts: SmsFacts, text: string, whatsApp: object | null,
): string | null {
  const sent = asSent(text)
  if (sent.length > MOST_SMS_CHARACTERS) {
    return `The text has ${sent.length} characters; an SMS at most ${MOST_SMS_CHARACTERS}.`
  }
  if (whatsApp === null && needsTemplate(org, facts)) {
    return 'WhatsApp takes a free text only within 24 hours of their last message.'
  }
  if (facts.sender !== null && isOneWay(facts.sender) && !HAS_WAY_TO_ANSWER.test(sent)) {
    return `Nobody can answer “${facts.sender.address}”: name a link, an address or a number.`
  }
  return null
}

/** Whether the window in which WhatsApp takes a free text is closed. */
export const needsTemplate = (org: Org, { via, wroteAt }: SmsFacts): boolean => via === 'whatsapp'
  && !(wroteAt !== null && secondsBetween(wroteAt, org.now) < FREE_TEXT_SECONDS)

/** What binds the machine besides: a person may send a longer text. */
export function capProblem(org: Org, text: string): string | null {
  const { count } = countSegments(asSent(text))
  const most = org.settings.sms_segment_cap
  return count > most ? `The text has ${count} parts; at most ${most}.` : null
}

/** Null when no price is known. */
export const costOf = (facts: SmsFacts, text: string): number | null =>
  (facts.segmentMicros === null ? null : facts.segmentMicros * countSegments(asSent(text)).count)

export const isOverBudget = (org: Org, reach: SmsReach, costMicros: number): boolean => {
  const budget = org.settings.sms_month_budget_micros
  return budget !== null
    && (reach.spentMicros >= budget || reach.spentMicros + costMicros > budget)
}
