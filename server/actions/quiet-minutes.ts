// The minutes after publishing in which nothing automatic leaves, told as what they are.
import { timeAt, type Instant } from '#domain/day.ts'
import { HOLD_TEXTS, type HoldCode } from '#domain/hold.ts'
import type { Org } from '../platform/in-organization.ts'
import type { RunInFacts } from './gather-facts.ts'
import { quietUntil } from './gather-hold-facts.ts'

type Told = { code: HoldCode; text: string; fix: string }

/** They are the switch turned off for one workflow: the code is its, the words are their own. */
export function holdAnswer(org: Org, run: RunInFacts, code: HoldCode): Told {
  const until = quietOnly(org, run, code)
  return until === null ? { code, ...HOLD_TEXTS[code] }
    : quietAnswer(org, run.row.workflow_name, until)
}

/** The same for lists, which know the workflow alone. */
export const quietAnswer = (org: Org, workflow: string, until: Instant): Told => ({
  code: 'automation_off',
  text: `“${workflow}” was published minutes ago: nothing automatic of it leaves before ${
    timeAt(until, org.settings.zone).slice(0, 5)}.`,
  fix: 'It leaves by itself then. The publishing can be undone on the workflow’s page.',
})

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
