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
  /** `promise` is the day of the newest promise on the carrying invoice that was not kept. */
  anchor: 'issue' | 'due' | 'promise'
  /** Signed: negative is before the anchor day; after a promise it is 1 or more. */
  offsetDays: number
  unit: 'calendar' | 'business'
}

/** Who does a manual step: a named user, everyone of a role, or the customer's account owner. */
export type StepOwner =
  | { kind: 'user'; userId: string }
  | { kind: 'role'; role: string }
  | { kind: 'account_owner' }

/** In whose name a step is written. */
export type StepSender =
  | { kind: 'organization' }
  | { kind: 'account_owner' }
  | { kind: 'user'; userId: string }

/** Who gets a copy of an e-mail: positions at the customer, and our own account owner. */
export interface StepCopies {
  positions: readonly string[]
  accountOwner: boolean
}

/** Which PDFs go along with an e-mail or a letter. */
export interface StepAttachments {
  invoices: 'none' | 'overdue' | 'open'
  statement: boolean
}

export const REMEDIES = ['next_contact', 'email', 'sms', 'letter', 'call', 'task'] as const
/** What is tried where a step cannot reach anybody: another contact, channel, or a person. */
export type Remedy = (typeof REMEDIES)[number]

export interface Step {
  /** Stable over versions, so that a done step never repeats after a migration. */
  id: string
  /** Unique in the workflow; for staff, never shown to the customer. */
  name: string
  channel: Channel
  trigger: Trigger
  mode: Mode
  /** Who does it, in order of preference: the first who is there today (SPEC §3.2). */
  owners: readonly StepOwner[]
  sender: StepSender
  /** Positions to write to in order of preference; the main contact when empty or none fits. */
  positions: readonly string[]
  copies: StepCopies
  attachments: StepAttachments
  /** Tried in order when nobody can be reached as planned; empty: it is held for a person. */
  onFailure: readonly Remedy[]
  /** Null only where nothing is written to the customer: calls and tasks. */
  templateId: string | null
}

/** What a step is that says nothing about it. */
export const STEP_DEFAULTS = {
  owners: [{ kind: 'account_owner' }],
  sender: { kind: 'organization' },
  copies: { positions: [], accountOwner: false },
  attachments: { invoices: 'none', statement: false },
} as const satisfies Partial<Step>

/** An opt-out or a dead number must not stop a workflow; a bounced mail is a person's to mend. */
export const defaultRemedies = (channel: Channel): Remedy[] =>
  (channel === 'sms' ? ['next_contact', 'email', 'call'] : [])

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
    if (step.trigger.anchor === 'promise' && step.trigger.offsetDays < 1) {
      report(`${field}.trigger.offsetDays`,
        'A promise is kept or broken at the end of its day: choose 1 day after it or more.')
    }
    if (isAutomatable(step.channel) && step.templateId === null) {
      report(`${field}.templateId`, 'Choose a template for this step.')
    }
    for (const one of stepProblems(step, rules.steps)) {
      report(`${field}.${one.field}`, one.message)
    }
  })
  return problems
}

interface Problem { field: string; message: string }

/** What makes no sense in one step: fields that its channel has no use for, and repetitions. */
function stepProblems(step: Step, steps: readonly Step[]): Problem[] {
  const { channel, owners, copies, attachments, onFailure } = step
  const has = (...channels: Channel[]) => channels.includes(channel)
  const hasCopies = copies.positions.length > 0 || copies.accountOwner
  const hasFiles = attachments.invoices !== 'none' || attachments.statement
  const problem = (isOne: boolean, field: string, message: string): Problem[] =>
    (isOne ? [{ field, message }] : [])
  return [
    ...problem(owners.length === 0, 'owners', 'Choose who does this step.'),
    ...problem(isRepeated(owners), 'owners', 'One of the owners is named twice.'),
    ...problem(owners.some((one) => one.kind === 'role' && !OWNER_ROLES.includes(one.role)),
      'owners', `Work can be given to these roles: ${OWNER_ROLES.join(', ')}.`),
    ...problem(hasCopies && !has('email'), 'copies', 'Only an e-mail has copies: remove them.'),
    ...problem(isRepeated(copies.positions.map((one) => one.toLowerCase())), 'copies',
      'One of the positions is named twice.'),
    ...problem(hasFiles && !has('email', 'letter'), 'attachments',
      'Only an e-mail or a letter has PDFs with it: remove them.'),
    ...problem(onFailure.length > 0 && !isAutomatable(channel), 'onFailure',
      `A ${channel} is done by a person, who decides what comes next: empty the list.`),
    ...problem(isRepeated(onFailure), 'onFailure', 'Each way out can be tried once.'),
    ...problem(onFailure.some((one) => one === channel), 'onFailure',
      'The step’s own channel is no way out; choose “next contact”.'),
    ...problem(channel === 'letter' && onFailure.includes('next_contact'), 'onFailure',
      'A letter goes to the customer’s one address: there is no next contact.'),
    ...problem(onFailure.includes('sms') && !steps.some((one) =>
      one.channel === 'sms' && one.templateId !== null), 'onFailure',
    'Add a step by SMS first: its text is what would be sent instead.'),
    ...problem(isCutShort(onFailure), 'onFailure',
      'A call or a task is always possible: nothing behind it is ever tried.'),
  ]
}

/** Who can be given work: all but those who only look on. */
export const OWNER_ROLES: readonly string[] = ['owner', 'admin', 'manager', 'collector']

const isRepeated = (all: readonly unknown[]): boolean =>
  new Set(all.map((one) => JSON.stringify(one))).size < all.length

const isCutShort = (remedies: readonly Remedy[]): boolean => {
  const place = remedies.findIndex((one) => one === 'call' || one === 'task')
  return place >= 0 && place < remedies.length - 1
}
