// Plays days for one customer with the planner's own functions, in memory and without a database.
import { addBusinessDays } from '#domain/day.ts'
import { hold, type HoldCode } from '#domain/hold.ts'
import { plan } from '#domain/plan.ts'
import { payDayAfterReminder, type Scenario } from '#domain/simulation/scenario.ts'
import { isAutomatable } from '#domain/workflow.ts'
import type { CustomerFacts, RunInFacts } from '../../actions/gather-facts.ts'
import { holdFacts, type Reach } from '../../actions/gather-hold-facts.ts'
import { decide } from '../../actions/perform-action.ts'
import { stepOfAction } from '../../actions/step-in-hand.ts'
import { turned } from '../../actions/turn-to-wish.ts'
import { unappliedOf } from '../../actions/unapplied.ts'
import { writeReminder } from '../../actions/write-reminder.ts'
import { atMoment, type Org } from '../../platform/in-organization.ts'
import type { TemplateRow } from '../../templates/read-templates.ts'
import { decideCustomer, emptyWritten, planAll } from '../advance-workflows.ts'
import { leavingBy, problemOf } from './leaving.ts'
import {
  addPayment, applyChanges, changeInMemory, factsNow, lookBy, nextToSend, noteContactInMemory,
  openInMemory, updateRunsInMemory, type Memory, type MemoryAction,
} from './memory.ts'
import {
  NOTHING_LEAVES, toSimulated, type Leaving, type SimulatedAction,
} from './simulated-action.ts'

/** What a day brought, told as it happens; `index` counts the moments that are played. */
export interface Told {
  action: (index: number, action: SimulatedAction, text: { subject: string; body: string } | null)
  => void
  held: (index: number, run: RunInFacts['row'], code: HoldCode) => void
  paid: (index: number, invoices: number) => void
  automaticOn: (index: number) => number
  /** The limit of automatic messages on that day. */
  capOn: (index: number) => number
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
    begin(scene, org, index)
    if (isAnythingDue(memory, org)) playMoment(scene)
    playUntil(scene, index)
  }
}

function begin(scene: Scene, org: Org, index: number): void {
  scene.org = org
  scene.index = index
  const paid = applyChanges(scene.memory, org)
  if (paid > 0) scene.told.paid(index, paid)
}

/**
 * What falls due before the next moment: an SMS that waits for the morning over there, an e-mail by
 * a clock that is ahead of ours, for which the next day has begun before its send time.
 */
function playUntil(scene: Scene, index: number): void {
  const { memory, org: { today } } = scene
  const next = scene.moments[index + 1]
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const at = memory.lookAt
    if (at === null || at <= scene.org.now || (next !== undefined && at >= next.now)) break
    const later = atMoment(scene.org, at)
    if (later.today !== today && later.today !== next?.today) break
    if (later.today === scene.org.today) {
      scene.org = later
    } else {
      tellHeld(scene)
      begin(scene, later, index + 1)
    }
    // Nobody is at work yet on a day whose send time is still to come.
    if (later.today === today) playMoment(scene)
    else settle(scene)
  }
  // A day has its send time and maybe another moment before it; it ends with the last.
  if (scene.org.today === today && next?.today !== today) tellHeld(scene)
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
  const group = factsNow(org, memory)
  const reach = reachNow(scene)
  const written = emptyWritten()
  const plans = planAll(org, group)
  for (const [id, facts] of group) {
    decideCustomer(org, facts, plans.get(id) ?? [], reach, written)
  }
  updateRunsInMemory(memory, written.runs, org.now)
  changeInMemory(memory, written.changes)
  for (const action of openInMemory(memory, written.actions, org.today)) {
    if (action.kind === 'decide') tellDecide(scene, group, action)
  }
  for (const { at } of written.looks) if (at !== null) lookBy(memory, at)
  for (const facts of group.values()) noteStill(scene, facts, reach)
  return true
}

const reachNow = ({ reach, told, index }: Scene): Reach =>
  ({ ...reach, budget: { used: told.automaticOn(index), cap: told.capOn(index) } })

/** Why each run without an open action stands still, for the list of what is held. */
function noteStill(scene: Scene, facts: CustomerFacts, reach: Reach): void {
  const { org, still } = scene
  for (const run of facts.runs) {
    still.delete(run.row.id)
    const planned = plan(run.facts, org.moment)
    if (planned.kind === 'finished') continue
    if (planned.kind === 'step' && planned.dueAt !== null && planned.dueAt > org.now) continue
    const step = planned.kind === 'step' ? turned(org, planned.step, facts.customer, reach)
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
  const { facts, run } = whoseAction(factsNow(org, memory), action)
  const row = { ...action, customer_id: facts?.customer.id ?? memory.customerId }
  const decided = decide(org, row, facts, reachNow(scene), scene.templates)
  if (decided.kind === 'keep' || !facts || !run) {
    if (decided.kind === 'keep') changeInMemory(memory, [{ id: action.id, ...decided.change }])
    lookBy(memory, decided.kind === 'keep' ? decided.lookAt : org.now)
    return true
  }
  const { message } = decided.send
  const leaving = leavingBy(scene.org, scene.reach, { facts, run, action })
  const went = { ...leaving, copies: message.cc ?? [], enclosed: decided.enclosed }
  finish(scene, { facts, run, action, leaving: went },
    { subject: message.subject ?? '', body: message.bodyText ?? '' })
  return true
}

/** It is done: a contact, unless it is a task, and the run moves on. */
function finish(scene: Scene, of: {
  facts: CustomerFacts; run: RunInFacts; action: MemoryAction; leaving: Leaving
}, text: { subject: string; body: string } | null): void {
  const { memory, org } = scene
  const { run, action } = of
  const line = toSimulated(org, { ...of, reach: scene.reach })
  scene.told.action(scene.index, line, text)
  action.state = 'done'
  noteContactInMemory(memory, {
    customerId: run.row.customer_id, workflowId: run.row.workflow_id, channel: action.channel,
    mode: action.mode, on: org.today,
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

/** Of those who are collected together the one whose run an action belongs to. */
function whoseAction(
  group: ReadonlyMap<string, CustomerFacts>, action: MemoryAction,
): { facts: CustomerFacts | undefined; run: RunInFacts | undefined } {
  for (const facts of group.values()) {
    const run = facts.runs.find((one) => one.row.id === action.run_id)
    if (run) return { facts, run }
  }
  return { facts: undefined, run: undefined }
}

function tellDecide(
  scene: Scene, group: ReadonlyMap<string, CustomerFacts>, action: MemoryAction,
): void {
  const { facts, run } = whoseAction(group, action)
  if (!facts || !run) return
  const line = toSimulated(scene.org,
    { facts, run, action, leaving: NOTHING_LEAVES, reach: scene.reach })
  scene.told.action(scene.index, line, null)
}

/** What a person finds in To Do and does; false when nothing more can be done today. */
function doManualWork(scene: Scene): boolean {
  const { memory, org, manualAfterDays } = scene
  const due = memory.rows.actions.filter((action) => action.state === 'open'
    && action.mode === 'manual'
    && addBusinessDays(action.opened_on, manualAfterDays, org.moment.calendar) <= org.today)
  if (due.length === 0) return false
  const group = factsNow(org, memory)
  let isAnyDone = false
  for (const action of due) {
    const { facts, run } = whoseAction(group, action)
    if (facts && run && doOne(scene, facts, run, action)) isAnyDone = true
  }
  return isAnyDone
}

function doOne(
  scene: Scene, facts: CustomerFacts, run: RunInFacts, action: MemoryAction,
): boolean {
  const step = stepOfAction(run, action)
  if (action.kind === 'decide' || !step) {
    action.state = 'done'
    return true
  }
  const leaving = leavingBy(scene.org, scene.reach, { facts, run, action })
  const { recipient } = leaving
  if (!isAutomatable(step.channel)) {
    finish(scene, { facts, run, action, leaving }, null)
    return true
  }
  // Nobody may text into a night, so a person does it when it is morning there.
  if (step.channel === 'sms' && recipient?.sms?.isQuiet) {
    if (recipient.sms.opensAt !== null) lookBy(scene.memory, recipient.sms.opensAt)
    return false
  }
  // A text with a gap or without an address waits until a person mends it; nobody does here.
  const reminder = writeReminder(scene.org, {
    step, templates: scene.templates, customer: facts.customer,
    contact: recipient ?? { name: '', locale: null }, senderName: leaving.senderName,
    invoices: run.facts.invoices, carryingInvoiceId: action.invoice_id ?? '',
    unapplied: unappliedOf(scene.reach, facts.customer.id, run.facts.invoices),
  })
  const problem = problemOf(step.channel, recipient, reminder.ok)
  if (problem !== null || !reminder.ok) {
    action.held_code = problem
    return false
  }
  finish(scene, { facts, run, action, leaving }, reminder)
  return true
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
