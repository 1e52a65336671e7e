// The table of exports, and reading every table of an organization row by row.
import { sql } from 'kysely'
import type { Instant } from '#domain/day.ts'
import type { Org } from '../platform/in-organization.ts'

export interface OrgExportRow {
  id: string
  state: 'queued' | 'running' | 'done' | 'failed' | 'expired'
  rows_done: number
  rows_total: number
  size_bytes: number
  why: string | null
  started_by: string
  started_at: Instant
  finished_at: Instant | null
}

const EXPORT = sql`id, state, rows_done, rows_total, size_bytes, why, started_by, started_at,
  finished_at`

export async function insertExport(org: Org, id: string): Promise<void> {
  await sql`insert into org_export (id, state, started_by, started_at)
    values (${id}, 'queued', ${org.actor}, ${org.now})`.execute(org.tx)
}

export async function exportById(org: Org, id: string): Promise<OrgExportRow | null> {
  const { rows } = await sql<OrgExportRow>`select ${EXPORT} from org_export
    where org_id = ${org.id} and id = ${id}`.execute(org.tx)
  return rows[0] ?? null
}

export async function exportsBefore(
  org: Org, key: string[] | null, limit: number,
): Promise<OrgExportRow[]> {
  const [at, id] = key ?? [null, null]
  const { rows } = await sql<OrgExportRow>`select ${EXPORT} from org_export
    where org_id = ${org.id} and (${at}::timestamptz is null
      or (started_at, id) < (${at}::timestamptz, ${id}::uuid))
    order by started_at desc, id desc limit ${limit}`.execute(org.tx)
  return rows
}

/** One that a crash left lying is begun anew. Null: it is over, or in hand. */
export async function claimExport(org: Org, id: string): Promise<OrgExportRow | null> {
  const { rows } = await sql<OrgExportRow>`update org_export set state = 'running', rows_done = 0,
      alive_at = now()
    where org_id = ${org.id} and id = ${id} and (state = 'queued'
      or (state = 'running' and alive_at < now() - interval '60 seconds'))
    returning ${EXPORT}`.execute(org.tx)
  return rows[0] ?? null
}

/** Exports that wait and are in nobody's hand. */
export async function waitingExports(org: Org): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from org_export
    where org_id = ${org.id} and state in ('queued', 'running')
      and alive_at < now() - interval '60 seconds'`.execute(org.tx)
  return rows.map((row) => row.id)
}

export async function noteExported(
  org: Org, id: string, of: { done: number; total: number },
): Promise<void> {
  await sql`update org_export set rows_done = ${of.done}, rows_total = ${of.total},
      alive_at = now() where org_id = ${org.id} and id = ${id}`.execute(org.tx)
}

export async function endExport(
  org: Org, id: string, as: Pick<OrgExportRow, 'state' | 'why' | 'size_bytes'>,
): Promise<void> {
  await sql`update org_export set state = ${as.state}, why = ${as.why},
      size_bytes = ${as.size_bytes}, finished_at = ${org.now}
    where org_id = ${org.id} and id = ${id}`.execute(org.tx)
}

export interface Table {
  name: string
  columns: string[]
  /** Those whose bytes go into files beside the rows. */
  files: string[]
  key: string[]
}

// Keys, hashes and sealed words open something here and nothing elsewhere.
const SECRET = /(^|_)(sealed|hash|token|secret|code)$/
const DERIVED = new Set(['message_search', 'import_change', 'org_export'])

/** By the catalogue, so that a table of tomorrow is in it too. */
export async function tablesOf(org: Org): Promise<Table[]> {
  const { rows } = await sql<{ name: string; column: string; type: string; is_key: boolean }>`
    select c.relname as name, a.attname as column, format_type(a.atttypid, null) as type,
      coalesce(a.attnum = any(k.conkey), false) as is_key
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
        and not a.attisdropped
      left join pg_constraint k on k.conrelid = c.oid and k.contype = 'p'
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and exists (
      select from pg_attribute o where o.attrelid = c.oid and o.attname = 'org_id')
    order by c.relname, a.attnum`.execute(org.tx)
  const tables = new Map<string, Table>()
  for (const { name, column, type, is_key: isKey } of rows) {
    if (DERIVED.has(name)) continue
    const table = tables.get(name) ?? { name, columns: [], files: [], key: [] }
    tables.set(name, table)
    if (isKey && column !== 'org_id') table.key.push(column)
    if (SECRET.test(column)) continue
    if (type === 'bytea') table.files.push(column)
    else table.columns.push(column)
  }
  return [...tables.values()]
}

export async function countRows(org: Org, tables: readonly Table[]): Promise<number> {
  let total = 0
  for (const { name } of tables) {
    const { rows } = await sql<{ count: number }>`select count(*) from ${sql.table(name)}
      where org_id = ${org.id}`.execute(org.tx)
    total += rows[0]?.count ?? 0
  }
  return total
}

/** Opens a table to be read on and on; one at a time in a transaction. */
export async function openTable(org: Org, table: Table): Promise<void> {
  const columns = sql.join(table.columns.map((name) => sql.id(name)))
  await sql`declare every_row no scroll cursor for
    select to_json(r)::text as line from (select ${columns} from ${sql.table(table.name)}
      where org_id = ${org.id}) r`.execute(org.tx)
}

export async function nextLines(org: Org, count: number): Promise<string[]> {
  const { rows } = await sql<{ line: string }>`fetch ${sql.raw(String(count))} from every_row`
    .execute(org.tx)
  return rows.map((row) => row.line)
}

export async function closeTable(org: Org): Promise<void> {
  await sql`close every_row`.execute(org.tx)
}

/** The keys of rows with bytes, by which the files are named. */
export async function fileKeys(
  org: Org, table: Table, column: string,
): Promise<string[][]> {
  const key = sql.join(table.key.map((name) => sql`${sql.id(name)}::text`))
  const { rows } = await sql<{ key: string[] }>`select array[${key}] as key
    from ${sql.table(table.name)} where org_id = ${org.id} and ${sql.id(column)} is not null
    order by 1`.execute(org.tx)
  return rows.map((row) => row.key)
}

export async function fileBytes(
  org: Org, table: Table, column: string, key: readonly string[],
): Promise<Buffer> {
  const wanted = sql.join(table.key.map((name, at) => sql`${sql.id(name)}::text = ${key[at]}`),
    sql` and `)
  const { rows } = await sql<{ bytes: Buffer }>`select ${sql.id(column)} as bytes
    from ${sql.table(table.name)} where org_id = ${org.id} and ${wanted}`.execute(org.tx)
  return rows[0]?.bytes ?? Buffer.alloc(0)
}
