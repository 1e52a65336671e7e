// The settings of SMS as an admin sees them; no secret is among them.
import { instantAt } from '#domain/day.ts'
import { joinStatus, shownStatus, type SmsStatus } from '#domain/sms/sms-status.ts'
import type { AnswerOf } from '#contract/endpoint.ts'
import type { getSmsSettings } from '#contract/sms-settings.ts'
import type { Org } from '../../platform/in-organization.ts'
import { hookAddresses } from './hook-addresses.ts'
import { hasInstallationAccount } from './installation-account.ts'
import { storedAccount } from './read-sms-settings.ts'
import { readAccountRow } from './sender-store.ts'
import { newestTest, spentSince, type TestRow } from './settings-store.ts'

type Answer = AnswerOf<typeof getSmsSettings>

export async function showSmsSettings(org: Org): Promise<Answer> {
  const row = org.settings
  const monthStart = instantAt(`${org.today.slice(0, 8)}01`, '00:00', org.settings.zone)
  const spent = await spentSince(org, monthStart, row.sms_currency)
  const test = await newestTest(org)
  return {
    channel: row.sms_channel, isSandbox: org.settings.is_sandbox,
    hasInstallationAccount: hasInstallationAccount(org.installation),
    account: await accountOf(org),
    webhooks: hookAddresses(org),
    rules: {
      fromTime: row.sms_from_time, untilTime: row.sms_until_time,
      segmentCap: row.sms_segment_cap, monthBudgetMicros: row.sms_month_budget_micros,
      currency: row.sms_currency, consentRule: row.sms_consent_rule,
      retentionDays: row.sms_retention_days, creditorKind: row.creditor_kind,
    },
    stoppedWhy: row.sms_stopped_why, spentThisMonthMicros: spent.micros,
    isBudgetEstimated: spent.isEstimated,
    test: test === null ? null : toTest(test),
  }
}

async function accountOf(org: Org): Promise<Answer['account']> {
  const row = await readAccountRow(org)
  const account = await storedAccount(org)
  if (row === null || account === null) return null
  return {
    accountSid: account.accountSid, tokenCount: account.authTokens.length,
    apiKeySid: account.apiKeySid, messagingServiceSid: account.messagingServiceSid,
    checkedAt: row.checked_at, problem: row.problem,
  }
}

function toTest(row: TestRow): NonNullable<Answer['test']> {
  const { state, why } = fateOf(row)
  return {
    to: row.to_number, channel: row.channel, sender: row.sender, isCaptured: row.is_captured,
    state, why, sentAt: row.sent_at,
  }
}

/** Joined from what was reported; what was captured here has arrived as far as it ever will. */
function fateOf(row: TestRow): Pick<NonNullable<Answer['test']>, 'state' | 'why'> {
  if (row.failed_why !== null) return { state: 'failed', why: row.failed_why }
  const status = row.reports.reduce<SmsStatus | null>((before, { status: word, via }) => {
    const told = shownStatus(word)
    return told === null ? before : joinStatus(before, told, via === 'fetch').status
  }, null)
  switch (status) {
    case 'delivered': case 'read': return { state: 'delivered', why: null }
    case 'failed': case 'undelivered': case 'cancelled': {
      const code = row.reports.find((one) => one.code !== null)?.code
      const numbered = code === undefined || code === null ? '' : ` (code ${code})`
      return { state: 'failed', why: `The provider could not deliver it${numbered}.` }
    }
    case 'sent': return { state: 'sent', why: null }
    case 'queued': case null: break
  }
  if (row.is_captured) return { state: 'delivered', why: null }
  return { state: row.provider_sid === null ? 'sending' : 'sent', why: null }
}
