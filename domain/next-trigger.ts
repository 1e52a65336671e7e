// When a run must be looked at again though it has work that waits: what may overtake that.
import type { Day, Instant } from './day.ts'
import { carryingInvoice } from './invoice.ts'
import { nextAfterPromise, triggerDay, type Moment, type RunFacts } from './plan.ts'
import { lanesOf } from './promise-steps.ts'

/**
 * The first day to come on which a step triggers: it may overtake the one that was planned, or
 * the work that waits in To Do (SPEC §3.5). Null under standard entry, where nothing expires so.
 */
export function nextTriggerOn(facts: RunFacts, moment: Moment): Day | null {
  if (facts.rules.entryLogic !== 'contextual') return null
  const carrying = carryingInvoice(facts.invoices)
  if (carrying === null) return null
  let next: Day | null = null
  for (const step of lanesOf(facts.rules.steps).inLine) {
    const day = triggerDay(step, carrying, moment.calendar)
    if (day > moment.today && (next === null || day < next)) next = day
  }
  return next
}

/** The moment at which a step that follows a promise goes before all others (SPEC §3.2). */
export function promiseStepAt(facts: RunFacts, moment: Moment): Instant | null {
  const carrying = carryingInvoice(facts.invoices)
  const next = carrying === null ? null : nextAfterPromise(facts, carrying, moment)
  return next?.dueAt ?? null
}
