// The SQL of ticket numbers that customers' systems gave to our mail.
import { sql } from 'kysely'
import type { Org } from '../platform/in-organization.ts'

export interface TicketRow {
  customer_id: string
  thread_id: string
  run_id: string | null
  mark: string
}

export async function insertTicket(org: Org, row: TicketRow & { message_id: string }) {
  await sql`insert into their_ticket (message_id, customer_id, thread_id, run_id, mark, at)
    values (${row.message_id}, ${row.customer_id}, ${row.thread_id}, ${row.run_id}, ${row.mark},
      ${org.now}) on conflict do nothing`.execute(org.tx)
}

/** What is ours in the mail that was answered: none of it is a ticket of theirs. */
export async function wordsOfOurs(org: Org, messageId: string): Promise<string> {
  const { rows } = await sql<{ words: string }>`select subject || ' ' || left(body_text, 20000)
      || ' ' || snapshot::text as words
    from message where org_id = ${org.id} and id = ${messageId}`.execute(org.tx)
  return rows[0]?.words ?? ''
}

export async function ticketsOf(org: Org, customerIds: readonly string[]): Promise<TicketRow[]> {
  if (customerIds.length === 0) return []
  const { rows } = await sql<TicketRow>`select customer_id, thread_id, run_id, mark
    from their_ticket where org_id = ${org.id} and removed_at is null
      and customer_id = any(${[...new Set(customerIds)]}::uuid[])
    order by at desc, message_id desc limit 5000`.execute(org.tx)
  return rows
}

/** Returns whose it is; null where there is none, or it is so already. */
export async function setRemoved(
  org: Org, messageId: string, isRemoved: boolean,
): Promise<TicketRow | null> {
  const { rows } = await sql<TicketRow>`update their_ticket
    set removed_at = case when ${isRemoved} then ${org.now}::timestamptz end
    where org_id = ${org.id} and message_id = ${messageId}
      and (removed_at is null) = ${isRemoved}
    returning customer_id, thread_id, run_id, mark`.execute(org.tx)
  return rows[0] ?? null
}

export async function hasTicket(org: Org, messageId: string): Promise<boolean> {
  const { rows } = await sql`select from their_ticket
    where org_id = ${org.id} and message_id = ${messageId}`.execute(org.tx)
  return rows.length > 0
}
