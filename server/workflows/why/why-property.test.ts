// Over a company in which everything occurs: the Why says what the engine itself wrote down.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays } from '#domain/day.ts'
import { plainSentence } from '#domain/sentence.ts'
import { systemNow } from '../../platform/clock.ts'
import { inOrganization } from '../../platform/in-organization.ts'
import { freshInstallation, type FreshInstallation } from '../../testing/fresh-installation.ts'
import { aVariedCompany } from '../../testing/varied-company.ts'
import { advanceClock } from '../advance-clock.ts'
import { whyAction } from './why-action.ts'
import { whyCustomer } from './why-customer.ts'

let installation: FreshInstallation
beforeAll(async () => { installation = await freshInstallation(systemNow) })
afterAll(() => installation.close())

const START = '2027-03-01'

test('the first reason of the Why is the hold of the engine, and what it foresees comes', async () => {
  const orgId = await aVariedCompany(installation, { start: START, customers: 40, seed: 3 })
  const on = <T>(work: Parameters<typeof inOrganization<T>>[3]) =>
    inOrganization(installation, orgId, 'system', work)
  let compared = 0
  let foreseen = 0
  for (const passed of [1, 7, 9, 16, 28]) {
    await advanceClock(installation, orgId, 'test', { to: addDays(START, passed) })
    await on(async (org) => {
      const { rows } = await sql<{ id: string; held: string }>`select id, held_code as held
        from action where state = 'open' and mode = 'automatic' and held_code is not null
          and run_id is not null and due_at <= ${org.now}`.execute(org.tx)
      for (const { id, held } of rows) {
        const why = await whyAction(org, id)
        expect([id, why.reasons[0]?.rule]).toEqual([id, held])
        compared++
      }
    })
    foreseen += await on(foreseeNextDays)
    await advanceClock(installation, orgId, 'test', { to: addDays(START, passed + 1) })
    await on(expectForeseen)
  }
  expect(compared).toBeGreaterThan(5)
  expect(foreseen).toBeGreaterThan(3)
})

const expected = new Set<string>()
/** Under contextual entry a later step may overtake work that waits for a person. */
const overtakable = new Set<string>()

/** Whom an automatic message of any run is foretold for tomorrow. */
async function foreseeNextDays(org: Parameters<typeof whyCustomer>[0]): Promise<number> {
  expected.clear()
  overtakable.clear()
  const tomorrow = addDays(org.today, 1)
  const { rows } = await sql<{ id: string }>`select id from customer order by id`.execute(org.tx)
  for (const { id } of rows) {
    const { verdict, others } = await whyCustomer(org, id, undefined)
    for (const { said } of [verdict, ...others]) {
      const text = plainSentence(said, org.settings.zone)
      if (text.includes('waits in To Do')) overtakable.add(id)
      if (/^The .* leaves on/.test(text) && text.includes(tomorrow)) expected.add(id)
    }
  }
  return expected.size
}

async function expectForeseen(org: Parameters<typeof whyCustomer>[0]): Promise<void> {
  const { rows } = await sql<{ id: string }>`select distinct customer_id as id
    from message where direction = 'out' and author_id is null
      and (at at time zone 'Europe/Paris')::date = ${org.today} order by 1`.execute(org.tx)
  const written = rows.map(({ id }) => id)
    .filter((id) => expected.has(id) || !overtakable.has(id))
  expect([org.today, written]).toEqual([org.today, [...expected].sort()])
}
