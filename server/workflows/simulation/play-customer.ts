// Plays days for one customer with the planner's own functions, in memory and without a database.
import { addBusinessDays } from '#domain/day.ts'
import { hold, type HoldCode } from '#domain/hold.ts'
import { plan } from '#domain/plan.ts'
import { payDayAfterReminder, type Scenario } from '#domain/simulation/scenario.ts'
import { isAutomatable, type Channel } from '#domain/workflow.ts'
import type { CustomerFacts, RunInFacts } from '../../actions/gather-facts.ts'
import { chooseRecipient, holdFacts, type Reach, type Recipient } from
  '../../actions/gather-hold-facts.ts'
import { decide } from '../../actions/perform-action.ts'
import { unappliedOf } from '../../actions/unapplied.ts'
import { writeReminder } from '../../actions/write-reminder.ts'
import type { Org } from '../../platform/in-organization.ts'
import type { TemplateRow } from '../../templates/read-templates.ts'
import { decideCustomer, emptyWritten, planAll } from '../advance-workflows.ts'
import {
  addPayment, applyChanges, changeInMemory, factsNow, lookBy, nextToSend, noteContactInMemory,
  openInMemory, updateRunsInMemory, type Memory, type MemoryAction,
} from './memory.ts'
import { toSimulated, type SimulatedAction } from './simulated-action.ts'

/** What a day brought, told as it happens; `index` counts the moments that are played. */
export interface Told {
  action: (index: number, action: SimulatedAction, text: { subject: string; body: string } | null)
  => void
  held: (index: number, run: RunInFacts['row'], code: HoldCode) => void
  paid: (index: number, invoices: number) => void
  automaticOn: (index: number) => number
}

export interface Playing {
  /** The organization at each moment that is played: now, then each day's send time. */
  moments: readonly Org[]
  reach: Reach
  templates: ReadonlyMap<string, TemplateRow>
  scenario: Scenario
  /** Business days that work waits for a person; 0: it is done on its day. */
  manualAfterDays: number
  told: Told
}

interface Scene extends Playing {
  memory: Memory
  org: Org
  index: number
  /** Runs that stand still, with why, as of the last look. */
  still: Map<string, HoldCode>
}

export function playCustomer(memory: Memory, playing: Playing): void {
  const [first] = playing.moments
  if (!first) return
  const scene: Scene = { ...playing, memory, org: first, index: 0, still: new Map() }
  for (const [index, org] of playing.moments.entries()) {
    scene.org = org
    scene.index = index
    const paid = applyChanges(memory, org)
    if (paid > 0) playing.told.paid(index, paid)
    if (isAnythingDue(memory, org)) playMoment(scene)
    // A day has its send time and maybe another moment before it; it ends with the last.
    if (playing.moments[index + 1]?.today !== org.today) tellHeld(scene)
  }
}

/** Most customers rest on most days; those days must cost next to nothing. */
const isAnythingDue = (memory: Memory, org: Org): boolean =>
  (memory.lookAt !== null && memory.lookAt <= org.now)
  || memory.rows.actions.some((action) => action.state === 'open')

function playMoment(scene: Scene): void {
  settle(scene)
  for (let round = 0; round < MOST_ROUNDS && doManualWork(scene); round++) settle(scene)
}

const MOST_ROUNDS = 500

/** Plans and sends until nothing more is due, as a tick does. */
function settle(scene: Scene): void {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const hasLooked = look(scene)
    const hasSent = sendOne(scene)
    if (!hasLooked && !hasSent) return
  }
  throw new Error(`Simulating customer ${scene.memory.customerId} does not come to rest.`)
}

function look(scene: Scene): boolean {
  const { memory, org } = scene
  if (memory.lookAt === null || memory.lookAt > org.now) return false
  memory.lookAt = null
  const facts = factsNow(org, memory)
  if (!facts) return false
  const reach = reachNow(scene)
  const written = emptyWritten()
  const plans = planAll(org, new Map([[memory.customerId, facts]])).get(memory.customerId) ?? []
  decideCustomer(org, facts, plans, reach, written)
  updateRunsInMemory(memory, written.runs, org.now)
  changeInMemory(memory, written.changes)
  for (const action of openInMemory(memory, written.actions, org.today)) {
    if (action.kind === 'decide') tellDecide(scene, facts, action)
  }
  for (const { at } of written.looks) if (at !== null) lookBy(memory, at)
  noteStill(scene, facts, reach)
  return true
}

const reachNow = ({ reach, told, index, org }: Scene): Reach =>
  // The usual limit follows the days before, which are not played yet for everybody: only one
  // that was set is kept, and the days over the usual one are told at the end.
  ({ ...reach, budget: {
    used: told.automaticOn(index), cap: org.settings.daily_cap ?? Number.MAX_SAFE_INTEGER,
  } })

/** Why each run without an open action stands still, for the list of what is held. */
function noteStill(scene: Scene, facts: CustomerFacts, reach: Reach): void {
  const { org, still } = scene
  for (const run of facts.runs) {
    still.delete(run.row.id)
    const planned = plan(run.facts, org.moment)
    if (planned.kind === 'finished') continue
    if (planned.kind === 'step' && planned.dueAt !== null && planned.dueAt > org.now) continue
    const step = planned.kind === 'step' ? planned.step
      : { channel: 'task' as const, mode: 'manual' as const, positions: [] }
    const code = hold(holdFacts(org, { ...step, templateProblem: null }, { customer: facts, run },
      reach))
    if (code === null || (planned.kind === 'idle' && !isAboutHeldMoney(code))) continue
    still.set(run.row.id, code)
  }
}

const isAboutHeldMoney = (code: HoldCode) => code === 'disputed' || code === 'promise_active'
  || code === 'covered_by_credit' || code === 'invoice_paused'

function sendOne(scene: Scene): boolean {
  const { memory, org } = scene
  const action = nextToSend(memory, org.now)
  if (!action) return false
  const facts = factsNow(org, memory)
  const run = facts?.runs.find((one) => one.row.id === action.run_id)
  const row = { ...action, customer_id: memory.customerId }
  const decided = decide(org, row, facts, reachNow(scene), scene.templates)
  if (decided.kind === 'keep' || !facts || !run) {
    if (decided.kind === 'keep') changeInMemory(memory, [{ id: action.id, ...decided.change }])
    lookBy(memory, decided.kind === 'keep' ? decided.lookAt : org.now)
    return true
  }
  const { message } = decided.send
  const recipient = chooseRecipient(scene.org, scene.reach, memory.customerId,
    run.rules.steps.find((step) => step.id === action.step_id) ?? { ...action, positions: [] })
  finish(scene, { facts, run, action, recipient },
    { subject: message.subject ?? '', body: message.bodyText ?? '' })
  return true
}

/** It is done: a contact, unless it is a task, and the run moves on. */
function finish(scene: Scene, of: {
  facts: CustomerFacts; run: RunInFacts; action: MemoryAction; recipient: Recipient | null
}, text: { subject: string; body: string } | null): void {
  const { memory, org } = scene
  const { run, action } = of
  const line = toSimulated(org, { ...of, reach: scene.reach })
  scene.told.action(scene.index, line, text)
  action.state = 'done'
  noteContactInMemory(memory, {
    workflowId: run.row.workflow_id, channel: action.channel, mode: action.mode, on: org.today,
  })
  lookBy(memory, org.now)
  if (action.channel !== 'task') expectPayments(scene, line)
}

function expectPayments({ scenario, memory, org }: Scene, line: SimulatedAction): void {
  if (scenario.kind !== 'sliders') return
  for (const { invoiceId } of line.invoices) {
    const count = (memory.reminders.get(invoiceId) ?? 0) + 1
    memory.reminders.set(invoiceId, count)
    const on = payDayAfterReminder(scenario, { invoiceId, on: org.today, count })
    if (on !== null) addPayment(memory, invoiceId, on)
  }
}

function tellDecide(scene: Scene, facts: CustomerFacts, action: MemoryAction): void {
  const run = facts.runs.find((one) => one.row.id === action.run_id)
  if (!run) return
  const line = toSimulated(scene.org,
    { facts, run, action, recipient: null, reach: scene.reach })
  scene.told.action(scene.index, line, null)
}

/** What a person finds in To Do and does; false when nothing more can be done today. */
function doManualWork(scene: Scene): boolean {
  const { memory, org, manualAfterDays } = scene
  const due = memory.rows.actions.filter((action) => action.state === 'open'
    && action.mode === 'manual'
    && addBusinessDays(action.opened_on, manualAfterDays, org.moment.calendar) <= org.today)
  if (due.length === 0) return false
  const facts = factsNow(org, memory)
  let isAnyDone = false
  for (const action of due) {
    const run = facts?.runs.find((one) => one.row.id === action.run_id)
    if (facts && run && doOne(scene, facts, run, action)) isAnyDone = true
  }
  return isAnyDone
}

function doOne(
  scene: Scene, facts: CustomerFacts, run: RunInFacts, action: MemoryAction,
): boolean {
  const step = run.rules.steps.find((one) => one.id === action.step_id)
  if (action.kind === 'decide' || !step) {
    action.state = 'done'
    return true
  }
  const recipient = chooseRecipient(scene.org, scene.reach, scene.memory.customerId, step)
  if (!isAutomatable(step.channel)) {
    finish(scene, { facts, run, action, recipient }, null)
    return true
  }
  // A text with a gap or without an address waits until a person mends it; nobody does here.
  const reminder = writeReminder(scene.org, {
    step, templates: scene.templates, customer: facts.customer,
    contact: recipient ?? { name: '', locale: null }, invoices: run.facts.invoices,
    carryingInvoiceId: action.invoice_id ?? '',
    unapplied: unappliedOf(scene.reach, scene.memory.customerId, run.facts.invoices),
  })
  const problem = problemOf(step.channel, recipient, reminder.ok)
  if (problem !== null || !reminder.ok) {
    action.held_code = problem
    return false
  }
  finish(scene, { facts, run, action, recipient }, reminder)
  return true
}

function problemOf(
  channel: Channel, recipient: Recipient | null, isWritten: boolean,
): HoldCode | null {
  if (channel !== 'letter') {
    if (recipient === null) return channel === 'sms' ? 'missing_phone' : 'missing_email'
    if (recipient.suppression !== 'none') {
      return recipient.suppression === 'bounced' ? 'address_bounced' : 'opted_out'
    }
  }
  return isWritten ? null : 'template_incomplete'
}

function tellHeld({ memory, told, index, still }: Scene): void {
  for (const run of memory.rows.runs) {
    const open = memory.rows.actions.find((action) => action.run_id === run.id
      && (action.state === 'open' || action.state === 'needs_check'))
    // Every held code was given by hold().
    const code = open ? open.held_code as HoldCode | null : still.get(run.id) ?? null
    if (code !== null) told.held(index, run, code)
  }
}
