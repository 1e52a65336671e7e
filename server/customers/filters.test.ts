import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { CustomerFilterOf } from '#contract/list-filters.ts'
import { newId } from '../platform/ids.ts'
import { openLedger, type Company, type Ledger } from '../testing/ledger-scene.ts'
import { changeMany, undoMany } from './bulk-change.ts'
import { listCustomers } from './list-customers.ts'
import { collectionOf } from './read-collection.ts'
import { startPause } from './pause.ts'
import { addContact } from './save-contact.ts'
import { changeCustomer, saveCustomers } from './save-customer.ts'
import { chosenCustomers, totalCustomers } from './total-customers.ts'

let ledger: Ledger
let company: Company
let ids: Record<string, string>
beforeAll(async () => { ledger = await openLedger() })
afterAll(() => ledger.close())
beforeEach(async () => {
  ledger.setNow('2026-03-10T09:00:00.000Z')
  company = await ledger.anOrganization()
  const saved = await company.do((org) => saveCustomers(org, [
    { reference: 'A', name: 'Acme', country: 'FR', ownerId: 'tester' },
    { reference: 'B', name: 'Bolt', country: 'DE', ownerId: 'ida' },
    { reference: 'C', name: 'Cöln Kabel', country: 'DE' },
    { reference: 'D', name: 'Dyer', country: null }]))
  ids = Object.fromEntries(['A', 'B', 'C', 'D'].map((name, place) =>
    [name, saved[place]?.id ?? '']))
  await company.importText('invoices', ['customer_reference,number,total,currency,issued_on,due_on',
    'A,I-1,100,EUR,2026-01-01,2026-02-01', 'A,I-2,50,EUR,2026-01-01,2026-04-01',
    'B,I-3,900,EUR,2026-01-01,2026-03-05', 'C,I-4,70,USD,2026-01-01,2026-01-05'].join('\n'))
})

const found = (filter: CustomerFilterOf) => company.do(async (org) =>
  (await listCustomers(org, { limit: 50, sort: 'name', ...filter })).items
    .map((row) => row.reference).join(''))
const order = (sort: 'overdue' | 'open' | 'due' | 'contact', way?: 'asc' | 'desc') =>
  company.do(async (org) => (await listCustomers(org, { limit: 50, sort, order: way })).items
    .map((row) => row.reference).join(''))

test.each<[string, CustomerFilterOf, string]>([
  ['nothing', {}, 'ABCD'],
  ['a country', { country: ['DE'] }, 'BC'],
  ['several countries', { country: ['DE', 'FR'] }, 'ABC'],
  ['whoever asks as the owner', { owner: ['me'] }, 'A'],
  ['owners', { owner: ['me', 'ida'] }, 'AB'],
  ['no owner', { lacks: ['owner'] }, 'CD'],
  ['a currency', { currency: ['USD'] }, 'C'],
  ['an amount from', { openFrom: 15_000 }, 'AB'],
  ['an amount to', { openTo: 15_000 }, 'ACD'],
  ['days late, both ends included', { lateFrom: 5, lateTo: 37 }, 'AB'],
  ['overdue', { onlyOverdue: true }, 'ABC'],
  ['an accent that was not typed', { search: 'coln' }, 'C'],
  ['two beginnings of words', { search: 'kab cöl' }, 'C'],
  ['the middle of a word, which is no beginning', { search: 'yer' }, ''],
  ['a quote in the search', { search: "o'\\" }, ''],
  ['nobody contacted yet', { quiet: 30 }, 'ABCD'],
  ['no e-mail', { lacks: ['email', 'phone'] }, 'ABCD'],
  ['a hold that nothing has', { held: ['quiet_hours'] }, ''],
  ['several filters at once', { country: ['DE'], openFrom: 1, onlyOverdue: true }, 'B'],
])('a list narrowed by %s', async (_name, filter, expected) => {
  expect(await found(filter)).toBe(expected)
})

test('marks and what is missing are found as they come and go', async () => {
  await company.do(async (org) => {
    await addContact(org, ids['B'] ?? '', { name: 'Bea', emails: ['bea@bolt.example'], phones: [],
      positions: [], isMain: true, locale: null })
    await sql`insert into dispute (id, customer_id, invoice_id, reason, opened_at)
      select ${newId()}, customer_id, id, 'Broken', ${org.now} from invoice where number = 'I-3'`
      .execute(org.tx)
    await sql`insert into promise (id, customer_id, invoice_id, amount_minor, promised_on, state,
        made_on, made_by)
      select gen_random_uuid(), customer_id, id, 100, '2026-03-01',
        case number when 'I-1' then 'active' else 'broken' end, '2026-02-20', 'user:tester'
      from invoice where number in ('I-1', 'I-4')`.execute(org.tx)
    await sql`insert into suppression (channel, address, state, since)
      values ('email', 'bea@bolt.example', 'opted_out', ${org.now})`.execute(org.tx)
  })
  expect(await found({ has: ['dispute'] })).toBe('B')
  expect(await found({ has: ['promise'] })).toBe('A')
  expect(await found({ has: ['broken_promise'] })).toBe('C')
  expect(await found({ has: ['opted_out'] })).toBe('B')
  expect(await found({ has: ['dispute', 'promise'] })).toBe('')
  expect(await found({ lacks: ['email'] })).toBe('ACD')
})

test('every state of collection that a row shows is found by its filter', async () => {
  await company.do(async (org) => {
    await startPause(org, { scope: 'customer', subjectId: ids['B'] ?? '', untilOn: '2026-04-01',
      reviewOn: null, reason: '' })
    await changeCustomer(org, ids['C'] ?? '', { legalStopReason: 'Insolvent' })
  })
  const shown = await company.do((org) => collectionOf(org, Object.values(ids)))
  for (const state of ['active', 'halted_by_reply', 'paused', 'stopped', 'finished', 'none'] as
    const) {
    const expected = Object.entries(ids).filter(([, id]) => shown.get(id) === state)
      .map(([name]) => name).join('')
    expect(await found({ state: [state] }), state).toBe(expected)
  }
  expect(await found({ state: ['paused', 'stopped'] })).toBe('BC')
})

test('an order follows the ledger and the day, though nothing but time has passed', async () => {
  expect(await order('overdue')).toBe('BACD')
  expect(await order('open')).toMatch(/^BA/)
  expect(await order('open', 'asc')).toMatch(/AB$/)
  expect(await order('due')).toBe('CABD')
  ledger.setNow('2026-04-02T09:00:00.000Z')
  await company.importText('invoices', ['customer_reference,number,total,currency,issued_on,due_on',
    'A,I-2,2000,EUR,2026-01-01,2026-04-01'].join('\n'))
  expect(await order('overdue')).toBe('ABCD')
})

test('an invoice that falls due overnight is overdue in the order of the next day', async () => {
  expect(await order('overdue')).toBe('BACD')
  await company.importText('invoices', ['customer_reference,number,total,currency,issued_on,due_on',
    'D,I-9,5000,EUR,2026-03-01,2026-03-10'].join('\n'))
  expect(await order('overdue')).toBe('BACD')
  ledger.setNow('2026-03-11T09:00:00.000Z')
  expect(await order('overdue')).toBe('DBAC')
})

test('totals say how many and how much, currencies apart', async () => {
  expect(await company.do((org) => totalCustomers(org, { country: ['DE'] }))).toEqual({
    count: 2, isMore: false,
    open: [{ currency: 'EUR', amountMinor: 90_000 }, { currency: 'USD', amountMinor: 7_000 }] })
})

const aColleague = (userId: string, isActive = true) => company.do(({ tx, now }) =>
  sql`insert into member (user_id, name, email, role, joined_at, is_active)
    values (${userId}, ${userId}, ${`${userId}@seller.example`}, 'collector', ${now}, ${isActive})`
    .execute(tx))

test('many get an owner when the set is as shown, and it is taken back', async () => {
  await aColleague('nora')
  const shown = await company.do((org) => chosenCustomers(org, { filter: { country: ['DE'] } }))
  const done = await company.do((org) => changeMany(org, {
    chosen: { filter: { country: ['DE'], onlyOverdue: false } }, shown,
    deed: { kind: 'owner', ownerId: 'nora' } }))
  expect(done.changed).toBe(2)
  expect(await found({ owner: ['nora'] })).toBe('BC')
  // Whoever was given to somebody else meanwhile stays there.
  await company.do((org) => changeCustomer(org, ids['C'] ?? '', { ownerId: 'zoe' }))
  expect(await company.do((org) => undoMany(org, done.bulkId))).toEqual({ restored: 1, left: 1 })
  expect(await found({ owner: ['ida'] })).toBe('B')
  expect(await found({ owner: ['zoe'] })).toBe('C')
  await expect(company.do((org) => undoMany(org, done.bulkId))).rejects.toThrow('no longer')
})

test('a set that has changed since it was shown is refused, and nothing is written', async () => {
  const shown = await company.do((org) => chosenCustomers(org, { filter: { country: ['DE'] } }))
  await company.importText('invoices', ['customer_reference,number,total,currency,issued_on,due_on',
    'B,I-8,1,EUR,2026-03-01,2026-03-10'].join('\n'))
  await expect(company.do((org) => changeMany(org, {
    chosen: { filter: { country: ['DE'], onlyOverdue: false } }, shown,
    deed: { kind: 'owner', ownerId: 'nora' } }))).rejects.toMatchObject({ status: 409 })
  expect(await found({ owner: ['nora'] })).toBe('')
})

test.each(['a stranger', 'of before'])('many are not given to %s', async (ownerId) => {
  await aColleague('of before', false)
  const shown = await company.do((org) => chosenCustomers(org, { ids: Object.values(ids) }))
  await expect(company.do((org) => changeMany(org, { chosen: { ids: Object.values(ids) }, shown,
    deed: { kind: 'owner', ownerId } }))).rejects.toThrow('Only an active colleague')
  expect(await found({ owner: [ownerId] })).toBe('')
})

test('many are paused until a day, and go on when it is taken back', async () => {
  const shown = await company.do((org) => chosenCustomers(org, { ids: Object.values(ids) }))
  const done = await company.do((org) => changeMany(org, { chosen: { ids: Object.values(ids) },
    shown, deed: { kind: 'pause', untilOn: '2026-03-20', reason: 'Fair' } }))
  expect(await found({ state: ['paused'] })).toBe('ABCD')
  expect(await company.do((org) => undoMany(org, done.bulkId))).toEqual({ restored: 4, left: 0 })
  expect(await found({ state: ['paused'] })).toBe('')
})

test('nobody sees, counts or changes the customers of another organization', async () => {
  const other = await ledger.anOrganization()
  expect((await other.do((org) => listCustomers(org, { limit: 9, sort: 'name',
    search: 'acme' }))).items).toEqual([])
  expect(await other.do((org) => chosenCustomers(org, { ids: Object.values(ids) })))
    .toMatchObject({ count: 0 })
})
