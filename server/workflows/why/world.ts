// All that the decisions about one customer are made of, read once, so that it may be varied.
import type { HoldCode } from '#domain/hold.ts'
import { assembleFacts, readFactRows, type CustomerFacts, type FactRows } from
  '../../actions/gather-facts.ts'
import { gatherReach, type Reach } from '../../actions/gather-hold-facts.ts'
import { notFound } from '../../platform/errors.ts'
import { atMoment, type Org } from '../../platform/in-organization.ts'
import type { Instant } from '#domain/day.ts'
import type { Step } from '#domain/workflow.ts'
import { templatesByIds, type TemplateRow } from '../../templates/read-templates.ts'

export interface World {
  org: Org
  customerId: string
  rows: FactRows
  reach: Reach
  templates: ReadonlyMap<string, TemplateRow>
  /** Facts of the gate that do not hold in this world, whatever was read. */
  mended: ReadonlySet<HoldCode>
}

export async function readWorld(org: Org, customerId: string): Promise<World> {
  const rows = await readFactRows(org, [customerId])
  if (rows.customers.length === 0) throw notFound('This customer does not exist.')
  const steps = rows.runs.flatMap((run) => run.steps)
  return {
    org, customerId, rows,
    reach: await gatherReach(org, [customerId], ['sms']),
    templates: await templatesByIds(org,
      [...new Set(steps.flatMap((step) => step.templateId ?? []))]),
    mended: new Set(),
  }
}

/** The same with the texts of workflows that do not run here yet. */
export async function withTextsOf(
  world: World, entries: readonly { steps: readonly Step[] }[],
): Promise<World> {
  const ids = entries.flatMap(({ steps }) => steps.flatMap((step) => step.templateId ?? []))
  const missing = [...new Set(ids)].filter((id) => !world.templates.has(id))
  return { ...world,
    templates: new Map([...world.templates, ...await templatesByIds(world.org, missing)]) }
}

/** The facts of the customer in this world, at its moment. */
export function factsOf({ org, rows, customerId }: World): CustomerFacts {
  const facts = assembleFacts(org, rows).get(customerId)
  if (facts === undefined) throw new Error('A world is made of rows with its customer.')
  return facts
}

/** The same world later. What is counted by the day or the month begins anew. */
export function laterWorld(world: World, at: Instant): World {
  const org = atMoment(world.org, at)
  const { reach } = world
  const isSameDay = org.today === world.org.today
  const isSameMonth = org.today.slice(0, 7) === world.org.today.slice(0, 7)
  return {
    ...world, org,
    reach: {
      ...reach,
      budget: isSameDay ? reach.budget : { ...reach.budget, used: 0 },
      waitingForRetry: isSameDay ? reach.waitingForRetry : new Set(),
      sms: reach.sms === null ? null
        : { ...reach.sms, spentMicros: isSameMonth ? reach.sms.spentMicros : 0 },
    },
  }
}
