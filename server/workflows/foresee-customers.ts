// What many customers get within some days, played as the planner and the gate would have it.
import { sql } from 'kysely'
import { setImmediate as breathe } from 'node:timers/promises'
import { addDays, daysBetween, type Day } from '#domain/day.ts'
import { atMoment, sendInstantOn, type Org } from '../platform/in-organization.ts'
import { readHere, type Batch } from './simulation/load-customers.ts'
import type { Memory } from './simulation/memory.ts'
import { playCustomer } from './simulation/play-customer.ts'
import type { SimulatedAction } from './simulation/simulated-action.ts'

export interface Coming {
  step: string
  workflow: string
  channel: string
  mode: 'manual' | 'automatic'
  on: Day
  invoiceNumber: string | null
}

export interface ComingToCustomer {
  customerId: string
  customerName: string
  coming: Coming[]
}

export interface Foreseeing {
  /** Null: everybody who owes. */
  customerIds: readonly string[] | null
  untilOn: Day
  most: number
  /** Today's messages are held where the ledger is too old; otherwise it is taken to be fresh. */
  isLedgerAsItIs?: boolean
  /** Changes customers in memory before they are played. */
  prepare?: (org: Org, memory: Memory) => void
}

const BATCH = 250
const FIRST_ID = '00000000-0000-0000-0000-000000000000'
// Longer than any look ahead: work in To Do waits, for nobody knows when a person does it.
const NOBODY_WORKS_DAYS = 60
const BREATHE_EVERY = 20

/**
 * In the order of ids, enrolled as the planner would enrol them: call it in a transaction that is
 * taken back. Automatic sending is taken to be on.
 */
export async function foreseeCustomers(
  org: Org, of: Foreseeing,
): Promise<{ found: Map<string, ComingToCustomer>; isComplete: boolean }> {
  const found = new Map<string, ComingToCustomer>()
  const moments = momentsOf(org, of)
  for (let after = FIRST_ID; ;) {
    const ids = await nextIds(org, of.customerIds, after)
    const last = ids.at(-1)
    if (last === undefined) return { found, isComplete: true }
    if (found.size >= of.most) return { found, isComplete: false }
    after = last
    const batch = await readHere(org, ids)
    for (const [place, memory] of batch.memories.entries()) {
      if (place % BREATHE_EVERY === BREATHE_EVERY - 1) await breathe()
      of.prepare?.(moments[0] ?? org, memory)
      const one = play(batch, memory, moments)
      found.set(one.customerId, one)
    }
  }
}

async function nextIds(
  org: Org, among: readonly string[] | null, after: string,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select c.id from customer c where c.org_id = ${org.id} and c.id > ${after}
      and (${among === null} or c.id = any(${[...among ?? []]}::uuid[]))
      and exists (select from invoice i where i.org_id = c.org_id and i.customer_id = c.id
        and i.open_minor > 0 and i.state = 'open')
    order by c.id limit ${BATCH}`.execute(org.tx)
  return rows.map((row) => row.id)
}

/** Now, and each send time until a day. */
function momentsOf(
  org: Org, { untilOn, isLedgerAsItIs }: Pick<Foreseeing, 'untilOn' | 'isLedgerAsItIs'>,
): Org[] {
  const settings = { ...org.settings,
    automation_on_since: org.settings.automation_on_since ?? org.now }
  const fresh = { ...org, settings: { ...settings, stale_after_hours: null } }
  const today: Org = isLedgerAsItIs ? { ...org, settings } : fresh
  const slots = Array.from({ length: daysBetween(org.today, untilOn) + 1 }, (_, count) =>
    sendInstantOn(org, addDays(org.today, count))).filter((slot) => slot > org.now)
  return [org.now, ...slots].map((at) => {
    const moment = atMoment(today, at)
    return moment.today === org.today ? moment : atMoment(fresh, at)
  })
}

function play(batch: Batch, memory: Memory, moments: readonly Org[]): ComingToCustomer {
  const sent: SimulatedAction[] = []
  playCustomer(memory, {
    moments, reach: batch.reach, templates: batch.templates, scenario: { kind: 'nobody' },
    manualAfterDays: NOBODY_WORKS_DAYS,
    told: {
      action: (_, action) => { if (action.kind === 'reminder') sent.push(action) },
      held: () => undefined, paid: () => undefined,
      automaticOn: () => batch.reach.budget.used,
      capOn: () => moments[0]?.settings.daily_cap ?? Infinity,
    },
  })
  const { rows } = memory
  const waiting = rows.actions.filter((action) => action.state === 'open'
    && action.mode === 'manual' && action.held_code === null)
  const ofRun = (id: string) => {
    const run = rows.runs.find((one) => one.id === id)
    return {
      workflow: run?.workflow_name ?? '',
      invoiceNumber: rows.invoices.find((one) => one.id === run?.invoice_id)?.number ?? null,
    }
  }
  return {
    customerId: memory.customerId, customerName: rows.customers[0]?.name ?? '',
    coming: [
      ...sent.map((one): Coming => ({ step: one.stepName, channel: one.channel,
        mode: one.mode, on: one.day, ...ofRun(one.runId) })),
      ...waiting.map((one): Coming => ({ step: one.name, channel: one.channel, mode: 'manual',
        on: one.due_on, ...ofRun(one.run_id) })),
    ].sort((a, b) => compare(a.on, b.on) || compare(a.step, b.step)
      || compare(a.invoiceNumber ?? '', b.invoiceNumber ?? '')),
  }
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
