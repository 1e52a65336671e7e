// A batch of customers as a past day found them, with all that the ledger learned day by day after.
import { instantAt, latestDay, type Day } from '#domain/day.ts'
import { readFactRows } from '../../actions/gather-facts.ts'
import { newId } from '../../platform/ids.ts'
import type { Org } from '../../platform/in-organization.ts'
import { addChange, settleInvoice, type LedgerChange, type Memory } from './memory.ts'
import { versionOf, type RulesChange } from './read-rules.ts'
import {
  readContactsBefore, readFollowed, readPastAllocations, readPastHolding, readPastInvoices,
  readPastPauses, readPastReplies, type FollowedRow, type PastInvoiceRow,
} from './past-store.ts'

/** `org` stands at the first moment that is played. */
export async function readPastCustomers(
  org: Org, customerIds: readonly string[], of: { until: Day; change: RulesChange | null },
): Promise<Memory[]> {
  const wanted = new Set(customerIds)
  const { customers } = await readFactRows(org, customerIds)
  const asked = customers.filter(({ id }) => wanted.has(id))
  const memories = new Map(asked.map((customer): [string, Memory] => [customer.id, {
    customerId: customer.id, lookAt: org.now, changes: [], reminders: new Map(),
    rows: {
      customers: [{ ...customer, last_contact_on: null, group_id: null }],
      invoices: [], holding: [], runs: [], actions: [],
      openReplies: [], handled: [], pauses: [], contactDays: [],
      unclearCustomerIds: [],
    },
  }]))
  const past: Past = { org, of: (id) => memories.get(id), all: [...memories.values()], ...of }
  await learnContacts(past, customerIds)
  await learnInvoices(past, customerIds)
  await learnHolding(past, customerIds)
  await learnPauses(past)
  await learnReplies(past, customerIds)
  return [...memories.values()]
}

interface Past {
  org: Org
  of: (customerId: string) => Memory | undefined
  all: readonly Memory[]
  until: Day
  change: RulesChange | null
}

/** What happened before the first day is applied at once; the rest when its day comes. */
function on(
  past: Past, memory: Memory, day: Day, apply: LedgerChange['apply'],
): void {
  if (day <= past.org.today) apply(memory)
  else if (day <= past.until) addChange(memory, { on: day, apply })
}

async function learnContacts(past: Past, ids: readonly string[]): Promise<void> {
  for (const row of await readContactsBefore(past.org, ids, past.org.today)) {
    const memory = past.of(row.customer_id)
    const customer = memory?.rows.customers[0]
    if (!memory || !customer) continue
    memory.rows.contactDays.push(row)
    customer.last_contact_on = customer.last_contact_on === null ? row.contacted_on
      : latestDay(customer.last_contact_on, row.contacted_on)
  }
}

async function learnInvoices(past: Past, ids: readonly string[]): Promise<void> {
  const invoices = await readPastInvoices(past.org, ids, past.until)
  const followed = tried(await readFollowed(past.org, ids), past.change, { ids, invoices })
  const byInvoice = new Map(followed.flatMap((row) =>
    (row.invoice_id === null ? [] : [[row.invoice_id, row] as const])))
  for (const row of followed) {
    if (row.invoice_id === null) past.of(row.customer_id)?.rows.runs.push(freshRun(row))
  }
  const open = new Map(invoices.map((invoice) => [invoice.id, invoice.total_minor]))
  for (const invoice of invoices) {
    const memory = past.of(invoice.customer_id)
    const run = byInvoice.get(invoice.id)
    if (!memory) continue
    on(past, memory, invoice.issued_on, (of) => {
      show(past.org, of, invoice, open.get(invoice.id) ?? 0)
      if (run) of.rows.runs.push(freshRun(run))
    })
  }
  const known = new Map(invoices.map((invoice) => [invoice.id, invoice]))
  for (const row of await readPastAllocations(past.org, ids, past.until)) {
    const [memory, invoice] = [past.of(row.customer_id), known.get(row.invoice_id)]
    if (!memory || !invoice) continue
    // An invoice that is paid before its own date is known from that date on, and paid then.
    const day = latestDay(row.on, invoice.issued_on)
    const change = (of: Memory) => {
      const left = (open.get(invoice.id) ?? 0) - row.amount_minor
      open.set(invoice.id, left)
      if (left > 0) return show(past.org, of, invoice, left)
      settleInvoice(of, invoice.id, { by: row.by, on: day })
      return row.by === 'payment' ? 1 : 0
    }
    on(past, memory, day, change)
  }
}

/** Who follows what, with the rules under trial in the place of those that run. */
function tried(
  followed: readonly FollowedRow[], change: RulesChange | null,
  of: { ids: readonly string[]; invoices: readonly PastInvoiceRow[] },
): FollowedRow[] {
  if (change === null) return [...followed]
  const { level } = change.rules
  const version = { ...versionOf(change), level }
  if (change.audience === 'assigned') {
    return followed.map((row) => (row.workflow_id === change.workflowId
      ? { ...row, ...version } : row))
  }
  const subjects = level === 'customer'
    ? of.ids.map((id) => ({ customer_id: id, invoice_id: null }))
    : of.invoices.map(({ id, customer_id }) => ({ customer_id, invoice_id: id }))
  return [...followed.filter((row) => row.level !== level),
    ...subjects.map((subject) => ({ ...subject, ...version }))]
}

function show(org: Org, memory: Memory, invoice: PastInvoiceRow, openMinor: number): undefined {
  const shown = memory.rows.invoices.find((one) => one.id === invoice.id)
  if (shown) shown.open_minor = openMinor
  else if (openMinor > 0) {
    memory.rows.invoices.push({ ...invoice, open_minor: openMinor,
      created_at: instantAt(invoice.issued_on, '00:00', org.settings.zone) })
  }
}

const freshRun = (row: FollowedRow): Memory['rows']['runs'][number] => ({
  ...row, id: newId(), epoch: 0, carrying_invoice_id: null, carrying_since: null,
  carrying_is_open: false, carrying_was_paid: false, is_published: true,
  quiet_until: null, start_step_id: null, carried_contact_on: null, carried_reply_on: null,
})

async function learnHolding(past: Past, ids: readonly string[]): Promise<void> {
  for (const row of await readPastHolding(past.org, ids)) {
    const memory = past.of(row.customer_id)
    if (!memory || (row.until_on !== null && row.until_on <= past.org.today)) continue
    on(past, memory, row.from_on, (of) => { of.rows.holding.push(row) })
    if (row.until_on === null) continue
    on(past, memory, row.until_on, (of) => {
      of.rows.holding = of.rows.holding.filter((one) => one !== row)
    })
  }
}

async function learnPauses(past: Past): Promise<void> {
  for (const row of await readPastPauses(past.org, past.org.today, past.until)) {
    for (const memory of concernedBy(past, row.subject_id)) {
      const pause = { subject_id: row.subject_id, until_on: row.until_on,
        ended_at: null as string | null }
      on(past, memory, row.from_on, (of) => { of.rows.pauses.push(pause) })
      if (row.ended_on !== null) {
        on(past, memory, row.ended_on, () => { pause.ended_at = row.ended_at })
      }
    }
  }
}

/** One customer, or everybody whom a pause of an invoice, a workflow or all may concern. */
function concernedBy(past: Past, subjectId: string): readonly Memory[] {
  const memory = past.of(subjectId)
  return memory ? [memory] : past.all
}

async function learnReplies(past: Past, ids: readonly string[]): Promise<void> {
  for (const row of await readPastReplies(past.org, ids)) {
    const memory = past.of(row.customer_id)
    if (!memory) continue
    const reply = { customer_id: row.customer_id, run_id: null, doubt_at: null }
    if (row.closed_on === null || row.closed_on > past.org.today) {
      on(past, memory, row.from_on, (of) => { of.rows.openReplies.push(reply) })
    }
    const closedOn = row.closed_on
    if (closedOn === null) continue
    on(past, memory, closedOn, (of) => {
      of.rows.openReplies = of.rows.openReplies.filter((one) => one !== reply)
      if (row.state === 'paused') return
      of.rows.handled.push({ customer_id: row.customer_id, run_id: null,
        was_answered: row.state !== 'ignored', closed_on: closedOn })
    })
  }
}
