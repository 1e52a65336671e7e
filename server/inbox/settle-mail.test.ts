// Every mail that was taken in is settled exactly once (I7), whatever is in it.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  aMail, answerTo, messageOfMail, openReplies, receive,
} from '../testing/arriving-mail.ts'
import { freshInstallation, type FreshInstallation } from '../testing/fresh-installation.ts'
import {
  aCustomer, anOrganization, aSentMessage, type SceneOrganization,
} from '../testing/mail-scene.ts'
import { releaseMail } from './mail-store.ts'
import { closeMailParser } from './parse-mail.ts'
import { receiveMessage, receiveWaiting } from './receive-message.ts'
import { storeMail, storeMailFor } from './store-mail.ts'

let installation: FreshInstallation
let org: SceneOrganization
beforeAll(async () => {
  installation = await freshInstallation()
  org = await anOrganization(installation)
})
afterAll(async () => {
  await closeMailParser()
  await installation.close()
})

const take = (raw: Buffer, envelope: { to?: string; from?: string } = {}) =>
  receive(installation, org, raw, envelope)

test('the same mail over two ways is one message', async () => {
  const customerId = await aCustomer(org, { emails: ['bea@eleven.example'] })
  const raw = aMail({ from: 'bea@eleven.example' })
  const first = await take(raw)
  const forwarded = Buffer.concat([
    Buffer.from('Received: from a by b; Tue, 10 Mar 2026 09:00:01 +0000\n'),
    Buffer.from(raw.toString().replaceAll('\r\n', '\n')),
  ])
  const id = await storeMailFor(installation, org.id, 'key:test', {
    raw: forwarded, envelopeFrom: '', envelopeTo: [], source: 'webhook',
  })
  expect(await receiveMessage(installation, org.id, id)).toBe('duplicate')
  expect(await messageOfMail(org, id)).toMatchObject({ id: first.message?.id })
  expect(await openReplies(org, customerId)).toMatchObject([{ message_count: 1 }])
})

test('the same mail read twice at the same moment is one message', async () => {
  const customerId = await aCustomer(org, { emails: ['bea@twelve.example'] })
  const raw = aMail({ from: 'bea@twelve.example' })
  const states = await Promise.all([take(raw), take(raw), take(raw)])
  expect(states.map((one) => one.state).toSorted()).toEqual(['duplicate', 'duplicate', 'linked'])
  expect(await openReplies(org, customerId)).toMatchObject([{ message_count: 1 }])
})

test('other words under a known Message-ID are another message', async () => {
  await take(aMail({ id: 'same@id.example', text: 'One.' }))
  expect((await take(aMail({ id: 'same@id.example', text: 'Two.' }))).state).toBe('unmatched')
})

test('a crash between storing and reading loses nothing: the sweep reads it', async () => {
  const customerId = await aCustomer(org, { emails: ['bea@thirteen.example'] })
  await storeMail(installation, {
    raw: aMail({ from: 'bea@thirteen.example' }), envelopeFrom: 'bea@thirteen.example',
    envelopeTo: [org.intake], source: 'smtp',
  })
  expect(await receiveWaiting(installation, org.id)).toBeGreaterThan(0)
  expect(await openReplies(org, customerId)).toHaveLength(1)
  expect(await receiveWaiting(installation, org.id)).toBe(0)
})

test('a mail to two organizations is stored for each with its own address', async () => {
  const other = await anOrganization(installation)
  const stored = await storeMail(installation, {
    raw: aMail(), envelopeFrom: '', envelopeTo: [org.intake, other.intake, 'x@y.example'],
    source: 'smtp',
  })
  expect(stored.map((one) => one.orgId).toSorted()).toEqual([org.id, other.id].toSorted())
  const { rows } = await other.do(({ tx }) => sql<{ envelope_to: string[] }>`
    select envelope_to from inbound_mail`.execute(tx))
  expect(rows).toEqual([{ envelope_to: [other.intake] }])
})

const aPart = '--b\r\nContent-Type: text/plain\r\n\r\nx\r\n'
const HOSTILE: [string, () => Buffer][] = [
  ['a multipart bomb', () => aMail({
    headers: ['Content-Type: multipart/mixed; boundary=b'],
    text: aPart.repeat(50_000),
  })],
  ['a head without an end', () => Buffer.from(`X-A: ${'a'.repeat(2_000_000)}`)],
]
test.each(HOSTILE)('%s ends in quarantine after five tries, visible', async (_name, bomb) => {
  const [stored] = await storeMail(installation, {
    raw: bomb(), envelopeFrom: '', envelopeTo: [org.intake], source: 'smtp',
  })
  const states = []
  for (let tries = 0; tries < 6; tries++) {
    states.push(await receiveMessage(installation, org.id, stored?.inboundMailId ?? ''))
  }
  expect(states).toEqual(['waits', 'waits', 'waits', 'waits', 'quarantine', 'settled_before'])
  const { rows } = await org.do(({ tx }) => sql`select why <> '' as has_reason, tries
    from inbound_mail where id = ${stored?.inboundMailId}`.execute(tx))
  expect(rows).toEqual([{ has_reason: true, tries: 5 }])
})

test('an answer that is too much to be read halts all the same, and is shown', async () => {
  const customerId = await aCustomer(org)
  const sent = await aSentMessage(org, { customerId, to: ['bea@fourteen.example'] })
  const head = [`In-Reply-To: <${sent.ref}>`, 'Content-Type: multipart/mixed; boundary=b']
  const [stored] = await storeMail(installation, {
    raw: aMail({ headers: head, text: aPart.repeat(9_000) }),
    envelopeFrom: 'bea@fourteen.example', envelopeTo: [org.intake], source: 'smtp',
  })
  const id = stored?.inboundMailId ?? ''
  const readFiveTimes = async () => {
    for (let tries = 0; tries < 5; tries++) await receiveMessage(installation, org.id, id)
  }
  await readFiveTimes()
  const before = await messageOfMail(org, id)
  expect(before).toMatchObject({ customer_id: customerId })
  expect(await openReplies(org, customerId)).toMatchObject([{ newest_message_id: before?.id }])

  // Once it can be read, it is the same message with its words, not a second answer.
  await org.do(async (open) => {
    const readable = aMail({ headers: answerTo(sent), text: 'At last.' })
    await sql`update inbound_mail set raw = ${readable} where id = ${id}`.execute(open.tx)
    await releaseMail(open, id)
  })
  expect(await receiveMessage(installation, org.id, id)).toBe('linked')
  expect(await messageOfMail(org, id)).toMatchObject({ id: before?.id, reply_text: 'At last.' })
  expect(await openReplies(org, customerId)).toMatchObject([{ message_count: 1 }])
})

const ODD: [string, Buffer][] = [
  ['nothing but bytes', Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 7) % 256))],
  ['NUL in every place', aMail({
    subject: 'a\0b', from: '"x\0y" <a\0@b.example>', text: '\0\0',
  })],
  ['half a surrogate pair', aMail({
    subject: '=?utf-16?B?2AA=?=', headers: ['Content-Type: text/html; charset=utf-8'],
    text: '<p>&#xD800; &#0;</p>',
  })],
  ['no head at all', Buffer.from('\r\n\r\nhello')],
  ['an empty mail', Buffer.from('\r\n')],
]
test.each(ODD)('%s is settled and shown', async (_name, raw) => {
  const got = await take(raw, { from: 'odd\0@sender.example' })
  expect(['unmatched', 'automated', 'bounce']).toContain(got.state)
  expect(got.message).not.toBeNull()
})
