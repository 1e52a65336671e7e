// STOP, START, HELP and wishes in words: obeyed at once, for good, answered once, told to people.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recordByHand } from '../../customers/list-phones.ts'
import { inOrganization } from '../../platform/in-organization.ts'
import { openReplies } from '../../testing/arriving-mail.ts'
import { freshInstallation, type FreshInstallation } from '../../testing/fresh-installation.ts'
import {
  aNumber, anSmsOrganization, aSentSms, aTexter, eventsOf, incoming, signedCall, suppressionOf,
  textIn, throughOutbox, type SmsOrganization,
} from '../../testing/arriving-sms.ts'
import { answerKeyword } from './answer-keyword.ts'
import { receiveSms } from './receive-sms.ts'
import { takeSms } from './take-sms.ts'

let installation: FreshInstallation
let org: SmsOrganization
beforeAll(async () => {
  installation = await freshInstallation()
  org = await anSmsOrganization(installation)
})
afterAll(() => installation.close())

const arrive = (from: string, body: string, more = {}) =>
  textIn(installation, org, from, body, more)

const consentOf = (number: string) => org.do(async ({ tx }) => (await sql<{
  act: string; means: string; wording: string }>`select act, means, wording from consent
  where phone = ${number} order by at, id`.execute(tx)).rows)

/** Runs the waiting answers to keywords, each twice, as a queue may. */
async function answerAll(): Promise<void> {
  const payloads = await org.do(async ({ tx }) => (await sql<{
    payload: Parameters<typeof answerKeyword>[1] }>`
    select payload from graphile_worker._private_jobs j
      join graphile_worker._private_tasks t on t.id = j.task_id
    where t.identifier = 'answer_sms_keyword'`.execute(tx)).rows)
  for (const { payload } of payloads) {
    await throughOutbox(org, async () => {
      await answerKeyword(installation, payload)
      await answerKeyword(installation, payload)
    })
  }
}
const textsTo = (number: string) => org.do(async ({ tx }) => (await sql<{ body_text: string }>`
  select body_text from captured_message where to_addresses = array[${number}]
  order by captured_at, id`.execute(tx)).rows.map((row) => row.body_text))
const noticesTo = (number: string) => org.do(async ({ tx }) => (await sql`
  select 1 from notification where event = 'sms_consent' and title like ${`${number}%`}`
  .execute(tx)).rows.length)

test('44: E22: STOP opts the number out of the whole organization, confirmed once', async () => {
  const number = aNumber()
  const [a, b] = [await aTexter(org, [number]), await aTexter(org, [number])]
  const { state, message } = await arrive(number, 'Stop!')
  expect([state, message?.kind]).toEqual(['keyword', 'keyword'])
  expect(await suppressionOf(org, number)).toBe('opted_out')
  expect(await consentOf(number)).toEqual([{ act: 'revoked', means: 'keyword', wording: 'Stop!' }])
  for (const customerId of [a, b]) {
    expect(await openReplies(org, customerId)).toEqual([])
    expect(await eventsOf(org, customerId)).toContain('consent_revoked')
  }
  expect(await noticesTo(number)).toBeGreaterThan(0)
  await arrive(number, 'STOP')
  await answerAll()
  expect(await textsTo(number)).toEqual(
    ['Seller: you get no more SMS from us. Reply START to get them again.'])
  expect(await consentOf(number)).toHaveLength(2)
})

test('44: where the provider has answered STOP itself, we say nothing', async () => {
  const number = aNumber()
  await aTexter(org, [number])
  await arrive(number, 'Arrêtez tout de suite svp', { OptOutType: 'STOP' })
  await answerAll()
  expect([await suppressionOf(org, number), await textsTo(number)]).toEqual(['opted_out', []])
})

test('a STOP from a number that nobody knows counts all the same', async () => {
  const number = aNumber()
  expect((await arrive(number, 'STOP')).state).toBe('keyword')
  await answerAll()
  expect(await suppressionOf(org, number)).toBe('opted_out')
  expect(await textsTo(number)).toHaveLength(1)
})

test('the answer to STOP is no contact and no reminder', async () => {
  const number = aNumber()
  const customerId = await aTexter(org, [number])
  await arrive(number, 'STOP')
  await answerAll()
  const contacts = await org.do(async ({ tx }) => (await sql`select 1 from contact_log
    where customer_id = ${customerId}`.execute(tx)).rows.length)
  expect(contacts).toBe(0)
  expect(await eventsOf(org, customerId)).toContain('message_sent')
})

test('45: E23: a clear wish in words is obeyed like STOP, and a person answers it', async () => {
  const number = aNumber()
  const customerId = await aTexter(org, [number])
  const words = 'Invoice 118 is wrong. And plus de sms svp'
  const { state, message } = await arrive(number, words)
  expect([state, message?.kind, message?.reasons['optOut']]).toEqual(['linked', 'human', 'revoke'])
  expect(await suppressionOf(org, number)).toBe('opted_out')
  expect(await consentOf(number)).toEqual([{ act: 'revoked', means: 'words', wording: words }])
  expect(await openReplies(org, customerId)).toHaveLength(1)
  await answerAll()
  expect(await textsTo(number)).toHaveLength(1)
})

test('45: what may mean it holds SMS until a person has decided', async () => {
  const number = aNumber()
  const customerId = await aTexter(org, [number])
  await arrive(number, 'I will stop by to pay')
  expect(await suppressionOf(org, number)).toBeNull()
  expect(await consentOf(number)).toMatchObject([{ act: 'under_review' }])
  expect(await openReplies(org, customerId)).toHaveLength(1)
  const given = await inOrganization(installation, org.id, 'user:clerk', (open) =>
    recordByHand(open, customerId, {
      phone: number, act: 'given', means: 'spoken', wording: 'He meant the bank', source: '',
    }))
  expect(given).toMatchObject({
    isOptedOut: false, consent: { act: 'given', recordedBy: 'Carl Clerk' } })
  expect(given.history).toHaveLength(2)
})

test('45: with hold on reply off, a doubt still opens an answer for a person', async () => {
  const quiet = await anSmsOrganization(installation, { holdOnReply: false })
  const number = aNumber()
  const customerId = await aTexter(quiet, [number])
  await textIn(installation, quiet, number, 'Please cancel invoice 118')
  expect(await openReplies(quiet, customerId)).toHaveLength(1)
})

test('46: E24: START brings SMS back, but nothing goes on until a person has looked', async () => {
  const number = aNumber()
  const customerId = await aTexter(org, [number])
  await arrive(number, 'STOP')
  const { state } = await arrive(number, 'Start')
  expect([state, await suppressionOf(org, number)]).toEqual(['keyword', null])
  expect((await consentOf(number)).map((one) => one.act)).toEqual(['revoked', 'given'])
  expect(await openReplies(org, customerId)).toHaveLength(1)
  expect(await eventsOf(org, customerId)).toContain('consent_given')
})

test('46: where two customers share the number, START waits for a person as well', async () => {
  const number = aNumber()
  await aTexter(org, [number])
  await aTexter(org, [number])
  await arrive(number, 'STOP')
  await arrive(number, 'START')
  expect((await consentOf(number)).map((one) => one.act))
    .toEqual(['revoked', 'given', 'under_review'])
})

test('a START that is read after the STOP that followed it lifts nothing', async () => {
  const number = aNumber()
  const customerId = await aTexter(org, [number])
  const [start, stop] = [incoming(org, number, 'START'), incoming(org, number, 'STOP')]
  await takeSms(installation, org.id, signedCall(org, start))
  await takeSms(installation, org.id, signedCall(org, stop))
  const idOf = (sid: string | undefined) => org.do(async ({ tx }) => (await sql<{ id: string }>`
    select id from inbound_sms where provider_sid = ${sid}`.execute(tx)).rows[0]?.id ?? '')
  await org.do(({ tx }) => sql`update inbound_sms set received_at = received_at - interval '1 second'
    where provider_sid = ${start['MessageSid']}`.execute(tx))
  await receiveSms(installation, org.id, await idOf(stop['MessageSid']))
  await receiveSms(installation, org.id, await idOf(start['MessageSid']))
  expect(await suppressionOf(org, number)).toBe('opted_out')
  expect((await consentOf(number)).at(-1)?.act).toBe('revoked')
  expect(await openReplies(org, customerId)).toEqual([])
})

test('YES is an answer to a question and brings nothing back', async () => {
  const number = aNumber()
  const customerId = await aTexter(org, [number])
  await arrive(number, 'STOP')
  await arrive(number, 'YES')
  expect(await suppressionOf(org, number)).toBe('opted_out')
  expect(await openReplies(org, customerId)).toHaveLength(1)
})

test('a doubt never weakens an opt-out', async () => {
  const number = aNumber()
  await aTexter(org, [number])
  await arrive(number, 'STOP')
  await arrive(number, 'Wrong number')
  expect((await consentOf(number)).map((one) => one.act)).toEqual(['revoked'])
})

test('47: HELP is answered once a day, and not at all where the provider has done so', async () => {
  const [asks, answered] = [aNumber(), aNumber()]
  await aTexter(org, [asks])
  await arrive(asks, 'HELP')
  await answerAll()
  await arrive(asks, 'Help?')
  await arrive(answered, 'HELP', { OptOutType: 'HELP' })
  await answerAll()
  expect(await textsTo(asks)).toHaveLength(1)
  expect(await textsTo(answered)).toEqual([])
  expect(await suppressionOf(org, asks)).toBeNull()
})

describe('a consent recorded by hand', () => {
  const byHand = (customerId: string, phone: string, wish: { wording?: string } = {}) =>
    org.do((open) => recordByHand(open, customerId, {
      phone, act: 'given', means: 'contract', wording: wish.wording ?? 'clause 7', source: '',
    }))
  test('lifts an opt-out, and says where it stands', async () => {
    const number = aNumber()
    const customerId = await aTexter(org, [number])
    await arrive(number, 'STOP')
    await expect(byHand(customerId, number, { wording: '' })).rejects.toThrow(/where it stands/)
    expect(await byHand(customerId, number)).toMatchObject({ isOptedOut: false })
    expect(await suppressionOf(org, number)).toBeNull()
  })
  test('is refused for a number that the customer has not', async () => {
    const customerId = await aTexter(org, [aNumber()])
    await expect(byHand(customerId, aNumber())).rejects.toThrow(/no contact/)
  })
  test('reads a national number by the country', async () => {
    const number = aNumber()
    const customerId = await aTexter(org, [number])
    expect(await byHand(customerId, `0${number.slice(3)}`)).toMatchObject({ number })
  })
})

test('51: a STOP waits for the send that has the customer, and the next send sees it', async () => {
  const number = aNumber()
  const customerId = await aTexter(org, [number])
  await aSentSms(org, { customerId, to: number })
  const order: string[] = []
  let letGo = () => {}
  const held = new Promise<void>((resolve) => { letGo = resolve })
  let hasLocked = () => {}
  const locked = new Promise<void>((resolve) => { hasLocked = resolve })
  // A sender that has asked the gate and is about to commit.
  const sender = org.do(async ({ tx }) => {
    await sql`select 1 from customer where id = ${customerId} for update`.execute(tx)
    hasLocked()
    await held
    order.push('send committed')
  })
  await locked
  const stop = arrive(number, 'STOP').then(() => { order.push('stop committed') })
  await waitUntilSomebodyWaits()
  expect(await suppressionOf(org, number)).toBeNull()
  letGo()
  await Promise.all([sender, stop])
  expect(order).toEqual(['send committed', 'stop committed'])
  const seen = await org.do(async ({ tx }) => {
    await sql`select 1 from customer where id = ${customerId} for update`.execute(tx)
    return (await sql`select 1 from suppression where address = ${number}`.execute(tx)).rows.length
  })
  expect(seen).toBe(1)
})

/** The database itself says when the STOP stands before the customer's lock. */
async function waitUntilSomebodyWaits(): Promise<void> {
  for (let look = 0; look < 500; look++) {
    const { rows } = await sql`select 1 from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`
      .execute(installation.database.db)
    if (rows.length > 0) return
    await new Promise((resolve) => { setTimeout(resolve, 10) })
  }
  throw new Error('The STOP never came to the lock.')
}
