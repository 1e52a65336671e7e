// The sms_message table: what an SMS has beyond any message, from its commit to its last status.
import { sql } from 'kysely'
import type { Instant } from '#domain/day.ts'
import type { Org } from '../../platform/in-organization.ts'

export interface NewSms {
  messageId: string
  senderId: string | null
  country: string | null
  encoding: 'GSM-7' | 'UCS-2'
  segments: number
  costMicros: number | null
  costCurrency: string
}

/** Written with the attempt, so that a report that overtakes our own record finds it. */
export async function insertSms(org: Org, rows: readonly NewSms[]): Promise<void> {
  if (rows.length === 0) return
  await sql`insert into sms_message (message_id, sender_id, country, encoding, segments,
      cost_micros, cost_currency, committed_at)
    select "messageId", "senderId", country, encoding, segments, "costMicros", "costCurrency",
      ${org.now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x("messageId" uuid,
      "senderId" uuid, country text, encoding text, segments int, "costMicros" bigint,
      "costCurrency" text)
    on conflict (org_id, message_id) do update set sender_id = excluded.sender_id,
      country = excluded.country, encoding = excluded.encoding, segments = excluded.segments,
      cost_micros = excluded.cost_micros, cost_currency = excluded.cost_currency,
      committed_at = excluded.committed_at, error_code = null, next_step = null, failed_at = null,
      follow_up = null, follow_up_at = null`.execute(org.tx)
}

export interface TakenSms {
  messageId: string
  providerSid: string | null
  /** When it is asked about, should no report come; null: it is captured, nothing will come. */
  nextCheckAt: Instant | null
}

/** The provider took them. A sid that a report had told already stays. */
export async function markTaken(org: Org, rows: readonly TakenSms[]): Promise<void> {
  if (rows.length === 0) return
  await sql`update sms_message m set next_check_at = x."nextCheckAt",
      provider_sid = coalesce(m.provider_sid, x."providerSid")
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x("messageId" uuid,
      "providerSid" text, "nextCheckAt" timestamptz)
    where m.org_id = ${org.id} and m.message_id = x."messageId"`.execute(org.tx)
}

export interface FailedSms {
  messageId: string
  errorCode: number | null
  nextStep: string | null
  followUp: 'again' | 'other_channel' | null
  followUpAt: Instant | null
  /** It was refused at once, so nothing is billed. */
  isFree: boolean
}

export async function markFailed(org: Org, row: FailedSms): Promise<void> {
  await sql`update sms_message set error_code = ${row.errorCode}, next_step = ${row.nextStep},
      failed_at = coalesce(failed_at, ${org.now}), follow_up = ${row.followUp},
      follow_up_at = ${row.followUpAt},
      cost_micros = case when ${row.isFree} then null else cost_micros end
    where org_id = ${org.id} and message_id = ${row.messageId}`.execute(org.tx)
}

/** Nobody knows whether it left: the provider is asked, first by `at`. */
export async function askLater(org: Org, messageIds: readonly string[], at: Instant):
Promise<void> {
  if (messageIds.length === 0) return
  await sql`update sms_message set next_check_at = ${at}, checks = 0
    where org_id = ${org.id} and message_id = any(${[...messageIds]}::uuid[])`.execute(org.tx)
}

/** The address that a message leaves from, where it was written with another. */
export async function setSenders(
  org: Org, rows: readonly { id: string; address: string }[],
): Promise<void> {
  await sql`update message m set from_address = x.address
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, address text)
    where m.org_id = ${org.id} and m.id = x.id`.execute(org.tx)
}
