// From a report's bars to what a chart draws: a row per group, a value per series.
import type { z } from 'zod'
import type { InsightBar, ReportName } from '#contract/insights.ts'
import { inOrder } from '#domain/insights/labels.ts'

export type Bar = z.output<typeof InsightBar>

/** Money is drawn by its amount, work and messages by their number. */
export const measureOf = (bar: Bar): number => bar.amountMinor ?? bar.count

export interface Shape {
  rows: ({ group: string } & Record<string, number | string>)[]
  series: { name: string; color: string }[]
  bars: ReadonlyMap<string, Bar>
}

const COLOURS: Readonly<Record<string, string>> = {
  collectible: 'var(--ink-1)', promised: 'var(--amber-1)', disputed: 'var(--red-1)',
  not_due: 'var(--grey-1)', overdue: 'var(--red-1)',
  email: 'var(--ink-1)', sms: 'var(--teal-1)', call: 'var(--amber-1)', letter: 'var(--violet-1)',
  none: 'var(--grey-1)', active: 'var(--grey-1)', kept: 'var(--green-1)',
  partly_kept: 'var(--amber-1)', broken: 'var(--red-1)', open: 'var(--ink-1)',
  late: 'var(--red-1)', due: 'var(--ink-1)', answer: 'var(--amber-1)', done: 'var(--green-1)',
  answered: 'var(--ink-1)', delivered: 'var(--green-1)', sent: 'var(--ink-1)',
  failed: 'var(--red-1)', unknown: 'var(--amber-1)',
}

/** Parts stand in one order in every group, so that a colour means one thing. */
const SERIES_ORDER = Object.keys(COLOURS)

/** Steps of a scale are shown though nothing stands on them. */
const ALWAYS: Partial<Record<ReportName, readonly string[]>> = {
  aging: ['not_due', '1_30', '31_60', '61_90', 'over_90'],
  first_answer: ['1_hour', '4_hours', '1_day', '3_days', 'later'],
}

export function shapeOf(bars: readonly Bar[], report: ReportName): Shape {
  const names = [...new Set(bars.map((bar) => bar.series))].toSorted((a, b) =>
    SERIES_ORDER.indexOf(a) - SERIES_ORDER.indexOf(b))
  const groups = inOrder([...bars.map((bar) => bar.group), ...(ALWAYS[report] ?? [])])
  const size = (group: string) => bars.filter((bar) => bar.group === group)
    .reduce((sum, bar) => sum + measureOf(bar), 0)
  // Steps, reasons and people have no order of their own: the largest comes first.
  const isRanked = report === 'collected' || report === 'disputes' || report === 'workload'
  const ordered = isRanked ? groups.toSorted((a, b) => size(b) - size(a)) : groups
  return {
    rows: ordered.map((group) => ({
      group,
      ...Object.fromEntries(bars.filter((bar) => bar.group === group)
        .map((bar) => [bar.series, measureOf(bar)])),
    })),
    series: names.map((name) => ({ name, color: COLOURS[name] ?? 'var(--ink-1)' })),
    bars: new Map(bars.map((bar) => [`${bar.series}|${bar.group}`, bar])),
  }
}

/** Names need room to be read: those charts lie on their side. */
export const isLying = (report: ReportName): boolean =>
  report === 'collected' || report === 'disputes' || report === 'workload'
  || report === 'deliverability'
