// The tables of who sends SMS: senders, countries closed by the provider, and prices.
import { sql } from 'kysely'
import type { Instant } from '#domain/day.ts'
import type { SenderKind } from '#domain/sms/choose-sender.ts'
import type { Org } from '../../platform/in-organization.ts'

export interface SenderRow {
  id: string
  kind: SenderKind
  address: string
  countries: string[]
  is_two_way: boolean
  registration: 'not_needed' | 'pending' | 'registered' | 'refused'
  label: string
  paused_at: Instant | null
  paused_why: string | null
}

/** Those that were not removed, the oldest first. */
/** Of every sender there ever was. */
export async function listEveryAddress(org: Org): Promise<string[]> {
  const { rows } = await sql<{ address: string }>`select address from sms_sender
    where org_id = ${org.id}`.execute(org.tx)
  return rows.map((row) => row.address)
}

export async function listSenderRows(org: Org): Promise<SenderRow[]> {
  const { rows } = await sql<SenderRow>`
    select id, kind, address, countries, is_two_way, registration, label, paused_at, paused_why
    from sms_sender where org_id = ${org.id} and removed_at is null
    order by created_at, id limit 1000`.execute(org.tx)
  return rows
}

/** False when it is gone or was paused before. */
export async function pauseSenderRow(org: Org, id: string, why: string): Promise<boolean> {
  const { rows } = await sql`update sms_sender set paused_at = ${org.now}, paused_why = ${why}
    where org_id = ${org.id} and id = ${id} and paused_at is null and removed_at is null
    returning 1`.execute(org.tx)
  return rows.length > 0
}

export interface ClosedCountryRow {
  country: string
  why: string
  closed_at: Instant
}

export async function listClosedCountries(org: Org): Promise<ClosedCountryRow[]> {
  const { rows } = await sql<ClosedCountryRow>`
    select country, why, closed_at from sms_closed_country where org_id = ${org.id}
    order by country`.execute(org.tx)
  return rows
}

/** False when it was closed before. */
export async function closeCountryRow(org: Org, country: string, why: string): Promise<boolean> {
  const { rows } = await sql`insert into sms_closed_country (country, why, closed_at)
    values (${country}, ${why}, ${org.now}) on conflict do nothing returning 1`.execute(org.tx)
  return rows.length > 0
}

export interface PriceRow {
  country: string
  micros: number
  currency: string
  source: 'admin' | 'provider'
}

export async function listPrices(org: Org): Promise<PriceRow[]> {
  const { rows } = await sql<PriceRow>`select country, micros, currency, source from sms_price
    where org_id = ${org.id} order by country`.execute(org.tx)
  return rows
}

export interface AccountRow {
  account_sid: string
  api_key_sid: string | null
  messaging_service_sid: string | null
  sealed: string
  checked_at: Instant | null
  problem: string | null
}

export async function readAccountRow(org: Org): Promise<AccountRow | null> {
  const { rows } = await sql<AccountRow>`
    select account_sid, api_key_sid, messaging_service_sid, sealed, checked_at, problem
    from sms_account where org_id = ${org.id}`.execute(org.tx)
  return rows[0] ?? null
}

/** False when it stood still before; the first reason stays. */
export async function stopSmsOf(org: Org, why: string): Promise<boolean> {
  const { rows } = await sql`update organization set sms_stopped_at = ${org.now},
      sms_stopped_why = ${why}
    where org_id = ${org.id} and sms_stopped_at is null returning 1`.execute(org.tx)
  return rows.length > 0
}
