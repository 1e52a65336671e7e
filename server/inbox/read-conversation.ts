// One conversation: all messages with a customer over every channel, the newest first, in pages.
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Conversation } from '#contract/inbox.ts'
import { notFound } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import { cursorOf, readCursor } from '../platform/page.ts'
import { readReplyAction } from './list-reply-actions.ts'
import {
  LISTED_TEXT, selectMessages, toMessageAnswer, type MessageRow,
} from './read-message.ts'

export interface ConversationQuery {
  threadId: string
  scope: 'customer' | 'thread'
  cursor?: string | undefined
  limit: number
}

interface Head {
  customer_id: string | null
  customer_name: string | null
  subject: string
}

export async function readConversation(
  org: Org, query: ConversationQuery,
): Promise<z.output<typeof Conversation>> {
  const head = await readHead(org, query.threadId)
  const [at = null, id = null] = readCursor(query.cursor, 2) ?? []
  const isWhole = query.scope === 'customer' && head.customer_id !== null
  const rows = await selectMessages(org, sql`
    ${isWhole ? sql`m.customer_id = ${head.customer_id}` : sql`m.thread_id = ${query.threadId}`}
    and m.state <> 'cancelled'
    and (${at}::timestamptz is null or (m.at, m.id) < (${at}::timestamptz, ${id}::uuid))
    order by m.at desc, m.id desc limit ${query.limit + 1}`, 'listed')
  const shown = rows.slice(0, query.limit)
  const last = shown.at(-1)
  return {
    threadId: query.threadId, customerId: head.customer_id, customerName: head.customer_name,
    subject: head.subject,
    replyAction: head.customer_id === null ? null : await newestReply(org, head.customer_id),
    threads: threadsOf(shown, query.threadId),
    messages: shown.map(toConversationMessage),
    nextCursor: rows.length > query.limit && last ? cursorOf([last.at, last.id]) : null,
  }
}

async function readHead(org: Org, threadId: string): Promise<Head> {
  const { rows } = await sql<Head>`
    select m.customer_id, c.name as customer_name, m.subject from message m
      left join customer c on c.org_id = m.org_id and c.id = m.customer_id
    where m.org_id = ${org.id} and m.thread_id = ${threadId}
    order by m.customer_id is null, m.at limit 1`.execute(org.tx)
  if (!rows[0]) throw notFound('This conversation does not exist.')
  return rows[0]
}

/** The open one, else the newest one that was handled. */
async function newestReply(org: Org, customerId: string) {
  const { rows } = await sql<{ id: string }>`
    select id from reply_action where org_id = ${org.id} and customer_id = ${customerId}
    order by state = 'open' desc, opened_at desc, id desc limit 1`.execute(org.tx)
  return rows[0] ? readReplyAction(org, rows[0].id) : null
}

function threadsOf(rows: readonly MessageRow[], asked: string) {
  const threads = new Map<string, { threadId: string; subject: string; messageCount: number }>()
  // From the oldest, whose subject is without Re: and Fwd:.
  for (const row of rows.toReversed()) {
    const known = threads.get(row.thread_id)
    if (known) known.messageCount += 1
    else {
      threads.set(row.thread_id, {
        threadId: row.thread_id, subject: row.subject, messageCount: 1,
      })
    }
  }
  return [...threads.values()].sort((a, b) =>
    Number(b.threadId === asked) - Number(a.threadId === asked))
}

function toConversationMessage(row: MessageRow) {
  const message = toMessageAnswer(row)
  const { linkedBy } = row.reasons
  return {
    ...message, text: message.text.slice(0, LISTED_TEXT),
    replyText: message.replyText?.slice(0, LISTED_TEXT) ?? null,
    isTextCut: message.text.length > LISTED_TEXT,
    linkedBy: typeof linkedBy === 'string' ? linkedBy : null,
  }
}
