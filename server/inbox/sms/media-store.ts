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
