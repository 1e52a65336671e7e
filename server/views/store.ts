// The tables of saved views and of how each person wants to see a list.
import { sql } from 'kysely'
import type { Org } from '../platform/in-organization.ts'

export type List = 'customers' | 'invoices'

export interface ViewRow {
  id: string
  list: List
  name: string
  filter: Record<string, string>
  owner_id: string
  is_shared: boolean
}

export interface LookRow {
  default_view_id: string | null
  columns: string[] | null
  density: 'normal' | 'compact'
}

const VIEW = sql`id, list, name, filter, owner_id, is_shared`

/** One's own and the shared ones, in the order they were made. */
export async function viewsOf(org: Org, list: List, userId: string): Promise<ViewRow[]> {
  const { rows } = await sql<ViewRow>`select ${VIEW} from saved_view
    where org_id = ${org.id} and list = ${list} and (owner_id = ${userId} or is_shared)
    order by created_at, id limit 200`.execute(org.tx)
  return rows
}

/** Locked; null when there is none that this person may see. */
export async function viewById(org: Org, id: string, userId: string): Promise<ViewRow | null> {
  const { rows } = await sql<ViewRow>`select ${VIEW} from saved_view
    where org_id = ${org.id} and id = ${id} and (owner_id = ${userId} or is_shared) for update`
    .execute(org.tx)
  return rows[0] ?? null
}

export async function writeView(org: Org, row: ViewRow): Promise<void> {
  await sql`insert into saved_view (id, list, name, filter, owner_id, is_shared, created_at,
      updated_at)
    values (${row.id}, ${row.list}, ${row.name}, ${JSON.stringify(row.filter)}::jsonb,
      ${row.owner_id}, ${row.is_shared}, ${org.now}, ${org.now})
    on conflict (org_id, id) do update set name = excluded.name, filter = excluded.filter,
      is_shared = excluded.is_shared, updated_at = excluded.updated_at`.execute(org.tx)
}

/** Whoever opened with a view that is gone, or private again, opens with the plain list. */
export async function forgetDefault(org: Org, viewId: string, but: string | null): Promise<void> {
  await sql`update list_look set default_view_id = null where org_id = ${org.id}
    and default_view_id = ${viewId} and (${but}::text is null or user_id <> ${but})`
    .execute(org.tx)
}

export async function removeView(org: Org, id: string): Promise<void> {
  await forgetDefault(org, id, null)
  await sql`delete from saved_view where org_id = ${org.id} and id = ${id}`.execute(org.tx)
}

export async function lookOf(org: Org, list: List, userId: string): Promise<LookRow> {
  const { rows } = await sql<LookRow>`select default_view_id, columns, density from list_look
    where org_id = ${org.id} and user_id = ${userId} and list = ${list}`.execute(org.tx)
  return rows[0] ?? { default_view_id: null, columns: null, density: 'normal' }
}

export async function writeLook(
  org: Org, list: List, userId: string, row: LookRow,
): Promise<void> {
  await sql`insert into list_look (user_id, list, default_view_id, columns, density)
    values (${userId}, ${list}, ${row.default_view_id}, ${row.columns}, ${row.density})
    on conflict (org_id, user_id, list) do update set default_view_id = excluded.default_view_id,
      columns = excluded.columns, density = excluded.density`.execute(org.tx)
}
