// The tables of consents and of what is known of a phone number.
import { sql } from 'kysely'
import type { Instant } from '#domain/day.ts'
import type { Org } from '../platform/in-organization.ts'

export type ConsentAct = 'given' | 'revoked' | 'under_review'
export type ConsentMeans = 'contract' | 'form' | 'spoken' | 'import' | 'keyword' | 'words' | 'email'
  | 'letter' | 'payment_page' | 'provider'

export interface ConsentRow {
  id: string
  phone: string
  contact_id: string | null
  customer_id: string | null
  act: ConsentAct
  means: ConsentMeans
  wording: string
  source: string
  recorded_by: string
  recorded_by_name: string | null
  at: Instant
}

export async function insertConsent(
  org: Org, row: Omit<ConsentRow, 'recorded_by' | 'recorded_by_name'>,
): Promise<void> {
  await sql`insert into consent (id, phone, contact_id, customer_id, act, means, wording, source,
      recorded_by, at)
    values (${row.id}, ${row.phone}, ${row.contact_id}, ${row.customer_id}, ${row.act},
      ${row.means}, ${row.wording}, ${row.source}, ${org.actor}, ${row.at})`.execute(org.tx)
}

const MOST_ACTS = 500

/** The newest first, of each number. */
export async function consentsOfPhones(
  org: Org, phones: readonly string[],
): Promise<ConsentRow[]> {
  const { rows } = await sql<ConsentRow>`
    select c.id, c.phone, c.contact_id, c.customer_id, c.act, c.means, c.wording, c.source,
      c.recorded_by, p.name as recorded_by_name, c.at
    from consent c left join member p on p.org_id = c.org_id
      and c.recorded_by = 'user:' || p.user_id
    where c.org_id = ${org.id} and c.phone = any(${[...phones]}::text[])
    order by c.phone, c.at desc, c.id desc limit ${MOST_ACTS}`.execute(org.tx)
  return rows
}

/** Two acts on one number wait for each other. */
export async function lockPhone(org: Org, phone: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${org.id} ${phone}`}, 0))`
    .execute(org.tx)
}

export async function isOptedOut(org: Org, phone: string): Promise<boolean> {
  const { rows } = await sql`select 1 from suppression where org_id = ${org.id}
    and channel = 'phone' and address = ${phone} and state = 'opted_out'`.execute(org.tx)
  return rows.length > 0
}

export async function liftOptOut(org: Org, phone: string): Promise<void> {
  await sql`delete from suppression where org_id = ${org.id} and channel = 'phone'
    and address = ${phone} and state = 'opted_out'`.execute(org.tx)
}

export interface PhoneRow {
  number: string
  country: string | null
  line: string
  via: 'sms' | 'whatsapp' | 'rcs'
  sticky_sender_id: string | null
  wrote_at: Instant | null
}

export async function phonesByNumber(org: Org, numbers: readonly string[]): Promise<PhoneRow[]> {
  const { rows } = await sql<PhoneRow>`
    select number, country, line, via, sticky_sender_id, wrote_at from phone
    where org_id = ${org.id} and number = any(${[...numbers]}::text[])`.execute(org.tx)
  return rows
}

/** What somebody writes from can be written to: a number that was taken for dead is not. */
export async function writePhoneWrote(org: Org, row: {
  number: string; country: string | null; line: string; via: 'sms' | 'whatsapp' | 'rcs'
  senderId: string | null; at: Instant
}): Promise<void> {
  await sql`insert into phone as p (number, country, line, learned_from, learned_at,
      sticky_sender_id, via, wrote_at)
    values (${row.number}, ${row.country}, ${row.line}, 'number', ${org.now}, ${row.senderId},
      ${row.via}, ${row.at})
    on conflict (org_id, number) do update set wrote_at = greatest(p.wrote_at, excluded.wrote_at),
      via = excluded.via, unreachable_times = 0,
      sticky_sender_id = coalesce(excluded.sticky_sender_id, p.sticky_sender_id),
      line = case when p.line in ('landline', 'invalid') and p.learned_from = 'error'
        then excluded.line else p.line end`.execute(org.tx)
}
