// The tables behind assignment: rules, who chose what, runs that end, and delays that carry over.
import { sql } from 'kysely'
import type { AssignmentRule, Filter } from '#domain/assignment-rule.ts'
import type { Instant } from '#domain/day.ts'
import type { Level } from '#domain/workflow.ts'
import type { Org } from '../platform/in-organization.ts'
import { kept } from '../platform/transaction.ts'

export interface RuleRow extends AssignmentRule {
  workflowName: string
  isUsable: boolean
  changedAt: Instant
}

/** In order, per level. */
export async function readRules(org: Org): Promise<RuleRow[]> {
  const { rows } = await sql<RuleRow>`
    ${kept('rules')} select r.id, r.level, r.name, r.workflow_id as "workflowId", r.filters,
      w.name as "workflowName", r.changed_at as "changedAt",
      not w.is_archived and w.published_version_id is not null as "isUsable"
    from assignment_rule r join workflow w on w.org_id = r.org_id and w.id = r.workflow_id
    where r.org_id = ${org.id} order by r.level, r.position limit 500`.execute(org.tx)
  return rows
}

/** The whole list of a level takes the place of the one before. */
export async function replaceRules(org: Org, level: Level, rules: readonly {
  id: string; name: string; workflowId: string; filters: readonly Filter[]
}[]): Promise<void> {
  const rows = rules.map((rule, position) => ({
    id: rule.id, position, name: rule.name, workflow_id: rule.workflowId, filters: rule.filters,
  }))
  await sql`delete from assignment_rule where org_id = ${org.id} and level = ${level}
    and id <> all(${rules.map((rule) => rule.id)}::uuid[])`.execute(org.tx)
  await sql`insert into assignment_rule (id, level, position, name, workflow_id, filters,
      created_at, changed_at, changed_by)
    select id, ${level}, position, name, workflow_id, filters, ${org.now}, ${org.now}, ${org.actor}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, position int, name text,
      workflow_id uuid, filters jsonb)
    on conflict (org_id, id) do update set position = excluded.position, name = excluded.name,
      workflow_id = excluded.workflow_id, filters = excluded.filters,
      changed_at = excluded.changed_at, changed_by = excluded.changed_by`.execute(org.tx)
}

/** Rules of an archived workflow point to its successor, or are gone with it. */
export async function redirectRules(
  org: Org, workflowId: string, successorId: string | null,
): Promise<void> {
  if (successorId === null) {
    await sql`delete from assignment_rule
      where org_id = ${org.id} and workflow_id = ${workflowId}`.execute(org.tx)
    return
  }
  await sql`update assignment_rule set workflow_id = ${successorId}
    where org_id = ${org.id} and workflow_id = ${workflowId}`.execute(org.tx)
}

export interface SubjectRow {
  id: string
  customer_id: string
  customer_name: string
  customer_reference: string
  invoice_number: string | null
  country: string | null
  locale: string | null
  zone: string | null
  owner_id: string | null
  open_minor: Record<string, number>
  /** What it follows now, by a run, by choice or by default. */
  workflow_id: string | null
  created_at: Instant
}

/** Whom a rule may move: nobody whose workflow a person chose. */
export interface Candidates {
  level: Level
  /** `new`: never had a run; `unassigned`: chose nothing; `all`: those by rule as well. */
  among: 'new' | 'unassigned' | 'all'
  customerIds?: readonly string[]
  after?: string
  limit?: number
}

export function readCandidates(org: Org, of: Candidates): Promise<SubjectRow[]> {
  return of.level === 'customer' ? readCustomerCandidates(org, of) : readInvoiceCandidates(org, of)
}

const FIRST = '00000000-0000-0000-0000-000000000000'

async function readCustomerCandidates(org: Org, of: Candidates): Promise<SubjectRow[]> {
  const { rows } = await sql<SubjectRow>`
    select c.id, c.id as customer_id, c.name as customer_name,
      c.reference as customer_reference, null as invoice_number, c.country, c.locale, c.zone,
      c.owner_id, c.created_at, coalesce(o.open, '{}') as open_minor,
      coalesce((select r.workflow_id from run r where r.org_id = c.org_id
          and r.customer_id = c.id and r.level = 'customer' and r.ended_at is null),
        c.chosen_workflow_id, (select w.id from workflow w where w.org_id = c.org_id
          and w.level = 'customer' and w.is_default)) as workflow_id
    from customer c left join lateral (
      select jsonb_object_agg(s.currency, s.open) as open from (
        select i.currency, sum(i.open_minor) as open from invoice i
        where i.org_id = c.org_id and i.customer_id = c.id and i.open_minor > 0
          and i.state = 'open' group by i.currency) s) o on true
    where c.org_id = ${org.id} and c.id > ${of.after ?? FIRST} and not c.no_workflow
      and (${of.customerIds === undefined} or c.id = any(${[...of.customerIds ?? []]}::uuid[]))
      and c.chosen_by is distinct from 'hand'
      and (${of.among === 'all'} or c.chosen_workflow_id is null)
      and (${of.among !== 'new'} or not exists (select from run r where r.org_id = c.org_id
        and r.customer_id = c.id and r.level = 'customer'))
    order by c.id limit ${of.limit ?? 1_000}`.execute(org.tx)
  return rows
}

async function readInvoiceCandidates(org: Org, of: Candidates): Promise<SubjectRow[]> {
  const { rows } = await sql<SubjectRow>`
    select i.id, c.id as customer_id, c.name as customer_name,
      c.reference as customer_reference, i.number as invoice_number, c.country, c.locale, c.zone,
      c.owner_id, i.created_at, jsonb_build_object(i.currency, i.open_minor) as open_minor,
      coalesce((select r.workflow_id from run r where r.org_id = i.org_id
          and r.invoice_id = i.id and r.level = 'invoice' and r.ended_at is null),
        i.chosen_workflow_id, (select w.id from workflow w where w.org_id = c.org_id
          and w.level = 'invoice' and w.is_default)) as workflow_id
    from invoice i join customer c on c.org_id = i.org_id and c.id = i.customer_id
    where i.org_id = ${org.id} and i.id > ${of.after ?? FIRST} and not i.no_workflow
      and i.open_minor > 0 and i.state = 'open'
      and (${of.customerIds === undefined}
        or i.customer_id = any(${[...of.customerIds ?? []]}::uuid[]))
      and i.chosen_by is distinct from 'hand'
      and (${of.among === 'all'} or i.chosen_workflow_id is null)
      and (${of.among !== 'new'} or not exists (select from run r where r.org_id = i.org_id
        and r.customer_id = i.customer_id and r.invoice_id = i.id))
    order by i.id limit ${of.limit ?? 1_000}`.execute(org.tx)
  return rows
}

export interface ChosenRow {
  id: string
  customer_id: string
  /** The name of the workflow whose run stood here. */
  former: string | null
  /** The choice of before: of which, of none at all, and who made it. */
  former_id: string | null
  former_none: boolean
  former_by: string | null
}

/** `archive`: who chose by hand has still chosen by hand, everybody else may be moved by rule. */
export type Chooser = 'hand' | 'rule' | 'archive'

/** Writes the choice; only of those for whom it is a change. Null ids: all there are. */
export async function choose(org: Org, of: {
  level: Level; workflowId: string | null; by: Chooser; ids: readonly string[] | null
}): Promise<ChosenRow[]> {
  const { workflowId, by, ids } = of
  const isAll = ids === null
  const set = sql`chosen_workflow_id = ${workflowId}, no_workflow = ${workflowId === null},
    chosen_by = p.chosen_by`
  const chosenBy = by === 'archive' ? sql`coalesce(x.chosen_by, 'rule')` : sql`${by}::text`
  const isChange = sql`(x.chosen_workflow_id is distinct from ${workflowId}::uuid
    or x.no_workflow is distinct from ${workflowId === null}
    or x.chosen_by is distinct from ${chosenBy})
    and (${by !== 'rule'} or x.chosen_by is distinct from 'hand')`
  const subject = of.level === 'customer' ? sql`r.customer_id` : sql`r.invoice_id`
  const former = sql`(select w.name from run r join workflow w on w.org_id = r.org_id
      and w.id = r.workflow_id
    where r.org_id = x.org_id and r.customer_id = ${of.level === 'customer' ? sql`x.id`
      : sql`x.customer_id`} and ${subject} = x.id and r.level = ${of.level}
      and r.ended_at is null)`
  const picked = sql`select x.id, ${chosenBy} as chosen_by, ${former} as former,
    x.chosen_workflow_id as former_id, x.no_workflow as former_none, x.chosen_by as former_by`
  const before = sql`p.former, p.former_id, p.former_none, p.former_by`
  const { rows } = of.level === 'customer'
    ? await sql<ChosenRow>`
      with picked as (${picked} from customer x where x.org_id = ${org.id}
          and (${isAll} or x.id = any(${[...ids ?? []]}::uuid[])) and ${isChange}
        order by x.id for update of x)
      update customer c set ${set} from picked p where c.org_id = ${org.id} and c.id = p.id
      returning c.id, c.id as customer_id, ${before}`.execute(org.tx)
    : await sql<ChosenRow>`
      with picked as (${picked} from invoice x where x.org_id = ${org.id}
          and (${isAll} or x.id = any(${[...ids ?? []]}::uuid[])) and ${isChange}
          and (not ${isAll} or (x.open_minor > 0 and x.state = 'open'))
        order by x.id for update of x)
      update invoice i set ${set} from picked p where i.org_id = ${org.id} and i.id = p.id
      returning i.id, i.customer_id, ${before}`.execute(org.tx)
  return rows
}

/** Runs of other workflows end; their open actions are cancelled with the reason. */
export async function endRuns(org: Org, of: {
  level: Level; subjectIds: readonly string[]; butOf: string | null; note: string
}): Promise<number> {
  const { rows } = await sql`with ended as (
      update run set ended_at = ${org.now}
      where org_id = ${org.id} and level = ${of.level} and ended_at is null
        and workflow_id is distinct from ${of.butOf}::uuid
        and (case when level = 'invoice' then invoice_id else customer_id end)
          = any(${[...of.subjectIds]}::uuid[])
      returning id), cancelled as (
    update action a set state = 'cancelled', outcome = 'run_ended', note = ${of.note},
      closed_at = ${org.now}, closed_by = ${org.actor}
    from ended e where a.org_id = ${org.id} and a.run_id = e.id and a.state = 'open')
    select from ended`.execute(org.tx)
  return rows.length
}

/** All runs of a workflow that is archived, whatever became of what they were about. */
export async function endRunsOf(org: Org, workflowId: string, note: string): Promise<void> {
  await sql`with ended as (
      update run set ended_at = ${org.now}
      where org_id = ${org.id} and workflow_id = ${workflowId} and ended_at is null returning id)
    update action a set state = 'cancelled', outcome = 'run_ended', note = ${note},
      closed_at = ${org.now}, closed_by = ${org.actor}
    from ended e where a.org_id = ${org.id} and a.run_id = e.id and a.state = 'open'`
    .execute(org.tx)
}

/**
 * The delay of the run that stood here before carries over, and an answer that waits moves on to
 * the new run, so that it halts it as it halted the old one.
 */
export async function inheritDelays(org: Org, runIds: readonly string[]): Promise<void> {
  await sql`
    with before as (
      select n.id, n.customer_id, o.id as old_id from run n join run o on o.org_id = n.org_id
        and o.customer_id = n.customer_id and o.level = n.level and o.ended_at is not null
        and o.invoice_id is not distinct from n.invoice_id
      where n.org_id = ${org.id} and n.id = any(${[...runIds]}::uuid[])
    ), days as (
      select b.id, max(l.contacted_on) as contacted_on from before b join contact_log l
        on l.org_id = ${org.id} and l.customer_id = b.customer_id and l.run_id = b.old_id
          and l.voided_at is null group by b.id
    ), replies as (
      select b.id, max(a.closed_on) as closed_on from before b join reply_action a
        on a.org_id = ${org.id} and a.customer_id = b.customer_id and a.run_id = b.old_id
          and a.closed_on is not null group by b.id
    ), newest as (
      select distinct on (b.id) b.id, a.id as reply_id from before b join reply_action a
        on a.org_id = ${org.id} and a.customer_id = b.customer_id and a.run_id = b.old_id
          and a.state in ('open', 'snoozed') order by b.id, a.opened_at desc
    ), waiting as (
      update reply_action a set run_id = n.id from newest n
      where a.org_id = ${org.id} and a.id = n.reply_id
    )
    update run r set carried_contact_on = d.contacted_on, carried_reply_on = p.closed_on
    from (select distinct id from before) b left join days d on d.id = b.id
      left join replies p on p.id = b.id
    where r.org_id = ${org.id} and r.id = b.id
      and (d.contacted_on is not null or p.closed_on is not null)`.execute(org.tx)
}
