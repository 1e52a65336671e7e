// Prepares an import before it runs: the upload in pieces, its format, its columns, corrections.
import fs from 'node:fs'
import { tidyText } from '#domain/cells.ts'
import { conflict, invalid } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { inOrganization, type Actor, type Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { COLUMNS, type ImportKind } from './columns.ts'
import { headingsKey, NO_CHOICES, readChoices, type Choices } from './import-choices.ts'
import { dropUpload, keepPiece, keptFile } from './keep-upload.ts'
import { forgetWish, rememberedWish } from './mapping-store.ts'
import { importOr404, readImport, type InHand } from './read-import.ts'
import { NEVER_RUN } from './run-import.ts'
import { storable } from './storable.ts'
import { deleteImport, insertImport, NO_PROGRESS, updateImport, type ImportRow } from './store.ts'
import { surveyFile } from './survey-file.ts'

export async function beginImport(
  org: Org, of: { kind: ImportKind; fileName: string; sizeBytes: number },
): Promise<InHand> {
  if (of.sizeBytes === 0) throw invalid('The file is empty: it has 0 bytes. Nothing was created.')
  const id = newId()
  await insertImport(org, {
    ...NO_PROGRESS, ...NEVER_RUN, id, kind: of.kind, state: 'uploading',
    file_name: storable(tidyText(of.fileName)).slice(0, 255), encoding: null, delimiter: null,
    header: [], started_by: org.actor, started_at: org.now, file_hash: null, row_count: null,
    wish: NO_CHOICES, survey: null, worker: null, size_bytes: of.sizeBytes,
  })
  return readImport(org, id)
}

interface OfImport { orgId: string; actor: Actor; importId: string }

/** The piece must go on where the last one ended; after the last one the file is read through. */
export async function takePiece(
  installation: Installation, of: OfImport & { at: number; source: AsyncIterable<Uint8Array> },
): Promise<InHand> {
  const within = opener(installation, of)
  const before = await within((org) => importOr404(org, of.importId))
  if (before.state !== 'uploading') throw conflict('The file of this import is here already.')
  if (of.at !== before.received_bytes) {
    throw conflict(`${before.received_bytes} bytes are here; go on from there.`)
  }
  const bytes = await keepPiece(installation, of.importId, of.at, of.source)
  const received = of.at + bytes
  if (received > before.size_bytes) {
    await within((org) => updateImport(org, of.importId, { received_bytes: 0 }))
    throw invalid('More bytes came than the file has; it has changed. Choose it again.')
  }
  await within((org) => updateImport(org, of.importId, { received_bytes: received }))
  if (received === before.size_bytes) await survey(installation, of, before, NO_CHOICES)
  return within((org) => readImport(org, of.importId))
}

const opener = (installation: Installation, of: OfImport) =>
  <T>(work: (org: Org) => Promise<T>) => inOrganization(installation, of.orgId, of.actor, work)

/** What cannot be read at all ends the import; nothing was created. */
async function survey(
  installation: Installation, of: OfImport, row: ImportRow, choices: Choices,
): Promise<void> {
  const found = await surveyFile(fs.createReadStream(keptFile(installation, of.importId)),
    row.kind, choices)
  const within = opener(installation, of)
  if ('problem' in found) {
    const isFirst = row.survey === null
    if (isFirst) {
      await dropUpload(installation, of.importId)
      await within((org) => deleteImport(org, of.importId))
    }
    throw invalid(isFirst ? `${found.problem} Nothing was created.` : found.problem)
  }
  const { hash, ...shown } = found
  await within(async (org) => {
    const headings = headingsKey(shown.header)
    const before = row.survey === null || headings !== headingsKey(row.survey.header)
      ? await rememberedWish(org, { kind: row.kind, headings }) : null
    const known = before === null ? null : readChoices(before)
    await updateImport(org, of.importId, {
      state: 'draft', encoding: shown.encoding, delimiter: shown.delimiter, checked: null,
      header: shown.header, file_hash: hash, row_count: shown.rowCount, survey: shown,
      wish: known ? { ...choices, columns: known.columns, dateOrder: known.dateOrder,
        decimalSign: known.decimalSign } : choices, why: null,
    })
  })
}

const CHANGEABLE: ReadonlySet<string> = new Set(['draft', 'checked'])

export async function changeImport(
  installation: Installation, of: OfImport, change: Partial<{ [K in keyof Choices]:
    Choices[K] | undefined }>,
): Promise<InHand> {
  const within = opener(installation, of)
  const row = await within(async (org) => {
    const found = await importOr404(org, of.importId, 'lock')
    refuseIfBegun(found)
    const wish = mergeChoices(found.kind, readChoices(found.wish), change)
    await updateImport(org, found.id, { wish, state: 'draft', checked: null })
    return { ...found, wish }
  })
  const isReread = change.encoding !== undefined || change.delimiter !== undefined
  if (isReread) await survey(installation, of, row, row.wish)
  return within((org) => readImport(org, of.importId))
}

function refuseIfBegun(row: ImportRow): void {
  if (CHANGEABLE.has(row.state)) return
  throw conflict(row.state === 'uploading' ? 'The file is not here yet.'
    : 'This import has begun or is over; what it reads cannot be changed any more.')
}

function mergeChoices(
  kind: ImportKind, before: Choices, change: Partial<{ [K in keyof Choices]:
    Choices[K] | undefined }>,
): Choices {
  const given = Object.fromEntries(Object.entries(change)
    .filter(([, value]) => value !== undefined)) as Partial<Choices> // Undefined is taken out.
  // Column by column, so that two quick choices do not undo each other.
  const merged: Choices = { ...before, ...given,
    columns: { ...before.columns, ...given.columns } }
  const allowed = new Set(['custom', 'out', ...COLUMNS[kind].map((column) => column.name)])
  const used = new Set<string>()
  for (const to of Object.values(merged.columns)) {
    if (!allowed.has(to)) throw invalid(`"${to}" is no field of ${kind}.`)
    if (to !== 'custom' && to !== 'out' && used.has(to)) {
      throw invalid(`Two columns are taken for ${to}; choose one of them.`)
    }
    used.add(to)
  }
  return merged
}

export async function forgetMapping(org: Org, importId: string): Promise<InHand> {
  const row = await importOr404(org, importId, 'lock')
  if (row.survey === null) throw conflict('The file is not here yet.')
  await forgetWish(org, { kind: row.kind, headings: headingsKey(row.survey.header) })
  if (CHANGEABLE.has(row.state)) {
    await updateImport(org, importId, { state: 'draft', checked: null,
      wish: { ...readChoices(row.wish), columns: {}, dateOrder: 'auto', decimalSign: 'auto' } })
  }
  return readImport(org, importId)
}

export async function discardImport(installation: Installation, of: OfImport): Promise<void> {
  await opener(installation, of)(async (org) => {
    const row = await importOr404(org, of.importId, 'lock')
    if (row.state !== 'uploading') refuseIfBegun(row)
    await deleteImport(org, of.importId)
  })
  await dropUpload(installation, of.importId)
}
