// Statements that look after answers which wait: whose they are, what is back, what waits too long.
import { sql } from 'kysely'
import { MOST_ESCALATIONS } from '#domain/reply-rules.ts'
import type { Day } from '#domain/day.ts'
import type { Org } from '../platform/in-organization.ts'

export interface WaitingRow {
  id: string
  customer_id: string
  customer_name: string
  newest_message_id: string
  owner_id: string | null
  waiting_since: Day
}

const WAITING = sql`r.id, r.customer_id, c.name as customer_name, r.newest_message_id, r.owner_id,
  r.waiting_since`

/** Snoozed ones whose day has come, or whose pause a person has ended before. */
export async function dueToReturn(org: Org, limit: number): Promise<WaitingRow[]> {
  const { rows } = await sql<WaitingRow>`
    select ${WAITING} from reply_action r
      join customer c on c.org_id = r.org_id and c.id = r.customer_id
    where r.org_id = ${org.id} and r.state = 'snoozed' and (
      case when r.returns_at is null then r.returns_on <= ${org.today}
        else r.returns_at <= ${org.now} end
      or r.pause_id is not null and not exists (select from pause p
        where p.org_id = r.org_id and p.id = r.pause_id and p.ended_at is null))
    order by r.returns_on, r.id limit ${limit}`.execute(org.tx)
  return rows
}

/** Customers first, as every deed on answers does, in one order for all. */
export async function lockCustomers(org: Org, customerIds: readonly string[]): Promise<void> {
  await sql`select 1 from customer where org_id = ${org.id}
    and id = any(${[...new Set(customerIds)]}::uuid[]) order by id for update`.execute(org.tx)
}

export async function returnSnoozed(org: Org, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    update reply_action set state = 'open', returns_on = null, pause_id = null, reason = null,
      waiting_since = ${org.today}
    where org_id = ${org.id} and id = any(${[...ids]}::uuid[]) and state = 'snoozed' returning id`
    .execute(org.tx)
  return new Set(rows.map((row) => row.id))
}

/** Those that nobody present owns, in the order of their ids, after one of them. */
export async function withoutPresentOwner(
  org: Org, after: string | null, limit: number,
): Promise<WaitingRow[]> {
  const { rows } = await sql<WaitingRow>`
    select ${WAITING} from reply_action r
      join customer c on c.org_id = r.org_id and c.id = r.customer_id
    where r.org_id = ${org.id} and r.state in ('open', 'snoozed')
      and (${after}::uuid is null or r.id > ${after}::uuid)
      and not exists (select from member m where m.org_id = r.org_id and m.user_id = r.owner_id
        and m.is_active and m.role <> 'viewer'
        and (m.away_until is null or m.away_until < ${org.today}))
      and exists (select from member m where m.org_id = r.org_id and m.is_active
        and m.role <> 'viewer')
    order by r.id limit ${limit}`.execute(org.tx)
  return rows
}

/** False if it went to somebody else, or was handled, in the same moment. */
export async function setOwner(
  org: Org, row: { id: string; owner_id: string | null }, ownerId: string | null,
): Promise<boolean> {
  const { rows } = await sql`update reply_action set owner_id = ${ownerId}
    where org_id = ${org.id} and id = ${row.id} and state in ('open', 'snoozed')
      and owner_id is not distinct from ${row.owner_id} returning 1`.execute(org.tx)
  return rows.length > 0
}

/** Open ones that have waited at least since that day, with the escalations they have had. */
export async function waitingLong(
  org: Org, since: Day, limit: number,
): Promise<(WaitingRow & { escalations: number })[]> {
  const { rows } = await sql<WaitingRow & { escalations: number }>`
    select * from (select ${WAITING}, r.opened_at, (select coalesce(max(e.step), 0)
        from reply_escalation e where e.org_id = r.org_id and e.reply_action_id = r.id
          and e.waiting_since = r.waiting_since) as escalations
      from reply_action r join customer c on c.org_id = r.org_id and c.id = r.customer_id
      where r.org_id = ${org.id} and r.state = 'open' and r.waiting_since <= ${since}) x
    where escalations < ${MOST_ESCALATIONS} order by opened_at, id limit ${limit}`
    .execute(org.tx)
  return rows
}

/** The key of a step: false if it happened before. */
export async function insertEscalation(org: Org, row: WaitingRow & {
  step: number; toOwnerId: string | null
}): Promise<boolean> {
  const { rows } = await sql`
    insert into reply_escalation (reply_action_id, waiting_since, step, from_owner_id,
      to_owner_id, at)
    values (${row.id}, ${row.waiting_since}, ${row.step}, ${row.owner_id}, ${row.toOwnerId},
      ${org.now})
    on conflict do nothing returning 1`.execute(org.tx)
  return rows.length > 0
}
