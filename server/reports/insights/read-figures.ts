// The figures on top of the insights, and the days that receivables stand for.
import { sql } from 'kysely'
import { countBackDays, percent, type MonthSales } from '#domain/insights/count-back.ts'
import { daysIn, monthOf, monthsUntil } from '#domain/insights/month.ts'
import type { Org } from '../../platform/in-organization.ts'
import { monthEnds } from './ledger-lines.ts'
import type { Period } from './period.ts'
import { readBars, type Bar } from './read-report.ts'

export interface DaysOutstanding {
  group: string
  outstanding: number | null
  best: number | null
}

const MONTHS_OF_SALES = 36

/** Per month: DSO by count-back, and the best possible one, with nothing overdue. */
export async function readDaysOutstanding(
  org: Org, period: Period, bars: readonly Bar[],
): Promise<DaysOutstanding[]> {
  const sales = await salesByMonth(org, period)
  return monthEnds(period).map(({ month, day }) => {
    const sum = (series: readonly string[]) => bars
      .filter((bar) => bar.group === month && series.includes(bar.series))
      .reduce((total, bar) => total + (bar.amountMinor ?? 0), 0)
    const back = monthsUntil(day, MONTHS_OF_SALES).toReversed().map((one): MonthSales => ({
      salesMinor: sales.get(one) ?? 0,
      days: one === monthOf(day) ? Number(day.slice(8)) : daysIn(one),
    }))
    // Before the first invoice there is nothing to count, which is not the same as no days.
    const isKnown = back.some((one) => one.salesMinor > 0)
    return {
      group: month,
      outstanding: isKnown ? countBackDays(sum(['not_due', 'overdue']), back) : null,
      best: isKnown ? countBackDays(sum(['not_due']), back) : null,
    }
  })
}

async function salesByMonth(org: Org, { until, currency }: Period): Promise<Map<string, number>> {
  const { rows } = await sql<{ month: string; sales_minor: number }>`
    select to_char(issued_on, 'YYYY-MM') as month, sum(total_minor)::bigint as sales_minor
    from invoice where org_id = ${org.id} and state = 'open' and currency = ${currency}
      and issued_on <= ${until}::date
    group by 1`.execute(org.tx)
  return new Map(rows.map((row) => [row.month, row.sales_minor]))
}

export async function readFigures(org: Org, period: Period) {
  const receivables = await readBars(org, 'receivables', period)
  const days = (await readDaysOutstanding(org, period, receivables)).at(-1)
  const now = receivables.filter((bar) => bar.group === days?.group)
  const promises = await readBars(org, 'promises', period)
  const judged = promises.filter((bar) => bar.series !== 'active')
  const overdue = now.filter((bar) => bar.series === 'overdue')
  return {
    from: period.from, until: period.until, currency: period.currency,
    currencies: period.currencies,
    openMinor: sumOf(now), overdueMinor: sumOf(overdue),
    daysOutstanding: days?.outstanding ?? null, bestDaysOutstanding: days?.best ?? null,
    collectedMinor: sumOf(await readBars(org, 'collected', period)),
    promisesKeptPercent: percent(
      sumOf(judged.filter((bar) => bar.series === 'kept')), sumOf(judged)),
    answerMinutes: await medianAnswerMinutes(org, period),
  }
}

const sumOf = (bars: readonly Bar[]): number =>
  bars.reduce((sum, bar) => sum + (bar.amountMinor ?? 0), 0)

async function medianAnswerMinutes(org: Org, { from, until }: Period): Promise<number | null> {
  const { rows } = await sql<{ minutes: number | null }>`
    select round(percentile_cont(0.5) within group (
      order by extract(epoch from closed_at - opened_at)) / 60)::int as minutes
    from reply_action where org_id = ${org.id} and state in ('replied', 'replied_elsewhere')
      and closed_on between ${from}::date and ${until}::date`.execute(org.tx)
  return rows[0]?.minutes ?? null
}
