// Lists what was read from messages, newest first, and reads one.
import { sql } from 'kysely'
import { SuggestionDetail, type Suggestion } from '#contract/suggestions.ts'
import type { z } from 'zod'
import { notFound } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import { pageOfRows, readCursor } from '../platform/page.ts'
import { selectSuggestions, type SuggestionRow, type SuggestionState } from './suggestion-store.ts'

export type SuggestionAnswer = z.output<typeof Suggestion>

export async function listSuggestions(org: Org, query: {
  cursor?: string | undefined; limit: number; messageId?: string | undefined
  replyActionId?: string | undefined; customerId?: string | undefined
  state: SuggestionState | 'all'
}) {
  const [at, id] = readCursor(query.cursor, 2) ?? [null, null]
  const { messageId = null, replyActionId = null, customerId = null } = query
  const state = query.state === 'all' ? null : query.state
  const rows = await selectSuggestions(org, sql`
    (${messageId}::uuid is null or s.message_id = ${messageId})
    and (${replyActionId}::uuid is null or (m.reply_action_id = ${replyActionId}
      and m.customer_id = (select customer_id from reply_action
        where org_id = ${org.id} and id = ${replyActionId})))
    and (${customerId}::uuid is null or m.customer_id = ${customerId})
    and (${state}::text is null or s.state = ${state})
    and (${at}::timestamptz is null or (s.created_at, s.id) < (${at}::timestamptz, ${id}::uuid))
    order by s.created_at desc, s.id desc limit ${query.limit + 1}`)
  return pageOfRows(rows, query.limit, { item: toAnswer, key: (row) => [row.created_at, row.id] })
}

export async function readSuggestion(org: Org, id: string): Promise<SuggestionAnswer> {
  const [row] = await selectSuggestions(org, sql`s.id = ${id}`)
  if (!row) throw notFound('This suggestion does not exist.')
  return toAnswer(row)
}

export function toAnswer(row: SuggestionRow): SuggestionAnswer {
  return {
    ...SuggestionDetail.parse({ kind: row.kind, detail: row.detail }),
    id: row.id, messageId: row.message_id, customerId: row.customer_id, place: row.place,
    invoiceNumbers: row.invoice_numbers, quote: row.quote, confidence: row.confidence,
    state: row.state,
    decidedByName: row.decided_by_name
      ?? (row.decided_by === null ? null : row.decided_by === 'system' ? 'Duebox' : 'API'),
    decidedAt: row.decided_at,
  }
}
