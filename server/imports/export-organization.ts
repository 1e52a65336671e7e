// The whole organization as one zip: each table as NDJSON, kept bytes as files beside it.
import fs from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { z } from 'zod'
import type { OrgExport } from '#contract/exports.ts'
import { addSeconds } from '#domain/day.ts'
import { notFound } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { inOrganization, SYSTEM, type Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { addJob } from '../platform/jobs.ts'
import {
  claimExport, closeTable, countRows, endExport, exportById, exportsBefore, fileBytes, fileKeys,
  insertExport, nextLines, noteExported, openTable, tablesOf, waitingExports, type OrgExportRow,
  type Table,
} from './org-export-store.ts'
import { writeZip, type ZipPart } from './write-zip.ts'

const LINES = 500
const NOTED_EVERY = 5000
const KEPT_SECONDS = 7 * 86_400

const fileOf = (installation: Installation, id: string): string =>
  path.join(installation.config.dataDir, 'exports', `${id}.zip`)

export const toExport = (row: OrgExportRow): z.output<typeof OrgExport> => ({
  id: row.id, state: row.state, rowsDone: row.rows_done, rowsTotal: row.rows_total,
  sizeBytes: row.size_bytes, why: row.why, startedAt: row.started_at,
  finishedAt: row.finished_at,
})

export async function startExport(org: Org) {
  const id = newId()
  await insertExport(org, id)
  await wake(org, id)
  const row = await exportById(org, id)
  if (!row) throw notFound('This export does not exist.')
  return toExport(row)
}

const wake = (org: Org, exportId: string) =>
  addJob(org.tx, 'export_organization', { orgId: org.id, exportId }, { mostTries: 3 })

/** With each beat: what a crash left lying. */
export async function wakeExports(org: Org): Promise<void> {
  for (const id of await waitingExports(org)) await wake(org, id)
}

/** The job. Everything is written beside and takes its name at the end, so no half file is read. */
export async function exportOrganization(
  installation: Installation, orgId: string, id: string,
): Promise<void> {
  const within = <T>(work: (org: Org) => Promise<T>) =>
    inOrganization(installation, orgId, SYSTEM, work)
  if (await within((org) => claimExport(org, id)) === null) return
  const file = fileOf(installation, id)
  try {
    await mkdir(path.dirname(file), { recursive: true })
    await within((org) => pipeline(
      Readable.from(writeZip(partsOf(org, (done, total) =>
        within((other) => noteExported(other, id, { done, total }))))),
      fs.createWriteStream(`${file}.part`, { mode: 0o600 })))
    await rename(`${file}.part`, file)
    const { size } = await stat(file)
    await within((org) => endExport(org, id, { state: 'done', why: null, size_bytes: size }))
  } catch (error) {
    await rm(`${file}.part`, { force: true })
    await within((org) => endExport(org, id, { state: 'failed', size_bytes: 0,
      why: 'The export stopped on an error of ours; start it again.' }))
    throw error
  }
}

async function* partsOf(
  org: Org, note: (done: number, total: number) => Promise<void>,
): AsyncGenerator<ZipPart> {
  const tables = await tablesOf(org)
  const total = await countRows(org, tables)
  let done = 0
  await note(0, total)
  for (const table of tables) {
    const lines = async function* () {
      await openTable(org, table)
      for (;;) {
        const found = await nextLines(org, LINES)
        if (found.length > 0) yield Buffer.from(found.map((line) => `${line}\n`).join(''))
        done += found.length
        if (Math.floor(done / NOTED_EVERY) !== Math.floor((done - found.length) / NOTED_EVERY)) {
          await note(done, total)
        }
        if (found.length < LINES) break
      }
      await closeTable(org)
    }
    yield { name: `${table.name}.ndjson`, bytes: lines() }
    yield* filesOf(org, table)
  }
  await note(done, total)
}

async function* filesOf(org: Org, table: Table): AsyncGenerator<ZipPart> {
  for (const column of table.files) {
    for (const key of await fileKeys(org, table, column)) {
      yield {
        name: `files/${table.name}/${key.map(encodeURIComponent).join('/')}`,
        bytes: (async function* () { yield await fileBytes(org, table, column, key) })(),
      }
    }
  }
}

export async function openExport(
  installation: Installation, of: { orgId: string; actor: string; id: string },
): Promise<Response> {
  const row = await inOrganization(installation, of.orgId, of.actor,
    (org) => exportById(org, of.id))
  const file = fileOf(installation, of.id)
  if (!row || row.state !== 'done' || !fs.existsSync(file)) {
    throw notFound('This file is not there, or not any more; start a new export.')
  }
  // Node's own web stream, which the types of the two worlds describe differently.
  const body = Readable.toWeb(fs.createReadStream(file)) as unknown as ReadableStream
  return new Response(body, { headers: {
    'content-type': 'application/zip', 'content-length': String(row.size_bytes),
    'content-disposition': `attachment; filename="duebox-${row.started_at.slice(0, 10)}.zip"`,
    'cache-control': 'private, no-store',
  } })
}

/** Each night: files older than a week go, their line in the history stays. */
export async function forgetExports(org: Org): Promise<void> {
  const before = addSeconds(org.now, -KEPT_SECONDS)
  for (const row of await exportsBefore(org, null, 200)) {
    if (row.state !== 'done' || row.started_at > before) continue
    await rm(fileOf(org.installation, row.id), { force: true })
    await endExport(org, row.id, { state: 'expired', why: null, size_bytes: row.size_bytes })
  }
}
