// Which PDFs go along with the e-mail or letter of a step; what does not is told.
import type { Day } from './day.ts'
import { namedNumber, type OpenInvoice } from './invoice.ts'
import type { Step } from './workflow.ts'

/** Of one message: what mail servers commonly take, and what a reader opens. */
export const MOST_FILES = 25
export const MOST_TOGETHER_BYTES = 30 * 1024 * 1024

export interface Enclosures {
  statement: boolean
  /** Those whose PDF goes along, oldest due first. */
  invoices: OpenInvoice[]
  notes: string[]
}

/** Of the invoices that the message asks for; too much for one message is a statement instead. */
export function chooseEnclosures(step: Pick<Step, 'channel' | 'attachments'>, of: {
  covered: readonly OpenInvoice[]
  /** The size of each PDF that is kept, by invoice. */
  documents: ReadonlyMap<string, number>
  today: Day
}): Enclosures {
  const { channel, attachments: { invoices: which, statement } } = step
  if (channel !== 'email' && channel !== 'letter') return { ...NOTHING_ENCLOSED }
  const wanted = which === 'none' ? [] : which === 'open' ? of.covered
    : of.covered.filter((invoice) => invoice.dueOn < of.today)
  const invoices = wanted.filter(({ id }) => of.documents.has(id))
  const without = wanted.filter(({ id }) => !of.documents.has(id))
  const notes = without.length === 0 ? []
    : [`No PDF of ${namesOf(without)}: none is kept here.`]
  const bytes = invoices.reduce((sum, { id }) => sum + (of.documents.get(id) ?? 0), 0)
  if (invoices.length <= MOST_FILES && bytes <= MOST_TOGETHER_BYTES) {
    return { statement, invoices, notes }
  }
  return {
    statement: true, invoices: [],
    notes: [...notes, `The PDFs of ${invoices.length} invoices are too much for one message `
      + `(${MOST_FILES} files, 30 MB): a statement of account instead.`],
  }
}

export const NOTHING_ENCLOSED: Enclosures = { statement: false, invoices: [], notes: [] }

const MOST_NAMED = 5

function namesOf(invoices: readonly OpenInvoice[]): string {
  const named = invoices.slice(0, MOST_NAMED).map(namedNumber).join(', ')
  const more = invoices.length - MOST_NAMED
  return more > 0 ? `${named} and ${more} more` : named
}
