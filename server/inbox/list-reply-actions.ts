// Lists answers that wait for one of ours, the longest waiting first, and reads one.
import { sql, type RawBuilder } from 'kysely'
import type { z } from 'zod'
import type { ReplyAction } from '#contract/actions.ts'
import { businessDaysBetween, type Day, type Instant } from '#domain/day.ts'
import { balancesOf } from '../customers/read-balances.ts'
import { notFound } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import { pageOfRows, readCursor } from '../platform/page.ts'
import type { ReplyState } from './reply-store.ts'
import { fitsFilter, overdueIn, sumWork, type WorkFilter } from './work-filter.ts'

type ReplyActionAnswer = z.output<typeof ReplyAction>

interface ReplyQuery extends Omit<WorkFilter, 'sort'> {
  sort?: 'age' | 'amount' | undefined
  cursor?: string | undefined
  limit: number
  state: 'open' | 'snoozed' | 'closed' | 'all'
  /** Who asks, for mine and team; null for a program. */
  userId?: string | null | undefined
  customerId?: string | undefined
}

interface ReplyRow {
  sort_key: string
  id: string
  customer_id: string
  customer_name: string
  run_id: string | null
  workflow_name: string | null
  state: ReplyState
  opened_at: Instant
  closed_at: Instant | null
  closed_by: string | null
  reason: string | null
  returns_on: Day | null
  returns_at: Instant | null
  waiting_since: Day
  is_escalated: boolean
  owner_id: string | null
  owner_name: string | null
  newest_message_id: string
  message_count: number
  from_address: string
  from_name: string
  subject: string
  preview: string
  channel: string
  at: Instant
}

/**
 * Waits for an answer of ours. One whose reply is in its undo time does not, and is back at once
 * when that is taken back. The list and the number on its tab both ask this.
 */
export const isWaiting = (org: Org) => sql`r.state = 'open'
  and r.id not in (select l.reply_action_id from message l where l.org_id = ${org.id}
    and l.state = 'leaving' and l.reply_action_id is not null)`

const WORK = { row: sql`r`, channel: sql`m.channel` }

export async function listReplyActions(org: Org, query: ReplyQuery) {
  const [at, id] = readCursor(query.cursor, 2) ?? [null, null]
  const isOpen = query.state === 'open'
  const customerId = query.customerId ?? null
  const isByAmount = query.sort === 'amount'
  const key = isByAmount ? sql`-${overdueIn(org, WORK.row)}` : sql`r.opened_at`
  const type = isByAmount ? sql`bigint` : sql`timestamptz`
  const isUp = isOpen || isByAmount
  const rows = await read(org, sql`${ofState(org, query.state)}
    and ${fitsFilter(org, { ...query, sort: undefined }, query.userId ?? null, WORK)}
    and (${customerId}::uuid is null or r.customer_id = ${customerId})
    and (${at}::${type} is null
      or (${key}, r.id) ${isUp ? sql`>` : sql`<`} (${at}::${type}, ${id}::uuid))
    order by ${key} ${isUp ? sql`asc` : sql`desc`}, r.id ${isUp ? sql`asc` : sql`desc`}
    limit ${query.limit + 1}`, key)
  const overdue = await overdueOf(org, rows)
  return pageOfRows(rows, query.limit, {
    item: (row) => toAnswer(org, row, overdue.get(row.customer_id) ?? []),
    key: (row) => [row.sort_key, row.id],
  })
}

function ofState(org: Org, state: ReplyQuery['state']): RawBuilder<unknown> {
  switch (state) {
    case 'open': return isWaiting(org)
    case 'snoozed': return sql`r.state = 'snoozed'`
    case 'closed': return sql`r.state not in ('open', 'snoozed')`
    case 'all': return sql`true`
  }
}

/** The open ones that fit a filter. */
export const sumReplyActions = (org: Org, query: WorkFilter & { userId: string | null }) =>
  sumWork(org, sql`select r.customer_id from reply_action r
    join message m on m.org_id = r.org_id and m.id = r.newest_message_id
    where r.org_id = ${org.id} and ${isWaiting(org)}
      and ${fitsFilter(org, query, query.userId, WORK)}`)

export async function readReplyAction(org: Org, id: string): Promise<ReplyActionAnswer> {
  const [row] = await read(org, sql`r.id = ${id}`)
  if (!row) throw notFound('This answer does not exist.')
  return toAnswer(org, row, (await overdueOf(org, [row])).get(row.customer_id) ?? [])
}

async function read(
  org: Org, which: RawBuilder<unknown>, key: RawBuilder<unknown> = sql`r.opened_at`,
): Promise<ReplyRow[]> {
  const { rows } = await sql<ReplyRow>`
    select (${key})::text as sort_key, r.id, r.customer_id, c.name as customer_name, r.run_id,
      w.name as workflow_name, r.state,
      r.opened_at, r.closed_at, r.closed_by, r.reason, r.returns_on, r.returns_at, r.waiting_since,
      r.owner_id, o.name as owner_name, r.newest_message_id, r.message_count,
      exists (select from reply_escalation e where e.org_id = r.org_id
        and e.reply_action_id = r.id and e.waiting_since = r.waiting_since) as is_escalated,
      m.from_address, m.from_name, m.subject,
      left(coalesce(nullif(m.reply_text, ''), m.body_text), 300) as preview, m.channel, m.at
    from reply_action r
      join customer c on c.org_id = r.org_id and c.id = r.customer_id
      join message m on m.org_id = r.org_id and m.id = r.newest_message_id
      left join member o on o.org_id = r.org_id and o.user_id = r.owner_id
      left join run u on u.org_id = r.org_id and u.id = r.run_id
      left join workflow w on w.org_id = u.org_id and w.id = u.workflow_id
    where r.org_id = ${org.id} and ${which}`.execute(org.tx)
  return rows
}

async function overdueOf(
  org: Org, rows: readonly ReplyRow[],
): Promise<Map<string, ReplyActionAnswer['overdue']>> {
  const balances = await balancesOf(org, [...new Set(rows.map((row) => row.customer_id))])
  return new Map([...balances].map(([customerId, perCurrency]) => [customerId,
    perCurrency.filter((balance) => balance.overdueMinor > 0).map((balance) => ({
      currency: balance.currency, amountMinor: balance.overdueMinor,
    }))]))
}

const toAnswer = (
  org: Org, row: ReplyRow, overdue: ReplyActionAnswer['overdue'],
): ReplyActionAnswer => ({
  id: row.id, customerId: row.customer_id, customerName: row.customer_name, runId: row.run_id,
  workflowName: row.workflow_name, state: row.state, openedAt: row.opened_at,
  closedAt: row.closed_at, closedBy: row.closed_by, reason: row.reason,
  returnsOn: row.returns_on, returnsAt: row.returns_on === null ? null : row.returns_at,
  waitingBusinessDays: row.state === 'open'
    ? businessDaysBetween(row.waiting_since, org.today, org.moment.calendar) : 0,
  isEscalated: row.is_escalated, ownerId: row.owner_id, ownerName: row.owner_name,
  newestMessageId: row.newest_message_id, messageCount: row.message_count,
  newest: {
    from: row.from_address, fromName: row.from_name, subject: row.subject, preview: row.preview,
    channel: row.channel, at: row.at,
  },
  overdue,
})
