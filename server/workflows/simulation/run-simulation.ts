// A simulation as a job: started, polled, cancelled, read; kept with its days and actions.
import type { z } from 'zod'
import { SimulationWish, type Simulation } from '#contract/simulation.ts'
import { addSeconds } from '#domain/day.ts'
import { Problem, conflict, notFound } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { inOrganization, SYSTEM, type Org } from '../../platform/in-organization.ts'
import type { Installation } from '../../platform/installation.ts'
import { addJob } from '../../platform/jobs.ts'
import { readRules, type Wish } from './read-rules.ts'
import { simulate, type Result } from './simulate.ts'
import {
  beginSimulation, countCustomers, countUnfinished, deleteLines, deleteOldSimulations,
  deleteOwnSimulation,
  endSimulation, failAbandoned, insertLines, insertSimulation, noteProgress, readSimulations,
  type SimulationRow,
} from './simulation-store.ts'

export type SimulationAnswer = z.output<typeof Simulation>

const MOST_AT_ONCE = 4
const KEPT = 20
const LONGEST_SECONDS = 1800

export async function startSimulation(
  org: Org, { replaces, ...wish }: Wish & { replaces?: string | undefined },
): Promise<SimulationAnswer> {
  const now = org.installation.now()
  if (replaces !== undefined) await deleteOwnSimulation(org, replaces)
  await failAbandoned(org, addSeconds(now, -LONGEST_SECONDS), now)
  if (await countUnfinished(org) >= MOST_AT_ONCE) {
    throw conflict(`${MOST_AT_ONCE} simulations are under way; wait for one, or cancel it.`)
  }
  const rules = wish.workflow === null ? null : await readRules(org, wish.workflow)
  const id = newId()
  await insertSimulation(org, {
    id, wish, title: titleOf(wish, rules?.title ?? null), at: now,
  })
  await deleteOldSimulations(org, KEPT)
  // A job that is tried again begins afresh; twice is enough for a crash.
  await addJob(org.tx, 'simulate', { orgId: org.id, simulationId: id }, { mostTries: 2 })
  return readSimulation(org, id)
}

function titleOf(wish: Wish, rules: string | null): string {
  const what = rules ?? 'All workflows as they run'
  const who = wish.workflow?.audience === 'everybody' ? ', for everybody' : ''
  const when = wish.pastFrom === null ? `${wish.days} days`
    : `${wish.days} days from ${wish.pastFrom}`
  return `${what}${who} · ${when} · ${SCENARIO_WORDS[wish.scenario.kind]}`
}

const SCENARIO_WORDS: Record<Wish['scenario']['kind'], string> = {
  nobody: 'nobody pays', as_last_year: 'paying as last year', sliders: 'a share pays',
}

export async function readSimulation(org: Org, id: string): Promise<SimulationAnswer> {
  const [row] = await readSimulations(org, id)
  if (!row) throw notFound('This simulation does not exist any more; start another one.')
  return toAnswer(row)
}

export const listSimulations = async (org: Org): Promise<SimulationAnswer[]> =>
  (await readSimulations(org, null, KEPT)).map(toAnswer)

const toAnswer = (row: SimulationRow): SimulationAnswer => ({
  id: row.id, title: row.title, wish: SimulationWish.parse(row.wish), state: row.state,
  customersDone: row.customers_done, customersTotal: row.customers_total, why: row.why,
  startedAt: row.started_at, finishedAt: row.finished_at,
  result: row.result as Result | null, // Written by `simulate` alone.
})

export async function cancelSimulation(org: Org, id: string): Promise<SimulationAnswer> {
  await readSimulation(org, id)
  await endSimulation(org, id, {
    state: 'cancelled', result: null, why: null, at: org.installation.now(),
  })
  return readSimulation(org, id)
}

/** The job. What goes wrong is told to whoever asked, in words; nothing of it is half kept. */
export async function runSimulation(
  installation: Installation, orgId: string, id: string,
): Promise<void> {
  const open = <T>(work: (org: Org) => Promise<T>) =>
    inOrganization(installation, orgId, SYSTEM, work)
  const begun = await open(async (org) => beginSimulation(org, id, await countCustomers(org)))
  if (begun === null) return
  const end = (state: 'done' | 'failed', result: Result | null, why: string | null) =>
    open((org) => endSimulation(org, id, { state, result, why, at: installation.now() }))
  try {
    const result = await simulate(installation, orgId, SimulationWish.parse(begun.wish), {
      keep: (lines) => open((org) => insertLines(org, id, lines)),
      again: () => open((org) => deleteLines(org, id)),
      progress: (done) => open((org) => noteProgress(org, id, done)),
    })
    if (result !== null) await end('done', result, null)
  } catch (error) {
    await end('failed', null, error instanceof Problem ? error.message
      : 'Something went wrong; nothing was changed. Start it again.')
    if (!(error instanceof Problem)) throw error
  }
}
