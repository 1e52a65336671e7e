// When a run under contextual entry must be looked at again: its next trigger.
import type { Day } from './day.ts'
import { carryingInvoice } from './invoice.ts'
import { triggerDay, type Moment, type RunFacts } from './plan.ts'

/**
 * The first day to come on which a step triggers: it may overtake the one that was planned, or
 * the work that waits in To Do (SPEC §3.5). Null under standard entry, where nothing expires so.
 */
export function nextTriggerOn(facts: RunFacts, moment: Moment): Day | null {
  if (facts.rules.entryLogic !== 'contextual') return null
  const carrying = carryingInvoice(facts.invoices)
  if (carrying === null) return null
  let next: Day | null = null
  for (const step of facts.rules.steps) {
    const day = triggerDay(step, carrying, moment.calendar)
    if (day > moment.today && (next === null || day < next)) next = day
  }
  return next
}
