// The one shape in which every Why is answered, and the days it may be asked about.
import type { z } from 'zod'
import type { Why, WhyReason } from '#contract/why.ts'
import { dayAt, type Day } from '#domain/day.ts'
import { atTime, onDay, say, type Sentence } from '#domain/sentence.ts'
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

/** What comes after the next contact depends on it: the simulation plays that, the Why does not. */
export function onLater({ next, said }: WhyAnswer['verdict'], day: Day): Sentence {
  if (next === null) return say`Nothing is planned for ${onDay(day)}. ${said}`
  if (next.on === day) return say`As things stand, “${next.stepName}” comes on ${atTime(next.at)}.`
  if (next.on > day) {
    return say`Nothing is planned for ${onDay(day)}: “${next.stepName}” comes on ${
      atTime(next.at)}.`
  }
  return say`Before ${onDay(day)}, “${next.stepName}” comes on ${
    atTime(next.at)}; what follows depends on it, and the simulation plays it.`
}
