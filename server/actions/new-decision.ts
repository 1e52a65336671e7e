// What a hold does to a step that is due, and what of it the log of decisions does not know yet.
import type { HoldCode } from '#domain/hold.ts'
import type { PlannedStep } from '#domain/plan.ts'
import type { Step } from '#domain/workflow.ts'
import type { NewDecision } from './decision-store.ts'
import type { RunInFacts } from './gather-facts.ts'

/** Nothing where the reason is the one that its action stands with. */
export function newDecision(
  run: RunInFacts, planned: PlannedStep, code: HoldCode | null,
): { decision?: NewDecision } {
  const before = run.openAction
    ?? run.superseded.find((action) => action.step_id === planned.step.id)
  if (code === (before?.held_code ?? null)) return {}
  return { decision: { runId: run.row.id, stepId: planned.step.id, code } }
}

/** What gives way entirely: the step comes back re-dated when the reason is gone. */
export const isReplaced = (code: HoldCode | null, step: Step) =>
  code === 'reply_pending' || code === 'legal_stop'
  || (step.mode === 'manual' && (code === 'customer_paused' || code === 'invoice_paused'))
