// How many customers a filter lets through and what they owe, and the set that a deed is about.
import { sql } from 'kysely'
import type { CustomerFilterOf } from '#contract/list-filters.ts'
import { invalid } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import { customersMatching } from './customer-filter.ts'
import { renewFigures } from './figures-store.ts'

/** From here on it is “more than”: counting all would cost more than it tells. */
export const MOST_COUNTED = 10_000
export const MOST_CHOSEN = 5_000

export interface Totals {
  count: number
  isMore: boolean
  open: { amountMinor: number; currency: string }[]
}

export async function totalCustomers(org: Org, filter: CustomerFilterOf): Promise<Totals> {
  await renewFigures(org)
  const ids = await idsMatching(org, filter, MOST_COUNTED + 1)
  const isMore = ids.length > MOST_COUNTED
  return {
    count: isMore ? MOST_COUNTED : ids.length, isMore, open: isMore ? [] : await openOf(org, ids),
  }
}

export type Chosen = { ids: readonly string[] } | { filter: CustomerFilterOf }

/** The set as it is now, in one order, whatever was shown before. */
export async function chosenCustomers(
  org: Org, chosen: Chosen,
): Promise<Totals & { ids: string[] }> {
  await renewFigures(org)
  const ids = 'ids' in chosen ? await existing(org, chosen.ids)
    : await idsMatching(org, chosen.filter, MOST_CHOSEN + 1)
  if (ids.length > MOST_CHOSEN) {
    throw invalid('More than 5,000 customers fit; narrow the filter and do it in parts.')
  }
  return { count: ids.length, isMore: false, open: await openOf(org, ids), ids }
}

async function idsMatching(
  org: Org, filter: CustomerFilterOf, limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select c.id from customer_figures f join customer c on c.id = f.customer_id
    where ${await customersMatching(org, filter)} order by c.id limit ${limit}`.execute(org.tx)
  return rows.map((row) => row.id)
}

async function existing(org: Org, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from customer
    where org_id = ${org.id} and id = any(${[...ids]}::uuid[]) order by id`.execute(org.tx)
  return rows.map((row) => row.id)
}

async function openOf(org: Org, ids: readonly string[]): Promise<Totals['open']> {
  const { rows } = await sql<{ currency: string; amount_minor: number }>`
    select i.currency, sum(i.open_minor)::bigint as amount_minor from invoice i
    where i.org_id = ${org.id} and i.customer_id = any(${[...ids]}::uuid[]) and i.open_minor > 0
      and i.state = 'open'
    group by 1 order by 1`.execute(org.tx)
  return rows.map((row) => ({ amountMinor: row.amount_minor, currency: row.currency }))
}
