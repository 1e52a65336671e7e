// Answers: CSV imports, their columns, and the rows that did not go in.
import { z } from 'zod'
import {
  describeImport, getImport, getImportErrors, listImports, runImport as runImportEndpoint,
} from '#contract/imports.ts'
import { safeCell } from '#domain/cells.ts'
import { invalid, notFound } from '../platform/errors.ts'
import { answer, answerOutside, orgIdOf, type Route } from '../platform/http.ts'
import { cursorOf, readCursor } from '../platform/page.ts'
import { readBytes } from './body-bytes.ts'
import { COLUMNS, type ImportKind } from './columns.ts'
import { errorFile } from './error-file.ts'
import type { WorkflowsByName } from './named-workflow.ts'
import { exportRoutes } from './export-routes.ts'
import { firstErrors, runImport, toImport } from './run-import.ts'
import { importById, importsBefore } from './store.ts'
import { wizardRoutes } from './wizard-routes.ts'

/** `workflows` is what the floor above knows of them. */
export const importRoutes = (workflows: WorkflowsByName): Route[] => [
  ...wizardRoutes, ...exportRoutes,
  answer(describeImport, async (_org, { params }) => ({
    columns: COLUMNS[params.kind].map(({ name, isRequired, about, aliases }) =>
      ({ name, isRequired, about, aliases: [...aliases] })),
    example: exampleOf(params.kind),
  })),
  answerOutside(runImportEndpoint, async (installation, { params, query, caller, request }) => {
    if (!request.body) throw invalid('The file is empty: send the CSV as the body of the request.')
    return runImport(installation, {
      orgId: orgIdOf(caller), actor: caller.actor, kind: params.kind, fileName: query.fileName,
      source: readBytes(request.body), dateFormat: query.dateFormat, dryRun: query.dryRun,
      mapping: readMapping(query.mapping), workflows,
    })
  }),
  answer(listImports, async (org, { query }) => {
    const rows = await importsBefore(org, readCursor(query.cursor, 2), query.limit + 1)
    const shown = rows.slice(0, query.limit)
    const last = shown.at(-1)
    return {
      items: shown.map((row) => toImport(row, [])),
      nextCursor: rows.length > query.limit && last ? cursorOf([last.started_at, last.id]) : null,
    }
  }),
  answer(getImport, async (org, { params }) => {
    const row = await importById(org, params.importId)
    if (!row) throw notFound('This import does not exist.')
    return toImport(row, await firstErrors(org, params.importId))
  }),
  answerOutside(getImportErrors, async (installation, { params, caller }) => {
    const stream = await errorFile(installation, {
      orgId: orgIdOf(caller), actor: caller.actor, importId: params.importId,
    })
    return new Response(stream, {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="errors.csv"',
      },
    })
  }),
]

function exampleOf(kind: ImportKind): string {
  const columns = COLUMNS[kind]
  return [columns.map((column) => column.name), columns.map((column) => column.example)]
    .map((cells) => `${cells.map(safeCell).join(',')}\r\n`).join('')
}

const Mapping = z.record(z.string().max(100), z.string().max(500))

function readMapping(text: string | undefined): Record<string, string> {
  if (text === undefined || text === '') return {}
  try {
    return Mapping.parse(JSON.parse(text))
  } catch {
    throw invalid('The mapping is not a JSON object from column name to heading.', [
      { field: 'mapping', message: 'Write it like {"number": "Invoice no."}.' }])
  }
}
