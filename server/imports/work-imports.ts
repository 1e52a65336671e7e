// Works on the imports of an organization, one after the other, until nothing waits any more.
import type { Day } from '#domain/day.ts'
import { inOrganization, SYSTEM, type Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { notify } from '../notifications/notify.ts'
import { checkImport } from './check-import.ts'
import { readChoices } from './import-choices.ts'
import type { ImportDeeds } from './import-deeds.ts'
import { dropUpload, keptFile } from './keep-upload.ts'
import { keepMissing } from './missing-store.ts'
import { claimImport } from './queue-store.ts'
import { readRows, type Readable } from './read-rows.ts'
import { refreshStatistics } from './refresh-statistics.ts'
import { NO_ROWS, newWorker } from './run-import.ts'
import { endCheck, finishImport, ImportLost, importById, type ImportRow } from './store.ts'

const STATISTICS_EVERY = 4

/** The job. Only wakes: what is to be done, and by whom, stands in the rows. */
export async function workImports(
  installation: Installation, orgId: string, deeds: ImportDeeds,
): Promise<void> {
  const worker = newWorker()
  for (;;) {
    const claimed = await inOrganization(installation, orgId, SYSTEM, async (org) => {
      const id = await claimImport(org, worker)
      const row = id === null ? null : await importById(org, id)
      return row && { row, currency: org.settings.currency, today: org.today }
    })
    if (!claimed) return
    try {
      await workOn(installation, orgId, claimed, deeds)
    } catch (error) {
      if (error instanceof ImportLost) continue
      installation.log.error({ err: error, importId: claimed.row.id }, 'An import broke off.')
      await inOrganization(installation, orgId, SYSTEM, (org) => breakOff(org, claimed.row))
    }
  }
}

async function workOn(
  installation: Installation, orgId: string, of: { row: ImportRow; currency: string; today: Day },
  deeds: ImportDeeds,
): Promise<void> {
  const { row } = of
  if (row.survey === null) throw new Error('An import without a survey cannot be worked on.')
  const readable: Readable = {
    file: keptFile(installation, row.id), kind: row.kind, survey: row.survey,
    choices: readChoices(row.wish), currency: of.currency, today: of.today,
    workflows: deeds.workflows,
  }
  await (row.state === 'checking'
    ? checkImport(installation, orgId, row, readable, deeds)
    : runKept(installation, orgId, row, readable))
}

/** From where it got to: batches that are in are only looked at. */
async function runKept(
  installation: Installation, orgId: string, row: ImportRow, readable: Readable,
): Promise<void> {
  let batches = 0
  const read = await readRows(readable, {
    within: (work) => inOrganization(installation, orgId, row.started_by, work),
    importId: row.id, mode: 'real', worker: row.worker ?? '', log: installation.log,
  }, row, async () => {
    if (++batches % STATISTICS_EVERY === 0) await refreshStatistics(installation.database.db)
  })
  const { isFullList } = readable.choices
  await inOrganization(installation, orgId, SYSTEM, async (org) => {
    const now = await importById(org, row.id, 'lock')
    if (now?.worker !== row.worker || now?.state !== 'running') throw new ImportLost('Stopped.')
    if (isFullList && row.kind === 'invoices') await keepMissing(org, row.id, read.seen)
    const why = readable.survey.rowCount === 0 ? NO_ROWS : null
    await finishImport(org, row.id, { state: 'done', why })
    await tellEnd(org, { ...row, ...read.progress })
  })
  await dropUpload(installation, row.id)
}

/** A check falls back to where columns can be chosen; of a run stays what went in. */
async function breakOff(org: Org, before: ImportRow): Promise<void> {
  const row = await importById(org, before.id, 'lock')
  if (row?.worker !== before.worker || row === null) return
  if (row.state === 'checking') {
    await endCheck(org, row.id, { checked: null, why: 'The check stopped on an error of ours; '
      + 'nothing was changed. Check it again.' })
  } else {
    await finishImport(org, row.id, { state: 'failed', why: 'The import stopped on an error of '
      + `ours after line ${row.line}; what is in is right. Import the same file again to go on.` })
    await tellEnd(org, row)
  }
}

async function tellEnd(org: Org, row: ImportRow): Promise<void> {
  org.changes.kinds.add('import')
  const [kind, userId] = row.started_by.split(':')
  if (kind !== 'user' || userId === undefined) return
  const { created_count: created, updated_count: updated, failed_count: failed } = row
  await notify(org, {
    event: 'import_ended', to: [userId],
    title: `The import of ${row.file_name || row.kind} has ended`,
    body: `${created} added, ${updated} changed, ${failed} with a mistake.`,
  })
}
