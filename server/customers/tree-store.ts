// The columns of the customer table that say who stands under whom.
import { sql } from 'kysely'
import { MOST_LEVELS, type CollectAt } from '#domain/customer-tree.ts'
import type { Org } from '../platform/in-organization.ts'

export interface TreeRow {
  id: string
  reference: string
  name: string
  parent_id: string | null
  collect_at: CollectAt
  group_id: string | null
}

/** Until the end of the transaction nobody else changes who stands under whom. */
export async function lockTrees(org: Org): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${org.id} customer trees`}, 0))`
    .execute(org.tx)
}

/** The whole trees in which these customers stand. */
export async function readTrees(org: Org, ids: readonly string[]): Promise<TreeRow[]> {
  const { rows } = await sql<TreeRow>`
    with recursive up as (
      select id, parent_id, 1 as level from customer
        where org_id = ${org.id} and id = any(${[...ids]}::uuid[])
      union
      select c.id, c.parent_id, up.level + 1 from customer c join up on c.id = up.parent_id
        where c.org_id = ${org.id} and up.level <= ${MOST_LEVELS}
    ), down as (
      select id, 1 as level from up where parent_id is null
      union
      select c.id, down.level + 1 from customer c join down on c.parent_id = down.id
        where c.org_id = ${org.id} and down.level <= ${MOST_LEVELS}
    )
    select c.id, c.reference, c.name, c.parent_id, c.collect_at, c.group_id from customer c
    where c.org_id = ${org.id} and c.id in (select id from down)
    order by lower(c.name), c.id`.execute(org.tx)
  return rows
}

export async function writePlaces(org: Org, rows: readonly TreeRow[]): Promise<void> {
  await sql`update customer c set parent_id = x.parent_id, collect_at = x.collect_at,
      group_id = x.group_id, updated_at = ${org.now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, parent_id uuid,
      collect_at text, group_id uuid)
    where c.org_id = ${org.id} and c.id = x.id`.execute(org.tx)
}
