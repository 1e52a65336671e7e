// Promises and disputes in the ledger: terms, newer promises, reversed money, owners and ends.
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { gatherFacts } from '../actions/gather-facts.ts'
import { addCustomer } from '../customers/save-customer.ts'
import { saveOrganization } from '../settings/save-organization.ts'
import { openLedger, type Company, type Ledger } from '../testing/ledger-scene.ts'
import {
  cancelPromise, changeDispute, closeDispute, judgePromises, raiseDispute,
} from './hold-invoice.ts'
import { notePromise } from './note-promise.ts'
import { readInvoice } from './read-ledger.ts'
import { recordCreditNote } from './record-credit-note.ts'
import { recordPayment, reversePayment } from './record-payment.ts'
import { addInvoice } from './save-invoice.ts'

let ledger: Ledger
let company: Company
let customerId: string
let invoiceId: string
beforeAll(async () => { ledger = await openLedger() })
afterAll(() => ledger.close())
beforeEach(async () => {
  ledger.setNow('2026-04-20T09:00:00.000Z')
  company = await ledger.anOrganization()
  customerId = await company.do((org) => addCustomer(org, { reference: 'C1', name: 'Acme' }))
  invoiceId = await company.do((org) => addInvoice(org, {
    customerId, number: 'INV-1', currency: 'EUR', totalMinor: 150_000, issuedOn: '2026-01-01',
    dueOn: '2026-02-01' }))
})

const promise = (amountMinor: number, promisedOn: string, more: object = {}) =>
  company.do((org) => notePromise(org, invoiceId, { amountMinor, promisedOn, ...more }))
const pay = (amountMinor: number, receivedOn: string) => company.do((org) => recordPayment(org, {
  customerId, reference: `P${receivedOn}${amountMinor}`, currency: 'EUR', amountMinor, receivedOn,
  wanted: null }))
/** Some hours into a day, in Paris. */
const morningOf = async (day: string) => {
  ledger.setNow(`${day}T05:00:00.000Z`)
  await company.do(judgePromises)
}
const read = () => company.do((org) => readInvoice(org, invoiceId))
const states = async () =>
  (await read()).promises.map((one: { promisedOn: string; state: string }) =>
    `${one.promisedOn.slice(5)} ${one.state}`)
const facts = async () => {
  const [found] = (await company.do((org) => gatherFacts(org, [customerId]))).values()
  return found?.invoices[0]
}

test('EUR 1,000 for 1 May: kept, partly kept at midnight, broken when the payment goes back',
  async () => {
    await promise(100_000, '2026-05-01')
    ledger.setNow('2026-05-01T21:50:00.000Z')
    await pay(60_000, '2026-05-01')
    await company.do(judgePromises)
    expect(await states()).toEqual(['05-01 active'])
    ledger.setNow('2026-05-01T22:00:00.000Z')
    await company.do(judgePromises)
    expect(await states()).toEqual(['05-01 partly_kept'])
    const rest = await pay(40_000, '2026-05-01')
    expect(await states()).toEqual(['05-01 kept'])
    ledger.setNow('2026-05-04T09:00:00.000Z')
    await company.do((org) => reversePayment(org, rest))
    expect(await states()).toEqual(['05-01 partly_kept'])
    expect(await facts()).toMatchObject({ brokenPromiseOn: '2026-05-01', promisedMinor: 0 })
  })

test('a payment that goes back before the day leaves the promise as it was', async () => {
  await promise(100_000, '2026-05-01')
  const paid = await pay(100_000, '2026-04-22')
  await morningOf('2026-04-25')
  await company.do((org) => reversePayment(org, paid))
  expect(await states()).toEqual(['05-01 active'])
  expect(await facts()).toMatchObject({ promisedMinor: 100_000, openMinor: 150_000 })
})

test('days of grace and the tolerance are those of the day it was made', async () => {
  await company.do((org) => saveOrganization(org,
    { promiseGraceDays: 2, promiseTolerancePercent: 1 }))
  await promise(100_000, '2026-05-01')
  await company.do((org) => saveOrganization(org,
    { promiseGraceDays: 0, promiseTolerancePercent: 0 }))
  await morningOf('2026-05-03')
  expect(await states()).toEqual(['05-01 active'])
  expect(await read()).toMatchObject({ promisedMinor: 100_000,
    promises: [{ lastOn: '2026-05-03' }] })
  await pay(99_000, '2026-05-03')
  await morningOf('2026-05-04')
  expect(await states()).toEqual(['05-01 kept'])
  await promise(50_000, '2026-05-10', { graceDays: 1 })
  await morningOf('2026-05-12')
  expect(await states()).toEqual(['05-01 kept', '05-10 broken'])
})

test('a newer promise stands in the place of those it moves; instalments stay', async () => {
  await promise(50_000, '2026-05-01')
  await promise(50_000, '2026-05-10')
  expect(await states()).toEqual(['05-01 active', '05-10 active'])
  await promise(150_000, '2026-05-20')
  expect(await states())
    .toEqual(['05-01 superseded', '05-10 superseded', '05-20 active'])
  await promise(20_000, '2026-05-20')
  expect((await states()).toSorted().slice(2)).toEqual(['05-20 active', '05-20 superseded'])
  expect(await read()).toMatchObject({ promisedMinor: 20_000, collectibleMinor: 130_000 })
  await morningOf('2026-05-11')
  expect(await facts()).toMatchObject({ brokenPromiseOn: null })
})

test('what came early for a promise is not left alone twice', async () => {
  await promise(100_000, '2026-05-01')
  await pay(100_000, '2026-04-21')
  expect(await read()).toMatchObject(
    { openMinor: 50_000, promisedMinor: 0, collectibleMinor: 50_000 })
  expect(await facts()).toMatchObject({ openMinor: 50_000, promisedMinor: 0 })
})

test('a promise that holds nothing is still judged', async () => {
  await promise(150_000, '2026-05-01', { holdsCollection: false })
  expect(await read()).toMatchObject({ collectibleMinor: 150_000 })
  expect(await facts()).toMatchObject({ promisedMinor: 0, promisedOn: '2026-05-01' })
  await morningOf('2026-05-02')
  expect(await states()).toEqual(['05-01 broken'])
})

test('the broken one that counts is the newest that nothing was promised after', async () => {
  await promise(10_000, '2026-04-22')
  await promise(20_000, '2026-04-24')
  await morningOf('2026-04-23')
  expect(await facts()).toMatchObject({ brokenPromiseOn: '2026-04-22', promisedOn: '2026-04-24' })
  // Before anybody has judged it, the planner knows by the day alone.
  ledger.setNow('2026-04-25T05:00:00.000Z')
  expect(await facts()).toMatchObject({ brokenPromiseOn: '2026-04-24', promisedOn: null })
  await company.do(judgePromises)
  expect(await facts()).toMatchObject({ brokenPromiseOn: '2026-04-24' })
  const newer = await promise(5_000, '2026-05-02')
  expect(await facts()).toMatchObject({ brokenPromiseOn: null, promisedMinor: 5_000 })
  await company.do((org) => cancelPromise(org, newer))
  expect(await facts()).toMatchObject({ brokenPromiseOn: '2026-04-24', promisedMinor: 0 })
  await pay(150_000, '2026-04-25')
  expect(await facts()).toBeUndefined()
})

test('a dispute has an owner and a day, and says how it ended', async () => {
  await company.do(({ tx, now }) => sql`insert into member (user_id, name, email, role, joined_at)
    values ('mara', 'Mara', 'mara@seller.example', 'collector', ${now}),
      ('vi', 'Vi', 'vi@seller.example', 'viewer', ${now})`.execute(tx))
  await company.do(({ tx }) => sql`update customer set owner_id = 'mara'`.execute(tx))
  const wish = { amountMinor: 30_000, reason: 'damaged' }
  const id = await company.do((org) => raiseDispute(org, invoiceId, wish))
  expect((await read()).disputes).toMatchObject([{ ownerName: 'Mara', dueOn: null, note: '' }])
  await company.do((org) => changeDispute(org, id, { ownerId: null, dueOn: '2026-05-01' }))
  expect((await read()).disputes).toMatchObject([{ ownerId: null, dueOn: '2026-05-01' }])
  await expect(company.do((org) => changeDispute(org, id, { ownerId: 'vi' })))
    .rejects.toThrow('Nobody of that name')
  await expect(company.do((org) => changeDispute(org, id, { dueOn: '2026-04-19' })))
    .rejects.toThrow('today (2026-04-20) or later')
  const creditNoteId = await company.do((org) => recordCreditNote(org, {
    customerId, number: 'CN-1', currency: 'EUR', totalMinor: 30_000, issuedOn: '2026-04-20',
    wanted: [{ invoiceId }] }))
  await expect(company.do((org) => closeDispute(org, id, 'upheld', { creditNoteId })))
    .rejects.toThrow('no credit note')
  await company.do((org) => closeDispute(org, id, 'credited', { note: 'two broken', creditNoteId }))
  expect(await read()).toMatchObject({ openMinor: 120_000, disputedMinor: 0,
    disputes: [{ state: 'credited', note: 'two broken', creditNoteId }] })
  await expect(company.do((org) => changeDispute(org, id, { ownerId: 'mara' })))
    .rejects.toThrow('closed already')
})

test('the end of a dispute is a day from which the delay counts, for as long as one can be',
  async () => {
    const id = await company.do((org) =>
      raiseDispute(org, invoiceId, { amountMinor: null, reason: 'price' }))
    ledger.setNow('2026-04-22T22:30:00.000Z')
    await company.do((org) => closeDispute(org, id, 'withdrawn'))
    const endedOn = async () => (await facts() as { disputeEndedOn?: string }).disputeEndedOn
    expect(await endedOn()).toBe('2026-04-23')
    ledger.setNow('2026-06-01T09:00:00.000Z')
    expect(await endedOn()).toBeNull()
  })
