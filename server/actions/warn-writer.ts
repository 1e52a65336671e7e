// What a person should know before writing besides the workflows: contacted lately, an old ledger.
import { addDays, dayAt, type Day } from '#domain/day.ts'
import { dayText } from '#domain/template.ts'
import type { Org } from '../platform/in-organization.ts'
import { gatherFacts } from './gather-facts.ts'
import { isLedgerStale } from './ledger-age.ts'

export interface Warning { code: 'min_contact_delay' | 'data_stale'; text: string }

/** A person decides, so these warn and hold nothing (E34, E41). */
export async function warningsFor(org: Org, customerId: string): Promise<Warning[]> {
  const facts = (await gatherFacts(org, [customerId])).get(customerId)
  const { locale, zone, ledger_changed_at: changedAt } = org.settings
  const text = (day: Day) => dayText(day, locale)
  const warnings: Warning[] = []
  const ends = (facts?.runs ?? []).flatMap(({ facts: { lastContactOn }, rules }) =>
    (lastContactOn === null ? [] : [{ on: lastContactOn, end: addDays(lastContactOn,
      rules.mcdDays) }])).toSorted((a, b) => (a.end < b.end ? 1 : -1))
  const [last] = ends
  if (last && last.end > org.today) {
    warnings.push({ code: 'min_contact_delay', text: `Contacted on ${text(last.on)}; the workflow `
      + `writes again from ${text(last.end)} on. A message now is one more, and delays it.` })
  }
  if (isLedgerStale(org)) {
    warnings.push({ code: 'data_stale', text: changedAt === null
      ? 'The ledger was never updated: what is asked for may be paid by now.'
      : `The ledger is of ${text(dayAt(changedAt, zone))}: what is asked for may be paid by now.` })
  }
  return warnings
}
