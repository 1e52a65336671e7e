// Adds and changes the people at a customer, with addresses in the one form they are matched by.
import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max'
import { isZone } from '#domain/day.ts'
import { invalid, notFound } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'
import { recordEvent } from '../timeline/record-event.ts'
import { lookAgain } from './look-again.ts'
import {
  contactsOfCustomers, customerById, customerOfContact, removeContact, writeContact,
  type ContactRow,
} from './store.ts'

export interface ContactWish {
  name: string
  emails: readonly string[]
  phones: readonly string[]
  positions: readonly string[]
  isMain: boolean
  locale: string | null
  /** Where this person is; left out or null: where the customer is. */
  zone?: string | null | undefined
}

const EMAIL = /^[^\s@<>,;:"()[\]\\]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?$/i

/** A usable address in lower case, or null. */
export function readEmail(text: string): string | null {
  const address = text.trim().toLowerCase()
  return EMAIL.test(address) && address.includes('.', address.indexOf('@')) ? address : null
}

/** E.164, or null. National numbers are read by the customer's country. */
export function readPhone(text: string, country: string | null): string | null {
  // An unknown country code makes the library fall back to international numbers only.
  const parsed = parsePhoneNumberFromString(text, (country ?? undefined) as CountryCode | undefined)
  return parsed?.isValid() ? parsed.number : null
}

export async function addContact(
  org: Org, customerId: string, wish: ContactWish,
): Promise<ContactRow> {
  const customer = await customerById(org, customerId)
  if (!customer) throw notFound('This customer does not exist.')
  const others = await contactsOfCustomers(org, [customerId])
  const row = toRow(org, newId(), customer, wish)
  if (others.every((other) => !other.is_main)) row.is_main = true
  await writeContact(org, row)
  await recordEvent(org, { kind: 'contact_added', customerId, detail: { name: row.name } })
  await lookAgain(org, [customerId])
  return row
}

export async function saveContact(
  org: Org, contactId: string, wish: ContactWish,
): Promise<ContactRow> {
  const customerId = await customerOfContact(org, contactId)
  const customer = customerId === null ? null : await customerById(org, customerId)
  if (!customer) throw notFound('This contact does not exist.')
  const before = (await contactsOfCustomers(org, [customer.id]))
    .find((contact) => contact.id === contactId)
  const row = toRow(org, contactId, customer, wish)
  // Exactly one contact is the main one: it hands that on, it does not just drop it.
  if (before?.is_main) row.is_main = true
  await writeContact(org, row)
  await recordEvent(org, {
    kind: 'contact_changed', customerId: customer.id, detail: { name: row.name },
  })
  await lookAgain(org, [customer.id])
  return row
}

export async function deleteContact(org: Org, contactId: string): Promise<void> {
  const customerId = await customerOfContact(org, contactId)
  if (customerId === null) throw notFound('This contact does not exist.')
  const contacts = await contactsOfCustomers(org, [customerId])
  const gone = contacts.find((contact) => contact.id === contactId)
  await removeContact(org, contactId)
  const heir = contacts.find((contact) => contact.id !== contactId)
  if (gone?.is_main && heir) await writeContact(org, { ...heir, is_main: true })
  await recordEvent(org, {
    kind: 'contact_removed', customerId, detail: { name: gone?.name ?? '' },
  })
  await lookAgain(org, [customerId])
}

function toRow(
  org: Org, id: string, customer: { id: string; country: string | null }, wish: ContactWish,
): ContactRow {
  const { emails, phones, wrong } = readAddresses(wish,
    customer.country ?? org.settings.country)
  if (wish.zone != null && !isZone(wish.zone)) {
    wrong.push({ field: 'zone', message: 'This time zone is not known; choose one of the list.' })
  }
  if (wrong.length > 0) throw invalid('This contact cannot be saved yet.', wrong)
  return {
    id, customer_id: customer.id, name: wish.name, positions: [...wish.positions],
    is_main: wish.isMain, locale: wish.locale, zone: wish.zone ?? null,
    emails, phones,
  }
}

/** Addresses in the one form they are matched by, and what is wrong with the others. */
export function readAddresses(
  wish: Pick<ContactWish, 'emails' | 'phones'>, country: string | null,
): { emails: string[]; phones: string[]; wrong: { field: string; message: string }[] } {
  const wrong: { field: string; message: string }[] = []
  const emails = wish.emails.flatMap((text, place) => {
    const email = readEmail(text)
    if (email === null) {
      wrong.push({ field: `emails.${place}`, message: `"${text}" is not an e-mail address.` })
    }
    return email ?? []
  })
  const phones = wish.phones.flatMap((text, place) => {
    const phone = readPhone(text, country)
    if (phone === null) {
      wrong.push({
        field: `phones.${place}`,
        message: `"${text}" is not a phone number; write it with its country code, like +33 …`,
      })
    }
    return phone ?? []
  })
  return { emails: [...new Set(emails)], phones: [...new Set(phones)], wrong }
}
