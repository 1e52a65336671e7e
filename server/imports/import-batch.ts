// Imports some rows of a file in one transaction, with the cursor that says how far it got.
import { readYesNo, tidyText } from '#domain/cells.ts'
import type { Org } from '../platform/in-organization.ts'
import type { Log } from '../platform/log.ts'
import { addEffects, effectsOf, markImport, NO_EFFECTS, type Effects } from './change-store.ts'
import type { ImportKind } from './columns.ts'
import { importInvoices } from './import-invoices.ts'
import { importCreditNotes, importPayments } from './import-money.ts'
import { importContacts, importCustomers } from './import-people.ts'
import type { Mapped } from './import-choices.ts'
import { keepCustom } from './keep-custom.ts'
import { openRow, type FileSetting, type Row, type RowOutcome, type RowProblem } from './row.ts'
import type { SeenRows } from './seen-rows.ts'
import type { CsvRecord } from './split-records.ts'
import { storable } from './storable.ts'
import {
  ImportLost, insertErrors, saveProgress, type ErrorRow, type Progress,
} from './store.ts'

export interface BatchSetting extends Mapped {
  kind: ImportKind
  seen: SeenRows
  headerLength: number
  file: FileSetting
  /** Cells as a person corrected them: line, then place of the column. */
  fixes: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/** How a batch is written: for good, taken back at once, or within a rehearsal. */
export interface Work {
  within: <T>(work: (org: Org) => Promise<T>) => Promise<T>
  importId: string
  mode: 'real' | 'dry' | 'rehearsal'
  /** Whoever works on the import; another one's batch must not be saved. */
  worker: string
  log: Log
}

type Importer = (org: Org, rows: readonly Row[], setting: FileSetting) => Promise<RowOutcome[]>

const IMPORTERS: Readonly<Record<ImportKind, Importer>> = {
  customers: importCustomers, contacts: importContacts, invoices: importInvoices,
  credit_notes: importCreditNotes, payments: importPayments,
}
type Cell = (name: string) => string

/** What a row of each kind is recognised by; the same twice in a file must say the same. */
const KEYS: Readonly<Record<ImportKind, (cell: Cell) => readonly string[]>> = {
  customers: (cell) => [cell('reference')],
  // Without an e-mail address, rows of one person add up.
  contacts: (cell) => (cell('email') === '' ? [] : [cell('customer_reference'), cell('email')]),
  invoices: (cell) => [cell('number')],
  credit_notes: (cell) => [cell('number')],
  payments: (cell) => [cell('reference')],
}

export interface Done {
  progress: Progress
  errors: ErrorRow[]
  /** What it does to the ledger; of batches that are not for good. */
  effects: Effects
}

export async function importBatch(
  work: Work, setting: BatchSetting, records: readonly CsvRecord[], before: Progress,
): Promise<Done> {
  const opened = records.map((record) => open(record, setting))
  return importOpened(work, setting, opened, before)
}

interface Opened {
  record: CsvRecord
  /** Found before anything was asked of the database. */
  problem: { field: string; code: string; reason: string } | null
}

function open(read: CsvRecord, setting: BatchSetting): Opened {
  const record = mended(read, setting.fixes[String(read.line)])
  return { record, problem: brokenProblem(record, setting) ?? repeatedProblem(record, setting) }
}

/** A row that went in before counts when a later one says something else. */
export function noteSeen(record: CsvRecord, setting: BatchSetting): void {
  open(record, setting)
}

function mended(
  record: CsvRecord, fixes: Readonly<Record<string, string>> | undefined,
): CsvRecord {
  if (fixes === undefined || record.broken !== null) return record
  const cells = [...record.cells]
  for (const [place, text] of Object.entries(fixes)) cells[Number(place)] = text
  return { ...record, cells: Array.from(cells, (cell) => cell ?? '') }
}

function brokenProblem({ broken, cells }: CsvRecord, setting: BatchSetting): Opened['problem'] {
  if (broken === 'broken_quotes') {
    return { field: '', code: broken, reason: 'The quotes of this row do not close; put each text '
      + 'with quotes or delimiters in quotes, and double the quotes in it.' }
  }
  if (broken === 'row_too_long') {
    return { field: '', code: broken, reason: 'This row is too long to be one; its line end may '
      + 'be missing.' }
  }
  const extra = cells.slice(setting.headerLength).some((cell) => tidyText(cell) !== '')
  return extra ? { field: '', code: 'too_many_cells', reason: 'This row has more cells than there '
    + 'are headings; put a text that contains the delimiter in quotes.' } : null
}

function repeatedProblem({ cells }: CsvRecord, setting: BatchSetting): Opened['problem'] {
  const cell = (name: string) => tidyText(cells[setting.places.get(name) ?? -1] ?? '')
  const key = KEYS[setting.kind](cell)
  const content = [...setting.places.keys()].map(cell).join('\u0000')
  if (key.some((part) => part !== '') && setting.seen.isOther(key.join('\u0000'), content)) {
    return { field: '', code: 'duplicate_in_file', reason: `"${key.at(-1)}" stands on an earlier `
      + 'row of this file with other content; keep one of them.' }
  }
  const isMain = setting.kind === 'contacts' && readYesNo(cell('main'))
  if (!isMain || !isMain.ok || !isMain.value) return null
  const customer = cell('customer_reference')
  return setting.seen.isOther(`main of ${customer}`, cell('email') || cell('name'))
    ? { field: 'main', code: 'duplicate_in_file', reason: 'An earlier row of this file names '
      + `another main contact of ${customer}; a customer has one.` } : null
}

/** A dry run ends by throwing this, so that its transaction is rolled back. */
class DryRunOver extends Error {
  readonly done: Done
  constructor(done: Done) {
    super('This was a dry run.')
    this.done = done
  }
}

async function importOpened(
  work: Work, setting: BatchSetting, opened: readonly Opened[], before: Progress,
): Promise<Done> {
  try {
    return await work.within(async (org) => {
      await markImport(org, work.importId)
      const told = outcomesTold(await importAll(org, setting, opened), opened, before)
      if (work.mode !== 'real') {
        const done = { ...told, effects: await effectsOf(org, work.importId) }
        if (work.mode === 'dry') throw new DryRunOver(done)
        return done
      }
      await insertErrors(org, work.importId, told.errors)
      await saveProgress(org, told.progress, work)
      return { ...told, effects: NO_EFFECTS }
    })
  } catch (error) {
    if (error instanceof DryRunOver) return error.done
    if (error instanceof ImportLost) throw error
    return oneByOne(work, setting, opened, before, error)
  }
}

/** One row that the database refuses, or that another import writes, must not stop the rest. */
async function oneByOne(
  work: Work, setting: BatchSetting, opened: readonly Opened[], before: Progress, error: unknown,
): Promise<Done> {
  const { log } = work
  const [first] = opened
  if (opened.length > 1) {
    log.warn({ err: error }, 'A batch of an import failed; its rows are tried one by one.')
    let done: Done = { progress: before, errors: [], effects: NO_EFFECTS }
    for (const one of opened) {
      const next = await importOpened(work, setting, [one], done.progress)
      done = { progress: next.progress, errors: [...done.errors, ...next.errors],
        effects: addEffects(done.effects, next.effects) }
    }
    return done
  }
  if (!first || first.problem?.code === 'not_saved') throw error
  log.error({ err: error, line: first.record.line }, 'A row of an import could not be saved.')
  const problem = { field: '', code: 'not_saved', reason: 'This row could not be saved; check it '
    + 'for unusual values and import it again.' }
  return importOpened(work, setting, [{ ...first, problem }], before)
}

interface Told {
  outcome: RowOutcome
  warnings: readonly RowProblem[]
}

async function importAll(
  org: Org, setting: BatchSetting, opened: readonly Opened[],
): Promise<Told[]> {
  const good = opened.filter((one) => one.problem === null)
  const rows = good.map(({ record }) => openRow(
    (name) => record.cells[setting.places.get(name) ?? -1] ?? '', setting.file))
  const outcomes = good.length > 0 ? await IMPORTERS[setting.kind](org, rows, setting.file) : []
  const kept = await keepCustom(org, setting, good.map(({ record }, place) => ({
    record, row: rows[place], outcome: outcomes[place] ?? { did: 'unchanged' as const } })))
  let next = 0
  return opened.map(({ problem }): Told => {
    if (problem !== null) return { outcome: { did: 'refused', problems: [problem] }, warnings: [] }
    const at = next++
    return { outcome: kept[at] ?? { did: 'unchanged' }, warnings: rows[at]?.warnings ?? [] }
  })
}

function outcomesTold(
  told: readonly Told[], opened: readonly Opened[], before: Progress,
): Pick<Done, 'progress' | 'errors'> {
  const count = (did: RowOutcome['did']) => told.filter(({ outcome }) => outcome.did === did).length
  const errors = told.flatMap(({ outcome, warnings }, place) => {
    const record = opened[place]?.record
    if (!record) return []
    const problems = outcome.did === 'refused' ? outcome.problems : warnings
    const level: ErrorRow['level'] = outcome.did === 'refused' ? 'error' : 'warning'
    return problems.map((problem): ErrorRow => ({
      line: record.line, ...problem, level, reason: storable(problem.reason),
      row_cells: record.cells.map(storable),
    }))
  })
  const warned = told.filter(({ outcome, warnings }) =>
    outcome.did !== 'refused' && warnings.length > 0).length
  return {
    errors,
    progress: {
      line: opened.at(-1)?.record.line ?? before.line,
      created_count: before.created_count + count('created'),
      updated_count: before.updated_count + count('updated'),
      unchanged_count: before.unchanged_count + count('unchanged'),
      failed_count: before.failed_count + count('refused'),
      warned_count: before.warned_count + warned,
    },
  }
}
