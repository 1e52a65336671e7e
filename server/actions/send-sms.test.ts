import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { noteContacts } from '../customers/note-contact.ts'
import { suppressAddress } from '../customers/suppress-address.ts'
import type { Installation } from '../platform/installation.ts'
import {
  actionsOf, aSender, aTextedCustomer, aTextingCompany, openTextingWire, settableClock,
  type Texting, type TextingWire,
} from '../testing/texting-scene.ts'
import { messageSid, type TwilioStub } from '../testing/twilio-stub.ts'
import { tick } from '../workflows/tick.ts'
import { composeMessage } from './compose-message.ts'

const NOON = '2026-03-10T11:00:00.000Z'
const clock = settableClock(NOON)
let stub: TwilioStub
let installation: Installation
let wire: TextingWire
beforeAll(async () => {
  wire = await openTextingWire(clock, NOON)
  stub = wire.stub
  installation = wire.installation
})
afterAll(() => wire.close())
afterEach(() => wire.forget())

/** A workflow that has nothing to do for a year. */
const LATER = [{ channel: 'sms' as const, offsetDays: 300 }]
const posts = () => stub.seen.filter((one) => one.method === 'POST').map((one) =>
  Object.fromEntries(one.form))
const aDue = (company: Texting, phones: readonly string[], more = {}) =>
  company.do((org) => aTextedCustomer(org, { phones, dueOn: '2026-03-01', ...more }))
const messageOf = (company: Texting, customerId: string) => company.do(async ({ tx }) =>
  (await sql<Record<string, unknown>>`
    select m.state, m.from_address, m.body_text, m.why, m.channel, s.segments, s.encoding,
      s.country, s.cost_micros, s.provider_sid, s.next_check_at, s.next_step
    from message m left join sms_message s on s.org_id = m.org_id and s.message_id = m.id
    where m.customer_id = ${customerId} and m.direction = 'out' order by m.id`.execute(tx)).rows)

describe('an automatic SMS', () => {
  test('leaves from the local sender, counted, priced and asked to report', async () => {
    const company = await aTextingCompany(installation, {
      senders: [{ kind: 'local', address: '+15005550006' },
        { kind: 'mobile', address: '+33600000001' }],
    })
    await company.do((org) => sql`insert into sms_price (country, micros, currency, saved_at)
      values ('FR', 70000, 'USD', ${org.now})`.execute(org.tx))
    const { id } = await aDue(company, ['+33612345678'])
    await tick(installation, company.id)

    const [post, ...others] = posts()
    expect(others).toEqual([])
    expect(post).toMatchObject({
      To: '+33612345678', From: '+33600000001', Body: 'Seller: €100.00 is open. Please pay.',
    })
    // Eight hours of today are left in Paris.
    expect(post?.['ValidityPeriod']).toBe('28800')
    expect(post?.['StatusCallback']).toMatch(new RegExp(
      `^https://duebox\\.example/api/v1/hooks/twilio/${company.id}/status\\?attempt=[0-9a-f-]{36}#`))
    expect(await messageOf(company, id)).toMatchObject([{
      state: 'queued', from_address: '+33600000001', segments: 1, encoding: 'GSM-7',
      country: 'FR', cost_micros: 70_000, provider_sid: messageSid(1),
      next_check_at: '2026-03-10T11:15:00.000Z',
    }])
    expect((await actionsOf(company, id))[0]).toMatchObject({ state: 'done', channel: 'sms' })
  })

  test('keeps the sender that a number knows, though a better one comes', async () => {
    const company = await aTextingCompany(installation, {
      steps: [{ channel: 'sms', offsetDays: 3 }, { channel: 'sms', offsetDays: 5 }],
      settings: { stale_after_hours: 1000 },
      senders: [{ kind: 'alphanumeric', address: 'Seller', countries: ['FR'] }],
      text: '{{ total_open }} is open. Call +33 1 23 45 67 89.',
    })
    await aDue(company, ['+33612345679'])
    await tick(installation, company.id)
    await company.do((org) => aSender(org, { kind: 'mobile', address: '+33600000001' }))
    clock.set('2026-03-13T11:00:00.000Z')
    await tick(installation, company.id)
    expect(posts().map((post) => post['From'])).toEqual(['Seller', 'Seller'])
  })

  test.each<[string, Parameters<typeof aTextingCompany>[1], readonly string[], string,
    string | null]>([
    ['no sender of the country', { senders: [{ kind: 'local', address: '+15005550006' }] },
      ['+33612345678'], 'no_local_sender', 'No sender may text to FR.'],
    ['no consent on record', { settings: { sms_consent_rule: 'recorded' } }, ['+33612345678'],
      'no_consent', 'No consent is on record.'],
    ['a number in the US needs a record whatever the rule',
      { senders: [{ kind: 'local', address: '+15005550006' }] }, ['+12125550123'], 'no_consent',
      'In the United States and Canada a consent must be on record.'],
    ['a text of too many parts', { text: 'Please pay. '.repeat(30) }, ['+33612345678'],
      'template_incomplete', 'The text has 3 parts; at most 2.'],
    ['a name that nobody can answer', {
      senders: [{ kind: 'alphanumeric', address: 'Seller', countries: ['FR'] }],
    }, ['+33612345678'], 'template_incomplete',
    'Nobody can answer “Seller”: name a link, an address or a number.'],
    ['SMS that stand still', { settings: { sms_stopped_at: NOON, sms_stopped_why: 'Refused.' } },
      ['+33612345678'], 'sender_unverified', 'SMS stand still: Refused.'],
    ['nothing left of the month', { settings: { sms_month_budget_micros: 0 } }, ['+33612345678'],
      'send_budget', "This month's budget for SMS is spent."],
  ])('is held by %s', async (_, given, phones, code, note) => {
    const company = await aTextingCompany(installation, given)
    const { id } = await aDue(company, phones)
    await tick(installation, company.id)
    expect(posts()).toEqual([])
    expect(await actionsOf(company, id)).toMatchObject([{ state: 'open', held: code, note }])
  })

  test.each<[string, readonly string[], readonly string[], string, string]>([
    ['a landline only, without a mailbox', ['+33123456789'], [], 'call',
      '+33123456789 is a landline.'],
    ['no number at all', [], [], 'call', 'No contact of this customer has a mobile number.'],
    ['no number, but a mailbox', [], ['bea@buyer.example'], 'email',
      'No contact of this customer has a mobile number.'],
  ])('55: holds nothing up for want of a number: %s', async (_, phones, emails, channel, note) => {
    const company = await aTextingCompany(installation, {})
    const { id } = await aDue(company, phones, { emails })
    await tick(installation, company.id)
    expect(posts()).toEqual([])
    expect((await actionsOf(company, id))[0]).toMatchObject(
      { state: channel === 'email' ? 'done' : 'open', channel, held: null, note })
  })

  test('E47: collecting for others is refused in the US', async () => {
    const company = await aTextingCompany(installation, {
      senders: [{ kind: 'local', address: '+15005550006' }], settings: { creditor_kind: 'agency' },
    })
    await company.do((org) => sql`insert into consent (id, phone, act, means, recorded_by, at)
      values (gen_random_uuid(), '+12125550123', 'given', 'contract', 'test', ${org.now})`
      .execute(org.tx))
    clock.set('2026-03-10T16:00:00.000Z')
    const { id } = await aDue(company, ['+12125550123'])
    await tick(installation, company.id)
    expect(await actionsOf(company, id)).toMatchObject([{ held: 'sender_unverified' }])
  })

  test.each([
    ['agency', 'consumer', 'no_consent'], ['agency', 'company', null],
    ['creditor', 'consumer', null],
  ])('E47: %s and %s without a recorded consent: %s', async (creditor, kind, held) => {
    const company = await aTextingCompany(installation, {
      settings: { creditor_kind: creditor, sms_consent_rule: 'given_number' },
    })
    const { id } = await aDue(company, ['+33612345678'])
    await company.do((org) => sql`update customer set debtor_kind = ${kind} where id = ${id}`
      .execute(org.tx))
    await tick(installation, company.id)
    expect((await actionsOf(company, id))[0]).toMatchObject({ held })
  })

  test('E47: a consumer of others has seven contacts in seven days, a company as many as it gets',
    async () => {
      const company = await aTextingCompany(installation, {
        settings: { creditor_kind: 'agency', sms_consent_rule: 'given_number' }, mcdDays: 0 })
      const { id } = await aDue(company, ['+33612345678'])
      const other = await aDue(company, ['+33612345679'])
      await company.do(async (org) => {
        await sql`update customer set debtor_kind = 'consumer' where id = ${id}`.execute(org.tx)
        await sql`insert into consent (id, phone, act, means, recorded_by, at)
          values (gen_random_uuid(), '+33612345678', 'given', 'contract', 'test', ${org.now})`
          .execute(org.tx)
        for (const customerId of [id, other.id]) {
          await noteContacts(org, Array.from({ length: 7 }, () => ({ customerId, workflowId: null,
            runId: null, channel: 'call', personKey: '', isAutomatic: false })))
        }
        await sql`update contact_log set contacted_on = '2026-03-07'
          where org_id = ${org.id}`.execute(org.tx)
      })
      await tick(installation, company.id)
      expect(await actionsOf(company, id)).toMatchObject([{ held: 'min_contact_delay',
        note: 'A consumer is contacted at most 7 times in 7 days for others; the next time from '
          + '2026-03-14 on.' }])
      expect((await actionsOf(company, other.id))[0]).toMatchObject({ held: null })
    })

  test('goes to the next number when the first is a landline or has opted out', async () => {
    const company = await aTextingCompany(installation)
    await aDue(company, ['+33123456789', '+33612345670', '+33612345671'])
    await company.do((org) => suppressAddress(org, {
      channel: 'phone', address: '+33612345670', state: 'opted_out', reason: 'STOP' }))
    await tick(installation, company.id)
    expect(posts().map((post) => post['To'])).toEqual(['+33612345671'])
  })

  test('52: E39: waits for the morning of whoever gets it, not for tomorrow', async () => {
    const company = await aTextingCompany(installation, {
      senders: [{ kind: 'local', address: '+15005550006' }],
    })
    await company.do((org) => sql`insert into consent (id, phone, act, means, recorded_by, at)
      values (gen_random_uuid(), '+12125550124', 'given', 'contract', 'test', ${org.now})`
      .execute(org.tx))
    // Half past eight in Paris is half past three in New York; the clocks there went forward.
    clock.set('2026-03-10T07:30:00.000Z')
    const { id } = await aDue(company, ['+12125550124'])
    await tick(installation, company.id)
    expect(await actionsOf(company, id)).toMatchObject([{ held: 'quiet_hours' }])
    clock.set('2026-03-10T11:59:00.000Z')
    await tick(installation, company.id)
    expect(posts()).toEqual([])
    clock.set('2026-03-10T12:00:00.000Z')
    await tick(installation, company.id)
    expect(posts()).toHaveLength(1)
  })

  test('a send time after hours sends in the morning, and not never', async () => {
    const company = await aTextingCompany(installation, { settings: { send_time: '21:00' } })
    clock.set('2026-03-10T20:00:00.000Z')
    const { id } = await aDue(company, ['+33612345678'])
    await tick(installation, company.id)
    expect(await actionsOf(company, id)).toMatchObject([{ held: 'quiet_hours' }])
    clock.set('2026-03-11T07:00:00.000Z')
    await tick(installation, company.id)
    expect(posts()).toHaveLength(1)
    expect(posts()[0]?.['ValidityPeriod']).toBe('36000')
  })

  test('a batch does not spend more than the month has left', async () => {
    const company = await aTextingCompany(installation, {
      settings: { sms_month_budget_micros: 150_000 }, text: 'Please pay.' })
    await company.do((org) => sql`insert into sms_price (country, micros, currency, saved_at)
      values ('FR', 70000, 'USD', ${org.now})`.execute(org.tx))
    for (const end of ['1', '2', '3']) await aDue(company, [`+3361234560${end}`])
    await tick(installation, company.id)
    expect(posts()).toHaveLength(2)
  })
})

describe('WhatsApp', () => {
  const aTalker = async (wroteAt: string) => {
    const company = await aTextingCompany(installation, {
      senders: [{ kind: 'whatsapp', address: '+33600000009' }], text: 'Please pay.',
    })
    const { id } = await aDue(company, ['+33612345678'])
    await company.do((org) => sql`insert into phone (number, learned_at, via, wrote_at)
      values ('+33612345678', ${org.now}, 'whatsapp', ${wroteAt})`.execute(org.tx))
    await tick(installation, company.id)
    return actionsOf(company, id)
  }

  test('goes by the same call while they have written within a day', async () => {
    await aTalker('2026-03-09T12:00:00.000Z')
    expect(posts()).toMatchObject([
      { From: 'whatsapp:+33600000009', To: 'whatsapp:+33612345678', Body: 'Please pay.' }])
  })

  test('is held after that, for it takes no free text', async () => {
    expect(await aTalker('2026-03-09T10:59:00.000Z')).toMatchObject([{
      held: 'template_incomplete',
      note: 'WhatsApp takes a free text only within 24 hours of their last message.' }])
    expect(posts()).toEqual([])
  })
})

describe("a person's SMS", () => {
  const write = (company: Texting, customerId: string, to: string, body = 'Hello') =>
    company.do((org) => composeMessage(org, {
      customerId, channel: 'sms', to: [to], cc: [], bcc: [], subject: '', body, undoSeconds: 0,
    }), 'user:mara')

  test('leaves from the sender of the country', async () => {
    const company = await aTextingCompany(installation, { steps: LATER })
    const { id } = await aDue(company, ['+33612345678'])
    await write(company, id, '06 12 34 56 78'.replace('0', '+33'))
    await tick(installation, company.id)
    expect(posts()).toMatchObject([{ To: '+33612345678', From: '+33600000001', Body: 'Hello' }])
    expect(await messageOf(company, id)).toMatchObject([{ state: 'queued' }])
  })

  test.each<[string, Parameters<typeof aTextingCompany>[1], string, string, RegExp]>([
    ['a landline', {}, '+33123456789', 'Hello', /\+33123456789 is a landline/],
    ['no consent', { settings: { sms_consent_rule: 'recorded' } }, '+33612345678', 'Hello',
      /No consent is on record/],
    ['no sender', {}, '+4915112345678', 'Hello', /No sender may text to DE/],
    ['too long a text', {}, '+33612345678', 'x'.repeat(1601), /1601 characters/],
  ])('is refused for %s', async (_, given, number, body, why) => {
    const company = await aTextingCompany(installation, { steps: LATER, ...given })
    const { id } = await aDue(company, [number])
    await expect(write(company, id, number, body)).rejects.toThrow(why)
  })

  test('is refused at night, save as an answer to what came within a day', async () => {
    const company = await aTextingCompany(installation, { steps: LATER })
    const { id } = await aDue(company, ['+33612345678'])
    clock.set('2026-03-10T21:00:00.000Z')
    await expect(write(company, id, '+33612345678')).rejects.toThrow(/outside 08:00 to 20:00/)
    await company.do((org) => sql`insert into phone (number, learned_at, wrote_at)
      values ('+33612345678', ${org.now}, '2026-03-10T20:00:00.000Z')`.execute(org.tx))
    await write(company, id, '+33612345678')
    await tick(installation, company.id)
    expect(posts()).toHaveLength(1)
  })

  test('51: that STOP overtakes does not leave', async () => {
    const company = await aTextingCompany(installation, { steps: LATER })
    const { id } = await aDue(company, ['+33612345678'])
    await write(company, id, '+33612345678')
    await company.do((org) => suppressAddress(org, {
      channel: 'phone', address: '+33612345678', state: 'opted_out', reason: 'STOP' }))
    await tick(installation, company.id)
    expect(posts()).toEqual([])
    expect(await messageOf(company, id)).toMatchObject([{ state: 'failed' }])
  })

  test('that would leave after hours waits for the morning', async () => {
    const company = await aTextingCompany(installation, { steps: LATER })
    const { id } = await aDue(company, ['+33612345678'])
    clock.set('2026-03-10T18:59:50.000Z')
    await write(company, id, '+33612345678')
    clock.set('2026-03-10T19:00:10.000Z')
    await tick(installation, company.id)
    expect(posts()).toEqual([])
    clock.set('2026-03-11T07:00:00.000Z')
    await tick(installation, company.id)
    expect(posts()).toHaveLength(1)
  })
})
