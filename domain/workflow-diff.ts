// What changed between two versions of a workflow, in words; steps are known by their stable id.
import type { Step, StepOwner, Trigger, WorkflowRules } from './workflow.ts'

type Compared = Omit<WorkflowRules, 'level'>

export interface Change {
  kind: 'added' | 'removed' | 'changed' | 'moved' | 'rules'
  /** The step it is about; null for the rules of the whole workflow. */
  stepId: string | null
  text: string
}

/** Names of templates and people by id, for the sentences. */
export interface Names {
  template: (id: string) => string
  user: (id: string) => string
}

/** From the one to the other; empty when nothing differs. */
export function diffWorkflows(from: Compared, to: Compared, names: Names): Change[] {
  const before = new Map(from.steps.map((step) => [step.id, step]))
  const isIn = (steps: readonly Step[], id: string) => steps.some((step) => step.id === id)
  const removed = from.steps.filter((step) => !isIn(to.steps, step.id)).map((step): Change => ({
    kind: 'removed', stepId: step.id,
    text: `${called(step)} (${day(step.trigger)}) removed`,
  }))
  const present = to.steps.flatMap((step, index): Change[] => {
    const old = before.get(step.id)
    if (!old) return [{ kind: 'added', stepId: step.id, text: addition(step, to.steps[index - 1]) }]
    return stepChanges(old, step, names)
      .map((text): Change => ({ kind: 'changed', stepId: step.id, text }))
  })
  return [...ruleChanges(from, to), ...removed, ...present, ...movedSteps(from.steps, to.steps)]
}

const called = (step: Step) => `Step “${step.name}”`

/** `due+14`, `issue−3 business days`, `due day`. */
export function day({ anchor, offsetDays, unit }: Trigger): string {
  if (offsetDays === 0) return `${anchor} day`
  const sign = offsetDays > 0 ? '+' : '−'
  return `${anchor}${sign}${Math.abs(offsetDays)}${unit === 'business' ? ' business days' : ''}`
}

const addition = (step: Step, after: Step | undefined) =>
  `${called(step)} added: ${step.channel}, ${step.mode}, ${day(step.trigger)}, `
    + (after ? `after “${after.name}”` : 'as the first')

function stepChanges(from: Step, to: Step, names: Names): string[] {
  const changes: string[] = []
  const tell = (what: string, a: string, b: string) => {
    if (a !== b) changes.push(`${called(to)}: ${what}${a} → ${b}`)
  }
  if (from.name !== to.name) changes.push(`${called(from)} is now called “${to.name}”`)
  tell('', day(from.trigger), day(to.trigger))
  tell('', from.channel, to.channel)
  tell('', from.mode, to.mode)
  tell('done by ', owners(from, names), owners(to, names))
  tell('to ', positions(from), positions(to))
  tell('template ', template(from, names), template(to, names))
  tell('in the name of ', sender(from, names), sender(to, names))
  tell('copies to ', copies(from), copies(to))
  tell('with it ', files(from), files(to))
  tell('when nobody can be reached ', remedies(from), remedies(to))
  const other = otherFields(from, to)
  if (other.length > 0) changes.push(`${called(to)}: ${other.join(', ')} changed`)
  return changes
}

const owners = (step: Step, names: Names) =>
  step.owners.map((one) => owner(one, names)).join(', ')

function owner(one: StepOwner, names: Names): string {
  switch (one.kind) {
    case 'account_owner': return 'the account owner'
    case 'role': return `any ${one.role}`
    case 'user': return names.user(one.userId)
  }
}

const positions = (step: Step) =>
  (step.positions.length === 0 ? 'the main contact' : step.positions.join(', '))
const template = (step: Step, names: Names) =>
  (step.templateId === null ? 'none' : `“${names.template(step.templateId)}”`)

function sender({ sender: one }: Step, names: Names): string {
  switch (one.kind) {
    case 'organization': return 'the company'
    case 'account_owner': return 'the account owner'
    case 'user': return names.user(one.userId)
  }
}

const list = (parts: readonly string[], none: string) =>
  (parts.length === 0 ? none : parts.join(', '))

const copies = ({ copies: { positions: of, accountOwner } }: Step) =>
  list([...of, ...accountOwner ? ['the account owner'] : []], 'nobody')

const FILES = {
  none: [], overdue: ['the PDFs of overdue invoices'], open: ['the PDFs of open invoices'],
} as const

const files = ({ attachments: { invoices, statement } }: Step) =>
  list([...FILES[invoices], ...statement ? ['the statement'] : []], 'nothing')

const WAYS_OUT = {
  next_contact: 'the next contact', email: 'an e-mail', sms: 'an SMS', letter: 'a letter',
  call: 'a call', task: 'a task',
} as const

const remedies = ({ onFailure }: Step) =>
  list(onFailure.map((remedy) => WAYS_OUT[remedy]), 'it is held')

const TOLD = new Set(['id', 'name', 'trigger', 'channel', 'mode', 'owners', 'positions',
  'templateId', 'sender', 'copies', 'attachments', 'onFailure'])

/** Fields of a step without a sentence of their own are at least named. */
function otherFields(from: Step, to: Step): string[] {
  const [a, b]: Readonly<Record<string, unknown>>[] = [{ ...from }, { ...to }]
  return [...new Set([...Object.keys(from), ...Object.keys(to)])]
    .filter((key) => !TOLD.has(key) && JSON.stringify(a?.[key]) !== JSON.stringify(b?.[key]))
    .map((key) => key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`))
}

function ruleChanges(from: Compared, to: Compared): Change[] {
  const changes: Change[] = []
  const tell = (what: string, a: string, b: string) => {
    if (a !== b) changes.push({ kind: 'rules', stepId: null, text: `${what}: ${a} → ${b}` })
  }
  tell('Days between two contacts', String(from.mcdDays), String(to.mcdDays))
  tell('The delay counts for', scope(from), scope(to))
  tell('Those who come late', entry(from), entry(to))
  const currencies = [...new Set([...Object.keys(from.thresholdMinor),
    ...Object.keys(to.thresholdMinor)])].sort()
  for (const currency of currencies) {
    tell(`Left alone below (${currency}, smallest unit)`,
      String(from.thresholdMinor[currency] ?? 0), String(to.thresholdMinor[currency] ?? 0))
  }
  return changes
}

const scope = (rules: Compared) =>
  (rules.mcdScope === 'customer' ? 'the customer' : 'this workflow alone')
const entry = (rules: Compared) =>
  (rules.entryLogic === 'standard' ? 'begin at the first step' : 'begin at the step that fits')

/** The fewest steps that had to move: those outside the longest run that kept its order. */
function movedSteps(from: readonly Step[], to: readonly Step[]): Change[] {
  const place = new Map(from.map((step, index) => [step.id, index]))
  const stayed = to.filter((step) => place.has(step.id))
  const kept = longestRising(stayed.map((step) => place.get(step.id) ?? 0))
  return stayed.flatMap((step, index): Change[] => {
    if (kept.has(index)) return []
    const after = to[to.indexOf(step) - 1]
    return [{
      kind: 'moved', stepId: step.id,
      text: `${called(step)} moved ${after ? `behind “${after.name}”` : 'to the front'}`,
    }]
  })
}

/** Indexes of a longest strictly rising part; a workflow has 60 steps at most. */
function longestRising(numbers: readonly number[]): Set<number> {
  const chains: number[][] = []
  numbers.forEach((number, index) => {
    const best = chains.slice(0, index).reduce<number[]>((longest, chain) => {
      const last = chain.at(-1)
      const fits = last !== undefined && (numbers[last] ?? 0) < number
      return fits && chain.length > longest.length ? chain : longest
    }, [])
    chains.push([...best, index])
  })
  return new Set(chains.reduce<number[]>((longest, chain) =>
    (chain.length > longest.length ? chain : longest), []))
}
