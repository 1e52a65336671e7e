// Edge cases of time: pauses, weekends, daylight saving, downtime, an old ledger and old debt.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays, type Day } from '#domain/day.ts'
import { STEP_DEFAULTS } from '#domain/workflow.ts'
import { composeMessage } from './actions/compose-message.ts'
import { startPause } from './customers/pause.ts'
import { systemNow } from './platform/clock.ts'
import { aCollectingCompany, type Collecting } from './testing/collecting-scene.ts'
import {
  actionsOf, change, day, daysOf, DUE, following, invoiceId, mailsTo, owe, setClock,
} from './testing/edge-scene.ts'
import { freshInstallation, type FreshInstallation } from './testing/fresh-installation.ts'
import { previewAutomation, setAutomation } from './workflows/automation.ts'
import { createWorkflow } from './workflows/save-workflow.ts'

let installation: FreshInstallation
beforeAll(async () => { installation = await freshInstallation(systemNow) })
afterAll(() => installation.close())

const one = [{ number: 'I-1', dueOn: DUE }]

describe('a pause until a day leaves that day free', () => {
  const subject = async (org: Collecting, scope: string, customerId: string): Promise<string> => {
    if (scope === 'organization') return org.id
    if (scope === 'customer') return customerId
    if (scope === 'invoice') return invoiceId(org, 'I-1')
    return org.do(async ({ tx }) => (await sql<{ id: string }>`select id from workflow`
      .execute(tx)).rows[0]?.id ?? '')
  }
  test.each(['organization', 'workflow', 'customer', 'invoice'] as const)('%s', async (scope) => {
    const org = await aCollectingCompany(installation, following([3]))
    const { id, email } = await org.aCustomer('Buyer', one)
    await org.goTo(day(2))
    const subjectId = await subject(org, scope, id)
    await org.do((open) => startPause(open, {
      scope, subjectId, untilOn: day(8), reviewOn: null, reason: 'Holidays there' }))
    await org.goTo(day(7))
    expect(await daysOf(org, email)).toEqual([])
    await org.goTo(day(8))
    expect(await daysOf(org, email)).toEqual([8])
  })
})

test('E37: weekends and holidays move a step on, and an early notice back', async () => {
  const org = await aCollectingCompany(installation, {
    ...following([5, 28]), weekend: [6, 7] })
  await change(org, 'country', 'FR')
  await change(org, 'observes_holidays', true)
  const { email } = await org.aCustomer('Buyer', one)
  // Day 5 is a Saturday; day 28 is Easter Monday.
  await org.goTo(day(40))
  expect(await daysOf(org, email)).toEqual([7, 29])

  const early = await aCollectingCompany(installation, {
    ...following([-1]), weekend: [6, 7] })
  const buyer = await early.aCustomer('Buyer', [{ number: 'I-1', dueOn: day(14) }])
  // The day before is a Sunday: the notice leaves on the Friday.
  await early.goTo(day(20))
  expect(await daysOf(early, buyer.email)).toEqual([11])
})

const CLOCKS: [string, string, Day, string, string][] = [
  ['Europe/Paris', 'an hour is missing', '2027-03-28', '02:30', '2027-03-28T01:30'],
  ['Europe/Paris', 'an hour comes twice', '2027-10-31', '02:30', '2027-10-31T00:30'],
  ['America/New_York', 'an hour is missing', '2027-03-14', '02:30', '2027-03-14T07:30'],
  ['America/New_York', 'an hour comes twice', '2027-11-07', '01:30', '2027-11-07T05:30'],
  ['Australia/Sydney', 'an hour is missing', '2027-10-03', '02:30', '2027-10-02T16:30'],
  ['Australia/Sydney', 'an hour comes twice', '2027-04-04', '02:30', '2027-04-03T15:30'],
]
test.each(CLOCKS)('E38: in %s, where %s on %s, each day has one message at its hour', async (
  zone, _what, on, time, at,
) => {
  const org = await aCollectingCompany(installation, {
    ...following([2, 3, 4], 0), start: addDays(on, -3) })
  await change(org, 'zone', zone)
  await change(org, 'send_time', time)
  const { email } = await org.aCustomer('Buyer', [{ number: 'I-1', dueOn: addDays(on, -3) }])
  await org.goTo(addDays(on, -1))
  for (const minute of ['00:10', '00:50', '01:10', '01:40', '02:10', '02:40', '03:10', '04:10']) {
    const moment = new Date(`${at}:00.000Z`).getTime() + (minutesOf(minute) - 90) * 60_000
    await setClock(org, new Date(moment).toISOString())
    await org.tick()
  }
  await org.goTo(addDays(on, 3))
  const mails = await mailsTo(org, email)
  const first = Math.round((Date.parse(on) - Date.parse(DUE)) / 86_400_000) - 1
  expect(mails.map((mail) => mail.after)).toEqual([first, first + 1, first + 2])
  // Looked at each few minutes, it left at the first look after its hour and not before.
  const left = Date.parse(mails[1]?.at ?? '') - Date.parse(`${at}:00.000Z`)
  expect(left).toBe(10 * 60_000)
})
const minutesOf = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))

test('E40: two planners at once, and weeks without any, bring one contact per delay', async () => {
  const org = await aCollectingCompany(installation, following([3, 6, 14, 16]))
  const { email } = await org.aCustomer('Buyer', one)
  await setClock(org, `${day(3)}T08:00:00.000Z`)
  await Promise.all([org.tick(), org.tick(), org.tick()])
  expect(await daysOf(org, email)).toEqual([3])
  // Nobody was there for three weeks: three steps wait, one leaves.
  await setClock(org, `${day(24)}T08:00:00.000Z`)
  await Promise.all([org.tick(), org.tick()])
  expect(await daysOf(org, email)).toEqual([3, 24])
  await org.goTo(day(40))
  expect(await daysOf(org, email)).toEqual([3, 24, 29, 34])
})

test('E40: a month without any planner flushes nothing, whatever the channel', async () => {
  const org = await aCollectingCompany(installation, following([3], 4))
  // E-mail by the machine, calls, letters and tasks by people, in turn, at both levels.
  await org.do(async (open) => {
    const { rows } = await sql<{ id: string }>`select id from template`.execute(open.tx)
    const channels = ['email', 'call', 'email', 'task'] as const
    for (const [level, offsets] of [['customer', [3, 6, 9, 12, 15, 18, 21, 24, 27]],
      ['invoice', [2, 5, 8, 11, 14]]] as const) {
      await createWorkflow(open, {
        name: `Mixed ${level}`, level, isDefault: true, isPublished: true, mcdDays: 4,
        entryLogic: 'standard', mcdScope: 'customer', thresholdMinor: {},
        steps: offsets.map((offsetDays, place) => {
          const channel = channels[place % channels.length] ?? 'email'
          return {
            ...STEP_DEFAULTS, name: `Day ${offsetDays}`, channel, positions: [],
            mode: channel === 'email' ? 'automatic' as const : 'manual' as const,
            trigger: { anchor: 'due' as const, offsetDays, unit: 'calendar' as const },
            templateId: channel === 'email' ? rows[0]?.id ?? '' : null,
          }
        }),
      })
    }
  })
  const buyers = [await org.aCustomer('Buyer', [{ number: 'I-1', dueOn: DUE },
    { number: 'I-2', dueOn: day(1) }]), await org.aCustomer('Other', one)]
  await org.goTo(day(2))
  const before = await Promise.all(buyers.map(({ email }) => daysOf(org, email)))
  await setClock(org, `${day(32)}T08:00:00.000Z`)
  await Promise.all([org.tick(), org.tick()])
  for (const [place, { id, email }] of buyers.entries()) {
    const after = (await daysOf(org, email)).slice(before[place]?.length)
    expect(after.length).toBeLessThanOrEqual(1)
    // A run waits with one piece of work at most, not with a month of it.
    const { rows } = await org.do(({ tx }) => sql<{ count: number }>`
      select count(*) as count from action where customer_id = ${id} and state = 'open'
      group by run_id`.execute(tx))
    expect(rows.every(({ count }) => count === 1)).toBe(true)
  }
  for (const later of [33, 34, 35]) await org.goTo(day(later))
  for (const { email } of buyers) {
    const days = (await daysOf(org, email)).filter((of) => of >= 32)
    days.forEach((of, place) => expect(of - (days[place - 1] ?? of - 4)).toBeGreaterThanOrEqual(4))
  }
})

test('E41: an old ledger holds the machine and no person, until it is fresh again', async () => {
  const org = await aCollectingCompany(installation, following([3]))
  const { id, email } = await org.aCustomer('Buyer', one)
  await change(org, 'stale_after_hours', 36)
  await change(org, 'ledger_changed_at', `${day(1)}T19:29:59.000Z`)
  await org.goTo(day(3))
  expect(await actionsOf(org, id)).toMatchObject([{ held: 'data_stale' }])
  await org.as('mara', (open) => composeMessage(open, {
    customerId: id, channel: 'email', to: [email], cc: [], bcc: [], subject: 'A word',
    body: 'Have you paid?', undoSeconds: 0 }))
  await org.tick()
  const { rows } = await org.do(({ tx }) => sql`select state from message
    where customer_id = ${id} and author_id = 'mara'`.execute(tx))
  expect(rows).toEqual([{ state: 'sent' }])
  await org.goTo(day(10))
  expect(await daysOf(org, email)).toEqual([])
  await owe(org, id, { number: 'I-2', dueOn: day(60) })
  await org.goTo(day(11))
  expect(await daysOf(org, email)).toEqual([10])
})

test('E42: of old debt nothing leaves until the list is seen and its count typed', async () => {
  const org = await aCollectingCompany(installation, following([-30, 1, 10, 20, 40], 5))
  await change(org, 'automation_on_since', null)
  const first = await org.aCustomer('First', [
    { number: 'I-1', dueOn: day(-50) }, { number: 'I-2', dueOn: day(-40) }])
  const second = await org.aCustomer('Second', [{ number: 'I-3', dueOn: day(-45) }])
  await org.goTo(day(2))
  expect(await daysOf(org, first.email)).toEqual([])
  const preview = await previewAutomation(installation, org.id)
  expect(preview).toMatchObject({ isOn: false, today: 2, typedCount: 2 })
  expect(new Set(preview.lines.map((line) => line.customerId)))
    .toEqual(new Set([first.id, second.id]))
  const turnOn = (typedCount: number) => setAutomation(installation, org.id,
    { actor: 'user:olga', role: 'owner' }, { isOn: true, typedCount })
  await expect(turnOn(1)).rejects.toThrow('2 messages leave today')
  await turnOn(2)
  await org.tick()
  await org.goTo(day(6))
  // One message each, not one for every step that is late; the next after the delay.
  expect(await daysOf(org, first.email)).toEqual([2])
  expect(await daysOf(org, second.email)).toEqual([2])
  await org.goTo(day(7))
  expect(await daysOf(org, first.email)).toEqual([2, 7])
})
