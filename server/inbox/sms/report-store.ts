// The sms_report table: every status that was told or asked for, append-only.
import { sql } from 'kysely'
import type { Org } from '../../platform/in-organization.ts'
import { storable } from '../message-store.ts'

export interface NewReport {
  id: string
  providerSid: string
  attemptId: string | null
  messageId: string | null
  status: string
  errorCode: number | null
  via: 'callback' | 'fetch'
  key: string
  fields: Readonly<Record<string, string>>
}

/** False: the same was told before. */
export async function insertReport(org: Org, report: NewReport): Promise<boolean> {
  const { rows } = await sql`
    insert into sms_report (id, provider_sid, attempt_id, message_id, status, error_code, via, key,
      fields, received_at)
    select ${report.id}, x.sid, ${report.attemptId}, ${report.messageId}, x.status,
      ${report.errorCode}, ${report.via}, x.key, x.fields, ${org.now}
    from jsonb_to_record(${storable(JSON.stringify({
      sid: report.providerSid, status: report.status, key: report.key, fields: report.fields,
    }))}::jsonb) as x(sid text, status text, key text, fields jsonb)
    on conflict (org_id, key) do nothing returning 1`.execute(org.tx)
  return rows.length > 0
}

/** The message of a report: by its sid, else by the attempt, which then has that sid. */
export async function linkReport(
  org: Org, of: { providerSid: string; attemptId: string | null },
): Promise<string | null> {
  const { rows } = await sql<{ message_id: string }>`
    select message_id from sms_message
    where org_id = ${org.id} and provider_sid = ${of.providerSid}`.execute(org.tx)
  if (rows[0]) return rows[0].message_id
  const { rows: linked } = await sql<{ message_id: string }>`
    update sms_message s set provider_sid = ${of.providerSid}
    from attempt a where a.org_id = ${org.id} and a.id = ${of.attemptId} and a.channel = 'sms'
      and s.org_id = a.org_id and s.message_id = a.message_id and s.provider_sid is null
    returning s.message_id`.execute(org.tx)
  return linked[0]?.message_id ?? null
}

export interface EarlyReport {
  messageId: string
  status: string
  errorCode: number | null
  from: string
}

/** What was told of messages so far, in the order it came. */
export async function reportsOfMessages(
  org: Org, messageIds: readonly string[],
): Promise<EarlyReport[]> {
  const { rows } = await sql<EarlyReport>`
    select s.message_id as "messageId", r.status, r.error_code as "errorCode",
      coalesce(r.fields->>'From', '') as "from"
    from sms_message s join sms_report r on r.org_id = s.org_id and r.provider_sid = s.provider_sid
    where s.org_id = ${org.id} and s.message_id = any(${[...messageIds]}::uuid[])
    order by r.received_at, r.id`.execute(org.tx)
  return rows
}
