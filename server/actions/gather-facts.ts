// Reads, for a batch of customers at once, every fact that plan() and hold() decide from.
import { contactRulesOf, contactsFreeOn } from '#domain/contact-rules.ts'
import type { Day, Instant, Zone } from '#domain/day.ts'
import { addDays, addSeconds } from '#domain/day.ts'
import type { OpenInvoice } from '#domain/invoice.ts'
import type { CarryingFate, RunFacts } from '#domain/plan.ts'
import { collectibleMinor } from '#domain/invoice.ts'
import { doubtHoldsSince } from '#domain/reply-rules.ts'
import { latestDay } from '#domain/day.ts'
import { zoneOfCountry } from '#domain/sms/quiet-hours.ts'
import type { WorkflowRules } from '#domain/workflow.ts'
import { sendInstantOn, type Org } from '../platform/in-organization.ts'
import { followsPromise } from '#domain/promise-steps.ts'
import type { ContactDayRow } from './contact-day-store.ts'
import type {
  CustomerRow, HandledRow, OpenReplyRow, PauseRow, RunActionRow, RunRow,
} from './fact-store.ts'
import {
  barredIds, idleRunIds, openOf, pausedWith, togetherOf, type Together,
} from './group-facts.ts'
import { openInvoices, type OpenInvoiceOf } from './held-amounts.ts'
import { pendingFreeDays } from './pending-days.ts'
import { readFactRows, type FactRows } from './read-fact-rows.ts'

export { readFactRows, type FactRows } from './read-fact-rows.ts'
export type { RunActionRow, RunRow } from './fact-store.ts'
export type { HoldingRow } from './holding-store.ts'
export { keepOpenItems } from './open-invoice-store.ts'

export interface RunInFacts {
  row: RunRow
  rules: WorkflowRules
  facts: RunFacts
  /** The run's action that is open, sending or unclear in this epoch; null when none is. */
  openAction: RunActionRow | null
  superseded: readonly RunActionRow[]
  /** The customer whose run asks in the place of this one, which stands idle. */
  collectedAt: { id: string; name: string } | null
  /** The part of `facts.pausedUntil` that is not about its invoices. */
  customerPausedUntil: Day | 'open' | null
  /** Set where every invoice it could ask for is paused. */
  invoicePausedUntil: Day | 'open' | null
}

export interface CustomerFacts {
  customer: CustomerRow
  /** Of the head of a group those of all in it. */
  invoices: readonly OpenInvoice[]
  /** Whose money counts: itself, and at the head of a group all in it. */
  memberIds: readonly string[]
  runs: readonly RunInFacts[]
  /** Runs whose answer waits; null stands for an answer that belongs to no run. */
  openReplyRunIds: readonly (string | null)[]
  customerPausedUntil: Day | 'open' | null
  /** The first day on which an invoice is no longer paused; null: none waits for a day. */
  invoicesFreeOn: Day | null
  /** The first day on which money on its way holds nothing any more; null: none is. */
  pendingFreeOn: Day | null
  lastContactOn: Day | null
  lastAutomaticOn: Day | null
  /** The first day on which the rules of its kind allow another contact; null: today. */
  contactsFreeOn: Day | null
  hasUnclearSend: boolean
}

const LONGEST_DELAY_DAYS = 31

/** Facts per customer id. As many statements whatever the number of customers. */
export const gatherFacts = async (
  org: Org, customerIds: readonly string[],
): Promise<Map<string, CustomerFacts>> => {
  const facts = assembleFacts(org, await readFactRows(org, customerIds))
  // The others of a group were read for those that were asked for.
  const wanted = new Set(customerIds)
  return facts.size === wanted.size ? facts
    : new Map([...facts].filter(([id]) => wanted.has(id)))
}

/** Customers, and whoever's money counts for them. */
export const withMembers = (facts: ReadonlyMap<string, CustomerFacts>): string[] =>
  [...new Set([...facts.values()].flatMap(({ memberIds }) => memberIds))]

/** The facts on the organization's day. Pure, so that the simulator asks it for days to come. */
export function assembleFacts(org: Org, rows: FactRows): Map<string, CustomerFacts> {
  const invoices = groupBy(openInvoices(org, rows), (row) => row.customerId)
  const runs = groupBy(rows.runs, (row) => row.customer_id)
  const actions = groupBy(rows.actions, (row) => row.run_id)
  const openReplies = groupBy(rows.openReplies.filter((row) => stillHolds(org, row)),
    (row) => row.customer_id)
  const handled = groupBy(rows.handled, (row) => row.customer_id)
  const pauses = pausesBySubject(org, rows.pauses)
  const pendingFree = pendingFreeDays(org, rows)
  const since = addDays(org.today, -LONGEST_DELAY_DAYS)
  const contacts = groupBy(rows.contactDays.filter((row) => row.contacted_on >= since),
    (row) => row.customer_id)
  const unclear = new Set(rows.unclearCustomerIds)
  const together = togetherOf(rows.customers)
  const idle = idleRunIds(rows.customers, rows.runs)
  const ofGroup = <T extends { run_id: string | null }>(row: T): T =>
    (row.run_id !== null && idle.has(row.run_id) ? { ...row, run_id: null } : row)

  const facts = new Map<string, CustomerFacts>()
  for (const customer of rows.customers) {
    const group = together(customer)
    const all = <T>(of: ReadonlyMap<string, readonly T[]>) =>
      group.ids.flatMap((id) => of.get(id) ?? [])
    const open = openOf(customer, group, invoices)
    const days = all(contacts)
    const replies = all(handled).map(ofGroup)
    const context = { org, customer, group, open, days, pauses, handled: replies, actions,
      barred: barredIds(rows.customers, customer, pauses) }
    facts.set(customer.id, {
      customer,
      invoices: open,
      memberIds: group.head === null ? group.ids : [customer.id],
      runs: (runs.get(customer.id) ?? []).map((row) => runFacts(row, context)),
      openReplyRunIds: all(openReplies).map((row) => ofGroup(row).run_id),
      customerPausedUntil: longest(
        [...pausedWith(customer), org.id].map((id) => pauses.get(id) ?? null)),
      invoicesFreeOn: firstFreeDay(open, pauses),
      pendingFreeOn: pendingFree.get(customer.id) ?? null,
      lastContactOn: group.lastContactOn,
      lastAutomaticOn: newest(days.filter((day) => day.is_automatic)),
      contactsFreeOn: contactsFreeOn(
        contactRulesOf(org.settings.creditor_kind, customer.debtor_kind),
        days.map((day) => day.contacted_on), org.today),
      hasUnclearSend: group.ids.some((id) => unclear.has(id)),
    })
  }
  return facts
}

/** Whose a message is may be in doubt for a working day only. */
const stillHolds = (org: Org, row: OpenReplyRow) => row.doubt_at === null
  || row.doubt_at >= doubtHoldsSince(org.today, org.moment.calendar, org.moment.zone)

interface RunContext {
  org: Org
  customer: CustomerRow
  group: Together
  /** Others of the group whose invoices are not to be asked for at all. */
  barred: ReadonlySet<string>
  open: readonly OpenInvoiceOf[]
  days: readonly ContactDayRow[]
  pauses: ReadonlyMap<string, Day | 'open'>
  handled: readonly HandledRow[]
  actions: ReadonlyMap<string, RunActionRow[]>
}

function runFacts(row: RunRow, context: RunContext): RunInFacts {
  const { org, customer, days, pauses, group } = context
  const rules: WorkflowRules = {
    level: row.level, entryLogic: row.entry_logic, mcdDays: row.mcd_days,
    mcdScope: row.mcd_scope, thresholdMinor: row.threshold_minor, steps: row.steps,
  }
  const notPaused = group.head !== null ? [] : context.open.filter((invoice) =>
    !pauses.has(invoice.id) && !context.barred.has(invoice.customerId))
  // A paused invoice neither carries a customer run nor stands in its messages.
  const invoices = row.level === 'invoice'
    // A promise over several invoices is asked about once, not in the run of each.
    ? context.open.filter((invoice) => invoice.id === row.invoice_id)
      .map((invoice) => ({ ...invoice, brokenPromiseOn: invoice.carriedPromiseOn }))
    : notPaused
  const customerPausedUntil = longest([
    pauses.get(org.id) ?? null, pauses.get(row.workflow_id) ?? null,
    ...pausedWith(customer).map((id) => pauses.get(id) ?? null),
  ])
  const ownPause = row.invoice_id === null ? null : pauses.get(row.invoice_id) ?? null
  const allPaused = row.invoice_id === null && notPaused.length === 0 && context.open.length > 0
    ? firstFreeDay(context.open, pauses) ?? 'open' : null
  const actions = context.actions.get(row.id) ?? []
  const own = days.filter((day) => day.workflow_id === row.workflow_id)
  return {
    row, rules,
    openAction: actions.find((action) => isPending(action.state)) ?? null,
    superseded: actions.filter((action) => action.state === 'superseded'),
    collectedAt: row.level === 'customer' ? group.head : null,
    customerPausedUntil, invoicePausedUntil: ownPause ?? allPaused,
    facts: {
      rules,
      epoch: row.epoch,
      carrying: row.carrying_invoice_id === null || row.carrying_since === null ? null : {
        invoiceId: row.carrying_invoice_id, since: row.carrying_since,
        fate: fateOf(row, invoices),
      },
      invoices,
      closedStepIds: actions
        .filter((action) => isClosed(action.state) && !followsPromise(action.occurrence))
        .map((action) => action.step_id),
      closedPromiseSteps: actions
        .filter((action) => isClosed(action.state) && followsPromise(action.occurrence))
        .map((action) => ({ stepId: action.step_id, occurrence: action.occurrence })),
      startStepId: row.start_step_id,
      // What the run before this one said last counts as its own (domain 3.10).
      lastContactOn: rules.mcdScope === 'workflow'
        ? later(newest(own), row.carried_contact_on) : group.lastContactOn,
      lastAutomaticOn: newest(days.filter((day) => day.is_automatic)),
      replyHandledOn: later(handledOn(row.id, context), row.carried_reply_on),
      disputeEndedOn: invoices.reduce<Day | null>(
        (last, { disputeEndedOn }) => later(last, disputeEndedOn), null),
      pausedUntil: longest([customerPausedUntil, ownPause]),
      ...emailZoneOf(org, customer),
    },
  }
}

function emailZoneOf(org: Org, customer: CustomerRow): { emailZone?: Zone } {
  if (org.settings.email_clock === 'organization') return {}
  const there = customer.contact_zone ?? customer.zone ?? zoneOfCountry(customer.country)
  return there === null ? {} : { emailZone: there }
}

/**
 * The newest answer that moves this run: its own, handled either way, and what was said to the
 * customer on account of another run. One that was ignored there moves nothing here (R44d).
 */
function handledOn(runId: string, { org, handled }: RunContext): Day | null {
  const isShared = org.settings.reply_hold_scope === 'customer'
  return handled
    .filter((row) => row.run_id === runId || row.run_id === null
      || (isShared && row.was_answered))
    .reduce<Day | null>((last, row) =>
      (last === null || row.closed_on > last ? row.closed_on : last), null)
}

const isPending = (state: string) =>
  state === 'open' || state === 'sending' || state === 'needs_check'
const isClosed = (state: string) =>
  state === 'done' || state === 'skipped' || state === 'expired'

function fateOf(row: RunRow, invoices: readonly OpenInvoice[]): CarryingFate {
  const carrying = invoices.find((invoice) => invoice.id === row.carrying_invoice_id)
  if (carrying) return collectibleMinor(carrying) > 0 ? 'collectible' : 'held'
  if (row.carrying_is_open) return 'held'
  return row.carrying_was_paid ? 'paid' : 'credited'
}

/**
 * The end of each pause by its subject. One that a person ended today, within a minute before the
 * send time or later, still covers today: nothing leaves in the same minute (SPEC §4.1).
 */
function pausesBySubject(
  org: Org, rows: readonly PauseRow[],
): Map<string, Day | 'open'> {
  const ends = new Map<string, Day | 'open'>()
  const slot: Instant = addSeconds(sendInstantOn(org, org.today), -60)
  for (const row of rows) {
    const end = row.ended_at === null
      ? row.until_on ?? 'open'
      : row.ended_at >= slot ? addDays(org.today, 1) : null
    if (end === null || (end !== 'open' && end <= org.today)) continue
    const before = ends.get(row.subject_id)
    ends.set(row.subject_id, longest([before ?? null, end]) ?? end)
  }
  return ends
}

function longest(ends: readonly (Day | 'open' | null)[]): Day | 'open' | null {
  return ends.reduce<Day | 'open' | null>((last, end) => {
    if (last === 'open' || end === null) return last
    return last === null || end === 'open' || end > last ? end : last
  }, null)
}

const firstFreeDay = (
  invoices: readonly OpenInvoiceOf[], pauses: ReadonlyMap<string, Day | 'open'>,
): Day | null => invoices.reduce<Day | null>((first, { id, customerId }) => {
  const end = longest([pauses.get(id) ?? null, pauses.get(customerId) ?? null])
  if (end === null || end === 'open') return first
  return first === null || end < first ? end : first
}, null)

const later = (a: Day | null, b: Day | null): Day | null =>
  (a === null || b === null ? a ?? b : latestDay(a, b))

function newest(days: readonly ContactDayRow[]): Day | null {
  return days.reduce<Day | null>(
    (last, day) => (last === null || day.contacted_on > last ? day.contacted_on : last), null)
}

function groupBy<T>(rows: readonly T[], key: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const group = groups.get(key(row))
    if (group) group.push(row)
    else groups.set(key(row), [row])
  }
  return groups
}
