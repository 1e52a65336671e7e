// The reply_action table: at most one unhandled answer per run, or per customer without a run.
import { sql } from 'kysely'
import type { Day, Instant } from '#domain/day.ts'
import type { Org } from '../platform/in-organization.ts'

export type ReplyState =
  'open' | 'snoozed' | 'replied' | 'ignored' | 'paused' | 'replied_elsewhere'
/** What ends it; snoozed does not, it comes back. */
export type ClosedState = Exclude<ReplyState, 'open' | 'snoozed'>

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
  returns_on: Day | null
  pause_id: string | null
  waiting_since: Day
  answered_through: string | null
}

const COLUMNS = sql`id, customer_id, run_id, newest_message_id, message_count, owner_id, state,
  closed_at, closed_by, returns_on, pause_id, waiting_since, answered_through`
/** Not handled: in To Do, or put off until a day. */
const WAITING = sql`state in ('open', 'snoozed')`

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
      and customer_id = ${answer.customerId} and ${WAITING}
      order by opened_at desc limit 1)
    order by rank limit 1`.execute(org.tx)
  return rows[0]?.id ?? null
}

/**
 * A further answer joins; the newest that came is the one to be answered. One that was put off
 * is back at once.
 */
export async function joinWaiting(
  org: Org, answer: { customerId: string; runId: string | null; messageId: string },
): Promise<{ id: string; wasSnoozed: boolean } | null> {
  const { rows } = await sql<{ id: string; wasSnoozed: boolean }>`
    with before as (select id, state from reply_action
      where org_id = ${org.id} and customer_id = ${answer.customerId} and ${WAITING}
        and run_id is not distinct from ${answer.runId}::uuid for update)
    update reply_action r set message_count = message_count + 1, state = 'open',
      returns_on = null,
      pause_id = case when before.state = 'snoozed' then null else pause_id end,
      waiting_since = case when before.state = 'snoozed' then ${org.today} else waiting_since end,
      newest_message_id = (select m.id from message m where m.org_id = ${org.id}
        and m.id in (newest_message_id, ${answer.messageId}) order by m.at desc, m.id desc limit 1)
    from before where r.org_id = ${org.id} and r.id = before.id
    returning r.id, before.state = 'snoozed' as "wasSnoozed"`.execute(org.tx)
  return rows[0] ?? null
}

/** False if another one is open: then that is to be joined. */
export async function insertOpen(org: Org, row: {
  id: string; customerId: string; runId: string | null; messageId: string; ownerId: string | null
}): Promise<boolean> {
  const { rows } = await sql`
    insert into reply_action (id, customer_id, run_id, newest_message_id, owner_id, opened_at,
      waiting_since)
    values (${row.id}, ${row.customerId}, ${row.runId}, ${row.messageId}, ${row.ownerId},
      ${org.now}, ${org.today})
    on conflict do nothing returning 1`.execute(org.tx)
  return rows.length > 0
}

/** A message that was joined by mistake goes; the last one takes the open answer with it. */
export async function leaveReplyAction(
  org: Org, id: string, messageId: string,
): Promise<void> {
  await sql`delete from reply_escalation e where e.org_id = ${org.id} and e.reply_action_id = ${id}
    and exists (select from reply_action r where r.org_id = e.org_id and r.id = ${id}
      and r.state = 'open' and r.message_count <= 1)`.execute(org.tx)
  await sql`delete from reply_action where org_id = ${org.id} and id = ${id} and state = 'open'
    and message_count <= 1`.execute(org.tx)
  await sql`update reply_action r set message_count = message_count - 1,
      newest_message_id = coalesce((select m.id from message m where m.org_id = r.org_id
        and m.reply_action_id = r.id and m.direction = 'in' and m.id <> ${messageId}
        order by m.at desc, m.id desc limit 1), r.newest_message_id)
    where r.org_id = ${org.id} and r.id = ${id} and r.state = 'open' and r.message_count > 1`
    .execute(org.tx)
}

export async function replyActionById(org: Org, id: string): Promise<ReplyActionRow | null> {
  const { rows } = await sql<ReplyActionRow>`select ${COLUMNS} from reply_action
    where org_id = ${org.id} and id = ${id}`.execute(org.tx)
  return rows[0] ?? null
}

/** Handles one that waits; false if it was handled before. */
export async function closeWaiting(org: Org, closing: {
  id: string; as: ClosedState; reason: string | null; pauseId: string | null; on: Day
}): Promise<boolean> {
  const { rows } = await sql`
    update reply_action set state = ${closing.as}, reason = ${closing.reason}, returns_on = null,
      pause_id = ${closing.pauseId}, closed_at = ${org.now}, closed_on = ${closing.on},
      closed_by = ${org.actor}
    where org_id = ${org.id} and id = ${closing.id} and ${WAITING} returning 1`.execute(org.tx)
  return rows.length > 0
}

/** Puts one off until a day; false if it was handled before. */
export async function snoozeWaiting(org: Org, snooze: {
  id: string; reason: string | null; pauseId: string | null; returnsOn: Day
  returnsAt?: Instant | null
}): Promise<boolean> {
  const { rows } = await sql`
    update reply_action set state = 'snoozed', reason = ${snooze.reason},
      returns_on = ${snooze.returnsOn}, returns_at = ${snooze.returnsAt ?? null},
      pause_id = ${snooze.pauseId}
    where org_id = ${org.id} and id = ${snooze.id} and ${WAITING} returning 1`.execute(org.tx)
  return rows.length > 0
}

/** Opens a handled one again; false if another of the same run waits. */
export async function openAgain(org: Org, row: ReplyActionRow): Promise<boolean> {
  const { rows } = await sql`
    update reply_action r set state = 'open', reason = null, closed_at = null, closed_on = null,
      closed_by = null, returns_on = null, pause_id = null,
      waiting_since = case when closed_on = ${org.today} then waiting_since else ${org.today} end
    where r.org_id = ${org.id} and r.id = ${row.id} and not exists (select from reply_action o
      where o.org_id = r.org_id and o.customer_id = r.customer_id and o.id <> r.id
        and o.state in ('open', 'snoozed') and o.run_id is not distinct from r.run_id)
    returning 1`.execute(org.tx)
  return rows.length > 0
}

/** Messages that came after one of ours was written, which therefore cannot have answered them. */
export async function messagesAfter(
  org: Org, replyActionId: string, messageId: string,
): Promise<{ id: string }[]> {
  const { rows } = await sql<{ id: string }>`
    select id from message where org_id = ${org.id} and reply_action_id = ${replyActionId}
      and direction = 'in' and id > ${messageId}::uuid
    order by at desc, id desc limit 1000`.execute(org.tx)
  return rows
}

/** What was shown is answered; what came meanwhile goes on waiting, from today. */
export async function keepRest(org: Org, rest: {
  id: string; answeredThrough: string; newestMessageId: string; count: number
}): Promise<void> {
  await sql`update reply_action set answered_through = ${rest.answeredThrough},
      newest_message_id = ${rest.newestMessageId}, message_count = ${rest.count},
      waiting_since = ${org.today}
    where org_id = ${org.id} and id = ${rest.id}`.execute(org.tx)
}

export async function pauseLasts(org: Org, pauseId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from pause
    where org_id = ${org.id} and id = ${pauseId} and ended_at is null`.execute(org.tx)
  return rows.length > 0
}

export async function customerName(org: Org, customerId: string): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select name from customer where org_id = ${org.id} and id = ${customerId}`.execute(org.tx)
  return rows[0]?.name ?? ''
}

/** Whether a machine wrote to the customer after that moment: then an undo comes too late. */
export async function hasRemindedSince(
  org: Org, customerId: string, at: Instant,
): Promise<boolean> {
  const { rows } = await sql`select 1 from message
    where org_id = ${org.id} and customer_id = ${customerId} and direction = 'out'
      and author_id is null and step_id is not null and at > ${at}::timestamptz
      and state in ('sending', 'sent', 'delivered', 'read', 'unknown') limit 1`.execute(org.tx)
  return rows.length > 0
}
