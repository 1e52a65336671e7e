// The minutes after publishing in which nothing automatic leaves, told as what they are.
import { timeAt, type Instant } from '#domain/day.ts'
import { HOLD_TEXTS, type HoldCode } from '#domain/hold.ts'
import type { RunInFacts } from '../actions/gather-facts.ts'
import { quietUntil } from '../actions/gather-hold-facts.ts'
import type { Org } from '../platform/in-organization.ts'

/** They are the switch turned off for one workflow: the code is its, the words are their own. */
export function holdAnswer(
  org: Org, run: RunInFacts, code: HoldCode,
): { code: HoldCode; text: string; fix: string } {
  const until = quietOnly(org, run, code)
  if (until === null) return { code, ...HOLD_TEXTS[code] }
  return {
    code, fix: 'It leaves by itself then. The publishing can be undone on the workflow’s page.',
    text: `“${run.row.workflow_name}” was published minutes ago: nothing automatic of it leaves `
      + `before ${timeAt(until, org.settings.zone).slice(0, 5)}.`,
  }
}

/** A step of a later hour is not held by minutes that are over then. */
export function isOverByThen(
  org: Org, run: RunInFacts, code: HoldCode, dueAt: Instant | null,
): boolean {
  const until = quietOnly(org, run, code)
  return until !== null && dueAt !== null && dueAt >= until
}

const quietOnly = (org: Org, run: RunInFacts, code: HoldCode): Instant | null =>
  (code === 'automation_off' && org.settings.automation_on_since !== null
    ? quietUntil(org, run) : null)
