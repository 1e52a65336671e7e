// The Why of one run now: the verdict, its reasons, who acts next, and what would change it.
import { explainPlan } from '#domain/explain-plan.ts'
import type { HoldCode } from '#domain/hold.ts'
import { readColleagues } from '../../team/colleagues.ts'
import { explainHold } from './explain-hold.ts'
import type { Judged } from './judge-run.ts'
import { tellOutcome, type OutcomeAnswer } from './tell-outcome.ts'
import { whatWouldChange } from './what-would-change.ts'
import type { ReasonAnswer, WhyAnswer } from './why-answer.ts'
import type { Standing } from './why-store.ts'

export async function whyRun(
  judged: Judged, standing: Standing,
): Promise<Pick<WhyAnswer, 'verdict' | 'reasons' | 'decidedBy' | 'changes'>> {
  const verdict = tellOutcome(judged)
  return {
    verdict, reasons: reasonsOf(judged, standing),
    decidedBy: await whoDecides(judged, standing, verdict),
    changes: whatWouldChange(judged, standing),
  }
}

/** What holds comes first and in the order of hold(); what led to the day stands below. */
export function reasonsOf(judged: Judged, standing: Standing): ReasonAnswer[] {
  const { codes, planned, run, world } = judged
  const holds = codes.map((code): ReasonAnswer =>
    ({ ...explainHold(code, judged, standing), isHold: true }))
  const told = new Set<string>(codes)
  const steps = explainPlan(planned, {
    run: run.facts, workflowName: run.row.workflow_name, moment: world.org.moment,
    collectedAt: run.collectedAt,
  }).filter(({ rule }) => !(rule === 'idle' && codes.length > 0) && !told.has(rule))
  return [...holds,
    ...steps.map((reason) => ({ ...reason, isHold: false, fix: null, since: null }))]
}

/** What only those may mend who look after the organization. */
const FOR_ADMINS = new Set<HoldCode | null>(['automation_off', 'send_budget', 'sender_unverified',
  'no_local_sender', 'legal_stop', 'provider_down', 'data_stale'])

async function whoDecides(
  judged: Judged, { work }: Standing, { state, code }: OutcomeAnswer,
): Promise<string> {
  if (state === 'goes' || state === 'waits') return 'Duebox, by itself'
  const waits = judged.codes.includes('reply_pending')
  if (state === 'nothing' && !waits) return 'Nobody; there is nothing to do'
  // The verdict's code is one that hold() gave.
  if (state === 'held' && FOR_ADMINS.has(code as HoldCode | null)) return 'An admin'
  const action = work.find(({ runId }) => runId === judged.run.row.id)
  const ownerId = action?.ownerId ?? judged.customer.customer.owner_id
  const owner = (await readColleagues(judged.world.org)).find(({ userId }) => userId === ownerId)
  return owner?.name ?? 'Anybody in the team'
}
