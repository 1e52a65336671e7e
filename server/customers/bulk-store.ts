// What deeds on many write: owners and pauses in one statement each, and what was there before.
import { sql } from 'kysely'
import type { Day } from '#domain/day.ts'
import type { Org } from '../platform/in-organization.ts'

export interface OwnerBefore { customerId: string; ownerId: string | null }

/** Locks in one order, as every writer does; gives who looked after them. */
export async function lockedOwners(org: Org, ids: readonly string[]): Promise<OwnerBefore[]> {
  const { rows } = await sql<{ id: string; owner_id: string | null }>`
    select id, owner_id from customer where org_id = ${org.id} and id = any(${[...ids]}::uuid[])
    order by id for update`.execute(org.tx)
  return rows.map((row) => ({ customerId: row.id, ownerId: row.owner_id }))
}

export async function worksHere(org: Org, userId: string): Promise<boolean> {
  const { rows } = await sql`select from member
    where org_id = ${org.id} and user_id = ${userId} and is_active`.execute(org.tx)
  return rows.length > 0
}

export async function writeOwners(org: Org, rows: readonly OwnerBefore[]): Promise<void> {
  await sql`update customer c set owner_id = x."ownerId", updated_at = ${org.now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x("customerId" uuid, "ownerId" text)
    where c.org_id = ${org.id} and c.id = x."customerId"`.execute(org.tx)
}

export interface PauseBegun { id: string; customerId: string }

export async function beginPauses(
  org: Org, rows: readonly PauseBegun[], terms: { untilOn: Day; reason: string },
): Promise<void> {
  await sql`insert into pause (id, scope, subject_id, until_on, reason, started_by, started_at)
    select id, 'customer', "customerId", ${terms.untilOn}, ${terms.reason}, ${org.actor},
      ${org.now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, "customerId" uuid)`
    .execute(org.tx)
}

/** Those of them that still run end; gives whose they were. */
export async function endPauses(org: Org, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ subject_id: string }>`
    update pause set ended_at = ${org.now}, ended_how = 'by_hand'
    where org_id = ${org.id} and id = any(${[...ids]}::uuid[]) and ended_at is null
      and until_on > ${org.today}
    returning subject_id`.execute(org.tx)
  return rows.map((row) => row.subject_id)
}

export type Before =
  | { kind: 'owner'; ownerId: string | null; rows: OwnerBefore[] }
  | { kind: 'pause'; rows: PauseBegun[] }

export async function keepBulk(org: Org, id: string, before: Before): Promise<void> {
  await sql`insert into bulk_deed (id, kind, before, done_by, done_at)
    values (${id}, ${before.kind}, ${JSON.stringify(before)}::jsonb, ${org.actor}, ${org.now})`
    .execute(org.tx)
  // Nobody can take those back any more.
  await sql`delete from bulk_deed where org_id = ${org.id}
    and done_at < ${org.now}::timestamptz - interval '2 days'`.execute(org.tx)
}

/** Marked as taken back; null when it is too late, or was done before. */
export async function takeBulk(org: Org, id: string): Promise<Before | null> {
  const { rows } = await sql<{ before: Before }>`update bulk_deed set undone_at = ${org.now}
    where org_id = ${org.id} and id = ${id} and undone_at is null
      and done_at > ${org.now}::timestamptz - interval '1 day'
    returning before`.execute(org.tx)
  return rows[0]?.before ?? null
}
