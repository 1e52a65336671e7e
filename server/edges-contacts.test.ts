// Edge cases of whom we write to: one budget for a person, and people who must not be written to.
import { STEP_DEFAULTS } from '#domain/workflow.ts'
import { sql } from 'kysely'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { composeMessage } from './actions/compose-message.ts'
import { countActions, listActions } from './actions/list-actions.ts'
import { lockSharedAddresses } from './actions/shared-addresses.ts'
import { noteContacts } from './customers/note-contact.ts'
import { placeCustomer } from './customers/place-customer.ts'
import { addContact, deleteContact } from './customers/save-contact.ts'
import { addCustomer, changeCustomer } from './customers/save-customer.ts'
import { suppressAddress } from './customers/suppress-address.ts'
import { systemNow } from './platform/clock.ts'
import type { Org } from './platform/in-organization.ts'
import { createTemplate } from './templates/save-template.ts'
import { aCollectingCompany, type Collecting } from './testing/collecting-scene.ts'
import {
  actionsOf, day, daysOf, DUE, following, mailsTo, owe, setClock,
} from './testing/edge-scene.ts'
import { freshInstallation, type FreshInstallation } from './testing/fresh-installation.ts'
import { dryRun } from './workflows/dry-run.ts'
import { createWorkflow } from './workflows/save-workflow.ts'

let installation: FreshInstallation
beforeAll(async () => { installation = await freshInstallation(systemNow) })
afterAll(() => installation.close())

const MCD = 5
const bothLevels = { start: DUE, workflows: [
  { level: 'customer' as const, offsets: [3, 17], mcdDays: MCD },
  { level: 'invoice' as const, offsets: [3, 10], mcdDays: MCD }] }
const one = (number: string) => [{ number, dueOn: DUE }]

const byHand = (org: Collecting, customerId: string, email: string) =>
  org.as('mara', (open) => composeMessage(open, {
    customerId, channel: 'email', to: [email], cc: [], bcc: [], subject: 'A word',
    body: 'Can we help?', undoSeconds: 0,
  }))

test('a customer’s run and eight of invoices on one day are one message and eight later', async () => {
  const org = await aCollectingCompany(installation, bothLevels)
  const numbers = Array.from({ length: 8 }, (_, place) => `I-${place + 1}`)
  const { id, email } = await org.aCustomer('Buyer', numbers.flatMap(one))
  await org.goTo(day(3))
  expect(await daysOf(org, email)).toEqual([3])
  const { items } = await dryRun(installation, org.id, { limit: 100, only: 'all' })
  expect(items).toHaveLength(9)
  const later = items.filter((line) => line.dueOn === day(3 + MCD))
  expect(later).toHaveLength(8)
  expect(new Set(later.map((line) => line.because))).toEqual(new Set(['min_contact_delay']))

  await org.goTo(day(20))
  await byHand(org, id, email)
  await org.tick()
  await org.goTo(day(63))
  const days = await daysOf(org, email)
  const gaps = days.slice(1).map((on, place) => on - (days[place] ?? 0))
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(MCD)
  // What a person writes counts as well, and sixty days bring as many messages as the delay lets.
  expect(days.filter((on) => on > 20)[0]).toBe(25)
  expect(days.length).toBe(12)
}, 60_000)

test('E33: of two runs due today one sends and the other is moved by the delay', async () => {
  const org = await aCollectingCompany(installation, { start: DUE, workflows: [
    { level: 'customer', offsets: [3], mcdDays: MCD },
    { level: 'invoice', offsets: [3], mcdDays: MCD }] })
  const { email } = await org.aCustomer('Buyer', one('I-1'))
  await org.goTo(day(30))
  expect(await mailsTo(org, email)).toMatchObject([
    { after: 3, workflow: 'W1' }, { after: 8, workflow: 'W0' }])
})

test('E33: with no delay the two still leave on two days', async () => {
  const org = await aCollectingCompany(installation, { start: DUE, workflows: [
    { level: 'customer', offsets: [3], mcdDays: 0 },
    { level: 'invoice', offsets: [3], mcdDays: 0 }] })
  const { email } = await org.aCustomer('Buyer', one('I-1'))
  await org.goTo(day(30))
  expect(await daysOf(org, email)).toEqual([3, 4])
})

test('E34: a person’s own message is a contact: the next step waits for the delay', async () => {
  const org = await aCollectingCompany(installation, following([3, 6]))
  const { id, email } = await org.aCustomer('Buyer', one('I-1'))
  await org.goTo(day(5))
  await byHand(org, id, email)
  await org.tick()
  await org.goTo(day(30))
  expect(await daysOf(org, email)).toEqual([3, 10])
})

test('E16: one mailbox of two customers gets one automatic message a day', async () => {
  const org = await aCollectingCompany(installation, following([3, 9]))
  const { email } = await org.aCustomer('Daughter', one('I-1'))
  const sister = await org.do(async (open) => {
    const id = await addCustomer(open, { reference: 'SISTER', name: 'Sister' })
    await addContact(open, id, {
      name: 'Bea', emails: [email], phones: [], positions: [], isMain: true, locale: null,
    })
    return id
  })
  await owe(org, sister, { number: 'I-2', dueOn: DUE })
  await org.goTo(day(40))
  const days = await daysOf(org, email)
  expect(days).toHaveLength(4)
  expect(new Set(days).size).toBe(4)
})

test('E16: of companies that belong together one mailbox has one delay, collected apart or not',
  async () => {
    const org = await aCollectingCompany(installation, following([3, 9]))
    const { id, email } = await org.aCustomer('Daughter', one('I-1'))
    const sister = await org.aCustomer('Sister', [{ number: 'I-2', dueOn: DUE }])
    const mother = await org.aCustomer('Mother', [])
    await org.do(async (open) => {
      await sql`update contact_address set address = ${email}
        where customer_id = ${sister.id}`.execute(open.tx)
      for (const customerId of [id, sister.id]) {
        await placeCustomer(open, { customerId, parentId: mother.id, collectAt: 'itself' })
      }
    })
    await org.goTo(day(40))
    const days = await daysOf(org, email)
    expect(days).toHaveLength(4)
    const gaps = days.slice(1).map((on, place) => on - (days[place] ?? 0))
    expect(Math.min(...gaps)).toBe(MCD)
    // Collected together they get one message in the place of two: the digest of the group.
    await org.do(async (open) => {
      for (const customerId of [id, sister.id]) {
        await placeCustomer(open, { customerId, collectAt: 'parent' })
      }
    })
    await org.goTo(day(80))
    expect(await daysOf(org, email)).toHaveLength(4)
    expect(await mailsTo(org, mother.email)).toHaveLength(2)
  })

test('E16: a process waits for another that is writing to the same mailbox', async () => {
  const org = await aCollectingCompany(installation, following([3]))
  const { id, email } = await org.aCustomer('Daughter', one('I-1'))
  const sister = await org.aCustomer('Sister', [])
  await org.do(({ tx }) => sql`update contact_address set address = ${email}
    where customer_id = ${sister.id}`.execute(tx))
  await setClock(org, `${day(3)}T07:30:00.000Z`)
  const ticking = await org.do(async (other) => {
    await lockSharedAddresses(other, [sister.id])
    const beat = org.tick()
    await untilSomebodyWaits(other)
    await noteContacts(other, [{ customerId: sister.id, workflowId: null, runId: null,
      channel: 'email', personKey: email, isAutomatic: true }])
    return { beat }
  })
  await ticking.beat
  expect(await actionsOf(org, id)).toMatchObject([{ state: 'open', held: 'min_contact_delay' }])
  await org.goTo(day(6))
  expect(await daysOf(org, email)).toEqual([4])
})

async function untilSomebodyWaits({ tx }: Org): Promise<void> {
  for (;;) {
    const { rows } = await sql`select from pg_locks where locktype = 'advisory' and not granted
      and database = (select oid from pg_database where datname = current_database())`.execute(tx)
    if (rows.length > 0) return
    await sleep(20)
  }
}

test('E27: where nobody may be written to, the step is held and says why', async () => {
  const org = await aCollectingCompany(installation, following([3]))
  const out = await org.aCustomer('Out', one('I-1'))
  const dead = await org.aCustomer('Dead', one('I-2'))
  const none = await org.aCustomer('None', one('I-3'))
  await org.do(async (open) => {
    await suppressAddress(open, { channel: 'email', address: out.email, state: 'opted_out',
      reason: 'They said so.' })
    await suppressAddress(open, { channel: 'email', address: dead.email, state: 'bounced',
      reason: 'It came back.' })
    const { rows } = await sql<{ id: string }>`select id from contact
      where customer_id = ${none.id}`.execute(open.tx)
    for (const contact of rows) await deleteContact(open, contact.id)
  })
  await org.goTo(day(9))
  expect(await actionsOf(org, out.id)).toMatchObject([{ state: 'open', held: 'opted_out' }])
  expect(await actionsOf(org, dead.id)).toEqual(expect.arrayContaining([
    { state: 'open', held: 'address_bounced', note: null }]))
  expect(await actionsOf(org, none.id)).toMatchObject([{ state: 'open', held: 'missing_email' }])
  expect(await daysOf(org, out.email)).toEqual([])
  // Somebody else who can be written to ends it.
  await org.do((open) => addContact(open, out.id, {
    name: 'Cleo', emails: ['cleo@out.example.com'], phones: [], positions: [], isMain: false,
    locale: null,
  }))
  await org.goTo(day(12))
  expect(await daysOf(org, 'cleo@out.example.com')).toHaveLength(1)
})

test('E27: the admins are told once a week who cannot be reached, until nobody is left', async () => {
  const org = await aCollectingCompany(installation, following([3, 10, 17, 24, 31]))
  await org.aCustomer('Reached', one('I-1'))
  const told = () => org.do(async ({ tx }) => (await sql<{
    user: string; after: number; title: string }>`
    select user_id as user, (at at time zone 'Europe/Paris')::date - ${DUE}::date as after, title
    from notification where event = 'unreachable_customers' order by at, user_id`.execute(tx)).rows)
  await org.goTo(day(4))
  expect(await told()).toEqual([])
  const lost = [await org.aCustomer('Anna', one('I-2')), await org.aCustomer('Bo', one('I-3'))]
  await org.do(async (open) => {
    for (const { email } of lost) {
      await suppressAddress(open, { channel: 'email', address: email, state: 'opted_out',
        reason: 'They said so.' })
    }
  })
  await org.goTo(day(10))
  expect(await told()).toEqual([{ user: 'olga', after: 4,
    title: '2 customers who owe cannot be reached: Anna, Bo' }])
  await org.goTo(day(13))
  expect((await told()).map(({ after }) => after)).toEqual([4, 11])
  const { items } = await org.do((open) =>
    listActions(open, { list: 'unreachable', limit: 10, mine: false }))
  expect(items.map((item) => item.customerName).toSorted()).toEqual(['Anna', 'Bo'])
  expect(await org.do(countActions)).toMatchObject({ unreachable: 2 })

  for (const { id } of lost) {
    await org.do((open) => addContact(open, id, { name: 'Cleo', emails: [`cleo@${id}.example`],
      phones: [], positions: [], isMain: false, locale: null }))
  }
  await org.goTo(day(30))
  expect((await told()).map(({ after }) => after)).toEqual([4, 11])
})

test('E43: a legal stop holds the machine and people until an admin lifts it', async () => {
  const org = await aCollectingCompany(installation, following([3]))
  const { id, email } = await org.aCustomer('Buyer', one('I-1'))
  await org.do((open) => changeCustomer(open, id, { legalStopReason: 'Insolvent' }))
  await org.goTo(day(9))
  expect(await daysOf(org, email)).toEqual([])
  await expect(byHand(org, id, email)).rejects.toThrow('must not be contacted: Insolvent')
  const lift = (liftStop: boolean) => org.do((open) =>
    changeCustomer(open, id, { legalStopReason: null }, { liftStop }))
  await expect(lift(false)).rejects.toThrow('Only an admin can lift the stop')
  await lift(true)
  await org.goTo(day(12))
  expect(await daysOf(org, email)).toHaveLength(1)
})

test('E46: a variable without a value holds the message, and never becomes “Dear ,”', async () => {
  const org = await aCollectingCompany(installation, { start: DUE, workflows: [] })
  await org.do(async (open) => {
    const { id: templateId } = await createTemplate(open, { name: 'By name', channel: 'email',
      texts: { en: { subject: 'Open', body: 'Dear {{ contact.name }},' } } })
    await createWorkflow(open, {
      name: 'By name', level: 'customer', isDefault: true, isPublished: true,
      entryLogic: 'standard', mcdDays: MCD, mcdScope: 'customer', thresholdMinor: {},
      steps: [{ name: 'First', channel: 'email', mode: 'automatic', positions: [], templateId,
        trigger: { anchor: 'due', offsetDays: 3, unit: 'calendar' },
        ...STEP_DEFAULTS }],
    })
  })
  const { id, email } = await org.aCustomer('Nameless', one('I-1'))
  await org.do(({ tx }) => sql`update contact set name = '' where customer_id = ${id}`.execute(tx))
  await org.goTo(day(5))
  expect(await mailsTo(org, email)).toEqual([])
  expect(await actionsOf(org, id)).toMatchObject([{ held: 'template_incomplete' }])
  await org.do(({ tx }) => sql`update contact set name = 'Bea' where customer_id = ${id}`
    .execute(tx))
  await org.goTo(day(7))
  expect(await mailsTo(org, email)).toHaveLength(1)
})
