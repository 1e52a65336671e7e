// How often and when a debtor may be contacted, by who collects and from whom (domain E47, 7.2).
import { addDays, timeAt, type Day, type Instant, type Zone } from './day.ts'
import type { CreditorKind, DebtorKind } from './debtor-kind.ts'
import { isAllowed, nextOpening, type Hours } from './sms/quiet-hours.ts'

export interface ContactRules {
  /** So many contacts in so many days, whoever made them and on whichever channel. */
  most: { contacts: number; days: number } | null
  /** On the debtor's own clock, for what rings: SMS and calls. */
  hours: Hours | null
}

const FREE: ContactRules = { most: null, hours: null }
/** Reg F's presumptions, kept everywhere: the strictest law that was found. */
const CONSUMER_HOURS: Hours = { from: '08:00', until: '21:00' }
/** How often is the workflow's to say; nobody is rung at night by anybody. */
const OWN_CONSUMER: ContactRules = { most: null, hours: CONSUMER_HOURS }
const CONSUMER_OF_OTHERS: ContactRules = {
  most: { contacts: 7, days: 7 }, hours: CONSUMER_HOURS,
}

const RULES: Readonly<Record<CreditorKind, Readonly<Record<DebtorKind, ContactRules>>>> = {
  creditor: { company: FREE, public_body: FREE, sole_trader: FREE, consumer: OWN_CONSUMER },
  agency: {
    company: FREE, public_body: FREE, sole_trader: FREE, consumer: CONSUMER_OF_OTHERS,
  },
}

export const contactRulesOf = (creditor: CreditorKind, debtor: DebtorKind): ContactRules =>
  RULES[creditor][debtor]

/** The longest time that a rule looks back. */
export const LONGEST_COUNT_DAYS = 7

/** The first day on which another contact is within the rule; null: today is. */
export function contactsFreeOn(
  { most }: ContactRules, contactedOn: readonly Day[], today: Day,
): Day | null {
  if (most === null) return null
  const since = addDays(today, 1 - most.days)
  const counted = contactedOn.filter((day) => day >= since).toSorted()
  const last = counted.at(-most.contacts)
  return last === undefined ? null : addDays(last, most.days)
}

/** The hours that both allow. */
export const bothHours = (hours: Hours, { hours: lawful }: ContactRules): Hours =>
  (lawful === null ? hours : {
    from: hours.from > lawful.from ? hours.from : lawful.from,
    until: hours.until < lawful.until ? hours.until : lawful.until,
  })

export interface CallProblem {
  text: string
  fix: string
  /** When the hours begin again; null where a day must pass, or the zones never meet. */
  opensAt: Instant | null
}

/** What stands against a call now; null: nothing. */
export function callProblem(
  rules: ContactRules, of: { freeOn: Day | null; now: Instant; zones: readonly Zone[] },
): CallProblem | null {
  if (of.freeOn !== null) {
    return { text: capText(rules, of.freeOn), opensAt: null,
      fix: `Call from ${of.freeOn} on. ${EARLIER}` }
  }
  const { hours } = rules
  if (hours === null || isAllowed(of.now, of.zones, hours)) return null
  const outside = of.zones.find((zone) => !isAllowed(of.now, [zone], hours)) ?? ''
  return {
    text: `It is ${timeAt(of.now, outside)} there (${outside}). A consumer is called between ${
      hours.from} and ${hours.until} of their own clock only.`,
    fix: `Call when the hours begin, or correct the time zone of the contact. ${EARLIER}`,
    opensAt: nextOpening(of.now, of.zones, hours),
  }
}
const EARLIER = 'A call that was made before can be noted as such.'

export const capText = ({ most }: ContactRules, freeOn: Day): string =>
  `A consumer is contacted at most ${most?.contacts ?? 0} times in ${most?.days ?? 0} days for `
  + `others; the next time from ${freeOn} on.`
