// Opens one organization: a transaction in which a deed finds its tenant, its clock and its actor.
import { sql } from 'kysely'
import { dayAt, instantAt, type Day, type Instant, type TimeOfDay } from '#domain/day.ts'
import type { Moment } from '#domain/plan.ts'
import { asOrg, type Tx } from './database.ts'
import { notFound } from './errors.ts'
import { calendarOf, type OwnDays } from './holidays.ts'
import type { Installation } from './installation.ts'
import { noChanges, tellChanges, type Changes } from './live.ts'
import { kept } from './transaction.ts'

/** Who does something: `user:…`, `key:…`, or `system` for what runs by itself. */
export type Actor = string
export const SYSTEM: Actor = 'system'

export interface OrganizationRow {
  org_id: string
  name: string
  country: string | null
  currency: string
  zone: string
  locale: string
  is_sandbox: boolean
  sandbox_now: Instant | null
  send_time: TimeOfDay
  weekend: number[]
  observes_holidays: boolean
  holiday_region: string | null
  own_days: OwnDays
  email_clock: 'organization' | 'recipient'
  rests_with_recipient: boolean
  hold_on_reply: boolean
  reply_hold_scope: 'customer' | 'invoice'
  escalate_after_days: number
  automation_on_since: Instant | null
  intake_code: string
  email_channel: 'outbox' | 'smtp'
  from_name: string | null
  from_address: string | null
  reply_to: string | null
  smtp_sealed: string | null
  /** Rises with each change of the settings. */
  revision: number
  ledger_changed_at: Instant | null
  stale_after_hours: number | null
  daily_cap: number | null
  /** Days after a promised one in which money still counts, and what may be missing of it. */
  promise_grace_days: number
  promise_tolerance_percent: number
  /** So many days after its day, money on its way holds nothing any more. */
  pending_days: number
  /** Per currency, up to what a rest may be written off by whoever collects. */
  write_off_limits: Record<string, number>
  postal_address: string
  /** Set while this is a copy that nobody has said to be the only one. */
  copied_at: Instant | null
  sms_channel: 'outbox' | 'installation' | 'own'
  /** The recipient's wall clock; never wider than 08:00 to 20:00. */
  sms_from_time: TimeOfDay
  sms_until_time: TimeOfDay
  sms_segment_cap: number
  /** Days the provider may keep texts; null: by its own rule. */
  sms_retention_days: number | null
  sms_month_budget_micros: number | null
  sms_currency: string
  sms_consent_rule: 'recorded' | 'given_number'
  creditor_kind: 'creditor' | 'agency'
  /** Set when the provider refused the account; nothing is texted until an admin lifts it. */
  sms_stopped_at: Instant | null
  sms_stopped_why: string | null
  /** Where links of messages point; null: our public address. */
  link_origin: string | null
  /** What links name this organization by. */
  link_number: number
}

/** An open organization. Everything done with it is one transaction and sees one tenant. */
export interface Org {
  id: string
  tx: Tx
  actor: Actor
  installation: Installation
  settings: OrganizationRow
  /** The organization's clock: a sandbox's own, else the real one. */
  now: Instant
  today: Day
  /** The same, as the planner takes it. */
  moment: Moment
  /** What open screens are told of when this commits. */
  changes: Changes
  /** A deed that is done to look at and taken back: it wakes nobody and tells nothing. */
  isRehearsal?: true
}

/** Runs `work` in one transaction inside an organization. It may run again after a conflict. */
export function inOrganization<T>(
  installation: Installation, orgId: string, actor: Actor, work: (org: Org) => Promise<T>,
): Promise<T> {
  return asOrg(installation.database.db, orgId, async (tx) => {
    const org = await openHere(installation, tx, orgId, actor)
    const result = await work(org)
    await tellChanges(tx, orgId, org.changes)
    return result
  })
}

/** Opens one organization after another in a transaction over all: for the installation's deeds. */
export async function openWithin(
  installation: Installation, tx: Tx, orgId: string, actor: Actor,
): Promise<Org> {
  await sql`select set_config('app.org_id', ${orgId}, true)`.execute(tx)
  return openHere(installation, tx, orgId, actor)
}

async function openHere(
  installation: Installation, tx: Tx, orgId: string, actor: Actor,
): Promise<Org> {
  const { rows } = await sql<OrganizationRow>`
    ${kept('organization')}
    select org_id, name, country, currency, zone, locale, is_sandbox, sandbox_now, send_time,
      weekend, observes_holidays, hold_on_reply, reply_hold_scope, escalate_after_days,
      automation_on_since, intake_code, email_channel, from_name, from_address, reply_to,
      smtp_sealed, revision, ledger_changed_at, stale_after_hours, daily_cap, copied_at,
      postal_address,
      pending_days, write_off_limits,
      sms_channel, sms_from_time, sms_until_time, sms_segment_cap, sms_retention_days,
      sms_month_budget_micros, sms_currency, sms_consent_rule, creditor_kind, sms_stopped_at,
      sms_stopped_why, link_origin, link_number, promise_grace_days, promise_tolerance_percent,
      holiday_region, own_days, email_clock, rests_with_recipient
    from organization where org_id = ${orgId}`.execute(tx)
  const settings = rows[0]
  if (!settings) throw notFound('This organization does not exist.')
  return openAt(installation, tx, actor, settings)
}

/** The same transaction with the settings as they are in it now, at the same moment. */
export async function reopen(org: Org): Promise<Org> {
  const opened = await openWithin(org.installation, org.tx, org.id, org.actor)
  return { ...atMoment(opened, org.now), ...(org.isRehearsal ? { isRehearsal: true } : {}) }
}

/** The same organization seen at another moment: for dry runs and simulations. */
export function atMoment(org: Org, now: Instant): Org {
  const today = dayAt(now, org.settings.zone)
  return { ...org, now, today, moment: { ...org.moment, now, today } }
}

function openAt(
  installation: Installation, tx: Tx, actor: Actor, settings: OrganizationRow,
): Org {
  const now = settings.sandbox_now ?? installation.now()
  const today = dayAt(now, settings.zone)
  const calendar = calendarOf({
    country: settings.observes_holidays ? settings.country : null,
    region: settings.holiday_region, weekend: settings.weekend, ownDays: settings.own_days,
  })
  const moment: Moment = {
    now, today, zone: settings.zone, calendar, sendTime: settings.send_time,
  }
  return {
    id: settings.org_id, tx, actor, installation, settings, now, today, moment,
    changes: noChanges(),
  }
}

/** When today's automatic messages leave. */
export const sendInstantOn = (org: Org, day: Day): Instant =>
  instantAt(day, org.settings.send_time, org.settings.zone)
