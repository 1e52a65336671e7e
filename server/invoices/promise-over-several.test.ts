// One promise over several invoices: spread, judged by its whole, asked about and told of once.
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { gatherFacts } from '../actions/gather-facts.ts'
import { addCustomer } from '../customers/save-customer.ts'
import { openLedger, type Company, type Ledger } from '../testing/ledger-scene.ts'
import { cancelPromise, judgePromises, raiseDispute } from './hold-invoice.ts'
import { notePromise, notePromiseOverSeveral, type SeveralWish } from './note-promise.ts'
import { readInvoice } from './read-ledger.ts'
import { recordPayment, reversePayment } from './record-payment.ts'
import { addInvoice } from './save-invoice.ts'

let ledger: Ledger
let company: Company
let customerId: string
let ids: Record<'old' | 'mid' | 'new' | 'usd', string>
beforeAll(async () => { ledger = await openLedger() })
afterAll(() => ledger.close())
beforeEach(async () => {
  ledger.setNow('2026-04-20T09:00:00.000Z')
  company = await ledger.anOrganization()
  customerId = await company.do((org) => addCustomer(org, { reference: 'C1', name: 'Acme' }))
  const invoice = (number: string, totalMinor: number, dueOn: string, currency = 'EUR') =>
    company.do((org) => addInvoice(org,
      { customerId, number, currency, totalMinor, issuedOn: '2026-01-01', dueOn }))
  ids = {
    mid: await invoice('MID', 60_000, '2026-02-10'), old: await invoice('OLD', 40_000, '2026-02-01'),
    new: await invoice('NEW', 50_000, '2026-03-01'),
    usd: await invoice('USD', 10_000, '2026-01-10', 'USD'),
  }
})

const promise = (wish: Partial<SeveralWish> = {}) => company.do((org) =>
  notePromiseOverSeveral(org, customerId,
    { currency: 'EUR', amountMinor: 70_000, promisedOn: '2026-05-01', ...wish }))
const pay = (invoiceId: string, amountMinor: number, receivedOn: string) =>
  company.do((org) => recordPayment(org, {
    customerId, reference: `P-${invoiceId}-${amountMinor}`, currency: 'EUR', amountMinor,
    receivedOn, wanted: [{ invoiceId, amountMinor }] }))
const morningOf = async (day: string) => {
  ledger.setNow(`${day}T05:00:00.000Z`)
  await company.do(judgePromises)
}
const statesOf = async () => {
  const { rows } = await company.do(({ tx }) => sql<{ line: string }>`
    select i.number || ' ' || p.amount_minor || ' ' || p.state as line from promise p
    join invoice i on i.id = p.invoice_id order by i.due_on, p.id`.execute(tx))
  return rows.map(({ line }) => line)
}
const told = async (kind: string) => (await company.do(({ tx }) => sql<{ count: number }>`
  select count(*) as count from event where kind = ${kind}`.execute(tx))).rows[0]?.count
const brokenOf = async () => {
  const [facts] = (await company.do((org) => gatherFacts(org, [customerId]))).values()
  return Object.fromEntries((facts?.invoices ?? []).flatMap((one) => {
    // What the facts are made of says so of each open invoice.
    const { carriedPromiseOn } = one as { carriedPromiseOn?: string | null }
    return one.currency === 'EUR' ? [[one.number, [one.brokenPromiseOn, carriedPromiseOn]]] : []
  }))
}

test('the amount takes what is open and undisputed on the oldest, and is one promise', async () => {
  await company.do((org) => raiseDispute(org, ids.old, { amountMinor: 15_000, reason: 'price' }))
  const noted = await promise()
  expect(noted).toMatchObject({ amountMinor: 70_000, currency: 'EUR', parts: [
    { number: 'OLD', amountMinor: 25_000 }, { number: 'MID', amountMinor: 45_000 }] })
  expect(await statesOf()).toEqual(['OLD 25000 active', 'MID 45000 active'])
  expect(await told('promise_made')).toBe(1)
  const invoice = await company.do((org) => readInvoice(org, ids.mid))
  expect(invoice).toMatchObject({ collectibleMinor: 15_000, promises: [{ amountMinor: 45_000,
    whole: { id: noted.id, amountMinor: 70_000, invoices: [{ number: 'OLD' }, { number: 'MID' }] },
  }] })
})

test.each<[string, Partial<SeveralWish>, string]>([
  ['a second currency', { currency: undefined }, 'say which is promised'],
  ['a currency that is not owed', { currency: 'GBP' }, 'Nothing in GBP'],
  ['more than is open', { amountMinor: 150_001 }, 'More is promised'],
  ['a day that is gone', { promisedOn: '2026-04-19' }, 'today (2026-04-20) or later'],
])('%s is refused with what to do', async (_, wish, message) => {
  await expect(promise(wish)).rejects.toThrow(message)
  expect(await statesOf()).toEqual([])
})

test('parts that do not fit are refused, and nothing of the promise is noted', async () => {
  const parts = (...of: [string, number][]) => promise({ amountMinor: null,
    parts: of.map(([invoiceId, amountMinor]) => ({ invoiceId, amountMinor })) })
  await expect(parts([ids.old, 40_001])).rejects.toThrow('than is open on it')
  await expect(parts([ids.old, 1], [ids.usd, 1])).rejects.toThrow('one currency')
  await expect(parts([ids.old, 1], [ids.old, 1])).rejects.toThrow('no open invoice')
  await expect(promise({ amountMinor: 3, parts: [{ invoiceId: ids.old, amountMinor: 2 }] }))
    .rejects.toThrow('another sum')
  expect(await statesOf()).toEqual([])
})

test('what comes for any of its invoices counts for the whole', async () => {
  await promise()
  // Less than its part came for one, and more for the other: together it is all of it.
  await pay(ids.old, 15_000, '2026-04-28')
  const rest = await pay(ids.mid, 55_000, '2026-05-01')
  await morningOf('2026-05-01')
  expect(await statesOf()).toEqual(['OLD 40000 active', 'MID 30000 active'])
  await morningOf('2026-05-02')
  expect(await statesOf()).toEqual(['OLD 40000 kept', 'MID 30000 kept'])
  expect(await told('promise_ended')).toBe(1)
  await company.do((org) => reversePayment(org, rest))
  expect(await statesOf()).toEqual(['OLD 40000 partly_kept', 'MID 30000 partly_kept'])
})

test('a broken one is carried by its oldest open invoice, before and after it is judged',
  async () => {
    await promise({ amountMinor: 150_000 })
    await pay(ids.old, 40_000, '2026-04-28')
    ledger.setNow('2026-05-02T05:00:00.000Z')
    const carried = { MID: ['2026-05-01', '2026-05-01'], NEW: ['2026-05-01', null] }
    expect(await brokenOf()).toEqual(carried)
    await company.do(judgePromises)
    expect(await statesOf())
      .toEqual(['OLD 40000 partly_kept', 'MID 60000 partly_kept', 'NEW 50000 partly_kept'])
    expect(await brokenOf()).toEqual(carried)
    // Once it is paid, no other begins to ask about the same promise.
    await pay(ids.mid, 60_000, '2026-05-03')
    expect(await brokenOf()).toEqual({ NEW: ['2026-05-01', null] })
  })

test('a newer promise of one invoice takes the place of that part alone', async () => {
  await promise()
  await company.do((org) => notePromise(org, ids.old, { amountMinor: null,
    promisedOn: '2026-05-10' }))
  expect(await statesOf()).toEqual(['OLD 40000 superseded', 'OLD 40000 active', 'MID 30000 active'])
  await pay(ids.mid, 30_000, '2026-05-01')
  await morningOf('2026-05-02')
  expect(await statesOf()).toEqual(['OLD 40000 superseded', 'OLD 40000 active', 'MID 30000 kept'])
})

test('another one over the same invoices takes the place of all of it, told once', async () => {
  await promise()
  await promise({ promisedOn: '2026-05-10', amountMinor: 150_000 })
  expect((await statesOf()).filter((line) => line.endsWith('superseded'))).toHaveLength(2)
  expect(await told('promise_ended')).toBe(1)
})

test('cancelled by a row or by its own id, it ends on all of its invoices', async () => {
  const first = await promise()
  await company.do((org) => cancelPromise(org, first.ids[1] ?? ''))
  expect(await statesOf()).toEqual(['OLD 40000 cancelled', 'MID 30000 cancelled'])
  const second = await promise()
  await company.do((org) => cancelPromise(org, second.id))
  expect((await statesOf()).filter((line) => line.endsWith('cancelled'))).toHaveLength(4)
  await expect(company.do((org) => cancelPromise(org, second.id))).rejects.toThrow('ended already')
})

test('the tolerance is that of the whole, not of its parts rounded one by one', async () => {
  await company.do(({ tx }) =>
    sql`update organization set promise_tolerance_percent = 1`.execute(tx))
  await promise({ amountMinor: null, parts: [{ invoiceId: ids.old, amountMinor: 150 },
    { invoiceId: ids.mid, amountMinor: 150 }] })
  await pay(ids.old, 297, '2026-04-30')
  await morningOf('2026-05-02')
  expect(await statesOf()).toEqual(['OLD 150 kept', 'MID 150 kept'])
})

test('the owner of the customer is told of a broken one, once and with its sum', async () => {
  await company.do(({ tx, now }) => sql`insert into member (user_id, name, email, role, joined_at)
    values ('mara', 'Mara', 'mara@seller.example', 'collector', ${now})`.execute(tx))
  await company.do(({ tx }) => sql`update customer set owner_id = 'mara'`.execute(tx))
  await promise()
  await morningOf('2026-05-02')
  await company.do(judgePromises)
  const { rows } = await company.do(({ tx }) => sql<{ title: string; customer_id: string }>`
    select title, customer_id from notification where user_id = 'mara'`.execute(tx))
  expect(rows).toMatchObject([{ customer_id: customerId }])
  expect(rows[0]?.title).toMatch(/^Acme broke a promise of .*700/)
})
