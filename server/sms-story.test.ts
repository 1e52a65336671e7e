// The whole life of a texted reminder, on a real clock, through the stand-in for the provider.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { composeMessage } from './actions/compose-message.ts'
import { openApi } from './api.ts'
import { openEmulator, type Emulator } from './channels/sms/emulator/emulator.ts'
import { serveEmulator, type ServedEmulator } from './channels/sms/emulator/serve-emulator.ts'
import { receiveWaitingSms } from './inbox/sms/receive-sms.ts'
import type { Installation } from './platform/installation.ts'
import { freshDatabase, type FreshDatabase } from './testing/fresh-database.ts'
import { openInstallation } from './testing/mail-scene.ts'
import {
  ACCOUNT_SID, AUTH_TOKEN, aTextedCustomer, aTextingCompany, type Texting,
} from './testing/texting-scene.ts'
import { tickUntilQuiet } from './workflows/tick.ts'

const OURS = ['+33600000001', '+33600000002'] as const
const BEA = '+33612345678'

let database: FreshDatabase
let opened: Installation & { close: () => Promise<void> }
let installation: Installation
let company: Texting
let emulator: Emulator
let served: ServedEmulator
let now = '2026-03-02T11:00:00.000Z'
beforeAll(async () => {
  database = await freshDatabase()
  opened = await openInstallation(database.url, () => now)
  company = await aTextingCompany(opened, {
    mcdDays: 3, senders: OURS.map((address) => ({ kind: 'mobile', address })),
    steps: [
      { channel: 'sms', offsetDays: 3 }, { channel: 'sms', offsetDays: 6 },
      { channel: 'sms', offsetDays: 9 }, { channel: 'email', offsetDays: 12 },
    ],
  })
  emulator = openEmulator({
    seed: 'story', now, accounts: [{
      sid: ACCOUNT_SID, authToken: AUTH_TOKEN,
      senders: OURS.map((address) => ({
        address, smsUrl: `https://duebox.example/api/v1/hooks/twilio/${company.id}/inbound` })),
    }],
  })
  served = await serveEmulator(emulator)
  installation = { ...opened, config: {
    ...opened.config, twilio: { ...opened.config.twilio, baseUrl: served.baseUrl } } }
})
afterAll(async () => {
  await served.close()
  await opened.close()
  await database.close()
})

/** A day passes on both sides, in its middle; what is due happens and is reported. */
async function at(day: string): Promise<void> {
  now = `${day}T11:00:00.000Z`
  emulator.runUntil(now)
  // The night's import: an old ledger would hold everything.
  await company.do(async ({ tx }) => {
    await sql`update organization set ledger_changed_at = ${now}`.execute(tx)
  })
  await settle()
}

async function settle(): Promise<void> {
  await tickUntilQuiet(installation, company.id, { leaveAtOnce: true })
  emulator.tick(120)
  const api = openApi(installation, { webDir: '/nowhere', isReady: () => true })
  for (const call of emulator.takeCalls()) {
    const answer = await api.fetch(new Request(call.url, {
      method: call.method, body: call.form, headers: call.headers }))
    emulator.settle(call, { status: answer.status, body: await answer.text(),
      contentType: answer.headers.get('content-type') ?? '' })
  }
  await receiveWaitingSms(installation, company.id)
  await tickUntilQuiet(installation, company.id, { leaveAtOnce: true })
}

/** What the provider has taken for her, in order. */
const texted = () => emulator.messages()
  .filter((one) => one.to === BEA && one.direction !== 'inbound')
const out = (customerId: string) => company.do(async ({ tx }) => (await sql<{
  channel: string; state: string }>`select channel, state from message
  where customer_id = ${customerId} and direction = 'out' order by at, id`.execute(tx)).rows)
const waiting = (customerId: string) => company.do(async ({ tx }) => (await sql<{ id: string }>`
  select id from reply_action where customer_id = ${customerId} and state = 'open'`
  .execute(tx)).rows)
const told = (customerId: string) => company.do(async ({ tx }) => (await sql<{ kind: string }>`
  select kind from event where customer_id = ${customerId} order by at, id`.execute(tx)).rows
  .map(({ kind }) => kind))

test('delivered, answered, halted, answered by SMS, resumed, stopped for ever', async () => {
  const { id } = await company.do((org) => aTextedCustomer(org, {
    phones: [BEA], emails: ['bea@buyer.example'], dueOn: '2026-03-01' }))
  await at('2026-03-03')
  expect(await out(id)).toEqual([])
  await at('2026-03-04')
  expect(await out(id)).toEqual([{ channel: 'sms', state: 'delivered' }])

  // She writes back, and the machine stands still however many days pass.
  emulator.receive({ from: BEA, to: texted()[0]?.from ?? '', body: 'we pay Friday' })
  await settle()
  const [answer] = await waiting(id)
  expect(answer).toBeDefined()
  for (const day of ['2026-03-07', '2026-03-08', '2026-03-10']) await at(day)
  expect(texted()).toHaveLength(1)

  // Mara answers by SMS, from the number that Bea knows.
  await company.do((org) => composeMessage(org, {
    customerId: id, channel: 'sms', to: [BEA], cc: [], bcc: [], subject: '',
    body: 'Thank you, Bea. We note Friday.', undoSeconds: 0,
    ...(answer ? { replyActionId: answer.id } : {}),
  }), 'user:mara')
  await settle()
  expect(texted().map((one) => one.from)).toEqual([texted()[0]?.from, texted()[0]?.from])
  expect(await out(id)).toMatchObject([{ state: 'delivered' }, { state: 'delivered' }])
  expect(await waiting(id)).toEqual([])

  // The run resumes where it stood, and not before the delay after the answer.
  await at('2026-03-12')
  expect(texted()).toHaveLength(2)
  await at('2026-03-13')
  expect(texted()).toHaveLength(3)

  // STOP: nothing is texted any more, from any number; e-mail goes on.
  emulator.receive({ from: BEA, to: OURS[1], body: 'STOP' })
  await settle()
  const before = texted().length
  for (const day of ['2026-03-16', '2026-03-19', '2026-03-22']) await at(day)
  expect(texted()).toHaveLength(before)
  expect((await out(id)).filter(({ channel }) => channel === 'email'))
    .toEqual([{ channel: 'email', state: 'sent' }, { channel: 'email', state: 'sent' }])
  await expect(company.do((org) => composeMessage(org, {
    customerId: id, channel: 'sms', to: [BEA], cc: [], bcc: [], subject: '', body: 'Hello again',
    undoSeconds: 0,
  }), 'user:mara')).rejects.toThrow(/opted out|STOP|not to be/i)
  const kinds = await told(id)
  for (const kind of ['message_sent', 'message_status', 'message_received', 'reply_opened',
    'sms_replaced']) expect(kinds).toContain(kind)
}, 120_000)
