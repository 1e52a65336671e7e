// The reply_action table: at most one open answer per run, or per customer that has no run.
import { sql } from 'kysely'
import type { Day, Instant } from '#domain/day.ts'
import type { Org } from '../platform/in-organization.ts'

export type ReplyState = 'open' | 'replied' | 'ignored' | 'paused' | 'replied_elsewhere'

export interface ReplyActionRow {
  id: string
  customer_id: string
  run_id: string | null
  newest_message_id: string
  message_count: number
  owner_id: string | null
  state: ReplyState
  closed_at: Instant | null
  closed_by: string | null
}

const COLUMNS = sql`id, customer_id, run_id, newest_message_id, message_count, owner_id, state,
  closed_at, closed_by`

/** Sends lock the customer too, so a send sees the answer or the answer sees the send (I8). */
export async function lockCustomer(org: Org, customerId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from customer
    where org_id = ${org.id} and id = ${customerId} for update`.execute(org.tx)
  return rows.length > 0
}

/**
 * The run an answer belongs to: the answered one while it lasts, else the customer's own run. An
 * answer that belongs to no run joins whatever of the customer is open already.
 */
export async function runOfAnswer(
  org: Org, answer: { customerId: string; runId: string | null },
): Promise<string | null> {
  const { rows } = await sql<{ id: string | null }>`
    (select id, 1 as rank from run
      where org_id = ${org.id} and customer_id = ${answer.customerId} and ended_at is null
        and id = ${answer.runId})
    union all
    (select id, 2 from run where org_id = ${org.id} and customer_id = ${answer.customerId}
      and ended_at is null and level = 'customer')
    union all
    (select run_id, 3 from reply_action where org_id = ${org.id}
      and customer_id = ${answer.customerId} and state = 'open'
      order by opened_at desc limit 1)
    order by rank limit 1`.execute(org.tx)
  return rows[0]?.id ?? null
}

/** A further answer joins the open one; the newest that came is the one to be answered. */
export async function joinOpen(
  org: Org, answer: { customerId: string; runId: string | null; messageId: string },
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    update reply_action set message_count = message_count + 1,
      newest_message_id = (select m.id from message m where m.org_id = ${org.id}
        and m.id in (newest_message_id, ${answer.messageId}) order by m.at desc, m.id desc limit 1)
    where org_id = ${org.id} and customer_id = ${answer.customerId} and state = 'open'
      and run_id is not distinct from ${answer.runId}::uuid
    returning id`.execute(org.tx)
  return rows[0]?.id ?? null
}

/** False if another one is open: then that is to be joined. */
export async function insertOpen(org: Org, row: {
  id: string; customerId: string; runId: string | null; messageId: string; ownerId: string | null
}): Promise<boolean> {
  const { rows } = await sql`
    insert into reply_action (id, customer_id, run_id, newest_message_id, owner_id, opened_at)
    values (${row.id}, ${row.customerId}, ${row.runId}, ${row.messageId}, ${row.ownerId},
      ${org.now})
    on conflict do nothing returning 1`.execute(org.tx)
  return rows.length > 0
}

/** An active person: who wrote what was answered, else the customer's owner, else an owner. */
export async function ownerOfAnswer(
  org: Org, answer: { customerId: string; answeredMessageId: string | null },
): Promise<string | null> {
  const { rows } = await sql<{ user_id: string }>`
    select p.user_id from member p
    where p.org_id = ${org.id} and p.is_active
    order by
      (p.user_id = (select author_id from message
        where org_id = ${org.id} and id = ${answer.answeredMessageId})) desc nulls last,
      (p.user_id = (select owner_id from customer
        where org_id = ${org.id} and id = ${answer.customerId})) desc nulls last,
      array_position(array['owner', 'admin', 'manager', 'collector', 'viewer'], p.role),
      p.joined_at, p.user_id
    limit 1`.execute(org.tx)
  return rows[0]?.user_id ?? null
}

export async function replyActionById(org: Org, id: string): Promise<ReplyActionRow | null> {
  const { rows } = await sql<ReplyActionRow>`select ${COLUMNS} from reply_action
    where org_id = ${org.id} and id = ${id}`.execute(org.tx)
  return rows[0] ?? null
}

/** Closes an open one; false if it is not open. */
export async function closeOpen(org: Org, closing: {
  id: string; as: Exclude<ReplyState, 'open'>; reason: string | null; on: Day
}): Promise<boolean> {
  const { rows } = await sql`
    update reply_action set state = ${closing.as}, reason = ${closing.reason},
      closed_at = ${org.now}, closed_on = ${closing.on}, closed_by = ${org.actor}
    where org_id = ${org.id} and id = ${closing.id} and state = 'open' returning 1`
    .execute(org.tx)
  return rows.length > 0
}

/** Opens a closed one again; false if another of the same run is open. */
export async function openAgain(org: Org, row: ReplyActionRow): Promise<boolean> {
  const { rows } = await sql`
    update reply_action r set state = 'open', reason = null, closed_at = null, closed_on = null,
      closed_by = null
    where r.org_id = ${org.id} and r.id = ${row.id} and not exists (select from reply_action o
      where o.org_id = r.org_id and o.customer_id = r.customer_id and o.state = 'open'
        and o.run_id is not distinct from r.run_id)
    returning 1`.execute(org.tx)
  return rows.length > 0
}

/**
 * The pause that closed an answer: it began in the same transaction, so at the same moment and by
 * the same person.
 */
export async function pauseOfClosing(org: Org, row: ReplyActionRow): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from pause where org_id = ${org.id} and subject_id = ${row.customer_id}
      and scope = 'customer' and ended_at is null and started_at = ${row.closed_at}
      and started_by = ${row.closed_by} limit 1`.execute(org.tx)
  return rows[0]?.id ?? null
}
