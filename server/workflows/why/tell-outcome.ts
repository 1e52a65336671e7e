// The verdict on a run as one sentence, with what comes next as values.
import type { z } from 'zod'
import type { Outcome } from '#contract/why.ts'
import { channelWord } from '#domain/explain-plan.ts'
import { atTime, NOTHING_SAID, onDay, say, tell, type Sentence } from '#domain/sentence.ts'
import type { HoldCode } from '#domain/hold.ts'
import { holdAnswer } from '../../actions/quiet-minutes.ts'
import type { Judged, NextContact } from './judge-run.ts'

export type OutcomeAnswer = z.output<typeof Outcome>

export function tellOutcome(judged: Judged): OutcomeAnswer {
  const { next, codes, planned, run, stoppedBy } = judged
  const open = run.openAction
  if (open !== null && open.state !== 'open') return checked(judged, open.state)
  if (planned.kind === 'finished') {
    return { state: 'ended', code: 'end_of_workflow', next: null, said: tell(
      say`All steps of “${run.row.workflow_name}” are done; somebody decides how to go on.`,
      waiting(judged)) }
  }
  const [code = null] = codes
  if (next === null) return stopped(judged, code ?? stoppedBy)
  const told = toNext(judged, next)
  const isNow = next.at <= judged.world.org.now
  if (next.step.mode === 'manual') {
    return { state: 'to_do', code, next: told, said: isNow && code === null
      ? say`“${next.step.name}” waits in To Do: ${byHand(next)}.`
      : say`${held(judged, code)}“${next.step.name}” comes into To Do on ${onDay(next.on)}.` }
  }
  const what = `The ${channelWord(next.step.channel)} “${next.step.name}”`
  if (isNow) {
    return { state: 'goes', code: null, next: told, said: say`${what} leaves within a minute.` }
  }
  return { state: 'waits', code, next: told,
    said: say`${held(judged, code)}${what} leaves on ${atTime(next.at)}.` }
}

const byHand = ({ step }: NextContact) => (step.channel === 'task' ? 'somebody does it'
  : `somebody ${step.channel === 'call' ? 'calls' : 'sends it'}`)

/** What holds it until then. */
const held = (judged: Judged, code: HoldCode | null): Sentence =>
  (code === null ? [] : say`${holdText(judged, code)} `)

function stopped(judged: Judged, code: HoldCode | null): OutcomeAnswer {
  const { stoppedBy } = judged
  const head = judged.run.collectedAt
  if (code === null || (code === 'reply_pending' && judged.planned.kind === 'idle')) {
    return { state: 'nothing', code, next: null, said: tell(head === null
      ? say`Nothing is open that may be asked for.`
      : say`What is open here is asked for at ${head.name}.`, waiting(judged)) }
  }
  const text = holdText(judged, code)
  if (code === 'paid') {
    return { state: 'nothing', code, next: null, said: tell(say`${text}`, waiting(judged)) }
  }
  // What holds today may pass by itself, and something else then stands in the way.
  const besides = stoppedBy === null || stoppedBy === code ? ''
    : ` Besides: ${holdText(judged, stoppedBy)}`
  return { state: 'held', code, next: null,
    said: say`${text}${besides} Nothing goes out until somebody changes that.` }
}

/** Told besides the end of a workflow or of a debt: the answer still has to be handled. */
const waiting = (judged: Judged): Sentence => (!judged.codes.includes('reply_pending')
  ? NOTHING_SAID
  : say`${holdText(judged, 'reply_pending')} To Do keeps the answer until somebody handles it.`)

/** In this case: what a pause leaves behind on its last day is no pause any more. */
export function holdText({ world, run }: Judged, code: HoldCode): string {
  const isOver = (code === 'customer_paused' || code === 'invoice_paused')
    && world.rows.pauses.every(({ ended_at: endedAt }) => endedAt !== null)
  return isOver ? 'The pause was ended, and nothing more leaves today.'
    : holdAnswer(world.org, run, code).text
}

function checked({ run }: Judged, state: string): OutcomeAnswer {
  return {
    state: 'checked', code: state === 'needs_check' ? 'needs_check' : null, next: null,
    said: state === 'needs_check'
      ? say`An earlier message may or may not have left; somebody decides in Needs check.`
      : say`A message of “${run.row.workflow_name}” is leaving this minute.`,
  }
}

function toNext({ run }: Judged, next: NextContact): NonNullable<OutcomeAnswer['next']> {
  const { step } = next
  return {
    at: next.at, on: next.on, channel: step.channel, mode: step.mode, stepId: step.id,
    stepName: step.name, runId: run.row.id, workflowName: run.row.workflow_name,
    invoiceId: next.carryingInvoiceId,
    invoiceNumber: run.facts.invoices.find(({ id }) => id === next.carryingInvoiceId)?.number ?? '',
  }
}
