// Changes the settings of an organization, and how its e-mail leaves.
import { sql } from 'kysely'
import { invalid } from '../platform/errors.ts'
import type { OwnDays } from '../platform/holidays.ts'
import type { Org } from '../platform/in-organization.ts'
import { checkCalendar } from './calendar.ts'
import { checkOrganization } from './check-organization.ts'
import { smtpPurpose, storedSmtp, type SmtpSettings } from './read-email-settings.ts'

export interface SettingsWish {
  name?: string | undefined
  country?: string | null | undefined
  currency?: string | undefined
  zone?: string | undefined
  locale?: string | undefined
  sendTime?: string | undefined
  weekend?: readonly number[] | undefined
  observesHolidays?: boolean | undefined
  holidayRegion?: string | null | undefined
  ownDays?: OwnDays | undefined
  emailClock?: 'organization' | 'recipient' | undefined
  restsWithRecipient?: boolean | undefined
  holdOnReply?: boolean | undefined
  replyHoldScope?: 'customer' | 'invoice' | undefined
  escalateAfterDays?: number | undefined
  staleAfterHours?: number | null | undefined
  dailyCap?: number | null | undefined
  promiseGraceDays?: number | undefined
  promiseTolerancePercent?: number | undefined
  pendingDays?: number | undefined
  writeOffLimits?: Readonly<Record<string, number>> | undefined
  postalAddress?: string | undefined
}

const COLUMNS: Record<keyof SettingsWish, string> = {
  name: 'name', country: 'country', currency: 'currency', zone: 'zone', locale: 'locale',
  sendTime: 'send_time', weekend: 'weekend', observesHolidays: 'observes_holidays',
  holidayRegion: 'holiday_region', ownDays: 'own_days', emailClock: 'email_clock',
  restsWithRecipient: 'rests_with_recipient',
  holdOnReply: 'hold_on_reply', replyHoldScope: 'reply_hold_scope',
  escalateAfterDays: 'escalate_after_days',
  staleAfterHours: 'stale_after_hours', dailyCap: 'daily_cap',
  promiseGraceDays: 'promise_grace_days', promiseTolerancePercent: 'promise_tolerance_percent',
  pendingDays: 'pending_days', writeOffLimits: 'write_off_limits',
  postalAddress: 'postal_address',
}

/** What is left out stays as it is. The caller lets the planner look again. */
export async function saveOrganization(org: Org, given: SettingsWish): Promise<void> {
  // A region of the former country means nothing in another one.
  const wish = given.country === undefined || given.country === org.settings.country
    || given.holidayRegion !== undefined ? given : { ...given, holidayRegion: null }
  checkOrganization(wish)
  checkCalendar(org, wish)
  for (const [name, column] of Object.entries(COLUMNS)) {
    const wanted = wish[name as keyof SettingsWish] // The table's keys are exactly these.
    if (wanted === undefined) continue
    const value = name === 'ownDays' ? JSON.stringify(wanted) : wanted
    await sql`update organization set ${sql.ref(column)} = ${value} where org_id = ${org.id}`
      .execute(org.tx)
  }
}

export interface EmailWish {
  channel: 'outbox' | 'smtp'
  fromName: string | null
  fromAddress: string | null
  replyTo: string | null
  smtp: SmtpSettings | null
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/i

/** A sandbox may hand mail to a server on this machine only: nothing in it leaves. */
export async function saveEmailSettings(org: Org, wish: EmailWish): Promise<void> {
  const before = storedSmtp(org)
  const smtp = wish.smtp === null ? before
    : { ...wish.smtp, password: wish.smtp.password ?? before?.password ?? null }
  if (wish.channel === 'smtp' && smtp === null) {
    throw invalid('Name the SMTP server first.', [
      { field: 'smtp', message: 'Enter host and port of the mail server.' }])
  }
  if (wish.channel === 'smtp' && wish.fromAddress === null) {
    throw invalid('Name the address that mail is sent from.', [
      { field: 'fromAddress', message: 'Enter an address of your own domain.' }])
  }
  if (org.settings.is_sandbox && wish.channel === 'smtp' && !LOOPBACK.test(smtp?.host ?? '')) {
    throw invalid('A sandbox hands mail to a server on this machine only.', [
      { field: 'smtp.host', message: 'Use localhost, or the captured outbox.' }])
  }
  for (const [field, text] of [['fromName', wish.fromName]] as const) {
    if (text !== null && /[\r\n]/.test(text)) {
      throw invalid('A name is one line.', [{ field, message: 'Remove the line break.' }])
    }
  }
  const sealed = smtp === null ? null
    : org.installation.secrets.seal(JSON.stringify(smtp), smtpPurpose(org.id))
  await sql`update organization set email_channel = ${wish.channel}, from_name = ${wish.fromName},
      from_address = ${wish.fromAddress}, reply_to = ${wish.replyTo}, smtp_sealed = ${sealed}
    where org_id = ${org.id}`.execute(org.tx)
}
