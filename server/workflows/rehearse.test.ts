// What a deed is said to change is what it changes: rehearsed, done for real, and compared.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays, type Day } from '#domain/day.ts'
import { endPause, startPause } from '../customers/pause.ts'
import { systemNow } from '../platform/clock.ts'
import { inOrganization, sendInstantOn, type Org } from '../platform/in-organization.ts'
import { aCollectingCompany } from '../testing/collecting-scene.ts'
import { change, day, daysOf, DUE, following, setClock } from '../testing/edge-scene.ts'
import { freshInstallation, type FreshInstallation } from '../testing/fresh-installation.ts'
import { aVariedCompany } from '../testing/varied-company.ts'
import { advanceClock } from './advance-clock.ts'
import { saveRules } from './assignment-rules.ts'
import { deedOf, type DeedWish } from './preview-deed.ts'
import { rehearse, type Rehearsal } from './rehearse.ts'

let installation: FreshInstallation
beforeAll(async () => { installation = await freshInstallation(systemNow) })
afterAll(() => installation.close())

const preview = (orgId: string, wish: DeedWish) =>
  rehearse(installation, orgId, 'test', (org) => deedOf(org, wish))

const START: Day = '2027-03-01'
type Wish = (org: Org) => Promise<DeedWish>

const workflow = async (org: Org, name: string) => (await sql<{ id: string }>`
  select id from workflow where name = ${name}`.execute(org.tx)).rows[0]?.id ?? ''

const pauseOf = (scope: 'organization' | 'workflow'): Wish => async (org) => ({
  deed: 'end_pause',
  pauseId: (await startPause(org, {
    scope, subjectId: scope === 'organization' ? org.id : await workflow(org, 'Standard'),
    untilOn: null, reviewOn: addDays(org.today, 30), reason: 'Audit',
  })).id,
})

const DEEDS: [string, Wish][] = [
  ['the pause of the organization ends', pauseOf('organization')],
  ['the pause of a workflow ends', pauseOf('workflow')],
  ['the weekend moves', () => Promise.resolve({ deed: 'settings', change: { weekend: [5, 6] } })],
  ['a day of closing is added', () => Promise.resolve({ deed: 'settings', change: {
    ownDays: { [START]: { name: 'Stocktaking', isFree: true },
      [addDays(START, 1)]: { name: 'Stocktaking', isFree: true } } } })],
  ['the zone moves half a world', () => Promise.resolve({
    deed: 'settings', change: { zone: 'Australia/Sydney' } })],
  ['everybody is put under another workflow', async (org) => ({
    deed: 'assign', workflowId: await workflow(org, 'By itself'), to: { all: true } })],
  ['another workflow becomes the default', async (org) => ({
    deed: 'default', isDefault: true, workflowId: await workflow(org, 'By itself') })],
  ['the rules are applied to all', async (org) => {
    await saveRules(org, 'customer', [{ name: 'Names with 1', filters: [
      { field: 'name', values: ['1'] }], workflowId: await workflow(org, 'By itself') }])
    return { deed: 'rules', level: 'customer', among: 'all' }
  }],
]

/** What came until a day, by customer: automatic messages that left, and work that waits. */
async function lived(orgId: string, untilOn: Day): Promise<Map<string, string[]>> {
  const to = await open(orgId, (org) => Promise.resolve(sendInstantOn(org, untilOn)))
  await advanceClock(installation, orgId, 'test', { to })
  const { rows } = await open(orgId, ({ tx }) => sql<{ customer_id: string; what: string }>`
    select a.customer_id, concat_ws(' ', case when a.mode = 'manual' then a.due_on
        else (m.at at time zone o.zone)::date end, a.name, a.channel, w.name, i.number) as what
    from action a join run r on r.id = a.run_id join workflow w on w.id = r.workflow_id
      join organization o on o.org_id = a.org_id
      left join invoice i on i.id = r.invoice_id left join message m on m.action_id = a.id
    where a.kind in ('reminder', 'decide') and a.held_code is null
      and (a.state = 'open' and a.mode = 'manual' or a.state = 'done' and a.mode = 'automatic')`
    .execute(tx))
  return listed(rows.map((row) => [row.customer_id, row.what]))
}

const listed = (lines: readonly (readonly [string, string])[]): Map<string, string[]> => {
  const map = new Map<string, string[]>()
  for (const [id, what] of lines) map.set(id, [...map.get(id) ?? [], what].sort())
  return map
}

const foreseen = (found: Rehearsal['now']) => listed([...found].flatMap(([id, { coming }]) =>
  coming.map((one) => [id, [one.on, one.step, one.channel, one.workflow, one.invoiceNumber]
    .filter((part) => part !== null).join(' ')] as const)))

const open = <T>(orgId: string, work: (org: Org) => Promise<T>) =>
  inOrganization(installation, orgId, 'test', work)

const aCompany = () => aVariedCompany(installation, { start: START, customers: 24, seed: 11 })
const NOTHING: Wish = () => Promise.resolve({ deed: 'settings', change: {} })

describe('on a company in which everything occurs', () => {
  // As things are, and after each deed: seven days are foreseen line by line, so what differs
  // between the two lists is what the deed changes.
  test.each([['nothing is done', NOTHING] as const, ...DEEDS])(
    '%s: what is foreseen is what comes', async (_name, of) => {
      const orgId = await aCompany()
      const wish = await open(orgId, of)
      const { changedIds, consequences, now, then } = await preview(orgId, wish)
      // Looking changes nothing: asked again it says the same.
      expect((await preview(orgId, wish)).consequences).toEqual(consequences)
      const [before, after] = [foreseen(now), foreseen(then)]
      expect([...changedIds].sort()).toEqual([...new Set([...before.keys(), ...after.keys()])]
        .filter((id) => before.get(id)?.join() !== after.get(id)?.join()).sort())
      await open(orgId, async (org) => (await deedOf(org, wish)).does(org))
      expect(await lived(orgId, consequences.untilOn)).toEqual(after)
      const sum = (parts: typeof consequences.more) =>
        parts.reduce((total, part) => total + part.count, 0)
      const all = (tally: typeof consequences.now) => tally.automatic + tally.manual
      expect(sum(consequences.more) - sum(consequences.less))
        .toBe(all(consequences.then) - all(consequences.now))
    })
})

describe('ending a pause', () => {
  test('first tells what comes, by day and channel, and nothing leaves in that minute', async () => {
    const org = await aCollectingCompany(installation, following([3, 20]))
    const buyer = await org.aCustomer('Buyer', [{ number: 'I-1', dueOn: DUE }])
    await org.goTo(day(1))
    const pause = await org.as('mara', (opened) => startPause(opened, {
      scope: 'customer', subjectId: buyer.id, untilOn: null, reviewOn: day(30), reason: 'Talks' }))
    await org.goTo(day(5))
    const wish: DeedWish = { deed: 'end_pause', pauseId: pause.id }
    expect((await preview(org.id, wish)).consequences).toMatchObject({
      customerCount: 1, changedCount: 1, isComplete: true, untilOn: day(11),
      now: { automatic: 0, today: 0 }, then: { automatic: 1, manual: 0, today: 0 },
      // Today's send time is not over by a minute, so it is tomorrow's.
      more: [{ on: day(6), channel: 'email', mode: 'automatic', count: 1 }], less: [],
    })
    await org.as('mara', (opened) => endPause(opened, pause.id))
    await org.tick()
    expect(await daysOf(org, buyer.email)).toEqual([])
    await org.goTo(day(6))
    expect(await daysOf(org, buyer.email)).toEqual([6])
  })

  test('of one that another pause covers changes nothing, and a stranger’s is refused', async () => {
    const org = await aCollectingCompany(installation, following([3]))
    const buyer = await org.aCustomer('Buyer', [{ number: 'I-1', dueOn: DUE }])
    await org.goTo(day(4))
    const [pause] = [await org.as('mara', (opened) => startPause(opened, {
      scope: 'customer', subjectId: buyer.id, untilOn: day(7), reviewOn: null, reason: '' })),
    await org.as('mara', (opened) => startPause(opened, {
      scope: 'organization', subjectId: org.id, untilOn: day(40), reviewOn: null, reason: '' }))]
    expect((await preview(org.id, { deed: 'end_pause', pauseId: pause.id })).consequences)
      .toMatchObject({ changedCount: 0, more: [], less: [] })
    const other = await aCollectingCompany(installation, following([3]))
    await expect(preview(other.id, { deed: 'end_pause', pauseId: pause.id }))
      .rejects.toThrow('does not exist')
  })
})

test.each(['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Europe/Paris'])(
  'a move to %s makes nothing due again that is past', async (zone) => {
    const org = await aCollectingCompany(installation, following([3, 6, 9], 1))
    const buyer = await org.aCustomer('Buyer', [{ number: 'I-1', dueOn: DUE }])
    await org.goTo(day(6))
    expect(await daysOf(org, buyer.email)).toEqual([3, 6])
    await change(org, 'zone', zone)
    await org.do(({ tx }) => sql`update customer set next_look_at = '2027-01-01'`.execute(tx))
    for (const hours of [0, 6, 12, 18]) {
      await setClock(org, new Date(Date.parse(`${day(6)}T07:31:00.000Z`) + hours * 3_600_000)
        .toISOString())
      await org.tick()
    }
    const { rows } = await org.do(({ tx }) => sql<{ subject: string }>`select subject from message
      where direction = 'out'`.execute(tx))
    expect(rows).toHaveLength(2)
    await org.goTo(day(14))
    expect((await org.do(({ tx }) => sql`select 1 from message where direction = 'out'`
      .execute(tx))).rows).toHaveLength(3)
  })
