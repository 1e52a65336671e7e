// The sms_media table: what hung on an SMS, and whether it was fetched.
import { sql } from 'kysely'
import type { Org } from '../../platform/in-organization.ts'
import { addJob } from '../../platform/jobs.ts'
import type { SmsRow } from './inbound-store.ts'

const MOST_MEDIA = 10

export interface MediaRow {
  inbound_sms_id: string
  place: number
  url: string
  content_type: string
  state: 'waiting' | 'fetched' | 'refused'
  tries: number
  is_deleted_there: boolean
}

/** Notes what there is to fetch, and wakes the job that does: the text never waits for it. */
export async function insertMedia(org: Org, row: SmsRow): Promise<void> {
  const count = Math.min(Number(row.fields['NumMedia'] ?? 0) || 0, MOST_MEDIA)
  const media = Array.from({ length: count }, (_, place) => ({
    place, url: row.fields[`MediaUrl${place}`] ?? '',
    content_type: (row.fields[`MediaContentType${place}`] ?? '').slice(0, 200),
  })).filter((one) => one.url !== '')
  if (media.length === 0) return
  await sql`insert into sms_media (inbound_sms_id, place, url, content_type)
    select ${row.id}, place, url, content_type
    from jsonb_to_recordset(${JSON.stringify(media)}::jsonb) as x(place int, url text,
      content_type text)
    on conflict do nothing`.execute(org.tx)
  await addJob(org.tx, 'fetch_sms_media', { orgId: org.id, inboundSmsId: row.id })
}

export async function waitingMedia(org: Org, inboundSmsId: string): Promise<MediaRow[]> {
  const { rows } = await sql<MediaRow>`
    select inbound_sms_id, place, url, content_type, state, tries, is_deleted_there from sms_media
    where org_id = ${org.id} and inbound_sms_id = ${inboundSmsId} and (state = 'waiting'
      or (state = 'fetched' and not is_deleted_there)) order by place`.execute(org.tx)
  return rows
}

/** False when another run of the job was faster: its file stays, ours is dropped. */
export async function settleMediaRow(org: Org, row: {
  inboundSmsId: string; place: number; state: 'waiting' | 'fetched' | 'refused'
  attachmentId: string | null; why: string | null
}): Promise<boolean> {
  const { rows } = await sql`update sms_media set state = ${row.state}, why = ${row.why},
      attachment_id = ${row.attachmentId}, tries = tries + 1
    where org_id = ${org.id} and inbound_sms_id = ${row.inboundSmsId} and place = ${row.place}
      and state = 'waiting' returning 1`.execute(org.tx)
  return rows.length > 0
}

export async function markDeletedThere(
  org: Org, inboundSmsId: string, place: number,
): Promise<void> {
  await sql`update sms_media set is_deleted_there = true where org_id = ${org.id}
    and inbound_sms_id = ${inboundSmsId} and place = ${place}`.execute(org.tx)
}

/** What people read at the message: how much is missing, and why. Null: nothing. */
export async function showMissing(org: Org, inboundSmsId: string): Promise<void> {
  const { rows } = await sql<{ state: string; why: string | null; tries: number }>`
    select state, why, tries from sms_media where org_id = ${org.id}
      and inbound_sms_id = ${inboundSmsId} and state <> 'fetched' order by place`.execute(org.tx)
  const text = rows.length === 0 ? null : rows.map((row) => (row.state === 'waiting'
    ? `A file is not here yet; it is fetched again by itself. ${row.why ?? ''}`
    : `A file could not be kept: ${row.why ?? ''}`).trim()).join(' ')
  await sql`update message set why = ${text} where org_id = ${org.id}
    and id = (select message_id from inbound_sms where org_id = ${org.id}
      and id = ${inboundSmsId})`.execute(org.tx)
}
