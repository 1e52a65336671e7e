// The list behind a bar: what it is made of, with the sum that the bar shows.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Drawer } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { z } from 'zod'
import {
  downloadReport, listBehindBar, type InsightLine, type ReportName,
} from '#contract/insights.ts'
import { addressOf } from '../../api.ts'
import { counted, dayText } from '../../format.ts'
import { Money } from '../../components/money.tsx'
import { usePages, useRead } from '../../queries.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { ListSkeleton } from '../../ui/list-skeleton.tsx'
import { LoadMore } from '../../ui/load-more.tsx'

type Line = z.output<typeof InsightLine>
interface Asked {
  report: ReportName
  key: string
  period: { from?: string | undefined; until?: string | undefined; currency?: string | undefined }
}

export function BarList({ asked, title, onClose }: {
  asked: Asked | null; title: string; onClose: () => void
}) {
  return (
    <Drawer opened={asked !== null} onClose={onClose} position="right" size={480} title={title}
      closeButtonProps={{ 'aria-label': t`Close` }} styles={{ title: { fontWeight: 600 } }}>
      {asked ? <Lines asked={asked} /> : null}
    </Drawer>
  )
}

function Lines({ asked: { report, key, period } }: { asked: Asked }) {
  const given = { params: { report }, query: { ...period, key } }
  const lines = usePages(listBehindBar, given)
  const sum = useRead(listBehindBar, { params: { report }, query: { ...period, key, limit: 1 } })
  if (lines.error && !lines.items) {
    return <ErrorState error={lines.error} onRetry={() => void lines.refetch()} />
  }
  if (!lines.items) return <ListSkeleton />
  const currency = lines.items[0]?.currency ?? null
  return (
    <>
      <div className="row-line" style={{ marginBottom: 10 }}>
        <span className="dim small">{sum.data ? counted(sum.data.count, 'line') : ''}</span>
        {sum.data?.amountMinor != null && currency !== null ? (
          <span className="strong"><Money amountMinor={sum.data.amountMinor}
            currency={currency} /></span>) : null}
      </div>
      {lines.items.length === 0
        ? <p className="dim small"><Trans>Nothing is left of it: the ledger has moved
        on.</Trans></p> : (
          <ul className="rows insight-lines">
            {lines.items.map((line) => <LineRow key={`${line.kind} ${line.id}`} line={line} />)}
          </ul>
        )}
      <LoadMore pages={lines} />
      <Button variant="default" size="xs" mt={12} component="a"
        leftSection={<IconDownload size={14} />} href={addressOf(downloadReport, given)}>
        <Trans>Download this list as CSV</Trans></Button>
    </>
  )
}

function LineRow({ line }: { line: Line }) {
  return (
    <li className="insight-line">
      <div style={{ minWidth: 0, flex: 1 }}>
        {line.customerId === null ? <span className="strong">{line.customerName}</span> : (
          <Link to="/customers/$customerId" params={{ customerId: line.customerId }}
            className="clamp-1 strong">{line.customerName || t`Unnamed customer`}</Link>
        )}
        <div className="dim small clamp-1">
          {line.invoiceId === null ? line.label : (
            <Link to="/invoices/$invoiceId" params={{ invoiceId: line.invoiceId }}>
              {line.label}</Link>
          )} · {dayText(line.on)}
        </div>
      </div>
      {line.amountMinor !== null && line.currency !== null
        ? <Money amountMinor={line.amountMinor} currency={line.currency} /> : null}
    </li>
  )
}
