// Edge cases of how a customer wants to be written to: by one channel only.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { composeMessage } from './actions/compose-message.ts'
import { changeCustomer, type CustomerChange } from './customers/save-customer.ts'
import { systemNow } from './platform/clock.ts'
import { aCollectingCompany, type Collecting } from './testing/collecting-scene.ts'
import { actionsOf, day, daysOf, DUE, following } from './testing/edge-scene.ts'
import { freshInstallation, type FreshInstallation } from './testing/fresh-installation.ts'
import { dryRun } from './workflows/dry-run.ts'

let installation: FreshInstallation
beforeAll(async () => { installation = await freshInstallation(systemNow) })
afterAll(() => installation.close())

const one = [{ number: 'I-1', dueOn: DUE }]
const LYON = { street: '3 rue Neuve', postcode: '69001', city: 'Lyon', country: 'FR' }

const change = (org: Collecting, id: string, wish: CustomerChange) =>
  org.do((open) => changeCustomer(open, id, wish))

/** What went to a customer: channel and how many days after the due day. */
const wentOut = (org: Collecting, id: string) => org.do(async ({ tx }) => (await sql<{
  channel: string; after: number }>`select channel,
    (at at time zone 'Europe/Paris')::date - ${DUE}::date as after from message
  where customer_id = ${id} and direction = 'out' order by at, id`.execute(tx)).rows)

test('E48: who wants post gets a letter in the place of each e-mail', async () => {
  const org = await aCollectingCompany(installation, following([3, 6]))
  const { id, email } = await org.aCustomer('Buyer', one)
  await change(org, id, { ...LYON, wishedChannel: 'letter', wishedBy: 'Bea' })
  const [line] = (await dryRun(installation, org.id, { limit: 9, only: 'all' })).items
  expect(line).toMatchObject({ channel: 'letter', state: 'planned' })
  expect(line?.why).toContain('Bea asked on March 1, 2027 to be contacted only by post')
  await org.goTo(day(12))
  expect(await daysOf(org, email)).toEqual([])
  // The delay counts a letter like an e-mail.
  expect(await wentOut(org, id)).toEqual([{ channel: 'letter', after: 3 },
    { channel: 'letter', after: 8 }])
  const events = await org.do(async ({ tx }) => (await sql<{ kind: string; detail: object }>`
    select kind, detail from event where customer_id = ${id} and kind in ('channel_wished',
      'step_turned') order by id`.execute(tx)).rows)
  expect(events.map(({ kind }) => kind)).toEqual(['channel_wished', 'step_turned', 'step_turned'])
})

test('E48: where the wish cannot be followed it is held, says what is missing, and then goes',
  async () => {
    const org = await aCollectingCompany(installation, following([3]))
    const { id, email } = await org.aCustomer('Buyer', one)
    await change(org, id, { wishedChannel: 'letter' })
    await org.goTo(day(5))
    expect(await actionsOf(org, id)).toEqual([{ state: 'open', held: 'opted_out',
      note: expect.stringMatching(/only by post\. .*(street|address)/) as string }])
    await change(org, id, LYON)
    await org.goTo(day(7))
    expect(await wentOut(org, id)).toMatchObject([{ channel: 'letter' }])
    expect(await daysOf(org, email)).toEqual([])
  })

test('E48: who wants to be called is called; a text that is no SMS is held', async () => {
  const org = await aCollectingCompany(installation, following([3]))
  const caller = await org.aCustomer('Caller', one)
  const texter = await org.aCustomer('Texter', [{ number: 'I-2', dueOn: DUE }])
  await change(org, caller.id, { wishedChannel: 'call' })
  await change(org, texter.id, { wishedChannel: 'sms' })
  await org.goTo(day(4))
  const works = await org.do(async ({ tx }) => (await sql`select channel, mode, held_code
    from action where customer_id in (${caller.id}, ${texter.id}) order by channel`
    .execute(tx)).rows)
  expect(works).toEqual([{ channel: 'call', mode: 'manual', held_code: null },
    { channel: 'email', mode: 'automatic', held_code: 'opted_out' }])
})

test('E48: who wants e-mail gets the SMS as one', async () => {
  const org = await aCollectingCompany(installation, { ...following([3]), channel: 'sms' })
  const { id, email } = await org.aCustomer('Buyer', one)
  await change(org, id, { wishedChannel: 'email' })
  await org.goTo(day(4))
  expect(await daysOf(org, email)).toEqual([3])
})

test('E48: a wish that ends lets the next step go its own way; a person may write all the time',
  async () => {
    const org = await aCollectingCompany(installation, following([3, 8]))
    const { id, email } = await org.aCustomer('Buyer', one)
    await change(org, id, { ...LYON, wishedChannel: 'letter' })
    await org.goTo(day(4))
    await org.as('mara', (open) => composeMessage(open, {
      customerId: id, channel: 'email', to: [email], cc: [], bcc: [], subject: 'You wrote',
      body: 'Yes.', undoSeconds: 0,
    }))
    await change(org, id, { wishedChannel: null })
    await org.goTo(day(12))
    expect(await wentOut(org, id)).toEqual([{ channel: 'letter', after: 3 },
      { channel: 'email', after: 4 }, { channel: 'email', after: 9 }])
  })
