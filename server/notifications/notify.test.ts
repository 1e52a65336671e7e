// Who is told of what and where: the bell, mail at most once, the digest of a day.
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { addSeconds, type Instant } from '#domain/day.ts'
import { MOST_MAILS_AN_HOUR } from '#domain/notice.ts'
import { inOrganization } from '../platform/in-organization.ts'
import { newId } from '../platform/ids.ts'
import type { Installation } from '../platform/installation.ts'
import { smtpPurpose } from '../settings/read-email-settings.ts'
import { freshDatabase, type FreshDatabase } from '../testing/fresh-database.ts'
import { startMailProvider, type Fault, type MailProvider } from '../testing/mail-provider.ts'
import {
  aCustomer, anOrganization, NOW, openInstallation, type SceneOrganization,
} from '../testing/mail-scene.ts'
import { notify, type Notice } from './notify.ts'
import { sendNotices, wakeDueNotices } from './send-notices.ts'
import { countUnread, readNotifications, saveQuietTime, saveSettings } from './store.ts'
import { writeDigests } from './write-digests.ts'

let database: FreshDatabase
let installation: Installation & { close: () => Promise<void> }
let provider: MailProvider
let org: SceneOrganization
let now: Instant = NOW
let fault: Fault = 'none'

beforeAll(async () => {
  database = await freshDatabase()
  installation = await openInstallation(database.url, () => now)
  provider = await startMailProvider(() => fault)
})
afterAll(async () => {
  await provider.stop()
  await installation.close()
  await database.close()
})
beforeEach(async () => {
  now = NOW
  fault = 'none'
  provider.accepted.length = 0
  org = await anOrganization(installation)
})

const tell = (notice: Partial<Notice> = {}) => org.do((open) => notify(open, {
  event: 'reply_received', to: ['clerk'], title: 'Bea Buyer answered', ...notice,
}))
const shownTo = (userId: string) => org.do((open) =>
  readNotifications(open, userId, { limit: 50, after: null, unread: false }))
const choose = (channel: 'in_app' | 'email' | 'digest', isOn: boolean, userId = 'clerk') =>
  org.do((open) => saveSettings(open, userId, [{ event: 'reply_received', channel, isOn }]))
const useSmtp = () => org.do((open) => sql`update organization set email_channel = 'smtp',
    from_address = 'ar@seller.example', smtp_sealed = ${installation.secrets.seal(JSON.stringify({
      host: '127.0.0.1', port: provider.port, isTls: false, user: null, password: null,
    }), smtpPurpose(org.id))}`.execute(open.tx))
const mails = () => org.do(async ({ tx }) => {
  const { rows } = await sql<{ state: string; tries: number; kind: string }>`
    select state, tries, kind from notice_mail order by created_at, id`.execute(tx)
  return rows
})
const captured = () => org.do(async ({ tx }) => {
  const { rows } = await sql<{ to_addresses: string[]; body_text: string; subject: string
    headers: Record<string, string> }>`
    select to_addresses, body_text, subject, headers from captured_message order by captured_at`
    .execute(tx)
  return rows
})

test('the named are told in the app, once each, and nobody else', async () => {
  await tell({ to: ['clerk', 'clerk', 'nobody'] })
  expect(await shownTo('clerk')).toHaveLength(1)
  expect(await shownTo('owner')).toHaveLength(0)
  expect(await org.do((open) => countUnread(open, 'clerk'))).toBe(1)
})

test('who did it is not told of it', async () => {
  await inOrganization(installation, org.id, 'user:clerk', (open) =>
    notify(open, { event: 'assigned', to: ['clerk', 'owner'], title: 'Assigned' }))
  expect(await shownTo('clerk')).toHaveLength(0)
  expect(await shownTo('owner')).toHaveLength(1)
})

test('who turned it off sees nothing in the app', async () => {
  await choose('in_app', false)
  await tell()
  expect(await shownTo('clerk')).toHaveLength(0)
})

test('what happens again joins the unread notice, and a read one stays read', async () => {
  const customerId = await aCustomer(org)
  const other = await aCustomer(org)
  await tell({ customerId })
  await tell({ customerId, title: 'Bea answered again' })
  await tell({ customerId: other })
  const [second, first] = await shownTo('clerk')
  expect(first).toMatchObject({ times: 2, title: 'Bea answered again' })
  expect(second).toMatchObject({ times: 1, customer_id: other })
  await org.do((open) => sql`update notification set read_at = ${NOW}`.execute(open.tx))
  await tell({ customerId })
  expect(await shownTo('clerk')).toHaveLength(3)
})

test('mail leaves only where it was asked for, marked as made by a machine', async () => {
  await tell()
  expect(await mails()).toEqual([])
  await choose('email', true)
  await useSmtp()
  await tell({ title: 'Bea Buyer answered\r\nBcc: evil@there.example' })
  expect(await sendNotices(installation, org.id)).toBe(1)
  const [mail] = provider.accepted
  expect(mail?.to).toBe('carl@seller.example')
  expect(mail?.raw).toMatch(/^Auto-Submitted: auto-generated\r$/m)
  expect(mail?.raw).toMatch(/^X-Duebox-Loop: /m)
  expect(mail?.raw).not.toMatch(/^Bcc:/m)
  expect(await mails()).toMatchObject([{ state: 'sent', tries: 1 }])
  expect(await sendNotices(installation, org.id)).toBe(0)
})

test('a mail that may have landed is not sent again', async () => {
  await choose('email', true)
  await useSmtp()
  fault = 'hang_up_after_taking'
  await tell()
  await sendNotices(installation, org.id)
  fault = 'none'
  now = addSeconds(NOW, 86_400)
  await sendNotices(installation, org.id)
  expect(provider.accepted).toHaveLength(1)
  expect(await mails()).toMatchObject([{ state: 'unknown' }])
})

test('a process that ended while sending leaves a doubt, not a second mail', async () => {
  await choose('email', true)
  await tell()
  await org.do((open) => sql`update notice_mail set state = 'sending', tries = 1,
    began_at = ${NOW}`.execute(open.tx))
  now = addSeconds(NOW, 3600)
  await org.do(wakeDueNotices)
  expect(await sendNotices(installation, org.id)).toBe(0)
  expect(await mails()).toMatchObject([{ state: 'unknown' }])
})

test('a refusal for now is tried again later, five times at most', async () => {
  await choose('email', true)
  await useSmtp()
  fault = 'refuse_for_now'
  await tell()
  for (let hour = 0; hour < 10; hour++) {
    await sendNotices(installation, org.id)
    expect(await sendNotices(installation, org.id)).toBe(0)
    now = addSeconds(now, 6 * 3600)
  }
  expect(await mails()).toMatchObject([{ state: 'failed', tries: 5 }])
})

test('a sandbox writes to its captured outbox alone, whatever its settings say', async () => {
  await choose('email', true)
  await useSmtp()
  await org.do((open) => sql`update organization set is_sandbox = true, sandbox_now = ${NOW}`
    .execute(open.tx))
  await tell()
  await sendNotices(installation, org.id)
  expect(provider.accepted).toEqual([])
  expect(await captured()).toMatchObject([{ to_addresses: ['carl@seller.example'] }])
})

test('in quiet time a mail waits, and leaves after it', async () => {
  await choose('email', true)
  await org.do((open) => saveQuietTime(open, 'clerk', { beginsAt: '09:00', endsAt: '17:00' }))
  await tell()
  expect(await sendNotices(installation, org.id)).toBe(0)
  now = '2026-03-10T16:00:00.000Z'
  expect(await sendNotices(installation, org.id)).toBe(1)
})

test('a flood of happenings makes a bounded number of mails; the rest waits for the digest',
  async () => {
    await choose('email', true)
    await choose('digest', false)
    for (let count = 0; count < MOST_MAILS_AN_HOUR + 5; count++) {
      await tell({ customerId: newId() })
    }
    expect(await mails()).toHaveLength(MOST_MAILS_AN_HOUR)
    await org.do((open) => writeDigests(open))
    await sendNotices(installation, org.id)
    await sendNotices(installation, org.id)
    const digest = (await captured()).find(({ subject }) => subject.includes('Seller:'))
    expect(digest?.body_text.match(/^- Bea Buyer answered/gm)).toHaveLength(5)
  })

test('the digest tells what happened and what waits, once a day, and not when nothing is', async () => {
  const customerId = await aCustomer(org, { name: 'Buyer Ltd' })
  await tell({ customerId })
  await org.do((open) => sql`insert into reply_action (id, customer_id, newest_message_id, owner_id,
      opened_at) values (${newId()}, ${customerId}, ${newId()}, 'clerk', '2026-03-07T09:00:00Z')`
    .execute(open.tx))
  now = '2026-03-10T06:00:00.000Z'
  expect(await org.do(writeDigests)).toBe(0)
  now = NOW
  expect(await org.do(writeDigests)).toBe(1)
  expect(await org.do(writeDigests)).toBe(0)
  await sendNotices(installation, org.id)
  const [digest, ...more] = await captured()
  expect(more).toEqual([])
  expect(digest).toMatchObject({
    to_addresses: ['carl@seller.example'], subject: 'Seller: 1 answer waits',
  })
  expect(digest?.body_text).toContain('- Buyer Ltd · for 3 days')
  expect(digest?.body_text).toContain('- Bea Buyer answered · Buyer Ltd')
  now = '2026-03-11T09:00:00.000Z'
  expect(await org.do(writeDigests)).toBe(1)
  await sendNotices(installation, org.id)
  expect((await captured())[1]?.body_text).not.toContain('Bea Buyer answered')
})

test('two processes that write the digests of a day write each once', async () => {
  await tell()
  await Promise.all([org.do(writeDigests), org.do(writeDigests)])
  expect(await mails()).toHaveLength(1)
})
