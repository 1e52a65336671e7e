// The daily digest: what happened and what waits, once a day and member, never an empty one.
import { sql } from 'kysely'
import { daysBetween, dayAt, type Day, type Instant } from '#domain/day.ts'
import type { Org } from '../platform/in-organization.ts'
import { sendInstantOn } from '../platform/in-organization.ts'
import { insertNoticeMail } from './mail-store.ts'
import { chosenSettings, takeForDigest } from './store.ts'
import { channelsOf } from '#domain/notice.ts'
import { NOTICE_EVENTS } from '#domain/notice-events.ts'

const MOST_LINES = 30

/** From the send hour on; the day is the key, so it may run again at any time. */
export async function writeDigests(org: Org): Promise<number> {
  if (org.now < sendInstantOn(org, org.today)) return 0
  const members = await withoutDigest(org)
  const chosen = await chosenSettings(org, members)
  let written = 0
  for (const userId of members) {
    const own = chosen.filter((one) => one.userId === userId)
    if (!NOTICE_EVENTS.some((event) => channelsOf(event, own).has('digest'))) continue
    if (await writeDigest(org, userId)) written += 1
  }
  return written
}

async function writeDigest(org: Org, userId: string): Promise<boolean> {
  const happened = await takeForDigest(org, userId)
  const replies = await openReplies(org, userId)
  const due = await dueActions(org, userId)
  if (happened.length === 0 && replies.length === 0 && due === 0) return false
  const body = [
    section(`${counted(replies.length, 'answer waits', 'answers wait')} for you`,
      replies.map((one) => `${one.customer} · ${ageOf(org, one.openedAt)}`)),
    due === 0 ? '' : `${counted(due, 'action is', 'actions are')} due for you today or before.`,
    section('Since the last digest', happened.map((one) =>
      [one.title, one.customerName, one.times > 1 ? `${one.times} times` : null]
        .filter((part) => part !== null && part !== '').join(' · '))),
  ].filter((part) => part !== '').join('\n\n')
  return insertNoticeMail(org, {
    userId, kind: 'digest', digestOn: org.today, body,
    title: titleOf({ replies: replies.length, due, happened: happened.length }, org.settings.name),
  })
}

function titleOf(
  count: { replies: number; due: number; happened: number }, company: string,
): string {
  const parts = [
    count.replies === 0 ? null : counted(count.replies, 'answer waits', 'answers wait'),
    count.due === 0 ? null : `${count.due} due`,
    count.replies + count.due > 0 ? null : counted(count.happened, 'thing', 'things')
      + ' happened',
  ].filter((part) => part !== null)
  return `${company}: ${parts.join(', ')}`
}

const counted = (count: number, one: string, many: string): string =>
  `${count} ${count === 1 ? one : many}`

function section(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return ''
  const left = lines.length - MOST_LINES
  const more = left > 0 ? [`and ${left} more`] : []
  return [`${title}:`, ...[...lines.slice(0, MOST_LINES), ...more].map((line) => `- ${line}`)]
    .join('\n')
}

function ageOf(org: Org, openedAt: Instant): string {
  const days = daysBetween(dayAt(openedAt, org.settings.zone), org.today)
  return days <= 0 ? 'since today' : `for ${counted(days, 'day', 'days')}`
}

/** Active members who have not had today's. */
async function withoutDigest(org: Org): Promise<string[]> {
  const { rows } = await sql<{ user_id: string }>`
    select user_id from member p where org_id = ${org.id} and is_active
      and not exists (select from notice_mail n where n.org_id = p.org_id
        and n.user_id = p.user_id and n.digest_on = ${org.today}::date)
    order by user_id limit 500`.execute(org.tx)
  return rows.map((row) => row.user_id)
}

async function openReplies(
  org: Org, userId: string,
): Promise<{ customer: string; openedAt: Instant }[]> {
  const { rows } = await sql<{ customer: string; openedAt: Instant }>`
    select c.name as customer, r.opened_at as "openedAt" from reply_action r
      join customer c on c.org_id = r.org_id and c.id = r.customer_id
    where r.org_id = ${org.id} and r.state = 'open' and r.owner_id = ${userId}
    order by r.opened_at limit 500`.execute(org.tx)
  return rows
}

async function dueActions(org: Org, userId: string): Promise<number> {
  const today: Day = org.today
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from action
    where org_id = ${org.id} and state = 'open' and mode = 'manual' and owner_id = ${userId}
      and due_on <= ${today}::date`.execute(org.tx)
  return rows[0]?.count ?? 0
}
