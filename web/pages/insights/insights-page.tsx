// Insights: how the money comes in and the work goes, as figures, charts and the lists behind them.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Select } from '@mantine/core'
import { IconChartBar, IconPrinter } from '@tabler/icons-react'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { getFigures, printInsights, type ReportName } from '#contract/insights.ts'
import { addressOf } from '../../api.ts'
import { useSession } from '../../components/session.tsx'
import { useRead } from '../../queries.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { BarList } from './bar-list.tsx'
import { Figures } from './figures.tsx'
import { PeriodPicker } from './period-picker.tsx'
import { ReportCard } from './report-card.tsx'
import './insights.css'

const route = getRouteApi('/app/insights')
/** The first look goes to the whole; broad ones take the whole width. */
const SHOWN: readonly ReportName[] = [
  'receivables', 'aging', 'collected', 'promises', 'disputes', 'workload', 'first_answer',
  'deliverability',
]
const WIDE: ReadonlySet<ReportName> = new Set<ReportName>(['receivables', 'deliverability'])

export function InsightsPage() {
  const { report, bar, ...period } = route.useSearch()
  const navigate = route.useNavigate()
  const { today } = useSession()
  const figures = useRead(getFigures, { query: period }, { isKept: true })
  const [title, setTitle] = useState(t`What the bar is made of`)
  const currencies = figures.data?.currencies ?? []
  const change = (part: Record<string, string | undefined>) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true })
  return (
    <div className="page">
      <PageHeader title={t`Insights`} windowTitle={t`Insights`}
        about={t`Every bar opens the list it is made of. Currencies are never added together.`}>
        {currencies.length > 1 ? (
          <Select aria-label={t`Currency`} w={90} allowDeselect={false} data={currencies}
            value={figures.data?.currency ?? null}
            onChange={(currency) => change({ currency: currency ?? undefined })} />
        ) : null}
        <PeriodPicker period={period} today={today} onChange={change} />
        <Button variant="default" component="a" leftSection={<IconPrinter size={16} />}
          href={addressOf(printInsights, { query: period })}><Trans>PDF</Trans></Button>
      </PageHeader>
      {figures.error && !figures.data
        ? <ErrorState error={figures.error} onRetry={() => void figures.refetch()} /> : null}
      {figures.data && currencies.length === 0 ? <NothingYet /> : (
        <>
          <Figures figures={figures.data} />
          <div className="insight-grid">
            {SHOWN.map((name) => (
              <div key={name} className={WIDE.has(name) ? 'insight-wide' : undefined}>
                <ReportCard report={name} period={period} onOpen={(chosen, shown) => {
                  setTitle(shown)
                  change({ report: name, bar: chosen.key })
                }} />
              </div>
            ))}
          </div>
        </>
      )}
      <BarList title={title} onClose={() => change({ report: undefined, bar: undefined })}
        asked={report && bar ? { report, key: bar, period } : null} />
    </div>
  )
}

const NothingYet = () => (
  <div className="card">
    <EmptyState icon={<IconChartBar size={22} />} title={t`There is nothing to measure yet`}
      action={<Button renderRoot={(props) => <Link {...props} to="/import" />}>
        <Trans>Import invoices</Trans></Button>}>
      <Trans>Insights are made from your invoices, payments and messages. They appear with the first
      import.</Trans>
    </EmptyState>
  </div>
)
