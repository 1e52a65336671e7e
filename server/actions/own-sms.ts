// What binds a person who texts: the number, consent, a sender, the length, and the widest hours.
import { secondsBetween, type Instant } from '#domain/day.ts'
import { isAllowed, nextOpening, WIDEST_HOURS } from '#domain/sms/quiet-hours.ts'
import { conflict, invalid } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import { keyOf, readSmsReach, type SmsReach } from './sms-reach-store.ts'
import { smsFactsOf, textProblem, type SmsFacts } from './sms-facts.ts'

export interface OwnSms {
  facts: SmsFacts
  /** Why it must not leave at all; null: it may. */
  problem: string | null
  /** Set when it must wait for the morning of whoever gets it. */
  waitsUntil: Instant | null
}

const ANSWER_SECONDS = 24 * 3600

/** Whoever wrote to us within a day may be answered, at any hour and without a record. */
export function judgeOwnSms(
  org: Org, reach: SmsReach, of: { customerId: string; number: string; text: string },
): OwnSms {
  const facts = smsFactsOf(org, reach, of)
  const isAnswer = facts.wroteAt !== null
    && secondsBetween(facts.wroteAt, org.now) < ANSWER_SECONDS
  const known = reach.phones.get(keyOf(of.customerId, of.number))
  const isUndecided = (known?.newestConsent ?? null) === null
  const consent = isAnswer && isUndecided ? null : facts.consentProblem
  const line = facts.lineProblem === null ? null : `${of.number} is ${facts.lineProblem}.`
  const isLate = !isAnswer && !isAllowed(org.now, facts.zones, WIDEST_HOURS)
  return {
    facts,
    problem: line ?? consent ?? facts.channelProblem ?? facts.senderProblem
      ?? textProblem(org, facts, of.text, null),
    waitsUntil: isLate ? nextOpening(org.now, facts.zones, WIDEST_HOURS) : null,
  }
}

/** Refuses what could not leave, with what to do; gives the address it will come from. */
export async function requireOwnSms(
  org: Org, wish: { customerId: string; to: readonly string[]; body: string },
): Promise<string> {
  const [number, ...others] = wish.to
  if (number === undefined || others.length > 0) {
    throw invalid('An SMS goes to one number; write to the others one by one.', [
      { field: 'to', message: 'Leave one number.' }])
  }
  const reach = await readSmsReach(org, [wish.customerId], [number])
  const { facts, problem, waitsUntil } = judgeOwnSms(org, reach,
    { customerId: wish.customerId, number, text: wish.body })
  if (problem !== null) throw conflict(`This SMS cannot be sent. ${problem}`)
  if (waitsUntil !== null) {
    const { from, until } = WIDEST_HOURS
    throw conflict(`It is outside ${from} to ${until} where ${number} is; `
      + `nobody is texted then. Send it from ${waitsUntil} on, or write an e-mail.`)
  }
  return facts.sender?.address ?? ''
}
