// Reads a batch of customers into memory, enrolled as the planner would, and leaves nothing behind.
import { addDays, type Day, type Instant } from '#domain/day.ts'
import {
  habitualPayDay, medianDaysLate, type Scenario,
} from '#domain/simulation/scenario.ts'
import { CHANNELS } from '#domain/workflow.ts'
import { readFactRows, type FactRows, type RunActionRow } from '../../actions/gather-facts.ts'
import { gatherReach, type Reach } from '../../actions/gather-hold-facts.ts'
import { headsOf, type Claimed } from '../../actions/claim-groups.ts'
import { newId } from '../../platform/ids.ts'
import { atMoment, inOrganization, sendInstantOn, SYSTEM, type Org } from
  '../../platform/in-organization.ts'
import type { Installation } from '../../platform/installation.ts'
import { templatesByIds, type TemplateRow } from '../../templates/read-templates.ts'
import { enroll } from '../enroll.ts'
import { addPayment, type Memory, type MemoryAction } from './memory.ts'
import { readPastCustomers } from './past-customers.ts'
import { versionOf, type RulesChange } from './read-rules.ts'
import { nextCustomers, othersOf, readPaidInvoices, withGroups } from './simulation-store.ts'

export interface Batch {
  memories: Memory[]
  reach: Reach
  templates: Map<string, TemplateRow>
  lastCustomerId: string | null
}

class RollBack extends Error {
  readonly batch: Batch
  constructor(batch: Batch) {
    super('rolled back on purpose')
    this.batch = batch
  }
}

export interface Loading {
  after: string
  size: number
  change: RulesChange | null
  scenario: Scenario
  /** The median of the organization, for customers without a history of their own. */
  usualDaysLate: number | null
  /** A back-test: the first moment of it, and its last day. */
  past: { at: Instant; until: Day } | null
}

/** A transaction of its own that is rolled back: customers without a run are enrolled in it. */
export async function loadCustomers(
  installation: Installation, orgId: string, loading: Loading,
): Promise<Batch> {
  try {
    return await inOrganization(installation, orgId, SYSTEM, async (org) => {
      throw new RollBack(await readBatch(org, loading))
    })
  } catch (error) {
    if (error instanceof RollBack) return error.batch
    throw error
  }
}

async function readBatch(org: Org, loading: Loading): Promise<Batch> {
  const page = await nextCustomers(org, loading.after, loading.size)
  const { past } = loading
  // Days that are over are played as if everybody had been collected by itself.
  const units = past === null ? await groupsWhole(org, page) : page
  const ids = units.map((row) => row.id)
  const memories = past === null ? await readPresent(org, units, loading.change)
    : await readPastCustomers(atMoment(org, past.at), ids, { ...past, change: loading.change })
  if (past === null && loading.scenario.kind === 'as_last_year') {
    await expectHabits(org, memories, loading)
  }
  // Those that come along with others stand at the end, so the page says where to go on.
  const batch = { ...await withReach(org, ids, memories), lastCustomerId: page.at(-1)?.id ?? null }
  // Cash that is unapplied now tells nothing of then.
  return past === null ? batch : { ...batch, reach: { ...batch.reach, unapplied: new Map() } }
}

/** Customers, and whoever is collected with them, as they are in this very transaction. */
export async function readHere(org: Org, customerIds: readonly string[]): Promise<Batch> {
  const units = await withGroups(org, customerIds)
  const ids = units.map((row) => row.id)
  return withReach(org, ids, await readPresent(org, units, null))
}

async function withReach(
  org: Org, ids: readonly string[], memories: Memory[],
): Promise<Batch> {
  const steps = memories.flatMap((memory) => memory.rows.runs).flatMap((run) => run.steps)
  const templateIds = new Set(steps.flatMap((step) => step.templateId ?? []))
  return {
    memories,
    reach: await gatherReach(org, ids, CHANNELS, steps.map(({ attachments }) => attachments)),
    templates: await templatesByIds(org, [...templateIds]), lastCustomerId: ids.at(-1) ?? null,
  }
}

/** Whoever is collected at another customer comes with that one, and not by itself. */
async function groupsWhole(org: Org, page: readonly Claimed[]): Promise<Claimed[]> {
  const others = await othersOf(org, headsOf(page))
  return [...page.filter(({ id, group_id: groupId }) => groupId === null || groupId === id),
    ...others]
}

async function readPresent(
  org: Org, units: readonly Claimed[], change: RulesChange | null,
): Promise<Memory[]> {
  const ids = units.map((row) => row.id)
  await enroll(org, ids, headsOf(units))
  const memories = splitByCustomer(org, await readFactRows(org, ids))
  for (const memory of memories) if (change) changeRules(memory, change)
  return memories
}

function splitByCustomer(org: Org, rows: FactRows): Memory[] {
  const of = <T>(list: readonly T[], key: (row: T) => string) => {
    const groups = new Map<string, T[]>()
    for (const row of list) {
      const group = groups.get(key(row))
      if (group) group.push(row)
      else groups.set(key(row), [row])
    }
    return (id: string) => groups.get(id) ?? []
  }
  const customer = (row: { customer_id: string }) => row.customer_id
  const invoices = of(rows.invoices, customer)
  const holding = of(rows.holding, (row) => row.invoice_id)
  const runs = of(rows.runs, customer)
  const actions = of(rows.actions, (row) => row.run_id)
  const replies = of(rows.openReplies, customer)
  const handled = of(rows.handled, customer)
  const pauses = of(rows.pauses, (row) => row.subject_id)
  const days = of(rows.contactDays, customer)
  const unclear = new Set(rows.unclearCustomerIds)
  const units = of(rows.customers, (one) => one.group_id ?? one.id)
  return [...new Set(rows.customers.map((one) => one.group_id ?? one.id))].map((id): Memory => {
    const customers = units(id)
    const all = <T>(find: (id: string) => readonly T[]) => customers.flatMap((one) => find(one.id))
    const own = all(runs)
    const open = all(invoices)
    const subjects = new Set([org.id, ...customers.map((one) => one.id),
      ...own.map((run) => run.workflow_id), ...open.map((invoice) => invoice.id)])
    return {
      customerId: id, lookAt: org.now, changes: [], reminders: new Map(),
      rows: {
        customers: [...customers], invoices: open, runs: own,
        holding: open.flatMap((invoice) => holding(invoice.id)),
        actions: own.flatMap((run) => actions(run.id)
          .map((row) => toMemoryAction(org, row, run.steps))),
        openReplies: all(replies), handled: all(handled),
        pauses: [...subjects].flatMap((id) => pauses(id)), contactDays: all(days),
        unclearCustomerIds: customers.flatMap((one) => (unclear.has(one.id) ? one.id : [])),
      },
    }
  })
}

function toMemoryAction(
  org: Org, row: RunActionRow, steps: FactRows['runs'][number]['steps'],
): MemoryAction {
  const step = steps.find((one) => one.id === row.step_id)
  return {
    ...row, due_at: sendInstantOn(org, row.due_on), opened_on: row.due_on,
    channel: row.fell_to ?? step?.channel ?? 'task', name: step?.name ?? 'Decide how to go on',
    kind: step ? 'reminder' : 'decide', invoice_id: null,
  }
}

/** The rules under trial instead of those that run; done steps are known by their stable ids. */
function changeRules(memory: Memory, change: RulesChange): void {
  const version = versionOf(change)
  for (const run of memory.rows.runs) {
    if (run.workflow_id === change.workflowId) Object.assign(run, version)
  }
  if (change.audience === 'everybody') startForAll(memory, change, version)
}

function startForAll(
  memory: Memory, change: RulesChange, version: ReturnType<typeof versionOf>,
): void {
  const isOurs = (run: FactRows['runs'][number]) => run.workflow_id === change.workflowId
  const { rows } = memory
  const { level } = change.rules
  const kept = rows.runs.filter((run) => run.level !== level || isOurs(run))
  const subjects: { customerId: string; invoiceId: string | null }[] = level === 'invoice'
    ? rows.invoices.map((invoice) => ({ customerId: invoice.customer_id, invoiceId: invoice.id }))
    : rows.invoices.length > 0 ? [{ customerId: memory.customerId, invoiceId: null }] : []
  const missing = subjects.filter(({ customerId, invoiceId }) => kept.every((run) =>
    run.level !== level || run.invoice_id !== invoiceId || run.customer_id !== customerId))
  rows.runs = [...kept, ...missing.map(({ customerId, invoiceId }) => ({
    ...version, id: newId(), level, customer_id: customerId, invoice_id: invoiceId,
    epoch: 0, carrying_invoice_id: null, carrying_since: null, carrying_is_open: false,
    carrying_was_paid: false, start_step_id: null, carried_contact_on: null,
    carried_reply_on: null,
  }))]
  const ids = new Set(rows.runs.map((run) => run.id))
  rows.actions = rows.actions.filter((action) => ids.has(action.run_id))
}

/** Each open invoice is paid as late as its customer's were paid in the year before. */
async function expectHabits(
  org: Org, memories: readonly Memory[], { usualDaysLate }: Loading,
): Promise<void> {
  const paid = await readPaidInvoices(org, addDays(org.today, -365),
    memories.flatMap(({ rows }) => rows.customers.map((one) => one.id)))
  const byCustomer = new Map<string, { dueOn: Day; paidOn: Day }[]>()
  for (const row of paid) {
    byCustomer.set(row.customerId, [...byCustomer.get(row.customerId) ?? [], row])
  }
  for (const memory of memories) {
    const daysLateOf = new Map(memory.rows.customers.map(({ id }) =>
      [id, medianDaysLate(byCustomer.get(id) ?? []) ?? usualDaysLate]))
    for (const invoice of memory.rows.invoices) {
      const daysLate = daysLateOf.get(invoice.customer_id) ?? null
      const on = habitualPayDay(
        { invoiceId: invoice.id, dueOn: invoice.due_on, daysLate }, org.today)
      if (on !== null) addPayment(memory, invoice.id, on)
    }
  }
}
