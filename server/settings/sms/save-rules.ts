// Changes the rules that every SMS obeys; hours may be narrowed, never widened.
import { isCurrency } from '#domain/money.ts'
import { invalid, type ProblemField } from '../../platform/errors.ts'
import type { Org } from '../../platform/in-organization.ts'
import { updateRules, type RulesRow } from './settings-store.ts'

export interface RulesWish {
  fromTime?: string | undefined
  untilTime?: string | undefined
  segmentCap?: number | undefined
  monthBudgetMicros?: number | null | undefined
  currency?: string | undefined
  consentRule?: 'recorded' | 'given_number' | undefined
  retentionDays?: number | null | undefined
  creditorKind?: 'creditor' | 'agency' | undefined
}

const EARLIEST = '08:00'
const LATEST = '20:00'

/** What is left out stays as it is. */
export async function saveSmsRules(org: Org, wish: RulesWish): Promise<void> {
  const before = org.settings
  const row: RulesRow = {
    sms_from_time: wish.fromTime ?? before.sms_from_time,
    sms_until_time: wish.untilTime ?? before.sms_until_time,
    sms_segment_cap: wish.segmentCap ?? before.sms_segment_cap,
    sms_month_budget_micros: wish.monthBudgetMicros === undefined
      ? before.sms_month_budget_micros : wish.monthBudgetMicros,
    sms_currency: wish.currency ?? before.sms_currency,
    sms_consent_rule: wish.consentRule ?? before.sms_consent_rule,
    sms_retention_days: wish.retentionDays === undefined
      ? before.sms_retention_days : wish.retentionDays,
    creditor_kind: wish.creditorKind ?? before.creditor_kind,
  }
  const problems = problemsOf(row)
  if (problems.length > 0) throw invalid('These rules cannot be saved; nothing changed.', problems)
  await updateRules(org, row)
}

function problemsOf(row: RulesRow): ProblemField[] {
  const problems: ProblemField[] = []
  if (row.sms_from_time < EARLIEST) {
    problems.push({ field: 'fromTime', message: `Nobody is texted before ${EARLIEST}.` })
  }
  if (row.sms_until_time > LATEST) {
    problems.push({ field: 'untilTime', message: `Nobody is texted after ${LATEST}.` })
  }
  if (row.sms_from_time >= row.sms_until_time) {
    problems.push({ field: 'untilTime', message: 'The end must be after the beginning.' })
  }
  if (!isCurrency(row.sms_currency)) {
    problems.push({
      field: 'currency', message: 'Use the ISO 4217 code that the provider bills in, such as USD.',
    })
  }
  return problems
}
