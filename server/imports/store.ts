// The tables of imports: what came in, how far it got, and the rows that did not go in.
import { sql } from 'kysely'
import type { z } from 'zod'
import type { IMPORT_STATES } from '#contract/imports.ts'
import type { Instant } from '#domain/day.ts'
import type { Org } from '../platform/in-organization.ts'
import type { ImportKind } from './columns.ts'
import type { ImportInHand } from '#contract/import-wizard.ts'
import type { Survey } from './survey-file.ts'

export type ImportState = (typeof IMPORT_STATES)[number]

/** How far it got: committed with the rows themselves. */
export interface Progress {
  created_count: number
  updated_count: number
  unchanged_count: number
  failed_count: number
  warned_count: number
  line: number
}

export const NO_PROGRESS: Progress = {
  created_count: 0, updated_count: 0, unchanged_count: 0, failed_count: 0, warned_count: 0, line: 0,
}

export type CheckResult = NonNullable<z.output<typeof ImportInHand>['checked']>

export interface ImportRow extends Progress {
  id: string
  kind: ImportKind
  file_name: string
  state: ImportState
  encoding: string | null
  delimiter: string | null
  why: string | null
  header: string[]
  started_by: string
  started_at: Instant
  finished_at: Instant | null
  size_bytes: number
  received_bytes: number
  file_hash: string | null
  row_count: number | null
  wish: unknown
  survey: Survey | null
  checked: CheckResult | null
  missing_count: number
  worker: string | null
  queued_at: Instant | null
}

export interface ErrorRow {
  line: number
  field: string
  code: string
  reason: string
  level: 'error' | 'warning'
  row_cells: string[]
}

const IMPORT = sql`id, kind, file_name, state, encoding, delimiter, created_count, updated_count,
  unchanged_count, failed_count, warned_count, line, why, header, started_by, started_at,
  finished_at, size_bytes, received_bytes, file_hash, row_count, wish, survey, checked,
  missing_count, worker, queued_at`

const json = (value: unknown) => sql`${value === null ? null : JSON.stringify(value)}::jsonb`

export async function insertImport(org: Org, row: ImportRow): Promise<void> {
  await sql`insert into import (id, kind, file_name, state, encoding, delimiter, header,
      started_by, started_at, size_bytes, file_hash, row_count, wish, survey, worker, leased_until)
    values (${row.id}, ${row.kind}, ${row.file_name}, ${row.state}, ${row.encoding},
      ${row.delimiter}, ${row.header}, ${row.started_by}, ${row.started_at}, ${row.size_bytes},
      ${row.file_hash}, ${row.row_count}, ${json(row.wish)}, ${json(row.survey)}, ${row.worker},
      case when ${row.worker}::text is not null then now() + interval '60 seconds' end)`
    .execute(org.tx)
}

/** What a person or the file says, before it runs. */
export async function updateImport(org: Org, id: string, row: Partial<Pick<ImportRow, 'state'
  | 'encoding' | 'delimiter' | 'header' | 'received_bytes' | 'file_hash' | 'row_count' | 'wish'
  | 'survey' | 'checked' | 'why' | 'queued_at' | 'started_at'>>): Promise<void> {
  const sets = Object.entries(row).map(([name, value]) => sql`${sql.id(name)} = ${
    name === 'wish' || name === 'survey' || name === 'checked' ? json(value) : value}`)
  await sql`update import set ${sql.join(sets)} where org_id = ${org.id} and id = ${id}`
    .execute(org.tx)
}

/** Another process took the import over, or a person stopped it: this batch must not stay. */
export class ImportLost extends Error {}

export async function saveProgress(
  org: Org, row: Progress, of: { importId: string; worker: string },
): Promise<void> {
  const { rows } = await sql`update import set created_count = ${row.created_count},
      updated_count = ${row.updated_count}, unchanged_count = ${row.unchanged_count},
      failed_count = ${row.failed_count}, warned_count = ${row.warned_count}, line = ${row.line},
      leased_until = now() + interval '60 seconds'
    where org_id = ${org.id} and id = ${of.importId} and worker = ${of.worker}
      and state = 'running' returning id`.execute(org.tx)
  if (rows.length === 0) throw new ImportLost('This import is not ours any more.')
}

/** Says that work goes on, and how far the check is. False: it was stopped. */
export async function renewLease(
  org: Org, of: { importId: string; worker: string; line: number },
): Promise<boolean> {
  const { rows } = await sql`update import set line = ${of.line},
      leased_until = now() + interval '60 seconds'
    where org_id = ${org.id} and id = ${of.importId} and worker = ${of.worker}
    returning id`.execute(org.tx)
  return rows.length > 0
}

/** Null: it broke off, and columns can be chosen again. */
export async function endCheck(
  org: Org, id: string, of: { checked: CheckResult | null; why: string | null },
): Promise<void> {
  await sql`update import set state = ${of.checked === null ? 'draft' : 'checked'},
      checked = ${json(of.checked)}, why = ${of.why}, line = 0, worker = null, leased_until = null
    where org_id = ${org.id} and id = ${id}`.execute(org.tx)
}

export async function finishImport(
  org: Org, id: string, as: { state: ImportState; why: string | null },
): Promise<void> {
  await sql`update import set state = ${as.state}, why = ${as.why}, worker = null,
      leased_until = null, finished_at = ${org.now}
    where org_id = ${org.id} and id = ${id}`.execute(org.tx)
}

export async function insertErrors(
  org: Org, importId: string, rows: readonly ErrorRow[],
): Promise<void> {
  if (rows.length === 0) return
  await sql`insert into import_error (import_id, line, field, code, reason, level, row_cells)
    select ${importId}, line, field, code, reason, level, row_cells
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(line int, field text, code text,
      reason text, level text, row_cells text[])
    on conflict do nothing`.execute(org.tx)
}

export async function deleteErrors(org: Org, importId: string): Promise<void> {
  await sql`delete from import_error where org_id = ${org.id} and import_id = ${importId}`
    .execute(org.tx)
}

export async function importById(
  org: Org, id: string, lock: 'look' | 'lock' = 'look',
): Promise<ImportRow | null> {
  const { rows } = await sql<ImportRow>`select ${IMPORT} from import
    where org_id = ${org.id} and id = ${id}
    ${lock === 'lock' ? sql`for update` : sql``}`.execute(org.tx)
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
  level: 'all' | ErrorRow['level'] = 'error',
): Promise<ErrorRow[]> {
  const { rows } = await sql<ErrorRow>`
    select line, field, code, reason, level, row_cells from import_error
    where org_id = ${org.id} and import_id = ${importId}
      and (line, code) > (${after.line}, ${after.code})
      and (${level} = 'all' or level = ${level})
    order by line, code limit ${limit}`.execute(org.tx)
  return rows
}

export async function deleteImport(org: Org, id: string): Promise<void> {
  await deleteErrors(org, id)
  await sql`delete from import where org_id = ${org.id} and id = ${id}`.execute(org.tx)
}
