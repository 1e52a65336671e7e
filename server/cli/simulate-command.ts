// `duebox simulate`: plays the days to come in this very process; progress goes to stderr.
import { SimulationWish } from '#contract/simulation.ts'
import { listWorkflows } from '../workflows/read-workflow.ts'
import { inOrganization, SYSTEM } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import type { Wish } from '../workflows/simulation/read-rules.ts'
import { simulate, type Result } from '../workflows/simulation/simulate.ts'
import { chooseOrganization } from './choose-organization.ts'

export interface SimulateOptions {
  days: number
  workflow?: string
  version?: string
  everybody?: boolean
  scenario: string
  share: number
  within: number
  from?: string
  org?: string
  json?: boolean
}

export async function simulateFor(
  installation: Installation, orgId: string, given: SimulateOptions,
): Promise<Result> {
  const wish = await wishOf(installation, orgId, given)
  const result = await simulate(installation, orgId, wish, {
    keep: async () => {},
    progress: async (done, total) => {
      process.stderr.write(`\r${done} of ${total} customers`)
      return true
    },
  })
  process.stderr.write('\n')
  if (result === null) throw new Error('The simulation was stopped.')
  return result
}

async function wishOf(
  installation: Installation, orgId: string, given: SimulateOptions,
): Promise<Wish> {
  const parsed = SimulationWish.safeParse({
    days: given.days, pastFrom: given.from ?? null, scenario: scenarioOf(given),
    workflow: given.workflow === undefined ? null : {
      workflowId: await workflowNamed(installation, orgId, given.workflow),
      version: /^\d+$/.test(given.version ?? '') ? Number(given.version)
        : given.version ?? 'published',
      audience: given.everybody ? 'everybody' : 'assigned',
    },
  })
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new Error(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'cannot be read'}`)
}

function scenarioOf(given: SimulateOptions): unknown {
  const kind = given.scenario.replaceAll('-', '_')
  if (kind === 'nobody' || kind === 'as_last_year') return { kind }
  if (kind === 'sliders') {
    return { kind, sharePercent: given.share, withinDays: given.within }
  }
  throw new Error('Choose a scenario: nobody, as-last-year, or sliders with --share and --within.')
}

const workflowNamed = (installation: Installation, orgId: string, name: string) =>
  inOrganization(installation, orgId, SYSTEM, async (org) => {
    const all = (await listWorkflows(org)).map(({ id, name: called }) => ({ id, name: called }))
    try {
      return chooseOrganization(all, name).id
    } catch {
      throw new Error(`No workflow, or more than one, is called "${name}": ${
        all.map((one) => one.name).join(', ')}.`)
    }
  })
