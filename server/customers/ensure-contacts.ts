// Makes sure that people with these addresses are at their customers, many at once.
import { sql } from 'kysely'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'
import { recordEvents } from '../timeline/record-event.ts'
import { lookAgain } from './look-again.ts'
import { readAddresses, type ContactWish } from './save-contact.ts'
import { contactsOfCustomers, writeContacts, type ContactRow } from './store.ts'

export interface ContactOfCustomer extends ContactWish {
  customerId: string
}

export type Ensured = { did: 'created' | 'updated' | 'unchanged' }
  | { did: 'refused'; code: 'bad_address'; field: 'email' | 'phone'; reason: string }

/**
 * In order of the wishes. A person is known by an address, else by their name; addresses are
 * added and never taken away. A refused wish leaves the others alone.
 */
export async function ensureContacts(
  org: Org, wishes: readonly ContactOfCustomer[],
): Promise<Ensured[]> {
  const ids = [...new Set(wishes.map((wish) => wish.customerId))]
  const countries = await countriesOf(org, ids)
  const people = new Map<string, ContactRow[]>(ids.map((id) => [id, []]))
  for (const row of await contactsOfCustomers(org, ids)) people.get(row.customer_id)?.push(row)
  const added = new Map<string, ContactRow>()
  const changed = new Map<string, ContactRow>()
  const outcomes = wishes.map((wish): Ensured => {
    const known = people.get(wish.customerId) ?? []
    const read = readAddresses(wish, countries.get(wish.customerId) ?? null)
    const [wrong] = read.wrong
    if (wrong) {
      const field = wrong.field.startsWith('email') ? 'email' : 'phone'
      return { did: 'refused', code: 'bad_address', field, reason: wrong.message }
    }
    const same = findSame(known, wish, read.emails)
    const row = same ? merge(same, wish, read) : newRow(wish, read, known)
    if (same && JSON.stringify(row) === JSON.stringify(same)) return { did: 'unchanged' }
    people.set(wish.customerId, withRow(known, row, same))
    if (!same || added.has(row.id)) added.set(row.id, row)
    else changed.set(row.id, row)
    return { did: same ? 'updated' : 'created' }
  })
  await write(org, [...people.values()].flat(), added, changed)
  return outcomes
}

/** One person, as when an unknown sender is linked to a customer. */
export async function ensureContact(
  org: Org, customerId: string, wish: ContactWish,
): Promise<Ensured['did']> {
  const [outcome] = await ensureContacts(org, [{ ...wish, customerId }])
  return outcome?.did ?? 'unchanged'
}

async function countriesOf(
  org: Org, customerIds: readonly string[],
): Promise<Map<string, string | null>> {
  const { rows } = await sql<{ id: string; country: string | null }>`
    select id, country from customer where org_id = ${org.id}
      and id = any(${[...customerIds]}::uuid[]) order by id for update`.execute(org.tx)
  return new Map(rows.map((row) => [row.id, row.country ?? org.settings.country]))
}

const findSame = (known: readonly ContactRow[], wish: ContactWish, emails: readonly string[]) =>
  known.find((row) => emails.some((email) => row.emails.includes(email)))
    ?? known.find((row) => wish.name !== '' && row.name === wish.name)

interface Addresses { emails: readonly string[]; phones: readonly string[] }

const merge = (row: ContactRow, wish: ContactWish, { emails, phones }: Addresses): ContactRow => ({
  ...row,
  name: wish.name || row.name,
  positions: [...new Set([...row.positions, ...wish.positions])],
  is_main: row.is_main || wish.isMain,
  locale: wish.locale ?? row.locale,
  zone: wish.zone ?? row.zone,
  emails: [...new Set([...row.emails, ...emails])],
  phones: [...new Set([...row.phones, ...phones])],
})

const newRow = (
  wish: ContactOfCustomer, { emails, phones }: Addresses, known: readonly ContactRow[],
): ContactRow => ({
  id: newId(), customer_id: wish.customerId, name: wish.name, positions: [...wish.positions],
  is_main: wish.isMain || known.every((other) => !other.is_main), locale: wish.locale,
  zone: wish.zone ?? null, emails: [...emails], phones: [...phones],
})

/** Puts the row in its place; a new main contact takes that over from the former one. */
function withRow(
  known: readonly ContactRow[], row: ContactRow, same: ContactRow | undefined,
): ContactRow[] {
  const others = known.filter((other) => other !== same).map((other) =>
    (row.is_main && other.is_main ? { ...other, is_main: false } : other))
  return [...others, row]
}

async function write(
  org: Org, people: readonly ContactRow[], added: ReadonlyMap<string, ContactRow>,
  changed: ReadonlyMap<string, ContactRow>,
): Promise<void> {
  // The newest state of each touched row: a later wish may have taken its main place.
  const touched = people.filter((row) => added.has(row.id) || changed.has(row.id))
  await writeContacts(org, touched)
  await recordEvents(org, touched.map((row) => ({
    kind: added.has(row.id) ? 'contact_added' as const : 'contact_changed' as const,
    customerId: row.customer_id, detail: { name: row.name },
  })))
  await lookAgain(org, touched.map((row) => row.customer_id))
}
