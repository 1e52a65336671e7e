// Runs a CSV import in one call: good rows go in, bad ones are kept with line, code and reason.
import fs from 'node:fs'
import { tidyText } from '#domain/cells.ts'
import { invalid } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { inOrganization, type Actor, type Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import type { ImportKind } from './columns.ts'
import { NO_CHOICES, type Choices } from './import-choices.ts'
import { keepUpload } from './keep-upload.ts'
import { isKnownHeading, mapColumns } from './map-columns.ts'
import type { WorkflowsByName } from './named-workflow.ts'
import { readRows, type Readable } from './read-rows.ts'
import { refreshStatistics } from './refresh-statistics.ts'
import { storable } from './storable.ts'
import {
  errorsAfter, finishImport, importById, insertImport, NO_PROGRESS, type ErrorRow, type ImportRow,
} from './store.ts'
import { surveyFile, type Survey } from './survey-file.ts'

export interface ImportWish {
  orgId: string
  actor: Actor
  kind: ImportKind
  source: AsyncIterable<Uint8Array>
  fileName: string
  dateFormat: Choices['dateOrder']
  /** Column name → heading, where headings are not recognised. */
  mapping: Readonly<Record<string, string>>
  /** Read and check everything, write nothing. */
  dryRun: boolean
  /** Left out, no row may name a workflow. */
  workflows?: WorkflowsByName
}

const SHOWN_ERRORS = 50
const STATISTICS_EVERY = 4

/** Says who works on an import, so that another process can tell whether it still does. */
export const newWorker = () => `${process.pid}:${newId()}`

/** A second run of the same file changes nothing; a broken run is mended by running it again. */
export function runImport(installation: Installation, wish: ImportWish) {
  const id = newId()
  return keepUpload(installation, id, wish.source, async (file) => {
    const { survey, choices } = await surveyed(file, wish)
    const start = await within(installation, wish, async (org) => {
      const row = newImport(org, id, wish, survey, choices)
      if (!wish.dryRun) await insertImport(org, row)
      return { row, currency: org.settings.currency, today: org.today }
    })
    try {
      const readable = { file, kind: wish.kind, survey, choices, currency: start.currency,
        today: start.today, workflows: wish.workflows ?? null }
      const run = await readAll(installation, wish, readable, start.row)
      const why = survey.rowCount === 0 ? NO_ROWS : null
      return await finish(installation, wish, run, { state: 'done', why })
    } catch (error) {
      const why = 'The import stopped on an error of ours; what is in is right. Import the same '
        + 'file again to go on.'
      await finish(installation, wish, { row: start.row, errors: [] }, { state: 'failed', why })
      throw error
    }
  })
}

export const NO_ROWS = 'The file has headings but no rows; nothing was done.'

async function surveyed(
  file: string, wish: ImportWish,
): Promise<{ survey: Survey & { hash: string }; choices: Choices }> {
  const survey = await surveyFile(fs.createReadStream(file), wish.kind,
    { encoding: null, delimiter: null }, isKnownHeading(wish.kind, wish.mapping))
  if ('problem' in survey) throw invalid(survey.problem)
  const mapped = mapColumns(wish.kind, survey.header, wish.mapping)
  if ('problem' in mapped) throw invalid(mapped.problem)
  const columns = Object.fromEntries([...mapped.places].map(([name, place]) =>
    [String(place), name]))
  return { survey, choices: { ...NO_CHOICES, dateOrder: wish.dateFormat, columns } }
}

const within = <T>(installation: Installation, wish: ImportWish, work: (org: Org) => Promise<T>) =>
  inOrganization(installation, wish.orgId, wish.actor, work)

function newImport(
  org: Org, id: string, wish: ImportWish, survey: Survey & { hash: string }, choices: Choices,
): ImportRow {
  const { hash, ...shown } = survey
  return {
    ...NO_PROGRESS, ...NEVER_RUN, id, kind: wish.kind, state: 'running',
    file_name: storable(tidyText(wish.fileName)).slice(0, 255), encoding: survey.encoding,
    delimiter: survey.delimiter, header: survey.header, started_by: org.actor,
    started_at: org.now, file_hash: hash, row_count: survey.rowCount, wish: choices,
    survey: shown, worker: newWorker(),
  }
}

export const NEVER_RUN = {
  finished_at: null, why: null, size_bytes: 0, received_bytes: 0, checked: null, missing_count: 0,
  queued_at: null,
}

interface Run {
  row: ImportRow
  /** The first errors of a dry run, which keeps none. */
  errors: ErrorRow[]
}

async function readAll(
  installation: Installation, wish: ImportWish, readable: Readable, row: ImportRow,
): Promise<Run> {
  const errors: ErrorRow[] = []
  let batches = 0
  const read = await readRows(readable, {
    within: (work) => within(installation, wish, work), importId: row.id,
    mode: wish.dryRun ? 'dry' : 'real', worker: row.worker ?? '', log: installation.log,
  }, NO_PROGRESS, async (found) => {
    if (wish.dryRun) {
      errors.push(...found.filter(({ level }) => level === 'error')
        .slice(0, SHOWN_ERRORS - errors.length))
    } else if (++batches % STATISTICS_EVERY === 0) await refreshStatistics(installation.database.db)
  })
  return { row: { ...row, ...read.progress }, errors }
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
  unchanged: row.unchanged_count, failed: row.failed_count, warned: row.warned_count,
  rowCount: row.row_count, line: row.line, why: row.why,
  startedAt: row.started_at, finishedAt: row.finished_at,
  firstErrors: errors.map(({ line, field, code, reason }) => ({ line, field, code, reason })),
})
