// Dead addresses: one task each, counted soft bounces, and done by itself when there is a new one.
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { addContact, saveContact } from '../customers/save-contact.ts'
import { applyReport } from '../inbox/apply-report.ts'
import type { KnownMessage } from '../inbox/find-candidates.ts'
import { newId } from '../platform/ids.ts'
import { aCollectingCompany, type Collecting } from '../testing/collecting-scene.ts'
import { freshDatabase, type FreshDatabase } from '../testing/fresh-database.ts'
import { openInstallation } from '../testing/mail-scene.ts'
import { tendAddresses } from './fix-addresses.ts'

let database: FreshDatabase
let installation: Awaited<ReturnType<typeof openInstallation>>
let org: Collecting
let customer: { id: string; email: string }
beforeAll(async () => {
  database = await freshDatabase()
  installation = await openInstallation(database.url)
})
beforeEach(async () => {
  org = await aCollectingCompany(installation, {
    start: '2027-03-01', workflows: [{ level: 'customer', offsets: [90], mcdDays: 0 }] })
  customer = await org.aCustomer('Buyer', [{ number: 'I-1', dueOn: '2027-03-01' }])
})
afterAll(async () => {
  await installation.close()
  await database.close()
})

type Report = 'hard' | 'soft' | 'complaint'

/** A report on a message of ours that went to the customer; a new message unless told. */
async function report(kind: Report, message = newId()): Promise<string> {
  await org.do(async (open) => {
    await sql`insert into message (id, customer_id, direction, channel, state, thread_id,
        from_address, to_addresses, body_text, at)
      values (${message}, ${customer.id}, 'out', 'email', 'sent', ${message}, 'ar@seller.example',
        ${[customer.email]}, 'Please pay.', ${open.now}) on conflict do nothing`.execute(open.tx)
    const known: KnownMessage = {
      id: message, ref: '', customer_id: customer.id, run_id: null, thread_id: message,
      direction: 'out', recipients: [customer.email], snapshot: [],
    }
    await applyReport(open, {
      kind: kind === 'complaint' ? 'feedback_report' : 'bounce', rule: 'test', bounceRecipients: [],
      bounceStatus: kind === 'hard' ? '5.1.1' : '4.2.2', bounceTemporary: kind === 'soft',
      bounceHard: kind === 'hard', confirmation: null,
    } as unknown as Parameters<typeof applyReport>[1], known) // The parts that a report is read by.
  })
  await org.do(tendAddresses)
  return message
}

const tasks = () => org.do(async ({ tx }) => (await sql<{ name: string; state: string }>`
  select name, state, owner_id as "ownerId" from action where kind = 'fix_address' order by id`
  .execute(tx)).rows)
const events = (kind: string) => org.do(async ({ tx }) => (await sql`select 1 from event
  where kind = ${kind}`.execute(tx)).rows.length)
const suppressions = () => org.do(async ({ tx }) => (await sql`select state from suppression`
  .execute(tx)).rows)

test('E19: a hard bounce opens one task that names the person, whatever comes after it', async () => {
  await report('hard')
  await report('hard')
  expect(await tasks()).toEqual([{
    name: `Find a new address of Bea (${customer.email} is dead)`, state: 'open', ownerId: 'mara',
  }])
  const { rows } = await org.do(({ tx }) => sql`select user_id, sum(times)::int as times
    from notification where event = 'message_bounced' group by 1`.execute(tx))
  expect(rows).toEqual([{ user_id: 'mara', times: 2 }])
})

test('twenty beats in the same moment open one task', async () => {
  await org.do(({ tx }) => sql`insert into suppression (channel, address, state, since)
    values ('email', ${customer.email}, 'bounced', now())`.execute(tx))
  await Promise.all(Array.from({ length: 20 }, () => org.do(tendAddresses)))
  expect(await tasks()).toHaveLength(1)
})

test('E20: two soft bounces in a fortnight are told; the third is a dead address', async () => {
  const message = await report('soft')
  await report('soft', message)
  await report('soft')
  expect({ tasks: await tasks(), dead: await suppressions(), told: await events('mail_delayed') })
    .toEqual({ tasks: [], dead: [], told: 2 })
  await report('soft')
  expect(await suppressions()).toEqual([{ state: 'bounced' }])
  expect(await tasks()).toHaveLength(1)
})

test('soft bounces further apart than a fortnight do not add up', async () => {
  await report('soft')
  await report('soft')
  await org.do(({ tx }) => sql`update soft_bounce set at = at - interval '16 days'`.execute(tx))
  await report('soft')
  expect(await suppressions()).toEqual([])
})

test('E21: a complaint stops the mail and asks for somebody else', async () => {
  await report('complaint')
  expect(await suppressions()).toEqual([{ state: 'complained' }])
  expect(await tasks()).toMatchObject([{ name: expect.stringMatching(/^Find somebody else/) }])
})

const contactOf = () => org.do(async ({ tx }) => (await sql<{ id: string }>`
  select id from contact where customer_id = ${customer.id} order by created_at, id`
  .execute(tx)).rows[0]?.id ?? '')
const save = async (emails: string[]) => {
  const id = await contactOf()
  await org.do((open) => saveContact(open, id, {
    name: 'Bea', emails, phones: [], positions: [], isMain: true, locale: null }))
  await org.do(tendAddresses)
}

test('a new address of the person closes the task and says so', async () => {
  await report('hard')
  await save([customer.email, 'bea@new.example'])
  expect(await tasks()).toMatchObject([{ state: 'done' }])
  expect(await events('address_task_closed')).toBe(1)
})

test('a contact with another address already still gets a task, until the dead one is gone',
  async () => {
    await save([customer.email, 'bea@second.example'])
    await report('hard')
    await org.do(tendAddresses)
    expect(await tasks()).toMatchObject([{ state: 'open' }])
    await save(['bea@second.example'])
    expect(await tasks()).toMatchObject([{ state: 'done' }])
  })

test('a new address that is dead too, or of another person, closes nothing', async () => {
  await report('hard')
  await org.do(({ tx }) => sql`insert into suppression (channel, address, state, since)
    values ('email', 'bea@dead.example', 'bounced', now())`.execute(tx))
  await save([customer.email, 'bea@dead.example'])
  await org.do((open) => addContact(open, customer.id, { name: 'Other', emails: ['o@x.example'],
    phones: [], positions: [], isMain: false, locale: null }))
  await org.do(tendAddresses)
  expect((await tasks()).filter(({ state }) => state === 'open')).not.toEqual([])
  expect(await events('address_task_closed')).toBe(0)
})
