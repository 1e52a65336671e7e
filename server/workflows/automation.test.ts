// The master switch on old debt: what is listed is what leaves, whichever way the runs begin.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemNow } from '../platform/clock.ts'
import { aCollectingCompany, type Collecting } from '../testing/collecting-scene.ts'
import { change, day, daysOf, DUE, following } from '../testing/edge-scene.ts'
import { freshInstallation, type FreshInstallation } from '../testing/fresh-installation.ts'
import { previewAutomation, setAutomation } from './automation.ts'
import type { Beginning } from './begin-runs.ts'

let installation: FreshInstallation
beforeAll(async () => { installation = await freshInstallation(systemNow) })
afterAll(() => installation.close())

const OWNER = { actor: 'user:olga', role: 'owner' }

async function oldDebt(customers = 1): Promise<{ org: Collecting; emails: string[] }> {
  const org = await aCollectingCompany(installation, following([1, 10, 20, 40], 5))
  await change(org, 'automation_on_since', null)
  const emails: string[] = []
  for (let one = 0; one < customers; one++) {
    emails.push((await org.aCustomer(`Buyer ${one}`, [
      { number: `O-${one}`, dueOn: day(-30) }])).email)
  }
  await org.aCustomer('New', [{ number: 'N-1', dueOn: DUE }])
  await org.goTo(day(1))
  return { org, emails }
}

/** Turns it on as the preview said, and lives the week. */
async function turnOn(org: Collecting, wish: Beginning) {
  const preview = await previewAutomation(installation, org.id, wish)
  await setAutomation(installation, org.id, OWNER,
    { isOn: true, typedCount: preview.typedCount, ...wish })
  await org.tick()
  await org.goTo(day(7))
  const { rows } = await org.do(({ tx }) => sql<{ line: string }>`
    select (m.at at time zone 'Europe/Paris')::date || ' ' || c.name || ' ' || a.name as line
    from message m join customer c on c.id = m.customer_id join action a on a.id = m.action_id
    where m.direction = 'out' order by 1`.execute(tx))
  return { preview, left: rows.map((row) => row.line),
    listed: preview.lines.map((one) => `${one.dueOn} ${one.customerName} ${one.step}`).sort() }
}

test.each([
  ['catch_up', [1, 6], ['Day 1', 'Day 10'], 2],
  ['fitting', [1], ['Day 20'], 2],
  ['future', [], [], 0],
] as const)('E42: beginning by %s, what is listed of a week is what leaves', async (
  start, days, steps, today,
) => {
  const { org, emails } = await oldDebt()
  const { preview, left, listed } = await turnOn(org, { start, spreadDays: 1 })
  expect(left).toEqual(listed)
  expect(preview).toMatchObject({ lateCount: 1, today, typedCount: today, week: listed.length })
  expect(await daysOf(org, emails[0] ?? '')).toEqual(days)
  expect(left.filter((line) => line.includes('Buyer')).map((line) => line.slice(-line.length + 19)))
    .toEqual(steps)
})

test('only what is to come leaves the steps in between for ever, and goes on with the next', async () => {
  const { org, emails } = await oldDebt()
  await turnOn(org, { start: 'future', spreadDays: 1 })
  await org.goTo(day(25))
  // Day 40 after their due day is day 10 after ours.
  expect(await daysOf(org, emails[0] ?? '')).toEqual([10])
})

test('spread over days, each begins on one of them, as listed', async () => {
  const { org, emails } = await oldDebt(12)
  const { preview, left, listed } = await turnOn(org, { start: 'fitting', spreadDays: 3 })
  expect(left).toEqual(listed)
  const firsts = await Promise.all(emails.map(async (email) => (await daysOf(org, email))[0] ?? -1))
  expect(firsts.every((one) => one >= 1 && one <= 3)).toBe(true)
  expect(preview.today).toBeLessThan(13)
  expect(preview.days.reduce((sum, one) => sum + one.count, 0)).toBe(preview.week)
})

test('the list can be cut to a day, a channel and a name, and the counts stay whole', async () => {
  const { org } = await oldDebt(3)
  const look = (query: Parameters<typeof previewAutomation>[2]) =>
    previewAutomation(installation, org.id, query)
  const whole = await look({})
  expect(whole).toMatchObject({ today: 4, lineCount: whole.week })
  expect(await look({ search: 'buyer 1' })).toMatchObject({ today: 4, lineCount: 2,
    lines: [{ customerName: 'Buyer 1' }, { customerName: 'Buyer 1' }] })
  expect(await look({ on: day(6) })).toMatchObject({ lineCount: 3 })
  expect(await look({ channel: 'sms' })).toMatchObject({ lineCount: 0, lines: [], week: whole.week })
  expect((await look({ limit: 2 })).lines).toHaveLength(2)
  // Looking has begun nothing.
  expect((await org.do(({ tx }) => sql`select 1 from pause`.execute(tx))).rows).toEqual([])
})

test('a count of another way of beginning is refused', async () => {
  const { org } = await oldDebt()
  await expect(setAutomation(installation, org.id, OWNER,
    { isOn: true, typedCount: 2, start: 'future' })).rejects.toThrow('0 messages leave today')
})
