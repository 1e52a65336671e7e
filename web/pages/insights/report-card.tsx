// One report: its name and meaning, as a chart or as a table, and as a file.
import { t } from '@lingui/core/macro'
import { ActionIcon, SegmentedControl, Skeleton, Tooltip } from '@mantine/core'
import { IconChartBar, IconDownload, IconInfoCircle, IconTable } from '@tabler/icons-react'
import { useState } from 'react'
import { downloadReport, getReport, type ReportName } from '#contract/insights.ts'
import { groupLabel, REPORT_NOTES, REPORT_TITLES } from '#domain/insights/labels.ts'
import { addressOf } from '../../api.ts'
import { monthText, moneyText } from '../../format.ts'
import { useSession } from '../../components/session.tsx'
import { useRead } from '../../queries.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { measureOf, shapeOf, type Bar } from './chart-shape.ts'
import { DaysChart, ReportChart } from './report-chart.tsx'
import { ReportTable } from './report-table.tsx'

export interface PeriodQuery {
  from?: string | undefined
  until?: string | undefined
  currency?: string | undefined
}

export function ReportCard({ report, period, onOpen }: {
  report: ReportName; period: PeriodQuery; onOpen: (bar: Bar, title: string) => void
}) {
  const [look, setLook] = useState<'chart' | 'table'>('chart')
  const read = useRead(getReport, { params: { report }, query: period }, { isKept: true })
  const labelOf = useLabels()
  const title = REPORT_TITLES[report]
  const bars = read.data?.bars
  return (
    <section className="card insight-card" aria-label={title}>
      <div className="insight-head">
        <h2>{title}</h2>
        <Tooltip label={REPORT_NOTES[report]} multiline w={300} events={{
          hover: true, focus: true, touch: true }}>
          <ActionIcon size="sm" aria-label={t`What ${title.toLowerCase()} means`}>
            <IconInfoCircle size={16} /></ActionIcon>
        </Tooltip>
        <span style={{ flex: 1 }} />
        <SegmentedControl size="xs" aria-label={t`${title}: chart or table`} value={look}
          onChange={(value) => setLook(value === 'table' ? 'table' : 'chart')}
          data={[
            { value: 'chart', label: <Look icon={<IconChartBar size={14} />} word={t`Chart`} /> },
            { value: 'table', label: <Look icon={<IconTable size={14} />} word={t`Table`} /> },
          ]} />
        <Tooltip label={t`Download as CSV`}>
          <ActionIcon component="a" aria-label={t`Download ${title.toLowerCase()} as CSV`}
            href={addressOf(downloadReport, { params: { report }, query: period })}>
            <IconDownload size={16} /></ActionIcon>
        </Tooltip>
      </div>
      {read.error && !read.data
        ? <ErrorState error={read.error} onRetry={() => void read.refetch()} /> : null}
      {read.isPending ? <Skeleton height={230} /> : null}
      {bars?.length === 0 ? <p className="dim small insight-none">{NOTHING[report]}</p> : null}
      {read.data && bars && bars.length > 0 ? (
        <Shown {...{ report, look, bars, title, labelOf }} answer={read.data}
          onOpen={(bar) => onOpen(bar, `${title}: ${labelOf(bar.group)}`)} />
      ) : null}
    </section>
  )
}

function Shown({ report, look, bars, title, answer, labelOf, onOpen }: {
  report: ReportName; look: 'chart' | 'table'; bars: readonly Bar[]; title: string
  answer: { currency: string | null
    days: { group: string; outstanding: number | null; best: number | null }[] }
  labelOf: (group: string) => string; onOpen: (bar: Bar) => void
}) {
  const shape = shapeOf(bars, report)
  const { currency, days } = answer
  if (look === 'table') {
    return <ReportTable {...{ title, shape, currency, labelOf, onOpen, days }} />
  }
  const total = bars.reduce((sum, bar) => sum + measureOf(bar), 0)
  const amount = currency === null ? String(total) : moneyText({ amountMinor: total, currency })
  const summary = report === 'receivables'
    ? t`${title}: ${shape.rows.length} months, as a table with the button above.`
    : t`${title}: ${amount} in ${shape.rows.length} groups, as a table with the button above.`
  return (
    <>
      <ReportChart {...{ report, shape, currency, labelOf, onOpen, summary }} />
      {report === 'receivables' ? <DaysChart days={days} labelOf={labelOf} /> : null}
    </>
  )
}

const Look = ({ icon, word }: { icon: React.ReactNode; word: string }) =>
  <span className="insight-look">{icon}<span className="visually-hidden">{word}</span></span>

/** Months as months, people by their names, codes by their words. */
function useLabels(): (group: string) => string {
  const { members } = useSession()
  const names = new Map(members.map(({ userId, name }) => [userId, name]))
  return (group) => (/^\d{4}-\d\d$/.test(group) ? monthText(group) : groupLabel(group, names))
}

const NOTHING: Record<ReportName, string> = {
  aging: t`Nothing is open in this currency.`,
  receivables: t`Nothing was open in these months.`,
  collected: t`No payment was allocated in this period.`,
  promises: t`Nothing was promised for a day in this period.`,
  disputes: t`Nothing is disputed.`,
  workload: t`Nothing waits for anybody, and nothing was done in this period.`,
  first_answer: t`No customer was answered in this period.`,
  deliverability: t`No message left in this period.`,
}
