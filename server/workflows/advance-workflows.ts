// Time passes: finds customers to look at, decides with plan(), opens what is due, in batches.
import { addDays, type Instant } from '#domain/day.ts'
import { promiseFreeOn } from '#domain/invoice.ts'
import { nextTriggerOn, promiseStepAt } from '#domain/next-trigger.ts'
import { DECIDE_STEP, plan, type Plan, type PlannedStep } from '#domain/plan.ts'
import { STEP_DEFAULTS, type Channel, type Remedy, type Step } from '#domain/workflow.ts'
import { gatherFacts, keepOpenItems, withMembers, type CustomerFacts, type RunInFacts } from
  '../actions/gather-facts.ts'
import { askWithoutText } from '../actions/ask-gate.ts'
import { gatherReach, quietUntil, type Reach } from '../actions/gather-hold-facts.ts'
import { applyPlans, type ActionChange, type NewDecision } from '../actions/add-actions.ts'
import { channelsToReach, fallsTo, type Fall } from '../actions/fall-back.ts'
import { isReplaced, newDecision } from '../actions/new-decision.ts'
import { isInHand, isRemoved, remediesOf, staysUntilPromise, stepInHand, waitsForMorning } from
  '../actions/step-in-hand.ts'
import { headsOf, type Claimed } from '../actions/claim-groups.ts'
import { wishFall } from '../actions/turn-to-wish.ts'
import { newId } from '../platform/ids.ts'
import { inOrganization, sendInstantOn, SYSTEM, type Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { recordEvents, type NewEvent } from '../timeline/record-event.ts'
import { claimCustomers, setLooks } from './claim-customers.ts'
import { enroll, hasInvoiceWorkflow, startersAmong } from './enroll.ts'
import { giveWork, type PlannedAction } from './give-work.ts'
import { updateRuns } from './store.ts'

export const BATCH = 1_000

export interface Advanced {
  looked: number
  opened: number
}

/**
 * One batch. Run it until nobody is left to look at; any number of processes may. `onFull` hears,
 * once they are claimed, that there may be more.
 */
export function advanceWorkflows(
  installation: Installation, orgId: string, batch = BATCH, onFull: () => void = () => {},
): Promise<Advanced> {
  return inOrganization(installation, orgId, SYSTEM, async (org) => {
    const claimed = await claimCustomers(org, batch)
    if (claimed.length === 0) return { looked: 0, opened: 0 }
    if (claimed.length >= batch) onFull()
    const facts = await factsOfEnrolled(org, claimed)
    const plans = planAll(org, facts)
    const due = dueMessages(org, plans, facts)
    const dueFacts = new Map([...facts].filter(([id]) => due.has(id)))
    const reach = await gatherReach(org, withMembers(dueFacts), [...due.values()].flat())
    const written = emptyWritten()
    for (const customer of facts.values()) {
      decideCustomer(org, customer, plans.get(customer.customer.id) ?? [], reach, written)
    }
    await giveWork(org, written.actions, reach.colleagues)
    const [opened] = await Promise.all([
      applyPlans(org, written.changes, written.actions, written.decisions),
      updateRuns(org, written.runs), recordEvents(org, written.events),
      setLooks(org, written.looks),
    ])
    return { looked: claimed.length, opened }
  })
}

/** Facts of customers who all have the runs that they should have. */
async function factsOfEnrolled(
  org: Org, claimed: readonly Claimed[],
): Promise<Map<string, CustomerFacts>> {
  const customerIds = claimed.map((row) => row.id)
  const [, facts, isAnyPerInvoice] = await Promise.all(
    [keepOpenItems(org, customerIds), gatherFacts(org, customerIds), hasInvoiceWorkflow(org)])
  const starters = startersAmong(facts, isAnyPerInvoice)
  if (starters.length === 0) return facts
  await enroll(org, starters, headsOf(claimed))
  return gatherFacts(org, customerIds)
}

export interface RunPlan {
  run: RunInFacts
  plan: Plan
}

/** What comes next for every run of some customers. */
export const planAll = (
  org: Org, facts: ReadonlyMap<string, CustomerFacts>,
): Map<string, RunPlan[]> => new Map([...facts].map(([id, customer]) =>
  [id, customer.runs.map((run) => ({ run, plan: plan(run.facts, org.moment) }))]))

const isDue = (one: Plan, now: Instant): one is PlannedStep & { dueOn: string; dueAt: string } =>
  one.kind === 'step' && one.dueAt !== null && one.dueAt <= now

/** The channels of automatic steps that are due, by customer. */
const dueMessages = (
  org: Org, plans: ReadonlyMap<string, RunPlan[]>, facts: ReadonlyMap<string, CustomerFacts>,
): Map<string, Channel[]> => new Map([...plans].flatMap(([id, ofCustomer]) => {
  // Whether a person's step goes by the wished channel depends on the addresses as well.
  const hasWish = (facts.get(id)?.customer.wished_channel ?? null) !== null
  const channels = ofCustomer.flatMap(({ run, plan: one }) =>
    (isDue(one, org.now) || (one.kind === 'step' && waitsForMorning(run, one, org.today))
      ? [stepInHand(run, one)] : []))
    .flatMap((step) => (step.mode === 'automatic' || hasWish ? channelsToReach(step) : []))
  return channels.length === 0 ? [] : [[id, channels] as const]
}))

export interface Written {
  runs: { id: string; epoch: number; carrying_invoice_id: string | null }[]
  actions: PlannedAction[]
  changes: ActionChange[]
  events: NewEvent[]
  decisions: NewDecision[]
  looks: { id: string; at: Instant | null }[]
}

export const emptyWritten = (): Written =>
  ({ runs: [], actions: [], changes: [], events: [], decisions: [], looks: [] })

/** All that one customer's plans ask to be written, and when to look at the customer again. */
export function decideCustomer(
  org: Org, customer: CustomerFacts, plans: readonly RunPlan[], reach: Reach, written: Written,
): void {
  const looks: Instant[] = []
  for (const { run, plan: planned } of plans) {
    if (planned.kind !== 'idle' && planned.carryingChanged) {
      written.runs.push({
        id: run.row.id, epoch: planned.epoch, carrying_invoice_id: planned.carryingInvoiceId,
      })
      if (planned.epoch > run.row.epoch) written.events.push(restartEvent(run, planned))
    }
    const decided = decideRun(org, customer, run, planned, reach)
    if (decided.action) written.actions.push(decided.action)
    if (decided.change) written.changes.push(decided.change)
    if (decided.event) written.events.push(decided.event)
    if (decided.decision) written.decisions.push(decided.decision)
    if (decided.lookAt) looks.push(decided.lookAt)
    const triggersOn = nextTriggerOn(run.facts, org.moment)
    if (triggersOn !== null) looks.push(sendInstantOn(org, triggersOn))
    const promisedAt = promiseStepAt(run.facts, org.moment)
    if (promisedAt !== null && promisedAt > org.now) looks.push(promisedAt)
  }
  const freeOn = promiseFreeOn(customer.invoices)
  if (freeOn !== null) looks.push(sendInstantOn(org, freeOn))
  // A run whose invoices are all paused has no step that would bring it back.
  const { invoicesFreeOn } = customer
  if (invoicesFreeOn !== null) looks.push(sendInstantOn(org, invoicesFreeOn))
  const { pendingFreeOn } = customer
  if (pendingFreeOn !== null) looks.push(sendInstantOn(org, pendingFreeOn))
  const at = looks.reduce<Instant | null>(
    (first, look) => (first === null || look < first ? look : first), null)
  written.looks.push({ id: customer.customer.id, at })
}

interface RunDecision {
  action?: PlannedAction
  change?: ActionChange
  event?: NewEvent
  decision?: NewDecision
  lookAt?: Instant
}

function decideRun(
  org: Org, customer: CustomerFacts, run: RunInFacts, planned: Plan, reach: Reach,
): RunDecision {
  const open = run.openAction
  // A message on its way, or one that may have left, decides first what comes after it.
  if (open && open.state !== 'open') return {}
  if (planned.kind === 'idle') {
    return open ? { change: { id: open.id, state: 'cancelled', outcome: 'nothing_open' } } : {}
  }
  if (isRemoved(run, planned)) return {}
  if (planned.kind === 'finished') return finish(org, customer, run, planned, open)
  const isSame = isInHand(run, planned)
  const step = stepInHand(run, planned)
  const withdrawn: RunDecision = open && !isSame
    ? { change: { id: open.id, state: 'superseded', outcome: 'replanned' } } : {}
  if (planned.dueOn === null || planned.dueAt === null) {
    return open ? { change: { id: open.id, state: 'superseded', heldCode: 'customer_paused' } } : {}
  }
  const tomorrow = sendInstantOn(org, addDays(org.today, 1))
  // Work that a person has not got round to stays due, whatever the day now computes to.
  const isWaiting = (isSame && step.mode === 'manual') || waitsForMorning(run, planned, org.today)
  if (planned.dueAt > org.now && !isWaiting) {
    if (open && isSame) {
      return {
        change: { id: open.id, state: 'superseded', outcome: 'replanned' }, lookAt: planned.dueAt,
      }
    }
    return { ...staysUntilPromise(run, planned) ? {} : withdrawn, lookAt: planned.dueAt }
  }
  const { code, note, opensAt } = askWithoutText(org, step, { customer, run }, reach)
  const tried = remediesOf(run, planned)
  const fell = wishFall(org, { customer, step, code }, reach)
    ?? fallsTo(org, { customer, run, step, tried, code, note }, reach)
  if (fell !== null) return { ...withdrawn, ...fall({ customer, run, planned, step, fell, tried }) }
  if (isReplaced(code, step)) {
    // An answer that may be of two customers holds both for a day, so it is asked again.
    return {
      lookAt: tomorrow,
      ...(open ? {
        ...newDecision(run, planned, code),
        change: { id: open.id, state: 'superseded' as const, heldCode: code },
      } : {}),
    }
  }
  const heldCode = step.mode === 'automatic' ? code : null
  const decision = newDecision(run, planned, heldCode)
  const soon = heldCode === 'quiet_hours' ? opensAt
    : heldCode === 'automation_off' ? quietUntil(org, run) : null
  const lookAt = soon ?? (heldCode !== null || isPreDue(planned, run) ? tomorrow : undefined)
  if (isSame && open) {
    const isChanged = open.held_code !== heldCode
    return {
      ...decision,
      ...(isChanged ? { change: { id: open.id, state: 'open', heldCode, note: note ?? '' } } : {}),
      ...(lookAt ? { lookAt } : {}),
    }
  }
  return {
    ...withdrawn, ...decision, ...(lookAt ? { lookAt } : {}),
    action: { ...toAction(customer, run, { planned, step }, heldCode), note },
  }
}

/** The step is due on another channel; the gate is asked anew about that one. */
function fall(of: {
  customer: CustomerFacts; run: RunInFacts; planned: PlannedStep; step: Step
  fell: Fall; tried: readonly Remedy[]
}): RunDecision {
  const { customer, run, planned, step, fell: { to, why, isWished } } = of
  const open = isInHand(run, planned) ? run.openAction : null
  const event: NewEvent = {
    kind: isWished ? 'step_turned' : step.channel === 'sms' ? 'sms_replaced' : 'step_replaced',
    customerId: customer.customer.id, invoiceIds: [planned.carryingInvoiceId],
    detail: { name: planned.step.name, channel: to, reason: why },
  }
  if (open) return { event, change: { id: open.id, state: 'open', remedy: to, note: why } }
  const isByPerson = to === 'call' || to === 'task'
  return {
    event,
    action: {
      ...toAction(customer, run, { planned, step }, null), channel: to, note: why,
      remedies: [...of.tried, to], mode: isByPerson ? 'manual' : step.mode,
    },
  }
}

const isPreDue = (planned: PlannedStep, run: RunInFacts) =>
  run.facts.invoices.some((invoice) =>
    invoice.id === planned.carryingInvoiceId && planned.triggerOn < invoice.dueOn)

function toAction(
  customer: CustomerFacts, run: RunInFacts, of: { planned: PlannedStep; step: Step },
  heldCode: string | null,
): PlannedAction {
  const { planned, step } = of
  return {
    id: newId(), runId: run.row.id, stepId: step.id, occurrence: planned.occurrence,
    kind: 'reminder', channel: step.channel, mode: step.mode, name: step.name,
    customerId: customer.customer.id, invoiceId: planned.carryingInvoiceId,
    ownerId: customer.customer.owner_id, owners: step.owners,
    dueOn: planned.dueOn ?? '', dueAt: planned.dueAt ?? '', heldCode,
  }
}

/** All steps done and money still open: one task to decide (SPEC §3.7). */
function finish(
  org: Org, customer: CustomerFacts, run: RunInFacts,
  planned: Extract<Plan, { kind: 'finished' }>, open: RunInFacts['openAction'],
): RunDecision {
  const isOpened = run.facts.closedStepIds.includes(DECIDE_STEP) || open?.step_id === DECIDE_STEP
  if (isOpened) return {}
  return {
    ...(open ? { change: { id: open.id, state: 'superseded' as const } } : {}),
    action: {
      id: newId(), runId: run.row.id, stepId: DECIDE_STEP, occurrence: planned.epoch,
      kind: 'decide', channel: 'task', mode: 'manual', name: 'Decide how to go on',
      customerId: customer.customer.id, invoiceId: planned.carryingInvoiceId,
      ownerId: customer.customer.owner_id, owners: STEP_DEFAULTS.owners,
      dueOn: org.today, dueAt: org.now, heldCode: null,
    },
    // The task may have given way to a step that follows a promise; then this was told before.
    ...(run.superseded.some((action) => action.step_id === DECIDE_STEP) ? {} : { event: {
      kind: 'run_finished' as const, customerId: customer.customer.id,
      invoiceIds: [planned.carryingInvoiceId], detail: { workflow: run.row.workflow_name },
    } }),
  }
}

function restartEvent(run: RunInFacts, planned: Exclude<Plan, { kind: 'idle' }>): NewEvent {
  const invoice = run.facts.invoices.find((one) => one.id === planned.carryingInvoiceId)
  return {
    kind: 'run_restarted', customerId: run.row.customer_id,
    invoiceIds: [planned.carryingInvoiceId],
    detail: {
      number: invoice?.number ?? '',
      reason: run.facts.carrying?.fate === 'paid' ? 'the one before it is paid'
        : 'an older one arrived',
    },
  }
}
