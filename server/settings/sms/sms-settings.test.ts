// Settings of SMS: secrets stay sealed, the pool refuses what cannot send, a test arrives captured.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Answered } from '../../channels/sms/ask-twilio.ts'
import type { AccountView } from '../../channels/sms/check-account.ts'
import { addContact } from '../../customers/save-contact.ts'
import { addCustomer } from '../../customers/save-customer.ts'
import type { Org } from '../../platform/in-organization.ts'
import { openLedger, type Company, type Ledger } from '../../testing/ledger-scene.ts'
import { problemOf as problemOfAccount } from './ask-account.ts'
import { problemOf } from './hook-addresses.ts'
import { closeByHand, listCountries, openCountry, savePrice } from './list-countries.ts'
import { storedAccount } from './read-sms-settings.ts'
import { forgetFormerToken, saveSmsChannel, type AccountWish } from './save-channel.ts'
import { saveSmsRules } from './save-rules.ts'
import {
  addSender, listSenders, pauseByHand, removeSender, resumeSender, saveSender, type SenderWish,
} from './save-sender.ts'
import { sendTest } from './send-test.ts'
import { showSmsSettings } from './show-settings.ts'

let ledger: Ledger
beforeAll(async () => { ledger = await openLedger() })
afterAll(() => ledger.close())

const SID = `AC${'1'.repeat(32)}`
const TOKEN = 'canary-token-0123456789'
const SECOND = 'canary-second-9876543210'
const KEY_SECRET = 'canary-key-secret'

const account = (given: Partial<AccountWish> = {}): AccountWish => ({
  accountSid: SID, authToken: null, keepsFormerToken: false, apiKeySid: null, apiKeySecret: null,
  messagingServiceSid: null, ...given,
})

const wish = (given: Partial<SenderWish> = {}): SenderWish => ({
  kind: 'mobile', address: '+33 6 12 34 01 23', countries: [], isTwoWay: true,
  registration: 'not_needed', label: '', ...given,
})

const saveOwn = (company: Company, given: Partial<AccountWish>) => company.do((org) =>
  saveSmsChannel(org, { channel: 'own', account: account(given) }))

test('secrets are sealed, answered never, and kept when they are left out', async () => {
  const company = await ledger.anOrganization()
  await saveOwn(company, {
    authToken: TOKEN, apiKeySid: `SK${'2'.repeat(32)}`, apiKeySecret: KEY_SECRET,
  })
  await saveOwn(company, { apiKeySid: `SK${'2'.repeat(32)}` })
  const shown = JSON.stringify(await company.do(showSmsSettings))
  expect(shown).toContain(SID)
  expect(shown).not.toContain('canary')
  const row = await company.do(async ({ tx }) =>
    JSON.stringify((await sql`select * from sms_account`.execute(tx)).rows))
  expect(row).not.toContain('canary')
  expect(await company.do(storedAccount)).toMatchObject({
    authTokens: [TOKEN], apiKeySecret: KEY_SECRET,
  })
})

test('two tokens are believed during a rotation, and of another account none is kept', async () => {
  const company = await ledger.anOrganization()
  await saveOwn(company, { authToken: TOKEN })
  await saveOwn(company, { authToken: SECOND, keepsFormerToken: true })
  expect(await company.do(storedAccount)).toMatchObject({ authTokens: [SECOND, TOKEN] })
  await company.do(forgetFormerToken)
  expect(await company.do(storedAccount)).toMatchObject({ authTokens: [SECOND] })
  await expect(saveOwn(company, { accountSid: `AC${'9'.repeat(32)}` }))
    .rejects.toThrow('The auth token is missing.')
})

test('an own account needs its account, and an API key its secret', async () => {
  const company = await ledger.anOrganization()
  await expect(company.do((org) => saveSmsChannel(org, { channel: 'own', account: null })))
    .rejects.toThrow('Enter the account first.')
  await expect(saveOwn(company, { authToken: TOKEN, apiKeySid: `SK${'2'.repeat(32)}` }))
    .rejects.toThrow('The secret of the API key is missing.')
  await expect(company.do((org) => saveSmsChannel(org, { channel: 'installation', account: null })))
    .rejects.toThrow('no SMS account of its own')
})

test.each([
  ['narrower hours', { fromTime: '09:30', untilTime: '17:00' }, null],
  ['an earlier beginning', { fromTime: '07:59' }, 'cannot be saved'],
  ['a later end', { untilTime: '20:01' }, 'cannot be saved'],
  ['an end before the beginning', { fromTime: '12:00', untilTime: '12:00' }, 'cannot be saved'],
  ['no such currency', { currency: 'XXY' }, 'cannot be saved'],
  ['texts that the provider erases', { retentionDays: 30 }, null],
])('rules with %s', async (_, rules, problem) => {
  const company = await ledger.anOrganization()
  const saving = company.do((org) => saveSmsRules(org, rules))
  if (problem === null) await saving
  else await expect(saving).rejects.toThrow(problem)
  const { rules: kept } = await company.do(showSmsSettings)
  expect(kept).toMatchObject(problem === null ? rules : { fromTime: '08:00', untilTime: '20:00' })
})

test('the month’s spending counts this month, in the budget’s currency', async () => {
  const company = await ledger.anOrganization()
  await company.do((org) => anSms(org, { at: '2026-02-28T22:59:59.000Z', micros: 1, as: 'USD' }))
  // Midnight in Paris, where the organization is.
  await company.do((org) => anSms(org, { at: '2026-02-28T23:00:00.000Z', micros: 20, as: 'USD' }))
  await company.do((org) => anSms(org, { at: '2026-03-09T09:00:00.000Z', micros: 300, as: 'EUR' }))
  await company.do((org) => anSms(org, { at: '2026-03-09T09:00:00.000Z', micros: 4_000, as: 'USD' }))
  expect(await company.do(showSmsSettings)).toMatchObject({
    spentThisMonthMicros: 4_020, isBudgetEstimated: true,
  })
})

test('a sender is added, changed, paused with why, resumed and removed', async () => {
  const company = await ledger.anOrganization()
  const { id } = await company.do((org) => addSender(org, wish()))
  expect(await company.do(listSenders)).toMatchObject([
    { address: '+33612340123', ownCountry: 'FR', pausedAt: null }])
  await expect(company.do((org) => addSender(org, wish({ address: '+33612340123' }))))
    .rejects.toThrow('in the pool already')
  await company.do((org) => saveSender(org, id, wish({ label: 'Paris desk', countries: ['BE'] })))
  await company.do((org) => pauseByHand(org, id, 'Being registered'))
  expect(await company.do(listSenders)).toMatchObject([
    { label: 'Paris desk', countries: ['BE'], pausedWhy: 'Being registered' }])
  await company.do((org) => resumeSender(org, id))
  expect(await company.do(listSenders)).toMatchObject([{ pausedAt: null, pausedWhy: null }])
  await company.do((org) => removeSender(org, id))
  expect(await company.do(listSenders)).toEqual([])
  // Its number may be added again later.
  await company.do((org) => addSender(org, wish()))
})

test('a number that nobody can have is refused, and so is a country that is none', async () => {
  const company = await ledger.anOrganization()
  await expect(company.do((org) => addSender(org, wish({ address: '+33 1' })))).rejects.toThrow()
  await expect(company.do((org) => addSender(org, wish({ address: '+33000000000' }))))
    .rejects.toThrow('cannot be saved')
  await expect(company.do((org) => addSender(org, wish({ countries: ['ZZ'] }))))
    .rejects.toThrow('cannot be saved')
  expect(await company.do(listSenders)).toEqual([])
})

test('countries come from customers’ phones, each number once, with sender, price and closing', async () => {
  const company = await ledger.anOrganization()
  await company.do(async (org) => {
    for (const [reference, phones] of [
      ['C-1', ['+33 6 12 34 00 01', '+33 1 99 00 12 00']], ['C-2', ['+33 6 12 34 00 01']],
      ['C-3', ['+49 1511 1234567']],
    ] as const) {
      const id = await addCustomer(org, { reference, name: reference })
      await addContact(org, id, {
        name: '', emails: [], phones, positions: [], isMain: true, locale: null,
      })
    }
    await addSender(org, wish())
    await savePrice(org, 'FR', 76_000)
  })
  expect(await company.do(listCountries)).toMatchObject([
    { country: 'FR', numberCount: 2, textableCount: 1, sender: { address: '+33612340123' },
      price: { micros: 76_000, currency: 'USD' }, closedAt: null },
    { country: 'DE', numberCount: 1, textableCount: 1, sender: null, price: null },
  ])
  await company.do((org) => closeByHand(org, 'FR', 'Refused by carriers'))
  expect(await company.do(listCountries)).toMatchObject([
    { country: 'FR', sender: null, closedWhy: 'Refused by carriers' }, { country: 'DE' }])
  await company.do((org) => openCountry(org, 'FR'))
  expect(await company.do(listCountries)).toMatchObject([
    { country: 'FR', sender: { address: '+33612340123' }, closedAt: null }, { country: 'DE' }])
})

test('a test to oneself needs no account: it is captured and counts as delivered', async () => {
  const company = await ledger.anOrganization()
  await sendTest(ledger.installation, company.id, 'user:tester', '06 12 34 00 07')
  expect((await company.do(showSmsSettings)).test).toMatchObject({
    to: '+33612340007', isCaptured: true, state: 'delivered', why: null,
  })
  await expect(sendTest(ledger.installation, company.id, 'user:tester', '06 12 34 00 07'))
    .rejects.toThrow('a moment ago')
})

test('not even a test is texted to whoever has opted out', async () => {
  const company = await ledger.anOrganization()
  await company.do(({ tx, now }) => sql`insert into suppression (channel, address, state, reason,
    since) values ('phone', '+33612340008', 'opted_out', 'STOP', ${now})`.execute(tx))
  await expect(sendTest(ledger.installation, company.id, 'user:tester', '+33612340008'))
    .rejects.toThrow('asked not to be texted')
  expect((await company.do(showSmsSettings)).test).toBeNull()
})

test.each([
  ['https://collect.example.com', null], ['http://collect.example.com', 'clear text'],
  ['http://localhost:3000', 'own network'], ['https://10.1.2.3', 'own network'],
  ['https://collect', 'own network'], ['https://box.local', 'own network'],
  ['https://93.184.216.34', null], ['https://[::1]:3000', 'own network'],
])('reports to %s', (publicUrl, problem) => {
  if (problem === null) expect(problemOf(publicUrl)).toBeNull()
  else expect(problemOf(publicUrl)).toContain(problem)
})

let messages = 0
async function anSms(org: Org, of: { at: string; micros: number; as: string }): Promise<void> {
  const id = `00000000-0000-4000-8000-${String(++messages).padStart(12, '0')}`
  await sql`insert into message (id, direction, channel, state, thread_id, from_address, body_text,
      at)
    values (${id}, 'out', 'sms', 'sent', ${id}, '+33612340123', 'x', ${of.at})`.execute(org.tx)
  await sql`insert into sms_message (message_id, encoding, segments, cost_micros, cost_currency,
      committed_at)
    values (${id}, 'GSM-7', 1, ${of.micros}, ${of.as}, ${of.at})`.execute(org.tx)
}

const view = (given: Partial<AccountView> = {}): Answered<AccountView> => ({
  kind: 'told', value: {
    name: 'Seller', status: 'active', isTrial: false, services: [],
    numbers: [{ address: '+33612340123', label: '', country: 'FR', kind: 'mobile', canSms: true,
      canMms: false, smsUrl: '' }], ...given,
  },
})

test.each<[string, Answered<AccountView>, string | null, string | null]>([
  ['is well', view(), null, null],
  ['is suspended', view({ status: 'suspended' }), null, 'suspended'],
  ['is on trial', view({ isTrial: true }), null, 'trial'],
  ['has nothing to send from', view({ numbers: [] }), null, 'no number that can text'],
  ['has a service alone', view({ numbers: [], services: [{ sid: 'MG1', name: '' }] }), 'MG1', null],
  ['lacks the service we name', view(), 'MG1', 'no messaging service MG1'],
  ['is unknown', { kind: 'gone' }, null, 'no account of this SID'],
  ['refuses us', { kind: 'refused', code: 20003, why: 'Our access was refused.' }, null,
    'Our access was refused.'],
  ['cannot be asked', { kind: 'unclear', why: 'Too slow.', retryAfterSeconds: null }, null,
    'Check again later'],
])('an account that %s', (_, told, messagingServiceSid, problem) => {
  const found = problemOfAccount({
    accountSid: SID, authTokens: [TOKEN], apiKeySid: null, apiKeySecret: null,
    messagingServiceSid, baseUrl: '',
  }, told)
  if (problem === null) expect(found).toBeNull()
  else expect(found).toContain(problem)
})
