// Whether a customer may be rung now: the hours and counts that bind who collects from consumers.
import { callProblem, contactRulesOf, type CallProblem } from '#domain/contact-rules.ts'
import type { Zone } from '#domain/day.ts'
import { zonesOfNumber } from '#domain/sms/phone-zones.ts'
import { zonesOfRecipient } from '#domain/sms/quiet-hours.ts'
import { conflict } from '../../platform/errors.ts'
import type { Org } from '../../platform/in-organization.ts'
import { gatherFacts, type CustomerFacts } from '../gather-facts.ts'
import { gatherReach } from '../gather-hold-facts.ts'

/** By where the person is, else the customer; a number of another zone must suit as well. */
export function problemOfNumber(
  org: Org, facts: CustomerFacts, contactZone: Zone | null, number: string | null,
): CallProblem | null {
  const { customer } = facts
  return callProblem(contactRulesOf(org.settings.creditor_kind, customer.debtor_kind), {
    freeOn: facts.contactsFreeOn, now: org.now, zones: zonesOfRecipient({
      contactZones: contactZone === null ? [] : [contactZone], customerZone: customer.zone,
      country: customer.country, ofNumber: number === null ? [] : zonesOfNumber(number),
      ours: org.settings.zone,
    }),
  })
}

/** What stands against all of the numbers; without one the customer's own clock is asked. */
export function blockedOf(
  org: Org, facts: CustomerFacts, people: readonly {
    phones: readonly { blocked: CallProblem | null }[] }[],
): CallProblem | null {
  const all = people.flatMap(({ phones }) => phones.map(({ blocked }) => blocked))
  if (all.length === 0) return problemOfNumber(org, facts, null, null)
  return all.includes(null) ? null : all[0] ?? null
}

/** Refuses to note a call as made now that must not be made now. */
export async function refuseForbiddenCall(
  org: Org, customerId: string, phone: string | null,
): Promise<void> {
  const facts = (await gatherFacts(org, [customerId])).get(customerId)
  if (facts === undefined) return
  const contacts = (await gatherReach(org, [customerId], ['call'])).contacts.get(customerId) ?? []
  const people = contacts.map(({ zone, phones }) => ({ phones: phones
    .filter((number) => phone === null || number === phone)
    .map((number) => ({ blocked: problemOfNumber(org, facts, zone, number) })) }))
  const problem = phone !== null && people.every(({ phones }) => phones.length === 0)
    ? problemOfNumber(org, facts, null, phone) : blockedOf(org, facts, people)
  if (problem !== null) throw conflict(`${problem.text} ${problem.fix}`)
}
