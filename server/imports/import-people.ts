// Imports customers and contacts: rows into wishes, and these in one batch.
import { isZone } from '#domain/day.ts'
import { readAs, readCountry, readLanguage, readYesNo, refuse } from '#domain/cells.ts'
import { ensureContacts, type ContactOfCustomer } from '../customers/ensure-contacts.ts'
import type { CollectAt } from '#domain/customer-tree.ts'
import { findCustomers } from '../customers/find-customers.ts'
import { lockTrees, placeCustomers } from '../customers/place-customer.ts'
import { readEmail } from '../customers/save-contact.ts'
import { saveCustomers, type CustomerWish } from '../customers/save-customer.ts'
import type { Org } from '../platform/in-organization.ts'
import { readCollectAt, readManners } from './customer-cells.ts'
import { followNamed, namedWorkflows } from './named-workflow.ts'
import {
  outcomeOf, settle, writeGood, type FileSetting, type Row, type RowOutcome,
} from './row.ts'

export async function importCustomers(
  org: Org, rows: readonly Row[], setting: FileSetting,
): Promise<RowOutcome[]> {
  const workflowOf = await namedWorkflows(org, rows, 'customer', setting)
  const read = rows.map((row) => {
    const wish: CustomerWish = {
      reference: row.needed('reference', 100), name: row.needed('name'),
      country: row.optional('country', readCountry) ?? undefined,
      zone: row.optional('zone', readZone) ?? undefined,
      locale: row.optional('language', readLanguage) ?? undefined,
      ...readPostal(row), ...readManners(row),
    }
    const person = {
      name: row.text('contact_name'), email: row.text('email', 254), phone: row.text('phone', 40),
    }
    checkEmail(row, 'email', person.email)
    const place = {
      parent: row.text('parent_reference', 100),
      collectAt: row.optional('collect_at', readCollectAt) ?? undefined,
    }
    return settle(row, { wish, person, place, workflowId: workflowOf(row) })
  })
  return writeGood(read, async (good) => {
    if (good.some(({ place }) => place.parent !== '' || place.collectAt !== undefined)) {
      await lockTrees(org)
    }
    const saved = await saveCustomers(org, good.map((one) => one.wish))
    const places: number[] = []
    const contacts = good.flatMap(({ person }, place): ContactOfCustomer[] => {
      if (person.name + person.email + person.phone === '') return []
      places.push(place)
      return [{
        customerId: saved[place]?.id ?? '', name: person.name, positions: [], isMain: false,
        emails: listOf(person.email), phones: listOf(person.phone), locale: null,
      }]
    })
    const ensured = await ensureContacts(org, contacts)
    const outcomes = saved.map((one): RowOutcome => ({ did: one.did }))
    for (const [at, place] of places.entries()) {
      const contact = ensured[at]
      if (contact?.did === 'refused') outcomes[place] = outcomeOf(contact)
      else if (contact?.did !== 'unchanged' && outcomes[place]?.did === 'unchanged') {
        outcomes[place] = { did: 'updated' }
      }
    }
    await placeRows(org, good.map(({ place }, at) => ({
      ...place, customerId: saved[at]?.id ?? '' })), outcomes)
    return followNamed(org, setting, 'customer', good.map(({ workflowId }, place) => ({
      id: saved[place]?.id ?? '', workflowId, outcome: outcomes[place] ?? { did: 'unchanged' } })))
  })
}

/** When all customers of the rows are there, each goes under its parent. */
async function placeRows(
  org: Org,
  rows: readonly { customerId: string; parent: string; collectAt: CollectAt | undefined }[],
  outcomes: RowOutcome[],
): Promise<void> {
  const places = [...rows.keys()].filter((at) =>
    rows[at]?.parent !== '' || rows[at].collectAt !== undefined)
  if (places.length === 0) return
  const parents = await findCustomers(org, rows.map((row) => row.parent))
  const placed = await placeCustomers(org, places.map((at) => {
    const row = rows[at]
    const name = row?.parent ?? ''
    // A reference that nobody has is refused as a parent that does not exist.
    const parentId = name === '' ? undefined : name.toLowerCase() === 'none' ? null
      : parents.get(name)?.id ?? NOBODY
    return { customerId: row?.customerId ?? '', parentId, collectAt: row?.collectAt }
  }))
  for (const [index, at] of places.entries()) {
    const one = placed[index]
    if (one?.did === 'refused') {
      outcomes[at] = outcomeOf({ did: 'refused', code: 'bad_parent', field: 'parent_reference',
        reason: one.reason })
    } else if (one?.did === 'placed' && outcomes[at]?.did === 'unchanged') {
      outcomes[at] = { did: 'updated' }
    }
  }
}

const NOBODY = '00000000-0000-0000-0000-000000000000'

/** A file without these columns, or a row with none of them, leaves the address as it is. */
function readPostal(row: Row): Pick<CustomerWish, 'street' | 'postcode' | 'city'> {
  const street = [row.text('street', 100), row.text('street_2', 100)]
    .filter((line) => line !== '').join('\n')
  const [postcode, city] = [row.text('postcode', 20), row.text('city', 100)]
  return {
    street: street || undefined, postcode: postcode || undefined, city: city || undefined,
  }
}

export async function importContacts(org: Org, rows: readonly Row[]): Promise<RowOutcome[]> {
  const customers = await findCustomers(org, rows.map((row) => row.peek('customer_reference')))
  const read = rows.map((row) => {
    const reference = row.needed('customer_reference', 100)
    const customer = customers.get(reference)
    if (reference !== '' && !customer) refuseUnknownCustomer(row, reference)
    const email = row.text('email', 254)
    const phone = row.text('phone', 40)
    if (email + phone === '') {
      row.refuse('email', 'missing', 'This row has neither an e-mail address nor a phone number.')
    }
    checkEmail(row, 'email', email)
    const wish: ContactOfCustomer = {
      customerId: customer?.id ?? '', name: row.text('name'),
      emails: listOf(email), phones: listOf(phone), positions: listOf(row.text('position', 60)),
      isMain: row.optional('main', readYesNo) ?? false,
      locale: row.optional('language', readLanguage),
    }
    return settle(row, wish)
  })
  return writeGood(read, async (good) => (await ensureContacts(org, good)).map(outcomeOf))
}

export function refuseUnknownCustomer(row: Row, reference: string): void {
  row.refuse('customer_reference', 'unknown_customer', `No customer has the reference `
    + `"${reference}"; import the customers first, or correct the reference.`)
}

export function checkEmail(row: Row, field: string, email: string): void {
  if (email !== '' && readEmail(email) === null) {
    row.refuse(field, 'bad_address', `"${email}" is not an e-mail address.`)
  }
}

export const listOf = (text: string): string[] => (text === '' ? [] : [text])

const readZone = (cell: string) => (isZone(cell) ? readAs(cell)
  : refuse('not_a_zone', `"${cell}" is not a time zone; use a name such as Europe/Paris.`))
