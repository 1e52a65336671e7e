// A report as a chart; a click on a bar opens the list behind it. Its twin is the table.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { BarChart, LineChart } from '@mantine/charts'
import '@mantine/charts/styles.css'
import type { ReportName } from '#contract/insights.ts'
import { seriesLabel } from '#domain/insights/labels.ts'
import { compactMoneyText, countText, moneyText } from '../../format.ts'
import { isLying, type Bar, type Shape } from './chart-shape.ts'

interface Props {
  report: ReportName
  shape: Shape
  currency: string | null
  labelOf: (group: string) => string
  onOpen: (bar: Bar) => void
  summary: string
}

const LONGEST_NAME = 24
const shorten = (name: string) =>
  (name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name)

export function ReportChart({ report, shape, currency, labelOf, onOpen, summary }: Props) {
  const lies = isLying(report)
  const long = (value: number) =>
    (currency === null ? countText(value) : moneyText({ amountMinor: value, currency }))
  const short = (value: number) =>
    (currency === null ? countText(value) : compactMoneyText({ amountMinor: value, currency }))
  const rows = shape.rows.map((row) => ({ ...row, label: shorten(labelOf(row.group)) }))
  return (
    <div role="img" aria-label={summary} className="insight-chart">
      <BarChart data={rows} dataKey="label" type="stacked" withLegend={shape.series.length > 1}
        h={lies ? Math.max(150, 64 + 34 * rows.length) : 230}
        orientation={lies ? 'vertical' : 'horizontal'}
        series={shape.series.map(({ name, color }) => ({ name, color, label: seriesLabel(name) }))}
        valueFormatter={long} gridAxis={lies ? 'y' : 'x'} tickLine="none" maxBarWidth={46}
        {...(lies
          ? { xAxisProps: { tickFormatter: short }, yAxisProps: { width: 150, interval: 0 } }
          : { yAxisProps: { tickFormatter: short, width: 64 }, xAxisProps: { minTickGap: 4 } })}
        legendProps={{ verticalAlign: 'bottom' }}
        tooltipAnimationDuration={0}
        barProps={(series) => ({
          isAnimationActive: false, cursor: 'pointer',
          onClick: (drawn: { payload?: { group?: string } }) => {
            const bar = shape.bars.get(`${series.name}|${drawn.payload?.group ?? ''}`)
            if (bar) onOpen(bar)
          },
        })} />
    </div>
  )
}

export function DaysChart({ days, labelOf }: {
  days: readonly { group: string; outstanding: number | null; best: number | null }[]
  labelOf: (group: string) => string
}) {
  const known = days.filter((one) => one.outstanding !== null)
  const last = known.at(-1)
  if (known.length < 2 || !last) {
    return (
      <p className="dim small" style={{ margin: '8px 0 0' }}>
        <Trans>Days outstanding need three months of invoices; there are fewer yet.</Trans></p>
    )
  }
  return (
    <div role="img" className="insight-chart insight-days"
      aria-label={t`Days outstanding by month; ${last.outstanding ?? t`not known`} at the
        end, best possible ${
        last.best ?? t`not known`}.`}>
      <LineChart h={170} dataKey="label" curveType="monotone" tickLine="none" withLegend
        data={days.map((one) => ({ ...one, label: labelOf(one.group) }))}
        series={[
          { name: 'outstanding', color: 'var(--ink-1)', label: t`Days outstanding` },
          { name: 'best', color: 'var(--green-1)', label: t`Best possible` },
        ]}
        valueFormatter={(value) => t`${countText(value)} days`}
        yAxisProps={{ width: 64, tickFormatter: (value: number) => countText(value) }}
        xAxisProps={{ minTickGap: 12 }} legendProps={{ verticalAlign: 'bottom' }}
        lineProps={{ isAnimationActive: false }} />
    </div>
  )
}
