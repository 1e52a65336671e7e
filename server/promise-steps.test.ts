// Stories of steps that follow a broken promise, through planner, gate and To Do.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, daysBetween } from '#domain/day.ts'
import { STEP_DEFAULTS } from '#domain/workflow.ts'
import { completeAction, skipAction } from './actions/close-action.ts'
import { closeDispute, raiseDispute } from './invoices/hold-invoice.ts'
import { notePromise, notePromiseOverSeveral } from './invoices/note-promise.ts'
import { recordPayment, reversePayment } from './invoices/record-payment.ts'
import { addInvoice } from './invoices/save-invoice.ts'
import type { Installation } from './platform/installation.ts'
import { aCollectingCompany, type Collecting } from './testing/collecting-scene.ts'
import { freshDatabase } from './testing/fresh-database.ts'
import { openInstallation } from './testing/mail-scene.ts'
import { planLines } from './workflows/dry-run.ts'
import { publishDraft } from './workflows/publish-version.ts'
import { saveDraft, type RulesWish } from './workflows/save-workflow.ts'

const DUE = '2027-03-01'
const day = (count: number) => addDays(DUE, count)
let database: Awaited<ReturnType<typeof freshDatabase>>
let installation: Installation & { close: () => Promise<void> }

beforeAll(async () => {
  database = await freshDatabase()
  installation = await openInstallation(database.url)
})
afterAll(async () => {
  await installation.close()
  await database.close()
})

/** A line of mails by days after the due day, and a call on the day after a broken promise. */
async function aCompany(
  offsets: readonly number[], mcdDays = 5, level: 'customer' | 'invoice' = 'customer',
) {
  const org = await aCollectingCompany(installation, {
    start: day(2), workflows: [{ level, offsets, mcdDays }],
  })
  const workflowId = await changeSteps(org, (steps) => [...steps, {
    name: 'Ask about the promise', channel: 'call', mode: 'manual', positions: [],
    trigger: { anchor: 'promise', offsetDays: 1, unit: 'calendar' }, templateId: null,
    ...STEP_DEFAULTS,
  }])
  const { id, email } = await org.aCustomer('Buyer', [{ number: 'I-1', dueOn: DUE }])
  const invoiceId = await org.do(async ({ tx }) => (await sql<{ id: string }>`select id
    from invoice where customer_id = ${id}`.execute(tx)).rows[0]?.id ?? '')
  return { org, id, email, invoiceId, workflowId }
}

type Steps = RulesWish['steps']

async function changeSteps(org: Collecting, change: (steps: Steps) => Steps): Promise<string> {
  return org.do(async (open) => {
    const { rows } = await sql<{ id: string }>`select id from workflow`.execute(open.tx)
    const workflowId = rows[0]?.id ?? ''
    const { published } = await readSteps(open, workflowId)
    await saveDraft(open, workflowId, { entryLogic: 'standard', mcdDays: published.mcd_days,
      mcdScope: 'customer', thresholdMinor: {}, steps: change(published.steps) })
    await publishDraft(open, workflowId, { runs: 'migrate' })
    await sql`update workflow set quiet_until = null`.execute(open.tx)
    return workflowId
  })
}

async function readSteps(org: Parameters<typeof publishDraft>[0], workflowId: string) {
  const { rows } = await sql<{ steps: Steps; mcd_days: number }>`select v.steps, v.mcd_days
    from workflow w join workflow_version v on v.org_id = w.org_id
      and v.id = w.published_version_id where w.id = ${workflowId}`.execute(org.tx)
  const [published] = rows
  if (!published) throw new Error('It is published.')
  return { published }
}

interface Seen { id: string; name: string; state: string; day: number; occurrence: number }

const actionsOf = (org: Collecting, customerId: string): Promise<Seen[]> =>
  org.do(async ({ tx }) => (await sql<Seen>`select id, name, state, occurrence,
      due_on - ${DUE}::date as day from action
    where customer_id = ${customerId} and run_id is not null order by created_at, id`
    .execute(tx)).rows)
const open = async (org: Collecting, customerId: string) =>
  (await actionsOf(org, customerId)).filter(({ state }) => state === 'open')
const promise = (org: Collecting, invoiceId: string, promisedOn: string, amountMinor?: number) =>
  org.do((one) => notePromise(one, invoiceId, { amountMinor: amountMinor ?? null, promisedOn }))
const call = (org: Collecting, id: string) => org.as('mara', (one) =>
  completeAction(one, id, { outcome: 'reached', note: '' }))
const remindedOn = async (org: Collecting, email: string) =>
  (await org.remindedOn(email)).map((on) => daysBetween(DUE, on))

test('a broken promise brings a call on the day after, before what the line has due', async () => {
  const { org, id, email, invoiceId } = await aCompany([3, 9, 20])
  await org.goTo(day(4))
  await promise(org, invoiceId, day(10))
  await org.goTo(day(10))
  expect(await open(org, id)).toEqual([])
  await org.goTo(day(11))
  expect(await open(org, id)).toMatchObject([{ name: 'Ask about the promise', day: 11 }])
  await org.goTo(day(13))
  expect(await remindedOn(org, email)).toEqual([3])
  const [asked] = await open(org, id)
  await call(org, asked?.id ?? '')
  await org.goTo(day(30))
  // The line goes on at its own step, the delay after the call.
  expect(await remindedOn(org, email)).toEqual([3, 18, 23])
})

test('a later promise that is broken brings the call again, the same one never', async () => {
  const { org, id, invoiceId } = await aCompany([3])
  await org.goTo(day(4))
  await promise(org, invoiceId, day(8))
  await org.goTo(day(9))
  await call(org, (await open(org, id))[0]?.id ?? '')
  await promise(org, invoiceId, day(20))
  await org.goTo(day(16))
  expect(await open(org, id)).toEqual([])
  await org.goTo(day(21))
  const again = await open(org, id)
  expect(again).toMatchObject([{ name: 'Ask about the promise', day: 21 }])
  const key = (await actionsOf(org, id)).filter(({ name }) => name.startsWith('Ask'))
    .map(({ occurrence }) => occurrence)
  expect(key).toHaveLength(2)
  expect((key[1] ?? 0) - (key[0] ?? 0)).toBe(12)
  await org.as('mara', (one) => skipAction(one, again[0]?.id ?? '', 'has paid the lawyer'))
  await org.goTo(day(40))
  // Skipped for this promise; all is done, so there is the one task to decide.
  expect(await open(org, id)).toMatchObject([{ name: 'Decide how to go on' }])
})

test('work that waits in the line stays until the promise is broken, then comes back', async () => {
  const { org, id, invoiceId } = await aCompany([3])
  await org.goTo(day(9))
  expect(await open(org, id)).toMatchObject([{ name: 'Decide how to go on' }])
  await promise(org, invoiceId, day(12), 4_000)
  await org.goTo(day(12))
  expect(await open(org, id)).toMatchObject([{ name: 'Decide how to go on' }])
  await org.goTo(day(13))
  expect(await open(org, id)).toMatchObject([{ name: 'Ask about the promise' }])
  await call(org, (await open(org, id))[0]?.id ?? '')
  await org.tick()
  expect(await open(org, id)).toMatchObject([{ name: 'Decide how to go on' }])
  const told = await org.do(async ({ tx }) => (await sql<{ count: number }>`select count(*)
    from event where kind = 'run_finished' and customer_id = ${id}`.execute(tx)).rows[0]?.count)
  expect(told).toBe(1)
})

test('money that came for a promise and goes back brings the call after all', async () => {
  const { org, id, invoiceId } = await aCompany([3])
  await org.goTo(day(4))
  await promise(org, invoiceId, day(8))
  const paid = await org.do((one) => recordPayment(one, { customerId: id, reference: 'P',
    currency: 'EUR', amountMinor: 10_000, receivedOn: day(8), wanted: null }))
  await org.goTo(day(11))
  expect(await open(org, id)).toEqual([])
  await org.do((one) => reversePayment(one, paid))
  await org.tick()
  // Nothing on the day itself: a person may look first.
  expect((await open(org, id)).filter(({ name }) => name.startsWith('Ask'))).toEqual([])
  await org.goTo(day(12))
  expect(await open(org, id)).toMatchObject([{ name: 'Ask about the promise', day: 12 }])
})

test('what came late takes the open call away again', async () => {
  const { org, id, invoiceId } = await aCompany([3, 30])
  await org.goTo(day(4))
  await promise(org, invoiceId, day(8), 4_000)
  await org.goTo(day(9))
  expect(await open(org, id)).toMatchObject([{ name: 'Ask about the promise' }])
  await org.do((one) => recordPayment(one, { customerId: id, reference: 'P', currency: 'EUR',
    amountMinor: 4_000, receivedOn: day(8), wanted: null }))
  await org.tick()
  expect(await open(org, id)).toEqual([])
})

test('the Why names the promise, and the end of a dispute', async () => {
  const { org, id, invoiceId } = await aCompany([3, 9])
  await org.goTo(day(4))
  await promise(org, invoiceId, day(6))
  await org.goTo(day(8))
  const [line] = await org.do((one) => planLines(one, [id]))
  expect(line?.why).toMatch(
    new RegExp(`follows the promise for ... ${day(6)}, which was not kept`))
  await call(org, (await open(org, id))[0]?.id ?? '')
  const dispute = await org.do((one) =>
    raiseDispute(one, invoiceId, { amountMinor: null, reason: 'price' }))
  await org.goTo(day(15))
  await org.do((one) => closeDispute(one, dispute, 'withdrawn'))
  const [after] = await org.do((one) => planLines(one, [id]))
  expect(after).toMatchObject({ stepName: 'Day 9', dueOn: day(20), because: 'dispute_ended' })
  expect(after?.why).toMatch(
    new RegExp(`A dispute ended on ... ${day(15)}, and the workflow waits 5 days`))
})

test('a call whose step a newer version dropped stays until it is done', async () => {
  const { org, id, email, invoiceId } = await aCompany([3, 9])
  await org.goTo(day(4))
  await promise(org, invoiceId, day(8))
  await org.goTo(day(9))
  await changeSteps(org, (steps) => steps.filter((step) => step.trigger.anchor !== 'promise'))
  await org.goTo(day(12))
  expect(await open(org, id)).toMatchObject([{ name: 'Ask about the promise' }])
  await call(org, (await open(org, id))[0]?.id ?? '')
  await org.goTo(day(20))
  expect(await remindedOn(org, email)).toEqual([3, 17])
})

test('work that was open when all was promised comes back when the promise is broken', async () => {
  const { org, id, invoiceId } = await aCompany([3, 9])
  await changeSteps(org, (steps) => steps.map((step) => (step.name === 'Day 9'
    ? { ...step, channel: 'call' as const, mode: 'manual' as const, templateId: null } : step)))
  await org.goTo(day(9))
  expect(await open(org, id)).toMatchObject([{ name: 'Day 9' }])
  await promise(org, invoiceId, day(11))
  await org.tick()
  expect(await open(org, id)).toEqual([])
  await org.goTo(day(12))
  await org.as('mara', async (one) => skipAction(one, (await open(org, id))[0]?.id ?? '', 'no'))
  await org.tick()
  expect(await open(org, id)).toMatchObject([{ name: 'Day 9' }])
})

test.each(['customer', 'invoice'] as const)(
  'a promise over several invoices brings one call when it breaks, per %s', async (level) => {
    const { org, id, invoiceId } = await aCompany([25], 0, level)
    const [first, ...others] = ['I-2', 'I-3']
    for (const [place, number] of [first, ...others].entries()) {
      await org.do((one) => addInvoice(one, { customerId: id, number: `${number}`, currency: 'EUR',
        totalMinor: 5_000, issuedOn: day(-20), dueOn: day(place) }))
    }
    await org.goTo(day(4))
    await org.do((one) => notePromiseOverSeveral(one, id,
      { amountMinor: null, promisedOn: day(8) }))
    await org.goTo(day(9))
    expect(await open(org, id)).toMatchObject([{ name: 'Ask about the promise', day: 9 }])
    await call(org, (await open(org, id))[0]?.id ?? '')
    // The one that carried it is paid: nobody asks about the same promise again.
    await org.do((one) => recordPayment(one, { customerId: id, reference: 'P', currency: 'EUR',
      amountMinor: 10_000, receivedOn: day(10), wanted: [{ invoiceId }] }))
    await org.goTo(day(20))
    expect((await actionsOf(org, id)).filter(({ name }) => name.startsWith('Ask')))
      .toHaveLength(1)
  })
