// Simulations over their addresses: started, played, looked into, compared, cancelled, kept apart.
import { STEP_DEFAULTS } from '#domain/workflow.ts'
import { sql } from 'kysely'
import { z } from 'zod'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Endpoint } from '#contract/endpoint.ts'
import * as contract from '#contract/simulation.ts'
import { answerCall } from '../../platform/answer-call.ts'
import { inOrganization, type Org } from '../../platform/in-organization.ts'
import type { Installation } from '../../platform/installation.ts'
import { newId } from '../../platform/ids.ts'
import { freshDatabase } from '../../testing/fresh-database.ts'
import { openInstallation } from '../../testing/mail-scene.ts'
import { aVariedCompany } from '../../testing/varied-company.ts'
import { readWorkflow } from '../read-workflow.ts'
import { saveDraft } from '../save-workflow.ts'
import { simulationRoutes } from './routes.ts'
import { runSimulation } from './run-simulation.ts'
import { simulate } from './simulate.ts'

let database: Awaited<ReturnType<typeof freshDatabase>>
let installation: Installation & { close: () => Promise<void> }
let orgId: string

beforeAll(async () => {
  database = await freshDatabase()
  installation = await openInstallation(database.url)
  orgId = await aVariedCompany(installation, { start: '2027-03-01', customers: 25, seed: 3 })
})
afterAll(async () => {
  await installation.close()
  await database.close()
})

type Given = { params?: Record<string, string>; query?: Record<string, string>; body?: unknown
  as?: string }

async function respond(of: unknown, given: Given): Promise<Response> {
  const endpoint = of as Endpoint // Every endpoint is one; the type parameters are not needed.
  const route = simulationRoutes.find((one) => one.endpoint === endpoint)
  if (!route) throw new Error(`No route for ${endpoint.path}.`)
  const body = given.body === undefined ? null : JSON.stringify(given.body)
  return answerCall(installation, route, {
    request: new Request('https://duebox.example', { method: 'POST', body }),
    params: given.params ?? {}, query: given.query ?? {},
  }, () => Promise.resolve({
    orgId: given.as ?? orgId, actor: 'key:test', role: 'viewer', userId: null }))
}

async function call<E extends { answer: z.ZodType; status: number }>(
  endpoint: E, given: Given = {},
): Promise<z.output<E['answer']>> {
  const response = await respond(endpoint, given)
  const text = await response.text()
  expect(response.status, text).toBe(endpoint.status)
  return endpoint.answer.parse(JSON.parse(text)) as z.output<E['answer']>
}

const refusal = async (of: unknown, given: Given) => {
  const response = await respond(of, given)
  return `${response.status} ${((await response.json()) as { detail: string }).detail}`
}

async function played(body: object): Promise<z.output<typeof contract.Simulation>> {
  const started = await call(contract.startSimulation, { body })
  expect(started).toMatchObject({ state: 'queued', result: null })
  await runSimulation(installation, orgId, started.id)
  return call(contract.getSimulation, { params: { simulationId: started.id } })
}

const workflowNamed = (name: string) => inOrganization(installation, orgId, 'test',
  async (org: Org) => {
    const { rows } = await sql<{ id: string }>`select id from workflow where name = ${name}`
      .execute(org.tx)
    return readWorkflow(org, rows[0]?.id ?? '')
  })

const sum = (counts: Record<string, number>) =>
  Object.values(counts).reduce((total, count) => total + count, 0)

test('a simulation is started, played, and read day by day down to the single text', async () => {
  const done = await played({ days: 40 })
  expect(done).toMatchObject({ state: 'done', customersDone: 25, customersTotal: 25 })
  const result = done.result
  expect(result?.days).toHaveLength(41)
  const day = result?.days.find((one) => sum(one.automatic) > 1)
  const params = { simulationId: done.id }
  const list = await call(contract.listSimulatedActions,
    { params, query: { day: day?.day ?? '', limit: '1' } })
  expect(list.items).toHaveLength(1)
  const next = await call(contract.listSimulatedActions,
    { params, query: { day: day?.day ?? '', cursor: list.nextCursor ?? '' } })
  expect(1 + next.items.length).toBe(day && sum(day.automatic) + sum(day.manual) + day.decide)
  const written = [...list.items, ...next.items].find((one) => one.channel === 'email')
  const text = await call(contract.getSimulatedText,
    { params: { ...params, place: String(written?.place) } })
  expect(text.problem).toBeNull()
  expect(text.subject).toMatch(/^Open: [€$]/)
  const held = await call(contract.listSimulatedHolds, { params, query: { day: '2027-03-02' } })
  const onDay = result?.days.find((one) => one.day === '2027-03-02')
  expect(held.items).toHaveLength(onDay ? sum(onDay.held) : -1)
  const csv = await (await respond(contract.exportSimulation, { params })).text()
  expect(csv.trim().split('\r\n')).toHaveLength(1 + (result ? sum(result.totals.automatic)
    + sum(result.totals.manual) + result.totals.decide : 0))
})

test('playing leaves nothing behind: no run, no action, no message, no contact', async () => {
  const count = () => inOrganization(installation, orgId, 'test', async ({ tx }) => (await sql`
    select (select count(*) from run) as runs, (select count(*) from action) as actions,
      (select count(*) from message) as messages, (select count(*) from contact_log) as contacts,
      (select count(*) from event) as events`.execute(tx)).rows)
  const before = await count()
  await played({ days: 20 })
  expect(await count()).toEqual(before)
})

test('steps that are not saved are played beside the published ones, and differ', async () => {
  const workflow = await workflowNamed('Standard')
  const rules = workflow.published
  if (!rules) throw new Error('The workflow is published.')
  const now = await played({ days: 60 })
  const slower = await played({ days: 60, workflow: {
    workflowId: workflow.id, version: 'unsaved', rules: { ...rules, mcdDays: 21 } } })
  expect(slower.title).toContain('as edited')
  const compared = await call(contract.compareSimulations,
    { params: { simulationId: now.id, otherId: slower.id } })
  expect(compared.other.totals.contacts).toBeLessThan(compared.one.totals.contacts)
  expect(compared.days.reduce((total, day) => total + day.one, 0))
    .toBe(compared.one.totals.contacts)
  expect(compared.customers.length).toBeGreaterThan(0)
  expect(compared.customers.every((row) => row.one !== row.other
    || row.firstOne !== row.firstOther)).toBe(true)
})

test('a saved draft, a version by number, and a workflow for everybody', async () => {
  const workflow = await workflowNamed('Contextual')
  await inOrganization(installation, orgId, 'test', (org) => saveDraft(org, workflow.id, {
    entryLogic: 'standard', mcdDays: 0, mcdScope: 'customer', thresholdMinor: {},
    steps: [{ name: 'Ring', channel: 'call', mode: 'manual', positions: [], templateId: null,
      ...STEP_DEFAULTS,
      trigger: { anchor: 'due', offsetDays: 1, unit: 'calendar' } }],
  }))
  const draft = await played({ days: 30, workflow: {
    workflowId: workflow.id, version: 'draft' } })
  const everybody = await played({ days: 30, workflow: {
    workflowId: workflow.id, version: 'draft', audience: 'everybody' } })
  const rings = async ({ id }: { id: string }) => (await call(contract.listSimulatedActions,
    { params: { simulationId: id }, query: { limit: '200' } })).items
    .filter((one) => one.stepName === 'Ring').length
  expect(await rings(draft)).toBeGreaterThan(0)
  expect(await rings(everybody)).toBeGreaterThan(await rings(draft))
  expect((await played({ days: 5, workflow: { workflowId: workflow.id, version: 1 } })).title)
    .toContain('Contextual, version 1')
  expect(await refusal(contract.startSimulation, { body: { workflow: {
    workflowId: workflow.id, version: 9 } } })).toBe('404 Contextual has no version 9.')
})

test('a cancelled simulation stops between two batches and keeps no result', async () => {
  const { id } = await call(contract.startSimulation, { body: { days: 180 } })
  const params = { simulationId: id }
  expect(await call(contract.cancelSimulation, { params })).toMatchObject({ state: 'cancelled' })
  await runSimulation(installation, orgId, id)
  expect(await call(contract.getSimulation, { params }))
    .toMatchObject({ state: 'cancelled', result: null, customersDone: 0 })
  const stopped = await simulate(installation, orgId, contract.SimulationWish.parse({ days: 9 }),
    { keep: async () => {}, progress: async () => false })
  expect(stopped).toBeNull()
})

test('customers are read in bounded batches, whatever their number', async () => {
  const steps: number[] = []
  await simulate(installation, orgId, contract.SimulationWish.parse({ days: 3 }),
    { keep: async () => {}, progress: async (done) => steps.push(done) > 0 }, { batch: 10 })
  // Whoever is collected at another customer is played with that one, in its batch.
  expect([steps.length, steps.at(-1)]).toEqual([3, 25])
  expect(steps[0]).toBeGreaterThanOrEqual(10)
  expect(steps[0]).toBeLessThan(15)
})

test('another organization sees nothing of a simulation', async () => {
  const { id } = await played({ days: 3 })
  const other = await aVariedCompany(installation, { start: '2027-03-01', customers: 1, seed: 1 })
  for (const endpoint of [contract.getSimulation, contract.cancelSimulation,
    contract.listSimulatedActions, contract.exportSimulation]) {
    expect((await respond(endpoint, { params: { simulationId: id }, as: other })).status).toBe(404)
  }
  expect(await refusal(contract.getSimulation, { params: { simulationId: newId() } }))
    .toContain('404')
  const workflow = await workflowNamed('Standard')
  expect(await refusal(contract.startSimulation, { as: other, body: { workflow: {
    workflowId: workflow.id } } })).toBe('404 This workflow does not exist.')
})

test('one that takes the place of another forgets it, even while that is being played', async () => {
  const first = await call(contract.startSimulation, { body: { days: 30 } })
  const second = await call(contract.startSimulation, { body: { days: 9, replaces: first.id } })
  await runSimulation(installation, orgId, first.id)
  expect(await refusal(contract.getSimulation, { params: { simulationId: first.id } }))
    .toBe('404 This simulation does not exist any more; start another one.')
  await runSimulation(installation, orgId, second.id)
  expect(await call(contract.getSimulation, { params: { simulationId: second.id } }))
    .toMatchObject({ state: 'done' })
})
