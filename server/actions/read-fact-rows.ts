// Reads the rows that facts are made of, for a batch of customers and whoever is in their groups.
import { addDays } from '#domain/day.ts'
import type { Org } from '../platform/in-organization.ts'
import { readMembers } from './claim-groups.ts'
import { readContactDays, type ContactDayRow } from './contact-day-store.ts'
import {
  readActionsOfRuns, readCustomers, readHandledReplies,
  readOpenReplies, readPauses, readRuns, readUnclearCustomers,
  type CustomerRow, type HandledRow,
  type OpenReplyRow, type PauseRow, type RunActionRow, type RunRow,
} from './fact-store.ts'
import { readHolding, type HoldingRow } from './holding-store.ts'
import { readOpenInvoices, type OpenInvoiceRow } from './open-invoice-store.ts'

const LONGEST_DELAY_DAYS = 31

/** What the ledger holds about a batch of customers, before any day is looked at. */
export interface FactRows {
  customers: CustomerRow[]
  invoices: OpenInvoiceRow[]
  holding: HoldingRow[]
  runs: RunRow[]
  actions: RunActionRow[]
  openReplies: OpenReplyRow[]
  handled: HandledRow[]
  pauses: PauseRow[]
  contactDays: ContactDayRow[]
  unclearCustomerIds: string[]
}

/** With those of the same groups, who are read after; where nobody is in one, that is all. */
export async function readFactRows(
  org: Org, customerIds: readonly string[],
): Promise<FactRows> {
  const own = await readOwnRows(org, customerIds)
  const groupIds = [...new Set(own.customers.flatMap((row) => row.group_id ?? []))]
  if (groupIds.length === 0) return own
  const known = new Set(customerIds)
  const missing = (await readMembers(org, groupIds)).filter((id) => !known.has(id))
  if (missing.length === 0) return own
  const others = await readOwnRows(org, missing)
  return {
    customers: [...own.customers, ...others.customers],
    invoices: [...own.invoices, ...others.invoices],
    holding: [...own.holding, ...others.holding],
    runs: [...own.runs, ...others.runs], actions: [...own.actions, ...others.actions],
    openReplies: [...own.openReplies, ...others.openReplies],
    handled: [...own.handled, ...others.handled], pauses: [...own.pauses, ...others.pauses],
    contactDays: [...own.contactDays, ...others.contactDays],
    unclearCustomerIds: [...own.unclearCustomerIds, ...others.unclearCustomerIds],
  }
}

async function readOwnRows(
  org: Org, customerIds: readonly string[],
): Promise<FactRows> {
  const since = addDays(org.today, -LONGEST_DELAY_DAYS)
  // Begun together they go out together: the database reads on while we take in what it read.
  const [
    customers, invoices, holding, runs, actions, openReplies, handled, pauses, contactDays,
    unclearCustomerIds,
  ] = await Promise.all([
    readCustomers(org, customerIds), readOpenInvoices(org, customerIds),
    readHolding(org, customerIds), readRuns(org, customerIds),
    readActionsOfRuns(org, customerIds), readOpenReplies(org, customerIds),
    readHandledReplies(org, customerIds), readPauses(org, customerIds),
    readContactDays(org, customerIds, since), readUnclearCustomers(org, customerIds),
  ])
  return {
    customers, invoices, holding, runs, actions, openReplies, handled, pauses, contactDays,
    unclearCustomerIds,
  }
}
