// The one shape in which every Why is answered, and the days it may be asked about.
import type { z } from 'zod'
import type { Why, WhyReason } from '#contract/why.ts'
import { dayAt, type Day } from '#domain/day.ts'
import { say, type Sentence } from '#domain/sentence.ts'
import type { Org } from '../../platform/in-organization.ts'
import { readMoment } from '../dry-run.ts'
import type { OutcomeAnswer } from './tell-outcome.ts'

export type WhyAnswer = z.output<typeof Why>
export type ReasonAnswer = z.output<typeof WhyReason>

/** The day that is asked about; nothing asked means now. */
export function readDay(org: Org, on: string | undefined): Day {
  if (on === undefined || on === '') return org.today
  return dayAt(readMoment(org, on), org.settings.zone)
}

export const tenseOf = (org: Org, day: Day): WhyAnswer['tense'] =>
  (day < org.today ? 'past' : day > org.today ? 'future' : 'now')

export const plainReason = (rule: string, said: Sentence): ReasonAnswer =>
  ({ rule, said, isHold: false, fix: null, since: null })

export const plainOutcome = (state: OutcomeAnswer['state'], said: Sentence): OutcomeAnswer =>
  ({ state, code: null, said, next: null })

export const NOBODY = 'Nobody; it is over'

/** A customer or an invoice that no workflow runs for. */
export const noRun = (why: Sentence): Pick<WhyAnswer,
  'verdict' | 'reasons' | 'decidedBy' | 'changes' | 'others'> => ({
  verdict: plainOutcome('nothing', say`No workflow runs here, so nothing goes out.`),
  reasons: [plainReason('no_workflow', why)], decidedBy: 'Anybody in the team', changes: [],
  others: [],
})
