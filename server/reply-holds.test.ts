// What an answer holds and for how long, over days, with the numbers of the specification.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays } from '#domain/day.ts'
import { closeMailParser } from './inbox/parse-mail.ts'
import { ignoreReply, pauseReply } from './inbox/reply-action.ts'
import { recordPayments } from './invoices/record-payment.ts'
import { systemNow } from './platform/clock.ts'
import { runDoctor } from './reports/doctor.ts'
import { freshInstallation, type FreshInstallation } from './testing/fresh-installation.ts'
import { aCollectingCompany } from './testing/collecting-scene.ts'

let installation: FreshInstallation
beforeAll(async () => { installation = await freshInstallation(systemNow) })
afterAll(async () => {
  const report = await runDoctor(installation)
  expect(report.checks.filter((check) => check.breaches > 0)).toEqual([])
  await closeMailParser()
  await installation.close()
})

const DUE = '2027-03-01'
const day = (count: number) => addDays(DUE, count)
const days = (all: readonly string[]) => all.map((one) =>
  Math.round((Date.parse(one) - Date.parse(DUE)) / 86_400_000))

const customerOnly = { start: DUE, workflows: [
  { level: 'customer' as const, offsets: [3, 6, 14], mcdDays: 5 }] }
const bothLevels = { start: DUE, workflows: [
  { level: 'invoice' as const, offsets: [3, 40], mcdDays: 5 },
  { level: 'customer' as const, offsets: [10, 40], mcdDays: 5 }] }

const theOne = async (org: Awaited<ReturnType<typeof aCollectingCompany>>, customerId: string) => {
  const [reply] = await org.waiting(customerId)
  if (!reply) throw new Error('No answer waits.')
  return reply
}

const HANDLED: ['replied' | 'ignored', number][] = [['replied', 17], ['ignored', 17]]
test.each(HANDLED)('an answer of day 9, %s on day 12, puts step 3 on day %i', async (as, third) => {
  const org = await aCollectingCompany(installation, customerOnly)
  const { id, email } = await org.aCustomer('Buyer', [{ number: 'I-1', dueOn: DUE }])
  await org.goTo(day(9))
  await org.write(email)
  await org.goTo(day(12))
  const reply = await theOne(org, id)
  if (as === 'replied') await org.answer(reply.id)
  else await org.do((open) => ignoreReply(open, reply.id, ''))
  await org.goTo(day(25))
  expect(days(await org.remindedOn(email))).toEqual([3, 8, third])
})

describe('a reply to a reminder of an invoice’s run (R44)', () => {
  const scene = async (holdScope: 'customer' | 'invoice') => {
    const org = await aCollectingCompany(installation, { ...bothLevels, holdScope })
    const customer = await org.aCustomer('Buyer', [{ number: 'I-1', dueOn: DUE }])
    await org.goTo(day(4))
    await org.write(customer.email)
    return { org, ...customer, reply: await theOne(org, customer.id) }
  }

  test('E11 (R44a): under the scope invoice the customer’s run sends on schedule', async () => {
    const { org, email } = await scene('invoice')
    await org.goTo(day(20))
    expect(days(await org.remindedOn(email))).toEqual([3, 10])
  })

  test('E11 (R44b): under the scope customer it sends nothing until it is handled', async () => {
    const { org, email } = await scene('customer')
    await org.goTo(day(30))
    expect(days(await org.remindedOn(email))).toEqual([3])
  })

  test('R44c: handled by Reply on day 12, its next contact is not before day 17', async () => {
    const { org, email, reply } = await scene('customer')
    await org.goTo(day(12))
    await org.answer(reply.id)
    await org.goTo(day(30))
    expect(days(await org.remindedOn(email))).toEqual([3, 17])
  })

  test('R44d: handled by Ignore, its day is the one it had', async () => {
    const { org, email, reply } = await scene('customer')
    await org.goTo(day(8))
    await org.do((open) => ignoreReply(open, reply.id, ''))
    await org.goTo(day(30))
    expect(days(await org.remindedOn(email))).toEqual([3, 10])
  })
})

test('thirty days without an action: no reminder, three escalations, the item is there', async () => {
  const org = await aCollectingCompany(installation, { ...customerOnly, weekend: [6, 7] })
  const { id, email } = await org.aCustomer('Buyer', [{ number: 'I-1', dueOn: DUE }])
  await org.goTo(day(4))
  await org.write(email)
  const before = await org.remindedOn(email)
  for (let passed = 5; passed <= 34; passed++) await org.goTo(day(passed))
  expect(await org.remindedOn(email)).toEqual(before)
  expect(await theOne(org, id)).toMatchObject({ state: 'open', ownerId: 'olga' })
  const { rows } = await org.do(({ tx }) => sql`select to_owner_id as "to", step,
      (at at time zone 'Europe/Paris')::date as "on" from reply_escalation order by step`
    .execute(tx))
  // Friday the 5th: three business days later is Wednesday the 10th.
  expect(rows).toEqual([
    { to: 'max', step: 1, on: '2027-03-10' }, { to: 'olga', step: 2, on: '2027-03-15' },
    { to: null, step: 3, on: '2027-03-18' }])
  const told = await org.do(async ({ tx }) => (await sql<{ user_id: string; count: number }>`
    select user_id, sum(times)::int as count from notification where event = 'reply_escalated'
    group by 1 order by 1`.execute(tx)).rows)
  expect(told).toEqual([{ user_id: 'max', count: 1 }, { user_id: 'olga', count: 3 }])
})

test('E12: an answer stays due when everything is paid and the run has ended', async () => {
  const org = await aCollectingCompany(installation, customerOnly)
  const { id, email } = await org.aCustomer('Buyer', [{ number: 'I-1', dueOn: DUE }])
  await org.goTo(day(4))
  await org.write(email)
  await org.do((open) => recordPayments(open, [{ customerId: id, reference: 'P-1',
    currency: 'EUR', amountMinor: 10_000, receivedOn: open.today, wanted: null }]))
  await org.goTo(day(6))
  await org.do(({ tx }) => sql`update run set ended_at = now() where customer_id = ${id}`
    .execute(tx))
  await org.goTo(day(20))
  expect(await org.waiting(id)).toMatchObject([{ state: 'open' }])
})

test('an answer without a run waits once a customer, and halts the run that begins later', async () => {
  const org = await aCollectingCompany(installation, customerOnly)
  const { id, email } = await org.aCustomer('Buyer', [])
  await org.write(email, { isNew: true })
  await org.write(email, { isNew: true, subject: 'And another thing' })
  expect(await org.waiting(id)).toHaveLength(1)
  const again = await org.aCustomer('Other', [{ number: 'I-2', dueOn: DUE }])
  await org.do(({ tx }) => sql`update invoice set customer_id = ${id}`.execute(tx))
  await org.do(({ tx }) => sql`update customer set next_look_at = now()`.execute(tx))
  await org.goTo(day(20))
  expect([...await org.remindedOn(email), ...await org.remindedOn(again.email)]).toEqual([])
})

test('with hold on reply off an answer is taken in and told of, but halts nothing', async () => {
  const org = await aCollectingCompany(installation, { ...customerOnly, holdOnReply: false })
  const { id, email } = await org.aCustomer('Buyer', [{ number: 'I-1', dueOn: DUE }])
  await org.goTo(day(4))
  const messageId = await org.write(email)
  expect(await org.waiting(id)).toEqual([])
  const { rows } = await org.do(({ tx }) => sql`select user_id, event, reply_action_id
    from notification where message_id = ${messageId}`.execute(tx))
  expect(rows).toEqual([{ user_id: 'mara', event: 'reply_received', reply_action_id: null }])
  await org.goTo(day(10))
  expect(days(await org.remindedOn(email))).toEqual([3, 8])
})

test('an automatic answer is shown and holds nothing', async () => {
  const org = await aCollectingCompany(installation, customerOnly)
  const { id, email } = await org.aCustomer('Buyer', [{ number: 'I-1', dueOn: DUE }])
  await org.goTo(day(4))
  await org.write(email, { subject: 'Automatic reply: Out of office',
    text: 'I am out of the office until 20 March 2027 and have no access to my e-mail.' })
  expect(await org.waiting(id)).toEqual([])
  await org.goTo(day(10))
  expect(days(await org.remindedOn(email))).toEqual([3, 8])
})

describe('put off until a day', () => {
  const scene = async () => {
    const org = await aCollectingCompany(installation, customerOnly)
    const customer = await org.aCustomer('Buyer', [{ number: 'I-1', dueOn: DUE }])
    await org.goTo(day(4))
    await org.write(customer.email)
    const reply = await theOne(org, customer.id)
    await org.do((open) => pauseReply(open, reply.id, {
      untilOn: day(20), reason: 'holiday', bringBack: true }))
    return { org, ...customer, reply }
  }

  test('it is gone until that day and then back, and nothing is sent before it is handled',
    async () => {
      const { org, id, email } = await scene()
      await org.goTo(day(19))
      expect(await org.waiting(id)).toMatchObject([{ state: 'snoozed' }])
      await org.goTo(day(20))
      expect(await org.waiting(id)).toMatchObject([{ state: 'open' }])
      await org.goTo(day(40))
      expect(days(await org.remindedOn(email))).toEqual([3])
    })

  test('it is back at once when the customer writes again, or the pause is ended', async () => {
    const one = await scene()
    await one.org.write(one.email)
    expect(await one.org.waiting(one.id)).toMatchObject([{ id: one.reply.id, state: 'open' }])
    const two = await scene()
    await two.org.do(({ tx }) => sql`update pause set ended_at = now()`.execute(tx))
    await two.org.tick()
    expect(await two.org.waiting(two.id)).toMatchObject([{ id: two.reply.id, state: 'open' }])
    expect(days(await two.org.remindedOn(two.email))).toEqual([3])
  })
})

test('E15: a message of two customers on a Friday holds both through Monday only', async () => {
  // The 5th of March 2027 is a Friday; the reminders would be due on Monday and Tuesday.
  const org = await aCollectingCompany(installation, {
    start: '2027-03-05', weekend: [6, 7],
    workflows: [{ level: 'customer', offsets: [1], mcdDays: 0 }] })
  const one = await org.aCustomer('One', [{ number: 'I-1', dueOn: '2027-03-05' }])
  const two = await org.aCustomer('Two', [{ number: 'I-2', dueOn: '2027-03-05' }])
  await org.do(({ tx }) => sql`insert into contact_address (channel, address, contact_id,
      customer_id) select 'email', 'shared@group.example', contact_id, customer_id
    from contact_address`.execute(tx))
  const messageId = await org.write('shared@group.example', { isNew: true })
  expect(await org.waiting(one.id)).toEqual([])
  await org.goTo('2027-03-08')
  expect([...await org.remindedOn(one.email), ...await org.remindedOn(two.email)]).toEqual([])
  await org.goTo('2027-03-09')
  expect(await org.remindedOn(one.email)).toEqual(['2027-03-09'])
  expect(await org.remindedOn(two.email)).toEqual(['2027-03-09'])
  const { rows } = await org.do(({ tx }) => sql`select user_id, event from notification
    where message_id = ${messageId}`.execute(tx))
  expect(rows).toEqual([{ user_id: 'olga', event: 'unmatched_received' }])
})
