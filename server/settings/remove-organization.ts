// Removes a sandbox organization with all its rows. A real one is never removed like this.
import { sql } from 'kysely'
import { assert } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'

export async function removeOrganization(org: Org): Promise<void> {
  assert(org.settings.is_sandbox, 'only a sandbox organization is removed')
  await sql`select set_config('app.removing_org', ${org.id}, true)`.execute(org.tx)
  for (const table of await tablesChildrenFirst(org)) {
    await sql`delete from ${sql.table(table)} where org_id = ${org.id}`.execute(org.tx)
  }
}

/** Every table of tenants, each before those that it refers to: read from the schema itself. */
async function tablesChildrenFirst(org: Org): Promise<string[]> {
  const { rows } = await sql<{ name: string; parents: string[] }>`
    select c.relname as name, coalesce((select array_agg(distinct p.relname::text)
        from pg_constraint f join pg_class p on p.oid = f.confrelid
        where f.contype = 'f' and f.conrelid = c.oid and p.oid <> c.oid), '{}') as parents
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'org_id'
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by 1`.execute(org.tx)
  const ordered: string[] = []
  let left = rows
  while (left.length > 0) {
    const free = left.filter(({ name }) => !left.some(({ parents }) => parents.includes(name)))
    assert(free.length > 0, 'tables do not refer to each other in a circle')
    ordered.push(...free.map(({ name }) => name))
    left = left.filter((table) => !free.includes(table))
  }
  return ordered
}
