// One customer, or those collected together, in memory: rows, and what deeds and days do to them.
import { latestDay, type Day, type Instant } from '#domain/day.ts'
import { followsPromise } from '#domain/promise-steps.ts'
import { countsAsContact, type Channel, type Level, type Mode } from
  '#domain/workflow.ts'
import type { ActionChange, NewAction } from '../../actions/add-actions.ts'
import { assembleFacts, type CustomerFacts, type FactRows, type RunActionRow } from
  '../../actions/gather-facts.ts'
import { carriersOf } from '../../actions/held-amounts.ts'
import type { Org } from '../../platform/in-organization.ts'

/** An action as the planner reads it, with what a day's work needs besides. */
export interface MemoryAction extends RunActionRow {
  due_at: Instant
  opened_on: Day
  channel: Channel
  name: string
  kind: 'reminder' | 'decide'
  invoice_id: string | null
}

/** What the ledger will know from a day on: payments to come, or the past as it happened. */
export interface LedgerChange {
  on: Day
  /** Returns how many invoices it pays in full, if it is a payment. */
  apply: (memory: Memory) => number | undefined
}

export interface Memory {
  /** Of a group its head. */
  customerId: string
  rows: Omit<FactRows, 'actions'> & { actions: MemoryAction[] }
  lookAt: Instant | null
  /** Oldest first. */
  changes: LedgerChange[]
  /** How often each invoice was asked for, for the scenario that pays after reminders. */
  reminders: Map<string, number>
}

export const factsNow = (org: Org, memory: Memory): Map<string, CustomerFacts> =>
  assembleFacts(org, memory.rows)

export function lookBy(memory: Memory, at: Instant): void {
  if (memory.lookAt === null || at < memory.lookAt) memory.lookAt = at
}

const PENDING = new Set(['open', 'sending', 'needs_check'])

/** As `changeActions` does in the database: a closed action stays closed. */
export function changeInMemory(memory: Memory, changes: readonly ActionChange[]): void {
  for (const change of changes) {
    const action = memory.rows.actions.find((one) => one.id === change.id)
    if (!action || !PENDING.has(action.state)) continue
    action.state = change.state
    action.held_code = change.heldCode ?? null
    if (change.remedy === undefined) continue
    Object.assign(action, {
      channel: change.remedy, fell_to: change.remedy,
      remedies: [...action.remedies, change.remedy],
      mode: change.remedy === 'call' || change.remedy === 'task' ? 'manual' : action.mode,
    })
  }
}

/** As `openActions` does: one that exists is left alone, save one that had given way. */
export function openInMemory(
  memory: Memory, actions: readonly NewAction[], today: Day,
): MemoryAction[] {
  return actions.flatMap((wish) => {
    const known = memory.rows.actions.find((one) => one.run_id === wish.runId
      && one.step_id === wish.stepId && one.occurrence === wish.occurrence)
    if (known && known.state !== 'superseded' && known.state !== 'cancelled') return []
    const remedies = [...wish.remedies ?? []]
    const isFallen = remedies.length > 0
    const opened: MemoryAction = {
      id: known?.id ?? wish.id, run_id: wish.runId ?? '', step_id: wish.stepId ?? '',
      occurrence: wish.occurrence, state: 'open', mode: wish.mode, held_code: wish.heldCode,
      due_on: wish.dueOn, due_at: wish.dueAt, opened_on: today, channel: wish.channel,
      name: wish.name, kind: wish.kind === 'decide' ? 'decide' : 'reminder',
      invoice_id: wish.invoiceId,
      fell_to: isFallen ? wish.channel : known?.fell_to ?? null,
      remedies: isFallen ? remedies : known?.remedies ?? [],
    }
    if (known) Object.assign(known, opened)
    else memory.rows.actions.push(opened)
    return [known ?? opened]
  })
}

/** As `updateRuns` does; actions of an older epoch that are closed are not read any more. */
export function updateRunsInMemory(
  memory: Memory,
  runs: readonly { id: string; epoch: number; carrying_invoice_id: string | null }[],
  now: Instant,
): void {
  for (const wish of runs) {
    const run = memory.rows.runs.find((one) => one.id === wish.id)
    if (!run) continue
    Object.assign(run, {
      epoch: wish.epoch, carrying_invoice_id: wish.carrying_invoice_id, carrying_since: now,
      // Only what is collectible carries.
      carrying_is_open: true, carrying_was_paid: false,
    })
    memory.rows.actions = memory.rows.actions.filter((action) => action.run_id !== run.id
      || action.occurrence === run.epoch || followsPromise(action.occurrence)
      || PENDING.has(action.state))
  }
}

/** As the contact log does: what counts for the minimum contact delay (SPEC §3.4). */
export function noteContactInMemory(
  memory: Memory,
  contact: { customerId: string; workflowId: string; channel: Channel; mode: Mode; on: Day },
): void {
  if (!countsAsContact(contact.channel)) return
  memory.rows.contactDays.push({
    customer_id: contact.customerId, workflow_id: contact.workflowId,
    is_automatic: contact.mode === 'automatic', contacted_on: contact.on,
  })
  const customer = memory.rows.customers.find(({ id }) => id === contact.customerId)
  if (customer) {
    customer.last_contact_on = customer.last_contact_on === null ? contact.on
      : latestDay(customer.last_contact_on, contact.on)
  }
}

/** An invoice leaves the ledger in full; a payment hands the run over, a credit does not. */
export function settleInvoice(
  memory: Memory, invoiceId: string, { by, on }: { by: 'payment' | 'credit'; on: Day },
): void {
  settlePromises(memory, invoiceId, { by, on })
  memory.rows.invoices = memory.rows.invoices.filter((invoice) => invoice.id !== invoiceId)
  for (const run of memory.rows.runs) {
    if (run.carrying_invoice_id !== invoiceId) continue
    run.carrying_is_open = false
    run.carrying_was_paid = by === 'payment'
  }
}

/**
 * What comes for one invoice of a promise over several counts for its whole. After its last day it
 * only ends who asks about it: no other invoice of it begins to.
 */
function settlePromises(
  { rows }: Memory, invoiceId: string, { by, on }: { by: 'payment' | 'credit'; on: Day },
): void {
  const own = rows.holding.filter((row) => row.kind === 'promise' && row.group_id !== null
    && row.invoice_id === invoiceId)
  const invoice = rows.invoices.find(({ id }) => id === invoiceId)
  if (own.length === 0 || !invoice) return
  const carriers = carriersOf(rows.invoices, rows.holding)
  for (const { group_id: groupId, last_on: lastOn } of own) {
    if (groupId === null || lastOn === null) continue
    for (const row of rows.holding.filter((one) => one.group_id === groupId)) {
      if (on > lastOn) row.carries &&= carriers.get(groupId) !== invoiceId
      else if (by === 'payment' && row.whole) row.whole.paidMinor += invoice.open_minor
    }
  }
}

/** What the ledger learns by the morning of a day; returns how many invoices are paid. */
export function applyChanges(memory: Memory, org: Org): number {
  let paid = 0
  for (let next = memory.changes[0]; next && next.on <= org.today; next = memory.changes[0]) {
    memory.changes.shift()
    paid += next.apply(memory) ?? 0
    lookBy(memory, org.now)
  }
  return paid
}

export function addChange(memory: Memory, change: LedgerChange): void {
  const place = memory.changes.findIndex((one) => one.on > change.on)
  if (place < 0) memory.changes.push(change)
  else memory.changes.splice(place, 0, change)
}

/** An invoice is paid once; a second payment of it changes nothing. */
export function addPayment(memory: Memory, invoiceId: string, on: Day): void {
  if (memory.rows.invoices.every((invoice) => invoice.id !== invoiceId)) return
  addChange(memory, { on, apply: (of) => {
    const isOpen = of.rows.invoices.some((one) => one.id === invoiceId)
    settleInvoice(of, invoiceId, { by: 'payment', on })
    return isOpen ? 1 : 0
  } })
}

/** The order in which due messages of one customer or group leave (E33): as `claimDueActions`. */
export function nextToSend(memory: Memory, now: Instant): MemoryAction | null {
  const due = memory.rows.actions.filter((action) => action.state === 'open'
    && action.mode === 'automatic' && action.held_code === null && action.due_at <= now)
  if (due.length < 2) return due[0] ?? null
  const levels = new Map<string, Level>(memory.rows.runs.map((run) => [run.id, run.level]))
  const level = (action: MemoryAction) => levels.get(action.run_id) ?? 'customer'
  due.sort((a, b) => compare(level(b), level(a)) || compare(b.due_on, a.due_on)
    || compare(a.run_id, b.run_id) || compare(a.id, b.id))
  return due[0] ?? null
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
