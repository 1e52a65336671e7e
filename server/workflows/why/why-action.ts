// Why an action is there and waits, or how it ended.
import { HOLD_TEXTS, type HoldCode } from '#domain/hold.ts'
import { atTime, onDay, say, type Sentence } from '#domain/sentence.ts'
import { notFound } from '../../platform/errors.ts'
import type { Org } from '../../platform/in-organization.ts'
import { nameOfActor } from '../../team/colleagues.ts'
import { judgeRun } from './judge-run.ts'
import { readAskedAction, type AskedAction } from './subject-store.ts'
import {
  NOBODY, plainOutcome, plainReason, type ReasonAnswer, type WhyAnswer,
} from './why-answer.ts'
import { whyRun } from './why-run.ts'
import { readStanding } from './why-store.ts'
import { readWorld } from './world.ts'

export async function whyAction(org: Org, id: string): Promise<WhyAnswer> {
  const action = await readAskedAction(org, id)
  if (action === null) throw notFound('This action does not exist.')
  const base = {
    subject: { kind: 'action' as const, id, title: action.name, customerId: action.customerId },
    on: org.today, tense: 'now' as const, others: [],
  }
  const waits = action.state === 'open' || action.state === 'sending'
    || action.state === 'needs_check' || action.state === 'superseded'
  if (!waits) return { ...base, tense: 'past', ...await ended(org, action) }
  const world = await readWorld(org, action.customerId)
  const judged = action.runId === null ? null : judgeRun(world, action.runId)
  if (judged === null) return { ...base, ...await byHand(org, action) }
  const why = await whyRun(judged, await readStanding(org, action.customerId, { isAtEnd: false }))
  return { ...base, ...why, reasons: [...why.reasons, ...standingReasons(action)] }
}

function standingReasons(action: AskedAction): ReasonAnswer[] {
  const first = action.state === 'superseded' ? say`It was replaced: ${replacedBy(action)}`
    : say`It has been due since ${onDay(action.dueOn)}.`
  return [plainReason('action', first),
    ...(action.note === null || action.note === '' ? []
      : [plainReason('note', say`Noted with it: ${action.note}`)])]
}

function replacedBy({ heldCode }: AskedAction): string {
  if (heldCode === null) return 'the plan has changed, and it comes back on another day.'
  // What an action is held by is written by the planner, from the list of codes.
  const text = HOLD_TEXTS[heldCode as HoldCode]?.text ?? heldCode
  return `${text} It comes back re-dated.`
}

const WHY_THERE: Record<AskedAction['kind'], string> = {
  reminder: 'Its run has ended, and it stays until it is done or skipped.',
  adhoc: 'A person wanted it.',
  decide: 'All steps of the workflow are done and money is still open.',
  fix_address: 'Mail to an address of this customer came back.',
}

async function byHand(org: Org, action: AskedAction) {
  const owner = action.ownerId === null ? 'Anybody in the team'
    : await nameOfActor(org, `user:${action.ownerId}`)
  return {
    verdict: plainOutcome('to_do', say`“${action.name}” waits in To Do since ${
      onDay(action.dueOn)}.`),
    reasons: [plainReason('action', say`${WHY_THERE[action.kind]}`), ...standingReasons(action)],
    decidedBy: owner, changes: [],
  }
}

async function ended(org: Org, action: AskedAction) {
  const by = action.closedBy === null || action.closedBy === 'system' ? null
    : await nameOfActor(org, action.closedBy)
  const when = action.closedAt === null ? say`` : say` on ${atTime(action.closedAt)}`
  const who = by === null ? '' : ` by ${by}`
  const message = action.messageId === null ? []
    : [plainReason('message', say`What left by it is ${{
      kind: 'message', id: action.messageId, text: 'this message' } as const}.`)]
  return {
    verdict: plainOutcome('ended', say`“${action.name}” ${endedAs(action)}${who}${when}.`),
    reasons: [plainReason('action', say`${whyEnded(action)}`),
      plainReason('action', say`It was due on ${onDay(action.dueOn)} and made on ${
        atTime(action.createdAt)}.`), ...message,
      ...(action.note === null || action.note === '' ? []
        : [plainReason('note', say`Noted with it: ${action.note}`)])] satisfies {
      rule: string; said: Sentence }[],
    decidedBy: NOBODY, changes: [],
  }
}

function endedAs({ state, outcome }: AskedAction): string {
  switch (state) {
    case 'done': return outcome === 'sent' ? 'was sent' : 'was done'
    case 'skipped': return outcome === 'give_up' ? 'was given up' : 'was skipped'
    case 'expired': return 'expired'
    default: return 'was withdrawn'
  }
}

function whyEnded({ state, outcome }: AskedAction): string {
  switch (state) {
    case 'done': return outcome === 'sent' ? 'Nothing held it any more, and it left.'
      : `It was done by hand${outcome === null || outcome === 'done' ? ''
        : ` (${outcome.replaceAll('_', ' ')})`}.`
    case 'skipped': return 'Somebody skipped it: the workflow moved on, and no contact counts.'
    case 'expired': return 'Its time was gone: a later step had come due.'
    default: return outcome === 'nothing_open'
      ? 'Nothing was open any more that could be asked for.'
      : outcome === 'run_ended' ? 'Its workflow had ended for this customer.'
        : 'It was not needed any more.'
  }
}
