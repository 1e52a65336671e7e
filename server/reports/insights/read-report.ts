// A report as bars, and the list behind a bar: both from the same lines, so that they agree (I22).
import { sql } from 'kysely'
import type { z } from 'zod'
import type { InsightBar, InsightLine, ReportName } from '#contract/insights.ts'
import { invalid } from '../../platform/errors.ts'
import type { Org } from '../../platform/in-organization.ts'
import {
  agingLines, collectedLines, disputeLines, promiseLines, receivableLines, type Lines,
} from './ledger-lines.ts'
import type { Period } from './period.ts'
import { deliverabilityLines, firstAnswerLines, workloadLines } from './work-lines.ts'

export type Bar = z.output<typeof InsightBar>
export type Line = z.output<typeof InsightLine>

const LINES: Record<ReportName, (org: Org, period: Period) => Lines> = {
  aging: agingLines, receivables: receivableLines, collected: collectedLines,
  promises: promiseLines, disputes: disputeLines, workload: workloadLines,
  first_answer: firstAnswerLines, deliverability: deliverabilityLines,
}

export const isMoney = (report: ReportName): boolean =>
  report !== 'workload' && report !== 'first_answer' && report !== 'deliverability'

const keyOf = (bar: { group: string; series: string }) => `${bar.series}|${bar.group}`

// Reasons and steps are named by people; nobody reads a chart of more.
const MOST_BARS = 2_000

export async function readBars(org: Org, report: ReportName, period: Period): Promise<Bar[]> {
  const { rows } = await sql<Omit<Bar, 'key'>>`
    select grp as "group", series, count(*)::int as count,
      sum(amount_minor)::bigint as "amountMinor"
    from (${LINES[report](org, period)}) line group by 1, 2 order by 1, 2 limit ${MOST_BARS}`
    .execute(org.tx)
  return rows.map((row) => ({ ...row, key: keyOf(row) }))
}

/** One bar's lines in the order of their day, newest first; every line with `limit` null. */
export async function readLines(org: Org, report: ReportName, period: Period, wish: {
  key: string; cursor?: string | undefined; limit: number
}): Promise<{ items: Line[]; nextCursor: string | null }> {
  const after = wish.cursor === undefined ? null : readCursor(wish.cursor)
  const { rows } = await sql<Line>`
    select line.id, line.kind, line.customer_id as "customerId",
      coalesce(c.name, '') as "customerName", line.invoice_id as "invoiceId", line.label,
      line.on_day as "on", line.amount_minor as "amountMinor", line.currency
    from (${LINES[report](org, period)}) line
      left join customer c on c.org_id = ${org.id} and c.id = line.customer_id
    where line.series || '|' || line.grp = ${wish.key}
      and (${after === null} or (line.on_day, line.id)
        < (${after?.on ?? null}::date, ${after?.id ?? null}::uuid))
    order by line.on_day desc, line.id desc limit ${wish.limit + 1}`.execute(org.tx)
  const items = rows.slice(0, wish.limit)
  const last = items.at(-1)
  return {
    items, nextCursor: rows.length > wish.limit && last ? `${last.on} ${last.id}` : null,
  }
}

/** A bar that has gone since it was drawn is an empty list. */
export async function sumOfBar(
  org: Org, report: ReportName, period: Period, key: string,
): Promise<{ count: number; amountMinor: number | null }> {
  const bar = (await readBars(org, report, period)).find((one) => one.key === key)
  return bar ? { count: bar.count, amountMinor: bar.amountMinor }
    : { count: 0, amountMinor: isMoney(report) ? 0 : null }
}

function readCursor(cursor: string): { on: string; id: string } {
  const found = /^(\d{4}-\d\d-\d\d) ([0-9a-f-]{36})$/.exec(cursor)
  if (!found) throw invalid('This cursor is none of ours; begin the list anew.')
  return { on: found[1] ?? '', id: found[2] ?? '' }
}
