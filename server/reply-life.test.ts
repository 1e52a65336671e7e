// Whatever people do in whatever order: a halt always has an owner who is there, and holds.
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays } from '#domain/day.ts'
import { handOverWork } from './actions/hand-over.ts'
import { closeMailParser } from './inbox/parse-mail.ts'
import { ignoreReply, pauseReply, reopenReplyAction } from './inbox/reply-action.ts'
import { systemNow } from './platform/clock.ts'
import { Problem } from './platform/errors.ts'
import { runDoctor } from './reports/doctor.ts'
import { saveMember, saveProfile } from './team/save-member.ts'
import { aCollectingCompany, type Collecting } from './testing/collecting-scene.ts'
import { freshInstallation, type FreshInstallation } from './testing/fresh-installation.ts'

const START = '2027-03-01'
const PEOPLE = ['olga', 'max', 'mara']
const CUSTOMERS = 2
const runs = Number(process.env['RUNS'] ?? 6)

let installation: FreshInstallation
beforeAll(async () => { installation = await freshInstallation(systemNow) })
afterAll(async () => {
  await closeMailParser()
  await installation.close()
})

interface Known {
  id: string
  email: string
  /** What the world knows: they wrote and nobody has handled it. */
  isWaiting: boolean
  lastReplyId: string | null
}
interface World { org: Collecting; today: string; customers: Known[] }

/** True when it happened; a refusal is an answer too and must change nothing. */
const happened = (work: Promise<unknown>): Promise<boolean> => work.then(() => true,
  (error: unknown) => (error instanceof Problem ? false : Promise.reject(error)))

type Deed = (world: World, customer: Known, person: string) => Promise<void>

const handle = (deed: (world: World, id: string) => Promise<unknown>, isHandled = true): Deed =>
  async (world, customer) => {
    const [reply] = await world.org.waiting(customer.id)
    if (!reply) return
    if (await happened(deed(world, reply.id)) && isHandled) customer.isWaiting = false
    customer.lastReplyId = reply.id
  }

const pause = (bringBack: boolean) => handle((world, id) => world.org.do((open) =>
  pauseReply(open, id, { untilOn: addDays(world.today, 4), reason: 'x', bringBack })), !bringBack)

const pass = (days: number): Deed => async (world) => {
  for (let day = 0; day < days; day++) {
    world.today = addDays(world.today, 1)
    await world.org.goTo(world.today)
  }
}

const DEEDS: Record<string, Deed> = {
  write: async ({ org }, customer) => {
    await org.write(customer.email)
    customer.isWaiting = true
  },
  writeAnew: async ({ org }, customer) => {
    await org.write(customer.email, { isNew: true, subject: 'Another matter' })
    customer.isWaiting = true
  },
  ignore: handle(({ org }, id) => org.do((open) => ignoreReply(open, id, ''))),
  reply: handle(({ org }, id) => org.answer(id, 'olga')),
  pause: pause(false),
  putOff: pause(true),
  undo: async ({ org }, customer) => {
    const { lastReplyId } = customer
    if (lastReplyId === null) return
    if (await happened(org.do((open) => reopenReplyAction(open, lastReplyId)))) {
      customer.isWaiting = true
    }
  },
  leave: async ({ org }, _customer, person) => {
    await happened(org.do((open) => saveMember(open, { role: 'owner' },
      { userId: person, wish: { isActive: false } }, handOverWork)))
  },
  comeBack: async ({ org }, _customer, person) => {
    await org.do((open) => saveMember(open, { role: 'owner' },
      { userId: person, wish: { isActive: true } }, handOverWork))
  },
  goAway: async (world, _customer, person) => {
    await world.org.do((open) => saveProfile(open, person, { awayUntil: addDays(world.today, 3) }))
  },
  aDay: pass(1),
  threeDays: pass(3),
}

const deed = fc.record({
  name: fc.constantFrom(...Object.keys(DEEDS)),
  customer: fc.nat({ max: CUSTOMERS - 1 }),
  person: fc.constantFrom(...PEOPLE),
})

async function aWorld(): Promise<World> {
  const org = await aCollectingCompany(installation, {
    start: START, workflows: [
      { level: 'customer', offsets: [1, 3, 5, 8, 11, 14, 17, 20, 25], mcdDays: 2 }] })
  const customers: Known[] = []
  for (let n = 0; n < CUSTOMERS; n++) {
    const made = await org.aCustomer(`Buyer ${n}`, [{ number: `I-${n}`, dueOn: START }])
    customers.push({ ...made, isWaiting: false, lastReplyId: null })
  }
  await org.goTo(addDays(START, 1))
  return { org, today: addDays(START, 1), customers }
}

async function check(world: World, before: readonly number[], step: string): Promise<void> {
  const { rows: ownerless } = await world.org.do(({ tx }) => sql`select r.id from reply_action r
    where r.state in ('open', 'snoozed') and not exists (select from member m
      where m.user_id = r.owner_id and m.is_active and m.role <> 'viewer')`.execute(tx))
  expect(ownerless, `${step}: an answer without an active owner`).toEqual([])
  for (const [place, customer] of world.customers.entries()) {
    const waiting = await world.org.waiting(customer.id)
    expect(waiting.length, `${step}: ${customer.email} waits, is shown`)
      .toBe(customer.isWaiting ? 1 : 0)
    const sent = (await world.org.remindedOn(customer.email)).length
    if (customer.isWaiting) expect(sent, `${step}: sent while it waited`).toBe(before[place])
  }
  const report = await runDoctor(installation)
  expect({ step, broken: report.checks.filter(({ breaches }) => breaches > 0) })
    .toEqual({ step, broken: [] })
}

const sentSoFar = (world: World) => Promise.all(world.customers.map(async ({ email }) =>
  (await world.org.remindedOn(email)).length))

test('in any order of deeds no halt is ownerless and none lets a reminder through', async () => {
  let sent = 0
  await fc.assert(fc.asyncProperty(fc.array(deed, { minLength: 15, maxLength: 25 }),
    async (deeds) => {
      const world = await aWorld()
      for (const [place, { name, customer, person }] of deeds.entries()) {
        const before = await sentSoFar(world)
        const known = world.customers[customer]
        if (known) await DEEDS[name]?.(world, known, person)
        await check(world, before, `deed ${place + 1}, ${name}`)
      }
      sent += (await sentSoFar(world)).reduce((sum, count) => sum + count, 0)
    }), { numRuns: runs, endOnFailure: true, seed: Number(process.env['SEED'] ?? 42) })
  // A life in which nothing was ever sent would prove nothing.
  expect(sent).toBeGreaterThan(runs * CUSTOMERS)
}, 300_000)
