// The Why of days that are gone, of messages, actions and invoices, and the room of a contact.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plainSentence, type Sentence } from '#domain/sentence.ts'
import { skipAction } from '../../actions/close-action.ts'
import { endPause, startPause } from '../../customers/pause.ts'
import { ignoreReply } from '../../inbox/reply-action.ts'
import { recordPayments } from '../../invoices/record-payment.ts'
import { systemNow } from '../../platform/clock.ts'
import { freshInstallation, type FreshInstallation } from '../../testing/fresh-installation.ts'
import { change, day, DUE, following, invoiceId } from '../../testing/edge-scene.ts'
import { aCollectingCompany, type Collecting } from '../../testing/collecting-scene.ts'
import { whyOf } from '../../testing/why-scene.ts'
import { whyFor, whyText } from '../../cli/why-command.ts'
import { contactRoom } from './contact-room.ts'
import { whyAction } from './why-action.ts'
import { whyInvoice } from './why-customer.ts'
import { whyMessage } from './why-message.ts'

let installation: FreshInstallation
beforeAll(async () => { installation = await freshInstallation(systemNow) })
afterAll(() => installation.close())

const one = [{ number: 'I-1', dueOn: DUE }]
const text = (said: Sentence) => plainSentence(said, 'Europe/Paris')
const idOf = (org: Collecting, statement: ReturnType<typeof sql>) => org.do(async ({ tx }) => {
  // Each of these statements selects one id.
  const { rows } = await statement.execute(tx) as { rows: { id: string }[] }
  return rows[0]?.id ?? ''
})
const newestMessage = (org: Collecting) =>
  idOf(org, sql`select id from message where direction = 'out' order by at desc limit 1`)

test('a day that is gone is told from its record: what was sent, and what held how long', async () => {
  const org = await aCollectingCompany(installation, following([3, 6]))
  const { id, email } = await org.aCustomer('Buyer', one)
  await org.goTo(day(4))
  await org.write(email)
  await org.goTo(day(9))
  const [reply] = await org.waiting(id)
  await org.do((open) => ignoreReply(open, reply?.id ?? '', ''))
  await org.goTo(day(20))
  const sent = await whyOf(org, id, day(3))
  expect(sent).toMatchObject({ tense: 'past', changes: [], verdict: { state: 'ended' } })
  expect(text(sent.verdict.said)).toBe('On Thu 2027-03-04, “Day 3” was sent.')
  const held = await whyOf(org, id, day(6))
  expect(text(held.verdict.said)).toBe('On Sun 2027-03-07, nothing was sent. Held from Fri '
    + '2027-03-05 to Wed 2027-03-10: The customer has written and waits for an answer.')
  expect(held.reasons.map(({ said }) => text(said))).toContain(
    'The contact before was on Thu 2027-03-04.')
  expect(text((await whyOf(org, id, day(11))).verdict.said)).toContain(
    'nothing is on record that held it. The next contact was on Mon 2027-03-15.')
})

test('what the planner found is kept where it changes, and not a row more', async () => {
  const org = await aCollectingCompany(installation, following([3]))
  const { id } = await org.aCustomer('Buyer', one)
  await change(org, 'daily_cap', 0)
  for (const count of [3, 4, 5]) await org.goTo(day(count))
  await change(org, 'daily_cap', 10)
  await org.goTo(day(6))
  const { rows } = await org.do(({ tx }) => sql`select d.code,
    (d.at at time zone 'Europe/Paris')::date as on from decision d order by d.id`.execute(tx))
  expect(rows).toEqual([{ code: 'send_budget', on: day(3) }, { code: null, on: day(6) }])
  const held = await whyOf(org, id, day(4))
  expect(held.verdict).toMatchObject({ state: 'held', code: 'send_budget' })
  expect(text(held.verdict.said)).toContain('Held from Thu 2027-03-04 to Sun 2027-03-07')
})

test('without a hold nothing is written to the log of decisions', async () => {
  const org = await aCollectingCompany(installation, following([3, 6]))
  await org.aCustomer('Buyer', one)
  await org.goTo(day(20))
  const { rows } = await org.do(({ tx }) => sql`select code from decision`.execute(tx))
  expect(rows).toEqual([])
})

test('W7: the passport of a message tells the rule, the ledger and the hour of that moment', async () => {
  const org = await aCollectingCompany(installation, following([3]))
  const { id } = await org.aCustomer('Buyer', one)
  await org.do(({ tx }) => sql`update customer set zone = 'Asia/Tokyo' where id = ${id}`
    .execute(tx))
  await org.goTo(day(3))
  const messageId = await newestMessage(org)
  await org.do(async (open) => recordPayments(open, [{ customerId: id, reference: 'P-1',
    currency: 'EUR', amountMinor: 4_000, receivedOn: day(3), wanted: null }]))
  await org.goTo(day(5))
  const why = await org.do((open) => whyMessage(open, messageId))
  const told = Object.fromEntries(why.reasons.map(({ rule, said }) => [rule, text(said)]))
  expect(told).toMatchObject({
    step: 'The workflow “W0”, version 1 sent its step “Day 3”.',
    balance: 'I-1 stood open with 100.00 EUR.',
    trigger: 'Its trigger was on Thu 2027-03-04.',
    min_contact_delay: 'Nobody had been contacted before; the delay is 5 days.',
    recipient_time: 'It was 16:30 where it went (Asia/Tokyo).',
    template: 'It was written with version 1 of the template “T”.',
  })
})

test('an answer says what it halts, and what became of it', async () => {
  const org = await aCollectingCompany(installation, following([3]))
  const { id, email } = await org.aCustomer('Buyer', one)
  await org.goTo(day(4))
  const messageId = await org.write(email)
  const before = await org.do((open) => whyMessage(open, messageId))
  expect(text(before.verdict.said)).toContain('It halts reminders until somebody answers')
  expect(before.reasons.map(({ said }) => text(said))).toEqual([
    'It belongs to Buyer: it answers our message.'])
  const [reply] = await org.waiting(id)
  await org.do((open) => ignoreReply(open, reply?.id ?? '', ''))
  const after = await org.do((open) => whyMessage(open, messageId))
  expect(text(after.verdict.said)).toContain('Somebody decided that it needs no answer.')
})

test('an action that was skipped tells who did it, and that no contact counts', async () => {
  const org = await aCollectingCompany(installation, following([3]))
  const { id } = await org.aCustomer('Buyer', one)
  await change(org, 'daily_cap', 0)
  await org.goTo(day(3))
  const actionId = await idOf(org, sql`select id from action where customer_id = ${id}`)
  const open = await org.do((opened) => whyAction(opened, actionId))
  expect(open).toMatchObject({ verdict: { code: 'send_budget' } })
  await org.as('mara', (opened) => skipAction(opened, actionId, 'They called'))
  const skipped = await org.do((opened) => whyAction(opened, actionId))
  expect(text(skipped.verdict.said)).toBe('“Day 3” was skipped by Mara on Thu 2027-03-04 08:30.')
  expect(text(skipped.reasons[0]?.said ?? [])).toContain('no contact counts')
})

test('an invoice that is paid says so, an open one is told with the run that asks for it', async () => {
  const org = await aCollectingCompany(installation, following([3]))
  const { id } = await org.aCustomer('Buyer', [...one, { number: 'I-2', dueOn: day(30) }])
  await org.goTo(day(1))
  const [first, second] = [await invoiceId(org, 'I-1'), await invoiceId(org, 'I-2')]
  const why = (invoice: string, on?: string) =>
    org.do((open) => whyInvoice(open, invoice, on))
  expect((await why(second)).verdict).toMatchObject({ state: 'waits', next: { on: day(3),
    invoiceNumber: 'I-1' } })
  await org.do((open) => recordPayments(open, [{ customerId: id, reference: 'P-1',
    currency: 'EUR', amountMinor: 10_000, receivedOn: day(1), wanted: [{ invoiceId: first }] }]))
  expect((await why(first)).verdict).toMatchObject({ state: 'nothing', code: 'paid' })
  expect((await why(second)).verdict).toMatchObject({ next: { on: day(33),
    invoiceNumber: 'I-2' } })
})

test('a day to come says what is planned until then, and no more than is known', async () => {
  const org = await aCollectingCompany(installation, following([3, 6]))
  const { id } = await org.aCustomer('Buyer', one)
  await org.goTo(day(1))
  const said = async (on: string) => text((await whyOf(org, id, on)).verdict.said)
  expect(await said(day(2))).toBe(
    'Nothing is planned for Wed 2027-03-03: “Day 3” comes on Thu 2027-03-04 08:30.')
  expect(await said(day(3))).toBe('As things stand, “Day 3” comes on Thu 2027-03-04 08:30.')
  expect(await said(day(9))).toContain('what follows depends on it')
  await expect(whyOf(org, id, 'soon')).rejects.toThrow('neither a day')
})

test('several things at once: each deed says what would still hold', async () => {
  const org = await aCollectingCompany(installation, following([3]))
  const { id, email } = await org.aCustomer('Buyer', one)
  await org.goTo(day(1))
  await org.write(email, { isNew: true })
  const pause = await org.do((open) => startPause(open, { scope: 'customer', subjectId: id,
    untilOn: null, reviewOn: day(30), reason: 'Talks' }))
  await org.goTo(day(4))
  const why = await whyOf(org, id)
  expect(why.reasons.filter(({ isHold }) => isHold).map(({ rule }) => rule))
    .toEqual(['reply_pending', 'customer_paused'])
  const ignoring = why.changes.find(({ deed }) => deed === 'ignore_reply')
  expect(ignoring?.then).toMatchObject({ state: 'held', code: 'customer_paused' })
  await org.do((open) => endPause(open, pause.id))
  expect((await whyOf(org, id)).verdict).toMatchObject({ state: 'held', code: 'reply_pending' })
})

test('W6: a person is counted over all workflows and customers, by address', async () => {
  const org = await aCollectingCompany(installation, following([3, 6]))
  const { id, email } = await org.aCustomer('Buyer', one)
  const twin = await org.aCustomer('Twin', [{ number: 'T-1', dueOn: DUE }])
  await org.do(({ tx }) => sql`update contact_address set address = ${email}
    where customer_id = ${twin.id}`.execute(tx))
  await org.goTo(day(9))
  const [room] = (await org.do((open) => contactRoom(open, id))).items
  const mails = await org.remindedOn(email)
  expect(mails.length).toBeGreaterThan(1)
  expect(room).toMatchObject({ in30Days: mails.length, lastOn: mails.at(-1) })
  expect(room?.atOthers).toBeGreaterThan(0)
  expect(room?.roomFrom).toBe(day(13))
})

test('a terminal reads the same in plain lines', async () => {
  const org = await aCollectingCompany(installation, following([3]))
  const { id } = await org.aCustomer('Buyer', one)
  await change(org, 'daily_cap', 0)
  await org.goTo(day(3))
  const reference = await org.do(async ({ tx }) => (await sql<{ reference: string }>`
    select reference from customer where id = ${id}`.execute(tx)).rows[0]?.reference ?? '')
  const lines = whyText(await whyFor(installation, org.id, { customer: reference })).split('\n')
  expect(lines.slice(0, 3)).toEqual([
    'Buyer, 2027-03-04: Today\'s limit of automatic messages is reached. Nothing goes out until '
      + 'somebody changes that.', 'Decided by: An admin.',
    '! Today\'s limit of automatic messages is reached. It is 0 a day. An admin can raise the '
      + 'limit.'])
  expect(lines).toContain('> Raise the limit: The e-mail “Day 3” leaves within a minute.')
  await expect(whyFor(installation, org.id, { customer: '?' })).rejects.toThrow('No customer')
})
