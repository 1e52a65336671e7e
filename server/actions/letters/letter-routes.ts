// Answers: the print queue of letters.
import * as contract from '#contract/letters.ts'
import { downloadOf } from '../../platform/download.ts'
import { answer, type Route } from '../../platform/http.ts'
import { listLetters, readLetter } from './list-letters.ts'
import { postLetters, undoPosting, withdrawLetter } from './post-letters.ts'
import { batchPdf, letterPdf, printAgain, printLetters } from './print-letters.ts'

const asPdf = (bytes: Buffer, name: string) =>
  downloadOf(bytes, { name, type: 'application/pdf' })

export const letterRoutes: Route[] = [
  answer(contract.listLetters, (org, { query }) => listLetters(org, query)),
  answer(contract.getLetterPdf, async (org, { params }) =>
    asPdf(await letterPdf(org, params.letterId), `Letter-${params.letterId}.pdf`)),
  answer(contract.printLetters, (org, { body }) => printLetters(org, body.letterIds)),
  answer(contract.getBatchPdf, async (org, { params, query }) =>
    asPdf(await batchPdf(org, params.batchId, query), `Letters-${org.today}.pdf`)),
  answer(contract.postLetters, (org, { body }) =>
    postLetters(org, body.letterIds, body.postedOn)),
  answer(contract.undoPosting, async (org, { body }) =>
    ({ undone: await undoPosting(org, body.letterIds) })),
  answer(contract.printAgain, async (org, { body }) =>
    ({ queued: await printAgain(org, body.letterIds) })),
  answer(contract.withdrawLetter, async (org, { params, body }) => {
    await withdrawLetter(org, params.letterId, body.reason)
    return readLetter(org, params.letterId)
  }),
]
