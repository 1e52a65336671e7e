// Lists messages, newest first.
import { sql, type RawBuilder } from 'kysely'
import type { Org } from '../platform/in-organization.ts'
import { pageOfRows, readCursor } from '../platform/page.ts'
import { selectMessages, toMessageAnswer } from './read-message.ts'

export type MessageList = 'all' | 'unmatched' | 'automated' | 'bounces' | 'leaving'

export interface MessageQuery {
  cursor?: string | undefined
  limit: number
  customerId?: string | undefined
  direction?: 'in' | 'out' | undefined
  list: MessageList
}

export async function listMessages(org: Org, query: MessageQuery) {
  const [at, id] = readCursor(query.cursor, 2) ?? [null, null]
  const rows = await selectMessages(org, sql`${ofList(query.list)}
    and (${query.customerId ?? null}::uuid is null or m.customer_id = ${query.customerId ?? null})
    and (${query.direction ?? null}::text is null or m.direction = ${query.direction ?? null})
    and (${at}::timestamptz is null or (m.at, m.id) < (${at}::timestamptz, ${id}::uuid))
    order by m.at desc, m.id desc limit ${query.limit + 1}`)
  return pageOfRows(rows, query.limit, { item: toMessageAnswer, key: (row) => [row.at, row.id] })
}

function ofList(list: MessageList): RawBuilder<unknown> {
  switch (list) {
    case 'all': return sql`true`
    case 'unmatched': return sql`m.customer_id is null and m.direction = 'in' and m.kind = 'human'`
    // Everything that came in and asks for no answer.
    case 'automated': return sql`m.direction = 'in' and m.kind not in ('human', 'bounce')`
    case 'bounces': return sql`m.direction = 'in' and m.kind = 'bounce'`
    case 'leaving': return sql`m.state = 'leaving'`
  }
}
