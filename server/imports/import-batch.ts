// Imports some rows of a file in one transaction, with the cursor that says how far it got.
import { readYesNo, tidyText } from '#domain/cells.ts'
import { inOrganization, type Actor, type Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import type { ImportKind } from './columns.ts'
import { importInvoices } from './import-invoices.ts'
import { importCreditNotes, importPayments } from './import-money.ts'
import { importContacts, importCustomers } from './import-people.ts'
import type { ColumnPlaces } from './map-columns.ts'
import { openRow, type FileSetting, type Row, type RowOutcome } from './row.ts'
import type { SeenRows } from './seen-rows.ts'
import type { CsvRecord } from './split-records.ts'
import { insertErrors, saveProgress, type ErrorRow, type ImportRow } from './store.ts'

export interface BatchSetting {
  kind: ImportKind
  places: ColumnPlaces
  seen: SeenRows
  headerLength: number
  file: FileSetting
}

export interface Work {
  installation: Installation
  orgId: string
  actor: Actor
  isDry: boolean
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

interface Done {
  row: ImportRow
  errors: ErrorRow[]
}

export async function importBatch(
  work: Work, setting: BatchSetting, records: readonly CsvRecord[], before: ImportRow,
): Promise<Done> {
  const opened = records.map((record) => open(record, setting))
  return importOpened(work, setting, opened, before)
}

interface Opened {
  record: CsvRecord
  /** Found before anything was asked of the database. */
  problem: { field: string; code: string; reason: string } | null
}

function open(record: CsvRecord, setting: BatchSetting): Opened {
  return { record, problem: brokenProblem(record, setting) ?? repeatedProblem(record, setting) }
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
  work: Work, setting: BatchSetting, opened: readonly Opened[], before: ImportRow,
): Promise<Done> {
  try {
    return await inOrganization(work.installation, work.orgId, work.actor, async (org) => {
      const done = outcomesTold(await importAll(org, setting, opened), opened, before)
      if (work.isDry) throw new DryRunOver(done)
      await insertErrors(org, before.id, done.errors)
      await saveProgress(org, done.row)
      return done
    })
  } catch (error) {
    if (error instanceof DryRunOver) return error.done
    return oneByOne(work, setting, opened, before, error)
  }
}

/** One row that the database refuses, or that another import writes, must not stop the rest. */
async function oneByOne(
  work: Work, setting: BatchSetting, opened: readonly Opened[], before: ImportRow, error: unknown,
): Promise<Done> {
  const { log } = work.installation
  const [first] = opened
  if (opened.length > 1) {
    log.warn({ err: error }, 'A batch of an import failed; its rows are tried one by one.')
    let done: Done = { row: before, errors: [] }
    for (const one of opened) {
      const next = await importOpened(work, setting, [one], done.row)
      done = { row: next.row, errors: [...done.errors, ...next.errors] }
    }
    return done
  }
  if (!first || first.problem?.code === 'not_saved') throw error
  log.error({ err: error, line: first.record.line }, 'A row of an import could not be saved.')
  const problem = { field: '', code: 'not_saved', reason: 'This row could not be saved; check it '
    + 'for unusual values and import it again.' }
  return importOpened(work, setting, [{ ...first, problem }], before)
}

async function importAll(
  org: Org, setting: BatchSetting, opened: readonly Opened[],
): Promise<RowOutcome[]> {
  const good = opened.filter((one) => one.problem === null)
  const rows = good.map(({ record }) => openRow(
    (name) => record.cells[setting.places.get(name) ?? -1] ?? '', setting.file))
  const written = good.length > 0 ? await IMPORTERS[setting.kind](org, rows, setting.file) : []
  let next = 0
  return opened.map(({ problem }): RowOutcome => (problem === null
    ? written[next++] ?? { did: 'unchanged' } : { did: 'refused', problems: [problem] }))
}

function outcomesTold(
  outcomes: readonly RowOutcome[], opened: readonly Opened[], before: ImportRow,
): Done {
  const count = (did: RowOutcome['did']) => outcomes.filter((one) => one.did === did).length
  const errors = outcomes.flatMap((outcome, place) => {
    const record = opened[place]?.record
    if (outcome.did !== 'refused' || !record) return []
    return outcome.problems.map((problem): ErrorRow => ({
      line: record.line, ...problem, reason: storable(problem.reason),
      row_cells: record.cells.map(storable),
    }))
  })
  return {
    errors,
    row: {
      ...before, line: opened.at(-1)?.record.line ?? before.line,
      created_count: before.created_count + count('created'),
      updated_count: before.updated_count + count('updated'),
      unchanged_count: before.unchanged_count + count('unchanged'),
      failed_count: before.failed_count + count('refused'),
    },
  }
}

const LONGEST_KEPT_CELL = 2000

/** PostgreSQL keeps no NUL and no half of a surrogate pair. */
export const storable = (text: string): string =>
  text.slice(0, LONGEST_KEPT_CELL).replaceAll('\u0000', '\uFFFD').toWellFormed()
