// Letters on paper: the print queue, batches that were printed, and what was posted.
import { z } from 'zod'
import { AmountMinor, CurrencyCode, DayText, endpoint, Id, InstantText, Page, pageOf } from
  './endpoint.ts'

const tag = 'Letters'
export const MOST_LETTERS = 200

export const Letter = z.object({
  id: Id, messageId: Id, customerId: Id, customerName: z.string(),
  name: z.string().describe('The step, or “Message”.'),
  subject: z.string(), address: z.string(),
  state: z.enum(['queued', 'printed', 'posted', 'withdrawn']),
  queuedAt: InstantText,
  batchId: Id.nullable(), printedAt: InstantText.nullable(), printedByName: z.string().nullable(),
  timesPrinted: z.int().describe('Spoiled prints are counted too.'),
  postedOn: DayText.nullable(), postedAt: InstantText.nullable(),
  postedByName: z.string().nullable(),
  asked: z.array(z.object({ currency: CurrencyCode, amountMinor: AmountMinor }))
    .describe('What was open on its invoices when it was written.'),
  warnings: z.array(z.object({
    code: z.enum(['legal_stop', 'paid', 'less_open', 'disputed', 'promised', 'reply_waits',
      'moved']),
    text: z.string(),
  })).describe('What has changed since it was written.'),
}).meta({ id: 'Letter' })

export const listLetters = endpoint({
  method: 'get', path: '/letters', tag, role: 'viewer',
  summary: 'Letters: to_print, printed (on paper, to be posted), or posted, the newest first',
  query: z.object({ ...Page, list: z.enum(['to_print', 'printed', 'posted']).default('to_print') }),
  answer: pageOf(Letter),
})

export const getLetterPdf = endpoint({
  method: 'get', path: '/letters/{letterId}/pdf', tag, role: 'viewer',
  summary: 'One letter with all it encloses; looking at it changes nothing',
  params: z.object({ letterId: Id }), answer: z.string(), answerType: 'application/pdf',
})

const letterIds = z.array(Id).min(1).max(MOST_LETTERS)

export const printLetters = endpoint({
  method: 'post', path: '/letter-batches', tag, role: 'collector', status: 201,
  summary: 'Print letters: they leave the queue as one batch, whose PDF can be had at any time. '
    + 'One that a colleague has just printed is left out',
  body: z.object({ letterIds }),
  answer: z.object({
    batchId: Id, letterCount: z.int(),
    leftOut: z.array(z.object({ letterId: Id, why: z.string() })),
  }),
})

export const getBatchPdf = endpoint({
  method: 'get', path: '/letter-batches/{batchId}/pdf', tag, role: 'viewer',
  summary: 'All letters of a batch that were neither spoiled nor withdrawn, one behind the other',
  params: z.object({ batchId: Id }),
  query: z.object({
    isDuplex: z.stringbool().default(false)
      .describe('For printing on both sides: every letter begins on a new sheet.'),
  }),
  answer: z.string(), answerType: 'application/pdf',
})

export const postLetters = endpoint({
  method: 'post', path: '/letters/post', tag, role: 'collector',
  summary: 'Mark printed letters as posted: the contact counts on that day. One that was marked '
    + 'before is left as it is',
  body: z.object({
    letterIds, postedOn: DayText.optional().describe('Today when left out.'),
  }),
  answer: z.object({ posted: z.int(), alreadyPosted: z.int() }),
})

export const undoPosting = endpoint({
  method: 'post', path: '/letters/undo-posting', tag, role: 'collector',
  summary: 'They were not posted after all; the contact counts again as it did before',
  body: z.object({ letterIds }), answer: z.object({ undone: z.int() }),
})

export const printAgain = endpoint({
  method: 'post', path: '/letters/print-again', tag, role: 'collector',
  summary: 'The paper is spoiled: these letters wait in the print queue once more',
  body: z.object({ letterIds }), answer: z.object({ queued: z.int() }),
})

export const withdrawLetter = endpoint({
  method: 'post', path: '/letters/{letterId}/withdraw', tag, role: 'collector',
  summary: 'Do not post this letter: no contact is counted, and its step is not written again',
  params: z.object({ letterId: Id }),
  body: z.object({ reason: z.string().trim().max(500).default('') }),
  answer: Letter,
})
