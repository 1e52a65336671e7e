// Lists answers that wait for one of ours, the longest waiting first, and reads one.
import { sql, type RawBuilder } from 'kysely'
import type { z } from 'zod'
import type { ReplyAction } from '#contract/actions.ts'
import type { Instant } from '#domain/day.ts'
import { balancesOf } from '../customers/read-balances.ts'
import { notFound } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import { pageOfRows, readCursor } from '../platform/page.ts'
import type { ReplyState } from './reply-store.ts'

type ReplyActionAnswer = z.output<typeof ReplyAction>

interface ReplyQuery {
  cursor?: string | undefined
  limit: number
  state: 'open' | 'closed' | 'all'
  customerId?: string | undefined
}

interface ReplyRow {
  id: string
  customer_id: string
  customer_name: string
  run_id: string | null
  workflow_name: string | null
  state: ReplyState
  opened_at: Instant
  closed_at: Instant | null
  reason: string | null
  owner_id: string | null
  newest_message_id: string
  message_count: number
  from_address: string
  from_name: string
  subject: string
  preview: string
  channel: string
  at: Instant
}

export async function listReplyActions(org: Org, query: ReplyQuery) {
  const [at, id] = readCursor(query.cursor, 2) ?? [null, null]
  const isOpen = query.state === 'open'
  const customerId = query.customerId ?? null
  const state = isOpen ? sql`r.state = 'open'`
    : query.state === 'closed' ? sql`r.state <> 'open'` : sql`true`
  const after = isOpen ? sql`>` : sql`<`
  const direction = isOpen ? sql`asc` : sql`desc`
  const rows = await read(org, sql`${state}
    and (${customerId}::uuid is null or r.customer_id = ${customerId})
    and (${at}::timestamptz is null
      or (r.opened_at, r.id) ${after} (${at}::timestamptz, ${id}::uuid))
    order by r.opened_at ${direction}, r.id ${direction} limit ${query.limit + 1}`)
  const overdue = await overdueOf(org, rows)
  return pageOfRows(rows, query.limit, {
    item: (row) => toAnswer(row, overdue.get(row.customer_id) ?? []),
    key: (row) => [row.opened_at, row.id],
  })
}

export async function readReplyAction(org: Org, id: string): Promise<ReplyActionAnswer> {
  const [row] = await read(org, sql`r.id = ${id}`)
  if (!row) throw notFound('This answer does not exist.')
  return toAnswer(row, (await overdueOf(org, [row])).get(row.customer_id) ?? [])
}

async function read(org: Org, which: RawBuilder<unknown>): Promise<ReplyRow[]> {
  const { rows } = await sql<ReplyRow>`
    select r.id, r.customer_id, c.name as customer_name, r.run_id, w.name as workflow_name, r.state,
      r.opened_at, r.closed_at, r.reason, r.owner_id, r.newest_message_id, r.message_count,
      m.from_address, m.from_name, m.subject,
      left(coalesce(nullif(m.reply_text, ''), m.body_text), 300) as preview, m.channel, m.at
    from reply_action r
      join customer c on c.org_id = r.org_id and c.id = r.customer_id
      join message m on m.org_id = r.org_id and m.id = r.newest_message_id
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

const toAnswer = (row: ReplyRow, overdue: ReplyActionAnswer['overdue']): ReplyActionAnswer => ({
  id: row.id, customerId: row.customer_id, customerName: row.customer_name, runId: row.run_id,
  workflowName: row.workflow_name, state: row.state, openedAt: row.opened_at,
  closedAt: row.closed_at, reason: row.reason, ownerId: row.owner_id,
  newestMessageId: row.newest_message_id, messageCount: row.message_count,
  newest: {
    from: row.from_address, fromName: row.from_name, subject: row.subject, preview: row.preview,
    channel: row.channel, at: row.at,
  },
  overdue,
})
