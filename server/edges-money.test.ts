// Edge cases of money on its way, money that is here unapplied, and money that does not come.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listActions } from './actions/list-actions.ts'
import { openDraft } from './actions/open-draft.ts'
import { applyCash, readCash, undoApplication } from './invoices/apply-cash.ts'
import { raiseDispute } from './invoices/hold-invoice.ts'
import { readInvoice, readPayment } from './invoices/read-ledger.ts'
import { recordCreditNote } from './invoices/record-credit-note.ts'
import { recordPayment, recordPayments, reversePayment } from './invoices/record-payment.ts'
import { clearPayment, failPayment } from './invoices/settle-payment.ts'
import { listCurrencies, listRests, reopenRest, writeOffRest } from './invoices/write-off-rest.ts'
import { balancesOf } from './customers/read-balances.ts'
import { readMessage } from './inbox/read-message.ts'
import { readAging } from './reports/aging.ts'
import { readProof } from './reports/proof.ts'
import { runDoctor } from './reports/doctor.ts'
import { systemNow } from './platform/clock.ts'
import { aCollectingCompany, type Collecting } from './testing/collecting-scene.ts'
import { change, day, daysOf, DUE, following, invoiceId, mailsTo, owe } from
  './testing/edge-scene.ts'
import { freshInstallation, type FreshInstallation } from './testing/fresh-installation.ts'

let installation: FreshInstallation
beforeAll(async () => { installation = await freshInstallation(systemNow) })
afterAll(async () => {
  const { checks } = await runDoctor(installation)
  expect(checks.filter((check) => check.breaches > 0)).toEqual([])
  await installation.close()
})

let payments = 0
interface Money {
  amountMinor?: number; number?: string; expectedOn?: string; isUnapplied?: boolean
  reference?: string; state?: 'pending' | 'cleared'; receivedOn?: string
}
const pay = (org: Collecting, customerId: string, given: Money) => org.do(async (open) => {
  const { amountMinor = 10_000 } = given
  return recordPayment(open, {
    customerId, currency: 'EUR', amountMinor, state: given.state,
    reference: given.reference ?? `M-${++payments}`,
    expectedOn: given.expectedOn, receivedOn: given.receivedOn ?? open.today,
    wanted: given.isUnapplied ? [] : given.number === undefined ? null
      : [{ invoiceId: await invoiceId(org, given.number), amountMinor }],
  })
})
const announce = (org: Collecting, customerId: string, given: Money = {}) =>
  pay(org, customerId, { ...given, state: 'pending' })

const tasksOf = (org: Collecting, customerId: string) => org.do(async ({ tx }) =>
  (await sql<{ name: string; state: string; owner: string; kind: string }>`select name, state, kind,
      owner_id as owner from action where customer_id = ${customerId} and channel = 'task'
    order by id`.execute(tx)).rows)
const kindsOf = (org: Collecting, customerId: string) => org.do(async ({ tx }) =>
  (await sql<{ kind: string }>`select kind from event where customer_id = ${customerId}
    order by id`.execute(tx)).rows.map((row) => row.kind))
const one = [{ number: 'I-1', dueOn: DUE }]

test('E4: announced money holds its invoice until its time has passed, then a person is asked',
  async () => {
    const org = await aCollectingCompany(installation, following([3, 6]))
    const { id, email } = await org.aCustomer('Buyer', one)
    await announce(org, id, { expectedOn: day(2) })
    await org.goTo(day(8))
    expect(await daysOf(org, email)).toEqual([])
    expect(await tasksOf(org, id)).toEqual([])
    // Seven days after the day it was expected on: the first step is late, and leaves.
    await org.goTo(day(30))
    expect(await daysOf(org, email)).toEqual([9, 14])
    expect((await tasksOf(org, id)).filter(({ kind }) => kind === 'adhoc')).toMatchObject([
      { name: `Find €100.00, announced for ${day(2)}`, owner: 'mara' }])
    expect(await kindsOf(org, id)).toContain('payment_lapsed')
    const told = await org.do(async ({ tx }) => (await sql`select user_id, title from notification
      where event = 'money_missing'`.execute(tx)).rows)
    expect(told).toMatchObject([{ user_id: 'mara' }])
  })

test('E4: of an invoice that is announced in part the rest is asked for', async () => {
  const org = await aCollectingCompany(installation, following([3]))
  const { id, email } = await org.aCustomer('Buyer', one)
  await announce(org, id, { amountMinor: 4_000, expectedOn: day(5) })
  const invoice = await org.do(async (open) => readInvoice(open, await invoiceId(org, 'I-1')))
  expect(invoice).toMatchObject({ openMinor: 10_000, pendingMinor: 4_000, collectibleMinor: 6_000,
    pending: [{ amountMinor: 4_000, expectedOn: day(5), lapsesOn: day(12) }] })
  const balance = { openMinor: 10_000, pendingMinor: 4_000, collectibleMinor: 6_000,
    unappliedMinor: 0 }
  expect(await org.do((open) => readAging(open, id))).toMatchObject([balance])
  expect((await org.do((open) => balancesOf(open, [id]))).get(id)).toMatchObject([balance])
  await org.goTo(day(4))
  expect(await mailsTo(org, email)).toMatchObject([{ after: 3, subject: 'Open: €60.00' }])
})

test('E4: announced money that comes pays what it was for; more than that is unapplied',
  async () => {
    const org = await aCollectingCompany(installation, following([3]))
    const { id, email } = await org.aCustomer('Buyer', one)
    const paymentId = await announce(org, id)
    await org.goTo(day(2))
    await org.do((open) => clearPayment(open, paymentId,
      { receivedOn: day(1), amountMinor: 10_500 }))
    expect(await org.do((open) => readPayment(open, paymentId))).toMatchObject(
      { state: 'cleared', amountMinor: 10_500, openMinor: 500, receivedOn: day(1) })
    expect(await org.do(async (open) => readInvoice(open, await invoiceId(org, 'I-1'))))
      .toMatchObject({ openMinor: 0, pendingMinor: 0, pending: [] })
    await expect(org.do((open) => clearPayment(open, paymentId, { receivedOn: day(1) })))
      .rejects.toThrow('cleared already')
    await org.goTo(day(20))
    expect(await daysOf(org, email)).toEqual([])
  })

test('E4: announced money that fails is asked for again, from the next day on', async () => {
  const org = await aCollectingCompany(installation, following([3]))
  const { id, email } = await org.aCustomer('Buyer', one)
  const paymentId = await announce(org, id, { expectedOn: day(6) })
  await org.goTo(day(4))
  await org.do((open) => failPayment(open, paymentId, { reason: 'No funds' }))
  await org.tick()
  expect(await daysOf(org, email)).toEqual([])
  expect(await tasksOf(org, id)).toMatchObject([{ name: 'Find out why €100.00 did not come' }])
  await org.goTo(day(10))
  expect(await daysOf(org, email)).toEqual([5])
  await expect(org.do((open) => reversePayment(open, paymentId))).rejects.toThrow('not come yet')
})

test('E4: a file says what became of announced money, by its reference', async () => {
  const org = await aCollectingCompany(installation, following([3]))
  const { id } = await org.aCustomer('Buyer', [...one, { number: 'I-2', dueOn: day(9) }])
  const wish = { customerId: id, currency: 'EUR', receivedOn: DUE, amountMinor: 10_000,
    wanted: null }
  const record = (...states: { reference: string; state?: 'pending' | 'failed' }[]) =>
    org.do(async (open) => (await recordPayments(open,
      states.map((state) => ({ ...wish, ...state })))).map((outcome) => outcome.did))
  // The second is for the invoice that the first is not for; a third finds nothing open.
  expect(await record({ reference: 'A', state: 'pending' }, { reference: 'B', state: 'pending' },
    { reference: 'C', state: 'pending' })).toEqual(['created', 'created', 'refused'])
  expect(await record({ reference: 'A', state: 'pending' })).toEqual(['unchanged'])
  expect(await record({ reference: 'A' }, { reference: 'B', state: 'failed' }))
    .toEqual(['updated', 'updated'])
  expect(await record({ reference: 'A' }, { reference: 'A', state: 'pending' },
    { reference: 'X', state: 'failed' })).toEqual(['unchanged', 'unchanged', 'refused'])
  const { rows } = await org.do(({ tx }) => sql`select p.reference, p.state, i.number
    from payment p left join allocation a on a.payment_id = p.id
      left join invoice i on i.id = a.invoice_id order by 1`.execute(tx))
  expect(rows).toEqual([{ reference: 'A', state: 'cleared', number: 'I-1' },
    { reference: 'B', state: 'failed', number: null }])
})

test('E4: what is to come in more than a month is a promise', async () => {
  const org = await aCollectingCompany(installation, following([3]))
  const { id } = await org.aCustomer('Buyer', one)
  await expect(announce(org, id, { expectedOn: day(31) })).rejects.toThrow('note a promise')
  await announce(org, id, { expectedOn: day(30) })
})

test('E4: for announced money whose invoice was paid otherwise nobody has to look', async () => {
  const org = await aCollectingCompany(installation, following([3]))
  const { id } = await org.aCustomer('Buyer', one)
  await announce(org, id)
  await org.goTo(day(2))
  await pay(org, id, {})
  await org.goTo(day(20))
  expect(await tasksOf(org, id)).toEqual([])
  expect(await kindsOf(org, id)).not.toContain('payment_lapsed')
})

test('E3: of a payment that goes back the owner is asked to find out why', async () => {
  const org = await aCollectingCompany(installation, following([3]))
  const { id, email } = await org.aCustomer('Buyer', one)
  const paymentId = await pay(org, id, {})
  await org.goTo(day(5))
  await org.do((open) => reversePayment(open, paymentId))
  await org.tick()
  await org.tick()
  expect(await tasksOf(org, id)).toMatchObject([
    { name: 'Find out why €100.00 went back', owner: 'mara', state: 'open' }])
  expect(await daysOf(org, email)).toEqual([])
  await org.goTo(day(7))
  expect(await daysOf(org, email)).toEqual([6])
})

test('E5: one task asks to apply the cash; it closes by itself, and undoing opens another',
  async () => {
    const org = await aCollectingCompany(installation, following([3]))
    const { id, email } = await org.aCustomer('Buyer', [...one, { number: 'I-2', dueOn: day(9) }])
    await pay(org, id, { amountMinor: 12_000, isUnapplied: true })
    await org.do((open) => recordCreditNote(open, { customerId: id, number: 'CN-1', currency: 'EUR',
      totalMinor: 8_000, issuedOn: day(-3), wanted: [] }))
    await org.tick()
    await org.tick()
    expect(await tasksOf(org, id)).toMatchObject([
      { kind: 'apply_cash', name: 'Apply the cash', owner: 'mara', state: 'open' }])
    await org.goTo(day(4))
    expect(await daysOf(org, email)).toEqual([])
    const { suggested } = await org.do((open) => readCash(open, id))
    expect(suggested.map((line) => [line.source, line.amountMinor])).toEqual([
      ['credit_note', 8_000], ['payment', 2_000], ['payment', 10_000]])
    const applied = await org.do((open) => applyCash(open, id, suggested))
    await org.tick()
    expect(await tasksOf(org, id)).toMatchObject([{ state: 'done' }])
    expect((await org.do((open) => balancesOf(open, [id]))).get(id)).toEqual([])
    await org.do((open) => undoApplication(open, applied))
    await expect(org.do((open) => undoApplication(open, applied))).rejects.toThrow('taken back')
    await org.tick()
    expect((await tasksOf(org, id)).map((task) => task.state)).toEqual(['done', 'open'])
    expect((await org.do((open) => balancesOf(open, [id]))).get(id))
      .toMatchObject([{ openMinor: 20_000, unappliedMinor: 20_000 }])
  })

test('E5: a task that a person closes comes back only with new money', async () => {
  const org = await aCollectingCompany(installation, following([3]))
  const { id } = await org.aCustomer('Buyer', one)
  await pay(org, id, { amountMinor: 1_000, isUnapplied: true })
  await org.tick()
  const [task] = (await org.do((open) => listActions(open, { list: 'due', limit: 50, mine: false,
    customerId: id }))).items
  await org.do(({ tx, now }) => sql`update action set state = 'skipped', closed_at = ${now}
    where id = ${task?.id ?? ''}`.execute(tx))
  await org.goTo(day(1))
  expect((await tasksOf(org, id)).map(({ state }) => state)).toEqual(['skipped'])
  await pay(org, id, { amountMinor: 1_000, isUnapplied: true })
  await org.tick()
  expect((await tasksOf(org, id)).map(({ state }) => state)).toEqual(['skipped', 'open'])
})

test('E5: cash is not applied over what is left of it, nor to another currency', async () => {
  const org = await aCollectingCompany(installation, following([3]))
  const { id } = await org.aCustomer('Buyer', one)
  const other = await org.aCustomer('Other', [{ number: 'I-9', dueOn: DUE }])
  const sourceId = await pay(org, id, { amountMinor: 1_000, isUnapplied: true })
  const apply = async (number: string, ...amounts: number[]) => org.do(async (open) => {
    const invoice = await invoiceId(org, number)
    return applyCash(open, id, amounts.map((amountMinor) =>
      ({ source: 'payment' as const, sourceId, invoiceId: invoice, amountMinor })))
  })
  await expect(apply('I-1', 1_001)).rejects.toThrow('More than is left')
  await expect(apply('I-1', 600, 401)).rejects.toThrow('More than is left')
  await expect(apply('I-9', 1_000)).rejects.toThrow('changed meanwhile')
  await apply('I-1', 600, 400)
  expect(other.id).not.toBe(id)
})

test('E34: who writes within the delay is warned, who writes after it is not', async () => {
  const org = await aCollectingCompany(installation, following([3]))
  const { id } = await org.aCustomer('Buyer', one)
  const warned = () => org.as('mara', async (open) =>
    (await openDraft(open, `new-${id}`)).warnings.map(({ code }) => code))
  expect(await warned()).toEqual([])
  await org.goTo(day(3))
  expect(await warned()).toEqual(['min_contact_delay'])
  await org.goTo(day(7))
  expect(await warned()).toEqual(['min_contact_delay'])
  await org.goTo(day(8))
  expect(await warned()).toEqual([])
})

test('E41: who writes from an old ledger is warned', async () => {
  const org = await aCollectingCompany(installation, following([30]))
  const { id } = await org.aCustomer('Buyer', one)
  const warned = () => org.as('mara', async (open) =>
    (await openDraft(open, `new-${id}`)).warnings.map(({ code }) => code))
  await change(org, 'stale_after_hours', 36)
  await org.do(({ tx, now }) => sql`update organization set ledger_changed_at = ${now}`
    .execute(tx))
  await org.goTo(day(1))
  expect(await warned()).toEqual([])
  await org.goTo(day(2))
  expect(await warned()).toEqual(['data_stale'])
})

test('E7: a few cents are proposed for writing off, up to the limit of their currency', async () => {
  const org = await aCollectingCompany(installation, following([3]))
  const { id, email } = await org.aCustomer('Buyer', [...one, { number: 'I-2', dueOn: day(1) },
    { number: 'I-3', dueOn: day(40) }])
  await change(org, 'write_off_limits', JSON.stringify({ EUR: 100, USD: 50 }))
  await pay(org, id, { number: 'I-1', amountMinor: 9_963 })
  await pay(org, id, { number: 'I-2', amountMinor: 9_899 })
  const rests = () => org.do(async (open) =>
    (await listRests(open, id)).map((rest) => [rest.number, rest.openMinor]))
  expect(await rests()).toEqual([['I-1', 37]])
  const writeOff = (number: string) => org.do(async (open) =>
    writeOffRest(open, await invoiceId(org, number)))
  await expect(writeOff('I-2')).rejects.toThrow('with one click (€1.00)')
  await expect(writeOff('I-3')).rejects.toThrow('with one click')
  await writeOff('I-1')
  expect(await rests()).toEqual([])
  await org.goTo(day(4))
  expect(await mailsTo(org, email)).toMatchObject([{ after: 4, subject: 'Open: €101.01' }])
  await org.do(async (open) => reopenRest(open, await invoiceId(org, 'I-1')))
  expect(await rests()).toEqual([['I-1', 37]])
  expect(await kindsOf(org, id)).toEqual(expect.arrayContaining(['invoice_closed', 'rest_reopened']))
})

test('E7: a limit is set for every currency that invoices are in, our own first', async () => {
  const org = await aCollectingCompany(installation, following([3]))
  const { id } = await org.aCustomer('Buyer', one)
  await owe(org, id, { number: 'I-8', dueOn: DUE, currency: 'USD' })
  await owe(org, id, { number: 'I-9', dueOn: DUE, currency: 'CHF' })
  expect(await org.do(listCurrencies)).toEqual(['EUR', 'CHF', 'USD'])
})

test('E2: a reminder and the payment it asked for are marked as crossed in the post', async () => {
  const org = await aCollectingCompany(installation, following([3, 30]))
  const late = await org.aCustomer('Late', one)
  const dated = await org.aCustomer('Dated', [{ number: 'I-2', dueOn: DUE }])
  const soon = await org.aCustomer('Soon', [{ number: 'I-3', dueOn: DUE }])
  const apart = await org.aCustomer('Apart', [{ number: 'I-4', dueOn: DUE },
    { number: 'I-5', dueOn: day(60) }])
  await org.goTo(day(3))
  await pay(org, soon.id, {})
  // Only an invoice that the reminder asked for crosses with it.
  await org.do(async (open) => raiseDispute(open, await invoiceId(org, 'I-4'),
    { amountMinor: null, reason: 'Broken' }))
  await org.goTo(day(5))
  await pay(org, late.id, { receivedOn: day(4) })
  await pay(org, dated.id, { receivedOn: day(3) })
  await pay(org, apart.id, { number: 'I-5' })
  const crossed = await org.do(async ({ tx }) => (await sql<{ customer_id: string }>`
    select customer_id from crossing`.execute(tx)).rows.map((row) => row.customer_id))
  expect(new Set(crossed)).toEqual(new Set([soon.id, dated.id]))
  expect(await kindsOf(org, soon.id)).toContain('message_crossed')
  const { rows } = await org.do(({ tx }) => sql`select i.number from event_invoice x
    join event e on e.id = x.event_id and e.kind = 'message_crossed'
    join invoice i on i.id = x.invoice_id order by 1`.execute(tx))
  expect(rows).toEqual([{ number: 'I-2' }, { number: 'I-3' }])
  const proof = await org.do(readProof)
  expect(proof).toMatchObject({ reminders: 4, aboutPaid: 0, crossed: 2 })
  const [line] = proof.crossedMessages
  expect(await org.do((open) => readMessage(open, line?.messageId ?? ''))).toMatchObject({
    crossed: [{ amountMinor: 10_000, currency: 'EUR' }] })
})
