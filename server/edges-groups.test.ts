// Edge cases of companies that belong together: one run asks for all, and one answer halts all.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startPause } from './customers/pause.ts'
import { placeCustomer } from './customers/place-customer.ts'
import { changeCustomer } from './customers/save-customer.ts'
import { raiseDispute } from './invoices/hold-invoice.ts'
import { recordPayment } from './invoices/record-payment.ts'
import { wholeGroups } from './actions/claim-groups.ts'
import { systemNow } from './platform/clock.ts'
import { inOrganization, SYSTEM } from './platform/in-organization.ts'
import { statementOf } from './reports/statement.ts'
import { drawStatement } from './reports/statement-pdf.ts'
import { aCollectingCompany, type Collecting } from './testing/collecting-scene.ts'
import { day, daysOf, DUE, following, invoiceId, mailsTo, setClock } from './testing/edge-scene.ts'
import { freshInstallation, type FreshInstallation } from './testing/fresh-installation.ts'
import { listCustomerEvents } from './timeline/list-events.ts'
import { dryRun } from './workflows/dry-run.ts'
import { tickUntilQuiet } from './workflows/tick.ts'

let installation: FreshInstallation
beforeAll(async () => { installation = await freshInstallation(systemNow) })
afterAll(() => installation.close())

const place = (org: Collecting, customerId: string, parentId: string | null) =>
  org.do((open) => placeCustomer(open, { customerId, parentId, collectAt: 'parent' }))

/** A parent that owes nothing itself, and two children that do. */
async function aGroup(org: Collecting) {
  const parent = await org.aCustomer('Holding', [])
  const north = await org.aCustomer('North', [{ number: 'N-1', dueOn: DUE }])
  const south = await org.aCustomer('South', [{ number: 'S-1', dueOn: day(1) }])
  await place(org, north.id, parent.id)
  await place(org, south.id, parent.id)
  return { parent, north, south }
}

const asked = (org: Collecting, email: string) => org.do(async ({ tx }) => (await sql<{
  numbers: string[]; subject: string }>`select subject,
    array(select s->>'number' from jsonb_array_elements(snapshot) s) as numbers
  from message where direction = 'out' and to_addresses = array[${email}] order by at, id`
  .execute(tx)).rows)

test('E36: the parent is asked once for all, and the children’s own runs stand idle', async () => {
  const org = await aCollectingCompany(installation, following([3, 9]))
  const { parent, north, south } = await aGroup(org)
  await org.goTo(day(4))
  expect(await asked(org, parent.email)).toEqual([
    { numbers: ['N-1', 'S-1'], subject: 'Open: €200.00' }])
  expect(await daysOf(org, north.email)).toEqual([])
  expect(await daysOf(org, south.email)).toEqual([])
  const { items } = await dryRun(installation, org.id, { limit: 9, only: 'all' })
  expect(items.find((line) => line.customerId === north.id)).toMatchObject({ state: 'idle',
    why: 'Collected together with Holding: the workflow there asks for these invoices.' })
  // No invoice stands in two runs of one level: what is planned carries each once.
  expect(items.filter((line) => line.state !== 'idle')).toHaveLength(1)
})

test('E36: what the parent was asked stands on the timeline of each child it was about', async () => {
  const org = await aCollectingCompany(installation, following([3]))
  const { parent, north, south } = await aGroup(org)
  const other = await org.aCustomer('Other', [{ number: 'O-1', dueOn: DUE }])
  await org.goTo(day(4))
  const told = (customerId: string) => org.do(async (open) =>
    (await listCustomerEvents(open, customerId, { limit: 50 })).items
      .filter(({ kind }) => kind === 'asked_at_parent' || kind === 'message_sent')
      .map(({ kind, text, message }) => ({ kind, text, subject: message?.subject })))
  const child = [{ kind: 'asked_at_parent', subject: 'Open: €200.00',
    text: `Holding was asked for this: Day 3 to ${parent.email}` }]
  expect(await told(north.id)).toEqual(child)
  expect(await told(south.id)).toEqual(child)
  expect((await told(parent.id)).map(({ kind }) => kind)).toEqual(['message_sent'])
  expect((await told(other.id)).map(({ kind }) => kind)).toEqual(['message_sent'])
})

test('E36: a payment, a dispute and a pause of a child change what its parent is asked for',
  async () => {
    const org = await aCollectingCompany(installation, following([3, 9, 15, 21]))
    const { parent, north, south } = await aGroup(org)
    await org.goTo(day(4))
    await org.do(async (open) => {
      const id = await invoiceId(org, 'S-1')
      await raiseDispute(open, id, { amountMinor: 4_000, reason: 'short' })
    })
    await org.goTo(day(10))
    await org.do((open) => startPause(open, { scope: 'customer', subjectId: south.id,
      untilOn: day(20), reviewOn: null, reason: 'They move.' }))
    await org.goTo(day(16))
    await org.do((open) => recordPayment(open, { customerId: north.id, reference: 'P-1',
      currency: 'EUR', amountMinor: 10_000, receivedOn: open.today, wanted: null }))
    await org.goTo(day(40))
    const mails = await asked(org, parent.email)
    expect(mails.slice(0, 4).map(({ subject }) => subject))
      .toEqual(['Open: €200.00', 'Open: €160.00', 'Open: €100.00', 'Open: €60.00'])
  })

test('E36: one group, one hold: who answers halts all, and one contact delays all', async () => {
  const org = await aCollectingCompany(installation, { start: DUE, workflows: [
    { level: 'customer', offsets: [3, 9, 15], mcdDays: 5 },
    { level: 'invoice', offsets: [4], mcdDays: 5 }] })
  const { parent, north, south } = await aGroup(org)
  await org.goTo(day(3))
  await org.write(south.email, { isNew: true, subject: 'A question', text: 'What is S-1?' })
  await org.goTo(day(14))
  expect(await daysOf(org, parent.email)).toEqual([3])
  expect(await daysOf(org, north.email)).toEqual([])
  const [waiting] = await org.waiting(south.id)
  await org.answer(waiting?.id ?? '')
  await org.goTo(day(40))
  const all = [parent, north, south]
  const days = (await Promise.all(all.map(({ email }) => daysOf(org, email)))).flat()
    .toSorted((a, b) => a - b)
  // Handled on day 14, so nothing before day 19; then five days at least from one to the next.
  expect(days[0]).toBe(3)
  expect(days[1]).toBe(19)
  const gaps = days.slice(1).map((on, at) => on - (days[at] ?? 0))
  expect(Math.min(...gaps)).toBe(5)
  expect(days.length).toBe(5)
})

test('E36: an answer of the parent halts the children’s runs of invoices', async () => {
  const org = await aCollectingCompany(installation, { start: DUE, workflows: [
    { level: 'invoice', offsets: [4], mcdDays: 0 }] })
  const { parent, north } = await aGroup(org)
  await org.write(parent.email, { isNew: true, subject: 'Wait', text: 'We look into it.' })
  await org.goTo(day(9))
  expect(await daysOf(org, north.email)).toEqual([])
})

test('E36: who is collected by itself again is asked itself, and the parent no more', async () => {
  const org = await aCollectingCompany(installation, following([3, 9]))
  const { parent, north, south } = await aGroup(org)
  await org.goTo(day(4))
  await org.do((open) => changeCustomer(open, south.id, { collectAt: 'itself' }))
  await org.goTo(day(30))
  expect((await asked(org, parent.email)).map(({ numbers }) => numbers))
    .toEqual([['N-1', 'S-1'], ['N-1']])
  expect((await mailsTo(org, south.email)).length).toBe(2)
  expect(await daysOf(org, north.email)).toEqual([])
})

test('E36: a child that must not be contacted is not asked for at its parent', async () => {
  const org = await aCollectingCompany(installation, following([3]))
  const { parent, north } = await aGroup(org)
  await org.do((open) => changeCustomer(open, north.id, { legalStopReason: 'Insolvent' }))
  await org.goTo(day(5))
  expect((await asked(org, parent.email)).map(({ numbers }) => numbers)).toEqual([['S-1']])
})

test('E36: a parent below itself, of another organization or unknown is refused', async () => {
  const org = await aCollectingCompany(installation, following([3]))
  const other = await aCollectingCompany(installation, following([3]))
  const { parent, north } = await aGroup(org)
  const stranger = await other.aCustomer('Stranger', [])
  const refusal = async (customerId: string, parentId: string) => {
    try {
      await place(org, customerId, parentId)
      return null
    } catch (error) {
      return error
    }
  }
  expect(await refusal(parent.id, north.id)).toMatchObject({ fields: [{ field: 'parentId',
    message: expect.stringContaining('below itself') as string }] })
  expect(await refusal(parent.id, stranger.id)).toMatchObject({ fields: [{
    message: expect.stringContaining('does not exist') as string }] })
})

test('E36: a group is taken whole or left, so that two processes never wait for each other',
  async () => {
    const org = await aCollectingCompany(installation, following([3]))
    const { parent, north, south } = await aGroup(org)
    await setClock(org, `${day(3)}T07:30:00.000Z`)
    await org.do(async ({ tx }) => {
      await sql`select from customer where id = ${south.id} for update`.execute(tx)
      await inOrganization(installation, org.id, SYSTEM, async (second) => {
        expect(await wholeGroups(second, [{ id: north.id, group_id: parent.id }])).toEqual([])
      })
    })
    // Two at once: nothing is sent twice, and nobody is in anybody's way.
    await Promise.all([1, 2, 3].map(() => tickUntilQuiet(installation, org.id)))
    expect(await daysOf(org, parent.email)).toEqual([3])
  })

test('E36: the head’s statement lists what its members owe, each its own alone', async () => {
  const org = await aCollectingCompany(installation, following([3]))
  const { parent, north } = await aGroup(org)
  await org.do((open) => recordPayment(open, { customerId: north.id, reference: 'P-1',
    currency: 'EUR', amountMinor: 2_000, receivedOn: DUE, wanted: [] }))
  const lines = (customerId: string) => org.do(async (open) =>
    (await statementOf(open, customerId)).parts.map((part) => ({
      open: part.openMinor, unapplied: part.unappliedMinor,
      of: part.invoices.map(({ number, owedBy }) => `${number} ${owedBy}`) })))
  expect(await lines(parent.id)).toEqual([{ open: 20_000, unapplied: 2_000,
    of: ['N-1 North', 'S-1 South'] }])
  expect(await lines(north.id)).toEqual([{ open: 10_000, unapplied: 2_000, of: ['N-1 null'] }])
  const pdf = await drawStatement(await org.do((open) => statementOf(open, parent.id)))
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
})
