// The tables of simulations, and the ledger's history that they play from.
import { sql } from 'kysely'
import type { Day, Instant } from '#domain/day.ts'
import type { EntryLogic, Level, Step } from '#domain/workflow.ts'
import type { Claimed } from '../../actions/claim-groups.ts'
import type { Org } from '../../platform/in-organization.ts'

export async function nextCustomers(org: Org, after: string, size: number): Promise<Claimed[]> {
  const { rows } = await sql<Claimed>`select id, group_id from customer
    where org_id = ${org.id} and id > ${after} order by id limit ${size}`.execute(org.tx)
  return rows
}

/** These customers, and all that are collected together with one of them. */
export async function withGroups(org: Org, ids: readonly string[]): Promise<Claimed[]> {
  const { rows } = await sql<Claimed>`select id, group_id from customer
    where org_id = ${org.id} and (id = any(${[...ids]}::uuid[]) or group_id in (
      select group_id from customer where org_id = ${org.id} and id = any(${[...ids]}::uuid[])
        and group_id is not null))
    order by id`.execute(org.tx)
  return rows
}

/** Those who are collected at these customers. */
export async function othersOf(org: Org, headIds: readonly string[]): Promise<Claimed[]> {
  if (headIds.length === 0) return []
  const { rows } = await sql<Claimed>`select id, group_id from customer
    where org_id = ${org.id} and group_id = any(${[...headIds]}::uuid[]) and id <> group_id
    order by id`.execute(org.tx)
  return rows
}

export async function countCustomers(org: Org): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) from customer
    where org_id = ${org.id}`.execute(org.tx)
  return rows[0]?.count ?? 0
}

const paidSince = (org: Org, since: Day) => sql`
  select i.customer_id as "customerId", i.due_on as "dueOn", max(p.received_on) as "paidOn"
  from invoice i join allocation a on a.org_id = i.org_id and a.invoice_id = i.id
    join payment p on p.org_id = a.org_id and p.id = a.payment_id
  where i.org_id = ${org.id} and i.state = 'open' and i.open_minor = 0
    and p.state = 'cleared' and p.received_on >= ${since} and p.received_on <= ${org.today}`

/** Invoices that were paid in full, with the day of the last payment. */
export async function readPaidInvoices(
  org: Org, since: Day, customerIds: readonly string[],
): Promise<{ customerId: string; dueOn: Day; paidOn: Day }[]> {
  const { rows } = await sql<{ customerId: string; dueOn: Day; paidOn: Day }>`
    ${paidSince(org, since)} and i.customer_id = any(${[...customerIds]}::uuid[])
    group by i.customer_id, i.id, i.due_on`.execute(org.tx)
  return rows
}

/** Over the whole organization; null when nobody paid within the year. */
export async function readUsualDaysLate(org: Org, since: Day): Promise<number | null> {
  const { rows } = await sql<{ days: number | null }>`
    select percentile_disc(0.5) within group (order by x."paidOn" - x."dueOn") as days
    from (${paidSince(org, since)} group by i.customer_id, i.id, i.due_on) x`.execute(org.tx)
  return rows[0]?.days ?? null
}

export interface TriedVersionRow {
  id: string
  workflow_id: string
  name: string
  level: Level
  number: number
  entry_logic: EntryLogic
  mcd_days: number
  mcd_scope: 'customer' | 'workflow'
  threshold_minor: Record<string, number>
  steps: Step[]
  is_current: boolean
  is_draft: boolean
}

/** Every version of one workflow, newest first. */
export async function readEveryVersion(
  org: Org, workflowId: string,
): Promise<TriedVersionRow[]> {
  const { rows } = await sql<TriedVersionRow>`
    select v.id, v.workflow_id, w.name, w.level, v.number, v.entry_logic, v.mcd_days,
      v.mcd_scope, v.threshold_minor, v.steps, v.id = w.published_version_id as is_current,
      v.published_at is null as is_draft
    from workflow_version v join workflow w on w.org_id = v.org_id and w.id = v.workflow_id
    where v.org_id = ${org.id} and v.workflow_id = ${workflowId}
    order by v.published_at is not null, v.number desc limit 200`.execute(org.tx)
  return rows
}

export async function readWorkflowHead(
  org: Org, workflowId: string,
): Promise<{ name: string; level: Level } | null> {
  const { rows } = await sql<{ name: string; level: Level }>`select name, level from workflow
    where org_id = ${org.id} and id = ${workflowId}`.execute(org.tx)
  return rows[0] ?? null
}

export interface SimulationRow {
  id: string
  wish: unknown
  title: string
  state: 'queued' | 'running' | 'done' | 'cancelled' | 'failed'
  customers_done: number
  customers_total: number
  result: unknown
  why: string | null
  started_by: string
  started_at: Instant
  finished_at: Instant | null
}

export async function insertSimulation(
  org: Org, row: { id: string; wish: unknown; title: string; at: Instant },
): Promise<void> {
  await sql`insert into simulation (id, wish, title, started_by, started_at)
    values (${row.id}, ${JSON.stringify(row.wish)}::jsonb, ${row.title}, ${org.actor}, ${row.at})`
    .execute(org.tx)
}

/** Keeps the newest; what a page may still be looking at is among them. */
export async function deleteOldSimulations(org: Org, kept: number): Promise<void> {
  await sql`delete from simulation where org_id = ${org.id} and id in (
    select id from simulation where org_id = ${org.id}
    order by started_at desc, id desc offset ${kept})`.execute(org.tx)
}

/** Whoever plays it meanwhile finds nothing to write to, and stops. */
export async function deleteOwnSimulation(org: Org, id: string): Promise<void> {
  await sql`delete from simulation where org_id = ${org.id} and id = ${id}
    and started_by = ${org.actor}`.execute(org.tx)
}

export async function deleteLines(org: Org, id: string): Promise<void> {
  await sql`delete from simulation_line where org_id = ${org.id} and simulation_id = ${id}`
    .execute(org.tx)
}

/** A server that was killed leaves them behind; nobody plays them any more. */
export async function failAbandoned(org: Org, startedBefore: Instant, at: Instant): Promise<void> {
  await sql`update simulation set state = 'failed', finished_at = ${at},
      why = 'The server was stopped meanwhile. Start it again.'
    where org_id = ${org.id} and state in ('queued', 'running')
      and started_at < ${startedBefore}`.execute(org.tx)
}

export async function countUnfinished(org: Org): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) from simulation
    where org_id = ${org.id} and state in ('queued', 'running')`.execute(org.tx)
  return rows[0]?.count ?? 0
}

export async function readSimulations(
  org: Org, id: string | null, limit = 1,
): Promise<SimulationRow[]> {
  const { rows } = await sql<SimulationRow>`
    select id, wish, title, state, customers_done, customers_total,
      case when ${id}::uuid is null then null else result end as result, why, started_by,
      started_at, finished_at
    from simulation where org_id = ${org.id} and (${id}::uuid is null or id = ${id})
    order by started_at desc, id desc limit ${limit}`.execute(org.tx)
  return rows
}

/** Null when it was cancelled meanwhile, or never was. A second beginning starts afresh. */
export async function beginSimulation(
  org: Org, id: string, total: number,
): Promise<{ wish: unknown } | null> {
  await deleteLines(org, id)
  const { rows } = await sql<{ wish: unknown }>`
    update simulation set state = 'running', customers_total = ${total}, customers_done = 0
    where org_id = ${org.id} and id = ${id} and state in ('queued', 'running')
    returning wish`.execute(org.tx)
  return rows[0] ?? null
}

/** False when somebody has cancelled it. */
export async function noteProgress(org: Org, id: string, done: number): Promise<boolean> {
  const { rows } = await sql`update simulation set customers_done = ${done}
    where org_id = ${org.id} and id = ${id} and state = 'running' returning 1`.execute(org.tx)
  return rows.length > 0
}

export async function endSimulation(org: Org, id: string, end: {
  state: 'done' | 'cancelled' | 'failed'; result: unknown; why: string | null; at: Instant
}): Promise<boolean> {
  const result = end.result === null ? null : JSON.stringify(end.result)
  const { rows } = await sql`update simulation set state = ${end.state},
      result = ${result}::jsonb, why = ${end.why}, finished_at = ${end.at}
    where org_id = ${org.id} and id = ${id} and state in ('queued', 'running')
    returning 1`.execute(org.tx)
  return rows.length > 0
}

export interface LineRow {
  day: Day
  place: number
  kind: 'action' | 'held'
  until_day: Day
  customer_id: string
  detail: unknown
}

export async function insertLines(
  org: Org, id: string, lines: readonly LineRow[],
): Promise<void> {
  if (lines.length === 0) return
  await sql`insert into simulation_line (simulation_id, day, place, kind, until_day, customer_id,
      detail)
    select ${id}::uuid, day, place, kind, until_day, customer_id, detail
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as x(day date, place int, kind text,
      until_day date, customer_id uuid, detail jsonb)
    where exists (select from simulation s where s.org_id = ${org.id} and s.id = ${id})`
    .execute(org.tx)
}

export async function readActionLines(
  org: Org, id: string,
  of: { from: Day; to: Day; after: { day: Day; place: number }; limit: number },
): Promise<LineRow[]> {
  const { rows } = await sql<LineRow>`
    select day, place, kind, until_day, customer_id, detail from simulation_line
    where org_id = ${org.id} and simulation_id = ${id} and kind = 'action'
      and day between ${of.from} and ${of.to}
      and (day, place) > (${of.after.day}::date, ${of.after.place}::int)
    order by day, place limit ${of.limit}`.execute(org.tx)
  return rows
}

export async function readHeldLines(
  org: Org, id: string, day: Day, limit: number,
): Promise<LineRow[]> {
  const { rows } = await sql<LineRow>`
    select day, place, kind, until_day, customer_id, detail from simulation_line
    where org_id = ${org.id} and simulation_id = ${id} and kind = 'held'
      and day <= ${day} and until_day >= ${day}
    order by place limit ${limit}`.execute(org.tx)
  return rows
}

export async function readActionLine(org: Org, id: string, place: number): Promise<LineRow | null> {
  const { rows } = await sql<LineRow>`
    select day, place, kind, until_day, customer_id, detail from simulation_line
    where org_id = ${org.id} and simulation_id = ${id} and kind = 'action' and place = ${place}`
    .execute(org.tx)
  return rows[0] ?? null
}

export async function readPrices(
  org: Org,
): Promise<{ country: string; micros: number; currency: string }[]> {
  const { rows } = await sql<{ country: string; micros: number; currency: string }>`
    select country, micros, currency from sms_price where org_id = ${org.id} limit 500`
    .execute(org.tx)
  return rows
}

export interface ContactCountRow {
  customerId: string
  customerName: string
  one: number
  other: number
  firstOne: Day | null
  firstOther: Day | null
}

/** Contacts of each customer in two simulations; tasks reach nobody. */
export async function countContacts(
  org: Org, oneId: string, otherId: string,
): Promise<ContactCountRow[]> {
  const { rows } = await sql<ContactCountRow>`
    select l.customer_id as "customerId", min(l.detail->>'customerName') as "customerName",
      count(*) filter (where l.simulation_id = ${oneId}::uuid) as one,
      count(*) filter (where l.simulation_id = ${otherId}::uuid) as other,
      min(l.day) filter (where l.simulation_id = ${oneId}::uuid) as "firstOne",
      min(l.day) filter (where l.simulation_id = ${otherId}::uuid) as "firstOther"
    from simulation_line l
    where l.org_id = ${org.id} and l.simulation_id in (${oneId}::uuid, ${otherId}::uuid)
      and l.kind = 'action' and l.detail->>'channel' <> 'task'
    group by l.customer_id`.execute(org.tx)
  return rows
}
