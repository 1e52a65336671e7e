// Who follows which workflow: by hand, by rule, after archiving; and nobody is contacted twice by it.
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as assignment from '#contract/assignment.ts'
import { saveDraft as saveDraftEndpoint } from '#contract/workflows.ts'
import * as versions from '#contract/workflow-versions.ts'
import { addDays, type Day } from '#domain/day.ts'
import type { Filter } from '#domain/assignment-rule.ts'
import { STEP_DEFAULTS, type Level } from '#domain/workflow.ts'
import { ignoreReply } from '../inbox/reply-action.ts'
import { closeMailParser } from '../inbox/parse-mail.ts'
import { requireRole } from '../platform/http.ts'
import type { Installation } from '../platform/installation.ts'
import { aCollectingCompany, type Collecting } from '../testing/collecting-scene.ts'
import { freshDatabase, type FreshDatabase } from '../testing/fresh-database.ts'
import { openInstallation } from '../testing/mail-scene.ts'
import { archiveWorkflow } from './archive-workflow.ts'
import { applyRules, previewRules, saveRules } from './assignment-rules.ts'
import { assignNothing, assignWorkflow, previewAssignment } from './assign-workflow.ts'
import { changeWorkflow, createWorkflow } from './save-workflow.ts'

type Opened = Installation & { close: () => Promise<void> }
let database: FreshDatabase
let installation: Opened
let company: Collecting
beforeAll(async () => {
  database = await freshDatabase()
  installation = await openInstallation(database.url)
})
afterAll(async () => {
  await closeMailParser()
  await installation.close()
  await database.close()
})

const DUE: Day = '2027-03-01'
const day = (offset: number) => addDays(DUE, offset)

beforeEach(async () => {
  company = await aCollectingCompany(installation, {
    start: '2027-02-20', workflows: [{ level: 'customer', offsets: [3, 10], mcdDays: 5 }],
  })
})

const rows = <T>(statement: ReturnType<typeof sql<T>>) =>
  company.do(async ({ tx }) => (await statement.execute(tx)).rows)

const another = (name: string, wish: {
  level?: Level; offsets?: readonly number[]; mcdDays?: number; isDefault?: boolean
  mcdScope?: 'customer' | 'workflow'; entryLogic?: 'standard' | 'contextual'
  mode?: 'automatic' | 'manual'
} = {}): Promise<string> => company.as('max', async (org) => {
  const template = await sql<{ id: string }>`select id from template`.execute(org.tx)
  return createWorkflow(org, {
    name, level: wish.level ?? 'customer', isDefault: wish.isDefault ?? false, isPublished: true,
    entryLogic: wish.entryLogic ?? 'standard', mcdDays: wish.mcdDays ?? 5, thresholdMinor: {},
    mcdScope: wish.mcdScope ?? 'customer',
    steps: (wish.offsets ?? [1, 2]).map((offsetDays) => ({
      name: `${name} ${offsetDays}`, channel: 'email', mode: wish.mode ?? 'automatic',
      trigger: { anchor: 'due', offsetDays, unit: 'calendar' }, positions: [],
      ...STEP_DEFAULTS, templateId: template.rows[0]?.id ?? null,
    })),
  })
})

const assign = async (workflowId: string, customerIds: string[]) =>
  (await company.as('mara', (org) => assignWorkflow(org, workflowId, { customerIds }))).assigned
const following = async () => Object.fromEntries((await rows(sql<{ customer: string; name: string }>`
  select c.name as customer, w.name from run r join workflow w on w.id = r.workflow_id
    join customer c on c.id = r.customer_id
  where r.ended_at is null order by 1`)).map((row) => [row.customer, row.name]))

describe('the delay carries over to another workflow', () => {
  test.each<[string, Parameters<typeof another>[1], number[]]>([
    // Reminded on day 3, moved on day 4: the new workflow enters by its own logic, after the delay.
    ['with the customer’s contacts', {}, [3, 8, 13]],
    ['with a shorter delay', { mcdDays: 2 }, [3, 5, 7]],
    ['with a delay of its own alone', { mcdScope: 'workflow' }, [3, 8, 13]],
    ['at the step that fits', { entryLogic: 'contextual' }, [3, 8]],
    ['with a step that is still to come', { offsets: [20] }, [3, 20]],
  ])('%s', async (_, wish, expected) => {
    const debtor = await company.aCustomer('A', [{ number: 'I-1', dueOn: DUE }])
    await company.goTo(day(4))
    await assign(await another('New', wish), [debtor.id])
    await company.goTo(day(30))
    expect(await company.remindedOn(debtor.email)).toEqual(expected.map(day))
  })

  test('an answer that waits halts the new run as well, and counts when it is handled', async () => {
    const debtor = await company.aCustomer('A', [{ number: 'I-1', dueOn: DUE }])
    await company.goTo(day(3))
    await company.write(debtor.email)
    await assign(await another('New', { mcdScope: 'workflow', mcdDays: 4 }), [debtor.id])
    await company.goTo(day(12))
    expect(await company.remindedOn(debtor.email)).toEqual([day(3)])
    const [reply] = await company.waiting(debtor.id)
    await company.as('mara', (org) => ignoreReply(org, reply?.id ?? '', ''))
    await assign(await another('Newer', { mcdScope: 'workflow', mcdDays: 4 }), [debtor.id])
    await company.goTo(day(17))
    expect(await company.remindedOn(debtor.email)).toEqual([day(3), day(16)])
  })
})

test('re-assigned every other day for a month, nobody is reminded within the delay', async () => {
  const debtor = await company.aCustomer('A', [{ number: 'I-1', dueOn: DUE }])
  const two = [await another('X', { mcdScope: 'workflow' }), await another('Y')]
  for (let offset = 3; offset < 33; offset += 2) {
    await company.goTo(day(offset))
    await assign(two[offset % 4 === 1 ? 0 : 1] ?? '', [debtor.id])
  }
  const reminded = await company.remindedOn(debtor.email)
  expect(reminded.length).toBeGreaterThanOrEqual(5)
  reminded.forEach((one, place) => {
    const before = reminded[place - 1]
    if (before) expect(one >= addDays(before, 5)).toBe(true)
  })
})

test('assigning is told with the money, who did it and what it was before', async () => {
  const a = await company.aCustomer('A', [{ number: 'I-1', dueOn: DUE }, { number: 'I-2', dueOn: DUE }])
  const b = await company.aCustomer('B', [{ number: 'I-3', dueOn: DUE }])
  await company.goTo(day(1))
  const id = await another('New')
  const to = { customerIds: [a.id, b.id] }
  expect(await company.do((org) => previewAssignment(org, id, to))).toEqual({
    count: 2, sameCount: 0, open: [{ currency: 'EUR', amountMinor: 30_000 }], openWorkCount: 0,
    from: [{ workflowName: 'W0', count: 2 }],
  })
  expect(await assign(id, to.customerIds)).toBe(2)
  await company.tick()
  expect(await assign(id, to.customerIds)).toBe(0)
  expect((await company.do((org) => previewAssignment(org, id, to))).sameCount).toBe(2)
  const told = await rows(sql<{ actor: string; detail: object }>`
    select actor, detail from event where kind = 'workflow_assigned' and customer_id = ${a.id}`)
  expect(told).toEqual([{
    actor: 'user:mara', detail: { workflow: 'New', former: 'W0', reason: '' },
  }])
})

test('no workflow is a choice: nothing is begun again by default or by rule', async () => {
  const debtor = await company.aCustomer('A', [{ number: 'I-1', dueOn: DUE }])
  await company.goTo(day(1))
  await company.as('mara', (org) => assignNothing(org, 'customer', [debtor.id]))
  await rule([], await another('Other'))
  await company.goTo(day(20))
  expect(await company.remindedOn(debtor.email)).toEqual([])
  await assign(await another('New'), [debtor.id])
  await company.goTo(day(21))
  expect(await company.remindedOn(debtor.email)).toEqual([day(20)])
})

describe('an archived workflow', () => {
  test('gives its customers to the successor and cancels open work with the reason', async () => {
    const old = await another('Old', { mode: 'manual', isDefault: true })
    const next = await another('Next', { offsets: [12] })
    const debtor = await company.aCustomer('A', [{ number: 'I-1', dueOn: DUE }])
    await rule([], old)
    await company.goTo(day(2))
    expect(await company.as('max', (org) => archiveWorkflow(org, old, next))).toBe(1)
    expect(await rows(sql`select state, outcome, note, closed_by from action
      where run_id is not null`)).toEqual([{
      state: 'cancelled', outcome: 'run_ended', closed_by: 'user:max',
      note: 'Moved to the workflow “Next”.',
    }])
    await company.goTo(day(15))
    expect(await company.remindedOn(debtor.email)).toEqual([day(12)])
    expect(await rows(sql`select name, is_default, is_archived from workflow order by name`))
      .toEqual([{ name: 'Next', is_default: true, is_archived: false },
        { name: 'Old', is_default: false, is_archived: true },
        { name: 'W0', is_default: false, is_archived: false }])
    expect(await rows(sql`select workflow_id from assignment_rule`)).toEqual([{ workflow_id: next }])
  })

  test('leaves them without one when that is chosen', async () => {
    const debtor = await company.aCustomer('A', [{ number: 'I-1', dueOn: DUE }])
    await company.goTo(day(4))
    const [w0] = await rows(sql<{ id: string }>`select id from workflow`)
    await company.as('max', (org) => archiveWorkflow(org, w0?.id ?? '', null))
    await another('Later', { isDefault: true })
    await company.goTo(day(30))
    expect(await company.remindedOn(debtor.email)).toEqual([day(3)])
    await expect(assign(w0?.id ?? '', [debtor.id])).rejects.toThrow('archived')
  })

  test.each([
    ['itself', () => rows(sql<{ id: string }>`select id from workflow`).then(([one]) => one?.id ?? ''),
      'cannot follow itself'],
    ['one of another level', () => another('Inv', { level: 'invoice' }), 'at customer level'],
  ])('cannot be followed by %s', async (_, make, message) => {
    const successor = await make()
    const [w0] = await rows(sql<{ id: string }>`select id from workflow where name = 'W0'`)
    await expect(company.as('max', (org) => archiveWorkflow(org, w0?.id ?? '', successor)))
      .rejects.toThrow(message)
  })
})

const rule = (filters: Filter[], workflowId: string, level: Level = 'customer') =>
  company.as('max', (org) => saveRules(org, level, [{ name: 'R', workflowId, filters }]))

describe('rules', () => {
  const french: Filter[] = [{ field: 'name', values: ['Nord'] }]

  test('new customers follow the first that fits, with the rule as the reason', async () => {
    await rule(french, await another('French'))
    await company.aCustomer('Étoile Nord', [{ number: 'I-1', dueOn: DUE }])
    await company.aCustomer('Sud', [{ number: 'I-2', dueOn: DUE }])
    await company.goTo(day(1))
    expect(await following()).toEqual({ 'Étoile Nord': 'French', 'Sud': 'W0' })
    expect(await rows(sql`select detail ->> 'reason' as why from event
      where kind = 'workflow_assigned'`)).toEqual([{ why: 'by the rule “R”' }])
  })

  test('saving moves nobody; applying moves as many as were seen, and nobody put by hand', async () => {
    const hand = await another('By hand')
    const french1 = await another('French')
    const nord = await company.aCustomer('Nord 1', [{ number: 'I-1', dueOn: DUE }])
    await company.aCustomer('Nord 2', [{ number: 'I-2', dueOn: DUE }])
    const put = await company.aCustomer('Nord 3', [{ number: 'I-3', dueOn: DUE }])
    await assign(hand, [put.id])
    await company.goTo(day(4))
    await rule(french, french1)
    await company.goTo(day(5))
    expect(new Set(Object.values(await following()))).toEqual(new Set(['W0', 'By hand']))
    const preview = await company.do((org) => previewRules(org, 'customer', 'unassigned', null))
    expect(preview).toMatchObject({ count: 2, considered: 2, moves: [{
      ruleName: 'R', workflowName: 'French', fromName: 'W0', count: 2,
      open: [{ currency: 'EUR', amountMinor: 20_000 }] }] })
    await expect(company.as('max', (org) =>
      applyRules(org, 'customer', { among: 'unassigned', expected: 3 }))).rejects.toThrow('2 would move')
    expect(await company.as('max', (org) =>
      applyRules(org, 'customer', { among: 'unassigned', expected: 2 }))).toMatchObject({ moved: 2 })
    await company.goTo(day(9))
    expect(await following()).toEqual({ 'Nord 1': 'French', 'Nord 2': 'French', 'Nord 3': 'By hand' })
    expect(await company.remindedOn(nord.email)).toEqual([day(3), day(8)])
    const other = await another('Other')
    await rule([], other)
    const count = async (among: 'unassigned' | 'all') =>
      (await company.do((org) => previewRules(org, 'customer', among, null))).count
    expect([await count('unassigned'), await count('all')]).toEqual([0, 2])
  })

  test('at invoice level each invoice is looked at by its own amount', async () => {
    const small = await another('Small', { level: 'invoice' })
    const large = await another('Large', { level: 'invoice' })
    const range = (fromMinor: number | null, belowMinor: number | null): Filter[] =>
      [{ field: 'open', values: [{ currency: 'EUR', fromMinor, belowMinor }] }]
    await company.as('max', (org) => saveRules(org, 'invoice', [
      { name: 'L', workflowId: large, filters: range(10_000, null) },
      { name: 'S', workflowId: small, filters: range(null, 10_000) }]))
    await company.aCustomer('A', [{ number: 'I-1', dueOn: DUE }, { number: 'I-2', dueOn: DUE }])
    await rows(sql`update invoice set open_minor = 9999, total_minor = 9999 where number = 'I-2'`)
    await company.goTo(day(0))
    expect(await rows(sql`select i.number, w.name from run r join invoice i on i.id = r.invoice_id
      join workflow w on w.id = r.workflow_id order by 1`)).toEqual([
      { number: 'I-1', name: 'Large' }, { number: 'I-2', name: 'Small' }])
  })

  test('a rule cannot point to a workflow of the other level', async () => {
    const invoice = await another('Inv', { level: 'invoice' })
    await expect(rule([], invoice)).rejects.toThrow('cannot be saved')
  })
})

test('two who set a default in the same moment leave exactly one', async () => {
  const ids = [await another('A1'), await another('A2'), await another('A3')]
  await Promise.all(ids.flatMap((id) => [
    company.as('max', (org) => changeWorkflow(org, id, { isDefault: true })),
    company.as('max', (org) => changeWorkflow(org, id, { name: `${id} again` }))]))
  expect(await rows(sql`select 1 from workflow where is_default`)).toHaveLength(1)
})

test('a collector assigns; drafts, publishing, archiving and rules are a manager’s', () => {
  const may = (endpoint: Parameters<typeof requireRole>[0], role: 'collector' | 'manager' | 'viewer') => {
    try {
      requireRole(endpoint, { actor: 'user:x', role, orgId: 'o', userId: 'x' })
      return true
    } catch { return false }
  }
  const who = (endpoint: Parameters<typeof requireRole>[0]) =>
    (['viewer', 'collector', 'manager'] as const).find((role) => may(endpoint, role))
  expect(who(assignment.assignWorkflow)).toBe('collector')
  expect(who(assignment.previewAssignment)).toBe('collector')
  expect(who(versions.previewPublishing)).toBe('viewer')
  for (const endpoint of [versions.publishDraft, versions.undoPublishing, versions.restoreVersion,
    versions.archiveWorkflow, saveDraftEndpoint, assignment.saveRules, assignment.applyRules]) {
    expect(who(endpoint)).toBe('manager')
  }
})
