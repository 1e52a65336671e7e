// Whose an SMS is and what follows: the same halt as for a mail, and nothing is counted twice.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runDoctor } from '../../reports/doctor.ts'
import { openReplies } from '../../testing/arriving-mail.ts'
import { freshInstallation, type FreshInstallation } from '../../testing/fresh-installation.ts'
import {
  aCustomerRun, anInvoice, NOW,
} from '../../testing/mail-scene.ts'
import {
  aNumber, anSmsOrganization, aSentSms, aTexter, eventsOf, incoming, OUR_NUMBER, signedCall, textIn,
  type SmsOrganization,
} from '../../testing/arriving-sms.ts'
import { dismissMessage, linkMessage } from '../link-message.ts'
import { listCandidates } from '../list-candidates.ts'
import { readConversation } from '../read-conversation.ts'
import { readMessage } from '../read-message.ts'
import { readReplyInFull } from '../read-reply.ts'
import { undoLink } from '../undo-link.ts'
import { listSms, retryQuarantined } from './list-sms.ts'
import { receiveSms, receiveWaitingSms } from './receive-sms.ts'
import { takeSms } from './take-sms.ts'

let installation: FreshInstallation
let org: SmsOrganization
beforeAll(async () => {
  installation = await freshInstallation()
  org = await anSmsOrganization(installation)
})
afterAll(() => installation.close())

const arrive = (from: string, body: string, more = {}) =>
  textIn(installation, org, from, body, more)
const noticesOf = (event: string, messageId: string | undefined) => org.do(async ({ tx }) =>
  (await sql<{ user_id: string }>`select user_id from notification where event = ${event}
    and message_id = ${messageId ?? null}`.execute(tx)).rows.map((row) => row.user_id))

test('41: an answer reaches its customer, its run, its invoice, its people, and halts', async () => {
  const number = aNumber()
  const customerId = await aTexter(org, [number])
  const runId = await aCustomerRun(org, customerId)
  const invoiceId = await anInvoice(org, { customerId, number: `INV-${number}` })
  const other = await anInvoice(org, { customerId, number: `OTHER-${number}` })
  const sent = await aSentSms(org, { customerId, to: number, runId, invoiceId })
  const { state, message } = await arrive(number, 'We pay Friday')
  expect(state).toBe('linked')
  expect(message).toMatchObject({
    customer_id: customerId, kind: 'human', run_id: runId, thread_id: sent.threadId,
    reasons: { how: 'phone', answeredMessageId: sent.id },
  })
  expect(await openReplies(org, customerId))
    .toMatchObject([{ run_id: runId, newest_message_id: message?.id, message_count: 1 }])
  expect(await eventsOf(org, customerId)).toEqual(expect.arrayContaining(
    ['message_received', 'reply_opened']))
  const onInvoice = (id: string) => org.do(async ({ tx }) => (await sql`
    select 1 from event_invoice i join event e on e.org_id = i.org_id and e.id = i.event_id
    where i.invoice_id = ${id} and e.message_id = ${message?.id}`.execute(tx)).rows.length)
  expect([await onInvoice(invoiceId), await onInvoice(other)]).toEqual([1, 0])
  expect(await noticesOf('reply_received', message?.id)).toHaveLength(1)
  const suggestions = await org.do(async ({ tx }) => (await sql<{ kind: string; quote: string }>`
    select kind, quote from suggestion where message_id = ${message?.id}`.execute(tx)).rows)
  expect(suggestions).toMatchObject([{ kind: 'promise', quote: 'We pay Friday' }])
  const phone = await org.do(async ({ tx }) => (await sql`select wrote_at, sticky_sender_id, line,
    country from phone where number = ${number}`.execute(tx)).rows[0])
  expect(phone).toEqual(
    { wrote_at: NOW, sticky_sender_id: org.senderId, line: 'mobile', country: 'FR' })
})

test('further texts join the same answer and the same conversation', async () => {
  const number = aNumber()
  const customerId = await aTexter(org, [number])
  const first = await arrive(number, 'Hello?')
  const second = await arrive(number, 'Anybody?')
  expect(second.message?.thread_id).toBe(first.message?.thread_id)
  const [reply] = await openReplies(org, customerId)
  expect(reply).toMatchObject({ message_count: 2, newest_message_id: second.message?.id })
  const full = await org.do((open) => readReplyInFull(open, reply?.id ?? ''))
  expect(full.otherThreads).toEqual([])
  const conversation = await org.do((open) => readConversation(open, {
    threadId: first.message?.thread_id ?? '', scope: 'customer', limit: 50 }))
  expect(conversation.messages.map((one) => [one.channel, one.text]))
    .toEqual([['sms', 'Anybody?'], ['sms', 'Hello?']])
})

test('two colleagues of one customer on one telephone are still that customer', async () => {
  const number = aNumber()
  const customerId = await aTexter(org, [number, number])
  const { message } = await arrive(number, 'It is us')
  expect(message?.customer_id).toBe(customerId)
  const read = await org.do((open) => readMessage(open, message?.id ?? ''))
  expect(read.fromName).toBe('')
})

test('42: an unknown number is unmatched, and a person makes it a contact', async () => {
  const number = aNumber()
  const { state, message } = await arrive(number, 'Who are you?')
  expect([state, message?.customer_id, message?.kind]).toEqual(['unmatched', null, 'human'])
  expect(await noticesOf('unmatched_received', message?.id)).toEqual(['owner'])
  const customerId = await aTexter(org, [])
  const link = { messageId: message?.id ?? '', customerId, alwaysForDomain: false, addContact: true }
  await org.do((open) => linkMessage(open, link))
  expect(await openReplies(org, customerId)).toMatchObject([{ newest_message_id: message?.id }])
  const next = await arrive(number, 'Me again')
  expect(next.message).toMatchObject({
    customer_id: customerId, thread_id: message?.thread_id, reasons: { how: 'phone' } })
  const states = await org.do(async ({ tx }) => (await sql<{ state: string }>`
    select state from inbound_sms where from_number = ${number} order by id`.execute(tx)).rows)
  expect(states).toEqual([{ state: 'linked' }, { state: 'linked' }])
})

test('a link by mistake can be undone, and what is not ours leaves the list', async () => {
  const first = await arrive(aNumber(), 'Hello')
  const customerId = await aTexter(org, [])
  const messageId = first.message?.id ?? ''
  await org.do((open) => linkMessage(open,
    { messageId, customerId, alwaysForDomain: false, addContact: false }))
  await org.do((open) => undoLink(open, messageId))
  expect(await openReplies(org, customerId)).toEqual([])
  const { rows: [row] } = await org.do(({ tx }) => sql<{ state: string }>`
    select state from inbound_sms where id = ${first.inboundId}`.execute(tx))
  expect(row?.state).toBe('unmatched')
  await expect(org.do((open) => linkMessage(open,
    { messageId, customerId, alwaysForDomain: true, addContact: false }))).rejects.toThrow(/domain/)
  await org.do((open) => dismissMessage(open, messageId))
  expect(await org.do((open) => readMessage(open, messageId))).toMatchObject({ kind: 'not_ours' })
})

test('43: a number of two customers is unmatched, with both offered and both held', async () => {
  const number = aNumber()
  const [a, b] = [await aTexter(org, [number], { name: 'A' }),
    await aTexter(org, [number], { name: 'B' })]
  await aSentSms(org, { customerId: a, to: number })
  const { state, message } = await arrive(number, 'We pay tomorrow')
  expect([state, message?.customer_id]).toEqual(['unmatched', null])
  const candidates = await org.do((open) => listCandidates(open, message?.id ?? ''))
  expect(candidates.map((one) => one.customerId).toSorted()).toEqual([a, b].toSorted())
  expect(candidates.every((one) => one.isHeld)).toBe(true)
})

test('a number of no contact is known by whom we texted there last', async () => {
  const number = aNumber()
  const [older, newer] = [await aTexter(org, []), await aTexter(org, [])]
  await aSentSms(org, { customerId: older, to: number, at: '2026-03-01T09:00:00.000Z' })
  const sent = await aSentSms(org, { customerId: newer, to: number })
  const { message } = await arrive(number, 'ok')
  expect(message).toMatchObject({
    customer_id: newer, thread_id: sent.threadId, reasons: { how: 'last_sms' } })
})

test('with hold on reply off, people are told and nothing is halted', async () => {
  const quiet = await anSmsOrganization(installation, { holdOnReply: false })
  const number = aNumber()
  const customerId = await aTexter(quiet, [number])
  const { state } = await textIn(installation, quiet, number, 'Hello')
  expect([state, await openReplies(quiet, customerId)]).toEqual(['linked', []])
})

test('a crash between storing and settling loses nothing: the sweep reads it', async () => {
  const number = aNumber()
  const customerId = await aTexter(org, [number])
  await takeSms(installation, org.id, signedCall(org, incoming(org, number, 'Stored only')))
  expect(await receiveWaitingSms(installation, org.id)).toBeGreaterThan(0)
  expect(await openReplies(org, customerId)).toHaveLength(1)
  expect(await receiveWaitingSms(installation, org.id)).toBe(0)
})

test('the same SMS read at once by two processes, and again later, is one message', async () => {
  const number = aNumber()
  const customerId = await aTexter(org, [number])
  const fields = incoming(org, number, 'Once')
  await takeSms(installation, org.id, signedCall(org, fields))
  const { rows: [row] } = await org.do(({ tx }) => sql<{ id: string }>`select id from inbound_sms
    where provider_sid = ${fields['MessageSid']}`.execute(tx))
  const read = () => receiveSms(installation, org.id, row?.id ?? '')
  const outcomes = await Promise.all([read(), read(), read()])
  expect(outcomes.toSorted()).toEqual(['linked', 'settled_before', 'settled_before'])
  expect(await read()).toBe('settled_before')
  expect(await openReplies(org, customerId)).toMatchObject([{ message_count: 1 }])
})

test('later words that are read first do not become the newest', async () => {
  const number = aNumber()
  const customerId = await aTexter(org, [number])
  const [first, second] = [incoming(org, number, 'First'), incoming(org, number, 'Second')]
  await takeSms(installation, org.id, signedCall(org, first))
  await takeSms(installation, org.id, signedCall(org, second))
  await org.do(({ tx }) => sql`update inbound_sms set received_at = received_at - interval '1 hour'
    where provider_sid = ${first['MessageSid']}`.execute(tx))
  const idOf = (sid: string | undefined) => org.do(async ({ tx }) => (await sql<{ id: string }>`
    select id from inbound_sms where provider_sid = ${sid}`.execute(tx)).rows[0]?.id ?? '')
  await receiveSms(installation, org.id, await idOf(second['MessageSid']))
  await receiveSms(installation, org.id, await idOf(first['MessageSid']))
  const newest = await org.do(async ({ tx }) => (await sql<{ body_text: string }>`
    select m.body_text from reply_action r join message m on m.org_id = r.org_id
      and m.id = r.newest_message_id where r.customer_id = ${customerId}`.execute(tx)).rows)
  expect(newest).toEqual([{ body_text: 'Second' }])
})

test('a message over WhatsApp is known by its number and answered over WhatsApp', async () => {
  const number = aNumber()
  const customerId = await aTexter(org, [number])
  await org.do(({ tx }) => sql`insert into sms_sender (id, kind, address, is_two_way, created_at)
    values (gen_random_uuid(), 'whatsapp', ${`whatsapp:${OUR_NUMBER}`}, true, ${NOW})
    on conflict do nothing`.execute(tx))
  const { message } = await arrive(`whatsapp:${number}`, 'Hi', { To: `whatsapp:${OUR_NUMBER}` })
  expect(message).toMatchObject({ customer_id: customerId, reasons: { via: 'whatsapp' } })
  const phone = await org.do(async ({ tx }) => (await sql`select p.via, s.kind from phone p
    join sms_sender s on s.org_id = p.org_id and s.id = p.sticky_sender_id
    where number = ${number}`.execute(tx)).rows)
  expect(phone).toEqual([{ via: 'whatsapp', kind: 'whatsapp' }])
})

test('a contact of another organization is never seen', async () => {
  const number = aNumber()
  const foreign = await anSmsOrganization(installation)
  await aTexter(foreign, [number])
  expect((await arrive(number, 'Hello')).state).toBe('unmatched')
})

test('every SMS that came in is accounted for, and the doctor says so', async () => {
  const broken = async () => (await runDoctor(installation)).checks
    .find((check) => check.name === 'I7b')?.breaches
  expect(await broken()).toBe(0)
  const { inboundId } = await arrive(aNumber(), 'Lost?')
  await org.do(({ tx }) => sql`update inbound_sms set message_id = null where id = ${inboundId}`
    .execute(tx))
  expect(await broken()).toBe(1)
})

test('what cannot be settled ends in quarantine after five tries, visible, to be tried again', async () => {
  const number = aNumber()
  const customerId = await aTexter(org, [number])
  const fields = incoming(org, number, 'Hello')
  await takeSms(installation, org.id, signedCall(org, fields))
  const listed = async (state: 'quarantine' | 'linked') => (await org.do((open) =>
    listSms(open, { limit: 50, state }))).items.find((one) => one.from === number)
  // Somebody has broken the table that the last write goes to.
  await org.do(({ tx }) => sql`alter table phone rename to phone_away`.execute(tx))
  const states = []
  const { rows: [row] } = await org.do(({ tx }) => sql<{ id: string }>`select id from inbound_sms
    where provider_sid = ${fields['MessageSid']}`.execute(tx))
  const id = row?.id ?? ''
  for (let tries = 0; tries < 6; tries++) {
    states.push(await receiveSms(installation, org.id, id))
  }
  await org.do(({ tx }) => sql`alter table phone_away rename to phone`.execute(tx))
  expect(states).toEqual(['waits', 'waits', 'waits', 'waits', 'quarantine', 'settled_before'])
  expect(await listed('quarantine')).toMatchObject({ tries: 5, why: expect.stringContaining('phone') })
  expect(await openReplies(org, customerId)).toEqual([])
  await org.do((open) => retryQuarantined(open, id))
  expect(await receiveSms(installation, org.id, id)).toBe('linked')
  expect(await openReplies(org, customerId)).toHaveLength(1)
  await expect(org.do((open) => retryQuarantined(open, id))).rejects.toThrow(/linked/)
})
