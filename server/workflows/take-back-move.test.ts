// A move to another workflow is taken back as if it had not been, but for those it has acted on.
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { STEP_DEFAULTS } from '#domain/workflow.ts'
import { startPause, endPause, resumePause } from '../customers/pause.ts'
import { systemNow } from '../platform/clock.ts'
import { aCollectingCompany, type Collecting } from '../testing/collecting-scene.ts'
import { day, DUE } from '../testing/edge-scene.ts'
import { freshInstallation, type FreshInstallation } from '../testing/fresh-installation.ts'
import { applyRules, saveRules } from './assignment-rules.ts'
import { assignNothing, assignWorkflow } from './assign-workflow.ts'
import { createWorkflow } from './save-workflow.ts'
import { takeBackMove } from './take-back-move.ts'

let installation: FreshInstallation
let company: Collecting
beforeAll(async () => { installation = await freshInstallation(systemNow) })
afterAll(() => installation.close())
beforeEach(async () => {
  company = await aCollectingCompany(installation, {
    start: '2027-02-20', workflows: [{ level: 'customer', offsets: [3, 10], mcdDays: 5,
      step: { mode: 'manual' } }],
  })
})

const another = (offsets: readonly number[] = [20]) => company.as('max', async (org) => {
  const template = await sql<{ id: string }>`select id from template`.execute(org.tx)
  return createWorkflow(org, {
    name: 'New', level: 'customer', isDefault: false, isPublished: true, entryLogic: 'standard',
    mcdDays: 0, thresholdMinor: {}, mcdScope: 'customer',
    steps: offsets.map((offsetDays) => ({
      name: `New ${offsetDays}`, channel: 'email', mode: 'automatic',
      trigger: { anchor: 'due', offsetDays, unit: 'calendar' }, positions: [],
      ...STEP_DEFAULTS, templateId: template.rows[0]?.id ?? null,
    })),
  })
})

/** All that a move touches, without the log of what happened. */
const standing = () => company.do(async ({ tx }) => ({
  choice: (await sql`select name, chosen_workflow_id, no_workflow, chosen_by from customer
    order by name`.execute(tx)).rows,
  runs: (await sql`select id, epoch, carrying_invoice_id from run where ended_at is null
    order by id`.execute(tx)).rows,
  work: (await sql`select id, run_id, state, outcome from action
    where state not in ('cancelled') order by id`.execute(tx)).rows,
  replies: (await sql`select id, run_id, state from reply_action order by id`.execute(tx)).rows,
}))
const takeBack = (moveId: string | null) =>
  company.as('mara', (org) => takeBackMove(org, moveId ?? ''))
const assign = (workflowId: string, customerIds: string[]) =>
  company.as('mara', (org) => assignWorkflow(org, workflowId, { customerIds }))

test('choice, run, open work and the answer that waits are as they were', async () => {
  const a = await company.aCustomer('A', [{ number: 'I-1', dueOn: DUE }])
  await company.aCustomer('B', [{ number: 'I-2', dueOn: DUE }])
  await company.goTo(day(3))
  await company.write(a.email, { isNew: true })
  await company.tick()
  const before = await standing()
  const { moveId } = await assign(await another(), [a.id])
  await company.tick()
  expect(await standing()).not.toEqual(before)
  expect(await takeBack(moveId)).toEqual({ restored: 1, kept: 0 })
  await company.tick()
  expect(await standing()).toEqual(before)
  await expect(takeBack(moveId)).rejects.toThrow('can no longer be taken back')
})

test('a move to no workflow is taken back, before and after the planner has come by', async () => {
  const a = await company.aCustomer('A', [{ number: 'I-1', dueOn: DUE }])
  await company.goTo(day(3))
  const before = await standing()
  for (const isLate of [false, true]) {
    const { moveId } = await company.as('mara', (org) => assignNothing(org, 'customer', [a.id]))
    if (isLate) await company.tick()
    await takeBack(moveId)
    await company.tick()
    expect(await standing()).toEqual(before)
  }
})

test('whom the new workflow has written to stays there', async () => {
  const a = await company.aCustomer('A', [{ number: 'I-1', dueOn: DUE }])
  const b = await company.aCustomer('B', [{ number: 'I-2', dueOn: day(40) }])
  await company.goTo(day(3))
  const { moveId } = await assign(await another([1]), [a.id, b.id])
  await company.tick()
  expect(await company.remindedOn(a.email)).toEqual([day(3)])
  expect(await takeBack(moveId)).toEqual({ restored: 1, kept: 1 })
  await company.tick()
  const { runs } = await standing()
  const { rows } = await company.do(({ tx }) => sql`select c.name, w.name as follows from run r
    join customer c on c.id = r.customer_id join workflow w on w.id = r.workflow_id
    where r.ended_at is null order by 1`.execute(tx))
  expect(rows).toEqual([{ name: 'A', follows: 'New' }, { name: 'B', follows: 'W0' }])
  expect(runs.length).toBe(2)
})

test('a run that ran before is not ended by taking the choice of it back', async () => {
  const a = await company.aCustomer('A', [{ number: 'I-1', dueOn: DUE }])
  await company.goTo(day(3))
  const before = await standing()
  const workflowId = await company.do(async ({ tx }) => (await sql<{ id: string }>`
    select id from workflow`.execute(tx)).rows[0]?.id ?? '')
  const { assigned, moveId } = await assign(workflowId, [a.id])
  expect(assigned).toBe(1)
  await takeBack(moveId)
  expect(await standing()).toEqual(before)
})

test('rules that were applied are taken back as one; who was moved again since stays', async () => {
  const a = await company.aCustomer('A', [{ number: 'I-1', dueOn: DUE }])
  const b = await company.aCustomer('B', [{ number: 'I-2', dueOn: DUE }])
  await company.goTo(day(2))
  const workflowId = await another()
  await company.as('max', (org) => saveRules(org, 'customer', [
    { name: 'All', workflowId, filters: [] }]))
  const { moveId } = await company.as('max', (org) =>
    applyRules(org, 'customer', { among: 'unassigned', expected: 2 }))
  await company.as('mara', (org) => assignNothing(org, 'customer', [b.id]))
  expect(await takeBack(moveId)).toEqual({ restored: 1, kept: 1 })
  const { rows } = await company.do(({ tx }) => sql`select id, no_workflow from customer
    order by name`.execute(tx))
  expect(rows).toEqual([{ id: a.id, no_workflow: false }, { id: b.id, no_workflow: true }])
})

test('after ten minutes it is past', async () => {
  const a = await company.aCustomer('A', [{ number: 'I-1', dueOn: DUE }])
  await company.goTo(day(2))
  const { moveId } = await assign(await another(), [a.id])
  await company.goTo(day(3))
  await expect(takeBack(moveId)).rejects.toThrow('can no longer be taken back')
})

test('a pause whose end is taken back lasts on; one that ended long ago does not', async () => {
  const a = await company.aCustomer('A', [{ number: 'I-1', dueOn: DUE }])
  const pause = await company.do((org) => startPause(org, { scope: 'customer', subjectId: a.id,
    untilOn: day(9), reviewOn: null, reason: 'Talks' }))
  await company.do((org) => endPause(org, pause.id))
  expect(await company.do((org) => resumePause(org, pause.id))).toMatchObject({
    id: pause.id, until_on: day(9), reason: 'Talks', started_at: pause.started_at })
  await company.goTo(day(3))
  expect((await standing()).work).toEqual([])
  await company.do((org) => endPause(org, pause.id))
  await company.goTo(day(4))
  await expect(company.do((org) => resumePause(org, pause.id))).rejects.toThrow('Begin a new one')
})
