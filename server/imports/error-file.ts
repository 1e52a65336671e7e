// Writes the rows that did not go in as a CSV file: as they came, with line, code and reason.
import { safeCell } from '#domain/cells.ts'
import { inOrganization, type Actor } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { notFound } from '../platform/errors.ts'
import { errorsAfter, importById, type ErrorRow } from './store.ts'

const PAGE_ROWS = 2000

/** Page by page, so that a million bad rows need no more memory than a few. */
export async function errorFile(
  installation: Installation, of: { orgId: string; actor: Actor; importId: string },
): Promise<ReadableStream<Uint8Array>> {
  const within = <T>(work: Parameters<typeof inOrganization<T>>[3]) =>
    inOrganization(installation, of.orgId, of.actor, work)
  const row = await within((org) => importById(org, of.importId))
  if (!row) throw notFound('This import does not exist.')
  let after = { line: -1, code: '' }
  const lines = async function* () {
    // Spreadsheets read UTF-8 only behind a byte order mark.
    yield `\uFEFF${toLine([...row.header, 'line', 'code', 'reason'])}`
    for (;;) {
      const errors = await within((org) => errorsAfter(org, of.importId, after, PAGE_ROWS))
      const width = row.header.length
      if (errors.length > 0) yield errors.map((error) => errorLine(error, width)).join('')
      const last = errors.at(-1)
      if (!last || errors.length < PAGE_ROWS) return
      after = { line: last.line, code: last.code }
    }
  }
  return streamOf(lines())
}

const errorLine = (error: ErrorRow, columns: number): string => toLine([
  ...Array.from({ length: columns }, (_, place) => error.row_cells[place] ?? ''),
  String(error.line), error.code, error.reason,
])

const toLine = (cells: readonly string[]): string => `${cells.map(safeCell).join(',')}\r\n`

/** Lines as they are asked for; nobody asks any more: the rest is not made. */
export function streamOf(lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const next = await lines.next()
      if (next.done) controller.close()
      else controller.enqueue(encoder.encode(next.value))
    },
    cancel: async () => { await lines.return(undefined) },
  })
}
