// Changes the settings of an organization, and how its e-mail leaves.
import { sql } from 'kysely'
import { changedMeanwhile, invalid } from '../platform/errors.ts'
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
export async function saveOrganization(
  org: Org, { seenRevision, ...given }: SettingsWish & { seenRevision?: number | undefined },
): Promise<void> {
  await noteChange(org, seenRevision)
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

/** Under the row's lock: of two people who change the same version the second is told. */
async function noteChange(org: Org, seenRevision: number | undefined): Promise<void> {
  const { rows } = await sql<{ revision: number; settings_changed_by: string | null }>`
    select revision, settings_changed_by from organization where org_id = ${org.id} for update`
    .execute(org.tx)
  const { revision = 0, settings_changed_by: by = null } = rows[0] ?? {}
  if (seenRevision !== undefined && seenRevision !== revision) {
    throw changedMeanwhile(`${await nameOf(org, by)} has changed these settings since you opened `
      + 'them. Nothing of yours was saved; look at both versions and choose.')
  }
  await sql`update organization set revision = revision + 1, settings_changed_by = ${org.actor}
    where org_id = ${org.id}`.execute(org.tx)
}

async function nameOf(org: Org, actor: string | null): Promise<string> {
  const { rows } = await sql<{ name: string }>`select name from member
    where org_id = ${org.id} and 'user:' || user_id = ${actor}`.execute(org.tx)
  return rows[0]?.name ?? 'Somebody'
}

export interface EmailWish {
  seenRevision?: number | undefined
  channel: 'outbox' | 'smtp'
  fromName: string | null
  fromAddress: string | null
  replyTo: string | null
  smtp: SmtpSettings | null
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/i

/** A sandbox may hand mail to a server on this machine only: nothing in it leaves. */
export async function saveEmailSettings(org: Org, wish: EmailWish): Promise<void> {
  await noteChange(org, wish.seenRevision)
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
      from_address = ${wish.fromAddress}, reply_to = ${wish.replyTo}, smtp_sealed = ${sealed},
      sender_verified_at = null, sender_failing_since = null, sender_error = null
    where org_id = ${org.id}`.execute(org.tx)
}
