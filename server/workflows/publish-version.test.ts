// Publishing over real runs: who moves where, fifteen quiet minutes, and undoing it exactly.
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { addDays, addSeconds, type Day, type Instant } from '#domain/day.ts'
import { skipAction } from '../actions/close-action.ts'
import { listActions } from '../actions/list-actions.ts'
import type { Installation } from '../platform/installation.ts'
import { aCollectingCompany, type Collecting } from '../testing/collecting-scene.ts'
import { freshDatabase, type FreshDatabase } from '../testing/fresh-database.ts'
import { openInstallation } from '../testing/mail-scene.ts'
import { advanceClock } from './advance-clock.ts'
import { advanceWorkflows } from './advance-workflows.ts'
import { previewPublishing } from './preview-publishing.ts'
import { publishDraft, undoPublishing } from './publish-version.ts'
import { compareVersions, listVersions, restoreVersion } from './read-versions.ts'
import { readWorkflow } from './read-workflow.ts'
import { createWorkflow, saveDraft, type StepWish } from './save-workflow.ts'
import { planLines } from './dry-run.ts'

type Opened = Installation & { close: () => Promise<void> }
let database: FreshDatabase
let installation: Opened
let company: Collecting
let workflowId: string
beforeAll(async () => {
  database = await freshDatabase()
  installation = await openInstallation(database.url)
})
afterAll(async () => {
  await installation.close()
  await database.close()
})

const DUE: Day = '2027-03-01'
const day = (offset: number) => addDays(DUE, offset)

beforeEach(async () => {
  company = await aCollectingCompany(installation, {
    start: '2027-02-20', workflows: [{ level: 'customer', offsets: [3, 10, 20], mcdDays: 5 }],
  })
  workflowId = await company.do(async ({ tx }) => (await sql<{ id: string }>`
    select id from workflow`.execute(tx)).rows[0]?.id ?? '')
})

const read = () => company.do((org) => readWorkflow(org, workflowId))
type Change = (steps: StepWish[]) => StepWish[]

async function draft(change: Change, mcdDays = 5): Promise<void> {
  const { published } = await read()
  const steps = change((published?.steps ?? []).map((step) => ({ ...step })))
  await company.do((org) => saveDraft(org, workflowId, {
    entryLogic: 'standard', mcdDays, mcdScope: 'customer', thresholdMinor: {}, steps,
  }))
}

const publish = (runs: 'keep' | 'migrate') =>
  company.as('max', (org) => publishDraft(org, workflowId, { runs }))
const undo = () => company.as('max', (org) => undoPublishing(org, workflowId))
const to = async (at: Instant) => { await advanceClock(installation, company.id, 'test', { to: at }) }
const now = () => company.do((org) => Promise.resolve(org.now))

const at = (offset: number): Change => (steps) =>
  steps.map((step, place) => (place === 1
    ? { ...step, trigger: { ...step.trigger, offsetDays: offset } } : step))

/** Every column of what publishing touches. */
const standing = () => company.do(async ({ tx }) => ({
  workflow: (await sql`select * from workflow order by id`.execute(tx)).rows,
  runs: (await sql`select * from run order by id`.execute(tx)).rows,
  open: (await sql`select * from action where state = 'open' order by id`.execute(tx)).rows,
}))

const nextStep = async (customerId: string) => {
  const [line] = await company.do((org) => planLines(org, [customerId]))
  return line?.state === 'finished' ? 'finished' : `${line?.stepName} on ${line?.dueOn}`
}

test('one who stays follows the old steps, one who moves the new ones, and nobody gets one twice',
  async () => {
    const debtor = await company.aCustomer('A', [{ number: 'I-1', dueOn: DUE }])
    await company.goTo(day(4))
    expect(await company.remindedOn(debtor.email)).toEqual([day(3)])
    await draft(at(12))
    await publish('keep')
    expect(await nextStep(debtor.id)).toBe(`Day 10 on ${day(10)}`)
    const late = await company.aCustomer('B', [{ number: 'I-2', dueOn: DUE }])
    await company.goTo(day(25))
    expect(await company.remindedOn(debtor.email)).toEqual([day(3), day(10), day(20)])
    // The new one starts under the new version, late, when its quiet minutes are over.
    expect(await company.remindedOn(late.email)).toEqual([day(4), day(12), day(20)])
  })

test.each<[string, Change, string]>([
  ['nothing changed', (s) => s, 'Day 10 on 2027-03-11'],
  ['its day moved', at(12), 'Day 10 on 2027-03-13'],
  ['its day moved into the past', at(1), 'Day 10 on 2027-03-09'],
  ['the current step is gone', (s) => s.filter((_, place) => place !== 1),
    'Day 20 on 2027-03-21'],
  ['the last two are gone', (s) => s.slice(0, 1), 'finished'],
  ['one is put in before it', (s) => [...s.slice(0, 1), extra(s, 5), ...s.slice(1)],
    'Day 10 on 2027-03-11'],
  ['one is put in behind it', (s) => [...s.slice(0, 2), extra(s, 5), ...s.slice(2)],
    'Day 10 on 2027-03-11'],
  ['it is renamed', (s) => s.map((one, place) => (place === 1 ? { ...one, name: 'X' } : one)),
    'X on 2027-03-11'],
  ['the order is turned round', (s) => s.toReversed(), 'Day 10 on 2027-03-11'],
])('moved on the day after step one, when %s', async (_, change, expected) => {
  const debtor = await company.aCustomer('A', [{ number: 'I-1', dueOn: DUE }])
  await company.goTo(day(4))
  await draft(change)
  await publish('migrate')
  await company.tick()
  expect(await nextStep(debtor.id)).toBe(expected)
  await company.goTo(day(40))
  expect((await company.remindedOn(debtor.email)).filter((one) => one === day(3))).toHaveLength(1)
})

const extra = (steps: StepWish[], offsetDays: number): StepWish => {
  const { id: _, ...first } = steps[0] as StepWish // The scene's workflow has three.
  return { ...first, name: 'Extra', trigger: { ...first.trigger, offsetDays } }
}

test('held to the last second of the fifteen minutes, and free on the first one after', async () => {
  const debtor = await company.aCustomer('A', [{ number: 'I-1', dueOn: DUE }])
  await company.goTo(day(9))
  await draft(at(8))
  await publish('migrate')
  const published = await now()
  await company.tick()
  const [line] = await company.do((org) => planLines(org, [debtor.id]))
  expect(line).toMatchObject({ state: 'held', stepName: 'Day 10', dueOn: day(9) })
  expect(line?.holds[0]).toMatchObject({ code: 'automation_off' })
  expect(line?.holds[0]?.text).toContain('published minutes ago')
  expect(line?.why).toContain('published minutes ago')
  const { items } = await company.do((org) => listActions(org, { list: 'held', limit: 9, mine: false }))
  expect(items[0]?.held?.text).toBe('“W0” was published minutes ago: nothing automatic of it leaves '
    + 'before 08:45.')
  await to(addSeconds(published, 14 * 60 + 59))
  expect(await company.remindedOn(debtor.email)).toEqual([day(3)])
  await to(addSeconds(published, 15 * 60))
  expect(await company.remindedOn(debtor.email)).toEqual([day(3), day(9)])
})

test('an action that was free when it was planned is stopped at the gate as well', async () => {
  const debtor = await company.aCustomer('A', [{ number: 'I-1', dueOn: DUE }])
  await company.goTo(day(9))
  await draft((steps) => steps)
  await company.do(({ tx }) => sql`update organization set sandbox_now = ${`${day(10)}T07:30:00.000Z`}`
    .execute(tx))
  await advanceWorkflows(installation, company.id)
  await publish('keep')
  await company.do(({ tx }) => sql`update customer set next_look_at = null`.execute(tx))
  await company.tick()
  expect(await company.remindedOn(debtor.email)).toEqual([day(3)])
  await to(addSeconds(await now(), 15 * 60))
  expect(await company.remindedOn(debtor.email)).toEqual([day(3), day(10)])
})

test('what was planned before publishing is held too, and leaves afterwards', async () => {
  const debtor = await company.aCustomer('A', [{ number: 'I-1', dueOn: DUE }])
  await company.goTo(day(4))
  await draft((steps) => steps)
  await to(`${day(10)}T07:00:00.000Z`)
  await publish('keep')
  await company.goTo(day(10))
  expect(await company.remindedOn(debtor.email)).toEqual([day(3), day(10)])
  const quiet = await company.do(async ({ tx }) => (await sql<{ at: Instant }>`
    select quiet_until as at from workflow`.execute(tx)).rows[0]?.at)
  expect(quiet).toBe(`${day(10)}T07:15:00.000Z`)
})

test.each<[string, Change]>([
  ['a day', at(8)], ['a step less', (s) => s.slice(0, 1)],
  ['a channel', (s) => s.map((one) => ({ ...one, channel: 'call', mode: 'manual', templateId: null }))],
  ['a new first step', (s) => [extra(s, -5), ...s]],
])('undone: workflow, runs and open work are as they were, when it changed %s', async (_, change) => {
  await company.aCustomer('A', [{ number: 'I-1', dueOn: DUE }])
  await company.aCustomer('B', [{ number: 'I-2', dueOn: day(6) }])
  await company.aCustomer('C', [{ number: 'I-3', dueOn: day(-10) }])
  await makeManual()
  await company.goTo(day(11))
  const before = await standing()
  expect(before.open.length).toBeGreaterThan(0)
  await draft(change)
  await publish('migrate')
  await company.tick()
  await undo()
  expect(await standing()).toEqual(before)
  await company.tick()
  expect(await standing()).toEqual(before)
  const { draft: again, published } = await read()
  expect([published?.number, again?.number]).toEqual([2, 4])
})

/** The second step waits for a person, so that there is open work to be moved. */
async function makeManual(): Promise<void> {
  await draft((steps) => steps.map((step, place) =>
    (place === 1 ? { ...step, mode: 'manual' } : step)))
  await publish('migrate')
}

test('who begins meanwhile goes with the former version',
  async () => {
    await draft(at(12))
    await publish('migrate')
    const debtor = await company.aCustomer('A', [{ number: 'I-1', dueOn: DUE }])
    await company.tick()
    await undo()
    expect(await nextStep(debtor.id)).toBe(`Day 3 on ${day(3)}`)
    await expect(undo()).rejects.toThrow('no publishing to take back')
  })

test('undoing the first publishing ends what began with it, and the draft is still there', async () => {
  await company.goTo('2027-02-20')
  await company.do(async (org) => {
    const { published } = await readWorkflow(org, workflowId)
    const id = await createWorkflow(org, {
      name: 'New', level: 'customer', isDefault: true, isPublished: false, entryLogic: 'standard',
      mcdDays: 5, mcdScope: 'customer', thresholdMinor: {},
      steps: makeCalls((published?.steps ?? []).map(({ id: _, ...step }) => step)),
    })
    await publishDraft(org, id, { runs: 'keep' })
    workflowId = id
  })
  const debtor = await company.aCustomer('A', [{ number: 'I-1', dueOn: day(-20) }])
  await company.tick()
  expect(await openWork(debtor.id)).toHaveLength(1)
  await undo()
  await company.tick()
  expect(await openWork(debtor.id)).toEqual([])
  expect(await read()).toMatchObject({ published: null, runCount: 0, draft: { number: 2 } })
})

const makeCalls: Change = (steps) => steps.map((step) =>
  ({ ...step, channel: 'call', mode: 'manual', templateId: null }))

test('after fifteen minutes it cannot be undone, but the old version comes back as a draft',
  async () => {
    const first = (await read()).published
    await draft(at(12))
    await publish('migrate')
    const second = (await read()).published
    await to(addSeconds(await now(), 15 * 60))
    await expect(undo()).rejects.toThrow('15 minutes only')
    await company.as('max', (org) => restoreVersion(org, workflowId, {
      versionId: first?.id ?? '', replacesDraft: false,
    }))
    await expect(company.as('max', (org) => restoreVersion(org, workflowId, {
      versionId: first?.id ?? '', replacesDraft: false,
    }))).rejects.toThrow('There is a draft already')
    const { draft: restored } = await read()
    expect(restored?.steps).toEqual(first?.steps)
    const { changes } = await company.do((org) => compareVersions(org, workflowId, {
      from: second?.id ?? '', to: restored?.id ?? '',
    }))
    expect(changes.map((one) => one.text)).toEqual(['Step “Day 10”: due+12 → due+10'])
    const { items } = await company.do((org) => listVersions(org, workflowId))
    expect(items.map((one) => [one.number, one.state, one.by])).toEqual([
      [3, 'draft', 'Max'], [2, 'current', 'Max'], [1, 'former', null]])
  })

test('work whose step is gone stays until it is done; then the next step comes', async () => {
  const debtor = await company.aCustomer('A', [{ number: 'I-1', dueOn: DUE }])
  await makeManual()
  await company.goTo(day(11))
  const open = await openWork(debtor.id)
  expect(open.map((one) => one.name)).toEqual(['Day 10'])
  await draft((steps) => steps.filter((_, place) => place !== 1))
  await publish('migrate')
  await company.goTo(day(24))
  expect(await openWork(debtor.id)).toEqual(open)
  const { items } = await company.do((org) => listActions(org, {
    list: 'due', limit: 10, mine: false, customerId: debtor.id }))
  expect(items).toMatchObject([{ name: 'Day 10', isRemoved: true }])
  await company.as('mara', (org) => skipAction(org, open[0]?.id ?? '', 'no longer wanted'))
  await company.tick()
  expect(await company.remindedOn(debtor.email)).toEqual([day(3), day(24)])
})

const openWork = (customerId: string) => company.do(async ({ tx }) => (await sql<{
  id: string; name: string; channel: string }>`select id, name, channel from action
  where customer_id = ${customerId} and state = 'open'`.execute(tx)).rows)

test('open work follows its step to another channel, and is there once', async () => {
  const debtor = await company.aCustomer('A', [{ number: 'I-1', dueOn: DUE }])
  await makeManual()
  await company.goTo(day(11))
  await draft((steps) => steps.map((step, place) =>
    (place === 1 ? { ...step, channel: 'call', templateId: null, name: 'Ring them' } : step)))
  await publish('migrate')
  await company.tick()
  expect((await openWork(debtor.id)).map((one) => [one.name, one.channel]))
    .toEqual([['Ring them', 'call']])
})

test('the preview counts what then happens, with an example in words', async () => {
  const debtor = await company.aCustomer('A', [{ number: 'I-1', dueOn: DUE }])
  await company.aCustomer('B', [{ number: 'I-2', dueOn: day(30) }])
  await company.goTo(day(4))
  await draft(at(15))
  const blast = await company.do((org) => previewPublishing(org, workflowId))
  expect(blast).toMatchObject({
    runCount: 2, customerCount: 2, isComplete: true, changedCount: 1, finishingCount: 0,
    now: { automatic: 1, manual: 0, today: 0 }, moved: { automatic: 0, manual: 0, today: 0 },
    examples: [{
      customerId: debtor.id, from: 'Day 10', to: 'Day 10', moved: [],
      now: [{ step: 'Day 10', channel: 'email', mode: 'automatic', on: day(10) }],
    }],
  })
  await expect(company.as('max', (org) => publishDraft(org, workflowId, {
    runs: 'migrate', draftId: crypto.randomUUID(),
  }))).rejects.toThrow('saved again meanwhile')
})

test.each([
  ['rules of a published version', sql`update workflow_version set steps = '[]'`],
  ['its number', sql`update workflow_version set number = 7`],
  ['the moment it was published', sql`update workflow_version set published_at = now()`],
  ['the whole row', sql`delete from workflow_version`],
])('the database refuses to change %s', async (_, statement) => {
  await expect(company.do(({ tx }) => statement.execute(tx))).rejects.toThrow('never changes')
})

test('thirty days, keep or migrate: nobody is contacted twice for one step or within the delay',
  async () => {
    for (const [number, offset] of [-12, -5, 0, 4].entries()) {
      await company.aCustomer(`C${number}`, [{ number: `I-${number}`, dueOn: day(offset) }])
    }
    const versions: [Change, 'keep' | 'migrate'][] = [
      [at(8), 'migrate'], [(s) => s.toReversed(), 'migrate'], [at(14), 'keep'],
      [(s) => [extra(s, 2), ...s], 'migrate']]
    for (let offset = 0; offset <= 30; offset++) {
      await company.goTo(day(offset + 1))
      const next = offset % 7 === 3 ? versions.shift() : undefined
      if (!next) continue
      await draft(next[0])
      await publish(next[1])
      if (versions.length === 1) await undo()
    }
    const contacts = await company.do(async ({ tx }) => (await sql<{
      customer: string; on: Day; step: string; epoch: number }>`
      select l.customer_id as customer, l.contacted_on as on, a.step_id as step,
        a.occurrence as epoch
      from contact_log l join action a on a.id = l.action_id where l.voided_at is null
      order by l.customer_id, l.contacted_on`.execute(tx)).rows)
    expect(contacts.length).toBeGreaterThan(10)
    expect(new Set(contacts.map((one) => `${one.customer} ${one.step} ${one.epoch}`)).size)
      .toBe(contacts.length)
    contacts.forEach((one, place) => {
      const before = contacts[place - 1]
      if (before?.customer === one.customer) {
        expect(one.on >= addDays(before.on, 5)).toBe(true)
      }
    })
  })

test('a draft based on a version that is no longer the newest is refused, and nothing is lost', async () => {
  const { published } = await read()
  const rules = { entryLogic: 'standard' as const, mcdScope: 'customer' as const,
    thresholdMinor: {}, steps: published?.steps ?? [] }
  const save = (mcdDays: number, basedOn: string | undefined) => company.as('max', (org) =>
    saveDraft(org, workflowId, { ...rules, mcdDays, basedOn }))
  await save(7, published?.id)
  await expect(save(9, published?.id)).rejects.toMatchObject({ status: 409,
    message: expect.stringMatching(/ saved a draft after you had opened this workflow/) })
  const seven = (await read()).draft
  expect(seven?.mcdDays).toBe(7)
  await save(9, seven?.id)
  expect((await read()).draft?.mcdDays).toBe(9)
  await publish('keep')
  // The draft that was published is the one it was changed from.
  await save(11, (await read()).published?.id)
  await save(13, undefined)
  expect((await read()).draft?.mcdDays).toBe(13)
})
