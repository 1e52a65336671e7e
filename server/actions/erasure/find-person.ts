// Who a contact is, over all customers: the addresses, the names, and who else uses them.
import { sql } from 'kysely'
import {
  ERASED_NAME, emailPattern, erasedEmail, erasedPhone, isFullName, isTellingName, namePattern,
  phonePattern, type PersonalWord,
} from '#domain/personal-words.ts'
import { notFound } from '../../platform/errors.ts'
import type { Org } from '../../platform/in-organization.ts'
import { partsOf } from '../../platform/phone-number.ts'

export interface Person {
  customerId: string
  /** The same person may be a contact of several customers. */
  contacts: { id: string; customerId: string; customerName: string; name: string }[]
  name: string
  /** Addresses that nobody else uses: these are erased everywhere. */
  emails: string[]
  phones: string[]
  /** Addresses that somebody else of another name uses as well: a mailbox, not a person. */
  shared: string[]
}

export async function findPerson(org: Org, contactId: string): Promise<Person> {
  const { rows } = await sql<{
    id: string; customer_id: string; customer_name: string; name: string
    channel: 'email' | 'phone' | null; address: string | null }>`
    with own as (select a.channel, a.address from contact_address a
      where a.org_id = ${org.id} and a.contact_id = ${contactId})
    select k.id, k.customer_id, c.name as customer_name, k.name, a.channel, a.address
    from contact k join customer c on c.org_id = k.org_id and c.id = k.customer_id
      left join contact_address a on a.org_id = k.org_id and a.customer_id = k.customer_id
        and a.contact_id = k.id
    where k.org_id = ${org.id} and (k.id = ${contactId} or exists (select from own o
      where o.channel = a.channel and o.address = a.address))
    order by k.id = ${contactId} desc, k.id, a.address`.execute(org.tx)
  const [self] = rows
  if (self?.id !== contactId) throw notFound('This contact does not exist.')
  const isSame = (row: { id: string; name: string }) => row.id === contactId
    || (self.name !== '' && row.name.trim().toLowerCase() === self.name.trim().toLowerCase())
  const own = rows.filter((row) => isSame(row) && row.address !== null)
  const shared = new Set(rows.filter((row) => !isSame(row)).map((row) => row.address))
  const alone = (channel: 'email' | 'phone') => [...new Set(own.flatMap((row) =>
    (row.channel === channel && row.address !== null && !shared.has(row.address)
      ? row.address : [])))]
  return {
    customerId: self.customer_id, name: self.name.trim(),
    contacts: [...new Map(rows.filter(isSame).map((row) => [row.id, {
      id: row.id, customerId: row.customer_id, customerName: row.customer_name, name: row.name,
    }])).values()],
    emails: alone('email'), phones: alone('phone'),
    shared: [...shared].flatMap((address) => address ?? []),
  }
}

export interface Words {
  /** Looked for everywhere: they are of nobody else. */
  everywhere: PersonalWord[]
  /** A name may be somebody else's too, so it is looked for in what is of the customers. */
  here: PersonalWord[]
}

export function wordsOf(person: Pick<Person, 'name' | 'emails' | 'phones'>, id: string): Words {
  const addresses = [
    ...person.emails.map((address, place) =>
      ({ pattern: emailPattern(address), token: erasedEmail(id, place + 1) })),
    ...person.phones.map((e164, place) => {
      const parts = partsOf(e164) ?? { countryCode: '', national: e164.replace(/^\+/, '') }
      const token = erasedPhone(id, person.emails.length + place + 1)
      return { token, pattern: phonePattern(parts) }
    }),
  ]
  const name = isTellingName(person.name)
    ? [{ pattern: namePattern(person.name), token: ERASED_NAME }] : []
  return {
    everywhere: isFullName(person.name) ? [...addresses, ...name] : addresses, here: name,
  }
}
