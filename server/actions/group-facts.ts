// Customers that are collected together: what one of a group knows of the others (domain E36).
import { latestDay, type Day } from '#domain/day.ts'
import type { CustomerRow, RunRow } from './fact-store.ts'
import type { OpenInvoiceOf } from './held-amounts.ts'

/** How one customer stands among those it is collected with; alone, all of it is itself. */
export interface Together {
  /** Itself and those whose contacts, answers and delays are shared, the head first. */
  ids: readonly string[]
  /** Whose invoices its customer runs ask for: of all at the head, of nobody below it. */
  askedForIds: readonly string[]
  /** The customer at whom it is collected; null: at itself. */
  head: { id: string; name: string } | null
  /** Names of the others, for the lines of a text. */
  names: ReadonlyMap<string, string>
  lastContactOn: Day | null
}

export function togetherOf(customers: readonly CustomerRow[]): (of: CustomerRow) => Together {
  const groups = new Map<string, CustomerRow[]>()
  for (const customer of customers) {
    if (customer.group_id === null) continue
    const group = groups.get(customer.group_id)
    if (group) group.push(customer)
    else groups.set(customer.group_id, [customer])
  }
  return (of) => {
    const head = of.group_id === null ? null
      : groups.get(of.group_id)?.find(({ id }) => id === of.group_id) ?? null
    if (head === null) return alone(of)
    const all = groups.get(head.id) ?? []
    const ids = [head.id, ...all.flatMap(({ id }) => (id === head.id ? [] : id)).toSorted()]
    const isHead = of.id === head.id
    return {
      ids, askedForIds: isHead ? ids : [],
      head: isHead ? null : { id: head.id, name: head.name },
      names: new Map(all.flatMap(({ id, name }) => (id === of.id ? [] : [[id, name] as const]))),
      lastContactOn: all.reduce<Day | null>((last, one) => (last === null ? one.last_contact_on
        : one.last_contact_on === null ? last : latestDay(last, one.last_contact_on)), null),
    }
  }
}

const alone = ({ id, last_contact_on: lastContactOn }: CustomerRow): Together =>
  ({ ids: [id], askedForIds: [id], head: null, names: new Map(), lastContactOn })

/**
 * Runs that stand idle because another one asks in their place: an answer to one of them is an
 * answer to the whole group.
 */
export function idleRunIds(
  customers: readonly CustomerRow[], runs: readonly RunRow[],
): ReadonlySet<string> {
  const below = new Set(customers.flatMap(({ id, group_id: groupId }) =>
    (groupId === null || groupId === id ? [] : id)))
  if (below.size === 0) return new Set()
  return new Set(runs.flatMap((run) =>
    (run.level === 'customer' && below.has(run.customer_id) ? run.id : [])))
}

/** Whose pause covers a customer: its own, and that of whoever it is collected at. */
export const pausedWith = (of: CustomerRow): readonly string[] =>
  (of.group_id === null || of.group_id === of.id ? [of.id] : [of.id, of.group_id])

/** Its own open invoices; at the head of a group those of all in it, with their names. */
export function openOf(
  customer: CustomerRow, group: Together, invoices: ReadonlyMap<string, OpenInvoiceOf[]>,
): readonly OpenInvoiceOf[] {
  if (group.head !== null || group.ids.length === 1) return invoices.get(customer.id) ?? []
  return group.ids.flatMap((id) => (invoices.get(id) ?? []).map((invoice) => {
    const owedBy = group.names.get(id)
    return owedBy === undefined ? invoice : { ...invoice, owedBy }
  }))
}

/** Of a group those who are paused or must not be contacted: the head does not ask for theirs. */
export function barredIds(
  customers: readonly CustomerRow[], of: CustomerRow, pauses: ReadonlyMap<string, Day | 'open'>,
): ReadonlySet<string> {
  if (of.group_id !== of.id) return NOBODY
  return new Set(customers.flatMap((one) => (one.group_id === of.id && one.id !== of.id
    && (pauses.has(one.id) || one.legal_stop_reason !== null) ? one.id : [])))
}
const NOBODY: ReadonlySet<string> = new Set()
