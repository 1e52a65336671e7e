// Edge cases of the ledger: money that comes, goes back or is contested while a workflow runs.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeInvoice, raiseDispute } from './invoices/hold-invoice.ts'
import { notePromise } from './invoices/note-promise.ts'
import { recordCreditNote } from './invoices/record-credit-note.ts'
import { recordPayment, reversePayment } from './invoices/record-payment.ts'
import { systemNow } from './platform/clock.ts'
import { aCollectingCompany, type Collecting } from './testing/collecting-scene.ts'
import {
  actionsOf, day, daysOf, DUE, following, invoiceId, mailsTo, owe, setClock,
} from './testing/edge-scene.ts'
import { freshInstallation, type FreshInstallation } from './testing/fresh-installation.ts'
import { advanceWorkflows } from './workflows/advance-workflows.ts'

let installation: FreshInstallation
beforeAll(async () => { installation = await freshInstallation(systemNow) })
afterAll(() => installation.close())

let payments = 0
/** Null: to the oldest open invoices; []: it stays unapplied. */
const pay = (org: Collecting, customerId: string, amountMinor: number, number: string | null,
  isApplied = true) => org.do(async (open) => recordPayment(open, {
  customerId, reference: `P-${++payments}`, currency: 'EUR', amountMinor, receivedOn: open.today,
  wanted: !isApplied ? [] : number === null ? null
    : [{ invoiceId: await invoiceId(org, number), amountMinor }],
}))
const two = [{ number: 'I-1', dueOn: DUE }, { number: 'I-2', dueOn: day(10) }]
const one = two.slice(0, 1)

/** The first step of everybody is queued for its hour, and has not left yet. */
const queued = async (org: Collecting) => {
  await setClock(org, `${day(3)}T07:30:00.000Z`)
  await advanceWorkflows(installation, org.id)
}

/** Why the steps of the workflow stand; the task to apply the cash is no step. */
const heldOf = async (org: Collecting, customerId: string) =>
  (await actionsOf(org, customerId)).flatMap(({ held }) => (held === null ? [] : [held]))

test('E1: what is paid between queueing and sending is not asked for', async () => {
  const org = await aCollectingCompany(installation, following([3]))
  const whole = await org.aCustomer('Whole', one)
  const part = await org.aCustomer('Part', [{ number: 'I-3', dueOn: DUE }])
  const older = await org.aCustomer('Older', [
    { number: 'I-4', dueOn: DUE }, { number: 'I-5', dueOn: day(10) }])
  await queued(org)
  expect(await actionsOf(org, whole.id)).toMatchObject([{ state: 'open', held: null }])
  await pay(org, whole.id, 10_000, null)
  await pay(org, part.id, 4_000, null)
  await pay(org, older.id, 10_000, 'I-4')
  await org.tick()
  expect(await actionsOf(org, whole.id)).toMatchObject([{ state: 'cancelled' }])
  expect(await mailsTo(org, whole.email)).toEqual([])
  expect(await mailsTo(org, part.email)).toMatchObject([{ after: 3, subject: 'Open: €60.00' }])
  expect(await mailsTo(org, older.email)).toEqual([])
  await org.goTo(day(20))
  expect(await mailsTo(org, older.email)).toMatchObject([{ after: 13, subject: 'Open: €100.00' }])
})

test('E2: what is paid after sending leaves the record of what was asked as it was', async () => {
  const org = await aCollectingCompany(installation, following([3, 6]))
  const { id, email } = await org.aCustomer('Buyer', one)
  await org.goTo(day(3))
  const kept = () => org.do(async ({ tx }) => (await sql`select at, subject, snapshot from message
    where customer_id = ${id}`.execute(tx)).rows)
  const before = await kept()
  await pay(org, id, 10_000, null)
  await org.goTo(day(30))
  expect(await kept()).toEqual(before)
  expect(before).toMatchObject([{ snapshot: [{ openMinor: 10_000 }] }])
  expect(await daysOf(org, email)).toEqual([3])
})

test('E3: a payment that goes back opens all again, and nothing leaves on that day', async () => {
  const org = await aCollectingCompany(installation, following([3, 6]))
  const { id, email } = await org.aCustomer('Buyer', one)
  await org.goTo(day(3))
  await org.do(async (open) => notePromise(open, await invoiceId(org, 'I-1'),
    { amountMinor: null, promisedOn: day(10) }))
  await org.goTo(day(8))
  const paymentId = await pay(org, id, 10_000, null)
  await org.goTo(day(12))
  const promise = () => org.do(async ({ tx }) => (await sql<{ state: string }>`select state
    from promise where customer_id = ${id}`.execute(tx)).rows[0]?.state)
  expect(await promise()).toBe('kept')
  await org.do((open) => reversePayment(open, paymentId))
  await org.tick()
  expect(await promise()).toBe('broken')
  expect(await daysOf(org, email)).toEqual([3])
  await org.goTo(day(40))
  expect(await daysOf(org, email)).toEqual([3, 13])
})

test('E5: unapplied money that covers all holds the reminder, less does not', async () => {
  const org = await aCollectingCompany(installation, following([3]))
  const covered = await org.aCustomer('Covered', one)
  const short = await org.aCustomer('Short', [{ number: 'I-2', dueOn: DUE }])
  await pay(org, covered.id, 10_000, null, false)
  await pay(org, short.id, 9_999, null, false)
  await org.goTo(day(9))
  expect(await daysOf(org, covered.email)).toEqual([])
  expect(await heldOf(org, covered.id)).toEqual(['covered_by_credit'])
  expect(await daysOf(org, short.email)).toEqual([3])
})

test('E6: a credit note lowers what is asked for and restarts nothing', async () => {
  const org = await aCollectingCompany(installation, following([3, 6]))
  const { id, email } = await org.aCustomer('Buyer', one)
  await org.goTo(day(4))
  const credit = { customerId: id, currency: 'EUR', issuedOn: day(4) }
  await org.do(async (open) => recordCreditNote(open, { ...credit, number: 'CN-1',
    totalMinor: 3_000, wanted: [{ invoiceId: await invoiceId(org, 'I-1') }] }))
  await org.goTo(day(30))
  expect(await mailsTo(org, email)).toMatchObject([
    { after: 3, subject: 'Open: €100.00' }, { after: 8, subject: 'Open: €70.00' }])
  const other = await org.aCustomer('Other', [{ number: 'I-9', dueOn: day(30) }])
  await org.do((open) => recordCreditNote(open, { ...credit, customerId: other.id,
    number: 'CN-2', totalMinor: 10_000, wanted: [] }))
  await org.goTo(day(40))
  expect(await heldOf(org, other.id)).toEqual(['covered_by_credit'])
})

test('E7: a rest below the threshold is not collected, the threshold itself is', async () => {
  const org = await aCollectingCompany(installation, { start: DUE, workflows: [
    { level: 'customer', offsets: [3], mcdDays: 5, thresholdMinor: { EUR: 100 } }] })
  const below = await org.aCustomer('Below', one)
  const just = await org.aCustomer('Just', [{ number: 'I-2', dueOn: DUE }])
  await pay(org, below.id, 9_901, null)
  await pay(org, just.id, 9_900, null)
  await org.goTo(day(9))
  expect(await daysOf(org, below.email)).toEqual([])
  expect(await actionsOf(org, below.id)).toMatchObject([{ held: 'below_threshold' }])
  expect(await mailsTo(org, just.email)).toMatchObject([{ after: 3, subject: 'Open: €1.00' }])
})

test('E28: after a disputed carrying invoice the next takes over, the step stays', async () => {
  const org = await aCollectingCompany(installation, following([3, 6], 1))
  const { email } = await org.aCustomer('Buyer', two)
  await org.goTo(day(4))
  await org.do(async (open) => raiseDispute(open, await invoiceId(org, 'I-1'),
    { amountMinor: null, reason: 'Broken goods' }))
  await org.goTo(day(40))
  expect(await mailsTo(org, email)).toMatchObject([{ after: 3 }, { after: 16 }])
})

test('E29: of a partly disputed invoice the rest is asked for', async () => {
  const org = await aCollectingCompany(installation, following([3, 6]))
  const { email } = await org.aCustomer('Buyer', one)
  await org.goTo(day(4))
  await org.do(async (open) => raiseDispute(open, await invoiceId(org, 'I-1'),
    { amountMinor: 4_000, reason: 'One of three is missing' }))
  await org.goTo(day(30))
  expect(await mailsTo(org, email)).toMatchObject([
    { after: 3, subject: 'Open: €100.00' }, { after: 8, subject: 'Open: €60.00' }])
})

test('E30: several currencies are one run, by the oldest day, and are never added', async () => {
  const org = await aCollectingCompany(installation, following([3]))
  const { id, email } = await org.aCustomer('Buyer', two.slice(1))
  await owe(org, id, { number: 'USD-1', dueOn: DUE, currency: 'USD', totalMinor: 5_000 })
  await org.goTo(day(20))
  const mails = await mailsTo(org, email)
  expect(mails).toMatchObject([{ after: 3 }])
  expect(mails[0]?.subject).toContain('100.00')
  expect(mails[0]?.subject).toContain('50.00')
  expect(mails[0]?.subject).not.toContain('150')
})

test('E31: a new due day, a void invoice and an older one are planned anew', async () => {
  const org = await aCollectingCompany(installation, following([3, 6]))
  const later = await org.aCustomer('Later', one)
  const gone = await org.aCustomer('Gone', [{ number: 'I-3', dueOn: DUE }])
  const older = await org.aCustomer('Older', [{ number: 'I-4', dueOn: day(20) }])
  await queued(org)
  await owe(org, later.id, { number: 'I-1', dueOn: day(10) })
  await org.do(async (open) => closeInvoice(open, await invoiceId(org, 'I-3'),
    { as: 'void', reason: 'Billed twice' }))
  await org.tick()
  expect(await actionsOf(org, gone.id)).toMatchObject([{ state: 'cancelled' }])
  await org.goTo(day(24))
  expect(await daysOf(org, later.email)).toEqual([13, 18])
  expect(await daysOf(org, older.email)).toEqual([23])
  // It was due before the one that carries: the run begins again, after the delay.
  await owe(org, older.id, { number: 'I-5', dueOn: day(15) })
  await org.goTo(day(50))
  expect(await daysOf(org, older.email)).toEqual([23, 28, 33])
  expect(await daysOf(org, gone.email)).toEqual([])
})
