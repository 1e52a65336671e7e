// Takes an import back within a day, as long as nobody was contacted and nothing was built on it.
import pg from 'pg'
import { lookAgain } from '../customers/look-again.ts'
import { judgeAgain } from '../invoices/after-money.ts'
import { conflict } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import { importOr404, readImport, undoUntil, type InHand } from './read-import.ts'
import type { ImportRow } from './store.ts'
import {
  changedRows, changedSince, contactedSince, countAdded, customersOf, forgetChanges, NOUNS,
  putAddressesBack, putBack, removeAdded, undoExamples, type ChangedRow, type Noun,
} from './undo-store.ts'

const UNDOABLE = ['payment', 'invoice', 'contact', 'customer'] as const

export async function previewUndo(org: Org, importId: string) {
  const row = await importOr404(org, importId)
  const nouns = []
  for (const noun of NOUNS) {
    const added = await countAdded(org, importId, noun)
    const changed = (await changedRows(org, importId, noun)).length
    if (added + changed > 0) nouns.push({ noun, added, changed })
  }
  return {
    untilAt: undoUntil(org, row), whyNot: await whyNot(org, row), nouns,
    examples: await undoExamples(org, importId),
  }
}

/** Each reason in words; none: it can be undone. */
async function whyNot(org: Org, row: ImportRow): Promise<string[]> {
  if (undoUntil(org, row) === null) {
    return [row.state === 'undone' ? 'This import was undone already.'
      : 'An import can be undone for a day after it ended, if it changed anything.']
  }
  const reasons: string[] = []
  const contacted = await contactedSince(org, await customersOf(org, row.id), row.started_at)
  if (contacted.length > 0) {
    reasons.push(`These customers were contacted since: ${namesOf(contacted)}.`)
  }
  for (const noun of UNDOABLE) {
    const rows = await changedRows(org, row.id, noun)
    const count = (await changedSince(org, noun, rows)).length
    if (count > 0) reasons.push(`${count} of the changed ${WORDS[noun]} were changed again since.`)
  }
  return reasons
}

const namesOf = (names: readonly string[]): string =>
  `${names.slice(0, 5).join(', ')}${names.length > 5 ? ' and more' : ''}`

const WORDS: Readonly<Record<Noun, string>> = {
  allocation: 'allocations', payment: 'payments', credit_note: 'credit notes', invoice: 'invoices',
  contact: 'contacts', customer: 'customers',
}

export async function undoImport(org: Org, importId: string): Promise<InHand> {
  const row = await importOr404(org, importId, 'lock')
  const reasons = await whyNot(org, row)
  if (reasons.length > 0) throw conflict(`It cannot be undone. ${reasons.join(' ')}`)
  const customerIds = await customersOf(org, importId)
  const changed = new Map<Noun, ChangedRow[]>()
  for (const noun of UNDOABLE) changed.set(noun, await changedRows(org, importId, noun))
  for (const noun of UNDOABLE) await putBack(org, noun, changed.get(noun) ?? [])
  await putAddressesBack(org, importId)
  await removeAdded(org, importId).catch(explain)
  const paidIds = (changed.get('invoice') ?? []).filter(({ was }) => 'open_minor' in was)
    .map(({ id }) => id)
  if (paidIds.length > 0) await judgeAgain(org, paidIds, '1970-01-01')
  await forgetChanges(org, importId)
  await lookAgain(org, customerIds)
  org.changes.kinds.add('import')
  return readImport(org, importId)
}

const BUILT_ON: Readonly<Record<string, string>> = {
  allocation: 'Money was allocated to its invoices since.', note: 'Somebody wrote a note.',
  message: 'Messages were written.', dispute: 'A dispute was raised.',
  promise: 'A promise was noted.', action: 'Work on it was done.',
  contact: 'Contacts were added to its customers.', invoice: 'Its customers have other invoices.',
  payment: 'Its customers have other payments.', draft: 'Somebody began to write.',
  call: 'A call was noted.', publication_run: 'Its workflow was published anew.',
}

/** What refers to a row that would go is the work of people, and stays. */
function explain(error: unknown): never {
  if (error instanceof pg.DatabaseError && error.code === '23503') {
    throw conflict(`It cannot be undone. ${BUILT_ON[error.table ?? '']
      ?? 'Something was built on what it added.'} Correct single rows by hand.`)
  }
  throw error
}
