// The organization as pages and the API show it.
import { sql } from 'kysely'
import type { Org, OrganizationRow } from '../platform/in-organization.ts'
import { intakeAddressOf } from './addresses.ts'
import { storedSmtp } from './read-email-settings.ts'

export function toOrganization(org: Org) {
  const { settings } = org
  return {
    id: org.id, name: settings.name, country: settings.country, currency: settings.currency,
    zone: settings.zone, locale: settings.locale, isSandbox: settings.is_sandbox, now: org.now,
    holidayRegion: settings.holiday_region, ownDays: settings.own_days,
    emailClock: settings.email_clock, restsWithRecipient: settings.rests_with_recipient,
    today: org.today, sendTime: settings.send_time, weekend: settings.weekend,
    observesHolidays: settings.observes_holidays, holdOnReply: settings.hold_on_reply,
    replyHoldScope: settings.reply_hold_scope, escalateAfterDays: settings.escalate_after_days,
    isAutomationOn: settings.automation_on_since !== null,
    automationOnSince: settings.automation_on_since, staleAfterHours: settings.stale_after_hours,
    dailyCap: settings.daily_cap, pendingDays: settings.pending_days,
    writeOffLimits: settings.write_off_limits,
    isCopy: settings.copied_at !== null,
    promiseGraceDays: settings.promise_grace_days,
    promiseTolerancePercent: settings.promise_tolerance_percent,
    postalAddress: settings.postal_address,
    intakeAddress: intakeAddressOf(org), revision: settings.revision,
  }
}

export function toEmailSettings(org: Org) {
  const { settings } = org
  const smtp = storedSmtp(org)
  return {
    channel: settings.email_channel, fromName: settings.from_name,
    fromAddress: settings.from_address, replyTo: settings.reply_to,
    smtp: smtp === null ? null : {
      host: smtp.host, port: smtp.port, isTls: smtp.isTls, user: smtp.user,
      hasPassword: smtp.password !== null,
    },
  }
}

/** The row as it is now, after a change in this transaction. */
export async function reread(org: Org): Promise<Org> {
  const { rows } = await sql<OrganizationRow>`select * from organization where org_id = ${org.id}`
    .execute(org.tx)
  const settings = rows[0]
  return settings ? { ...org, settings } : org
}
