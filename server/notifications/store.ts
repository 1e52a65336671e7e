// The tables of notifications, of what each person chose, and of their quiet time.
import { sql } from 'kysely'
import type { Instant, TimeOfDay } from '#domain/day.ts'
import type { QuietTime } from '#domain/notice.ts'
import type { NoticeChannel, NoticeEvent } from '#domain/notice-events.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'

/** What happened, for one person after another. */
export interface NoticeRow {
  event: NoticeEvent
  title: string
  body: string
  customerId: string | null
  messageId: string | null
  replyActionId: string | null
}

/** Active members, without the one who does it. */
export async function recipientsOf(
  org: Org, to: readonly string[] | 'admins',
): Promise<string[]> {
  const doer = org.actor.startsWith('user:') ? org.actor.slice('user:'.length) : null
  const { rows } = await sql<{ user_id: string }>`
    select user_id from member where org_id = ${org.id} and is_active
      and user_id is distinct from ${doer}
      and ${to === 'admins' ? sql`role in ('owner', 'admin')`
    : sql`user_id = any(${[...to]}::text[])`} order by user_id limit 500`.execute(org.tx)
  return rows.map((row) => row.user_id)
}

export interface ChosenSetting {
  userId: string
  event: string
  channel: NoticeChannel
  isOn: boolean
}

export async function chosenSettings(
  org: Org, userIds: readonly string[],
): Promise<ChosenSetting[]> {
  if (userIds.length === 0) return []
  const { rows } = await sql<ChosenSetting>`
    select user_id as "userId", event, channel, is_on as "isOn" from notice_setting
    where org_id = ${org.id} and user_id = any(${[...userIds]}::text[])`.execute(org.tx)
  return rows
}

export async function saveSettings(
  org: Org, userId: string, settings: readonly Omit<ChosenSetting, 'userId'>[],
): Promise<void> {
  await sql`insert into notice_setting (user_id, event, channel, is_on)
    select ${userId}, event, channel, "isOn"
    from jsonb_to_recordset(${JSON.stringify(settings)}::jsonb) as x(event text, channel text,
      "isOn" boolean)
    on conflict (org_id, user_id, event, channel) do update set is_on = excluded.is_on`
    .execute(org.tx)
}

export async function quietTimeOf(org: Org, userId: string): Promise<QuietTime | null> {
  const { rows } = await sql<{ beginsAt: TimeOfDay; endsAt: TimeOfDay }>`
    select begins_at as "beginsAt", ends_at as "endsAt" from quiet_time
    where org_id = ${org.id} and user_id = ${userId}`.execute(org.tx)
  return rows[0] ?? null
}

export async function saveQuietTime(
  org: Org, userId: string, quiet: QuietTime | null,
): Promise<void> {
  if (quiet === null) {
    await sql`delete from quiet_time where org_id = ${org.id} and user_id = ${userId}`
      .execute(org.tx)
    return
  }
  await sql`insert into quiet_time (user_id, begins_at, ends_at)
    values (${userId}, ${quiet.beginsAt}, ${quiet.endsAt})
    on conflict (org_id, user_id) do update set begins_at = excluded.begins_at,
      ends_at = excluded.ends_at`.execute(org.tx)
}

interface Shown { inApp: boolean; forDigest: boolean }

export async function insertNotification(
  org: Org, userId: string, row: NoticeRow, shown: Shown,
): Promise<string> {
  const id = newId()
  await sql`insert into notification (id, user_id, event, title, body, customer_id, message_id,
      reply_action_id, at, in_app, for_digest)
    values (${id}, ${userId}, ${row.event}, ${row.title}, ${row.body}, ${row.customerId},
      ${row.messageId}, ${row.replyActionId}, ${org.now}, ${shown.inApp}, ${shown.forDigest})`
    .execute(org.tx)
  return id
}

/** Adds to the unread notice of the same subject; false if there is none. */
export async function gatherInto(
  org: Org, userId: string, row: NoticeRow, shown: Shown,
): Promise<boolean> {
  const { rows } = await sql`
    update notification set times = times + 1, at = ${org.now}, title = ${row.title},
      body = ${row.body}, message_id = ${row.messageId}, for_digest = ${shown.forDigest},
      digested_on = null
    where org_id = ${org.id} and id = (select id from notification
      where org_id = ${org.id} and user_id = ${userId} and event = ${row.event}
        and read_at is null and in_app and ${shown.inApp}
        and customer_id is not distinct from ${row.customerId}::uuid
        and reply_action_id is not distinct from ${row.replyActionId}::uuid
      order by at desc limit 1 for update)
    returning 1`.execute(org.tx)
  return rows.length > 0
}

export interface NotificationRow {
  id: string
  event: NoticeEvent
  title: string
  body: string
  customer_id: string | null
  customer_name: string | null
  message_id: string | null
  reply_action_id: string | null
  is_reply_open: boolean
  times: number
  at: Instant
  read_at: Instant | null
}

export async function readNotifications(org: Org, userId: string, of: {
  limit: number; after: string[] | null; unread: boolean; id?: string
}): Promise<NotificationRow[]> {
  const [at, id] = of.after ?? []
  const { rows } = await sql<NotificationRow>`
    select n.id, n.event, n.title, n.body, n.customer_id, c.name as customer_name, n.message_id,
      n.reply_action_id, coalesce(r.state = 'open', false) as is_reply_open, n.times, n.at,
      n.read_at
    from notification n
      left join customer c on c.org_id = n.org_id and c.id = n.customer_id
      left join reply_action r on r.org_id = n.org_id and r.id = n.reply_action_id
    where n.org_id = ${org.id} and n.user_id = ${userId} and n.in_app
      ${of.unread ? sql`and n.read_at is null` : sql``}
      ${of.id === undefined ? sql`` : sql`and n.id = ${of.id}`}
      ${at === undefined ? sql`` : sql`and (n.at, n.id) < (${at}::timestamptz, ${id}::uuid)`}
    order by n.at desc, n.id desc limit ${of.limit}`.execute(org.tx)
  return rows
}

export async function countUnread(org: Org, userId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (select from notification where org_id = ${org.id}
      and user_id = ${userId} and read_at is null and in_app limit 1000) as unread`
    .execute(org.tx)
  return rows[0]?.count ?? 0
}

/** Returns how many became read. `until` leaves alone what came after the list was read. */
export async function markRead(
  org: Org, userId: string, which: { id: string } | { until: Instant },
): Promise<number> {
  const { rows } = await sql`
    update notification set read_at = ${org.now}
    where org_id = ${org.id} and user_id = ${userId} and read_at is null and in_app
      and ${'id' in which ? sql`id = ${which.id}` : sql`at <= ${which.until}`}
    returning 1`.execute(org.tx)
  return rows.length
}

/** What waits for a person's digest, oldest first, and marks it as told on that day. */
export async function takeForDigest(org: Org, userId: string): Promise<{
  event: NoticeEvent; title: string; customerName: string | null; times: number; at: Instant
}[]> {
  const { rows } = await sql<{
    event: NoticeEvent; title: string; customerName: string | null; times: number; at: Instant
  }>`
    with taken as (update notification set digested_on = ${org.today}
      where org_id = ${org.id} and user_id = ${userId} and for_digest and digested_on is null
      returning event, title, customer_id, times, at)
    select t.event, t.title, c.name as "customerName", t.times, t.at from taken t
      left join customer c on c.org_id = ${org.id} and c.id = t.customer_id
    order by t.at`.execute(org.tx)
  return rows
}
