import { sql } from 'kysely'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { addCustomer } from '../customers/save-customer.ts'
import { readAging } from '../reports/aging.ts'
import { countsOf, openLedger, type Company, type Ledger } from '../testing/ledger-scene.ts'
import { listCustomerEvents, listInvoiceEvents } from '../timeline/list-events.ts'
import {
  cancelPromise, changeDispute, closeDispute, closeInvoice, judgePromises, raiseDispute,
} from './hold-invoice.ts'
import { notePromise } from './note-promise.ts'
import { listInvoices } from './list-invoices.ts'
import { listPayments, readInvoice } from './read-ledger.ts'
import { recordCreditNote } from './record-credit-note.ts'
import { recordPayment, reversePayment, type PaymentWish } from './record-payment.ts'
import { addInvoice, saveInvoices, type InvoiceWish } from './save-invoice.ts'

let ledger: Ledger
let company: Company
let customerId: string
beforeAll(async () => { ledger = await openLedger() })
afterAll(() => ledger.close())
beforeEach(async () => {
  ledger.setNow('2026-03-10T09:00:00.000Z')
  company = await ledger.anOrganization()
  customerId = await company.do((org) => addCustomer(org, { reference: 'C1', name: 'Acme' }))
})

const anInvoice = (given: Partial<InvoiceWish> = {}): InvoiceWish => ({
  customerId, number: 'INV-1', currency: 'EUR', totalMinor: 10000, issuedOn: '2026-01-01',
  dueOn: '2026-02-01', ...given,
})
const aPayment = (given: Partial<PaymentWish> = {}): PaymentWish => ({
  customerId, reference: 'P1', currency: 'EUR', amountMinor: 4000, receivedOn: '2026-03-01',
  wanted: null, ...given,
})
const add = (given: Partial<InvoiceWish> = {}) =>
  company.do((org) => addInvoice(org, anInvoice(given)))
const pay = (given: Partial<PaymentWish> = {}) =>
  company.do((org) => recordPayment(org, aPayment(given)))
const read = (id: string) => company.do((org) => readInvoice(org, id))

test.each<[string, Partial<InvoiceWish>, string]>([
  ['the same content', {}, 'unchanged'],
  ['another due day', { dueOn: '2026-02-15' }, 'updated'],
  ['another total', { totalMinor: 12000 }, 'updated'],
  ['a total of just what is paid', { totalMinor: 4000 }, 'updated'],
  ['a total below what is paid', { totalMinor: 3999 }, 'wrong_amount'],
  ['another currency', { currency: 'USD' }, 'wrong_currency'],
  ['a due day before its day', { dueOn: '2025-12-31' }, 'wrong_date'],
  ['no amount', { totalMinor: 0 }, 'wrong_amount'],
])('an invoice that is saved again with %s is %s', async (_name, change, expected) => {
  const id = await add()
  await pay()
  const [outcome] = await company.do((org) => saveInvoices(org, [anInvoice(change)]))
  expect(outcome?.did === 'refused' ? outcome.code : outcome?.did).toBe(expected)
  const invoice = await read(id)
  expect(invoice.totalMinor - invoice.openMinor).toBe(4000)
})

test('a number belongs to one customer', async () => {
  await add()
  const other = await company.do((org) => addCustomer(org, { reference: 'C2', name: 'Bolt' }))
  const [outcome] = await company.do((org) =>
    saveInvoices(org, [anInvoice({ customerId: other })]))
  expect(outcome).toMatchObject({ did: 'refused', code: 'duplicate_number' })
  await expect(add()).rejects.toThrow('exists already')
})

test('a payment is recorded once by its reference; other content is refused', async () => {
  const id = await add()
  const paymentId = await pay()
  const before = await countsOf(company)
  expect(await pay()).toBe(paymentId)
  expect(await countsOf(company)).toEqual(before)
  await expect(pay({ amountMinor: 4001 })).rejects.toThrow('"P1" is recorded already')
  expect((await read(id)).openMinor).toBe(6000)
})

test.each<[string, Partial<PaymentWish>, string]>([
  ['an invoice in another currency', { currency: 'USD' }, 'This invoice is in EUR'],
  ['more than is open', { wanted: [{ invoiceId: '', amountMinor: 10001 }], amountMinor: 20000 },
    'More than is open'],
  ['no amount', { amountMinor: 0 }, 'above zero'],
  ['an unknown currency', { currency: 'XXX' }, 'not a currency'],
])('a payment for %s is refused', async (_name, given, expected) => {
  const id = await add()
  const wanted = given.wanted ?? [{}]
  await expect(pay({ ...given, wanted: wanted.map((one) => ({ ...one, invoiceId: id })) }))
    .rejects.toThrow(expected)
})

test('a reversed payment opens its invoices again and counts as no unapplied cash', async () => {
  const id = await add()
  const paymentId = await pay({ amountMinor: 15000 })
  expect((await read(id)).status).toBe('paid')
  await company.do((org) => reversePayment(org, paymentId))
  const invoice = await read(id)
  expect(invoice).toMatchObject({ openMinor: 10000, status: 'overdue' })
  expect(invoice.allocations).toHaveLength(2)
  const [balance] = await company.do((org) => readAging(org, customerId))
  expect(balance).toMatchObject({ openMinor: 10000, unappliedMinor: 0 })
  await expect(company.do((org) => reversePayment(org, paymentId))).rejects.toThrow('already')
})

test('a credit note lowers what is open only where it names an invoice', async () => {
  const id = await add()
  const credit = { customerId, currency: 'EUR', totalMinor: 3000, issuedOn: '2026-02-01' }
  await company.do((org) => recordCreditNote(org, { ...credit, number: 'CN-1', wanted: [] }))
  expect((await read(id)).openMinor).toBe(10000)
  await company.do((org) => recordCreditNote(org,
    { ...credit, number: 'CN-2', wanted: [{ invoiceId: id }] }))
  expect((await read(id)).openMinor).toBe(7000)
  const [balance] = await company.do((org) => readAging(org, null))
  expect(balance).toMatchObject({ openMinor: 7000, unappliedMinor: 3000 })
})

test.each([
  [4000, 'kept'], [3999, 'partly_kept'], [0, 'broken'],
])('a promise of 4000 of which %s came by its day is %s', async (paidMinor, expected) => {
  const id = await add()
  await company.do((org) => notePromise(org, id, { amountMinor: 4000, promisedOn: '2026-03-12' }))
  if (paidMinor > 0) await pay({ amountMinor: paidMinor, receivedOn: '2026-03-12' })
  ledger.setNow('2026-03-12T22:59:00.000Z')
  await company.do((org) => judgePromises(org))
  expect((await read(id)).promises.map((one) => one['state'])).toEqual(['active'])
  // Midnight in Paris is 23:00 in UTC.
  ledger.setNow('2026-03-12T23:00:00.000Z')
  await company.do((org) => judgePromises(org))
  expect((await read(id)).promises.map((one) => one['state'])).toEqual([expected])
})

test('a promise kept by a payment that is reversed later is judged again', async () => {
  const id = await add()
  await company.do((org) => notePromise(org, id, { amountMinor: null, promisedOn: '2026-03-12' }))
  const paymentId = await pay({ amountMinor: 10000, receivedOn: '2026-03-11' })
  ledger.setNow('2026-03-20T09:00:00.000Z')
  await company.do((org) => judgePromises(org))
  await company.do((org) => reversePayment(org, paymentId))
  await company.do((org) => judgePromises(org))
  expect((await read(id)).promises.map((one) => one['state'])).toEqual(['broken'])
})

test('a payment of the promised day that is entered later keeps the promise', async () => {
  const id = await add()
  await company.do((org) => notePromise(org, id, { amountMinor: 4000, promisedOn: '2026-03-12' }))
  ledger.setNow('2026-03-20T09:00:00.000Z')
  await company.do((org) => judgePromises(org))
  await pay({ receivedOn: '2026-03-13', amountMinor: 1, reference: 'late' })
  expect((await read(id)).promises.map((one) => one['state'])).toEqual(['broken'])
  await pay({ receivedOn: '2026-03-12' })
  expect((await read(id)).promises.map((one) => one['state'])).toEqual(['kept'])
})

test('what is promised or disputed is not collectible until it ends', async () => {
  const id = await add()
  await company.do((org) => notePromise(org, id, { amountMinor: 2500, promisedOn: '2026-03-10' }))
  await company.do((org) => raiseDispute(org, id, { amountMinor: 1000, reason: 'damaged' }))
  expect(await read(id)).toMatchObject(
    { promisedMinor: 2500, disputedMinor: 1000, collectibleMinor: 6500 })
  ledger.setNow('2026-03-11T09:00:00.000Z')
  const late = await read(id)
  expect(late).toMatchObject({ promisedMinor: 0, collectibleMinor: 9000 })
  await company.do((org) => closeDispute(org, String(late.disputes[0]?.['id']), 'withdrawn'))
  await company.do((org) => cancelPromise(org, String(late.promises[0]?.['id'])))
  expect(await read(id)).toMatchObject({ disputedMinor: 0, collectibleMinor: 10000 })
})

test('a dispute that is looked into holds as before, has an owner, and ends as any other', async () => {
  const id = await add()
  await company.do(({ tx, now }) => sql`insert into member (user_id, name, email, role, joined_at)
    values ('tester', 'Tess', 'tess@seller.example', 'collector', ${now})`.execute(tx))
  const disputeId = await company.do((org) =>
    raiseDispute(org, id, { amountMinor: 1000, reason: 'damaged', ownerId: null }))
  await company.do((org) => changeDispute(org, disputeId,
    { state: 'investigating', dueOn: '2026-04-30' }))
  const seen = await read(id)
  expect(seen).toMatchObject({ disputedMinor: 1000, disputes: [
    { state: 'investigating', ownerId: 'tester', ownerName: 'Tess', dueOn: '2026-04-30' }] })
  await company.do((org) => changeDispute(org, disputeId, { state: 'open' }))
  expect((await read(id)).disputes).toMatchObject([{ state: 'open', ownerId: 'tester' }])
  await company.do((org) => changeDispute(org, disputeId, { state: 'investigating' }))
  await company.do((org) => closeDispute(org, disputeId, 'upheld'))
  expect(await read(id)).toMatchObject({ disputedMinor: 0, disputes: [{ state: 'upheld' }] })
})

test('an invoice that is closed is no longer open anywhere and takes no promise', async () => {
  const id = await add()
  await company.do((org) => closeInvoice(org, id, { as: 'written_off', reason: 'bankrupt' }))
  expect(await read(id)).toMatchObject({ status: 'written_off', collectibleMinor: 0 })
  expect(await company.do((org) => readAging(org, null))).toEqual([])
  await expect(company.do((org) => notePromise(org, id,
    { amountMinor: null, promisedOn: '2026-04-01' }))).rejects.toThrow('closed already')
})

test('each deed stands once on the timelines of the customer and the invoice', async () => {
  const id = await add()
  await pay()
  const other = await add({ number: 'INV-2' })
  const texts = async (list: typeof listInvoiceEvents, of: string) => company.do(async (org) =>
    (await list(org, of, { limit: 50 })).items.map((event) => event.kind))
  expect(await texts(listInvoiceEvents, id)).toEqual(['payment_recorded', 'invoice_added'])
  expect(await texts(listInvoiceEvents, other)).toEqual(['invoice_added'])
  expect(await texts(listCustomerEvents, customerId))
    .toEqual(['invoice_added', 'payment_recorded', 'invoice_added', 'customer_added'])
})

test('timelines, invoices and payments page without gaps or repeats', async () => {
  for (let one = 0; one < 7; one++) {
    await add({ number: `INV-${one}`, totalMinor: 100 })
    await pay({ reference: `P${one}`, amountMinor: 10 })
  }
  type Listed = { items: { id: string }[]; nextCursor: string | null }
  const all = async (list: (page: { cursor?: string; limit: number }) => Promise<Listed>) => {
    const ids: string[] = []
    let cursor: string | null = null
    do {
      const page: Listed = await list({ ...(cursor ? { cursor } : {}), limit: 3 })
      ids.push(...page.items.map((item) => item.id))
      cursor = page.nextCursor
    } while (cursor)
    return ids
  }
  const counts = await Promise.all([
    all((page) => company.do((org) => listCustomerEvents(org, customerId, page))),
    all((page) => company.do((org) => listInvoices(org, { ...page, status: 'all' }))),
    all((page) => company.do((org) => listPayments(org, page)))])
  expect(counts.map((ids) => [ids.length, new Set(ids).size])).toEqual([[15, 15], [7, 7], [7, 7]])
})

test('no other organization reads or pays an invoice', async () => {
  const id = await add()
  const other = await ledger.anOrganization()
  await expect(other.do((org) => readInvoice(org, id))).rejects.toThrow('does not exist')
  await expect(other.do((org) => recordPayment(org, aPayment()))).rejects.toThrow()
  await expect(other.do((org) => closeInvoice(org, id, { as: 'void', reason: '' })))
    .rejects.toThrow('does not exist')
})

type Deed = { kind: 'invoice' | 'payment' | 'credit' | 'reverse' | 'close' | 'total'; pick: number
  amountMinor: number; currency: string; isNamed: boolean }

async function doDeed(deed: Deed, place: number): Promise<void> {
  const { currency, amountMinor, pick } = deed
  const invoices = await company.do(async (org) => (await sql<{ id: string; number: string }>`
    select id, number from invoice order by number`.execute(org.tx)).rows)
  const payments = await company.do(async (org) => (await sql<{ id: string }>`
    select id from payment order by reference`.execute(org.tx)).rows)
  const invoice = invoices[pick % Math.max(1, invoices.length)]
  const payment = payments[pick % Math.max(1, payments.length)]
  const named = deed.isNamed && invoice ? [{ invoiceId: invoice.id }] : null
  switch (deed.kind) {
    case 'invoice':
      await add({ number: `R-${place}`, totalMinor: amountMinor, currency })
      return
    case 'payment':
      await pay({ reference: `R-${place}`, amountMinor, currency, wanted: named })
      return
    case 'credit':
      await company.do((org) => recordCreditNote(org, { customerId, number: `R-${place}`, currency,
        totalMinor: amountMinor, issuedOn: '2026-03-01', wanted: named ?? [] }))
      return
    case 'reverse':
      if (payment) await company.do((org) => reversePayment(org, payment.id))
      return
    case 'close':
      if (invoice) {
        await company.do((org) => closeInvoice(org, invoice.id, { as: 'void', reason: 'x' }))
      }
      return
    case 'total':
      if (invoice) {
        await company.do((org) => saveInvoices(org, [anInvoice({ number: invoice.number,
          totalMinor: amountMinor, currency })]))
      }
  }
}

// I10: what is open is total − allocations, everywhere and always.
test('the sums of the ledger hold over any payments, credits, reversals and changes', async () => {
  const deed: fc.Arbitrary<Deed> = fc.record({
    kind: fc.constantFrom('invoice', 'invoice', 'payment', 'payment', 'credit', 'reverse', 'close',
      'total'),
    pick: fc.nat(50), amountMinor: fc.integer({ min: 1, max: 5000 }),
    currency: fc.constantFrom('EUR', 'EUR', 'USD'), isNamed: fc.boolean(),
  })
  await fc.assert(fc.asyncProperty(fc.array(deed, { minLength: 5, maxLength: 25 }),
    async (deeds) => {
      company = await ledger.anOrganization()
      customerId = await company.do((org) => addCustomer(org, { reference: 'C', name: 'Any' }))
      // Refusals are part of the game: they too must leave the sums alone.
      for (const [place, one] of deeds.entries()) await doDeed(one, place).catch(() => undefined)
      const { rows } = await company.do((org) => sql`
        select 'invoice ' || number as what from invoice i where open_minor <> total_minor
          - coalesce((select sum(amount_minor) from allocation a where a.invoice_id = i.id), 0)
        union all select 'payment ' || reference from payment p where state = 'cleared'
          and open_minor <> amount_minor
          - coalesce((select sum(amount_minor) from allocation a where a.payment_id = p.id), 0)
        union all select 'reversed ' || reference from payment p where state = 'reversed'
          and (open_minor <> 0 or 0 <> coalesce((select sum(amount_minor) from allocation a
            where a.payment_id = p.id), 0))
        union all select 'credit ' || number from credit_note n where open_minor <> total_minor
          - coalesce((select sum(amount_minor) from allocation a where a.credit_note_id = n.id), 0)
        union all select 'mixed currency' from allocation a join invoice i on i.id = a.invoice_id
          left join payment p on p.id = a.payment_id
          left join credit_note n on n.id = a.credit_note_id
          where i.currency <> coalesce(p.currency, n.currency)`.execute(org.tx))
      expect(rows).toEqual([])
    }), { numRuns: 25 })
})
