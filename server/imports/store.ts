// The tables of imports: what came in, how far it got, and the rows that did not go in.
import { sql } from 'kysely'
import type { Instant } from '#domain/day.ts'
import type { Org } from '../platform/in-organization.ts'
import type { ImportKind } from './columns.ts'

export interface ImportRow {
  id: string
  kind: ImportKind
  file_name: string
  state: 'running' | 'done' | 'failed'
  encoding: string | null
  delimiter: string | null
  created_count: number
  updated_count: number
  unchanged_count: number
  failed_count: number
  line: number
  why: string | null
  header: string[]
  started_at: Instant
  finished_at: Instant | null
}

export interface ErrorRow {
  line: number
  field: string
  code: string
  reason: string
  row_cells: string[]
}

const IMPORT = sql`id, kind, file_name, state, encoding, delimiter, created_count, updated_count,
  unchanged_count, failed_count, line, why, header, started_at, finished_at`

export async function insertImport(org: Org, row: ImportRow): Promise<void> {
  await sql`insert into import (${IMPORT}, started_by)
    values (${row.id}, ${row.kind}, ${row.file_name}, ${row.state}, ${row.encoding},
      ${row.delimiter}, 0, 0, 0, 0, 0, null, ${row.header}, ${row.started_at}, null, ${org.actor})`
    .execute(org.tx)
}

/** How far it got: committed with the rows themselves. */
export async function saveProgress(org: Org, row: ImportRow): Promise<void> {
  await sql`update import set created_count = ${row.created_count},
      updated_count = ${row.updated_count}, unchanged_count = ${row.unchanged_count},
      failed_count = ${row.failed_count}, line = ${row.line}
    where org_id = ${org.id} and id = ${row.id}`.execute(org.tx)
}

export async function finishImport(
  org: Org, id: string, as: { state: 'done' | 'failed'; why: string | null },
): Promise<void> {
  await sql`update import set state = ${as.state}, why = ${as.why}, finished_at = ${org.now}
    where org_id = ${org.id} and id = ${id}`.execute(org.tx)
}

export async function failRunningImports(
  org: Org, of: { why: string; except: readonly string[] },
): Promise<void> {
  await sql`update import set state = 'failed', why = ${of.why}, finished_at = ${org.now}
    where org_id = ${org.id} and state = 'running' and id <> all(${[...of.except]}::uuid[])`
    .execute(org.tx)
}

export async function insertErrors(
  org: Org, importId: string, rows: readonly ErrorRow[],
): Promise<void> {
  if (rows.length === 0) return
  await sql`insert into import_error (import_id, line, field, code, reason, row_cells)
    select ${importId}, line, field, code, reason, row_cells
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(line int, field text, code text,
      reason text, row_cells text[])
    on conflict do nothing`.execute(org.tx)
}

export async function importById(org: Org, id: string): Promise<ImportRow | null> {
  const { rows } = await sql<ImportRow>`select ${IMPORT} from import
    where org_id = ${org.id} and id = ${id}`.execute(org.tx)
  return rows[0] ?? null
}

/** Newest first, before the key of the page before. */
export async function importsBefore(
  org: Org, key: string[] | null, limit: number,
): Promise<ImportRow[]> {
  const [at, id] = key ?? [null, null]
  const { rows } = await sql<ImportRow>`select ${IMPORT} from import where org_id = ${org.id}
      and (${at}::timestamptz is null
        or (started_at, id) < (${at}::timestamptz, ${id}::uuid))
    order by started_at desc, id desc limit ${limit}`.execute(org.tx)
  return rows
}

/** In order of the file, behind a line and code. */
export async function errorsAfter(
  org: Org, importId: string, after: { line: number; code: string }, limit: number,
): Promise<ErrorRow[]> {
  const { rows } = await sql<ErrorRow>`
    select line, field, code, reason, row_cells from import_error
    where org_id = ${org.id} and import_id = ${importId}
      and (line, code) > (${after.line}, ${after.code})
    order by line, code limit ${limit}`.execute(org.tx)
  return rows
}
