import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Org } from '../platform/in-organization.ts'
import { newId } from '../platform/ids.ts'
import { openLedger, type Company, type Ledger } from '../testing/ledger-scene.ts'
import { ensureContact } from './ensure-contacts.ts'
import { listCustomers } from './list-customers.ts'
import { lookAgain } from './look-again.ts'
import { noteContacts, voidContactOfMessage } from './note-contact.ts'
import { endPause, startPause, type PauseWish } from './pause.ts'
import { readCustomer } from './read-customer.ts'
import { addContact, deleteContact, saveContact, type ContactWish } from './save-contact.ts'
import { addCustomer, changeCustomer, saveCustomers } from './save-customer.ts'
import { suppressAddress } from './suppress-address.ts'

let ledger: Ledger
let company: Company
let id: string
beforeAll(async () => { ledger = await openLedger() })
afterAll(() => ledger.close())
beforeEach(async () => {
  ledger.setNow('2026-03-10T09:00:00.000Z')
  company = await ledger.anOrganization()
  id = await company.do((org) =>
    addCustomer(org, { reference: 'C1', name: 'Acme', country: 'FR' }))
})

const read = (customerId = id) => company.do((org) => readCustomer(org, customerId))
const aContact = (given: Partial<ContactWish> = {}): ContactWish => ({
  name: 'Ann', emails: [], phones: [], positions: [], isMain: false, locale: null, ...given,
})
const contact = (given: Partial<ContactWish> = {}, customerId = id) =>
  company.do((org) => addContact(org, customerId, aContact(given)))
const aPause = (given: Partial<PauseWish> = {}): PauseWish => ({
  scope: 'customer', subjectId: id, untilOn: '2026-03-20', reviewOn: null, reason: '', ...given,
})
const mains = async () => (await read()).contacts.filter((one) => one.isMain).map((one) => one.name)

test.each<[string, Partial<ContactWish>, unknown]>([
  ['e-mails in lower case, once', { emails: ['AP@Acme.Example', ' ap@acme.example'] },
    { emails: ['ap@acme.example'] }],
  ['a national phone by the customer’s country', { phones: ['01 44 55 66 77'] },
    { phones: ['+33144556677'] }],
  ['an international phone', { phones: ['+49 (30) 90 18 20'] }, { phones: ['+4930901820'] }],
])('a contact keeps %s', async (_name, given, expected) => {
  await contact(given)
  expect((await read()).contacts).toMatchObject([expected])
})

test('a national phone of a customer without a country is read by the organization’s', async () => {
  const bare = await company.do((org) => addCustomer(org, { reference: 'C2', name: 'Bare' }))
  await contact({ phones: ['06 12 34 56 78'] }, bare)
  expect((await read(bare)).contacts).toMatchObject([{ phones: ['+33612345678'] }])
})

test.each([['plain'], ['a@b'], ['a b@c.example'], ['a@b.example, c@d.example'], ['@b.example']])(
  'the e-mail "%s" is refused with its place', async (email) => {
    await expect(contact({ emails: ['ok@ok.example', email] })).rejects.toMatchObject(
      { status: 400, fields: [{ field: 'emails.1' }] })
  })

test.each([['12'], ['0000000'], ['+33 1 44'], ['call me']])(
  'the phone "%s" is refused', async (phone) => {
    await expect(contact({ phones: [phone] })).rejects.toMatchObject(
      { fields: [{ field: 'phones.0' }] })
  })

test('there is exactly one main contact, whoever comes and goes', async () => {
  const ann = await contact({ name: 'Ann' })
  expect(await mains()).toEqual(['Ann'])
  const ben = await contact({ name: 'Ben', isMain: true })
  expect(await mains()).toEqual(['Ben'])
  await company.do((org) => saveContact(org, ben.id, aContact({ name: 'Ben', isMain: false })))
  expect(await mains()).toEqual(['Ben'])
  await company.do((org) => saveContact(org, ann.id, aContact({ name: 'Ann', isMain: true })))
  expect(await mains()).toEqual(['Ann'])
  await company.do((org) => deleteContact(org, ann.id))
  expect(await mains()).toEqual(['Ben'])
  await company.do((org) => deleteContact(org, ben.id))
  expect((await read()).contacts).toEqual([])
})

test('a person is known by an address or a name, and loses nothing', async () => {
  const ensure = (given: Partial<ContactWish>) =>
    company.do((org) => ensureContact(org, id, aContact(given)))
  expect(await ensure({ name: 'Ann', emails: ['a@acme.example'] })).toBe('created')
  expect(await ensure({ name: '', emails: ['A@acme.example'] })).toBe('unchanged')
  expect(await ensure({ name: 'Ann', emails: ['b@acme.example'] })).toBe('updated')
  expect(await ensure({ name: 'Bob', emails: ['c@acme.example'] })).toBe('created')
  expect((await read()).contacts.map((one) => [one.name, one.emails])).toEqual([
    ['Ann', ['a@acme.example', 'b@acme.example']], ['Bob', ['c@acme.example']]])
})

test('an opt-out is final and concerns every customer with the address', async () => {
  const other = await company.do((org) => addCustomer(org, { reference: 'C2', name: 'Bolt' }))
  await contact({ emails: ['ap@acme.example'] })
  await contact({ emails: ['ap@acme.example'] }, other)
  const suppress = (state: 'opted_out' | 'bounced') => company.do((org) => suppressAddress(org,
    { channel: 'email', address: 'ap@acme.example', state, reason: state }))
  await suppress('bounced')
  await suppress('opted_out')
  await suppress('bounced')
  for (const customerId of [id, other]) {
    expect((await read(customerId)).contacts[0]?.suppressed).toMatchObject(
      [{ address: 'ap@acme.example', state: 'opted_out', reason: 'opted_out' }])
  }
})

test('a customer saved again is unchanged by the same content or by none', async () => {
  const save = (given: { name: string; country?: string | null }) => company.do(async (org) =>
    (await saveCustomers(org, [{ reference: 'C1', ...given }]))[0]?.did)
  expect(await save({ name: 'Acme', country: 'FR' })).toBe('unchanged')
  expect(await save({ name: 'Acme' })).toBe('unchanged')
  expect(await save({ name: 'Acme SA' })).toBe('updated')
  expect(await read()).toMatchObject({ name: 'Acme SA', country: 'FR' })
})

test('a reference belongs to one customer and a zone is a real one', async () => {
  await expect(company.do((org) => addCustomer(org, { reference: 'C1', name: 'X' })))
    .rejects.toMatchObject({ status: 409 })
  const other = await company.do((org) => addCustomer(org, { reference: 'C2', name: 'Bolt' }))
  await expect(company.do((org) => changeCustomer(org, other, { reference: 'C1' })))
    .rejects.toThrow('belongs to Acme')
  await expect(company.do((org) => changeCustomer(org, id, { zone: 'Mars/Base' })))
    .rejects.toThrow('not known')
})

test.each<[string, Partial<PauseWish>, RegExp]>([
  ['today', { untilOn: '2026-03-10' }, /ends in the future/],
  ['an open end without a reason', { untilOn: null, reviewOn: '2026-04-01' }, /needs a reason/],
  ['an open end without a review', { untilOn: null, reason: 'talks' }, /a day to review/],
  ['an unknown customer', { subjectId: newId() }, /customer does not exist/],
  ['another organization', { scope: 'organization', subjectId: newId() }, /organization does not/],
])('a pause until %s is refused', async (_name, given, expected) => {
  await expect(company.do((org) => startPause(org, aPause(given)))).rejects.toThrow(expected)
})

test('the day a pause runs until is free again', async () => {
  await company.do((org) => startPause(org, aPause({ untilOn: '2026-03-11' })))
  expect(await read()).toMatchObject({ collection: 'paused', pauses: [{ untilOn: '2026-03-11' }] })
  // 22:59 in UTC is 23:59 in Paris.
  ledger.setNow('2026-03-10T22:59:00.000Z')
  expect((await read()).collection).toBe('paused')
  ledger.setNow('2026-03-10T23:00:00.000Z')
  expect(await read()).toMatchObject({ collection: 'none', pauses: [] })
})

test('a pause is ended once, and the organization’s pauses everybody', async () => {
  const pause = await company.do((org) => startPause(org,
    aPause({ scope: 'organization', subjectId: company.id })))
  expect((await read()).collection).toBe('paused')
  await company.do((org) => endPause(org, pause.id))
  expect((await read()).collection).toBe('none')
  await expect(company.do((org) => endPause(org, pause.id))).rejects.toThrow('ended already')
})

test('a legal stop outweighs everything else', async () => {
  await company.do((org) => changeCustomer(org, id, { legalStopReason: 'insolvent' }))
  await company.do((org) => startPause(org, aPause()))
  expect((await read()).collection).toBe('stopped')
})

test('a look is only ever brought forward', async () => {
  const lookAt = (at: string) => company.do(async (org) => {
    await lookAgain(org, [id], at)
    return nextLook(org)
  })
  await company.do((org) => sql`update customer set next_look_at = null`.execute(org.tx))
  expect(await lookAt('2026-03-12T09:00:00.000Z')).toBe('2026-03-12T09:00:00.000Z')
  expect(await lookAt('2026-03-15T09:00:00.000Z')).toBe('2026-03-12T09:00:00.000Z')
  expect(await lookAt('2026-03-10T09:00:00.000Z')).toBe('2026-03-10T09:00:00.000Z')
})

const nextLook = async (org: Org) => (await sql<{ next_look_at: string }>`
  select next_look_at from customer where id = ${id}`.execute(org.tx)).rows[0]?.next_look_at

test('a message that failed was no contact', async () => {
  const note = (messageId: string) => company.do((org) => noteContacts(org, [{
    customerId: id, workflowId: null, runId: null, channel: 'email', personKey: 'a',
    isAutomatic: true, messageId }]))
  const [first, second] = [newId(), newId()]
  await note(first)
  ledger.setNow('2026-03-14T09:00:00.000Z')
  await note(second)
  expect((await read()).lastContactOn).toBe('2026-03-14')
  await company.do((org) => voidContactOfMessage(org, second))
  expect((await read()).lastContactOn).toBe('2026-03-10')
  await company.do((org) => voidContactOfMessage(org, first))
  expect((await read()).lastContactOn).toBeNull()
})

test('customers are found by name or reference, in any case, and % is only a sign', async () => {
  await company.do((org) => saveCustomers(org, [
    { reference: 'C2', name: 'Bolt & Söhne' }, { reference: 'X9', name: '100 % Wood' }]))
  const found = (search: string) => company.do(async (org) => (await listCustomers(org,
    { limit: 50, search, sort: 'name', onlyOverdue: false })).items.map((row) => row.reference))
  expect(await found('BOLT')).toEqual(['C2'])
  expect(await found('söhne')).toEqual(['C2'])
  expect(await found('c')).toEqual(['C1', 'C2'])
  expect(await found('%')).toEqual(['X9'])
  expect(await found('_')).toEqual([])
})

test('the list pages by name and by what is overdue without gaps or repeats', async () => {
  const rows = Array.from({ length: 11 }, (_, place) => [
    `L${place},I-${place},${(place % 4) * 10 + 1},${place % 3 === 0 ? 'USD' : 'EUR'},`
    + `2026-01-01,${place < 8 ? '2026-02-01' : '2026-12-01'},Name ${place % 5}`])
  await company.importText('invoices', ['customer_reference,number,total,currency,issued_on,due_on,'
    + 'customer_name', ...rows].join('\n'))
  for (const sort of ['name', 'overdue'] as const) {
    for (const [onlyOverdue, count] of [[false, 12], [true, 8]] as const) {
      const seen: string[] = []
      let cursor: string | undefined
      for (let page = 0; page < 10; page++) {
        const found = await company.do((org) =>
          listCustomers(org, { cursor, limit: 3, sort, onlyOverdue }))
        seen.push(...found.items.map((row) => row.reference))
        if (found.nextCursor === null) break
        cursor = found.nextCursor
      }
      expect([seen.length, new Set(seen).size]).toEqual([count, count])
    }
  }
  const [first] = (await company.do((org) =>
    listCustomers(org, { limit: 1, sort: 'overdue', onlyOverdue: false }))).items
  expect(first).toMatchObject({
    reference: 'L7', oldestDueOn: '2026-02-01', balances: [{ overdueMinor: 3100 }] })
})

test('no other organization finds, reads or changes a customer', async () => {
  const other = await ledger.anOrganization()
  await expect(other.do((org) => readCustomer(org, id))).rejects.toThrow('does not exist')
  await expect(other.do((org) => changeCustomer(org, id, { name: 'Mine' }))).rejects.toThrow()
  await expect(other.do((org) => addContact(org, id, aContact()))).rejects.toThrow()
  await expect(other.do((org) => startPause(org, aPause()))).rejects.toThrow()
  const list = await other.do((org) =>
    listCustomers(org, { limit: 50, sort: 'name', onlyOverdue: false }))
  expect(list.items).toEqual([])
})
