// The tables of publishing: versions for the list, where runs stood, and how they are put back.
import { sql } from 'kysely'
import type { Instant } from '#domain/day.ts'
import type { Step } from '#domain/workflow.ts'
import type { Org } from '../platform/in-organization.ts'

/** Whoever publishes, takes back, archives or saves a draft of one workflow waits in line here. */
export async function lockWorkflow(org: Org, id: string): Promise<void> {
  await sql`select from workflow where org_id = ${org.id} and id = ${id} for update`
    .execute(org.tx)
}

export interface PublicationRow {
  id: string
  workflow_id: string
  version_id: string
  former_version_id: string | null
  former_quiet_until: Instant | null
  runs: 'keep' | 'migrate'
  published_at: Instant
  quiet_until: Instant
}

export async function insertPublication(
  org: Org, row: Omit<PublicationRow, 'former_quiet_until' | 'published_at'>,
): Promise<void> {
  await sql`insert into publication (id, workflow_id, version_id, former_version_id,
      former_quiet_until, runs, published_at, published_by, quiet_until)
    select ${row.id}, w.id, ${row.version_id}, ${row.former_version_id}, w.quiet_until,
      ${row.runs}, ${org.now}, ${org.actor}, ${row.quiet_until}
    from workflow w where w.org_id = ${org.id} and w.id = ${row.workflow_id}`.execute(org.tx)
  await sql`update workflow set quiet_until = ${row.quiet_until}
    where org_id = ${org.id} and id = ${row.workflow_id}`.execute(org.tx)
}

/** The newest publishing that was not taken back. */
export async function newestPublication(
  org: Org, workflowId: string,
): Promise<PublicationRow | null> {
  const { rows } = await sql<PublicationRow>`
    select id, workflow_id, version_id, former_version_id, former_quiet_until, runs, published_at,
      quiet_until
    from publication where org_id = ${org.id} and workflow_id = ${workflowId}
      and undone_at is null
    order by published_at desc, id desc limit 1`.execute(org.tx)
  return rows[0] ?? null
}

/** One batch of customers whose runs move: locked, so that no send of theirs is under way. */
export async function lockCustomersOf(org: Org, workflowId: string): Promise<void> {
  await sql`select from customer c where c.org_id = ${org.id} and c.id in (
      select customer_id from run r where r.org_id = ${org.id} and r.workflow_id = ${workflowId}
        and r.ended_at is null)
    order by c.id for update`.execute(org.tx)
}

export interface MovingRow {
  id: string
  customer_id: string
  invoice_id: string | null
  epoch: number
  version_id: string
  start_step_id: string | null
  closed_step_ids: string[]
  pending_step_id: string | null
  steps: Step[]
}

/** Runs on other versions than the given one, by id; for the preview and for the move. */
export async function readMovingRuns(
  org: Org, of: { workflowId: string; versionId: string; after: string; limit: number },
): Promise<MovingRow[]> {
  const { rows } = await sql<MovingRow>`
    select r.id, r.customer_id, r.invoice_id, r.epoch, r.version_id, r.start_step_id, v.steps,
      coalesce(a.closed, '{}') as closed_step_ids, a.pending as pending_step_id
    from run r
      join workflow_version v on v.org_id = r.org_id and v.id = r.version_id
      left join lateral (
        select array_agg(a.step_id) filter (where a.state in ('done', 'skipped', 'expired'))
            as closed,
          min(a.step_id) filter (where a.state in ('open', 'sending', 'needs_check')) as pending
        from action a where a.org_id = r.org_id and a.run_id = r.id
          and a.occurrence = r.epoch and a.step_id is not null) a on true
    where r.org_id = ${org.id} and r.workflow_id = ${of.workflowId} and r.ended_at is null
      and r.version_id <> ${of.versionId} and r.id > ${of.after}
    order by r.id limit ${of.limit}`.execute(org.tx)
  return rows
}

/** Keeps where the runs stand, then moves them. */
export async function moveRuns(
  org: Org, publicationId: string, versionId: string,
  moves: readonly { id: string; startStepId: string | null }[],
): Promise<void> {
  const ids = moves.map((move) => move.id)
  await sql`insert into publication_run (publication_id, run_id, version_id, start_step_id, epoch,
      open_actions)
    select ${publicationId}, r.id, r.version_id, r.start_step_id, r.epoch,
      coalesce((select jsonb_agg(to_jsonb(a) order by a.id) from action a
        where a.org_id = r.org_id and a.run_id = r.id and a.state = 'open'), '[]')
    from run r where r.org_id = ${org.id} and r.id = any(${ids}::uuid[])`.execute(org.tx)
  await sql`update run r set version_id = ${versionId}, start_step_id = x.start_step_id
    from unnest(${ids}::uuid[], ${moves.map((move) => move.startStepId)}::text[])
      as x(id, start_step_id)
    where r.org_id = ${org.id} and r.id = x.id`.execute(org.tx)
}

/**
 * Open work of moved runs whose step is done differently now gives way, and comes back as the step
 * says today; one that was only renamed is renamed. What fell to another channel stays there.
 */
export async function adaptOpenActions(
  org: Org, publicationId: string, steps: readonly Step[],
): Promise<void> {
  await sql`update action a set name = s.name,
      state = case when a.channel = s.channel and a.mode = s.mode then a.state
        else 'superseded' end,
      outcome = case when a.channel = s.channel and a.mode = s.mode then a.outcome
        else 'replanned' end,
      closed_at = case when a.channel = s.channel and a.mode = s.mode then a.closed_at
        else ${org.now}::timestamptz end
    from publication_run p, jsonb_to_recordset(${JSON.stringify(steps)}::jsonb)
      as s(id text, name text, channel text, mode text)
    where p.org_id = ${org.id} and p.publication_id = ${publicationId} and a.org_id = p.org_id
      and a.run_id = p.run_id and a.state = 'open' and a.step_id = s.id
      and a.fell_back_at is null
      and (a.name, a.channel, a.mode) is distinct from (s.name, s.channel, s.mode)`
    .execute(org.tx)
}

export interface SubjectRow { customer_id: string; invoice_id: string | null }

/** Version and start as they stood; a run that restarted meanwhile has forgotten its start. */
export async function putRunsBack(org: Org, publication: PublicationRow): Promise<SubjectRow[]> {
  const { rows } = await sql<SubjectRow>`update run r set version_id = p.version_id,
      start_step_id = case when r.epoch = p.epoch then p.start_step_id end
    from publication_run p
    where p.org_id = ${org.id} and p.publication_id = ${publication.id} and r.org_id = p.org_id
      and r.id = p.run_id
    returning r.customer_id, r.invoice_id`.execute(org.tx)
  await sql`update action a set state = 'superseded', outcome = 'replanned',
      closed_at = ${org.now}
    from publication_run p join run r on r.org_id = p.org_id and r.id = p.run_id
    where p.org_id = ${org.id} and p.publication_id = ${publication.id} and a.org_id = p.org_id
      and a.run_id = p.run_id and a.state = 'open' and r.ended_at is null
      and not exists (select from jsonb_array_elements(p.open_actions) o
        where (o ->> 'id')::uuid = a.id)`.execute(org.tx)
  await sql`update action a set state = o.state, mode = o.mode, channel = o.channel,
      name = o.name, invoice_id = o.invoice_id, owner_id = o.owner_id, due_on = o.due_on,
      due_at = o.due_at, held_code = o.held_code, held_since = o.held_since,
      outcome = o.outcome, note = o.note, closed_at = o.closed_at, closed_by = o.closed_by
    from publication_run p join run r on r.org_id = p.org_id and r.id = p.run_id,
      jsonb_populate_recordset(null::action, p.open_actions) o
    where p.org_id = ${org.id} and p.publication_id = ${publication.id} and a.org_id = p.org_id
      and a.id = o.id and a.state in ('open', 'superseded') and r.ended_at is null
      and r.epoch = p.epoch`.execute(org.tx)
  return rows
}

/** Runs that began under the version meanwhile: they follow the former one, or end with it. */
export async function rehomeNewRuns(org: Org, publication: PublicationRow): Promise<SubjectRow[]> {
  const { rows } = await sql<SubjectRow & { id: string }>`update run r set
      version_id = coalesce(${publication.former_version_id}::uuid, r.version_id),
      start_step_id = null,
      ended_at = case when ${publication.former_version_id}::uuid is null
        then ${org.now}::timestamptz end
    where r.org_id = ${org.id} and r.version_id = ${publication.version_id}
      and r.ended_at is null
      and not exists (select from publication_run p where p.org_id = r.org_id
        and p.publication_id = ${publication.id} and p.run_id = r.id)
    returning r.id, r.customer_id, r.invoice_id`.execute(org.tx)
  if (publication.former_version_id === null) {
    await sql`update action a set state = 'cancelled', outcome = 'run_ended',
        note = 'The workflow was taken back.', closed_at = ${org.now}, closed_by = ${org.actor}
      where a.org_id = ${org.id} and a.run_id = any(${rows.map((row) => row.id)}::uuid[])
        and a.state = 'open'`.execute(org.tx)
  }
  return rows
}

/** The workflow as it was before; the version stays on record as taken back. */
export async function withdrawPublication(org: Org, publication: PublicationRow): Promise<void> {
  await sql`update workflow set published_version_id = ${publication.former_version_id},
      quiet_until = ${publication.former_quiet_until}
    where org_id = ${org.id} and id = ${publication.workflow_id}`.execute(org.tx)
  await sql`update workflow_version set withdrawn_at = ${org.now}, withdrawn_by = ${org.actor}
    where org_id = ${org.id} and id = ${publication.version_id}`.execute(org.tx)
  await sql`update publication set undone_at = ${org.now}, undone_by = ${org.actor}
    where org_id = ${org.id} and id = ${publication.id}`.execute(org.tx)
}

export interface ListedVersionRow {
  id: string
  number: number
  entry_logic: 'standard' | 'contextual'
  mcd_days: number
  mcd_scope: 'customer' | 'workflow'
  threshold_minor: Record<string, number>
  steps: Step[]
  published_at: Instant | null
  saved_at: Instant | null
  withdrawn_at: Instant | null
  by: string | null
  run_count: number
  is_current: boolean
}

/** Newest first. */
export async function readAllVersions(
  org: Org, workflowId: string,
): Promise<ListedVersionRow[]> {
  const { rows } = await sql<ListedVersionRow>`
    select v.id, v.number, v.entry_logic, v.mcd_days, v.mcd_scope, v.threshold_minor, v.steps,
      v.published_at, v.saved_at, v.withdrawn_at,
      (select m.name from member m where m.org_id = v.org_id
        and 'user:' || m.user_id = coalesce(v.published_by, v.saved_by)) as by,
      (select count(*) from run r where r.org_id = v.org_id and r.workflow_id = v.workflow_id
        and r.version_id = v.id and r.ended_at is null) as run_count,
      v.id = w.published_version_id as is_current
    from workflow_version v join workflow w on w.org_id = v.org_id and w.id = v.workflow_id
    where v.org_id = ${org.id} and v.workflow_id = ${workflowId}
    order by v.published_at is null desc, v.number desc limit 500`.execute(org.tx)
  return rows
}

/** How many would begin with a first publishing: they owe, and chose it or follow the default. */
export async function countStarting(org: Org, workflowId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select case w.level when 'customer' then (
      select count(*) from customer c where c.org_id = w.org_id and not c.no_workflow
        and case when c.chosen_workflow_id is null then w.is_default
          else c.chosen_workflow_id = w.id end
        and exists (select from invoice i where i.org_id = c.org_id and i.customer_id = c.id
          and i.open_minor > 0 and i.state = 'open')
        and not exists (select from run r where r.org_id = c.org_id and r.customer_id = c.id
          and r.level = 'customer' and r.ended_at is null))
    else (
      select count(*) from invoice i where i.org_id = w.org_id and not i.no_workflow
        and i.open_minor > 0 and i.state = 'open'
        and case when i.chosen_workflow_id is null then w.is_default
          else i.chosen_workflow_id = w.id end
        and not exists (select from run r where r.org_id = i.org_id and r.invoice_id = i.id
          and r.ended_at is null)) end as count
    from workflow w where w.org_id = ${org.id} and w.id = ${workflowId}`.execute(org.tx)
  return rows[0]?.count ?? 0
}
