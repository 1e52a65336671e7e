import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { addSeconds } from '#domain/day.ts'
import type { Installation } from '../../platform/installation.ts'
import {
  ACCOUNT_SID, actionsOf, aTextedCustomer, aTextingCompany, openTextingWire, settableClock,
  type Texting, type TextingWire,
} from '../../testing/texting-scene.ts'
import {
  messageSid, twilioMessage, type StubAnswer, type TwilioStub,
} from '../../testing/twilio-stub.ts'
import { tick } from '../../workflows/tick.ts'
import { checkSms } from './check-sms.ts'
import { storeReport } from './take-report.ts'

const NOON = '2026-03-10T11:00:00.000Z'
const clock = settableClock(NOON)
let stub: TwilioStub
let installation: Installation
let wire: TextingWire
beforeAll(async () => {
  wire = await openTextingWire(clock, NOON, { sendLeaseSeconds: 0 })
  stub = wire.stub
  installation = wire.installation
})
afterAll(() => wire.close())
afterEach(() => wire.forget())

let numbers = 20_000_000
async function aSent(...answers: StubAnswer[]) {
  const company = await aTextingCompany(installation, { text: 'Please pay.' })
  const number = `+336${++numbers}`
  const { id } = await company.do((org) =>
    aTextedCustomer(org, { phones: [number], dueOn: '2026-03-01' }))
  stub.answers.push(...answers)
  await tick(installation, company.id)
  const url = stub.seen.at(-1)?.form.get('StatusCallback') ?? ''
  const attempt = new URL(url).searchParams.get('attempt') ?? ''
  return { company, id, number, attempt }
}

const posts = () => stub.seen.filter((one) => one.method === 'POST').length
const gets = () => stub.seen.filter((one) => one.method === 'GET').length
const stateOf = (company: Texting) => company.do(async ({ tx }) => (await sql<{
  state: string; next: string | null; contacts: number; nextStep: string | null
  cost: number | null; isFinal: boolean; reports: number; attempt: string
}>`select m.state, s.next_check_at as next, s.next_step as "nextStep", s.cost_micros as cost,
    s.is_cost_final as "isFinal", (select state from attempt) as attempt,
    (select count(*)::int from contact_log where voided_at is null) as contacts,
    (select count(*)::int from sms_report) as reports
  from message m join sms_message s on s.org_id = m.org_id and s.message_id = m.id
  where m.direction = 'out' order by m.id desc limit 1`.execute(tx)).rows[0])
const tell = (company: Texting, fields: Record<string, string>, attempt: string | null = null) =>
  company.do((org) => storeReport(org, {
    fields: { AccountSid: ACCOUNT_SID, ...fields }, attempt, via: 'callback' }))
const fetched = (over: Record<string, unknown>): StubAnswer =>
  ({ status: 200, json: twilioMessage({ sid: messageSid(1), ...over }) })

describe('an SMS whose reports do not come', () => {
  test('is asked about at a quarter of an hour, one, six and 24 hours, then taken for sent', async () => {
    const { company } = await aSent()
    const hours = [0.25, 1, 6, 24]
    for (const [asked, hour] of hours.entries()) {
      clock.set(addSeconds(NOON, hour * 3600 - 1))
      await checkSms(installation, company.id)
      expect(gets()).toBe(asked)
      clock.set(addSeconds(NOON, hour * 3600))
      await checkSms(installation, company.id)
      expect(gets()).toBe(asked + 1)
    }
    expect(await stateOf(company)).toMatchObject({
      state: 'sent', next: null, nextStep: 'Sent (no delivery receipt).',
    })
    clock.set(addSeconds(NOON, 90 * 3600))
    await checkSms(installation, company.id)
    expect(gets()).toBe(4)
  })

  test('moves by what the provider says, as by a report', async () => {
    const { company } = await aSent()
    clock.set(addSeconds(NOON, 900))
    stub.answers.push(fetched({ status: 'undelivered', error_code: 30005 }))
    await checkSms(installation, company.id)
    expect(await stateOf(company)).toMatchObject({ state: 'undelivered', contacts: 0, reports: 1 })
  })

  test('34: two ends are told: the provider is asked once, and its word holds', async () => {
    const { company } = await aSent()
    await tell(company, { MessageSid: messageSid(1), MessageStatus: 'undelivered',
      ErrorCode: '30008' })
    expect(await stateOf(company)).toMatchObject({ state: 'undelivered', contacts: 0 })
    await tell(company, { MessageSid: messageSid(1), MessageStatus: 'delivered' })
    stub.answers.push(fetched({ status: 'delivered' }))
    await checkSms(installation, company.id)
    await checkSms(installation, company.id)
    expect(gets()).toBe(1)
    expect(await stateOf(company)).toMatchObject({ state: 'delivered', contacts: 1, reports: 3 })
    // What had been delivered is not sent once more.
    clock.set(addSeconds(NOON, 86_400))
    await tick(installation, company.id)
    expect(posts()).toBe(1)
  })

  test('62: its price comes later and replaces the estimate', async () => {
    const { company } = await aSent()
    await tell(company, { MessageSid: messageSid(1), MessageStatus: 'delivered' })
    clock.set(addSeconds(NOON, 3600))
    stub.answers.push(fetched({ status: 'delivered', price: '-0.0750', num_segments: '1' }))
    await checkSms(installation, company.id)
    expect(await stateOf(company)).toMatchObject({ cost: 75_000, isFinal: true, next: null })
  })

  test('of the provider that fails it is asked again at the next time', async () => {
    const { company } = await aSent()
    clock.set(addSeconds(NOON, 900))
    stub.answers.push({ status: 503, text: 'busy' })
    await checkSms(installation, company.id)
    expect(await stateOf(company)).toMatchObject({ state: 'queued',
      next: addSeconds(NOON, 900 + 45 * 60) })
  })
})

describe('an SMS of which nobody knows whether it left', () => {
  test.each<[string, StubAnswer]>([
    ['the connection was cut', 'reset'],
    ['the provider had a fault', { status: 500, json: { code: 20500, status: 500 } }],
    ['an edge answered with a page', { status: 502, text: '<html>' }],
    ['the answer held no sid', { status: 201, json: { status: 'queued' } }],
  ])('20, 23: stands in Needs check and is not sent again: %s', async (_, answer) => {
    const { company, id } = await aSent(answer)
    await tick(installation, company.id)
    clock.set(addSeconds(NOON, 2 * 86_400))
    await tick(installation, company.id)
    expect(posts()).toBe(1)
    expect(await stateOf(company)).toMatchObject({ state: 'unknown', contacts: 0 })
    expect((await actionsOf(company, id))[0]).toMatchObject({ state: 'needs_check' })
  })

  test('21: is settled by the report that names its attempt', async () => {
    const { company, id, attempt } = await aSent('reset')
    await tell(company, { MessageSid: messageSid(7), MessageStatus: 'delivered' }, attempt)
    await tick(installation, company.id)
    expect(await stateOf(company)).toMatchObject({
      state: 'delivered', contacts: 1, attempt: 'accepted' })
    expect((await actionsOf(company, id))[0]).toMatchObject({ state: 'done' })
    expect(posts()).toBe(1)
  })

  test('22: is found in the list of the provider within the hour', async () => {
    const { company, id, number } = await aSent('reset')
    clock.set(addSeconds(NOON, 60))
    await tick(installation, company.id)
    expect(await stateOf(company)).toMatchObject({ state: 'unknown' })
    stub.listed.push(twilioMessage({
      sid: messageSid(9), to: number, body: 'Please pay.',
      date_created: 'Tue, 10 Mar 2026 11:00:01 +0000',
    }))
    clock.set(addSeconds(NOON, 300))
    await tick(installation, company.id)
    expect(await stateOf(company)).toMatchObject({
      state: 'queued', contacts: 1, attempt: 'accepted' })
    expect((await actionsOf(company, id))[0]).toMatchObject({ state: 'done' })
    expect(posts()).toBe(1)
  })

  test('is not asked about for ever', async () => {
    const { company } = await aSent('reset')
    for (const minutes of [1, 5, 15, 30, 60, 61, 90, 600]) {
      clock.set(addSeconds(NOON, minutes * 60))
      await tick(installation, company.id)
    }
    const asked = gets()
    clock.set(addSeconds(NOON, 86_400))
    await tick(installation, company.id)
    expect(gets()).toBe(asked)
    expect(await stateOf(company)).toMatchObject({ state: 'unknown', next: null })
  })

  test('35: a report that overtakes the answer to our own request counts once', async () => {
    const company = await aTextingCompany(installation, { text: 'Please pay.' })
    await company.do((org) => aTextedCustomer(org,
      { phones: [`+336${++numbers}`], dueOn: '2026-03-01' }))
    stub.delayMs = 300
    const ticking = tick(installation, company.id)
    while (stub.seen.length === 0) await new Promise((resolve) => { setTimeout(resolve, 5) })
    const attempt = new URL(stub.seen[0]?.form.get('StatusCallback') ?? '').searchParams
      .get('attempt')
    await tell(company, { MessageSid: messageSid(1), MessageStatus: 'sent' }, attempt)
    await tell(company, { MessageSid: messageSid(1), MessageStatus: 'delivered' }, attempt)
    await ticking
    stub.delayMs = 0
    expect(await stateOf(company)).toMatchObject({ state: 'delivered', contacts: 1, reports: 2 })
  })

  test('18: what the provider surely refused for now is sent again, once it was taken', async () => {
    const { company } = await aSent({ status: 429, json: { code: 20429, status: 429 } })
    expect(posts()).toBe(1)
    clock.set(addSeconds(NOON, 61))
    await tick(installation, company.id)
    expect(posts()).toBe(2)
    expect(await stateOf(company)).toMatchObject({ state: 'queued', contacts: 1 })
  })

  test('25: E40: two workers that find the same step due send it once', async () => {
    const company = await aTextingCompany(installation, { text: 'Please pay.' })
    await company.do((org) => aTextedCustomer(org,
      { phones: [`+336${++numbers}`], dueOn: '2026-03-01' }))
    await Promise.all(Array.from({ length: 4 }, () => tick(installation, company.id)))
    expect(posts()).toBe(1)
  })
})
