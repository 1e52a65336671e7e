// What comes next on top, then everything that happened with this customer.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconFilterOff, IconHistory } from '@tabler/icons-react'
import { listReplyActions } from '#contract/actions.ts'
import { getCustomerTimeline } from '#contract/customers.ts'
import { LongTimeline } from '../../components/long-timeline.tsx'
import { PlannedNext } from '../../components/planned-next.tsx'
import { isNarrowed, TimelineTools, type TimelineLook } from '../../components/timeline-tools.tsx'
import { usePages, useRead } from '../../queries.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { ListSkeleton } from '../../ui/list-skeleton.tsx'
import type { CustomerAnswer } from './customer-page.tsx'

export function CustomerTimeline({ customer, onCompose, look, onLook }: {
  customer: CustomerAnswer; onCompose: (compose: string) => void
  look: TimelineLook; onLook: (look: TimelineLook) => void
}) {
  const params = { customerId: customer.id }
  const events = usePages(getCustomerTimeline, { params, query: look }, { isLive: true,
    isKept: true })
  const replies = useRead(listReplyActions, { query: params })
  // An answer that still waits is answered as such; an older one in its own thread.
  const answer = (messageId: string) => {
    const waiting = replies.data?.items ?? []
    const own = waiting.find(({ newestMessageId }) => newestMessageId === messageId)
    onCompose((own ?? waiting[0])?.id ?? `message-${messageId}`)
  }
  return (
    <>
      <section className="card" aria-label={t`What comes next`}>
        <h2 className="card-title"><Trans>What comes next</Trans></h2>
        <PlannedNext planned={customer.planned} customerId={customer.id}
          of={{ kind: 'customer', id: customer.id }} />
      </section>
      <TimelineTools look={look} onChange={onLook} />
      {events.error && !events.items
        ? <ErrorState error={events.error} onRetry={() => void events.refetch()} /> : null}
      {events.isPending ? <ListSkeleton rows={5} /> : null}
      {events.items?.length === 0 ? <Nothing isNarrowed={isNarrowed(look)}
        onAll={() => onLook({})} /> : null}
      {events.items && events.items.length > 0
        ? <LongTimeline events={events.items} pages={events} onReply={answer} /> : null}
    </>
  )
}

function Nothing({ isNarrowed: isFiltered, onAll }: { isNarrowed: boolean; onAll: () => void }) {
  if (isFiltered) {
    return (
      <EmptyState icon={<IconFilterOff size={22} />} title={t`Nothing here fits`}
        action={<Button variant="default" onClick={onAll}><Trans>Show everything</Trans></Button>}>
        <Trans>Choose another channel, fewer words or a later day.</Trans>
      </EmptyState>
    )
  }
  return (
    <EmptyState icon={<IconHistory size={22} />} title={t`No contact yet`}>
      <Trans>Messages, payments and decisions appear here as they happen.</Trans>
    </EmptyState>
  )
}
