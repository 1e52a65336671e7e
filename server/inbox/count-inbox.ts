// Counts each view of the inbox; no count looks at more than a thousand rows.
import { sql, type RawBuilder } from 'kysely'
import type { Org } from '../platform/in-organization.ts'
import { messageViews, ownedBy, replyViews, type Wanted } from './inbox-rows.ts'

const MOST_COUNTED = 1_000

export interface InboxCounts {
  needsAnswer: number
  waiting: number
  unmatched: number
  quarantine: number
  automated: number
  bounces: number
  received: number
}

export async function countInbox(
  org: Org, whose: Pick<Wanted, 'whose' | 'userId'>,
): Promise<InboxCounts> {
  const week = sql`m.at > ${org.now}::timestamptz - interval '7 days'`
  const replies = (view: RawBuilder<unknown>) => counted(sql`reply_action r
    where r.org_id = ${org.id} and ${view} and ${ownedBy(whose)}`)
  const messages = (which: RawBuilder<unknown>) =>
    counted(sql`message m where m.org_id = ${org.id} and ${which}`)
  const { rows } = await sql<InboxCounts>`select
    ${replies(replyViews.needs_answer)} as "needsAnswer",
    ${replies(replyViews.waiting)} as waiting,
    ${messages(messageViews.unmatched)} as unmatched,
    ${messages(sql`${messageViews.automated} and ${week}`)} as automated,
    ${messages(sql`${messageViews.bounces} and ${week}`)} as bounces,
    ${counted(sql`inbound_mail i where i.org_id = ${org.id} and i.state = 'quarantine'`)}
      as quarantine,
    ${counted(sql`inbound_mail i where i.org_id = ${org.id}`)} as received`.execute(org.tx)
  const [counts] = rows
  if (!counts) throw new Error('A select without a table answers one row.')
  return counts
}

const counted = (from: RawBuilder<unknown>) =>
  sql`(select count(*)::int from (select 1 from ${from} limit ${MOST_COUNTED}) x)`
