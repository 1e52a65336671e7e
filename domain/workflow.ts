// A workflow: a versioned list of steps at customer or invoice level (SPEC §3).
import type { Currency } from './money.ts'

export const CHANNELS = ['email', 'sms', 'call', 'letter', 'task'] as const
export type Channel = (typeof CHANNELS)[number]

export const LEVELS = ['customer', 'invoice'] as const
export type Level = (typeof LEVELS)[number]

export type Mode = 'manual' | 'automatic'
export type EntryLogic = 'standard' | 'contextual'

/** When a step comes due, relative to its carrying invoice. */
export interface Trigger {
  anchor: 'issue' | 'due'
  /** Signed: negative is before the anchor day. */
  offsetDays: number
  unit: 'calendar' | 'business'
}

/** Who does a manual step: a named user, everyone of a role, or the customer's account owner. */
export type StepOwner =
  | { kind: 'user'; userId: string }
  | { kind: 'role'; role: string }
  | { kind: 'account_owner' }

export interface Step {
  /** Stable over versions, so that a done step never repeats after a migration. */
  id: string
  /** Unique in the workflow; for staff, never shown to the customer. */
  name: string
  channel: Channel
  trigger: Trigger
  mode: Mode
  owner: StepOwner
  /** Positions to write to in order of preference; the main contact when empty or none fits. */
  positions: readonly string[]
  /** Null only where nothing is written to the customer: calls and tasks. */
  templateId: string | null
}

export interface WorkflowRules {
  level: Level
  entryLogic: EntryLogic
  /** Least civil days between two contacts, 0–30. */
  mcdDays: number
  /** Whose contacts count: all of the customer's, or those of this workflow. */
  mcdScope: 'customer' | 'workflow'
  thresholdMinor: Readonly<Record<Currency, number>>
  steps: readonly Step[]
}

/** Channels that reach the customer in writing, and so may run on their own. */
export const isAutomatable = (channel: Channel): boolean =>
  channel === 'email' || channel === 'sms' || channel === 'letter'

/** Channels whose completion counts for the minimum contact delay: all but tasks (SPEC §3.4). */
export const countsAsContact = (channel: Channel): boolean => channel !== 'task'

export const MOST_STEPS = 60

/** What is wrong with a workflow's rules, in words a person can act on; empty when nothing is. */
export function workflowProblems(rules: WorkflowRules): { field: string; message: string }[] {
  const problems: { field: string; message: string }[] = []
  const report = (field: string, message: string) => problems.push({ field, message })
  if (rules.steps.length === 0) report('steps', 'Add at least one step.')
  if (rules.steps.length > MOST_STEPS) report('steps', `Use at most ${MOST_STEPS} steps.`)
  if (!Number.isInteger(rules.mcdDays) || rules.mcdDays < 0 || rules.mcdDays > 30) {
    report('mcdDays', 'The minimum contact delay is 0 to 30 days.')
  }
  const names = new Set<string>()
  const ids = new Set<string>()
  rules.steps.forEach((step, index) => {
    const field = `steps.${index}`
    const name = step.name.trim().toLowerCase()
    if (name === '') report(`${field}.name`, 'Give the step a name.')
    if (names.has(name)) report(`${field}.name`, `Two steps are called "${step.name}".`)
    if (ids.has(step.id)) report(`${field}.id`, 'Two steps have the same id.')
    names.add(name)
    ids.add(step.id)
    if (step.mode === 'automatic' && !isAutomatable(step.channel)) {
      report(`${field}.mode`, `A ${step.channel} is done by a person: choose manual.`)
    }
    if (isAutomatable(step.channel) && step.templateId === null) {
      report(`${field}.templateId`, 'Choose a template for this step.')
    }
  })
  return problems
}
