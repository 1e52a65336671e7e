// The day's limit of automatic messages (SPEC §4.4): never passed by any number of processes.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemNow } from '../platform/clock.ts'
import { aCollectingCompany, type Collecting } from '../testing/collecting-scene.ts'
import { change, day, DUE, following, setClock } from '../testing/edge-scene.ts'
import { freshDatabase, type FreshDatabase } from '../testing/fresh-database.ts'
import { openInstallation } from '../testing/mail-scene.ts'
import { advanceWorkflows } from '../workflows/advance-workflows.ts'
import { previewAutomation, setAutomation } from '../workflows/automation.ts'
import { performDueActions } from './perform-action.ts'
import { budgetAnswer, raiseBudget } from './send-budget.ts'

let database: FreshDatabase
let installation: Awaited<ReturnType<typeof openInstallation>>
let other: Awaited<ReturnType<typeof openInstallation>>
beforeAll(async () => {
  database = await freshDatabase()
  installation = await openInstallation(database.url, systemNow)
  other = await openInstallation(database.url, systemNow)
})
afterAll(async () => {
  await other.close()
  await installation.close()
  await database.close()
})

async function aCompany(customers: number): Promise<Collecting> {
  const org = await aCollectingCompany(installation, following([3]))
  for (let n = 0; n < customers; n++) {
    await org.aCustomer(`C${n}`, [{ number: `I-${n}`, dueOn: DUE }])
  }
  return org
}
const sentOn = (org: Collecting, on: string) => org.do(async ({ tx }) => (await sql<{ n: number }>`
  select count(*) as n from message where direction = 'out' and step_id is not null
    and (at at time zone 'Europe/Paris')::date = ${on} and state in ('sent', 'delivered')`
  .execute(tx)).rows[0]?.n)
const budget = (org: Collecting) => org.do(budgetAnswer)
const told = (org: Collecting) => org.do(async ({ tx }) => (await sql<{ title: string }>`
  select title from notification where event = 'send_budget' and user_id = 'olga'`
  .execute(tx)).rows.map((row) => row.title))

test('without a limit of its own a company sends 50 a day; the rest waits, the admins hear once',
  async () => {
    const org = await aCompany(53)
    await org.goTo(day(3))
    expect(await sentOn(org, day(3))).toBe(50)
    expect(await budget(org)).toMatchObject({ cap: 50, sent: 50, waiting: 3, isFixed: false })
    await org.tick()
    expect(await told(org)).toEqual([
      "3 automatic messages wait: today's limit of 50 is reached"])
    await org.do((open) => raiseBudget({ ...open, actor: 'user:olga' }, 52))
    await org.tick()
    expect(await sentOn(org, day(3))).toBe(52)
    expect(await budget(org)).toMatchObject({ cap: 52, sent: 52, waiting: 1, raisedTo: 52,
      raisedBy: 'user:olga' })
    await expect(org.do((open) => raiseBudget(open, 52))).rejects.toThrow('52 already')
    // The raise was for that day alone; the next one follows from what was sent.
    await org.goTo(day(4))
    expect(await sentOn(org, day(4))).toBe(1)
    expect(await budget(org)).toMatchObject({ cap: 156, usualCap: 156, raisedTo: null })
    const events = await org.do(async ({ tx }) => (await sql`select actor, detail from event
      where kind = 'send_budget_raised'`.execute(tx)).rows)
    expect(events).toEqual([{ actor: 'user:olga', detail: { before: 50, to: 52 } }])
  })

test('processes that send at once do not pass the limit together', async () => {
  const org = await aCompany(24)
  await change(org, 'daily_cap', 7)
  await setClock(org, `${day(3)}T07:30:00.000Z`)
  await advanceWorkflows(installation, org.id)
  await Promise.all([installation, other, installation, other].map((one) =>
    performDueActions(one, org.id)))
  await org.tick()
  expect(await sentOn(org, day(3))).toBe(7)
  expect(await budget(org)).toMatchObject({ cap: 7, sent: 7, waiting: 17, isFixed: true })
})

test('whoever types the count of the master switch has raised the limit of that day', async () => {
  const org = await aCompany(52)
  await change(org, 'automation_on_since', null)
  await setClock(org, `${day(3)}T08:00:00.000Z`)
  const { typedCount } = await previewAutomation(installation, org.id)
  expect(typedCount).toBe(52)
  await setAutomation(installation, org.id, { actor: 'user:olga', role: 'owner' },
    { isOn: true, typedCount })
  await org.tick()
  expect(await sentOn(org, day(3))).toBe(52)
})
