// What the simulator foretells is what the engine then does: message by message, for sixty days.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SimulationWish } from '#contract/simulation.ts'
import { addDays, type Day } from '#domain/day.ts'
import { completeAction } from '../../actions/close-action.ts'
import { inOrganization, type Org } from '../../platform/in-organization.ts'
import type { Installation } from '../../platform/installation.ts'
import { freshDatabase } from '../../testing/fresh-database.ts'
import { aMail, receive } from '../../testing/arriving-mail.ts'
import { aCollectingCompany } from '../../testing/collecting-scene.ts'
import { DUE, following } from '../../testing/edge-scene.ts'
import { openInstallation } from '../../testing/mail-scene.ts'
import { aVariedCompany } from '../../testing/varied-company.ts'
import { advanceClock } from '../advance-clock.ts'
import { tickUntilQuiet } from '../tick.ts'
import type { SimulatedAction } from './simulated-action.ts'
import { isAction, type HeldDetail } from './recorder.ts'
import { simulate, type Result } from './simulate.ts'
import type { LineRow } from './simulation-store.ts'
import { writeSimulated } from './write-simulated.ts'

const START = '2027-03-01'
let database: Awaited<ReturnType<typeof freshDatabase>>
let installation: Installation & { close: () => Promise<void> }

beforeAll(async () => {
  database = await freshDatabase()
  installation = await openInstallation(database.url)
})
afterAll(async () => {
  await installation.close()
  await database.close()
})

interface Deed {
  day: Day
  customer: string
  step: string
  channel: string
  mode: string
  to: string
  /** Invoices asked for, with the amount; null where a person wrote. */
  asks: string | null
  copies: string
  /** What goes along: the statement, and invoices by number. */
  files: string
  text: string
}

async function foretell(orgId: string, days: number) {
  const lines: LineRow[] = []
  const result = await simulate(installation, orgId, SimulationWish.parse({ days }), {
    keep: async (batch) => { lines.push(...batch) }, progress: async () => true,
    again: async () => { lines.length = 0 },
  })
  const open = <T>(work: (org: Org) => Promise<T>) =>
    inOrganization(installation, orgId, 'test', work)
  const deeds = await open(async (org) => {
    const found: Deed[] = []
    for (const line of lines) if (isAction(line)) found.push(await toDeed(org, line.detail))
    return found
  })
  return { result, deeds, lines }
}

async function toDeed(org: Org, action: SimulatedAction): Promise<Deed> {
  const isWritten = action.channel !== 'call' && action.channel !== 'task'
  const text = isWritten ? await writeSimulated(org, action) : null
  const asks = action.invoices.map((invoice) => `${invoice.number} ${invoice.currency}`)
  return {
    day: action.day, customer: action.customerName, step: action.stepName,
    channel: action.channel, mode: action.mode, to: action.recipient ?? '',
    asks: action.mode === 'automatic' ? asks.join(', ') : null,
    copies: action.copies.toSorted().join(' '),
    files: [...action.enclosed?.statement === true ? ['Statement'] : [],
      ...action.enclosed?.invoices ?? []].toSorted().join(' '),
    text: text === null ? '' : text.ok ? textOf(text) : text.problem,
  }
}

const textOf = ({ subject, body }: { subject: string; body: string }) =>
  (subject === '' ? body : `${subject}\n${body}`)

/** What a person finds open in To Do is done at once, until nothing is left. */
async function workOff(orgId: string): Promise<void> {
  for (;;) {
    const isAnyDone = await inOrganization(installation, orgId, 'user:olga', async (org) => {
      const { rows } = await sql<{ id: string }>`select id from action
        where state = 'open' and mode = 'manual' and run_id is not null
          and held_code is null order by id`.execute(org.tx)
      let done = 0
      for (const { id } of rows) done += await complete(org, id)
      return done > 0
    })
    if (!isAnyDone) return
    await tickUntilQuiet(installation, orgId, { leaveAtOnce: true })
  }
}

async function complete(org: Org, id: string): Promise<number> {
  try {
    await completeAction(org, id, { outcome: 'done', note: '', undoSeconds: 0 })
    return 1
  } catch (error) {
    // Nobody to write to, a gap in the text: it waits for a person who mends it. Or a night there.
    if (error instanceof Error
      && /nobody to send|no value|must not be|is texted then/.test(error.message)) {
      return 0
    }
    throw error
  }
}

async function deedsOf(orgId: string, from: Day): Promise<Deed[]> {
  return inOrganization(installation, orgId, 'test', async (org) => {
    const { rows } = await sql<Deed>`
      select (a.closed_at at time zone 'Europe/Paris')::date as day, c.name as customer,
        a.name as step, a.channel, a.mode,
        case when a.channel in ('email', 'sms') then m.to_addresses[1] else '' end as to,
        case when a.mode = 'automatic' then (select string_agg(
          s->>'number' || ' ' || (s->>'currency'), ', ' order by n)
          from jsonb_array_elements(m.snapshot) with ordinality x(s, n)) end as asks,
        coalesce((select string_agg(one, ' ' order by one collate "C")
          from unnest(m.cc_addresses) one), '') as copies,
        coalesce((select string_agg(coalesce(i.number, 'Statement'), ' '
            order by coalesce(i.number, 'Statement') collate "C")
          from message_enclosure e
            left join invoice i on i.org_id = e.org_id and i.id = e.invoice_id
          where e.org_id = m.org_id and e.message_id = m.id and e.kind <> 'letter'
            and e.attachment_id is not null), '') as files,
        coalesce(nullif(m.subject, '') || e'\n', '') || coalesce(m.body_text, '') as text
      from action a join customer c on c.org_id = a.org_id and c.id = a.customer_id
        left join message m on m.org_id = a.org_id and m.action_id = a.id and m.state <> 'cancelled'
      where a.run_id is not null and a.state = 'done'
        and (a.closed_at at time zone 'Europe/Paris')::date >= ${from}`.execute(org.tx)
    return rows
  })
}

const inOrder = (deeds: readonly Deed[]) => deeds.map((deed) => JSON.stringify(
  Object.fromEntries(Object.entries(deed).sort(([a], [b]) => (a < b ? -1 : 1))))).sort()

/** What the engine holds on its day, as `day customer code`. */
async function heldNow(orgId: string): Promise<string[]> {
  return inOrganization(installation, orgId, 'test', async (org) => {
    const { rows } = await sql<{ held: string }>`
      select c.name || ' ' || a.held_code as held from action a
        join customer c on c.org_id = a.org_id and c.id = a.customer_id
      where a.state = 'open' and a.held_code is not null and a.run_id is not null`.execute(org.tx)
    return rows.map(({ held }) => `${org.today} ${held}`)
  })
}

function heldSpans(lines: readonly LineRow[], from: Day, days: number): Set<string> {
  const found = new Set<string>()
  for (const line of lines) {
    if (line.kind !== 'held') continue
    // A line that is held was written by the recorder with this detail.
    const { customerName, code } = line.detail as HeldDetail
    for (let count = 0; count <= days; count++) {
      const day = addDays(from, count)
      if (day >= line.day && day <= line.until_day) found.add(`${day} ${customerName} ${code}`)
    }
  }
  return found
}

/** The engine's own days, with all of To Do done on its day; `last`: a late hour of each. */
async function live(
  orgId: string, from: Day, days: number, last = '17:00',
): Promise<string[]> {
  const held: string[] = []
  await tickUntilQuiet(installation, orgId, { leaveAtOnce: true })
  await workOff(orgId)
  for (let count = 0; count <= days; count++) {
    const day = addDays(from, count)
    await moveTo(orgId, day, `${day}T06:00:00.000Z`)
    await workOff(orgId)
    // What waits for a morning over there leaves in our afternoon.
    await moveTo(orgId, `${day}T${last}:00.000Z`)
    await workOff(orgId)
    held.push(...await heldNow(orgId))
  }
  return held
}

/** A clock that stands there already, or later, is left alone. */
async function moveTo(orgId: string, to: string, at = to): Promise<void> {
  const now = await inOrganization(installation, orgId, 'test', async (org) => org.now)
  if (now < at) await advanceClock(installation, orgId, 'test', { to })
}

test('day N of a simulation is what the engine then does on day N, message by message',
  { timeout: 240_000 }, async () => {
    const orgId = await aVariedCompany(installation, { start: START, customers: 60, seed: 7 })
    const first = await foretell(orgId, 60)
    const heldEarly = await live(orgId, START, 20)
    // The same again from the middle, with runs, contacts and open work as they then are.
    const second = await foretell(orgId, 40)
    const middle = addDays(START, 20)
    const heldLate = await live(orgId, middle, 40)

    const deeds = await deedsOf(orgId, START)
    expect(inOrder(first.deeds)).toEqual(
      inOrder(deeds))
    const rest = deeds.filter((deed) => deed.day > middle)
    expect(inOrder(second.deeds.filter((deed) => deed.day > middle))).toEqual(inOrder(rest))
    expect(kindsOf(deeds)).toEqual(['call manual', 'email automatic', 'email manual',
      'letter automatic', 'letter manual', 'sms automatic', 'sms manual', 'task manual'])
    // Promises that were broken within the days, and texts to another continent.
    expect(deeds.filter(({ step }) => step.includes('promise')).length).toBeGreaterThan(10)
    expect(deeds.filter(({ channel, to }) => channel === 'sms' && to.startsWith('+54')).length)
      .toBeGreaterThan(2)
    // What a step says of copies and files, and where it goes when nobody can be reached.
    expect(deeds.filter(({ copies }) => copies.includes('al@')).length).toBeGreaterThan(2)
    for (const [kind, file] of [['email automatic', 'Statement'], ['email automatic', 'I-'],
      ['email manual', 'I-'], ['letter automatic', 'Statement']] as const) {
      expect(deeds.filter(({ channel, mode, files }) => `${channel} ${mode}` === kind
        && files.includes(file)).length, `${kind} ${file}`).toBeGreaterThan(2)
    }
    expect(deeds.filter(({ channel, step }) => channel === 'letter' && step.startsWith('email'))
      .length).toBeGreaterThan(0)
    expect(deeds.length).toBeGreaterThan(200)
    const spans = heldSpans(first.lines, START, 60)
    const held = [...heldEarly, ...heldLate]
    expect(held.filter((one) => !spans.has(one))).toEqual([])
    expect(new Set(held.map((one) => one.split(' ').at(-1))).size).toBeGreaterThan(2)
    checkSums(first.result, first.deeds)
  })

const kindsOf = (deeds: readonly Deed[]) =>
  [...new Set(deeds.map((deed) => `${deed.channel} ${deed.mode}`))].sort()

/** The counts of the days are those of the single actions. */
function checkSums(result: Result | null, deeds: readonly Deed[]): void {
  const sum = (counts: Record<string, number>) =>
    Object.values(counts).reduce((total, count) => total + count, 0)
  const totals = result?.totals
  expect(totals && sum(totals.automatic) + sum(totals.manual) + totals.decide)
    .toBe(deeds.length)
}

/** Where it is morning in our night, in our afternoon and in our late evening. */
const CLOCKS = ['Asia/Tokyo', 'America/Los_Angeles', 'Pacific/Auckland', 'Asia/Kolkata', null]

test('e-mail by the recipient’s clock is foretold as it then leaves',
  { timeout: 240_000 }, async () => {
    const orgId = await aVariedCompany(installation, { start: START, customers: 24, seed: 11 })
    const open = <T>(work: (org: Org) => Promise<T>) =>
      inOrganization(installation, orgId, 'test', work)
    await open(async ({ tx }) => {
      await sql`update organization set email_clock = 'recipient'`.execute(tx)
      await sql`update customer set zone = (${CLOCKS}::text[])[1 + substr(reference, 3)::int % 5]`
        .execute(tx)
    })
    const { deeds } = await foretell(orgId, 24)
    await live(orgId, START, 24, '21:50')
    const done = await deedsOf(orgId, START)
    expect(inOrder(deeds)).toEqual(inOrder(done))
    const hours = await open(async ({ tx }) => (await sql<{ hour: number }>`
      select distinct extract(hour from at at time zone 'UTC')::int as hour from message
      where direction = 'out' and channel = 'email' and author_id is null`.execute(tx)).rows)
    expect(new Set(hours.map(({ hour }) => hour)).size).toBeGreaterThan(3)
  })

test('a ticket number of theirs stands in the subject that is foretold',
  { timeout: 60_000 }, async () => {
    const org = await aCollectingCompany(installation, following([3, 6, 14]))
    const { email } = await org.aCustomer('Buyer', [{ number: 'I-1', dueOn: DUE }])
    await org.aCustomer('Other', [{ number: 'I-2', dueOn: DUE }])
    await org.goTo(addDays(DUE, 4))
    await receive(installation, org, aMail({
      from: email, subject: 'We have received your message [#4711]', text: 'Thank you.',
      headers: ['Content-Type: text/plain; charset=utf-8', 'Auto-Submitted: auto-replied',
        `In-Reply-To: <${await newestRef(org, email)}>`],
    }), { from: email })
    const { deeds } = await foretell(org.id, 20)
    await live(org.id, addDays(DUE, 4), 20)
    const done = await deedsOf(org.id, addDays(DUE, 5))
    expect(inOrder(deeds)).toEqual(inOrder(done))
    const mails = done.filter(({ channel }) => channel === 'email')
    expect(mails.map(({ customer, text }) => `${customer} ${text.includes('[#4711]')}`).toSorted())
      .toEqual(['Buyer true', 'Buyer true', 'Other false', 'Other false'])
  })

const newestRef = (org: { do: <T>(work: (org: Org) => Promise<T>) => Promise<T> }, to: string) =>
  org.do(async ({ tx }) => (await sql<{ ref: string }>`select message_ref as ref from message
    where direction = 'out' and to_addresses = array[${to}] order by id desc limit 1`
    .execute(tx)).rows[0]?.ref ?? '')

test.each<[string, number | null]>([['that follows the days before', null], ['that was set', 30]])(
  'a daily limit %s holds as it then does', { timeout: 240_000 }, async (_, fixed) => {
    // All alike, for whom a limit holds first is the planner's to choose.
    const org = await aCollectingCompany(installation, following([3, 6], 2))
    for (let place = 0; place < 75; place++) {
      await org.aCustomer('Buyer', [{ number: `I-${place}`, dueOn: DUE }])
    }
    await org.do(({ tx }) => sql`update organization set daily_cap = ${fixed}`.execute(tx))
    const { deeds, result, lines } = await foretell(org.id, 10)
    const held = await live(org.id, DUE, 10)
    const done = await deedsOf(org.id, DUE)
    expect(byDay(deeds)).toEqual(byDay(done))
    expect(byDay(done)[addDays(DUE, 3)]).toBe(fixed ?? 50)
    const ofLimit = (all: readonly string[]) =>
      all.filter((one) => one.endsWith(' send_budget')).toSorted()
    const foreheld = ofLimit(lines.filter((line) => line.kind === 'held').flatMap((line) =>
      [...heldSpans([line], DUE, 10)]))
    expect(foreheld).toEqual(ofLimit(held))
    expect(foreheld.length).toBeGreaterThan(20)
    expect(result?.notes.join(' ')).toContain('The daily limit is reached on')
  })

const byDay = (deeds: readonly Deed[]): Record<Day, number> => deeds.reduce<Record<Day, number>>(
  (days, { day }) => ({ ...days, [day]: (days[day] ?? 0) + 1 }), {})
