// The rows of each inbox view, read by the index that holds that view (migration 0009).
import { sql, type RawBuilder } from 'kysely'
import type { Instant } from '#domain/day.ts'
import type { Org } from '../platform/in-organization.ts'
import type { SnapshotLine } from './message-store.ts'
import type { Hits } from './search-messages.ts'

export interface Wanted {
  hits: Hits | null
  q: string | null
  /** The key of the last row of the page before. */
  at: string | null
  id: string | null
  limit: number
  whose: 'mine' | 'team' | 'all'
  userId: string | null
  channel: 'email' | 'sms' | null
}

export interface InboxListRow {
  id: string
  sorted_at: Instant
  reply_action_id: string | null
  message_id: string | null
  inbound_mail_id: string | null
  thread_id: string | null
  customer_id: string | null
  customer_name: string | null
  state: string
  kind: string | null
  owner_id: string | null
  channel: 'email' | 'sms' | 'letter'
  from_address: string
  from_name: string
  subject: string
  preview: string
  at: Instant
  closed_at: Instant | null
  reason: string | null
  message_count: number
  thread_count: number
  attachment_count: number
  snapshot: SnapshotLine[]
  reasons: Record<string, unknown>
  is_leaving: boolean
  why: string | null
  answered_to: string[] | null
  return_on: string | null
}

const MESSAGE = sql`m.id as message_id, m.inbound_mail_id, m.thread_id, m.kind, m.channel,
  m.from_address, m.from_name, m.subject, m.at, m.snapshot, m.reasons,
  left(coalesce(nullif(m.reply_text, ''), m.body_text), 300) as preview,
  (select count(*)::int from attachment a where a.org_id = m.org_id and a.message_id = m.id)
    as attachment_count`

const before = (wanted: Wanted, key: RawBuilder<unknown>) => wanted.at === null ? sql`true`
  : sql`${key} < (${wanted.at}::timestamptz, ${wanted.id}::uuid)`

export const replyViews = {
  needs_answer: sql`r.state = 'open'`,
  waiting: sql`r.state in ('replied', 'replied_elsewhere', 'snoozed') and r.is_newest`,
  done: sql`r.state <> 'open' and (r.state in ('ignored', 'paused') or not r.is_newest)`,
}

export async function replyRows(
  org: Org, view: keyof typeof replyViews, wanted: Wanted,
): Promise<InboxListRow[]> {
  const sortedAt = view === 'needs_answer' ? sql`r.opened_at`
    : sql`coalesce(r.closed_at, r.opened_at)`
  const found = wanted.hits === null ? sql`true`
    : sql`r.customer_id = any(${wanted.hits.customerIds}::uuid[])`
  const { rows } = await sql<InboxListRow>`
    select r.id, ${sortedAt} as sorted_at, r.id as reply_action_id, r.customer_id,
      c.name as customer_name, r.state, r.owner_id, r.closed_at, r.reason, r.message_count,
      (select count(distinct t.thread_id)::int from message t where t.org_id = r.org_id
        and t.reply_action_id = r.id and t.direction = 'in') as thread_count,
      exists (select from message l where l.org_id = r.org_id and l.reply_action_id = r.id
        and l.state = 'leaving') as is_leaving,
      null as why, null as answered_to, null as return_on, ${MESSAGE}
    from reply_action r
      join customer c on c.org_id = r.org_id and c.id = r.customer_id
      join message m on m.org_id = r.org_id and m.id = r.newest_message_id
    where r.org_id = ${org.id} and ${replyViews[view]} and ${found} and ${ownedBy(wanted)}
      and (${wanted.channel}::text is null or m.channel = ${wanted.channel})
      and ${before(wanted, sql`(${sortedAt}, r.id)`)}
    order by ${sortedAt} desc, r.id desc limit ${wanted.limit}`.execute(org.tx)
  return rows
}

export function ownedBy({ whose, userId }: Pick<Wanted, 'whose' | 'userId'>) {
  switch (whose) {
    case 'all': return sql`true`
    case 'mine': return sql`r.owner_id = ${userId}`
    case 'team': return sql`r.owner_id <> ${userId ?? ''}`
  }
}

export const messageViews = {
  // What could not be read stands in quarantine alone.
  unmatched: sql`m.customer_id is null and m.direction = 'in' and m.kind = 'human'
    and m.why is null`,
  automated: sql`m.direction = 'in' and m.kind not in ('human', 'bounce', 'not_ours')`,
  bounces: sql`m.direction = 'in' and m.kind = 'bounce'`,
}

export const messageRows = (org: Org, view: keyof typeof messageViews, wanted: Wanted) =>
  selectMessages(org, messageViews[view], wanted)

export const recordedRows = (org: Org, wanted: Wanted): Promise<InboxListRow[]> =>
  wanted.whose !== 'all' ? Promise.resolve([]) : selectMessages(org, sql`m.direction = 'in'
    and m.kind = 'human' and m.reply_action_id is null and m.customer_id is not null`, wanted)

async function selectMessages(
  org: Org, which: RawBuilder<unknown>, wanted: Wanted,
): Promise<InboxListRow[]> {
  const found = wanted.hits === null ? sql`true`
    : sql`(m.id = any(${wanted.hits.messageIds}::uuid[])
      or m.customer_id = any(${wanted.hits.namedCustomerIds}::uuid[]))`
  const { rows } = await sql<InboxListRow>`
    select m.id, m.at as sorted_at, m.reply_action_id, m.customer_id, c.name as customer_name,
      m.state, c.owner_id, null as closed_at, null as reason, 1 as message_count,
      1 as thread_count, false as is_leaving, m.why, ${MESSAGE},
      (select o.to_addresses from message o where o.org_id = m.org_id
        and o.id = (m.reasons->>'answeredMessageId')::uuid) as answered_to,
      (select s.detail->>'returnsOn' from suggestion s where s.org_id = m.org_id
        and s.message_id = m.id and s.kind = 'out_of_office' order by s.place limit 1) as return_on
    from message m left join customer c on c.org_id = m.org_id and c.id = m.customer_id
    where m.org_id = ${org.id} and ${which} and ${found}
      and (${wanted.channel}::text is null or m.channel = ${wanted.channel})
      and ${before(wanted, sql`(m.at, m.id)`)}
    order by m.at desc, m.id desc limit ${wanted.limit}`.execute(org.tx)
  return rows
}

export async function mailRows(org: Org, wanted: Wanted): Promise<InboxListRow[]> {
  const part = wanted.q === null ? null : `%${wanted.q.replace(/[\\%_]/g, '\\$&')}%`
  const { rows } = await sql<InboxListRow>`
    select i.id, i.received_at as sorted_at, i.id as inbound_mail_id, i.message_id,
      null as reply_action_id, m.thread_id, m.customer_id, c.name as customer_name, i.state,
      null as kind, null as owner_id, 'email' as channel, null as closed_at, null as reason,
      coalesce(nullif(m.from_address, ''), i.envelope_from) as from_address,
      coalesce(m.from_name, '') as from_name, coalesce(m.subject, '') as subject, '' as preview,
      i.received_at as at, i.tries as message_count, 0 as thread_count, 0 as attachment_count,
      '[]'::jsonb as snapshot, jsonb_build_object('sizeBytes', i.size_bytes) as reasons,
      false as is_leaving, i.why, null as answered_to, null as return_on
    from inbound_mail i
      left join message m on m.org_id = i.org_id and m.id = i.message_id
      left join customer c on c.org_id = m.org_id and c.id = m.customer_id
    where i.org_id = ${org.id} and i.state = 'quarantine'
      and (${part}::text is null or i.envelope_from ilike ${part} or m.subject ilike ${part})
      and ${before(wanted, sql`(i.received_at, i.id)`)}
    order by i.received_at desc, i.id desc limit ${wanted.limit}`.execute(org.tx)
  return rows
}
