// Finds messages by their words, and customers by name or invoice number, over indexes alone.
import { sql } from 'kysely'
import type { Org } from '../platform/in-organization.ts'

export interface Hits {
  messageIds: string[]
  /** Named themselves, by their own name or the number of an invoice. */
  namedCustomerIds: string[]
  /** The same, and the customers of the messages found. */
  customerIds: string[]
}

// Newest first. Whoever has more hits than this searches with one more word.
const MOST_HITS = 1_000
const MOST_WORDS = 10

export async function searchMessages(org: Org, q: string): Promise<Hits> {
  const namedCustomerIds = await customersNamed(org, q)
  const messages = await messagesWith(org, wordsOf(q))
  const ofMessages = messages.flatMap((message) => message.customer_id ?? [])
  return {
    messageIds: messages.map((message) => message.id), namedCustomerIds,
    customerIds: [...new Set([...namedCustomerIds, ...ofMessages])],
  }
}

/** Taken apart as the migration takes messages apart, so that the same pieces meet. */
export const wordsOf = (q: string): string[] => q.split(/[\s@._\-+/\\:;,#()<>"'=&*!|]+/)
  .filter((word) => word !== '').slice(0, MOST_WORDS)

async function messagesWith(
  org: Org, words: readonly string[],
): Promise<{ id: string; customer_id: string | null }[]> {
  if (words.length === 0) return []
  const asked = words.map((word) => `'${word}':*`).join(' & ')
  // Row-level security shows the rows that fit this setting, and their index finds them.
  await sql`select set_config('app.searching',
    (to_tsquery('simple', ${asked}) && org_word(${org.id}::uuid)::tsquery)::text, true)`
    .execute(org.tx)
  const hits = await sql<{ message_id: string }>`
    select message_id from message_search where org_id = ${org.id}
    order by at desc limit ${MOST_HITS}`.execute(org.tx)
  const { rows } = await sql<{ id: string; customer_id: string | null }>`
    select id, customer_id from message where org_id = ${org.id}
      and id = any(${hits.rows.map((hit) => hit.message_id)}::uuid[])`.execute(org.tx)
  return rows
}

async function customersNamed(org: Org, q: string): Promise<string[]> {
  const part = q.replace(/[\\%_]/g, '\\$&')
  const { rows } = await sql<{ id: string }>`
    (select id from customer where org_id = ${org.id}
      and (name ilike '%' || ${part}::text || '%' or reference ilike ${part}::text || '%')
      limit ${MOST_HITS})
    union
    select customer_id from invoice where org_id = ${org.id}
      and number = any(${[q, q.toUpperCase()]}::text[])`.execute(org.tx)
  return rows.map((row) => row.id)
}
