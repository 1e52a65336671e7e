import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openApi } from '../../api.ts'
import type { Installation } from '../../platform/installation.ts'
import {
  ACCOUNT_SID, actionsOf, AUTH_TOKEN, aTextedCustomer, aTextingCompany, openTextingWire, settableClock,
  type Texting, type TextingWire,
} from '../../testing/texting-scene.ts'
import { messageSid, type TwilioStub } from '../../testing/twilio-stub.ts'
import { tick } from '../../workflows/tick.ts'

const NOON = '2026-03-10T11:00:00.000Z'
const clock = settableClock(NOON)
let stub: TwilioStub
let installation: Installation
let api: ReturnType<typeof openApi>
let wire: TextingWire
beforeAll(async () => {
  wire = await openTextingWire(clock, NOON)
  stub = wire.stub
  installation = wire.installation
  api = openApi(installation, { webDir: '/nowhere', isReady: () => true })
})
afterAll(() => wire.close())
afterEach(() => wire.forget())

let numbers = 10_000_000
interface Sent { company: Texting; customerId: string; invoiceId: string; sid: string
  attempt: string; number: string }

/** One SMS that the provider has taken. */
async function aSent(given: Parameters<typeof aTextingCompany>[1] = {}, more = {}): Promise<Sent> {
  const company = await aTextingCompany(installation, given)
  const number = `+336${++numbers}`
  const { id: customerId, invoiceId } = await company.do((org) =>
    aTextedCustomer(org, { phones: [number], dueOn: '2026-03-01', ...more }))
  await tick(installation, company.id)
  const url = stub.seen.at(-1)?.form.get('StatusCallback') ?? ''
  return {
    company, customerId, invoiceId, number, sid: messageSid(stub.seen.length),
    attempt: new URL(url).searchParams.get('attempt') ?? '',
  }
}

const signatureOf = (url: string, fields: Record<string, string>, token = AUTH_TOKEN) =>
  createHmac('sha1', token).update(url + Object.keys(fields).sort()
    .map((key) => key + fields[key]).join('')).digest('base64')

interface Call { fields?: Record<string, string>; attempt?: string | null; signature?: string | null
  token?: string; headers?: Record<string, string>; body?: string; method?: string }

async function report(sent: Sent, status: string, call: Call = {}): Promise<number> {
  const fields = {
    AccountSid: ACCOUNT_SID, ApiVersion: '2010-04-01', From: '+33600000001', To: sent.number,
    MessageSid: sent.sid, SmsSid: sent.sid, MessageStatus: status, SmsStatus: status,
    ...call.fields,
  }
  const attempt = call.attempt === undefined ? sent.attempt : call.attempt
  const path = `/api/v1/hooks/twilio/${sent.company.id}/status`
    + (attempt === null ? '' : `?attempt=${attempt}`)
  const signature = call.signature === undefined
    ? signatureOf(`https://duebox.example${path}`, fields, call.token) : call.signature
  const answer = await api.request(`http://inside:3000${path}`, {
    method: call.method ?? 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded', ...call.headers,
      ...(signature === null ? {} : { 'x-twilio-signature': signature }),
    },
    ...(call.method === 'GET' ? {} : { body: call.body ?? new URLSearchParams(fields).toString() }),
  })
  return answer.status
}

const seen = (sent: Sent) => sent.company.do(async ({ tx }) => {
  const { rows } = await sql<{ state: string; why: string | null; events: string[]
    reports: number; hasConflict: boolean; voided: boolean | null; nextStep: string | null }>`
    select m.state, m.why, s.next_step as "nextStep", s.has_conflict as "hasConflict",
      (select count(*)::int from sms_report r where r.message_id = m.id) as reports,
      (select voided_at is not null from contact_log l where l.message_id = m.id) as voided,
      array(select e.detail->>'status' from event e where e.message_id = m.id
        and e.kind = 'message_status' order by e.at, e.id) as events
    from message m join sms_message s on s.org_id = m.org_id and s.message_id = m.id
    where m.customer_id = ${sent.customerId} order by m.id desc limit 1`.execute(tx)
  return rows[0]
})

describe('26, 28, 29, 31, 36, 39: who may report', () => {
  test.each<[string, Call, number]>([
    ['a good signature', {}, 204],
    ['none', { signature: null }, 403],
    ['an empty one', { signature: '' }, 403],
    ['a short one', { signature: 'abc=' }, 403],
    ['that of another token', { token: 'another token' }, 403],
    ['a spoofed host and scheme behind a proxy change nothing',
      { headers: { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' } }, 204],
    ['the account of another tenant', { fields: { AccountSid: `AC${'b'.repeat(32)}` } }, 404],
    ['a field that nobody knows yet', { fields: { Novelty: 'x' } }, 204],
    ['empty fields and blanks, which are signed too',
      { fields: { FromCity: '', FromState: ' Île de France ' } }, 204],
    ['a body of more than 64 kB', { body: `A=${'x'.repeat(70_000)}` }, 413],
    ['by GET', { method: 'GET' }, 404],
  ])('%s', async (_, call, status) => {
    expect(await report(await aSent(), 'delivered', call)).toBe(status)
  })

  test('26: a signature of another path is refused', async () => {
    const [a, b] = [await aSent(), await aSent()]
    const fields = { AccountSid: ACCOUNT_SID, MessageSid: a.sid, MessageStatus: 'delivered' }
    const url = `https://duebox.example/api/v1/hooks/twilio/${b.company.id}/status?attempt=${
      a.attempt}`
    expect(await report(a, 'delivered', { signature: signatureOf(url, fields) })).toBe(403)
  })

  test('30: the old token signs on while it is rotated', async () => {
    const sent = await aSent()
    await sent.company.do(async (org) => {
      const sealed = org.installation.secrets.seal(JSON.stringify({
        authTokens: ['the new token', AUTH_TOKEN], apiKeySecret: null }), `sms ${org.id}`)
      await sql`update sms_account set sealed = ${sealed}`.execute(org.tx)
    })
    expect(await report(sent, 'sent')).toBe(204)
    expect(await report(sent, 'delivered', { token: 'the new token' })).toBe(204)
    expect((await seen(sent))?.state).toBe('delivered')
  })

  test("36: another tenant's message is not touched, though its account signs", async () => {
    const ours = await aSent()
    const theirs = await aSent({ accountSid: `AC${'c'.repeat(32)}` })
    const status = await report({ ...theirs, sid: ours.sid, attempt: ours.attempt }, 'delivered',
      { fields: { AccountSid: `AC${'c'.repeat(32)}` } })
    expect(status).toBe(204)
    expect([(await seen(ours))?.state, (await seen(theirs))?.state]).toEqual(['queued', 'queued'])
  })

  test('38: a database that is down is said to be down; the provider calls again', async () => {
    const sent = await aSent()
    const broken = openApi({
      ...installation, database: { ...installation.database, db: new Proxy(
        installation.database.db, { get: () => { throw new Error('no database') } }) },
    }, { webDir: '/nowhere', isReady: () => true })
    const before = api
    api = broken
    try {
      expect(await report(sent, 'delivered')).toBeGreaterThanOrEqual(500)
    } finally {
      api = before
    }
  })
})

describe('what is told of an SMS', () => {
  const orders = permutations(['queued', 'sent', 'delivered', 'read'])
  test('32: all orders of four reports end alike, each transition told once', async () => {
    expect(orders).toHaveLength(24)
    const sent = await aSent()
    for (const order of orders) {
      await sent.company.do(async ({ tx }) => {
        await sql`update message set state = 'queued' where customer_id = ${sent.customerId}`
          .execute(tx)
      })
      for (const [place, status] of order.entries()) {
        // Another receipt each, so that none is taken for a repetition.
        const done = `${orders.indexOf(order)}-${place}`
        expect(await report(sent, status, { fields: {
          From: 'whatsapp:+33600000001', RawDlrDoneDate: done } })).toBe(204)
      }
      expect((await seen(sent))?.state).toBe('read')
    }
  })

  test('66: plain SMS is never said to have been read', async () => {
    const sent = await aSent()
    await report(sent, 'read')
    expect(await seen(sent)).toMatchObject({ state: 'delivered', events: ['delivered'] })
  })

  test('33: a hundred repetitions are one entry for customer and invoice', async () => {
    const sent = await aSent()
    for (let times = 0; times < 100; times++) {
      expect(await report(sent, 'delivered')).toBe(204)
    }
    expect(await seen(sent)).toMatchObject({ state: 'delivered', reports: 1, events: ['delivered'] })
    const { rows } = await sent.company.do(({ tx }) => sql<{ kind: string }>`
      select e.kind from event e join event_invoice i on i.org_id = e.org_id and i.event_id = e.id
      where i.invoice_id = ${sent.invoiceId} and e.kind like 'message%' order by e.at, e.id`
      .execute(tx))
    expect(rows.map((row) => row.kind)).toEqual(['message_sent', 'message_status'])
  })

  test.each([
    ['a status that nobody knows', { MessageStatus: 'teleported' }],
    ['a code that nobody knows', { MessageStatus: 'sent', ErrorCode: '99999' }],
    ['a sid that nobody knows', { MessageSid: messageSid(999_999), MessageStatus: 'delivered' }],
  ])('31: %s is stored and harms nothing', async (_, fields) => {
    const sent = await aSent()
    expect(await report(sent, 'sent', { fields, attempt: null })).toBe(204)
    const { rows } = await sent.company.do(({ tx }) =>
      sql<{ count: number }>`select count(*)::int as count from sms_report`.execute(tx))
    expect(rows[0]?.count).toBe(1)
    expect(['queued', 'sent']).toContain((await seen(sent))?.state)
  })

  test('37: five hundred calls at once are each answered, stored and applied', async () => {
    const sent: Sent[] = []
    for (let place = 1; place <= 10; place++) {
      sent.push({ ...await aSent(), sid: messageSid(place) })
    }
    const words = ['sent', 'sending', 'queued', 'sent', 'delivered']
    const calls = sent.flatMap((one) => Array.from({ length: 50 }, (_, place) =>
      report(one, words[place % 5] ?? '', { fields: { RawDlrDoneDate: `${place}` } })))
    expect(new Set(await Promise.all(calls))).toEqual(new Set([204]))
    for (const one of sent) {
      expect(await seen(one)).toMatchObject({ state: 'delivered', reports: 50 })
    }
  })

  test('status never goes back, and times of what came late are kept', async () => {
    const sent = await aSent()
    await report(sent, 'delivered')
    await report(sent, 'sent')
    expect(await seen(sent)).toMatchObject({ state: 'delivered', events: ['delivered'] })
    const { rows } = await sent.company.do(({ tx }) => sql`select 1 from sms_message
      where sent_at is not null and delivered_at is not null`.execute(tx))
    expect(rows).toHaveLength(1)
  })

  test('57: E26: a landline is learned, and the step goes on by e-mail once', async () => {
    const sent = await aSent({}, { emails: ['ap@buyer.example'] })
    await report(sent, 'undelivered', { fields: { ErrorCode: '30006' } })
    expect(await seen(sent)).toMatchObject({
      state: 'undelivered', voided: true, events: ['undelivered'],
      why: 'A landline, or a carrier that this sender cannot reach.',
      nextStep: 'Call this number, or ask for a mobile one.',
    })
    await tick(installation, sent.company.id)
    await tick(installation, sent.company.id)
    const { rows } = await sent.company.do(({ tx }) => sql<{ to: string; body: string }>`
      select to_addresses[1] as to, body_text as body from captured_message where channel = 'email'`
      .execute(tx))
    expect(rows).toEqual([{ to: 'ap@buyer.example',
      body: 'Seller: €100.00 is open. Please pay.' }])
    expect((await actionsOf(sent.company, sent.customerId))[0])
      .toMatchObject({ channel: 'email', state: 'done' })
    // No SMS is tried there any more.
    expect(stub.seen.filter((one) => one.method === 'POST')).toHaveLength(1)
  })

  test('55: without an e-mail address somebody calls', async () => {
    const sent = await aSent()
    await report(sent, 'undelivered', { fields: { ErrorCode: '30006' } })
    await tick(installation, sent.company.id)
    expect((await actionsOf(sent.company, sent.customerId))[0])
      .toMatchObject({ channel: 'call', state: 'open', held: null })
  })

  test('the next number is tried before that', async () => {
    const other = `+336${++numbers}`
    const sent = await aSent({}, { phones: [`+336${++numbers}`, other] })
    await report({ ...sent, number: '' }, 'undelivered', { fields: { ErrorCode: '30005' } })
    await tick(installation, sent.company.id)
    expect(stub.seen.map((one) => one.form.get('To')).at(-1)).toBe(other)
    const { rows } = await sent.company.do(({ tx }) => sql<{ state: string; kind: string }>`
      select s.state, a.kind from suppression s join fix_address f on f.address = s.address
        join action a on a.id = f.action_id`.execute(tx))
    expect(rows).toEqual([{ state: 'invalid', kind: 'fix_address' }])
  })

  test('56: E25: a late word that they opted out is final', async () => {
    const sent = await aSent({
      steps: [{ channel: 'sms', offsetDays: 3 }, { channel: 'sms', offsetDays: 5 }],
      settings: { stale_after_hours: 1000 },
    })
    await report(sent, 'failed', { fields: { ErrorCode: '21610' } })
    clock.set('2026-03-16T11:00:00.000Z')
    await tick(installation, sent.company.id)
    const { rows } = await sent.company.do(({ tx }) => sql`
      select s.state, (select act || ' ' || means from consent where phone = s.address) as act
      from suppression s where s.address = ${sent.number}`.execute(tx))
    expect(rows).toEqual([{ state: 'opted_out', act: 'revoked provider' }])
    expect(stub.seen.filter((one) => one.method === 'POST')).toHaveLength(1)
    expect((await actionsOf(sent.company, sent.customerId)).at(-1)).toMatchObject({
      channel: 'call', note: 'This person has asked not to be written to on this channel.' })
  })

  test('58: an unregistered sender is paused, admins are told, the step goes by e-mail', async () => {
    const sent = await aSent({}, { emails: ['ap@buyer.example'] })
    await report(sent, 'undelivered', { fields: { ErrorCode: '30034' } })
    await tick(installation, sent.company.id)
    const { rows } = await sent.company.do(({ tx }) => sql<{ paused: string; told: string[]
      mails: number }>`select
      (select paused_why from sms_sender) as paused,
      array(select title from notification where event = 'mailbox_failing') as told,
      (select count(*)::int from captured_message where channel = 'email') as mails`.execute(tx))
    expect(rows).toEqual([{
      paused: 'The US number is not registered for business SMS. (code 30034)',
      told: ['A sender is paused'], mails: 1,
    }])
  })

  test('59: one that expired is sent once more in the next hours, then otherwise', async () => {
    const sent = await aSent({ settings: { stale_after_hours: 1000 } },
      { emails: ['ap@buyer.example'] })
    await report(sent, 'failed', { fields: { ErrorCode: '30036' } })
    clock.set('2026-03-10T18:00:00.000Z')
    await tick(installation, sent.company.id)
    expect(stub.seen).toHaveLength(1)
    clock.set('2026-03-11T07:00:00.000Z')
    await tick(installation, sent.company.id)
    expect(stub.seen).toHaveLength(2)
    const again = stub.seen.at(-1)?.form.get('StatusCallback') ?? ''
    await report({ ...sent, sid: messageSid(2),
      attempt: new URL(again).searchParams.get('attempt') ?? '' }, 'failed',
    { fields: { ErrorCode: '30036' } })
    // E-mail leaves at its own hour.
    clock.set('2026-03-11T07:30:00.000Z')
    await tick(installation, sent.company.id)
    expect(stub.seen).toHaveLength(2)
    expect((await actionsOf(sent.company, sent.customerId))[0])
      .toMatchObject({ channel: 'email', state: 'done' })
  })

  test('open pages are told of each transition', async () => {
    const sent = await aSent()
    const client = await installation.database.pool.connect()
    const told: string[] = []
    client.on('notification', ({ payload }) => { told.push(payload ?? '') })
    await client.query('listen duebox_live')
    await report(sent, 'sent')
    await client.query('select 1')
    client.release(true)
    expect(told.some((one) => one.includes('message_status') && one.includes(sent.customerId)))
      .toBe(true)
  })
})

function permutations<T>(list: readonly T[]): T[][] {
  if (list.length === 0) return [[]]
  return list.flatMap((one, place) =>
    permutations(list.filter((_, other) => other !== place)).map((rest) => [one, ...rest]))
}
