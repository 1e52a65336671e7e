// Why nobody asks a customer without a run, who would take it, and what that would bring.
import type { Day } from '#domain/day.ts'
import { say, tell, type Sentence } from '#domain/sentence.ts'
import type { Org } from '../../platform/in-organization.ts'
import { ruleThatFits } from '../assignment-rules.ts'
import * as to from './change-world.ts'
import { readChosen, readEntries, type Chosen, type Entry } from './entry-store.ts'
import { judgeRun } from './judge-run.ts'
import { tellOutcome, type OutcomeAnswer } from './tell-outcome.ts'
import type { ChangeAnswer } from './what-would-change.ts'
import { onLater, plainOutcome, plainReason, type ReasonAnswer, type WhyAnswer } from
  './why-answer.ts'
import { readStanding } from './why-store.ts'
import { withTextsOf, type World } from './world.ts'

type NoRun = Pick<WhyAnswer, 'verdict' | 'reasons' | 'decidedBy' | 'changes' | 'others'>

export async function whyNoRun(read: World, day: Day): Promise<NoRun> {
  const { org, customerId } = read
  const entries = await readEntries(org, customerId)
  const world = await withTextsOf(read, entries)
  const chosen = await readChosen(org, customerId)
  const { replies } = await readStanding(org, customerId, { isAtEnd: false })
  const waits = replies.map((reply): ReasonAnswer => ({
    rule: 'reply_pending', isHold: true, since: reply.openedAt,
    said: say`${reply.from} has written and waits for an answer.`,
    fix: 'Answer it, or decide in To Do that it needs no answer.',
  }))
  const taken = await takenBy(org, { customerId, chosen, entries })
  const then = (entry: Entry) => outcomeUnder(world, entry, chosen)
  const nobody = waits.length > 0 ? 'Anybody in the team' : 'Nobody; there is nothing to do'
  const base = { others: [], reasons: [...waits, taken.reason] }
  if (chosen.openCount === 0) {
    return { ...base, decidedBy: nobody, changes: [], verdict: plainOutcome('nothing', tell(
      say`Nothing is open for this customer, so nothing goes out.`, taken.entry === null ? []
        : say`“${taken.entry.workflow_name}” takes it up with the next open invoice.`)) }
  }
  if (taken.isByItself && taken.entry !== null) {
    const outcome = then(taken.entry)
    const later = day === org.today ? outcome.said : onLater(outcome, day)
    return { ...base, decidedBy: 'Duebox, by itself', changes: [], verdict: { ...outcome, said:
      say`“${taken.entry.workflow_name}” takes this customer up within a minute. ${later}` } }
  }
  return {
    ...base, decidedBy: 'Anybody in the team',
    verdict: plainOutcome('nothing', say`No workflow runs here, so nothing goes out.`),
    changes: changesFor({ entries, chosen, taken }, then),
  }
}

interface Taken {
  entry: Entry | null
  /** The planner does it unasked; else somebody has to apply the rules. */
  isByItself: boolean
  ruleName: string | null
  reason: ReasonAnswer
}

/** A person's choice goes before a rule, a rule before the default (SPEC §3.1). */
async function takenBy(
  org: Org, { customerId, chosen, entries }: {
    customerId: string; chosen: Chosen; entries: readonly Entry[] },
): Promise<Taken> {
  const reason = (said: Sentence, fix: string | null = null): ReasonAnswer =>
    ({ ...plainReason('no_workflow', said), fix })
  const none = { entry: null, isByItself: false, ruleName: null }
  if (chosen.noWorkflow) {
    return { ...none,
      reason: reason(say`Somebody decided that this customer follows no workflow.`) }
  }
  if (chosen.chosenId !== null) {
    const entry = entries.find(({ workflow_id: id }) => id === chosen.chosenId) ?? null
    const name = chosen.chosenName ?? ''
    return { ...none, entry, isByItself: entry !== null, reason: entry !== null
      ? reason(say`It was put under “${name}”.`)
      : reason(say`It was put under “${name}”, which is archived or was never published.`,
        'Publish or bring back the workflow, or choose another one.') }
  }
  const fits = await ruleThatFits(org, customerId)
  const byRule = entries.find(({ workflow_id: id }) => id === fits?.rule.workflowId)
  const standard = entries.find(({ isDefault }) => isDefault) ?? null
  if (fits !== null && byRule !== undefined && (fits.isByItself || standard === null)) {
    return { entry: byRule, isByItself: fits.isByItself, ruleName: fits.rule.name, reason:
      fits.isByItself ? reason(say`The rule “${fits.rule.name}” takes it.`)
        : reason(say`The rule “${fits.rule.name}” fits it, but the customer is older than the ${
          ''}rules, and those move nobody unasked.`, 'Apply the rules under Assignment.') }
  }
  if (standard !== null) {
    return { ...none, entry: standard, isByItself: true,
      reason: reason(say`“${standard.workflow_name}” is the default, and no other was chosen.`) }
  }
  return { ...none, reason: entries.length === 0
    ? reason(say`No workflow for customers has been published.`, 'Publish one under Workflows.')
    : reason(say`No workflow was chosen for this customer, no rule fits it, and none is the ${
      ''}default.`) }
}

function outcomeUnder(world: World, entry: Entry, chosen: Chosen): OutcomeAnswer {
  const judged = judgeRun(to.runBegun(entry, chosen, null)(world), to.BEGUN)
  if (judged === null) throw new Error('A run that was begun in memory is among the facts.')
  return tellOutcome(judged)
}

const MOST_OFFERED = 5

function changesFor(
  { entries, chosen, taken }: { entries: readonly Entry[]; chosen: Chosen; taken: Taken },
  then: (entry: Entry) => OutcomeAnswer,
): ChangeAnswer[] {
  const hasDefault = entries.some(({ isDefault }) => isDefault)
  const change = (
    deed: ChangeAnswer['deed'], said: Sentence, entry: Entry,
  ): ChangeAnswer => ({ deed, said, subjectId: entry.workflow_id, then: then(entry) })
  return [
    ...(taken.ruleName === null || taken.entry === null ? [] : [change('apply_rules',
      say`Apply the rules: “${taken.ruleName}” puts it under “${taken.entry.workflow_name}”`,
      taken.entry)]),
    ...entries.slice(0, MOST_OFFERED).map((entry) => change('assign_workflow',
      say`Put the customer under “${entry.workflow_name}”`, entry)),
    ...(hasDefault || chosen.noWorkflow || chosen.chosenId !== null ? []
      : entries.slice(0, 1).map((entry) => change('make_default', say`Make “${
        entry.workflow_name}” the default for all who chose none`, entry))),
  ]
}
