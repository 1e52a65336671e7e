// The sample company is believable, reaches nobody real, and has a week before it.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listReach } from '../actions/list-reach.ts'
import { listReplyActions } from '../inbox/list-reply-actions.ts'
import { closeMailParser } from '../inbox/parse-mail.ts'
import { asOrg } from '../platform/database.ts'
import { inOrganization, SYSTEM, type Org } from '../platform/in-organization.ts'
import { createSample, removeSample } from '../seed.ts'
import { freshDatabase, type FreshDatabase } from '../testing/fresh-database.ts'
import { openInstallation } from '../testing/mail-scene.ts'
import { advanceClock } from '../workflows/advance-clock.ts'

let database: FreshDatabase
let installation: Awaited<ReturnType<typeof openInstallation>>
let orgId = ''
beforeAll(async () => {
  database = await freshDatabase()
  installation = await openInstallation(database.url)
  orgId = await createSample(installation, SYSTEM, async (org) => {
    await sql`insert into member (user_id, name, email, role, joined_at)
      values ('mara', 'Mara', 'mara@seller.example', 'owner', ${org.now})`.execute(org.tx)
  })
})
afterAll(async () => {
  await closeMailParser()
  await installation.close()
  await database.close()
})

const within = <T>(work: (org: Org) => Promise<T>) =>
  inOrganization(installation, orgId, SYSTEM, work)
const rowOf = (statement: ReturnType<typeof sql>) => within(async (org) =>
  (await sql<Record<string, number>>`${statement}`.execute(org.tx)).rows[0] ?? {})

test('it has customers in nine languages, eighteen months of invoices and what happens', async () => {
  const found = await rowOf(sql`select (select count(*) from customer) as customers,
    (select count(distinct locale) from customer) as languages,
    (select count(distinct currency) from invoice) as currencies,
    (select count(*) from invoice) as invoices, (select count(*) from dispute) as disputes,
    (select count(*) from promise where state = 'active') as promises,
    (select count(*) from promise where state = 'kept') as kept,
    (select count(*) from promise where state = 'broken') as broken,
    (select count(*) from message where direction = 'in') as answers,
    (select count(*) from message where direction = 'in' and body_html is not null) as html,
    (select count(*) from message where kind = 'bounce') as bounces,
    (select count(*) from message where kind = 'auto_reply') as absences,
    (select count(*) from reply_action where state = 'replied') as replied,
    (select count(*) from reply_action where state = 'paused') as paused,
    (select max(issued_on) - min(issued_on) from invoice) as days,
    (select count(*) from contact c where not exists (select from contact_address a
      where a.contact_id = c.id and a.channel = 'phone')) as silent`)
  expect(found).toMatchObject({ customers: 120, invoices: 2400, languages: 9, currencies: 6,
    promises: 2, answers: 35, bounces: 2, absences: 5, silent: 0 })
  expect(found.days).toBeGreaterThan(500)
  for (const some of ['kept', 'broken', 'disputes', 'html', 'replied', 'paused']) {
    expect(found[some], some).toBeGreaterThan(1)
  }
})

test('no address is anybody’s', async () => {
  const { rows } = await within((org) => sql<{ address: string }>`
    select address from contact_address where channel = 'email'`.execute(org.tx))
  expect(rows.length).toBeGreaterThan(50)
  expect(rows.filter(({ address }) => !/^[a-z0-9-]+@[a-z0-9-]+\.example\.com$/.test(address)))
    .toEqual([])
  const { rows: phones } = await within((org) => sql<{ address: string }>`
    select address from contact_address where channel = 'phone' and address like '+1%'`
    .execute(org.tx))
  expect(phones.filter(({ address }) => !/^\+1\d{3}55501\d\d$/.test(address))).toEqual([])
})

test('who answers owes, and the subject is the reminder’s, its currency sign included', async () => {
  const { items } = await within((org) =>
    listReplyActions(org, { state: 'open', limit: 50 }))
  expect(items.length).toBeGreaterThanOrEqual(4)
  expect(items.filter((item) => item.overdue.length === 0)).toEqual([])
  expect(items.map((item) => item.customerName)).toContain('Boulangerie Lefèvre')
  expect(items.filter((item) => item.ownerId === null), 'waits for nobody').toEqual([])
  const own = items.filter((item) => item.ownerId === 'mara')
  expect(own.length).toBeGreaterThanOrEqual(4)
  expect(own.length).toBeLessThan(items.length)
  expect(items.map((item) => item.newest.subject).join()).toContain('€')
})

test('in the next week reminders leave and calls fall due', async () => {
  const { sent } = await advanceClock(installation, orgId, SYSTEM, { days: 7 })
  expect(sent).toBeGreaterThan(10)
  const { calls } = await rowOf(sql`select count(*) as calls from action
    where channel = 'call' and state = 'open'`)
  expect(calls).toBeGreaterThan(2)
})

test('SMS wait in To Do for whoever explores it, each with a number that may be texted', async () => {
  const { rows } = await within((org) => sql<{ held: string | null; customer: string }>`
    select a.held_code as held, c.name as customer from action a join customer c
      on c.org_id = a.org_id and c.id = a.customer_id
    where a.channel = 'sms' and a.state = 'open' order by c.reference`.execute(org.tx))
  expect(rows).toEqual(['Gärtnerei Sonnleitner', 'Buchhandlung Lüders', 'Skärgård Bageri']
    .map((customer) => ({ customer, held: null })))
  const reach = await within((org) => listReach(org, { positions: [], only: 'all', limit: 0 }))
  expect(reach.reachable).toBeGreaterThanOrEqual(15)
  expect(reach.reasons.map(({ reason }) => reason)).toEqual(
    expect.arrayContaining(['landline', 'no_consent', 'opted_out']))
})

test('removed, it leaves no row in any table of tenants', async () => {
  await within(removeSample)
  const { rows: tables } = await sql<{ name: string }>`select c.relname as name from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'org_id'
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`.execute(database.db)
  expect(tables.length).toBeGreaterThan(40)
  const left = await asOrg(database.db, orgId, async (tx) => {
    const found: string[] = []
    for (const { name } of tables) {
      const { rows } = await sql`select from ${sql.table(name)} limit 1`.execute(tx)
      if (rows.length > 0) found.push(name)
    }
    return found
  })
  expect(left).toEqual([])
})
