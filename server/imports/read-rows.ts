// Reads the rows of a kept file in batches, from where the last run got to, and writes each batch.
import fs from 'node:fs'
import type { Day } from '#domain/day.ts'
import { invalid } from '../platform/errors.ts'
import type { ImportKind } from './columns.ts'
import { addEffects, NO_EFFECTS, type Effects } from './change-store.ts'
import { importBatch, noteSeen, type BatchSetting, type Work } from './import-batch.ts'
import { mappedAs, targetsOf, type Choices } from './import-choices.ts'
import { isKnownHeading } from './map-columns.ts'
import type { WorkflowsByName } from './named-workflow.ts'
import { readCsv } from './read-csv.ts'
import { seenRows, type SeenRows } from './seen-rows.ts'
import type { CsvRecord } from './split-records.ts'
import type { ErrorRow, Progress } from './store.ts'
import { waysOf, type Survey } from './survey-file.ts'

/** A file with all that is known of how to read it. */
export interface Readable {
  file: string
  kind: ImportKind
  survey: Survey
  choices: Choices
  /** The organization's own. */
  currency: string
  today: Day
  workflows: WorkflowsByName | null
}

export interface Read {
  progress: Progress
  effects: Effects
  seen: SeenRows
}

const BATCH_ROWS = 500

/** `onBatch` hears of each batch when it is written; what it awaits is waited for. */
export async function readRows(
  of: Readable, work: Work, from: Progress,
  onBatch: (errors: readonly ErrorRow[], progress: Progress) => Promise<void> | void = () => {},
): Promise<Read> {
  const setting = settingOf(of, work)
  const csv = await readCsv(fs.createReadStream(of.file), isKnownHeading(of.kind, {}),
    { encoding: of.survey.encoding, delimiter: of.survey.delimiter })
  if ('problem' in csv) throw invalid(csv.problem)
  const read: Read = { progress: from, effects: NO_EFFECTS, seen: setting.seen }
  const step = async (records: readonly CsvRecord[]) => {
    const done = await importBatch(work, setting, records, read.progress)
    read.progress = done.progress
    read.effects = addEffects(read.effects, done.effects)
    await onBatch(done.errors, done.progress)
  }
  let waiting: CsvRecord[] = []
  for await (const records of csv.rows) {
    for (const record of records) {
      // What went in before a crash is only looked at, so that its keys are known as seen.
      if (record.line <= from.line) noteSeen(record, setting)
      else waiting.push(record)
    }
    while (waiting.length >= BATCH_ROWS) {
      await step(waiting.slice(0, BATCH_ROWS))
      waiting = waiting.slice(BATCH_ROWS)
    }
  }
  if (waiting.length > 0) await step(waiting)
  return read
}

function settingOf(of: Readable, work: Work): BatchSetting {
  const { kind, survey, choices } = of
  const targets = targetsOf(kind, survey.header, choices.columns)
  const ways = waysOf(survey, kind, targets, choices)
  return {
    kind, ...mappedAs(survey.header, targets), seen: seenRows(),
    headerLength: survey.header.length, fixes: choices.fixes,
    file: {
      dateOrder: ways.dateOrder, decimalSign: ways.decimalSign, currency: of.currency,
      today: of.today, workflows: of.workflows,
      earlierNames: work.mode === 'dry' ? new Map() : null,
    },
  }
}
