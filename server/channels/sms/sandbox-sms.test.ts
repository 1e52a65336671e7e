// A sandbox's SMS: captured, told about at once, refused as the provider would, texted back.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asOrg } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import { createOrganization } from '../../settings/create-organization.ts'
import { firstOf } from '../../testing/first-of.ts'
import { freshInstallation, type FreshInstallation } from '../../testing/fresh-installation.ts'
import type { Outgoing } from '../channel.ts'
import { openChannel } from '../open-channel.ts'
import { pullSandboxCalls, textBack } from './sandbox-sms.ts'

const SANDBOX_NOW = '2026-05-04T08:00:00.000Z'
let installation: FreshInstallation
beforeAll(async () => { installation = await freshInstallation() })
afterAll(() => installation.close())

const anOrganization = (sandboxNow: string | null) => createOrganization(installation, 'test', {
  name: 'Seller', country: null, currency: 'EUR', zone: 'Europe/Paris', locale: 'en', sandboxNow,
}, async () => {})

const anSms = (to: string, sms: Partial<Outgoing['sms']> = {}): Outgoing => {
  const attemptId = newId()
  return {
    attemptId, channel: 'sms', from: { name: 'Seller', address: '+33644601234' }, to: [to], cc: [],
    bcc: [], replyTo: null, subject: '', text: 'Invoice 118 is due: https://pay.example/p/abc',
    html: null, messageRef: attemptId, inReplyTo: null, references: [], isAutomatic: true,
    sms: {
      sender: { kind: 'mobile', address: '+33644601234' }, validitySeconds: 3600, contentSid: null,
      statusUrl: `https://duebox.example/status?attempt=${attemptId}`, ...sms,
    },
  }
}
const channelOf = (orgId: string) => openChannel(installation, { orgId, smtp: null, sms: null }, 'sms')

const byWord = (a: string, b: string) => a.localeCompare(b)

const captured = (orgId: string) => asOrg(installation.database.db, orgId, async (tx) =>
  (await sql<{ attempt_id: string; captured_at: string }>`
    select attempt_id, captured_at from captured_message`.execute(tx)).rows)

const told = (orgId: string, now = SANDBOX_NOW) => pullSandboxCalls(orgId, now).map((call) => {
  const form = new URLSearchParams(call.form)
  return [form.get('MessageStatus'), form.get('ErrorCode'), call.url]
})

test('an SMS of a sandbox is captured by its clock and delivered when it is looked at', async () => {
  const orgId = await anOrganization(SANDBOX_NOW)
  const sms = anSms('+33612345678')
  const receipt = await channelOf(orgId).send(sms)
  expect(receipt).toEqual({
    kind: 'accepted', status: 'queued', providerId: expect.stringMatching(/^SM[0-9a-f]{32}$/),
  })
  expect(await captured(orgId)).toEqual([
    { attempt_id: sms.attemptId, captured_at: SANDBOX_NOW }])
  expect(told(orgId)).toEqual([['sent', null, sms.sms?.statusUrl],
    ['delivered', null, sms.sms?.statusUrl]])
  expect(told(orgId)).toEqual([])
  expect(await channelOf(orgId).find?.({ attemptId: sms.attemptId, to: '+33612345678',
    text: sms.text, startedAt: SANDBOX_NOW, providerId: null })).toMatchObject({ kind: 'accepted' })
})

test('numbers that end in a code show that failure, and WhatsApp shows that it was read', async () => {
  const orgId = await anOrganization(SANDBOX_NOW)
  const whatsApp = { sender: { kind: 'whatsapp', address: 'whatsapp:+33644601234' },
    contentSid: `HX${'a'.repeat(32)}` }
  await channelOf(orgId).send(anSms('+33612330003'))
  await channelOf(orgId).send(anSms('+33612330007'))
  await channelOf(orgId).send(anSms('whatsapp:+33612345678', whatsApp))
  expect(told(orgId).map(([status, code]) => code ?? status ?? '').toSorted(byWord)).toEqual([
    '30003', '30007', 'delivered', 'read', 'sent', 'sent'])
})

test('a message through a service, from a name, and one that is refused', async () => {
  const orgId = await anOrganization(SANDBOX_NOW)
  const { send } = channelOf(orgId)
  const by = (kind: string, address: string) => ({ sender: { kind, address } })
  expect(await send(anSms('+33612345678', by('messaging_service', `MG${'1'.repeat(32)}`))))
    .toMatchObject({ kind: 'accepted' })
  expect(await send(anSms('+33612345678', by('alphanumeric', 'Acme'))))
    .toMatchObject({ kind: 'accepted' })
  expect(await send(anSms('+12025550177', by('alphanumeric', 'Acme'))))
    .toMatchObject({ kind: 'refused', failure: { code: 21657 } })
  expect(await captured(orgId)).toHaveLength(2)
})

test('a customer who texts back makes the call of the provider; after STOP a text is refused', async () => {
  const orgId = await anOrganization(SANDBOX_NOW)
  const sms = anSms('+33612345678')
  await channelOf(orgId).send(sms)
  const text = (body: string) =>
    textBack(orgId, { from: '+33612345678', to: '+33644601234', body }, SANDBOX_NOW)
  const calls = text('we pay Friday')
  expect(calls.map((call) => call.kind)).toEqual(['inbound'])
  const form = new URLSearchParams(calls.at(-1)?.form)
  expect([form.get('From'), form.get('To'), form.get('Body'), form.get('FromCity')])
    .toEqual(['+33612345678', '+33644601234', 'we pay Friday', ''])
  text('STOP')
  expect(told(orgId).map(([status]) => status)).toEqual(['sent', 'delivered'])
  expect(await channelOf(orgId).send(anSms('+33612345678')))
    .toMatchObject({ kind: 'refused', isPermanent: true, failure: { remedy: 'opted_out' } })
})

test('an organization that is no sandbox has its SMS captured, and nobody tells of them', async () => {
  const orgId = await anOrganization(null)
  expect(await channelOf(orgId).send(anSms('+33612345678'))).toMatchObject({ kind: 'accepted' })
  expect(firstOf(await captured(orgId)).captured_at).toBe(installation.now())
  expect(told(orgId)).toEqual([])
})
