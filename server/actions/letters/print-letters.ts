// Makes paper: a batch of letters, its one PDF, and what is to be printed once more.
import { conflict, invalid, notFound } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import type { Org } from '../../platform/in-organization.ts'
import {
  bytesOfLetters, filesOfLetter, insertBatch, lettersOfBatch, lockLetters, spoilPrints,
  type LetterRow,
} from './letter-store.ts'
import { mergePdfs, type PdfPart } from './merge-pdfs.ts'

const MOST_BYTES = 150_000_000

/** Of two people who print the same letters at once, each gets the ones the other has not. */
export async function printLetters(org: Org, letterIds: readonly string[]) {
  const rows = await lockLetters(org, letterIds)
  const found = new Map(rows.map((row) => [row.id, row]))
  const leftOut = letterIds.flatMap((letterId) => {
    const why = whyNot(found.get(letterId))
    return why === null ? [] : [{ letterId, why }]
  })
  const chosen = rows.filter((row) => whyNot(row) === null).map((row) => row.id)
  if (chosen.length === 0) {
    throw conflict(leftOut[0]?.why ?? 'There is nothing to print.')
  }
  if (await bytesOfLetters(org, chosen) > MOST_BYTES) {
    throw invalid('These letters have more than 150 MB together; print fewer at once.')
  }
  const batchId = newId()
  await insertBatch(org, { id: batchId, letterIds: chosen })
  return { batchId, letterCount: chosen.length, leftOut }
}

function whyNot(row: LetterRow | undefined): string | null {
  if (!row) return 'This letter is not there any more.'
  if (row.state === 'withdrawn') return 'This letter was withdrawn.'
  if (row.state !== 'queued') return 'This letter is printed already; look under Printed.'
  if (row.legal_stop_reason !== null) {
    return `This customer must not be contacted: ${row.legal_stop_reason}. Withdraw the letter.`
  }
  return null
}

export async function letterPdf(org: Org, letterId: string): Promise<Buffer> {
  const files = await filesOfLetter(org, letterId)
  if (files.length === 0) throw notFound('This letter does not exist.')
  return mergePdfs([files], { isDuplex: false })
}

export async function batchPdf(
  org: Org, batchId: string, of: { isDuplex: boolean },
): Promise<Buffer> {
  const letters: PdfPart[][] = []
  for (const id of await lettersOfBatch(org, batchId)) letters.push(await filesOfLetter(org, id))
  if (letters.length === 0) {
    throw notFound('This batch is empty: its letters are to be printed again, or were withdrawn.')
  }
  return mergePdfs(letters, of)
}

/** The paper is spoiled. One that was posted is gone; the posting is undone first. */
export async function printAgain(org: Org, letterIds: readonly string[]): Promise<number> {
  const rows = await lockLetters(org, letterIds)
  if (rows.some((row) => row.state === 'posted')) {
    throw conflict('One of these letters is posted; undo that first.')
  }
  const printed = rows.filter((row) => row.state === 'printed').map((row) => row.id)
  if (printed.length === 0) throw conflict('None of these letters is printed.')
  await spoilPrints(org, printed)
  return printed.length
}
