// Incoming SMS against the stand-in for the provider: its own signed calls, its files, its list.
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openApi } from '../../api.ts'
import { openEmulator, type Emulator } from '../../channels/sms/emulator/emulator.ts'
import { serveEmulator, type ServedEmulator }
  from '../../channels/sms/emulator/serve-emulator.ts'
import type { Installation } from '../../platform/installation.ts'
import { freshDatabase, type FreshDatabase } from '../../testing/fresh-database.ts'
import { openInstallation } from '../../testing/mail-scene.ts'
import {
  aNumber, anSmsOrganization, aSid, aTexter, eventsOf, OUR_NUMBER, pathOf, suppressionOf, TOKEN,
  type SmsOrganization,
} from '../../testing/arriving-sms.ts'
import { answerKeyword } from './answer-keyword.ts'
import { fetchSmsMedia } from './fetch-sms-media.ts'
import { pollSms } from './poll-sms.ts'
import { receiveWaitingSms } from './receive-sms.ts'

let database: FreshDatabase
let opened: Installation & { close: () => Promise<void> }
let installation: Installation
let now: string
let org: SmsOrganization
let emulator: Emulator
let served: ServedEmulator
beforeAll(async () => {
  database = await freshDatabase()
  opened = await openInstallation(database.url, () => now)
})
afterAll(async () => {
  await opened.close()
  await database.close()
})
beforeEach(async () => {
  now = '2026-03-10T09:00:00.000Z'
  org = await anSmsOrganization(opened)
  emulator = openEmulator({
    seed: 'inbound', now, accounts: [{
      sid: org.accountSid, authToken: TOKEN,
      senders: [{ address: OUR_NUMBER, smsUrl: `https://duebox.example${pathOf(org.id)}#rc=3` }],
    }],
  })
  served = await serveEmulator(emulator)
  installation = { ...opened, config: {
    ...opened.config, twilio: { ...opened.config.twilio, baseUrl: served.baseUrl } } }
  return () => served.close()
})

/** Time passes on both sides. */
function pass(seconds: number): void {
  emulator.tick(seconds)
  now = emulator.now()
}

/** Makes the provider's calls to us, as its servers would; returns our answers. */
async function deliverCalls(): Promise<string[]> {
  const api = openApi(installation, { webDir: '/nowhere', isReady: () => true })
  const answers: string[] = []
  for (const call of emulator.takeCalls()) {
    const answer = await api.fetch(new Request(call.url, {
      method: call.method, body: call.form, headers: call.headers }))
    const body = await answer.text()
    answers.push(`${answer.status} ${body}`)
    emulator.settle(call, { status: answer.status, body,
      contentType: answer.headers.get('content-type') ?? '' })
  }
  await receiveWaitingSms(installation, org.id)
  return answers
}

interface Kept { name: string; content_type: string; risk: string; content: Buffer }
const filesOf = (number: string) => org.do(async ({ tx }) => (await sql<Kept>`
  select a.name, a.content_type, a.risk, a.content from attachment a
    join message m on m.org_id = a.org_id and m.id = a.message_id
  where m.from_address = ${number} order by a.name`.execute(tx)).rows)
const textsOf = (number: string) => org.do(async ({ tx }) => (await sql<{
  body_text: string; why: string | null; at: string }>`select body_text, why, at from message
  where from_address = ${number} order by at, id`.execute(tx)).rows)
const fetchFiles = async () => {
  const { rows } = await org.do(({ tx }) => sql<{ id: string }>`select id from inbound_sms`
    .execute(tx))
  for (const { id } of rows) await fetchSmsMedia(installation, org.id, id)
}

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex')

test('the provider’s own call is taken, and no text goes out in answer to it', async () => {
  const number = aNumber()
  await aTexter(org, [number])
  emulator.receive({ from: number, to: OUR_NUMBER, body: 'Nous payons vendredi é€👍' })
  expect(await deliverCalls()).toEqual(['200 <Response/>'])
  expect(await textsOf(number)).toMatchObject([{ body_text: 'Nous payons vendredi é€👍' }])
  expect(emulator.messages()).toHaveLength(1)
})

test('49: a picture is fetched with the account, kept, judged, and deleted there', async () => {
  const number = aNumber()
  await aTexter(org, [number])
  emulator.receive({ from: number, to: OUR_NUMBER, body: 'The receipt', media: [
    { contentType: 'image/png', content: PNG },
    { contentType: 'image/png', content: Buffer.from('MZ this is no picture') },
  ] })
  await deliverCalls()
  expect(await textsOf(number)).toMatchObject([{ body_text: 'The receipt' }])
  await fetchFiles()
  expect(await filesOf(number)).toMatchObject(
    [{ name: 'image-1.png', content_type: 'image/png', risk: 'safe', content: PNG }])
  expect(await textsOf(number)).toMatchObject([{ why: expect.stringContaining('not kept') }])
  expect(emulator.messages()[0]?.media).toHaveLength(1)
  await fetchFiles()
  expect(await filesOf(number)).toHaveLength(1)
})

test('49: a file that cannot be fetched is told at the text, and is fetched later', async () => {
  const number = aNumber()
  await aTexter(org, [number])
  emulator.receive({ from: number, to: OUR_NUMBER, body: '', media: [
    { contentType: 'image/png', content: PNG }] })
  await deliverCalls()
  emulator.fault({ kind: 'server_error' }, { match: { method: 'GET', path: /Media/ } })
  await fetchFiles()
  expect(await filesOf(number)).toEqual([])
  expect(await textsOf(number)).toMatchObject([{ why: expect.stringContaining('by itself') }])
  await fetchFiles()
  expect(await filesOf(number)).toHaveLength(1)
  expect(await textsOf(number)).toMatchObject([{ why: null }])
})

test('what no call brought is read from the list, at its own time, and once', async () => {
  const number = aNumber()
  await aTexter(org, [number])
  await pollSms(installation, org.id)
  emulator.setKnobs({ drop: 'all' })
  emulator.receive({ from: number, to: OUR_NUMBER, body: 'During the outage', media: [
    { contentType: 'image/png', content: PNG }] })
  const cameAt = now
  emulator.setKnobs({})
  pass(60)
  expect(await pollSms(installation, org.id)).toBe(0)
  pass(600)
  expect(await pollSms(installation, org.id)).toBe(1)
  expect(await pollSms(installation, org.id)).toBe(0)
  expect(await textsOf(number)).toMatchObject([{ body_text: 'During the outage', at: cameAt }])
  await fetchFiles()
  expect(await filesOf(number)).toHaveLength(1)
})

test('what came to a number of a service, which nobody has listed here, is read too', async () => {
  const hidden = '+33644609999'
  const account = { sid: aSid('AC'), authToken: TOKEN,
    senders: [{ address: hidden }, { address: '+33644608888' }],
    services: [{ senders: [hidden], usesInboundUrlOfNumber: true }] }
  const other = openEmulator({ seed: 'service', now, accounts: [account] })
  const wire = await serveEmulator(other)
  const [set] = other.accounts()
  await org.do(async ({ tx }) => {
    await sql`update sms_account set account_sid = ${account.sid},
      messaging_service_sid = ${set?.services[0]?.sid ?? ''}`.execute(tx)
  })
  const at = { ...installation, config: { ...installation.config,
    twilio: { ...installation.config.twilio, baseUrl: wire.baseUrl } } }
  await pollSms(at, org.id)
  const number = aNumber()
  other.receive({ from: number, to: hidden, body: 'We pay on Friday' })
  other.receive({ from: number, to: '+33644608888', body: 'Not of the service' })
  other.tick(600)
  now = other.now()
  expect(await pollSms(at, org.id)).toBe(1)
  expect(await textsOf(number)).toMatchObject([{ body_text: 'We pay on Friday' }])
  await wire.close()
})

test('a call and the list that tell the same SMS make one message', async () => {
  const number = aNumber()
  const customerId = await aTexter(org, [number])
  await pollSms(installation, org.id)
  emulator.setKnobs({ duplicate: 1 })
  emulator.receive({ from: number, to: OUR_NUMBER, body: 'Once' })
  pass(300)
  await Promise.all([deliverCalls(), pollSms(installation, org.id)])
  await receiveWaitingSms(installation, org.id)
  expect(await textsOf(number)).toHaveLength(1)
  const replies = await org.do(async ({ tx }) => (await sql`select message_count from reply_action
    where customer_id = ${customerId}`.execute(tx)).rows)
  expect(replies).toEqual([{ message_count: 1 }])
})

test('an outage of the provider loses nothing and is told to admins once', async () => {
  const number = aNumber()
  await aTexter(org, [number])
  await pollSms(installation, org.id)
  emulator.setKnobs({ drop: 'all' })
  emulator.receive({ from: number, to: OUR_NUMBER, body: 'STOP' })
  emulator.fault({ kind: 'server_error' }, { times: 6, match: { method: 'GET' } })
  for (let times = 0; times < 6; times++) {
    pass(300)
    expect(await pollSms(installation, org.id)).toBe(0)
  }
  const told = () => org.do(async ({ tx }) => (await sql<{ title: string }>`select title
    from notification where event = 'mailbox_failing' order by id`.execute(tx)).rows
    .map((row) => row.title))
  expect(await told()).toEqual(['Incoming SMS cannot be fetched from the provider'])
  pass(300)
  expect(await pollSms(installation, org.id)).toBe(1)
  expect(await suppressionOf(org, number)).toBe('opted_out')
})

async function answerKeywords(): Promise<void> {
  const { rows } = await org.do(({ tx }) => sql<{ payload: Parameters<typeof answerKeyword>[1] }>`
    select j.payload from graphile_worker._private_jobs j
      join graphile_worker._private_tasks t on t.id = j.task_id
    where t.identifier = 'answer_sms_keyword' and j.payload->>'orgId' = ${org.id}`.execute(tx))
  for (const { payload } of rows) await answerKeyword(installation, payload)
}
const confirmations = () => org.do(async ({ tx }) => (await sql<{ state: string; why: string | null }>`
  select state, why from message where direction = 'out' order by id`.execute(tx)).rows)

test('44: a wish in words is confirmed by one SMS that leaves from the number they wrote to', async () => {
  const number = aNumber()
  const customerId = await aTexter(org, [number])
  emulator.receive({ from: number, to: OUR_NUMBER, body: 'plus de sms svp' })
  await deliverCalls()
  await answerKeywords()
  await answerKeywords()
  const [, sent, ...others] = emulator.messages()
  expect([sent?.from, sent?.to, others]).toEqual([OUR_NUMBER, number, []])
  expect(await confirmations()).toMatchObject([{ state: 'queued' }])
  const contacts = await org.do(async ({ tx }) => (await sql`select 1 from contact_log
    where customer_id = ${customerId}`.execute(tx)).rows.length)
  expect(contacts).toBe(0)
})

test('44: where the provider blocks and confirms itself, ours is dropped without a word', async () => {
  const number = aNumber()
  const customerId = await aTexter(org, [number])
  emulator.receive({ from: number, to: OUR_NUMBER, body: 'STOP' })
  await deliverCalls()
  await answerKeywords()
  expect(emulator.messages()).toHaveLength(1)
  expect(await confirmations())
    .toEqual([{ state: 'cancelled', why: 'The provider has confirmed it itself.' }])
  expect(await eventsOf(org, customerId)).not.toContain('message_failed')
})
