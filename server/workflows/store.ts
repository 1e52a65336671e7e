// The tables of workflows, their versions and their runs.
import { sql } from 'kysely'
import type { Instant } from '#domain/day.ts'
import type { EntryLogic, Level, Step } from '#domain/workflow.ts'
import type { Org } from '../platform/in-organization.ts'
import { plainList } from '../platform/plain-list.ts'
import { kept } from '../platform/transaction.ts'

export interface VersionRow {
  id: string
  workflow_id: string
  number: number
  entry_logic: EntryLogic
  mcd_days: number
  mcd_scope: 'customer' | 'workflow'
  threshold_minor: Record<string, number>
  steps: Step[]
  published_at: Instant | null
}

export interface WorkflowRow {
  id: string
  name: string
  level: Level
  is_default: boolean
  is_archived: boolean
  run_count: number
  published_version_id: string | null
  quiet_until: Instant | null
}

export async function readWorkflows(org: Org, id: string | null): Promise<WorkflowRow[]> {
  const { rows } = await sql<WorkflowRow>`
    select w.id, w.name, w.level, w.is_default, w.is_archived, w.published_version_id,
      w.quiet_until,
      (select count(*) from run r where r.org_id = w.org_id and r.workflow_id = w.id
        and r.ended_at is null) as run_count
    from workflow w where w.org_id = ${org.id} and (${id}::uuid is null or w.id = ${id})
    order by w.is_archived, w.level, lower(w.name) limit 200`.execute(org.tx)
  return rows
}

/** Drafts and published versions; an older one only when it is named. */
export async function readVersions(
  org: Org, workflowIds: readonly string[], olderId: string | null = null,
): Promise<VersionRow[]> {
  const { rows } = await sql<VersionRow>`
    select v.id, v.workflow_id, v.number, v.entry_logic, v.mcd_days, v.mcd_scope,
      v.threshold_minor, v.steps, v.published_at
    from workflow_version v join workflow w on w.org_id = v.org_id and w.id = v.workflow_id
    where v.org_id = ${org.id} and v.workflow_id = any(${[...workflowIds]}::uuid[])
      and (v.published_at is null or v.id = w.published_version_id
        or v.id = ${olderId}::uuid)`.execute(org.tx)
  return rows
}

export async function isWorkflowNameTaken(
  org: Org, name: string, butId: string | null,
): Promise<boolean> {
  const { rows } = await sql`select from workflow
    where org_id = ${org.id} and lower(name) = lower(${name})
      and id is distinct from ${butId}::uuid`
    .execute(org.tx)
  return rows.length > 0
}

export async function insertWorkflow(
  org: Org, row: { id: string; name: string; level: Level },
): Promise<void> {
  await sql`insert into workflow (id, name, level, created_at)
    values (${row.id}, ${row.name}, ${row.level}, ${org.now})`.execute(org.tx)
}

/** Two who change defaults in the same moment wait for each other, and then see what is. */
export async function lockWorkflows(org: Org): Promise<void> {
  await sql`select from workflow where org_id = ${org.id} order by id for update`.execute(org.tx)
}

export async function makeDefault(org: Org, id: string, level: Level): Promise<void> {
  await lockWorkflows(org)
  await sql`update workflow set is_default = false
    where org_id = ${org.id} and level = ${level} and is_default and id <> ${id}`.execute(org.tx)
  await sql`update workflow set is_default = true where org_id = ${org.id} and id = ${id}`
    .execute(org.tx)
}

export async function updateWorkflow(
  org: Org, row: { id: string; name: string; isDefault: boolean; isArchived: boolean },
): Promise<void> {
  await sql`update workflow set name = ${row.name}, is_default = ${row.isDefault},
      is_archived = ${row.isArchived} where org_id = ${org.id} and id = ${row.id}`.execute(org.tx)
}

export async function upsertDraft(org: Org, row: VersionRow): Promise<void> {
  await sql`delete from workflow_version
    where org_id = ${org.id} and workflow_id = ${row.workflow_id} and published_at is null`
    .execute(org.tx)
  await sql`insert into workflow_version (id, workflow_id, number, entry_logic, mcd_days, mcd_scope,
      threshold_minor, steps, saved_at, saved_by)
    values (${row.id}, ${row.workflow_id}, ${row.number}, ${row.entry_logic}, ${row.mcd_days},
      ${row.mcd_scope}, ${JSON.stringify(row.threshold_minor)}::jsonb,
      ${JSON.stringify(row.steps)}::jsonb, ${org.now}, ${org.actor})`.execute(org.tx)
}

export async function nextVersionNumber(org: Org, workflowId: string): Promise<number> {
  const { rows } = await sql<{ number: number }>`
    select coalesce(max(number), 0) + 1 as number from workflow_version
    where org_id = ${org.id} and workflow_id = ${workflowId} and published_at is not null`
    .execute(org.tx)
  return rows[0]?.number ?? 1
}

export async function publishVersion(
  org: Org, version: { id: string; workflowId: string },
): Promise<void> {
  await sql`update workflow_version set published_at = ${org.now}, published_by = ${org.actor}
    where org_id = ${org.id} and id = ${version.id}`.execute(org.tx)
  await sql`update workflow set published_version_id = ${version.id}
    where org_id = ${org.id} and id = ${version.workflowId}`.execute(org.tx)
}

export interface NewRun {
  id: string
  workflow_id: string
  version_id: string
  level: Level
  customer_id: string
  invoice_id: string | null
}

/** Starts runs; one that a second process has started meanwhile is left alone. */
export async function insertRuns(org: Org, runs: readonly NewRun[]): Promise<NewRun[]> {
  if (runs.length === 0) return []
  const { rows } = await sql<{ id: string }>`
    insert into run (id, workflow_id, version_id, level, customer_id, invoice_id, created_at)
    select id, workflow_id, version_id, level, customer_id, invoice_id, ${org.now}
    from jsonb_to_recordset(${JSON.stringify(runs)}::jsonb) as x(id uuid, workflow_id uuid,
      version_id uuid, level text, customer_id uuid, invoice_id uuid)
    on conflict do nothing returning id`.execute(org.tx)
  const started = new Set(rows.map((row) => row.id))
  return runs.filter((run) => started.has(run.id))
}

/** Rewrites where runs stand; `epoch` of a restart lets steps come again. */
export async function updateRuns(org: Org, rows: readonly {
  id: string; epoch: number; carrying_invoice_id: string | null
}[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    ${kept('moved runs')}
    update run r set epoch = x.epoch, carrying_invoice_id = x.carrying_invoice_id,
      carrying_since = ${org.now},
      start_step_id = case when x.epoch = r.epoch then r.start_step_id end
    from unnest(${plainList(rows.map((row) => row.id))}::uuid[],
      ${plainList(rows.map((row) => row.epoch))}::int[],
      ${plainList(rows.map((row) => row.carrying_invoice_id))}::uuid[])
      as x(id, epoch, carrying_invoice_id)
    where r.org_id = ${org.id} and r.id = x.id`.execute(org.tx)
}
