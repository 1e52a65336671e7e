// How runs begin on old debt when sending is turned on: step by step, where they fit, or afresh.
import { carryingInvoice } from './invoice.ts'
import { END_OF_STEPS, plan, triggerDay, type Moment, type RunFacts } from './plan.ts'
import { isPromiseStep } from './promise-steps.ts'
import type { Start } from './starts.ts'

/** The step to go on at; null: nothing is to be changed for this run. */
export function startStepOf(facts: RunFacts, moment: Moment, start: Start): string | null {
  if (start === 'catch_up') return null
  const planned = plan(facts, moment)
  const carrying = carryingInvoice(facts.invoices)
  // A run that begins anew with another invoice has its start decided by that.
  if (planned.kind !== 'step' || carrying === null || planned.epoch !== facts.epoch) return null
  // Steps that follow a promise come when one is broken, wherever the run stands.
  const steps = facts.rules.steps.filter((step) => !isPromiseStep(step))
  const next = steps.findIndex((step) => step.id === planned.step.id)
  const late = steps.findLastIndex((step) =>
    triggerDay(step, carrying, moment.calendar) <= moment.today)
  if (next < 0 || late < next) return null
  if (start === 'future') return steps[late + 1]?.id ?? END_OF_STEPS
  return late === next ? null : steps[late]?.id ?? null
}

/** Which of the days that a beginning is spread over is a customer's: the same at each look. */
export function spreadPlace(customerId: string, days: number): number {
  let sum = 0
  for (const sign of customerId) sum = (sum * 31 + sign.charCodeAt(0)) % 1_000_003
  return sum % days
}
