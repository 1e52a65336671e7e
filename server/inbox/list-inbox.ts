// Lists one view of the inbox, newest first, each over an index of its own.
import type { z } from 'zod'
import type { InboxRow, InboxView } from '#contract/inbox.ts'
import { balancesOf } from '../customers/read-balances.ts'
import type { Org } from '../platform/in-organization.ts'
import { pageOfRows, readCursor } from '../platform/page.ts'
import {
  mailRows, messageRows, recordedRows, replyRows, type InboxListRow, type Wanted,
} from './inbox-rows.ts'
import { searchMessages } from './search-messages.ts'
import { toInboxRow } from './to-inbox-row.ts'

export interface InboxQuery {
  view: InboxView
  whose: 'mine' | 'team' | 'all'
  q?: string | undefined
  channel?: 'email' | 'sms' | undefined
  cursor?: string | undefined
  limit: number
  userId: string | null
}

export async function listInbox(org: Org, query: InboxQuery) {
  const hits = query.q ? await searchMessages(org, query.q) : null
  const [at = null, id = null] = readCursor(query.cursor, 2) ?? []
  const wanted: Wanted = {
    hits, q: query.q ?? null, at, id, limit: query.limit + 1, whose: query.whose,
    userId: query.userId, channel: query.channel ?? null,
  }
  const rows = await rowsOf(org, query.view, wanted)
  const overdue = await overdueOf(org, rows)
  return pageOfRows(rows, query.limit, {
    item: (row) => toInboxRow(row, overdue.get(row.customer_id ?? '') ?? []),
    key: (row) => [row.sorted_at, row.id],
  })
}

async function rowsOf(org: Org, view: InboxView, wanted: Wanted): Promise<InboxListRow[]> {
  switch (view) {
    case 'needs_answer': case 'waiting': return replyRows(org, view, wanted)
    case 'done': {
      const handled = await replyRows(org, view, wanted)
      // Where answers hold nothing, they are recorded without anything to handle.
      const recorded = await recordedRows(org, wanted)
      return [...handled, ...recorded].sort(newestFirst).slice(0, wanted.limit)
    }
    case 'unmatched': case 'automated': case 'bounces': return messageRows(org, view, wanted)
    case 'quarantine': return mailRows(org, wanted)
  }
}

const newestFirst = (a: InboxListRow, b: InboxListRow): number =>
  a.sorted_at === b.sorted_at ? (a.id < b.id ? 1 : -1) : (a.sorted_at < b.sorted_at ? 1 : -1)

type Overdue = z.output<typeof InboxRow>['overdue']

async function overdueOf(
  org: Org, rows: readonly InboxListRow[],
): Promise<Map<string, Overdue>> {
  const ids = [...new Set(rows.flatMap((row) => row.customer_id ?? []))]
  return new Map([...await balancesOf(org, ids)].map(([customerId, perCurrency]) => [customerId,
    perCurrency.filter((balance) => balance.overdueMinor > 0).map((balance) => ({
      currency: balance.currency, amountMinor: balance.overdueMinor,
    }))]))
}
