// The statements that change how SMS leave, and those behind tests to oneself and the budget.
import { sql } from 'kysely'
import type { Instant } from '#domain/day.ts'
import type { Org } from '../../platform/in-organization.ts'
import type { AccountRow } from './sender-store.ts'

export type SmsChannel = 'outbox' | 'installation' | 'own'

export interface RulesRow {
  sms_from_time: string
  sms_until_time: string
  sms_segment_cap: number
  sms_month_budget_micros: number | null
  sms_currency: string
  sms_consent_rule: 'recorded' | 'given_number'
  sms_retention_days: number | null
  creditor_kind: 'creditor' | 'agency'
}

export async function updateRules(org: Org, row: RulesRow): Promise<void> {
  await sql`update organization set sms_from_time = ${row.sms_from_time},
      sms_until_time = ${row.sms_until_time}, sms_segment_cap = ${row.sms_segment_cap},
      sms_month_budget_micros = ${row.sms_month_budget_micros},
      sms_currency = ${row.sms_currency}, sms_consent_rule = ${row.sms_consent_rule},
      sms_retention_days = ${row.sms_retention_days}, creditor_kind = ${row.creditor_kind}
    where org_id = ${org.id}`.execute(org.tx)
}

export async function updateChannel(org: Org, channel: SmsChannel): Promise<void> {
  await sql`update organization set sms_channel = ${channel} where org_id = ${org.id}`
    .execute(org.tx)
}

/** Whatever changed was not checked yet. */
export async function writeAccount(
  org: Org, row: Omit<AccountRow, 'checked_at' | 'problem'>,
): Promise<void> {
  await sql`insert into sms_account (account_sid, api_key_sid, messaging_service_sid, sealed,
      saved_at)
    values (${row.account_sid}, ${row.api_key_sid}, ${row.messaging_service_sid}, ${row.sealed},
      ${org.installation.now()})
    on conflict (org_id) do update set account_sid = excluded.account_sid,
      api_key_sid = excluded.api_key_sid,
      messaging_service_sid = excluded.messaging_service_sid, sealed = excluded.sealed,
      saved_at = excluded.saved_at, checked_at = null, problem = null`.execute(org.tx)
}

export async function noteChecked(org: Org, problem: string | null): Promise<void> {
  await sql`update sms_account set checked_at = ${org.installation.now()}, problem = ${problem}
    where org_id = ${org.id}`.execute(org.tx)
}

/** An admin looked, and the account works: SMS go on. */
export async function startAgain(org: Org): Promise<void> {
  await sql`update organization set sms_stopped_at = null, sms_stopped_why = null
    where org_id = ${org.id}`.execute(org.tx)
}

/** Since a moment, in one currency; with whether any of it is still an estimate. */
export async function spentSince(
  org: Org, since: Instant, currency: string,
): Promise<{ micros: number; isEstimated: boolean }> {
  const { rows } = await sql<{ micros: number; is_estimated: boolean }>`
    select coalesce(sum(s.cost_micros), 0)::bigint as micros,
      coalesce(bool_or(not s.is_cost_final), false) as is_estimated
    from sms_message s
    where s.org_id = ${org.id} and s.cost_currency = ${currency} and s.committed_at >= ${since}`
    .execute(org.tx)
  return { micros: rows[0]?.micros ?? 0, isEstimated: rows[0]?.is_estimated ?? false }
}

export interface TestRow {
  id: string
  to_number: string
  channel: SmsChannel
  sender: string
  provider_sid: string | null
  failed_why: string | null
  sent_at: Instant
  sent_really_at: Instant
  is_captured: boolean
  /** What the provider has reported, in its own words, and the code of a failure. */
  reports: { status: string; code: number | null; via: 'callback' | 'fetch' }[]
}

export async function newestTest(org: Org): Promise<TestRow | null> {
  const { rows } = await sql<TestRow>`
    select t.id, t.to_number, t.channel, t.sender, t.provider_sid, t.failed_why, t.sent_at,
      t.sent_really_at, exists (select from captured_message c where c.org_id = t.org_id
        and c.attempt_id = t.id) as is_captured,
      coalesce((select jsonb_agg(jsonb_build_object('status', r.status, 'code', r.error_code,
          'via', r.via) order by r.received_at, r.id)
        from sms_report r where r.org_id = t.org_id and r.provider_sid = t.provider_sid), '[]')
        as reports
    from sms_test t where t.org_id = ${org.id}
    order by t.sent_really_at desc, t.id desc limit 1`.execute(org.tx)
  return rows[0] ?? null
}

export async function insertTest(org: Org, test: {
  id: string; to: string; channel: SmsChannel; sender: string
}): Promise<void> {
  await sql`insert into sms_test (id, to_number, channel, sender, sent_at, sent_really_at)
    values (${test.id}, ${test.to}, ${test.channel}, ${test.sender}, ${org.now},
      ${org.installation.now()})`.execute(org.tx)
}

export async function noteTest(org: Org, id: string, outcome: {
  providerSid: string | null; failedWhy: string | null
}): Promise<void> {
  await sql`update sms_test set provider_sid = ${outcome.providerSid},
      failed_why = ${outcome.failedWhy?.slice(0, 500) ?? null}
    where org_id = ${org.id} and id = ${id}`.execute(org.tx)
}

export async function isOptedOut(org: Org, number: string): Promise<boolean> {
  const { rows } = await sql`select from suppression where org_id = ${org.id}
    and channel = 'phone' and address = ${number} and state = 'opted_out'`.execute(org.tx)
  return rows.length > 0
}
