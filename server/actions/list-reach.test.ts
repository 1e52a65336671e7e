// Whom SMS cannot reach, one customer a reason, before anything is sent; and one SMS looked at.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addContact } from '../customers/save-contact.ts'
import { addCustomer } from '../customers/save-customer.ts'
import { saveInvoices } from '../invoices/save-invoice.ts'
import type { Org } from '../platform/in-organization.ts'
import { addSender } from '../settings/sms/save-sender.ts'
import { closeByHand, openCountry, savePrice } from '../settings/sms/list-countries.ts'
import { newId } from '../platform/ids.ts'
import { openLedger, type Company, type Ledger } from '../testing/ledger-scene.ts'
import { listReach, reachFile } from './list-reach.ts'
import { previewSms } from './preview-sms.ts'

let ledger: Ledger
let company: Company
const ids: Record<string, string> = {}

beforeAll(async () => {
  ledger = await openLedger()
  company = await ledger.anOrganization()
  await company.do(async (org) => {
    await addSender(org, {
      kind: 'mobile', address: '+33612340123', countries: [], isTwoWay: true,
      registration: 'not_needed', label: '',
    })
    await savePrice(org, 'FR', 76_000)
    await aCustomer(org, 'Able', ['+33612340001'], 'given')
    await aCustomer(org, 'Second number able', ['+33199001200', '+33612340002'], 'given')
    await aCustomer(org, 'Phoneless', [])
    await aCustomer(org, 'Landline', ['+33199001201'], 'given')
    await aCustomer(org, 'Dead', ['+33612340003'], 'given')
    await aCustomer(org, 'Stopped', ['+33612340004'], 'given')
    await aCustomer(org, 'Doubtful', ['+33612340005'], 'under_review')
    await aCustomer(org, 'Unasked', ['+33612340006'])
    await aCustomer(org, 'Taken back', ['+33612340007'], 'revoked')
    await aCustomer(org, '=Abroad', ['+4915112345678'], 'given')
    await sql`insert into suppression (channel, address, state, reason, since)
      values ('phone', '+33612340004', 'opted_out', 'STOP', ${org.now})`.execute(org.tx)
    await sql`insert into phone (number, line, learned_from, learned_at)
      values ('+33612340003', 'invalid', 'error', ${org.now})`.execute(org.tx)
    await aCustomer(org, 'Paid up', [], undefined, false)
  })
})
afterAll(() => ledger.close())

async function aCustomer(
  org: Org, name: string, phones: readonly string[], act?: string, isOwing = true,
): Promise<void> {
  const id = await addCustomer(org, { reference: name, name })
  ids[name] = id
  await addContact(org, id, {
    name: 'Bea', emails: [], phones, positions: ['payer'], isMain: true, locale: null,
  })
  for (const phone of act === undefined ? [] : phones) {
    await sql`insert into consent (id, phone, act, means, recorded_by, at)
      values (${newId()}, ${phone}, ${act}, 'contract', 'user:tester', ${org.now})`.execute(org.tx)
  }
  if (!isOwing) return
  await saveInvoices(org, [{
    customerId: id, number: `INV ${name}`, currency: 'EUR', totalMinor: 100,
    issuedOn: '2026-01-01', dueOn: '2026-02-01',
  }])
}

const reach = (given: Partial<Parameters<typeof listReach>[1]> = {}) => company.do((org) =>
  listReach(org, { positions: [], only: 'owing', limit: 100, ...given }))

test('E26: each who cannot be texted is named once, with the reason', async () => {
  const { total, reachable, items, isTruncated } = await reach()
  expect({ total, reachable, isTruncated }).toEqual({ total: 10, reachable: 2, isTruncated: false })
  expect(Object.fromEntries(items.map((one) => [one.customerName, one.reason]))).toEqual({
    Phoneless: 'no_phone', Landline: 'landline', Dead: 'invalid', Stopped: 'opted_out',
    Doubtful: 'under_review', Unasked: 'no_consent', 'Taken back': 'no_consent',
    '=Abroad': 'no_sender',
  })
  expect(items.find(({ customerName }) => customerName === 'Landline'))
    .toMatchObject({ phone: '+33199001201', text: expect.stringContaining('landline') })
})

test('counts stay whole when the list is cut, and those who owe nothing are asked for apart', async () => {
  const { items, reasons, isTruncated } = await reach({ limit: 1 })
  expect(items).toHaveLength(1)
  expect(isTruncated).toBe(true)
  expect(reasons.reduce((sum, { count }) => sum + count, 0)).toBe(8)
  expect(reasons).toContainEqual({ reason: 'no_consent', count: 2 })
  expect(await reach({ only: 'all' })).toMatchObject({ total: 11, reachable: 2 })
})

test('a closed country is in the way of all, until it is opened', async () => {
  await company.do((org) => closeByHand(org, 'FR', 'Refused'))
  expect(await reach()).toMatchObject({ reachable: 0 })
  await company.do((org) => openCountry(org, 'FR'))
  expect(await reach()).toMatchObject({ reachable: 2 })
})

test('the file has them all, and no spreadsheet computes a name', async () => {
  const lines = (await company.do((org) => reachFile(org, { positions: [], only: 'owing' })))
    .split('\r\n')
  expect(lines).toHaveLength(10)
  expect(lines.find((line) => line.includes('Abroad'))).toMatch(/^'=Abroad,'=Abroad,Bea,'\+49/)
})

const preview = (customer: string, number: string, text = 'Nordwind: please pay.') =>
  company.do((org) => previewSms(org, { customerId: ids[customer] ?? '', number, text }))

test('an SMS is known before it leaves: sender, parts, cost, and the hour there', async () => {
  expect(await preview('Able', '06 12 34 00 01', 'a'.repeat(161))).toMatchObject({
    number: '+33612340001', country: 'FR', line: 'mobile', consent: 'given', isOptedOut: false,
    sender: { address: '+33612340123', isTwoWay: true }, encoding: 'GSM-7', segments: 2,
    partMicros: 76_000, costMicros: 152_000, currency: 'USD', isQuiet: false, holds: [],
    localTimes: [{ zone: 'Europe/Paris', time: '10:00' }],
  })
  expect(await preview('Able', '+33612340001', '👍')).toMatchObject({
    encoding: 'UCS-2', segments: 1,
  })
})

test.each([
  ['Stopped', '+33612340004', 'opted_out'], ['Unasked', '+33612340006', 'no_consent'],
  ['Landline', '+33199001201', 'missing_phone'], ['=Abroad', '+4915112345678', 'no_local_sender'],
  ['Able', '12', 'missing_phone'],
])('what speaks against texting %s at %s is %s', async (customer, number, code) => {
  expect((await preview(customer, number)).holds[0]).toMatchObject({ code })
})

test('at night there it says so, and when it may go', async () => {
  ledger.setNow('2026-03-10T21:00:00.000Z')
  expect(await preview('Able', '+33612340001')).toMatchObject({
    isQuiet: true, waitsUntil: '2026-03-11T07:00:00.000Z',
  })
  ledger.setNow('2026-03-10T09:00:00.000Z')
})
