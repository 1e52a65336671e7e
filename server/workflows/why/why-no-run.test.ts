// The Why at both ends of a workflow: nobody has begun it yet, or all of its steps are done.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plainSentence, type Sentence } from '#domain/sentence.ts'
import { ignoreReply } from '../../inbox/reply-action.ts'
import { systemNow } from '../../platform/clock.ts'
import { aCollectingCompany, type Collecting } from '../../testing/collecting-scene.ts'
import { change, day, DUE, following } from '../../testing/edge-scene.ts'
import { freshInstallation, type FreshInstallation } from '../../testing/fresh-installation.ts'
import { whyOf } from '../../testing/why-scene.ts'
import { applyRules, saveRules } from '../assignment-rules.ts'
import { assignNothing, assignWorkflow } from '../assign-workflow.ts'
import type { WhyAnswer } from './why-answer.ts'

let installation: FreshInstallation
beforeAll(async () => { installation = await freshInstallation(systemNow) })
afterAll(() => installation.close())

const one = [{ number: 'I-1', dueOn: DUE }]
const text = (said: Sentence) => plainSentence(said, 'Europe/Paris')
const brief = ({ state, code, next }: WhyAnswer['verdict']) =>
  ({ state, code, at: next?.at ?? null, step: next?.stepName ?? null })
const said = (why: WhyAnswer) => why.reasons.map((reason) => text(reason.said))
const workflow = (org: Collecting, name: string) => org.do(async ({ tx }) =>
  (await sql<{ id: string }>`select id from workflow where name = ${name}`.execute(tx))
    .rows[0]?.id ?? '')

/** The second is the default. */
const twoOf = (...offsets: readonly (readonly number[])[]) => ({
  start: DUE, workflows: offsets.flatMap((days) => following(days).workflows) })

/** Two workflows for customers of which none is the default. */
async function withoutDefault() {
  const org = await aCollectingCompany(installation, twoOf([3], [5]))
  await org.do(({ tx }) => sql`update workflow set is_default = false`.execute(tx))
  return org
}

test('whom no workflow takes is told who could, and what each would bring', async () => {
  const org = await withoutDefault()
  const { id } = await org.aCustomer('Buyer', one)
  await org.goTo(day(1))
  const before = await whyOf(org, id)
  expect(text(before.verdict.said)).toBe('No workflow runs here, so nothing goes out.')
  expect(said(before)).toEqual([
    'No workflow was chosen for this customer, no rule fits it, and none is the default.'])
  expect(before.changes.map((one) => [one.deed, text(one.said)])).toEqual([
    ['assign_workflow', 'Put the customer under “W0”'],
    ['assign_workflow', 'Put the customer under “W1”'],
    ['make_default', 'Make “W0” the default for all who chose none']])
  const [, other] = before.changes
  await org.do((open) => assignWorkflow(open, other?.subjectId ?? '', { customerIds: [id] }))
  await org.tick()
  expect(brief((await whyOf(org, id)).verdict)).toEqual(brief(other?.then ?? before.verdict))
  expect(other?.then.next?.stepName).toBe('Day 5')
})

test('a default that is made takes the customer as was said', async () => {
  const org = await withoutDefault()
  const { id } = await org.aCustomer('Buyer', one)
  const [made] = (await whyOf(org, id)).changes.filter(({ deed }) => deed === 'make_default')
  await org.do(({ tx }) => sql`update workflow set is_default = true
    where id = ${made?.subjectId}`.execute(tx))
  const soon = await whyOf(org, id)
  expect(text(soon.verdict.said)).toContain('“W0” takes this customer up within a minute. ')
  expect(soon.decidedBy).toBe('Duebox, by itself')
  await org.tick()
  const after = await whyOf(org, id)
  expect(brief(after.verdict)).toEqual(brief(soon.verdict))
  expect(made && brief(made.then)).toEqual(brief(after.verdict))
})

test('a rule that is younger than the customer is named, and takes it when it is applied', async () => {
  const org = await withoutDefault()
  const { id } = await org.aCustomer('Buyer', one)
  await org.goTo(day(1))
  const workflowId = await workflow(org, 'W1')
  await org.do((open) => saveRules(open, 'customer', [{ name: 'All', workflowId, filters: [] }]))
  const before = await whyOf(org, id)
  expect(said(before)).toEqual(['The rule “All” fits it, but the customer is older than the rules, '
    + 'and those move nobody unasked.'])
  const [first] = before.changes
  expect(first).toMatchObject({ deed: 'apply_rules', subjectId: workflowId })
  await org.do((open) => applyRules(open, 'customer', { among: 'unassigned', expected: 1 }))
  await org.tick()
  expect(brief((await whyOf(org, id)).verdict)).toEqual(first && brief(first.then))
})

test('who follows none by choice can be put under one, and no default takes it', async () => {
  const org = await aCollectingCompany(installation, following([3]))
  const { id } = await org.aCustomer('Buyer', one)
  await org.do((open) => assignNothing(open, 'customer', [id]))
  await org.tick()
  const why = await whyOf(org, id)
  expect(said(why)).toEqual(['Somebody decided that this customer follows no workflow.'])
  expect(why.changes.map(({ deed }) => deed)).toEqual(['assign_workflow'])
})

test('where nothing is open, the workflow that takes the next invoice is named', async () => {
  const org = await aCollectingCompany(installation, following([3]))
  const { id, email } = await org.aCustomer('Buyer', [])
  await org.write(email, { isNew: true })
  const why = await whyOf(org, id)
  expect(text(why.verdict.said)).toBe('Nothing is open for this customer, so nothing goes out. '
    + '“W0” takes it up with the next open invoice.')
  expect(said(why)[0]).toContain('has written and waits for an answer.')
  expect(why).toMatchObject({ changes: [], decidedBy: 'Anybody in the team' })
})

test('a workflow at its end says so, that an answer waits, and what each deed brings', async () => {
  const org = await aCollectingCompany(installation, following([3]))
  const { id, email } = await org.aCustomer('Buyer', one)
  await org.goTo(day(3))
  await org.write(email)
  await org.goTo(day(10))
  const before = await whyOf(org, id)
  expect(before.verdict).toMatchObject({ state: 'ended', code: 'end_of_workflow' })
  expect(text(before.verdict.said)).toBe('All steps of “W0” are done; somebody decides how to go '
    + 'on. The customer has written and waits for an answer. To Do keeps the answer until somebody '
    + 'handles it.')
  expect(before.reasons.filter(({ isHold }) => isHold).map(({ rule }) => rule))
    .toEqual(['end_of_workflow', 'reply_pending'])
  const ignoring = before.changes.find(({ deed }) => deed === 'ignore_reply')
  await org.do((open) => ignoreReply(open, ignoring?.subjectId ?? '', ''))
  const after = await whyOf(org, id)
  expect(text(after.verdict.said)).toBe(text(ignoring?.then.said ?? []))
  expect(text(after.verdict.said)).not.toContain('written')
})

test('a workflow at its end can be followed by another one, with the delay carried over', async () => {
  const org = await aCollectingCompany(installation, twoOf([4], [3]))
  const { id } = await org.aCustomer('Buyer', one)
  await org.goTo(day(4))
  const before = await whyOf(org, id)
  const on = before.changes.find(({ deed }) => deed === 'assign_workflow')
  expect(on?.then).toMatchObject({ state: 'waits', next: { stepName: 'Day 4', on: day(8) } })
  await org.do((open) => assignWorkflow(open, on?.subjectId ?? '', { customerIds: [id] }))
  await org.tick()
  expect(brief((await whyOf(org, id)).verdict)).toEqual(on && brief(on.then))
})

test('a debt that is paid leaves an answer that waits', async () => {
  const org = await aCollectingCompany(installation, following([3]))
  const { id, email } = await org.aCustomer('Buyer', one)
  await org.goTo(day(3))
  await org.write(email)
  await org.do(({ tx }) => sql`update invoice set open_minor = 0 where customer_id = ${id}`
    .execute(tx))
  await change(org, 'daily_cap', 10)
  const why = await whyOf(org, id)
  expect(why.verdict.state).toBe('nothing')
  expect(text(why.verdict.said)).toContain('The customer has written and waits for an answer.')
})
