// Everything that happened with one invoice, newest first.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { IconHistory } from '@tabler/icons-react'
import { getInvoiceTimeline } from '#contract/invoices.ts'
import { LongTimeline } from '../../components/long-timeline.tsx'
import { isNarrowed, TimelineTools, type TimelineLook } from '../../components/timeline-tools.tsx'
import { usePages } from '../../queries.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { ListSkeleton } from '../../ui/list-skeleton.tsx'

export function InvoiceTimeline({ invoiceId, look, onLook }: {
  invoiceId: string; look: TimelineLook; onLook: (look: TimelineLook) => void
}) {
  const events = usePages(getInvoiceTimeline, { params: { invoiceId }, query: look },
    { isLive: true, isKept: true })
  return (
    <>
      <TimelineTools look={look} onChange={onLook} />
      {events.error && !events.items
        ? <ErrorState error={events.error} onRetry={() => void events.refetch()} /> : null}
      {events.isPending ? <ListSkeleton rows={4} /> : null}
      {events.items?.length === 0 ? (
        <EmptyState icon={<IconHistory size={22} />}
          title={isNarrowed(look) ? t`Nothing here fits` : t`Nothing has happened yet`}>
          <Trans>Reminders, answers, payments and decisions about this invoice appear here.</Trans>
        </EmptyState>
      ) : null}
      {events.items && events.items.length > 0
        ? <LongTimeline events={events.items} pages={events} /> : null}
    </>
  )
}
