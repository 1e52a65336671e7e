// Answers: the import step by step, and what is asked along the way.
import * as wizard from '#contract/import-wizard.ts'
import { answer, answerOutside, orgIdOf, type Caller, type Route } from '../platform/http.ts'
import { invalid } from '../platform/errors.ts'
import { inOrganization } from '../platform/in-organization.ts'
import { cursorOf, readCursor } from '../platform/page.ts'
import { readBytes } from './body-bytes.ts'
import { encodingSamples } from './encoding-samples.ts'
import { readChoices, targetsOf } from './import-choices.ts'
import { keptFile } from './keep-upload.ts'
import { missingAfter } from './missing-store.ts'
import {
  beginImport, changeImport, discardImport, forgetMapping, takePiece,
} from './prepare-import.ts'
import { importOr404, readImport } from './read-import.ts'
import { askCheck, cancelImport, startImport } from './run-deeds.ts'
import { errorsAfter } from './store.ts'
import { previewUndo, undoImport } from './undo-import.ts'

const of = (caller: Caller, { importId }: { importId: string }) =>
  ({ orgId: orgIdOf(caller), actor: caller.actor, importId })

export const wizardRoutes: Route[] = [
  answer(wizard.beginImport, (org, { body }) => beginImport(org, body)),
  answerOutside(wizard.sendImportPiece, (installation, { params, query, caller, request }) => {
    if (!request.body) throw invalid('This piece is empty.')
    return takePiece(installation,
      { ...of(caller, params), at: query.at, source: readBytes(request.body) })
  }),
  answer(wizard.getImportInHand, (org, { params }) => readImport(org, params.importId)),
  answerOutside(wizard.changeImport, (installation, { params, body, caller }) =>
    changeImport(installation, of(caller, params), body)),
  answerOutside(wizard.listEncodings, async (installation, { params, caller }) => {
    const row = await inOrganization(installation, orgIdOf(caller), caller.actor,
      (org) => importOr404(org, params.importId))
    if (row.survey === null || row.finished_at !== null) return []
    return encodingSamples(keptFile(installation, row.id), row.kind, row.survey.encoding)
  }),
  answer(wizard.checkImport, (org, { params }) => askCheck(org, params.importId)),
  answer(wizard.startImport, (org, { params }) => startImport(org, params.importId)),
  answer(wizard.cancelImport, (org, { params }) => cancelImport(org, params.importId)),
  answer(wizard.forgetMapping, (org, { params }) => forgetMapping(org, params.importId)),
  answerOutside(wizard.discardImport, async (installation, { params, caller }) => {
    await discardImport(installation, of(caller, params))
    return undefined
  }),
  answer(wizard.previewUndo, (org, { params }) => previewUndo(org, params.importId)),
  answer(wizard.undoImport, (org, { params }) => undoImport(org, params.importId)),
  answer(wizard.listImportProblems, async (org, { params, query }) => {
    const row = await importOr404(org, params.importId)
    const [line = -1, code = ''] = readCursor(query.cursor, 3) ?? []
    const rows = await errorsAfter(org, row.id, { line: Number(line), code },
      query.limit + 1, query.level)
    const shown = rows.slice(0, query.limit)
    const last = shown.at(-1)
    const choices = readChoices(row.wish)
    const targets = row.survey ? targetsOf(row.kind, row.survey.header, choices.columns) : []
    return {
      items: shown.map(({ row_cells: cells, ...problem }) => {
        const place = targets.indexOf(problem.field)
        return {
          ...problem, place: place < 0 ? null : place, cell: cells[place] ?? '',
          fix: choices.fixes[String(problem.line)]?.[String(place)] ?? null,
        }
      }),
      nextCursor: rows.length > query.limit && last
        ? cursorOf([last.line, last.code, row.id]) : null,
    }
  }),
  answer(wizard.listMissingInvoices, async (org, { params, query }) => {
    await importOr404(org, params.importId)
    const rows = await missingAfter(org, params.importId, readCursor(query.cursor, 2),
      query.limit + 1)
    const shown = rows.slice(0, query.limit)
    const last = shown.at(-1)
    return {
      items: shown.map((row) => ({
        id: row.id, number: row.number, customerId: row.customer_id,
        customerName: row.customer_name, currency: row.currency, openMinor: row.open_minor,
        dueOn: row.due_on,
      })),
      nextCursor: rows.length > query.limit && last ? cursorOf([last.due_on, last.id]) : null,
    }
  }),
]
