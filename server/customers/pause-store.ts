// The table of pauses, and whom or what each one is about.
import { sql } from 'kysely'
import type { Day, Instant } from '#domain/day.ts'
import type { Org } from '../platform/in-organization.ts'

export type PauseScope = 'organization' | 'workflow' | 'customer' | 'invoice'

export interface PauseRow {
  id: string
  scope: PauseScope
  subject_id: string
  until_on: Day | null
  review_on: Day | null
  reason: string
  started_by: string
  started_at: Instant
}

export interface ShownPauseRow extends PauseRow {
  subject_name: string
  customer_id: string | null
  starter_name: string | null
}

const COLUMNS = sql`p.id, p.scope, p.subject_id, p.until_on, p.review_on, p.reason, p.started_by,
  p.started_at`

export async function insertPause(org: Org, row: PauseRow): Promise<void> {
  await sql`insert into pause (id, scope, subject_id, until_on, review_on, reason, started_by,
      started_at)
    values (${row.id}, ${row.scope}, ${row.subject_id}, ${row.until_on}, ${row.review_on},
      ${row.reason}, ${row.started_by}, ${row.started_at})`.execute(org.tx)
}

const lasts = (org: Org) => sql`p.org_id = ${org.id} and p.ended_at is null
  and (p.until_on is null or p.until_on > ${org.today})`

/** One that lasts, locked; null if there is none of that id. */
export async function lastingPause(org: Org, id: string): Promise<PauseRow | null> {
  const { rows } = await sql<PauseRow>`select ${COLUMNS} from pause p
    where ${lasts(org)} and p.id = ${id} for update`.execute(org.tx)
  return rows[0] ?? null
}

/** Ends a pause that still runs; null if there is none of that id. */
export async function finishPause(org: Org, id: string): Promise<PauseRow | null> {
  const { rows } = await sql<PauseRow>`
    update pause p set ended_at = ${org.now}, ended_how = 'by_hand'
    where ${lasts(org)} and p.id = ${id} returning ${COLUMNS}`.execute(org.tx)
  return rows[0] ?? null
}

/** One that a person ended since then and that would last still; null: there is none. */
export async function reopenPause(
  org: Org, id: string, endedSince: Instant,
): Promise<PauseRow | null> {
  const { rows } = await sql<PauseRow>`
    update pause p set ended_at = null, ended_how = null
    where p.org_id = ${org.id} and p.id = ${id} and p.ended_how = 'by_hand'
      and p.ended_at >= ${endedSince} and (p.until_on is null or p.until_on > ${org.today})
    returning ${COLUMNS}`.execute(org.tx)
  return rows[0] ?? null
}

/** Its days from its beginning to the new end are paused either way, so the row stays one. */
export async function rewritePause(
  org: Org, id: string, to: Pick<PauseRow, 'until_on' | 'review_on' | 'reason'>,
): Promise<void> {
  await sql`update pause set until_on = ${to.until_on}, review_on = ${to.review_on},
      reason = ${to.reason}, reviewed_at = null
    where org_id = ${org.id} and id = ${id}`.execute(org.tx)
}

export async function activePauses(
  org: Org, subjectIds: readonly string[],
): Promise<ShownPauseRow[]> {
  return shown(org, sql`p.subject_id = any(${[...subjectIds]}::uuid[])`, 200)
}

export const pausesOfScopes = (
  org: Org, scopes: readonly PauseScope[], limit: number,
): Promise<ShownPauseRow[]> => shown(org, sql`p.scope = any(${[...scopes]}::text[])`, limit)

async function shown(
  org: Org, which: ReturnType<typeof sql>, limit: number,
): Promise<ShownPauseRow[]> {
  const { rows } = await sql<ShownPauseRow>`
    select ${COLUMNS}, m.name as starter_name,
      coalesce(c.name, i.number || ' of ' || k.name, w.name, o.name, '') as subject_name,
      coalesce(c.id, i.customer_id) as customer_id
    from pause p
      left join member m on m.org_id = p.org_id and p.started_by = 'user:' || m.user_id
      left join customer c on p.scope = 'customer' and c.org_id = p.org_id and c.id = p.subject_id
      left join invoice i on p.scope = 'invoice' and i.org_id = p.org_id and i.id = p.subject_id
      left join customer k on k.org_id = i.org_id and k.id = i.customer_id
      left join workflow w on p.scope = 'workflow' and w.org_id = p.org_id and w.id = p.subject_id
      left join organization o on p.scope = 'organization' and o.org_id = p.org_id
    where ${lasts(org)} and ${which}
    order by array_position(array['organization', 'workflow', 'customer', 'invoice'], p.scope),
      p.started_at, p.id limit ${limit}`.execute(org.tx)
  return rows
}

/** The customer concerned; null for a workflow or the organization; undefined: no such thing. */
export async function customerOfPaused(
  org: Org, scope: PauseScope, subjectId: string,
): Promise<string | null | undefined> {
  if (scope === 'organization') return subjectId === org.id ? null : undefined
  const found = await sql<{ customer_id: string | null }>`
    select id as customer_id from customer
      where ${scope} = 'customer' and org_id = ${org.id} and id = ${subjectId}
    union all select customer_id from invoice
      where ${scope} = 'invoice' and org_id = ${org.id} and id = ${subjectId}
    union all select null::uuid from workflow
      where ${scope} = 'workflow' and org_id = ${org.id} and id = ${subjectId}`.execute(org.tx)
  return found.rows[0]?.customer_id
}

/** Pauses whose day has come, now ended; another process ends others. */
export async function endPausesOfPastDays(org: Org, limit: number): Promise<PauseRow[]> {
  const { rows } = await sql<PauseRow>`
    update pause p set ended_how = 'by_day',
      ended_at = greatest(p.started_at, p.until_on::timestamp at time zone ${org.settings.zone})
    from (select id from pause where org_id = ${org.id} and ended_at is null
        and until_on <= ${org.today} order by id limit ${limit} for update skip locked) x
    where p.org_id = ${org.id} and p.id = x.id returning ${COLUMNS}`.execute(org.tx)
  return rows
}

/** Open pauses whose review day has come, marked as asked about. */
export async function takePausesToReview(org: Org, limit: number): Promise<ShownPauseRow[]> {
  const { rows } = await sql<{ id: string; subject_id: string }>`
    update pause p set reviewed_at = ${org.now}
    from (select id from pause where org_id = ${org.id} and ended_at is null
        and until_on is null and reviewed_at is null and review_on <= ${org.today}
      order by id limit ${limit} for update skip locked) x
    where p.org_id = ${org.id} and p.id = x.id returning p.id, p.subject_id`.execute(org.tx)
  if (rows.length === 0) return []
  const taken = new Set(rows.map((row) => row.id))
  return (await activePauses(org, rows.map((row) => row.subject_id)))
    .filter((row) => taken.has(row.id))
}
