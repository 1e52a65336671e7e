// The deeds that would change a decision, as changes of the facts it is made of. Pure.
import { addDays, addSeconds, type Day } from '#domain/day.ts'
import type { HoldCode } from '#domain/hold.ts'
import type { FactRows } from '../../actions/gather-facts.ts'
import type { OrganizationRow } from '../../platform/in-organization.ts'
import { exampleMobile, readNumber } from '../../platform/phone-number.ts'
import { QUIET_SECONDS } from '../publish-version.ts'
import type { Chosen, Entry } from './entry-store.ts'
import type { World } from './world.ts'

export type Change = (world: World) => World

const withRows = (world: World, rows: Partial<FactRows>): World =>
  ({ ...world, rows: { ...world.rows, ...rows } })
const withSettings = (world: World, settings: Partial<OrganizationRow>): World =>
  ({ ...world, org: { ...world.org, settings: { ...world.org.settings, ...settings } } })
const withReach = (world: World, reach: Partial<World['reach']>): World =>
  ({ ...world, reach: { ...world.reach, ...reach } })
/** All but the first that fits: each row stands for one thing that a person ends. */
function without<T>(rows: readonly T[], fits: (row: T) => boolean): T[] {
  const place = rows.findIndex(fits)
  return place < 0 ? [...rows] : rows.filter((_, index) => index !== place)
}

export const automationOn: Change = (world) =>
  withSettings(world, { automation_on_since: world.org.now })

/** Nothing automatic leaves in the minutes after publishing. */
const published = (world: World, runId: string, change: Partial<FactRows['runs'][number]>) =>
  withRows(world, { runs: world.rows.runs.map((run) => (run.id !== runId ? run
    : { ...run, ...change, quiet_until: addSeconds(world.org.now, QUIET_SECONDS) })) })
export const versionPublished = (runId: string): Change => (world) =>
  published(world, runId, { is_published: true })
export const thresholdLowered = (runId: string): Change => (world) =>
  published(world, runId, { threshold_minor: {} })

export const BEGUN = 'begun'

/** Under another workflow: the run of now ends, one of that workflow begins. */
export const runBegun = (entry: Entry, chosen: Chosen, instead: string | null): Change =>
  (world) => withRows(world, {
    runs: [...world.rows.runs.filter(({ id }) => id !== instead), {
      ...entry, id: BEGUN, level: 'customer', customer_id: world.customerId, invoice_id: null,
      epoch: 0, carrying_invoice_id: null, carrying_since: null, carrying_is_open: false,
      carrying_was_paid: false, is_published: true, start_step_id: null,
      carried_contact_on: chosen.carriedContactOn, carried_reply_on: chosen.carriedReplyOn,
    }],
    // An answer that halts the customer's run halts whatever runs in its place.
    openReplies: world.rows.openReplies.map((row) =>
      (row.run_id === instead ? { ...row, run_id: null } : row)),
  })

/** Somebody spoke to the customer today. */
export const contactedToday: Change = (world) => contacted(world, { isAutomatic: false })

function contacted(world: World, { isAutomatic }: { isAutomatic: boolean }): World {
  const { rows, org, customerId } = world
  return withRows(world, {
    customers: rows.customers.map((one) => ({ ...one, last_contact_on: org.today })),
    contactDays: [...rows.contactDays, {
      customer_id: customerId, workflow_id: null, is_automatic: isAutomatic,
      contacted_on: org.today,
    }],
  })
}

export const replyHandled = (
  runId: string | null, how: 'answered' | 'ignored',
): Change => (world) => {
  const { rows, org, customerId } = world
  const handled = withRows(world, {
    openReplies: without(rows.openReplies, (row) =>
      row.doubt_at === null && row.run_id === runId),
    handled: [...rows.handled, {
      customer_id: customerId, run_id: runId, was_answered: how === 'answered',
      closed_on: org.today,
    }],
  })
  return how === 'answered' ? contactedToday(handled) : handled
}

export const pauseEnded = (of: { subjectId: string; untilOn: Day | null }): Change => (world) => {
  const place = world.rows.pauses.findIndex((row) => row.ended_at === null
    && row.subject_id === of.subjectId && row.until_on === of.untilOn)
  return withRows(world, { pauses: world.rows.pauses.map((row, index) =>
    (index === place ? { ...row, ended_at: world.org.now } : row)) })
}

export const customerPaused = (untilOn: Day): Change => (world) => withRows(world, {
  pauses: [...world.rows.pauses,
    { subject_id: world.customerId, until_on: untilOn, ended_at: null }],
})

/** A dispute that ends leaves its day behind: the workflow waits its delay after it. */
export const holdingEnded = (of: {
  kind: 'dispute' | 'promise'; invoiceId: string; amountMinor: number | null
}): Change => (world) => {
  const { rows, org } = world
  const isIt = (row: (typeof rows.holding)[number]) => row.kind === of.kind
    && row.invoice_id === of.invoiceId && row.amount_minor === of.amountMinor
  // A promise over several invoices ends on all of them.
  const groups = new Set(rows.holding.filter(isIt).map((row) => row.group_id))
  const left = without(rows.holding, (row) => isIt(row)
    || (row.group_id !== null && groups.has(row.group_id)))
  return withRows(world, { holding: of.kind === 'promise' ? left : [...left, {
    kind: 'settled', invoice_id: of.invoiceId, amount_minor: null, day: org.today, made_on: null,
    last_on: null, paid_minor: 0, holds: true, group_id: null, whole: null, carries: true,
  }] })
}

/** A person with a name and an address that can be written to. */
export const contactAdded = (channel: 'email' | 'sms'): Change => (world) => {
  const number = channel === 'sms' ? freshNumber(world) : null
  const contact = {
    id: '', customer_id: world.customerId, name: 'Somebody', positions: [], locale: null,
    zone: null,
    emails: channel === 'email' ? ['somebody@customer.invalid'] : [],
    phones: number === null ? [] : [number],
  }
  const added = withReach(world, { contacts: new Map([...world.reach.contacts,
    [world.customerId, [...world.reach.contacts.get(world.customerId) ?? [], contact]]]) })
  return number === null ? added : consentRecorded(number)(added)
}

function freshNumber({ rows, org, reach }: World): string | null {
  const countries = [rows.customers[0]?.country, org.settings.country,
    ...(reach.sms?.senders ?? []).flatMap(({ homeCountry, countries: own }) =>
      [homeCountry, ...own])]
  for (const country of countries) {
    const number = country ? exampleMobile(country) : null
    if (number !== null) return number
  }
  return null
}

export const consentRecorded = (number: string): Change => (world) => {
  const { sms } = world.reach
  if (sms === null) return world
  const key = `${world.customerId} ${number}`
  const known = sms.phones.get(key) ?? {
    customerId: world.customerId, number, contactZones: [],
    customerZone: world.rows.customers[0]?.zone ?? null,
    customerCountry: world.rows.customers[0]?.country ?? null, line: null, stickyId: null,
    // Its other numbers know what kind the customer is; a first one is taken for a company's.
    debtorKind: [...sms.phones.values()].find((one) => one.customerId === world.customerId)
      ?.debtorKind ?? 'company' as const,
    via: 'sms' as const, wroteAt: null, newestConsent: null, refusedIds: [],
  }
  return withReach(world, { sms: { ...sms,
    phones: new Map([...sms.phones, [key, { ...known, newestConsent: 'given' }]]) } })
}

/** Oldest invoice first, as far as the money goes. */
export const cashApplied: Change = (world) => {
  const left = new Map(world.reach.unapplied)
  const paidIds = new Set<string>()
  const byAge = [...world.rows.invoices].sort((a, b) => (a.due_on < b.due_on ? -1 : 1))
  const applied = new Map(byAge.map((row) => {
    const key = `${world.customerId} ${row.currency}`
    const amount = Math.min(row.open_minor, left.get(key) ?? 0)
    left.set(key, (left.get(key) ?? 0) - amount)
    if (amount === row.open_minor) paidIds.add(row.id)
    return [row.id, row.open_minor - amount]
  }))
  const reduced = withRows(world, { invoices: world.rows.invoices.map((row) =>
    ({ ...row, open_minor: applied.get(row.id) ?? row.open_minor })) })
  return withReach(paid(reduced, paidIds), { unapplied: left })
}

export const invoicePaid = (invoiceId: string): Change => (world) =>
  paid(world, new Set([invoiceId]))

function paid(world: World, ids: ReadonlySet<string>): World {
  const { rows } = world
  return withRows(world, {
    invoices: rows.invoices.filter(({ id }) => !ids.has(id)),
    runs: rows.runs.map((run) => (run.carrying_invoice_id === null
      || !ids.has(run.carrying_invoice_id) ? run
      : { ...run, carrying_is_open: false, carrying_was_paid: true })),
  })
}

export const ledgerUpdated: Change = (world) =>
  withSettings(world, { ledger_changed_at: world.org.now })

export const limitRaised: Change = (world) => withReach(
  withSettings(world, { sms_month_budget_micros: null }),
  { budget: { ...world.reach.budget, cap: Number.MAX_SAFE_INTEGER } })

export const senderSet: Change = (world) => withSettings(world, {
  from_address: 'sender@seller.invalid', sms_stopped_at: null, sms_stopped_why: null,
})

export const senderAdded = (number: string): Change => (world) => {
  const { sms } = world.reach
  const country = readNumber(number, null)?.country ?? null
  if (sms === null || country === null) return world
  const closedCountries = new Map(sms.closedCountries)
  closedCountries.delete(country)
  return withReach(world, { sms: { ...sms, closedCountries, senders: [...sms.senders, {
    id: '', kind: 'mobile', address: exampleMobile(country) ?? '', homeCountry: country,
    countries: [country], isTwoWay: true, registration: 'registered', isPaused: false,
  }] } })
}

export const mended = (code: HoldCode): Change => (world) =>
  ({ ...world, mended: new Set([...world.mended, code]) })

export const stopLifted: Change = (world) => withRows(world, {
  customers: world.rows.customers.map((row) => ({ ...row, legal_stop_reason: null })),
})

/** How an action ended, or came back; what is sent or done by it counts as a contact. */
export const actionMoved = (
  id: string, state: 'done' | 'skipped' | 'open', contact: 'automatic' | 'by_hand' | 'none',
): Change => (world) => {
  const moved = withRows(world, {
    actions: world.rows.actions.map((row) =>
      (row.id === id ? { ...row, state, held_code: null } : row)),
    unclearCustomerIds: [],
  })
  return contact === 'none' ? moved : contacted(moved, { isAutomatic: contact === 'automatic' })
}

export const inAWeek = (day: Day): Day => addDays(day, 7)
