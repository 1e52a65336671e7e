// The table of moves between workflows: what stood before, for as long as it can be taken back.
import { sql } from 'kysely'
import type { Instant } from '#domain/day.ts'
import type { Level } from '#domain/workflow.ts'
import type { Org } from '../platform/in-organization.ts'
import type { ChosenRow } from './assignment-store.ts'

/** Of the rows that a move changed; their runs must have been ended in this transaction. */
export async function keepMove(org: Org, of: {
  moveId: string; level: Level; toWorkflowId: string | null; rows: readonly ChosenRow[]
  keptSince: Instant
}): Promise<void> {
  await sql`delete from workflow_move where org_id = ${org.id} and moved_at < ${of.keptSince}`
    .execute(org.tx)
  const rows = of.rows.map((row) => ({ id: row.id, customer_id: row.customer_id,
    former_id: row.former_id, former_none: row.former_none, former_by: row.former_by }))
  await sql`insert into workflow_move (move_id, subject_id, customer_id, level, to_workflow_id,
      former_workflow_id, former_none, former_by, ended_run_id, moved_at)
    select ${of.moveId}::uuid, x.id, x.customer_id, ${of.level}, ${of.toWorkflowId}::uuid,
      x.former_id, x.former_none, x.former_by,
      (select r.id from run r where r.org_id = ${org.id} and r.customer_id = x.customer_id
        and r.level = ${of.level} and r.ended_at = ${org.now}
        and (${of.level} = 'customer' or r.invoice_id = x.id) order by r.id desc limit 1),
      ${org.now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, customer_id uuid,
      former_id uuid, former_none boolean, former_by text)
    on conflict do nothing`.execute(org.tx)
}

export interface MoveRow {
  subject_id: string
  customer_id: string
  level: Level
  former_workflow_id: string | null
  former_none: boolean
  former_by: string | null
  ended_run_id: string | null
  /** The run that began instead; null: none did yet. */
  begun_run_id: string | null
  /** Something of the new run has left or was done, or somebody chose anew since. */
  is_past: boolean
  former_name: string | null
}

/** Its customers are locked. */
export async function lockMove(
  org: Org, moveId: string, since: Instant,
): Promise<MoveRow[]> {
  await sql`select from customer where org_id = ${org.id} and id in (select customer_id
      from workflow_move where org_id = ${org.id} and move_id = ${moveId})
    order by id for update`.execute(org.tx)
  const { rows } = await sql<MoveRow>`
    select m.subject_id, m.customer_id, m.level, m.former_workflow_id, m.former_none,
      m.former_by, m.ended_run_id, b.id as begun_run_id, w.name as former_name,
      (case when m.level = 'invoice' then i.chosen_workflow_id else c.chosen_workflow_id end
          is distinct from m.to_workflow_id
        or coalesce(b.has_acted, false)
        or (m.ended_run_id is not null and f.is_archived)) as is_past
    from workflow_move m
      join customer c on c.org_id = m.org_id and c.id = m.customer_id
      left join invoice i on i.org_id = m.org_id and i.id = m.subject_id and m.level = 'invoice'
      left join workflow w on w.org_id = m.org_id and w.id = m.former_workflow_id
      left join run o on o.org_id = m.org_id and o.id = m.ended_run_id
      left join workflow f on f.org_id = m.org_id and f.id = o.workflow_id
      left join lateral (select r.id, exists (select from action a where a.org_id = r.org_id
            and a.run_id = r.id and a.state not in ('open', 'cancelled', 'superseded', 'expired'))
          as has_acted
        from run r where r.org_id = m.org_id and r.customer_id = m.customer_id
          -- Ids are made in order of time: one that ran before is none that began by this.
          and r.level = m.level and r.ended_at is null and r.id > m.move_id
          and (m.level = 'customer' or r.invoice_id = m.subject_id) limit 1) b on true
    where m.org_id = ${org.id} and m.move_id = ${moveId} and m.moved_at >= ${since}
    order by m.subject_id`.execute(org.tx)
  return rows
}

/** The choice of before, the run of before with the work that was cancelled with it. */
export async function restoreMoved(org: Org, moveId: string, rows: readonly MoveRow[]) {
  const ids = rows.map((row) => row.subject_id)
  const begun = rows.flatMap((row) => row.begun_run_id ?? [])
  const ended = rows.flatMap((row) => row.ended_run_id ?? [])
  for (const table of ['customer', 'invoice'] as const) {
    await sql`update ${sql.table(table)} x set chosen_workflow_id = m.former_workflow_id,
        no_workflow = m.former_none, chosen_by = m.former_by
      from workflow_move m where x.org_id = ${org.id} and m.org_id = x.org_id
        and m.move_id = ${moveId} and m.level = ${table} and m.subject_id = x.id
        and x.id = any(${ids}::uuid[])`.execute(org.tx)
  }
  await sql`update action set state = 'cancelled', outcome = 'run_ended',
      note = 'The move was taken back.', closed_at = ${org.now}, closed_by = ${org.actor}
    where org_id = ${org.id} and run_id = any(${begun}::uuid[]) and state = 'open'`.execute(org.tx)
  await sql`update run set ended_at = ${org.now}
    where org_id = ${org.id} and id = any(${begun}::uuid[])`.execute(org.tx)
  const { rows: back } = await sql<{ id: string; ended_at: Instant }>`
    update run r set ended_at = null from (select id, ended_at from run
        where org_id = ${org.id} and id = any(${ended}::uuid[])) o
    where r.org_id = ${org.id} and r.id = o.id returning r.id, o.ended_at`.execute(org.tx)
  await sql`update action a set state = 'open', outcome = null, note = null, closed_at = null,
      closed_by = null
    from unnest(${back.map((run) => run.id)}::uuid[], ${back.map((run) => run.ended_at)}
      ::timestamptz[]) as x(id, ended_at)
    where a.org_id = ${org.id} and a.run_id = x.id and a.state = 'cancelled'
      and a.outcome = 'run_ended' and a.closed_at = x.ended_at`.execute(org.tx)
  await sql`update reply_action p set run_id = m.ended_run_id from workflow_move m
    where p.org_id = ${org.id} and m.org_id = p.org_id and m.move_id = ${moveId}
      and p.customer_id = m.customer_id and m.ended_run_id is not null
      and p.run_id = any(${begun}::uuid[]) and p.state in ('open', 'snoozed')
      and m.subject_id = any(${ids}::uuid[])
      and (m.level = 'customer' or exists (select from run r where r.org_id = p.org_id
        and r.id = p.run_id and r.invoice_id = m.subject_id))`.execute(org.tx)
  await sql`delete from workflow_move where org_id = ${org.id} and move_id = ${moveId}
    and subject_id = any(${ids}::uuid[])`.execute(org.tx)
}
