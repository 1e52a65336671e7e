// The inbound_sms table: what came in, word for word, then what became of it.
import { sql } from 'kysely'
import type { Instant } from '#domain/day.ts'
import { newId } from '../../platform/ids.ts'
import type { Org } from '../../platform/in-organization.ts'
import { storable } from '../message-store.ts'

export type SmsState = 'stored' | 'linked' | 'unmatched' | 'keyword' | 'quarantine'
export type SmsWay = 'webhook' | 'poll' | 'sandbox'
export type SmsFields = Readonly<Record<string, string>>

export interface NewSms {
  providerSid: string
  via: SmsWay
  /** E.164, or whatever the other end is; without the channel's prefix. */
  from: string
  to: string
  body: string
  fields: SmsFields
  /** When it came to the provider, where that is known; else now. */
  at?: Instant
}

/** The same SMS told twice is one row: its id comes back either time. */
export async function insertSms(
  org: Org, sms: NewSms,
): Promise<{ id: string; isNew: boolean }> {
  const id = newId()
  const raw = JSON.stringify({
    from: sms.from.slice(0, 320), to: sms.to.slice(0, 320), body: sms.body, fields: sms.fields,
  })
  const { rows } = await sql<{ id: string }>`
    insert into inbound_sms (id, provider_sid, via, from_number, to_number, body, fields,
      received_at)
    select ${id}, ${sms.providerSid}, ${sms.via}, x."from", x."to", x.body, x.fields,
      ${sms.at ?? org.now}
    from jsonb_to_record(${storable(raw)}::jsonb) as x("from" text, "to" text, body text,
      fields jsonb)
    on conflict (org_id, provider_sid) do nothing returning id`.execute(org.tx)
  if (rows[0]) return { id, isNew: true }
  const { rows: before } = await sql<{ id: string }>`select id from inbound_sms
    where org_id = ${org.id} and provider_sid = ${sms.providerSid}`.execute(org.tx)
  return { id: before[0]?.id ?? id, isNew: false }
}

export interface SmsRow {
  id: string
  provider_sid: string
  via: SmsWay
  from_number: string
  to_number: string
  body: string
  fields: SmsFields
  message_id: string | null
  tries: number
  received_at: Instant
}

const COLUMNS = sql`id, provider_sid, via, from_number, to_number, body, fields, message_id, tries,
  received_at`

/** Counts the try before it is made; null when it is settled. */
export async function beginSmsTry(org: Org, id: string): Promise<SmsRow | null> {
  const { rows } = await sql<SmsRow>`update inbound_sms set tries = tries + 1
    where org_id = ${org.id} and id = ${id} and state = 'stored' returning ${COLUMNS}`
    .execute(org.tx)
  return rows[0] ?? null
}

/** Keeps it until this transaction ends; false if somebody else has settled it. */
export async function lockStoredSms(org: Org, id: string): Promise<boolean> {
  const { rows } = await sql`select 1 from inbound_sms
    where org_id = ${org.id} and id = ${id} and state = 'stored' for update`.execute(org.tx)
  return rows.length > 0
}

export async function settleSmsRow(org: Org, settled: {
  id: string; state: Exclude<SmsState, 'stored'>; messageId: string | null; why: string | null
}): Promise<void> {
  await sql`update inbound_sms set state = ${settled.state}, message_id = ${settled.messageId},
      why = ${settled.why}, settled_at = ${org.now}
    where org_id = ${org.id} and id = ${settled.id}`.execute(org.tx)
}

export async function noteSmsWhy(org: Org, id: string, why: string): Promise<void> {
  await sql`update inbound_sms set why = ${why}
    where org_id = ${org.id} and id = ${id} and state = 'stored'`.execute(org.tx)
}

export async function smsById(org: Org, id: string): Promise<SmsRow | null> {
  const { rows } = await sql<SmsRow>`select ${COLUMNS} from inbound_sms
    where org_id = ${org.id} and id = ${id}`.execute(org.tx)
  return rows[0] ?? null
}

/** Oldest first: what came in and is not settled. */
export async function waitingSms(org: Org, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from inbound_sms
    where org_id = ${org.id} and state = 'stored' order by received_at, id limit ${limit}`
    .execute(org.tx)
  return rows.map((row) => row.id)
}

/** A person has linked its message to a customer, or has taken that back. */
export async function moveSmsOfMessage(
  org: Org, messageId: string, state: 'linked' | 'unmatched',
): Promise<void> {
  await sql`update inbound_sms set state = ${state} where org_id = ${org.id}
    and message_id = ${messageId} and state in ('linked', 'unmatched')`.execute(org.tx)
}
