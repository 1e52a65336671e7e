// Imports a file from a terminal, and puts the rows that were refused where they can be mended.
import fs from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { errorFile } from '../imports/error-file.ts'
import { runImport, type ImportWish } from '../imports/run-import.ts'
import type { Installation } from '../platform/installation.ts'
import { workflowsByName } from '../workflows/follow-by-name.ts'

type Done = Awaited<ReturnType<typeof runImport>>

export async function importFile(
  installation: Installation, wish: Omit<ImportWish, 'source' | 'fileName'>,
  names: { file: string; errors: string | undefined },
): Promise<Done> {
  if (names.errors !== undefined && wish.dryRun) {
    throw new Error('A dry run keeps no rows, so it has no error file: leave out one of the two.')
  }
  const done = await runImport(installation, {
    ...wish, workflows: workflowsByName, source: fs.createReadStream(names.file),
    fileName: path.basename(names.file),
  })
  if (names.errors !== undefined && done.failed > 0) {
    const { orgId, actor } = wish
    const lines = await errorFile(installation, { orgId, actor, importId: done.id })
    // Node's own web stream, which the types of the two worlds describe differently.
    await pipeline(Readable.fromWeb(lines as Parameters<typeof Readable.fromWeb>[0]),
      fs.createWriteStream(names.errors))
  }
  return done
}

export function importText(
  done: Done, given: { errors?: string; dryRun?: boolean },
): string {
  const lines = [
    `${done.created} added, ${done.updated} changed, ${done.unchanged} unchanged, `
      + `${done.failed} refused`,
    ...done.firstErrors.map((error) => `line ${error.line}: ${error.reason}`),
  ]
  if (done.failed > 0) lines.push(whereErrorsAre(done, given))
  return lines.join('\n')
}

function whereErrorsAre(done: Done, given: { errors?: string; dryRun?: boolean }): string {
  if (given.errors !== undefined) {
    return `The refused rows are in ${given.errors}: mend them there and import that file.`
  }
  if (given.dryRun) return 'Nothing was written. Import it with --errors FILE to get these rows.'
  return 'To get the refused rows as a file to mend, run it again with --errors FILE (what is in '
    + `stays as it is), or fetch /api/v1/imports/${done.id}/errors.csv.`
}
