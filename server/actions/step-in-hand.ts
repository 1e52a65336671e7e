// The step as it is done now, where it could not go by its own channel or was not to.
import { DECIDE_STEP, type PlannedStep } from '#domain/plan.ts'
import { followsPromise } from '#domain/promise-steps.ts'
import { isAutomatable, type Step } from '#domain/workflow.ts'
import type { RunInFacts } from './gather-facts.ts'

export function stepInHand(run: RunInFacts, planned: PlannedStep): Step {
  const { step } = planned
  const fellTo = isInHand(run, planned) ? run.openAction?.fell_to ?? null : null
  if (fellTo === null) return step
  return { ...step, channel: fellTo, mode: isAutomatable(fellTo) ? step.mode : 'manual' }
}

export const isInHand = (run: RunInFacts, planned: PlannedStep): boolean =>
  run.openAction !== null && run.openAction.step_id === planned.step.id
  && run.openAction.occurrence === planned.occurrence

/** An SMS that waits for a morning is not put off again by the hour at which e-mail leaves. */
export const waitsForMorning = (run: RunInFacts, planned: PlannedStep, today: string): boolean =>
  isInHand(run, planned) && run.openAction?.held_code === 'quiet_hours'
  && planned.dueOn !== null && planned.dueOn <= today

/** Work whose step a newer version no longer has stays until it is done or skipped. */
export const isRemoved = ({ openAction, rules }: RunInFacts, planned: { epoch: number }) =>
  openAction !== null && openAction.mode === 'manual' && openAction.step_id !== DECIDE_STEP
  && (openAction.occurrence === planned.epoch || followsPromise(openAction.occurrence))
  && rules.steps.every((step) => step.id !== openAction.step_id)

/**
 * Work of the line that a person has in hand stays while the step that follows a promise is still
 * to come; on its day that goes first.
 */
export const staysUntilPromise = ({ openAction }: RunInFacts, planned: PlannedStep): boolean =>
  openAction !== null && openAction.mode === 'manual'
  && followsPromise(planned.occurrence) && openAction.occurrence === planned.epoch
