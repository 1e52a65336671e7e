// Incoming mail on a real database: whose it is, what it halts, and that none is ever lost (I7).
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../testing/fresh-database.ts'
import {
  aCustomer, aCustomerRun, anInvoice, anOrganization, aSentMessage, openInstallation,
  type SceneMessage, type SceneOrganization,
} from '../testing/mail-scene.ts'
import type { Installation } from '../platform/installation.ts'
import { closeMailParser } from './parse-mail.ts'
import { receiveMessage, receiveWaiting } from './receive-message.ts'
import { storeMail, storeMailFor } from './store-mail.ts'

let database: FreshDatabase
let installation: Installation & { close: () => Promise<void> }
let org: SceneOrganization
beforeAll(async () => {
  database = await freshDatabase()
  installation = await openInstallation(database.url)
  org = await anOrganization(installation)
})
afterAll(async () => {
  await closeMailParser()
  await installation.close()
  await database.close()
})

let mails = 0
interface MailWish {
  from?: string
  to?: string
  subject?: string
  text?: string
  headers?: string[]
  id?: string
}

function aMail(wish: MailWish = {}): Buffer {
  mails += 1
  return Buffer.from([
    `From: ${wish.from ?? 'Somebody <somebody@nowhere.example>'}`,
    `To: ${wish.to ?? 'ar@seller.example'}`,
    `Subject: ${wish.subject ?? 'Re: Your invoices'}`,
    `Message-ID: <${wish.id ?? `mail-${mails}@mailer.example`}>`,
    'Date: Tue, 10 Mar 2026 09:00:00 +0000',
    'MIME-Version: 1.0',
    ...wish.headers ?? ['Content-Type: text/plain; charset=utf-8'],
    '', wish.text ?? `We will look into it, number ${mails}.`, '',
  ].join('\r\n'))
}

const answerTo = (message: SceneMessage) => [
  'Content-Type: text/plain; charset=utf-8',
  `In-Reply-To: <${message.ref}>`, `References: <${message.ref}>`]

interface Outcome {
  state: string
  message: {
    id: string; customer_id: string | null; kind: string; reply_action_id: string | null
    reasons: Record<string, unknown>; thread_id: string; reply_text: string | null
  } | null
}

/** Takes a mail in by its envelope and reads it, as the listener and the job do. */
async function receive(
  raw: Buffer, given: { to?: string; from?: string; org?: SceneOrganization } = {},
): Promise<Outcome> {
  const at = given.org ?? org
  const [stored] = await storeMail(installation, {
    raw, envelopeFrom: given.from ?? 'sender@mailer.example',
    envelopeTo: [given.to ?? at.intake], source: 'smtp',
  })
  const state = await receiveMessage(installation, at.id, stored?.inboundMailId ?? '')
  return { state, message: await messageOfMail(at, stored?.inboundMailId ?? '') }
}

const messageOfMail = (at: SceneOrganization, inboundMailId: string) => at.do(async ({ tx }) => {
  const { rows } = await sql<NonNullable<Outcome['message']>>`
    select m.id, m.customer_id, m.kind, m.reply_action_id, m.reasons, m.thread_id, m.reply_text
    from inbound_mail i join message m on m.org_id = i.org_id and m.id = i.message_id
    where i.id = ${inboundMailId}`.execute(tx)
  return rows[0] ?? null
})

interface Open {
  id: string
  run_id: string | null
  message_count: number
  newest_message_id: string
  owner_id: string | null
}

const openReplies = (customerId: string) => org.do(async ({ tx }) => {
  const { rows } = await sql<Open>`
    select id, run_id, message_count, newest_message_id, owner_id from reply_action
    where customer_id = ${customerId} and state = 'open'`.execute(tx)
  return rows
})

const eventKinds = (customerId: string) => org.do(async ({ tx }) => {
  const { rows } = await sql<{ kind: string }>`select kind from event
    where customer_id = ${customerId} order by id`.execute(tx)
  return rows.map((row) => row.kind)
})

describe('a human answer', () => {
  test('with In-Reply-To opens a reply action on the run of what it answers', async () => {
    const customerId = await aCustomer(org, { emails: ['bea@one.example'] })
    const runId = await aCustomerRun(org, customerId)
    const invoiceId = await anInvoice(org, { customerId, number: 'INV-ONE-1' })
    const sent = await aSentMessage(org, {
      customerId, runId, to: ['bea@one.example'], authorId: 'clerk', invoiceId,
    })
    const got = await receive(aMail({ headers: answerTo(sent), text: 'Paid on Friday.' }))
    expect(got.state).toBe('linked')
    expect(got.message).toMatchObject({
      customer_id: customerId, kind: 'human', reply_text: 'Paid on Friday.' })
    expect(await openReplies(customerId)).toMatchObject([{
      run_id: runId, message_count: 1, newest_message_id: got.message?.id, owner_id: 'clerk',
    }])
    expect((await eventKinds(customerId)).slice(-2)).toEqual(['message_received', 'reply_opened'])
    const onInvoice = await org.do(({ tx }) => sql`select from event_invoice i
      join event e on e.id = i.event_id where i.invoice_id = ${invoiceId}
        and e.kind = 'message_received'`.execute(tx))
    expect(onInvoice.rows).toHaveLength(1)
  })

  test('is known by the reply token alone, whatever address it comes from', async () => {
    const customerId = await aCustomer(org)
    const sent = await aSentMessage(org, { customerId, to: ['bea@two.example'] })
    const got = await receive(aMail(), { to: sent.replyTo })
    expect(got).toMatchObject({ state: 'linked', message: { customer_id: customerId } })
    expect(got.message?.reasons).toMatchObject({ how: 'token', isSenderKnown: false })
  })

  test('is known by the sender alone, and belongs to the run of the customer', async () => {
    const customerId = await aCustomer(org, { emails: ['bea@three.example'] })
    const runId = await aCustomerRun(org, customerId)
    const got = await receive(aMail({ from: 'Bea <Bea@Three.example>', subject: 'Question' }))
    expect(got).toMatchObject({ state: 'linked', message: { customer_id: customerId } })
    expect(await openReplies(customerId)).toMatchObject([{ run_id: runId, owner_id: 'owner' }])
  })

  test('joins the answer that waits, and becomes the one to be answered', async () => {
    const customerId = await aCustomer(org, { emails: ['bea@four.example'] })
    const first = await receive(aMail({ from: 'bea@four.example' }))
    const second = await receive(aMail({ from: 'bea@four.example' }))
    expect(await openReplies(customerId)).toMatchObject([{
      id: first.message?.reply_action_id, message_count: 2,
      newest_message_id: second.message?.id,
    }])
    expect((await eventKinds(customerId)).filter((kind) => kind === 'reply_opened')).toHaveLength(1)
  })

  test('holds nothing where the setting says: import and notify only', async () => {
    const relaxed = await anOrganization(installation, { holdOnReply: false })
    await aCustomer(relaxed, { emails: ['bea@five.example'] })
    const got = await receive(aMail({ from: 'bea@five.example' }), { org: relaxed })
    expect(got).toMatchObject({ state: 'linked', message: { reply_action_id: null } })
  })

  test('from an address of two customers is unmatched and holds both', async () => {
    const one = await aCustomer(org, { emails: ['shared@group.example'] })
    const two = await aCustomer(org, { emails: ['shared@group.example'] })
    const got = await receive(aMail({ from: 'shared@group.example' }))
    expect(got).toMatchObject({ state: 'unmatched', message: { customer_id: null } })
    expect(new Set(got.message?.reasons.candidates as string[])).toEqual(new Set([one, two]))
    expect(await openReplies(one)).toEqual([])
  })

  test('from an unknown address is unmatched and kept', async () => {
    const got = await receive(aMail({ from: 'who@unknown.example', subject: 'Hello' }))
    expect(got).toMatchObject({ state: 'unmatched', message: { customer_id: null } })
    expect(got.message?.reasons.candidates).toBeUndefined()
  })

  test('never matches by the Message-ID or the token of another organization', async () => {
    const other = await anOrganization(installation)
    const customerId = await aCustomer(org)
    const sent = await aSentMessage(org, { customerId, to: ['bea@six.example'] })
    const byRef = await receive(aMail({ headers: answerTo(sent) }), { org: other })
    expect(byRef).toMatchObject({ state: 'unmatched', message: { customer_id: null } })
    const byToken = await receive(aMail({ to: sent.replyTo }), { org: other })
    expect(byToken).toMatchObject({ state: 'unmatched', message: { customer_id: null } })
    expect(await openReplies(customerId)).toEqual([])
  })
})

describe('mail from machines', () => {
  test('an out-of-office note is on the timeline and opens no reply action', async () => {
    const customerId = await aCustomer(org, { emails: ['bea@seven.example'] })
    const sent = await aSentMessage(org, { customerId, to: ['bea@seven.example'] })
    const got = await receive(aMail({
      subject: 'Out of office', headers: [...answerTo(sent), 'Auto-Submitted: auto-replied'],
    }))
    expect(got).toMatchObject({
      state: 'automated', message: { kind: 'auto_reply', customer_id: customerId } })
    expect(await openReplies(customerId)).toEqual([])
    expect((await eventKinds(customerId)).at(-1)).toBe('automatic_received')
  })

  test('a hard bounce marks the address, the message, and strikes the contact', async () => {
    const customerId = await aCustomer(org, { emails: ['gone@eight.example'] })
    const sent = await aSentMessage(org, { customerId, to: ['gone@eight.example'] })
    const got = await receive(aBounce(sent, 'gone@eight.example'), { to: org.intake, from: '' })
    expect(got).toMatchObject({ state: 'bounce', message: { customer_id: customerId } })
    const rows = await org.do(({ tx }) => sql`
      select m.state, s.state as address_state, l.voided_at is not null as is_voided
      from message m join suppression s on s.address = m.to_addresses[1]
        join contact_log l on l.message_id = m.id
      where m.id = ${sent.id}`.execute(tx))
    expect(rows.rows).toEqual([{ state: 'bounced', address_state: 'bounced', is_voided: true }])
    expect(await eventKinds(customerId)).toEqual(
      expect.arrayContaining(['message_bounced', 'address_suppressed']))
    expect(await openReplies(customerId)).toEqual([])
  })

  test('a bounce cannot mark an address that the message never went to', async () => {
    const customerId = await aCustomer(org, { emails: ['victim@nine.example'] })
    const sent = await aSentMessage(org, { customerId, to: ['bea@nine.example'] })
    await receive(aBounce(sent, 'victim@nine.example'), { from: '' })
    const { rows } = await org.do(({ tx }) => sql`select address from suppression
      where address in ('victim@nine.example', 'bea@nine.example')`.execute(tx))
    expect(rows).toEqual([])
  })

  test('our own mail that comes back is kept as own, twice as well', async () => {
    const customerId = await aCustomer(org)
    const sent = await aSentMessage(org, { customerId, to: ['bea@ten.example'] })
    const raw = aMail({ id: sent.ref })
    expect((await receive(raw)).state).toBe('own')
    expect((await receive(raw)).state).toBe('own')
  })
})

function aBounce(sent: SceneMessage, address: string): Buffer {
  return aMail({
    from: 'Mail Delivery System <mailer-daemon@relay.example>',
    subject: 'Undelivered Mail Returned to Sender',
    headers: ['Content-Type: multipart/report; report-type=delivery-status; boundary="b"'],
    text: [
      '--b', 'Content-Type: text/plain', '', 'Your mail could not be delivered: no such user.', '',
      '--b', 'Content-Type: message/delivery-status', '',
      'Reporting-MTA: dns; relay.example', '',
      `Final-Recipient: rfc822; ${address}`, 'Action: failed', 'Status: 5.1.1',
      'Diagnostic-Code: smtp; 550 5.1.1 User unknown', '',
      '--b', 'Content-Type: message/rfc822', '',
      `Message-ID: <${sent.ref}>`, 'From: ar@seller.example', `To: ${address}`,
      'Subject: Your invoices', '', 'Please pay.', '', '--b--',
    ].join('\r\n'),
  })
}

describe('every mail that was taken in is settled exactly once', () => {
  test('the same mail over two ways is one message', async () => {
    const customerId = await aCustomer(org, { emails: ['bea@eleven.example'] })
    const raw = aMail({ from: 'bea@eleven.example' })
    const first = await receive(raw)
    const forwarded = Buffer.concat([
      Buffer.from('Received: from a by b; Tue, 10 Mar 2026 09:00:01 +0000\n'),
      Buffer.from(raw.toString().replaceAll('\r\n', '\n')),
    ])
    const id = await storeMailFor(installation, org.id, 'key:test', {
      raw: forwarded, envelopeFrom: '', envelopeTo: [], source: 'webhook',
    })
    expect(await receiveMessage(installation, org.id, id)).toBe('duplicate')
    expect(await messageOfMail(org, id)).toMatchObject({ id: first.message?.id })
    expect(await openReplies(customerId)).toMatchObject([{ message_count: 1 }])
  })

  test('the same mail read twice at the same moment is one message', async () => {
    const customerId = await aCustomer(org, { emails: ['bea@twelve.example'] })
    const raw = aMail({ from: 'bea@twelve.example' })
    const states = await Promise.all([receive(raw), receive(raw), receive(raw)])
    expect(states.map((one) => one.state).toSorted()).toEqual(['duplicate', 'duplicate', 'linked'])
    expect(await openReplies(customerId)).toMatchObject([{ message_count: 1 }])
  })

  test('other words under a known Message-ID are another message', async () => {
    await receive(aMail({ id: 'same@id.example', text: 'One.' }))
    expect((await receive(aMail({ id: 'same@id.example', text: 'Two.' }))).state).toBe('unmatched')
  })

  test('a crash between storing and reading loses nothing: the sweep reads it', async () => {
    const customerId = await aCustomer(org, { emails: ['bea@thirteen.example'] })
    await storeMail(installation, {
      raw: aMail({ from: 'bea@thirteen.example' }), envelopeFrom: 'bea@thirteen.example',
      envelopeTo: [org.intake], source: 'smtp',
    })
    expect(await receiveWaiting(installation, org.id)).toBeGreaterThan(0)
    expect(await openReplies(customerId)).toHaveLength(1)
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

  const HOSTILE: [string, () => Buffer][] = [
    ['a multipart bomb', () => aMail({
      headers: ['Content-Type: multipart/mixed; boundary=b'],
      text: '--b\r\nContent-Type: text/plain\r\n\r\nx\r\n'.repeat(50_000),
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
    const got = await receive(raw, { from: 'odd\0@sender.example' })
    expect(['unmatched', 'automated', 'bounce']).toContain(got.state)
    expect(got.message).not.toBeNull()
  })
})
