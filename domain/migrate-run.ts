// Where a run goes on when it is moved to another version of its workflow (SPEC §3.8).
import { DECIDE_STEP, END_OF_STEPS } from './plan.ts'
import { isPromiseStep } from './promise-steps.ts'
import type { Step } from './workflow.ts'

type Named = Pick<Step, 'id' | 'trigger'>

/** What is known of a run that is moved. */
export interface MovingRun {
  /** Steps of its present epoch that were done, skipped or expired. */
  closedStepIds: readonly string[]
  /** The step whose action is open, leaving or unclear; null when none is. */
  pendingStepId: string | null
  /** Where an earlier move had put it. */
  startStepId: string | null
}

/**
 * The start under the new version, by stable step id. The step the run stands at stays its step,
 * wherever it now lies; what was put in before it is passed over, what comes after it is done. When
 * that step is gone the next one of the old order that is still there takes its place, and when
 * there is none, what the new version has behind the surviving ones. A run that has begun nothing,
 * or of which nothing is left, enters like a new one: null.
 */
export function startAfterMove(
  run: MovingRun, steps: { from: readonly Named[]; to: readonly Named[] },
): string | null {
  // What follows a promise has no place in the order, before or after.
  const [from, to] = [steps.from.filter(isInLine), steps.to.filter(isInLine)]
  const closed = new Set(run.closedStepIds)
  const hasBegun = run.pendingStepId !== null || from.some(({ id }) => closed.has(id))
  if (!hasBegun) return null
  const cursor = cursorIndex(run, from, closed)
  const isLeft = (step: Named) => to.some(({ id }) => id === step.id)
  const next = from.slice(cursor).find((step) => !closed.has(step.id) && isLeft(step))
  if (next) return next.id
  const lastLeft = to.findLastIndex(({ id }) => from.some((step) => step.id === id))
  if (lastLeft < 0) return null
  return to[lastLeft + 1]?.id ?? END_OF_STEPS
}

const isInLine = (step: Named) => !isPromiseStep(step)

function cursorIndex(
  run: MovingRun, from: readonly Named[], closed: ReadonlySet<string>,
): number {
  const at = (id: string | null) => from.findIndex((step) => step.id === id)
  const pending = at(run.pendingStepId)
  if (pending >= 0) return pending
  if (run.startStepId === END_OF_STEPS || run.pendingStepId === DECIDE_STEP) return from.length
  const start = at(run.startStepId)
  return start >= 0 ? start : from.findLastIndex(({ id }) => closed.has(id)) + 1
}
