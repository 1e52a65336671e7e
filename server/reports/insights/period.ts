// What an insight is asked about: days of the organization, and one currency.
import { sql } from 'kysely'
import { addDays, instantAt, type Day, type Instant } from '#domain/day.ts'
import { invalid } from '../../platform/errors.ts'
import type { Org } from '../../platform/in-organization.ts'

export interface PeriodWish {
  from?: string | undefined
  until?: string | undefined
  currency?: string | undefined
}

export interface Period {
  from: Day
  /** Belongs to it. */
  until: Day
  /** The first moment of `from`, and the one after the last of `until`. */
  fromAt: Instant
  beforeAt: Instant
  currency: string
  currencies: string[]
}

const USUAL_DAYS = 90
// Longer ones would be read for minutes and drawn as hair.
const MOST_DAYS = 3_700

/** Throws what is wrong with the wish; nothing is cut off in silence. */
export async function periodOf(org: Org, wish: PeriodWish): Promise<Period> {
  const until = wish.until ?? org.today
  const from = wish.from ?? addDays(until, -USUAL_DAYS)
  if (from > until) {
    throw invalid('The period ends before it begins.', [
      { field: 'from', message: `Choose ${until} or earlier.` }])
  }
  if (addDays(from, MOST_DAYS) < until) {
    throw invalid('A period has ten years at most.', [
      { field: 'from', message: `Choose ${addDays(until, -MOST_DAYS)} or later.` }])
  }
  const currencies = await currenciesOf(org)
  return {
    from, until, currencies,
    fromAt: instantAt(from, '00:00', org.settings.zone),
    beforeAt: instantAt(addDays(until, 1), '00:00', org.settings.zone),
    currency: wish.currency ?? usualCurrency(org, currencies),
  }
}

/** The organization's own, unless nothing was ever billed in it. */
const usualCurrency = (org: Org, currencies: readonly string[]): string =>
  (currencies.includes(org.settings.currency) ? org.settings.currency
    : currencies[0] ?? org.settings.currency)

/** Hops from one currency to the next over the index, for there are few and many invoices. */
async function currenciesOf(org: Org): Promise<string[]> {
  const { rows } = await sql<{ currency: string }>`
    with recursive known as (
      select min(currency) as currency from invoice where org_id = ${org.id}
      union all
      select (select min(currency) from invoice
        where org_id = ${org.id} and currency > known.currency)
      from known where known.currency is not null
    ) select currency from known where currency is not null`.execute(org.tx)
  return rows.map((row) => row.currency)
}
