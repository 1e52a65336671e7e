// Steps anchored on a promise run beside the others: by which key they count, and in which order.
import { dayNumber, type Day } from './day.ts'
import type { Step } from './workflow.ts'

/**
 * The occurrence of a step that follows a promise is the promise's day, counted from 1970; that of
 * any other step is the epoch of its run. Epochs count restarts and stay far below, so that the
 * key (run, step, occurrence) is one for all: once for each promised day, and never twice.
 */
export const FIRST_PROMISE_OCCURRENCE = 10_000

export const promiseOccurrence = (promisedOn: Day): number => dayNumber(promisedOn)

export const followsPromise = (occurrence: number): boolean =>
  occurrence >= FIRST_PROMISE_OCCURRENCE

export const isPromiseStep = (step: Pick<Step, 'trigger'>): boolean =>
  step.trigger.anchor === 'promise'

/** A step that was done, skipped or expired for the promise of one day. */
export interface ClosedPromiseStep {
  stepId: string
  occurrence: number
}

export interface Lanes {
  /** Steps that follow one another by the cursor. */
  inLine: readonly Step[]
  /** Steps that follow a promise; they move no cursor. */
  afterPromise: readonly Step[]
}

// Asked for each run of a batch, and versions are few: the two lists are made once a version.
const known = new WeakMap<readonly Step[], Lanes>()

export function lanesOf(steps: readonly Step[]): Lanes {
  const before = known.get(steps)
  if (before) return before
  const afterPromise = steps.filter(isPromiseStep)
  const lanes: Lanes = afterPromise.length === 0 ? { inLine: steps, afterPromise }
    : { inLine: steps.filter((step) => !isPromiseStep(step)), afterPromise }
  known.set(steps, lanes)
  return lanes
}
