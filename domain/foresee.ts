// What a customer's runs would bring until a day, if nobody pays or answers: plan() walked on.
import { addDays, instantAt, type Day } from './day.ts'
import type { OpenInvoice } from './invoice.ts'
import { plan, type Moment, type PlannedStep, type RunFacts } from './plan.ts'
import { isPromiseStep } from './promise-steps.ts'
import { countsAsContact } from './workflow.ts'

export interface Foreseen {
  runId: string
  stepId: string
  name: string
  channel: string
  mode: 'manual' | 'automatic'
  dueOn: Day
}

interface Walking { id: string; facts: RunFacts; isWaiting: boolean }

/** Bounds the walk: sixty steps a run are the most there can be. */
const MOST = 200

/**
 * Contacts of all runs together, since they share one delay. Manual work is foreseen too, but not
 * what comes after it: that depends on when a person does it.
 */
export function foresee(
  runs: readonly { id: string; facts: RunFacts }[], from: Moment, untilOn: Day,
): Foreseen[] {
  let walking: Walking[] = runs.map((run) => ({ ...run, isWaiting: false }))
  let moment = from
  const found: Foreseen[] = []
  // Each round brings a step, or the day on which promises break.
  for (let round = 0; found.length < MOST && round < MOST * 2; round++) {
    const next = earliest(walking, moment, untilOn)
    const breaksOn = nextBreak(walking, untilOn)
    if (breaksOn !== null && (next === null || next.dueOn >= breaksOn)) {
      walking = walking.map((run) => ({ ...run, facts: broken(run.facts, breaksOn) }))
      if (breaksOn > moment.today) {
        const now = instantAt(breaksOn, moment.sendTime, moment.zone)
        moment = { ...moment, now: now > moment.now ? now : moment.now, today: breaksOn }
      }
      continue
    }
    if (next === null) return found
    const { run, planned, dueOn } = next
    const { step } = planned
    found.push({
      runId: run.id, stepId: step.id, name: step.name, channel: step.channel, mode: step.mode,
      dueOn,
    })
    if (planned.dueAt !== null && planned.dueAt > moment.now) {
      moment = { ...moment, now: planned.dueAt, today: dueOn }
    }
    walking = walking.map((one) => (one.id === run.id
      ? { ...one, facts: after(one.facts, planned, dueOn), isWaiting: step.mode === 'manual' }
      : one)).map((one) => (step.mode === 'manual' ? one : told(one, run.id, planned, dueOn)))
  }
  return found
}

/** The first day on which a promise is over: nobody pays, so it is broken then. */
function nextBreak(walking: readonly Walking[], untilOn: Day): Day | null {
  let first: Day | null = null
  for (const { facts } of walking) {
    for (const { promises = [] } of facts.invoices) {
      for (const { lastOn } of promises) {
        const day = addDays(lastOn, 1)
        if (day <= untilOn && (first === null || day < first)) first = day
      }
    }
  }
  return first
}

/** What it held back is asked for again, and the steps that follow it count from its day. */
function broken(facts: RunFacts, today: Day): RunFacts {
  return { ...facts, invoices: facts.invoices.map((invoice): OpenInvoice => {
    const { promises = [] } = invoice
    const over = promises.filter(({ lastOn }) => lastOn < today)
    if (over.length === 0) return invoice
    const left = promises.filter(({ lastOn }) => lastOn >= today)
    const asked = over.filter(({ carries }) => carries || facts.rules.level === 'customer')
    return {
      ...invoice, promises: left,
      promisedMinor: left.reduce((sum, { heldMinor }) => sum + heldMinor, 0),
      promisedOn: left.reduce<Day | null>((first, { lastOn }) =>
        (first === null || lastOn < first ? lastOn : first), null),
      brokenPromiseOn: asked.reduce<Day | null>((newest, { promisedOn }) =>
        (newest === null || promisedOn > newest ? promisedOn : newest), invoice.brokenPromiseOn),
    }
  }) }
}

interface Next { run: Walking; planned: PlannedStep; dueOn: Day }

function earliest(walking: readonly Walking[], moment: Moment, untilOn: Day): Next | null {
  let first: Next | null = null
  for (const run of walking) {
    if (run.isWaiting) continue
    const planned = plan(run.facts, moment)
    if (planned.kind !== 'step' || planned.dueOn === null || planned.dueOn > untilOn) continue
    if (first === null || planned.dueOn < first.dueOn) {
      first = { run, planned, dueOn: planned.dueOn }
    }
  }
  return first
}

function after(facts: RunFacts, planned: PlannedStep, dueOn: Day): RunFacts {
  const isRestart = planned.epoch !== facts.epoch
  return {
    ...facts, epoch: planned.epoch,
    startStepId: isRestart ? null : facts.startStepId,
    closedStepIds: [...isRestart ? [] : facts.closedStepIds,
      ...isPromiseStep(planned.step) ? [] : [planned.step.id]],
    closedPromiseSteps: isPromiseStep(planned.step) ? [...facts.closedPromiseSteps,
      { stepId: planned.step.id, occurrence: planned.occurrence }] : facts.closedPromiseSteps,
    carrying: {
      invoiceId: planned.carryingInvoiceId, since: `${addDays(dueOn, 1)}T00:00:00.000Z`,
      fate: 'collectible',
    },
  }
}

/** One budget: what one run sends delays the others, unless they count their own alone. */
function told(run: Walking, senderId: string, planned: PlannedStep, dueOn: Day): Walking {
  if (!countsAsContact(planned.step.channel)) return run
  const isCounted = run.id === senderId || run.facts.rules.mcdScope === 'customer'
  return {
    ...run,
    facts: {
      ...run.facts, lastAutomaticOn: dueOn,
      ...(isCounted ? { lastContactOn: dueOn } : {}),
    },
  }
}
