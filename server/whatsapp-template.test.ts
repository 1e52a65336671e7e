import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openApi } from './api.ts'
import { openEmulator, type Emulator } from './channels/sms/emulator/emulator.ts'
import { serveEmulator, type ServedEmulator } from './channels/sms/emulator/serve-emulator.ts'
import type { Installation } from './platform/installation.ts'
import { createTemplate, saveTemplate } from './templates/save-template.ts'
import { freshDatabase, type FreshDatabase } from './testing/fresh-database.ts'
import { openInstallation } from './testing/mail-scene.ts'
import {
  ACCOUNT_SID, actionsOf, AUTH_TOKEN, aTextedCustomer, aTextingCompany, settableClock, type Texting,
} from './testing/texting-scene.ts'
import { tick } from './workflows/tick.ts'

const NOON = '2026-03-10T11:00:00.000Z'
const CONTENT = `HX${'b'.repeat(32)}`
const clock = settableClock(NOON)
let database: FreshDatabase
let opened: Installation & { close: () => Promise<void> }
let installation: Installation
let emulator: Emulator
let served: ServedEmulator
beforeAll(async () => {
  database = await freshDatabase()
  opened = await openInstallation(database.url, clock.now)
})
afterAll(async () => {
  await opened.close()
  await database.close()
})
beforeEach(async () => {
  clock.set(NOON)
  emulator = openEmulator({ seed: 'whatsapp', now: NOON, accounts: [{
    sid: ACCOUNT_SID, authToken: AUTH_TOKEN, senders: [{ address: 'whatsapp:+33600000009' }],
    templates: { [CONTENT]: 'Hello {{1}}, {{2}} is open: {{3}}' } }] })
  served = await serveEmulator(emulator)
  installation = { ...opened, config: {
    ...opened.config, twilio: { ...opened.config.twilio, baseUrl: served.baseUrl } } }
  return () => served.close()
})

let numbers = 60_000_000
/** Somebody who wrote over WhatsApp, and then owes. */
async function aTalker(company: Texting, wroteAt: string): Promise<{ id: string }> {
  const number = `+336${++numbers}`
  return company.do(async (org) => {
    await sql`insert into phone (number, learned_at, via, wrote_at)
      values (${number}, ${org.now}, 'whatsapp', ${wroteAt})`.execute(org.tx)
    return aTextedCustomer(org, { phones: [number], dueOn: '2026-03-01' })
  })
}
const aTalkingCompany = () => aTextingCompany(installation, {
  senders: [{ kind: 'whatsapp', address: '+33600000009' }], text: 'Please pay {{ total_open }}.' })

const nameTemplate = (company: Texting, contentSid: string | null) => company.do(async (org) => {
  const { rows: [row] } = await sql<{ id: string }>`select id from template where channel = 'sms'`
    .execute(org.tx)
  await saveTemplate(org, row?.id ?? '', { name: 'SMS', channel: 'sms', texts: {
    en: { subject: '', body: 'Please pay {{ total_open }}.', contentSid } } })
})

/** The provider does its work and calls us, as its servers would. */
async function settle(): Promise<void> {
  emulator.tick(120)
  const api = openApi(installation, { webDir: '/nowhere', isReady: () => true })
  for (const call of emulator.takeCalls()) {
    const answer = await api.fetch(new Request(call.url, {
      method: call.method, body: call.form, headers: call.headers }))
    emulator.settle(call, { status: answer.status, body: await answer.text(),
      contentType: answer.headers.get('content-type') ?? '' })
  }
}

const messagesOf = (company: Texting, id: string) => company.do(async ({ tx }) => (await sql<{
  state: string; statuses: string[]; links: number }>`
  select m.state, array(select e.detail->>'status' from event e where e.message_id = m.id
      and e.kind = 'message_status' order by e.at, e.id) as statuses,
    (select count(*)::int from customer_link l where l.message_id = m.id) as links
  from message m where m.customer_id = ${id} and m.direction = 'out'`.execute(tx)).rows)

describe('WhatsApp, a day after they wrote', () => {
  const EARLIER = '2026-03-09T10:59:59.000Z'

  test('takes a template of its own, with name, amount and their link, and tells of reading',
    async () => {
      const company = await aTalkingCompany()
      await nameTemplate(company, CONTENT)
      const { id } = await aTalker(company, EARLIER)
      await tick(installation, company.id)
      const [sent, ...others] = emulator.messages()
      expect(others).toEqual([])
      expect(sent?.body).toMatch(
        /^Hello Bea, €100\.00 is open: https:\/\/duebox\.example\/p\/(?!X{13})[0-9A-Za-z]{13,18}$/)
      expect(await messagesOf(company, id)).toEqual([{ state: 'queued', statuses: [], links: 1 }])
      await settle()
      expect(await messagesOf(company, id)).toEqual([
        { state: 'read', statuses: ['delivered', 'read'], links: 1 }])
      expect((await actionsOf(company, id))[0]).toMatchObject({ state: 'done', channel: 'sms' })
    })

  test('holds the step without one, and lets it go once there is one', async () => {
    const company = await aTalkingCompany()
    const { id } = await aTalker(company, EARLIER)
    await tick(installation, company.id)
    expect(emulator.messages()).toEqual([])
    expect(await actionsOf(company, id)).toMatchObject([{
      state: 'open', held: 'template_incomplete',
      note: 'WhatsApp takes a free text only within 24 hours of their last message.' }])
    await nameTemplate(company, CONTENT)
    await company.do(({ tx }) => sql`update organization set ledger_changed_at =
      '2026-03-11T11:00:00Z'`.execute(tx))
    clock.set('2026-03-11T11:00:00.000Z')
    emulator.runUntil('2026-03-11T11:00:00.000Z')
    await tick(installation, company.id)
    expect(emulator.messages()).toHaveLength(1)
    expect((await actionsOf(company, id))[0]).toMatchObject({ state: 'done', channel: 'sms' })
  })
})

test('within the day the free text goes, though there is a template', async () => {
  const company = await aTalkingCompany()
  await nameTemplate(company, CONTENT)
  await aTalker(company, '2026-03-09T11:00:01.000Z')
  await tick(installation, company.id)
  expect(emulator.messages()).toMatchObject([{ body: 'Please pay €100.00.' }])
})

test('a plain SMS never names a template', async () => {
  const company = await aTextingCompany(installation, {
    senders: [{ kind: 'mobile', address: '+33600000001' }] })
  await nameTemplate(company, CONTENT)
  emulator.addSender({ address: '+33600000001' })
  await company.do((org) =>
    aTextedCustomer(org, { phones: ['+33612345678'], dueOn: '2026-03-01' }))
  await tick(installation, company.id)
  expect(emulator.messages()).toMatchObject([{ body: 'Please pay €100.00.' }])
})

test('a content SID belongs to an SMS, and stays with its version', async () => {
  const company = await aTalkingCompany()
  await nameTemplate(company, CONTENT)
  await nameTemplate(company, null)
  const { rows } = await company.do(({ tx }) => sql<{ sid: string | null }>`
    select x.content_sid as sid from template_text x join template t on t.org_id = x.org_id
      and t.id = x.template_id where t.channel = 'sms' order by x.version`.execute(tx))
  expect(rows.map(({ sid }) => sid)).toEqual([null, CONTENT, null])
  await expect(company.do((org) => createTemplate(org, { name: 'A call', channel: 'call', texts: {
    en: { subject: '', body: 'Hello', contentSid: CONTENT } } })))
    .rejects.toMatchObject({ message: 'This template cannot be saved yet.' })
})
