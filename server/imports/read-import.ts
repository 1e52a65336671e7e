// An import with all its steps, as pages show it: format, columns, check, progress, undo.
import type { z } from 'zod'
import type { ImportInHand } from '#contract/import-wizard.ts'
import { addSeconds, type Instant } from '#domain/day.ts'
import { notFound } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import { headingsKey, missingFields, readChoices, targetsOf } from './import-choices.ts'
import { rememberedWish } from './mapping-store.ts'
import { doneBefore, importBefore } from './queue-store.ts'
import { firstErrors, toImport } from './run-import.ts'
import { importById, type ImportRow } from './store.ts'
import { waysOf } from './survey-file.ts'

export type InHand = z.output<typeof ImportInHand>

export async function importOr404(
  org: Org, id: string, lock: 'look' | 'lock' = 'look',
): Promise<ImportRow> {
  const row = await importById(org, id, lock)
  if (!row) throw notFound('This import does not exist.')
  return row
}

export async function readImport(org: Org, id: string): Promise<InHand> {
  const row = await importOr404(org, id)
  const choices = readChoices(row.wish)
  const { survey } = row
  const targets = survey ? targetsOf(row.kind, survey.header, choices.columns) : []
  const before = row.file_hash === null ? null
    : await doneBefore(org, { id, kind: row.kind, hash: row.file_hash })
  const waitsFor = await importBefore(org, id)
  return {
    ...toImport(row, await firstErrors(org, id)),
    sizeBytes: row.size_bytes, receivedBytes: row.received_bytes, choices,
    format: survey && {
      encoding: survey.encoding, isEncodingSure: survey.isEncodingSure,
      delimiter: survey.delimiter, header: survey.header, rows: survey.rows,
      ...waysOf(survey, row.kind, targets, choices),
    },
    columns: survey ? survey.header.map((heading, place) => ({
      place, heading, samples: survey.samples[place] ?? [], to: targets[place] ?? 'out',
    })) : [],
    missingFields: survey ? missingFields(row.kind, targets) : [],
    isRemembered: survey !== null && await rememberedWish(org, {
      kind: row.kind, headings: headingsKey(survey.header) }) !== null,
    checked: row.checked, missingInvoices: row.missing_count,
    before: before && { id: before.id, fileName: before.file_name, at: before.finished_at },
    waitsFor: waitsFor && { id: waitsFor.id, fileName: waitsFor.file_name },
    undoUntil: undoUntil(org, row),
  }
}

const UNDO_SECONDS = 86_400

/** Until when it can be taken back; null where there is nothing to take back, or not any more. */
export function undoUntil(org: Org, row: ImportRow): Instant | null {
  const isOver = row.state === 'done' || row.state === 'cancelled' || row.state === 'failed'
  const hasChanged = row.created_count + row.updated_count > 0
  if (!isOver || row.finished_at === null || !hasChanged) return null
  const until = addSeconds(row.finished_at, UNDO_SECONDS)
  return until > org.now ? until : null
}
