import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openEmulator, type Emulator } from '../../channels/sms/emulator/emulator.ts'
import { serveEmulator, type ServedEmulator } from '../../channels/sms/emulator/serve-emulator.ts'
import type { Installation } from '../../platform/installation.ts'
import { freshDatabase, type FreshDatabase } from '../../testing/fresh-database.ts'
import { openInstallation } from '../../testing/mail-scene.ts'
import {
  ACCOUNT_SID, AUTH_TOKEN, aTextedCustomer, aTextingCompany, settableClock, type Texting,
} from '../../testing/texting-scene.ts'
import { startTwilioStub, type StubAnswer, type TwilioStub } from '../../testing/twilio-stub.ts'
import { tick } from '../../workflows/tick.ts'
import { eraseTexts } from './erase-texts.ts'

const NOON = '2026-03-10T11:00:00.000Z'
const clock = settableClock(NOON)
let database: FreshDatabase
let opened: Installation & { close: () => Promise<void> }
let emulator: Emulator
let served: ServedEmulator
let stub: TwilioStub
beforeAll(async () => {
  database = await freshDatabase()
  stub = await startTwilioStub()
  opened = await openInstallation(database.url, clock.now)
})
afterAll(async () => {
  await opened.close()
  await stub.close()
  await database.close()
})
beforeEach(async () => {
  clock.set(NOON)
  stub.seen.length = 0
  stub.answers.length = 0
  stub.made = 0
  emulator = openEmulator({ seed: 'erase', now: NOON, accounts: [{
    sid: ACCOUNT_SID, authToken: AUTH_TOKEN, senders: [{ address: '+33600000001' }] }] })
  served = await serveEmulator(emulator)
  return () => served.close()
})

const at = (baseUrl: string): Installation => ({
  ...opened, config: { ...opened.config, twilio: { ...opened.config.twilio, baseUrl } } })

let numbers = 50_000_000
/** A company that has texted so many customers at noon; the provider has settled none. */
async function aTexted(installation: Installation, given: {
  retentionDays: number | null; customers?: number
}): Promise<Texting> {
  const company = await aTextingCompany(installation, {
    steps: [{ channel: 'sms', offsetDays: 3 }], text: 'Please pay.',
    settings: given.retentionDays === null ? {} : { sms_retention_days: given.retentionDays },
  })
  for (let count = given.customers ?? 1; count > 0; count--) {
    await company.do((org) => aTextedCustomer(org,
      { phones: [`+336${++numbers}`], dueOn: '2026-03-01' }))
  }
  await tick(installation, company.id)
  return company
}

const became = (company: Texting, state: string) => company.do(async ({ tx }) => {
  await sql`update message set state = ${state} where direction = 'out'`.execute(tx)
})
const ours = (company: Texting) => company.do(async ({ tx }) => (await sql<{
  body: string; tries: number; isErased: boolean }>`
  select m.body_text as body, s.erase_tries as tries, s.erased_at is not null as "isErased"
  from message m join sms_message s on s.org_id = m.org_id and s.message_id = m.id
  order by s.committed_at, m.id`.execute(tx)).rows)
const day = (date: number) => clock.set(`2026-03-${String(date).padStart(2, '0')}T03:41:00.000Z`)
const erasures = () => stub.seen.filter((one) => one.body === 'Body=').length

test('63: a text is erased at the provider once it is settled there; ours stays', async () => {
  const installation = at(served.baseUrl)
  const company = await aTexted(installation, { retentionDays: 1 })
  await became(company, 'sent')
  // The provider still has it in its queue, and refuses with 20009.
  day(12)
  expect(await eraseTexts(installation, company.id)).toBe(0)
  expect(await ours(company)).toEqual([{ body: 'Please pay.', tries: 1, isErased: false }])
  expect(await eraseTexts(installation, company.id)).toBe(0)
  expect(await ours(company)).toMatchObject([{ tries: 1 }])
  await served.runAll()
  expect(emulator.messages()).toMatchObject([{ status: 'delivered', body: 'Please pay.' }])
  day(13)
  expect(await eraseTexts(installation, company.id)).toBe(1)
  expect(emulator.messages()).toMatchObject([{ status: 'delivered', body: '' }])
  expect(await ours(company)).toEqual([{ body: 'Please pay.', tries: 2, isErased: true }])
  day(14)
  expect(await eraseTexts(installation, company.id)).toBe(0)
})

test('63: what is never settled there is asked for on five days, and no more', async () => {
  const installation = at(stub.baseUrl)
  const company = await aTexted(installation, { retentionDays: 1 })
  await became(company, 'sent')
  const refused: StubAnswer = { status: 400, json: { code: 20009, status: 400, message: 'x' } }
  for (let date = 12; date <= 20; date++) {
    stub.answers.push(refused)
    day(date)
    await eraseTexts(installation, company.id)
    stub.answers.length = 0
  }
  expect(erasures()).toBe(5)
  expect(await ours(company)).toMatchObject([{ tries: 5, isErased: false }])
})

test.each<[string, number | null, string, number, number]>([
  ['by its own rule: none', null, 'delivered', 30, 0],
  ['seven days, on the seventh: not yet', 7, 'delivered', 17, 0],
  ['seven days, on the eighth: erased', 7, 'delivered', 18, 1],
  ['what failed: erased', 1, 'undelivered', 12, 1],
  ['on its way: not', 1, 'queued', 12, 0],
  ['in doubt: not, or nobody would find it there', 1, 'unknown', 12, 0],
])('64: the provider keeps texts %s', async (_, retentionDays, state, date, expected) => {
  const installation = at(stub.baseUrl)
  const company = await aTexted(installation, { retentionDays })
  await became(company, state)
  day(date)
  expect(await eraseTexts(installation, company.id)).toBe(expected)
  expect(erasures()).toBe(expected)
})

test.each<[string, StubAnswer]>([
  ['is away', 'reset'],
  ['is too busy', { status: 429, json: { code: 20429, status: 429 } }],
  ['refuses the account', { status: 401, json: { code: 20003, status: 401 } }],
])('64: while the provider %s it is left alone, and no try is lost', async (_, answer) => {
  const installation = at(stub.baseUrl)
  const company = await aTexted(installation, { retentionDays: 1, customers: 3 })
  await became(company, 'delivered')
  stub.answers.push({ status: 404, json: { code: 20404, status: 404 } }, answer)
  day(12)
  // The first is known no more: gone with its text.
  expect(await eraseTexts(installation, company.id)).toBe(1)
  expect(erasures()).toBe(2)
  expect((await ours(company)).reduce((sum, { tries }) => sum + tries, 0)).toBe(1)
  day(13)
  expect(await eraseTexts(installation, company.id)).toBe(2)
})
