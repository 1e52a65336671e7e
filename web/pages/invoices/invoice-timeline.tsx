// Everything that happened with one invoice, newest first.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { IconHistory } from '@tabler/icons-react'
import { getInvoiceTimeline } from '#contract/invoices.ts'
import { Timeline } from '../../components/timeline.tsx'
import { usePages } from '../../queries.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { ListSkeleton } from '../../ui/list-skeleton.tsx'
import { LoadMore } from '../../ui/load-more.tsx'

export function InvoiceTimeline({ invoiceId }: { invoiceId: string }) {
  const events = usePages(getInvoiceTimeline, { params: { invoiceId } }, { isLive: true })
  if (events.error && !events.items) {
    return <ErrorState error={events.error} onRetry={() => void events.refetch()} />
  }
  if (!events.items) return <ListSkeleton rows={4} />
  if (events.items.length === 0) {
    return (
      <EmptyState icon={<IconHistory size={22} />} title={t`Nothing has happened yet`}>
        <Trans>Reminders, answers, payments and decisions about this invoice appear here.</Trans>
      </EmptyState>
    )
  }
  return <><Timeline events={events.items} /><LoadMore pages={events} /></>
}
