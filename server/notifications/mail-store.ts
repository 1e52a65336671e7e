// The notice_mail table: mail to members, from its writing to its one and only try that may land.
import { sql } from 'kysely'
import type { Day, Instant } from '#domain/day.ts'
import { afterQuiet } from '#domain/notice.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'
import { addJob } from '../platform/jobs.ts'
import { quietTimeOf } from './store.ts'

export type NoticeMailKind = 'notice' | 'digest' | 'test' | 'refusal'

export interface NewNoticeMail {
  userId: string
  kind: NoticeMailKind
  event?: string | null
  title: string
  body: string
  customerId?: string | null
  messageId?: string | null
  replyActionId?: string | null
  digestOn?: Day | null
}

/** Written with the deed it tells of. False for a second digest of a day. */
export async function insertNoticeMail(org: Org, mail: NewNoticeMail): Promise<boolean> {
  const realNow = org.installation.now()
  const isUrgent = mail.kind === 'test' || mail.kind === 'refusal'
  const nextTryAt = isUrgent ? realNow
    : afterQuiet(realNow, await quietTimeOf(org, mail.userId), org.settings.zone)
  const { rows } = await sql`
    insert into notice_mail (id, user_id, kind, event, title, body, customer_id, message_id,
      reply_action_id, digest_on, next_try_at, created_at)
    values (${newId()}, ${mail.userId}, ${mail.kind}, ${mail.event ?? null}, ${mail.title},
      ${mail.body}, ${mail.customerId ?? null}, ${mail.messageId ?? null},
      ${mail.replyActionId ?? null}, ${mail.digestOn ?? null}, ${nextTryAt}, ${realNow})
    on conflict do nothing returning 1`.execute(org.tx)
  if (rows.length === 0) return false
  // What has to wait is found by the beat: a later wake-up would replace an earlier one.
  if (nextTryAt <= realNow) await wakeNotices(org)
  return true
}

export const wakeNotices = (org: Org): Promise<void> =>
  addJob(org.tx, 'send_notices', { orgId: org.id },
    { jobKey: `notices ${org.id}`, queue: 'notices' })

export async function mailsInLastHour(
  org: Org, userId: string, kind: NoticeMailKind = 'notice',
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from notice_mail
    where org_id = ${org.id} and user_id = ${userId} and kind = ${kind}
      and created_at > ${org.installation.now()}::timestamptz - interval '1 hour'`.execute(org.tx)
  return rows[0]?.count ?? 0
}

export interface NoticeMailRow {
  id: string
  user_id: string
  kind: NoticeMailKind
  event: string | null
  title: string
  body: string
  customer_id: string | null
  message_id: string | null
  reply_action_id: string | null
  tries: number
  email: string
  name: string
}

/** Begins the try of what is due: committed as `sending` before a byte leaves. */
export async function beginNoticeMails(org: Org, most: number): Promise<NoticeMailRow[]> {
  const realNow = org.installation.now()
  const { rows } = await sql<NoticeMailRow>`
    with due as (select n.id from notice_mail n
      join member p on p.org_id = n.org_id and p.user_id = n.user_id and p.is_active
      where n.org_id = ${org.id} and n.state = 'waiting' and n.next_try_at <= ${realNow}
      order by n.next_try_at, n.id limit ${most} for update of n skip locked)
    update notice_mail n set state = 'sending', tries = n.tries + 1, began_at = ${realNow}
    from due, member p
    where n.org_id = ${org.id} and n.id = due.id and p.org_id = n.org_id
      and p.user_id = n.user_id
    returning n.id, n.user_id, n.kind, n.event, n.title, n.body, n.customer_id, n.message_id,
      n.reply_action_id, n.tries, p.email, p.name`.execute(org.tx)
  return rows
}

export async function settleNoticeMail(org: Org, mail: {
  id: string; state: 'sent' | 'failed' | 'unknown' | 'waiting'; why: string | null
  nextTryAt?: Instant
}): Promise<void> {
  const realNow = org.installation.now()
  await sql`update notice_mail set state = ${mail.state}, why = ${mail.why},
      next_try_at = coalesce(${mail.nextTryAt ?? null}, next_try_at),
      finished_at = case when ${mail.state} = 'waiting' then null else ${realNow}::timestamptz end
    where org_id = ${org.id} and id = ${mail.id} and state = 'sending'`.execute(org.tx)
}

/** Tries whose process is gone: they may have landed, so they are not repeated. */
export async function settleSilentNotices(org: Org, beganBefore: Instant): Promise<void> {
  await sql`update notice_mail set state = 'unknown', finished_at = ${org.installation.now()},
      why = 'The process ended while it was being sent.'
    where org_id = ${org.id} and state = 'sending' and began_at < ${beganBefore}`.execute(org.tx)
}

/** When the next waiting mail wants to leave; null when none waits. */
export async function nextNoticeAt(org: Org): Promise<Instant | null> {
  const { rows } = await sql<{ at: Instant | null }>`
    select min(n.next_try_at) as at from notice_mail n
      join member p on p.org_id = n.org_id and p.user_id = n.user_id and p.is_active
    where n.org_id = ${org.id} and n.state = 'waiting'`.execute(org.tx)
  return rows[0]?.at ?? null
}
