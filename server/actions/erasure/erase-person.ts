// Erases a contact: name and addresses leave every table; what a claim needs is kept under lock.
import { sql } from 'kysely'
import { addDays, type Day } from '#domain/day.ts'
import { deleteContact } from '../../customers/save-contact.ts'
import { rememberErased } from '../../customers/erased-addresses.ts'
import { lookAgain } from '../../customers/look-again.ts'
import { conflict, invalid } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import type { Org } from '../../platform/in-organization.ts'
import { recordEvents } from '../../timeline/record-event.ts'
import { findPerson, wordsOf, type Person } from './find-person.ts'
import { replaceWords, rowsThatSay, textTables } from './person-store.ts'
import {
  customersThatAre, emptyMessages, forgetAddresses, forgetHomes, keepErasure, messagesOf,
  retainMessages,
} from './retained-store.ts'

/** Longer than claims between companies last in most countries. */
const RETENTION_DAYS = 6 * 366

/** What has to be typed before anything is erased. */
const confirmationOf = (person: Person): string =>
  person.name || person.emails[0] || person.phones[0] || 'erase'

/** What would go and what would stay, and until when. */
export async function previewErasure(org: Org, contactId: string) {
  const person = await findPerson(org, contactId)
  const words = wordsOf(person, contactId)
  const messages = await messagesOf(org, customersOf(person), [...words.everywhere, ...words.here])
  return {
    name: person.name, typeToConfirm: confirmationOf(person),
    addresses: [...person.emails, ...person.phones], sharedAddresses: person.shared,
    contacts: person.contacts.map(({ id, customerId, customerName }) =>
      ({ contactId: id, customerId, customerName })),
    messages: messages.length, keptUntil: retentionEnd(org),
  }
}

const retentionEnd = (org: Org): Day => addDays(org.today, RETENTION_DAYS)
const customersOf = (person: Person) => [...new Set(person.contacts.map((one) => one.customerId))]

/** All that is known of a person, table by table, for the person to be given. */
export async function exportPerson(org: Org, contactId: string) {
  const person = await findPerson(org, contactId)
  const words = wordsOf(person, contactId)
  const customerIds = customersOf(person)
  const tables: Record<string, Record<string, unknown>[]> = {}
  for (const table of await textTables(org)) {
    const found = [...await rowsThatSay(org, table, words.everywhere, null),
      ...await rowsThatSay(org, table, words.here, customerIds)]
    const rows = [...new Map(found.map((row) => [JSON.stringify(row), row])).values()]
    if (rows.length > 0) tables[table.table] = rows
  }
  return { madeAt: org.now, name: person.name, addresses: [...person.emails, ...person.phones],
    tables }
}

export async function erasePerson(
  org: Org, contactId: string, wish: { typed: string; keepsForClaims: boolean },
): Promise<{ erasureId: string; keptUntil: Day | null }> {
  const person = await findPerson(org, contactId)
  if (wish.typed.trim() !== confirmationOf(person)) {
    throw invalid('Nothing was erased.', [
      { field: 'typed', message: `Type “${confirmationOf(person)}” to confirm.` }])
  }
  const id = newId()
  const words = wordsOf(person, id)
  const customerIds = customersOf(person)
  const debtors = await customersThatAre(org, customerIds, person.name)
  const owing = debtors.find((one) => one.owes)
  if (owing) {
    throw conflict(`${owing.name} still owes money, and the claim needs the name. Settle, void or `
      + 'write off the open invoices first; then this person can be erased.')
  }
  await forgetHomes(org, debtors.map((one) => one.id))
  const keptUntil = wish.keepsForClaims ? retentionEnd(org) : null
  const messageIds = await messagesOf(org, customerIds, [...words.everywhere, ...words.here])
  if (keptUntil !== null) {
    await retainMessages(org, messageIds, { erasureId: id, untilOn: keptUntil })
  }
  await emptyMessages(org, messageIds, person.emails, person.phones)
  await rememberErased(org, id, [...person.emails, ...person.phones])
  await forgetAddresses(org, person.emails, person.phones)
  for (const contact of person.contacts) await deleteContact(org, contact.id)
  const rowsChanged = await replaceEverywhere(org, words, customerIds)
  await keepErasure(org, { id, customerId: person.customerId, keptUntil, rowsChanged })
  await recordEvents(org, customerIds.map((customerId) => ({
    kind: 'person_erased' as const, customerId, detail: { keptUntil: keptUntil ?? '' },
  })))
  await lookAgain(org, customerIds)
  return { erasureId: id, keptUntil }
}

async function replaceEverywhere(
  org: Org, words: ReturnType<typeof wordsOf>, customerIds: readonly string[],
): Promise<number> {
  // What is append-only lets this transaction make it forget.
  await sql`select set_config('app.erasing_org', ${org.id}, true)`.execute(org.tx)
  let changed = 0
  for (const table of await textTables(org)) {
    changed += await replaceWords(org, table, words.everywhere, null)
    changed += await replaceWords(org, table, words.here, customerIds)
  }
  await sql`select set_config('app.erasing_org', '', true)`.execute(org.tx)
  return changed
}
