// Runs a CSV import: good rows go in, bad ones are kept with line, code and reason.
import fs from 'node:fs'
import { tidyText, type DateOrder } from '#domain/cells.ts'
import { invalid } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { inOrganization, type Actor, type Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import type { ImportKind } from './columns.ts'
import { importBatch, storable, type BatchSetting } from './import-batch.ts'
import { keepUpload } from './keep-upload.ts'
import { isKnownHeading } from './map-columns.ts'
import type { WorkflowsByName } from './named-workflow.ts'
import { readCsv } from './read-csv.ts'
import { refreshStatistics } from './refresh-statistics.ts'
import { seenRows } from './seen-rows.ts'
import type { CsvRecord } from './split-records.ts'
import {
  errorsAfter, finishImport, importById, insertImport, type ErrorRow,
  type ImportRow,
} from './store.ts'
import { surveyFile, type Survey } from './survey-file.ts'

export interface ImportWish {
  orgId: string
  actor: Actor
  kind: ImportKind
  source: AsyncIterable<Uint8Array>
  fileName: string
  dateFormat: 'auto' | Exclude<DateOrder, 'unknown'>
  /** Column name → heading, where headings are not recognised. */
  mapping: Readonly<Record<string, string>>
  /** Read and check everything, write nothing. */
  dryRun: boolean
  /** Left out, no row may name a workflow. */
  workflows?: WorkflowsByName
}

const BATCH_ROWS = 500
const SHOWN_ERRORS = 50
const STATISTICS_EVERY = 4

/** A second run of the same file changes nothing; a broken run is mended by running it again. */
export function runImport(installation: Installation, wish: ImportWish) {
  const id = newId()
  return keepUpload(installation, id, wish.source, async (file) => {
    const survey = await surveyFile(fs.createReadStream(file), wish)
    if ('problem' in survey) throw invalid(survey.problem)
    const start = await within(installation, wish, async (org) => {
      const row = newImport(org, id, wish, survey)
      if (!wish.dryRun) await insertImport(org, row)
      return { row, currency: org.settings.currency }
    })
    try {
      const run = await readRows(installation, wish, survey, start, file)
      const why = survey.rowCount === 0 ? 'The file has headings but no rows; nothing was done.'
        : null
      return await finish(installation, wish, run, { state: 'done', why })
    } catch (error) {
      const why = 'The import stopped on an error of ours; what is in is right. Import the same '
        + 'file again to go on.'
      await finish(installation, wish, { row: start.row, errors: [] }, { state: 'failed', why })
      throw error
    }
  })
}

const within = <T>(installation: Installation, wish: ImportWish, work: (org: Org) => Promise<T>) =>
  inOrganization(installation, wish.orgId, wish.actor, work)

function newImport(org: Org, id: string, wish: ImportWish, survey: Survey): ImportRow {
  return {
    id, kind: wish.kind, state: 'running',
    file_name: storable(tidyText(wish.fileName)).slice(0, 255), encoding: survey.encoding,
    delimiter: survey.delimiter, header: survey.header.map(storable), created_count: 0,
    updated_count: 0, unchanged_count: 0, failed_count: 0, line: 0, why: null,
    started_at: org.now, finished_at: null,
  }
}

interface Run {
  row: ImportRow
  /** The first errors of a dry run, which keeps none. */
  errors: ErrorRow[]
}

async function readRows(
  installation: Installation, wish: ImportWish, survey: Survey,
  start: { row: ImportRow; currency: string }, file: string,
): Promise<Run> {
  const csv = await readCsv(fs.createReadStream(file), isKnownHeading(wish.kind, wish.mapping))
  if ('problem' in csv) throw invalid(csv.problem)
  const setting: BatchSetting = {
    kind: wish.kind, places: survey.places, seen: seenRows(),
    headerLength: survey.header.length,
    file: {
      dateOrder: survey.dateOrder, decimalSign: survey.decimalSign, currency: start.currency,
      earlierNames: wish.dryRun ? new Map() : null, workflows: wish.workflows ?? null,
    },
  }
  const run: Run = { row: start.row, errors: [] }
  let batches = 0
  const step = async (records: readonly CsvRecord[]) => {
    const work = { installation, actor: wish.actor, orgId: wish.orgId, isDry: wish.dryRun }
    const done = await importBatch(work, setting, records, run.row)
    run.row = done.row
    if (!wish.dryRun && ++batches % STATISTICS_EVERY === 0) {
      await refreshStatistics(installation.database.db)
    }
    if (wish.dryRun) run.errors.push(...done.errors.slice(0, SHOWN_ERRORS - run.errors.length))
  }
  let waiting: CsvRecord[] = []
  for await (const records of csv.rows) {
    waiting = waiting.concat(records)
    while (waiting.length >= BATCH_ROWS) {
      await step(waiting.slice(0, BATCH_ROWS))
      waiting = waiting.slice(BATCH_ROWS)
    }
  }
  if (waiting.length > 0) await step(waiting)
  return run
}

async function finish(
  installation: Installation, wish: ImportWish, run: Run,
  as: { state: 'done' | 'failed'; why: string | null },
) {
  return within(installation, wish, async (org) => {
    if (wish.dryRun) return toImport({ ...run.row, ...as, finished_at: org.now }, run.errors)
    await finishImport(org, run.row.id, as)
    const row = await importById(org, run.row.id)
    return toImport(row ?? run.row, await firstErrors(org, run.row.id))
  })
}

export const firstErrors = (org: Org, importId: string) =>
  errorsAfter(org, importId, { line: -1, code: '' }, SHOWN_ERRORS)

/** An import as the API shows it. */
export const toImport = (row: ImportRow, errors: readonly ErrorRow[]) => ({
  id: row.id, kind: row.kind, fileName: row.file_name, state: row.state, encoding: row.encoding,
  delimiter: row.delimiter, created: row.created_count, updated: row.updated_count,
  unchanged: row.unchanged_count, failed: row.failed_count, line: row.line, why: row.why,
  startedAt: row.started_at, finishedAt: row.finished_at,
  firstErrors: errors.map(({ line, field, code, reason }) => ({ line, field, code, reason })),
})
