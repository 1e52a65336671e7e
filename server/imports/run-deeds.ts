// Sets an import on its way: check, start, cancel. The work itself is a job.
import { conflict } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import type { Instant } from '#domain/day.ts'
import { addJob } from '../platform/jobs.ts'
import { headingsKey, missingFields, readChoices, targetsOf } from './import-choices.ts'
import { rememberWish } from './mapping-store.ts'
import { isWorkLeft } from './queue-store.ts'
import { importOr404, readImport, type InHand } from './read-import.ts'
import { deleteErrors, endCheck, finishImport, updateImport, type ImportRow } from './store.ts'
import { waysOf } from './survey-file.ts'

export async function askCheck(org: Org, id: string): Promise<InHand> {
  const row = await importOr404(org, id, 'lock')
  if (row.state !== 'draft' && row.state !== 'checked') throw refusal(row)
  refuseUnclear(row)
  await updateImport(org, id, { state: 'checking', checked: null, why: null,
    queued_at: realNow(org) })
  await wake(org)
  return readImport(org, id)
}

/** What a person still has to say before a row can be read. */
function refuseUnclear(row: ImportRow): void {
  if (row.survey === null) throw refusal(row)
  const choices = readChoices(row.wish)
  const targets = targetsOf(row.kind, row.survey.header, choices.columns)
  const missing = missingFields(row.kind, targets)
  if (missing.length > 0) throw conflict(`No column is chosen for ${missing.join(', ')}.`)
  if (waysOf(row.survey, row.kind, targets, choices).isDateOrderAsked) {
    throw conflict('The dates of this file can be read in two ways; say how they are written.')
  }
}

export async function startImport(org: Org, id: string): Promise<InHand> {
  const row = await importOr404(org, id, 'lock')
  if (row.state !== 'checked' || row.survey === null) {
    throw row.state === 'draft' ? conflict('Check this import first.') : refusal(row)
  }
  const choices = readChoices(row.wish)
  const targets = targetsOf(row.kind, row.survey.header, choices.columns)
  await rememberWish(org, { kind: row.kind, headings: headingsKey(row.survey.header) }, {
    columns: Object.fromEntries(targets.map((to, place) => [String(place), to])),
    dateOrder: choices.dateOrder, decimalSign: choices.decimalSign,
  })
  await deleteErrors(org, id)
  await updateImport(org, id, { state: 'queued', queued_at: realNow(org), why: null,
    started_at: org.now })
  await wake(org)
  return readImport(org, id)
}

/** The row is what a running batch commits through, so the batch finds itself stopped. */
export async function cancelImport(org: Org, id: string): Promise<InHand> {
  const row = await importOr404(org, id, 'lock')
  if (row.state === 'checking') {
    await endCheck(org, id, { checked: null, why: null })
  } else if (row.state === 'queued') {
    await finishImport(org, id, { state: 'checked', why: null })
  } else if (row.state === 'running') {
    await finishImport(org, id, { state: 'cancelled', why: row.line === 0
      ? 'Cancelled before anything went in.'
      : `Cancelled after line ${row.line}: what went in before stays, and can be undone.` })
  } else throw refusal(row)
  org.changes.kinds.add('import')
  // The next one need not wait for the beat.
  await wake(org)
  return readImport(org, id)
}

const refusal = (row: ImportRow) => conflict({
  uploading: 'The file is not here yet.', draft: 'Check this import first.',
  checking: 'This import is being checked.', checked: 'This import waits for you.',
  queued: 'This import waits for its turn.', running: 'This import is running.',
  done: 'This import is done.', failed: 'This import is over.',
  cancelled: 'This import was cancelled.', undone: 'This import was undone.',
}[row.state])

const realNow = (org: Org): Instant => org.installation.now()

const wake = (org: Org) =>
  addJob(org.tx, 'work_imports', { orgId: org.id }, { jobKey: `imports of ${org.id}` })

/** With each beat: what a crash left lying, once nobody works on it any more. */
export async function wakeImports(org: Org): Promise<void> {
  if (await isWorkLeft(org)) await wake(org)
}
