// The step as it is done now: on the channel that it went on by where nobody could be reached.
import { DECIDE_STEP, type PlannedStep } from '#domain/plan.ts'
import { followsPromise } from '#domain/promise-steps.ts'
import { stepByChannel } from '#domain/remedy.ts'
import type { Remedy, Step } from '#domain/workflow.ts'
import type { RunActionRow, RunInFacts } from './gather-facts.ts'

export function stepInHand(run: RunInFacts, planned: PlannedStep): Step {
  const action = actionOf(run, planned)
  const step = byChannel(run, planned.step, action?.fell_to ?? null)
  // What the machine could not do in any way waits for a person.
  return isInHand(run, planned) && action?.mode === 'manual' ? { ...step, mode: 'manual' } : step
}

/** What of the step's remedies was taken in this epoch. */
export const remediesOf = (run: RunInFacts, planned: PlannedStep): readonly Remedy[] =>
  actionOf(run, planned)?.remedies ?? []

/** The action that the step has: open, or given way and coming back as it was left. */
const actionOf = (run: RunInFacts, { step, occurrence }: PlannedStep): RunActionRow | null =>
  [...run.openAction === null ? [] : [run.openAction], ...run.superseded].find((action) =>
    action.step_id === step.id && action.occurrence === occurrence) ?? null

/** Null for a step that the run's version does not have. */
export function stepOfAction(
  run: RunInFacts, action: Pick<RunActionRow, 'step_id' | 'fell_to'>,
): Step | null {
  const step = run.rules.steps.find((one) => one.id === action.step_id)
  return step === undefined ? null : byChannel(run, step, action.fell_to)
}

const byChannel = (run: RunInFacts, step: Step, fellTo: RunActionRow['fell_to']): Step =>
  (fellTo === null ? step : stepByChannel(run.rules.steps, step, fellTo) ?? step)

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
