// A report as CSV: its bars, or the list behind one of them; amounts in whole units, as decimals.
import { safeCell } from '#domain/cells.ts'
import { toDecimalText } from '#domain/money.ts'
import type { ReportName } from '#contract/insights.ts'
import type { Org } from '../../platform/in-organization.ts'
import type { Period } from './period.ts'
import { readBars, readLines } from './read-report.ts'

const text = (rows: readonly (readonly string[])[]): string =>
  rows.map((cells) => `${cells.map(safeCell).join(',')}\r\n`).join('')

const amount = (amountMinor: number | null, currency: string | null) =>
  (amountMinor === null || currency === null ? '' : toDecimalText({ amountMinor, currency }))

export async function barsAsCsv(org: Org, report: ReportName, period: Period): Promise<string> {
  const bars = await readBars(org, report, period)
  return text([
    ['group', 'part', 'count', 'amount', 'currency'],
    ...bars.map((bar) => [bar.group, bar.series, String(bar.count),
      amount(bar.amountMinor, period.currency), bar.amountMinor === null ? '' : period.currency]),
  ])
}

const PAGE = 1_000

export async function linesAsCsv(
  org: Org, report: ReportName, period: Period, key: string,
): Promise<string> {
  const rows: string[][] = [['day', 'kind', 'customer', 'what', 'amount', 'currency']]
  let cursor: string | undefined
  do {
    const page = await readLines(org, report, period, { key, cursor, limit: PAGE })
    for (const line of page.items) {
      rows.push([line.on, line.kind, line.customerName, line.label,
        amount(line.amountMinor, line.currency), line.currency ?? ''])
    }
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return text(rows)
}
