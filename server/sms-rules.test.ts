import { STEP_DEFAULTS } from '#domain/workflow.ts'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { addSeconds } from '#domain/day.ts'
import { skipAction } from './actions/close-action.ts'
import { closeChannels } from './channels/open-channel.ts'
import { raiseDispute } from './invoices/hold-invoice.ts'
import { notePromise } from './invoices/note-promise.ts'
import { recordPayments } from './invoices/record-payment.ts'
import { saveInvoices } from './invoices/save-invoice.ts'
import type { Org } from './platform/in-organization.ts'
import type { Installation } from './platform/installation.ts'
import {
  actionsOf, aTextedCustomer, aTextingCompany, openTextingWire, settableClock,
  type Texting, type TextingWire,
} from './testing/texting-scene.ts'
import { type StubAnswer, type TwilioStub } from './testing/twilio-stub.ts'
import { createWorkflow } from './workflows/save-workflow.ts'
import { tick } from './workflows/tick.ts'

const NOON = '2026-03-10T11:00:00.000Z'
const clock = settableClock(NOON)
let stub: TwilioStub
let installation: Installation
let wire: TextingWire
beforeAll(async () => {
  wire = await openTextingWire(clock, NOON)
  stub = wire.stub
  installation = wire.installation
})
afterAll(() => wire.close())
afterEach(() => wire.forget())

let numbers = 40_000_000
const aNumber = () => `+336${++numbers}`
const posts = () => stub.seen.filter((one) => one.method === 'POST')
const at = async (company: Texting, moment: string) => {
  clock.set(moment)
  // The night's import: an old ledger would hold everything.
  await company.do(({ tx }) => sql`update organization set ledger_changed_at = ${moment}`
    .execute(tx))
  await tick(installation, company.id)
}
const aDue = (company: Texting, more: { phones?: string[]; emails?: string[] } = {}) =>
  company.do((org) => aTextedCustomer(org,
    { phones: [aNumber()], dueOn: '2026-03-10', ...more }))

describe('an SMS that the provider is too busy for', () => {
  const busy = (seconds: number): StubAnswer => ({
    status: 429, json: { code: 20429, status: 429 }, headers: { 'Retry-After': `${seconds}` } })

  test('18: waits as long as it was told to, and leaves once', async () => {
    const company = await aTextingCompany(installation, { steps: [{ channel: 'sms', offsetDays: 0 }] })
    await aDue(company)
    stub.answers.push(busy(600))
    await tick(installation, company.id)
    expect(posts()).toHaveLength(1)
    // Like a start of our process: the pace of a running one waits by the real clock.
    closeChannels()
    clock.set(addSeconds(NOON, 599))
    await tick(installation, company.id)
    expect(posts()).toHaveLength(1)
    for (const seconds of [600, 601, 4000]) {
      clock.set(addSeconds(NOON, seconds))
      await tick(installation, company.id)
    }
    expect(posts()).toHaveLength(2)
  })

  test('18: is tried five times at most, further and further apart, then it is a call', async () => {
    const company = await aTextingCompany(installation, { steps: [{ channel: 'sms', offsetDays: 0 }] })
    const { id } = await aDue(company)
    stub.answers.push(...Array<StubAnswer>(9).fill(
      { status: 429, json: { code: 20429, status: 429 } }))
    const tried: number[] = []
    for (let minute = 0; minute <= 60; minute++) {
      clock.set(addSeconds(NOON, minute * 60))
      await tick(installation, company.id)
      while (tried.length < posts().length) tried.push(minute)
    }
    expect(tried).toEqual([0, 1, 3, 7, 15])
    expect((await actionsOf(company, id))[0]).toMatchObject({ channel: 'call', state: 'open' })
  })
})

test('53: of runs for two invoices and the customer, due on one day, one texts', async () => {
  const company = await aTextingCompany(installation, {
    steps: [{ channel: 'sms', offsetDays: 0 }], mcdDays: 3,
    settings: { stale_after_hours: 1000 } })
  await company.do(async (org) => {
    const { rows } = await sql<{ id: string }>`select id from template where channel = 'sms'`
      .execute(org.tx)
    await createWorkflow(org, {
      name: 'Each invoice', level: 'invoice', isDefault: true, isPublished: true,
      entryLogic: 'standard', mcdDays: 3, mcdScope: 'customer', thresholdMinor: {},
      steps: [{
        name: 'Due', channel: 'sms', mode: 'automatic', positions: [],
        trigger: { anchor: 'due', offsetDays: 0, unit: 'calendar' },
        ...STEP_DEFAULTS, templateId: rows[0]?.id ?? null,
      }],
    })
  })
  const { id } = await aDue(company)
  await company.do((org) => saveInvoices(org, [{
    customerId: id, number: 'INV-53', currency: 'EUR', totalMinor: 5_000,
    issuedOn: '2026-01-01', dueOn: '2026-03-10' }]))
  const runs = () => company.do(async ({ tx }) => (await sql`
    select id from run where customer_id = ${id} and ended_at is null`.execute(tx)).rows)
  for (const hour of ['11:00', '11:05', '17:00']) await at(company, `2026-03-10T${hour}:00.000Z`)
  expect(posts()).toHaveLength(1)
  expect(await runs()).toHaveLength(3)
  await at(company, '2026-03-12T11:00:00.000Z')
  expect(posts()).toHaveLength(1)
  // Three days between two contacts, whichever run makes them.
  await at(company, '2026-03-13T11:00:00.000Z')
  await at(company, '2026-03-13T12:00:00.000Z')
  expect(posts()).toHaveLength(2)
})

describe('54: between planning and sending', () => {
  type Found = { id: string; invoiceId: string }
  const EVENTS: [string, (org: Org, of: Found) => Promise<unknown>][] = [
    ['it is paid', (org, of) => recordPayments(org, [{
      customerId: of.id, reference: 'P-54', currency: 'EUR', amountMinor: 10_000,
      receivedOn: '2026-03-10', wanted: null }])],
    ['it is disputed', (org, of) =>
      raiseDispute(org, of.invoiceId, { amountMinor: null, reason: 'Wrong price.' })],
    ['payment is promised', (org, of) =>
      notePromise(org, of.invoiceId, { amountMinor: null, promisedOn: '2026-03-20' })],
  ]

  test.each(EVENTS)('%s, and no request is made', async (_, happens) => {
    const company = await aTextingCompany(installation, { steps: [{ channel: 'sms', offsetDays: 0 }] })
    clock.set('2026-03-09T11:00:00.000Z')
    const found = await aDue(company)
    await tick(installation, company.id)
    clock.set(NOON)
    await company.do((org) => happens(org, found))
    await at(company, NOON)
    await at(company, addSeconds(NOON, 60))
    expect(posts()).toEqual([])
  })

  test.each(EVENTS)('%s at the very moment, and no request is made after it', async (_, happens) => {
    const company = await aTextingCompany(installation, { steps: [{ channel: 'sms', offsetDays: 0 }] })
    const found = await aDue(company)
    // The event holds the customer while the machine arrives, and is committed before it goes on.
    let ticking: Promise<unknown> = Promise.resolve()
    await company.do(async (org) => {
      await sql`select 1 from customer where id = ${found.id} for update`.execute(org.tx)
      ticking = tick(installation, company.id)
      await happens(org, found)
      expect(posts()).toEqual([])
    })
    await ticking
    await at(company, addSeconds(NOON, 60))
    expect(posts()).toEqual([])
  })
})

describe('55, 57: a number that is no mobile one', () => {
  test.each([21614, 21635])(
    'is learned from %d, and a call takes the place of the SMS', async (code) => {
      const company = await aTextingCompany(installation, {
        steps: [{ channel: 'sms', offsetDays: 0 }, { channel: 'sms', offsetDays: 3 }] })
      const number = aNumber()
      const { id } = await aDue(company, { phones: [number] })
      stub.answers.push({ status: 400, json: { code, message: 'x', status: 400 } })
      await at(company, NOON)
      await at(company, addSeconds(NOON, 60))
      expect(posts()).toHaveLength(1)
      expect((await actionsOf(company, id))[0]).toMatchObject({ channel: 'call', state: 'open' })
      const { rows } = await company.do(({ tx }) => sql<{ line: string; contacts: number }>`
        select line, (select count(*)::int from contact_log where voided_at is null) as contacts
        from phone where number = ${number}`.execute(tx))
      expect(rows).toEqual([{ line: 'landline', contacts: 0 }])
      // Nobody's SMS goes there any more: the next step is a call from the start.
      await company.do(async (org) => {
        const { rows: [open] } = await sql<{ id: string }>`select id from action
          where customer_id = ${id} and state = 'open'`.execute(org.tx)
        await skipAction(org, open?.id ?? '', 'Nobody was there.')
      }, 'user:mara')
      await at(company, '2026-03-13T11:00:00.000Z')
      await at(company, '2026-03-16T11:00:00.000Z')
      expect(posts()).toHaveLength(1)
      expect((await actionsOf(company, id)).at(-1)).toMatchObject({
        channel: 'call', note: `${number} is a landline.` })
    })
})
