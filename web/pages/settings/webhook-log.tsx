// The log of webhook calls: what was told, what was answered, and a way to call again.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { IconCheck, IconClock, IconX } from '@tabler/icons-react'
import type { z } from 'zod'
import {
  listWebhookDeliveries, resendWebhookDelivery, type WebhookDelivery,
} from '#contract/webhooks.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { StatusBadge } from '../../components/statuses.tsx'
import { MomentText } from '../../components/times.tsx'
import { useDeed, usePages } from '../../queries.ts'
import { DeedError, ErrorState } from '../../ui/error-state.tsx'
import { ListSkeleton } from '../../ui/list-skeleton.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { toast } from '../../ui/toast.tsx'

type Delivery = z.output<typeof WebhookDelivery>

export function WebhookLog() {
  const log = usePages(listWebhookDeliveries, { query: { limit: 25 } }, { isLive: true })
  if (log.error && !log.items) {
    return <ErrorState error={log.error} onRetry={() => void log.refetch()} />
  }
  if (!log.items) return <ListSkeleton rows={3} />
  return (
    <section className="card card-flush" aria-label={t`Calls`}>
      <h2 style={{ margin: 0, padding: '12px 14px' }}><Trans>Calls</Trans></h2>
      {log.items.length > 0 ? null : (
        <p className="dim small" style={{ margin: 0, padding: '0 14px 14px' }}>
          <Trans>No call yet. Send a test, or wait for the next event.</Trans></p>
      )}
      <ul className="rows">
        {log.items.map((delivery) => <Row key={delivery.id} delivery={delivery} />)}
      </ul>
      <LoadMore pages={log} />
    </section>
  )
}

function Row({ delivery }: { delivery: Delivery }) {
  const resend = useDeed(resendWebhookDelivery, () => toast(t`It is called again, under its id.`))
  return (
    <li style={{ padding: '10px 14px', borderTop: '1px solid var(--line)' }}>
      <div className="row-line" style={{ alignItems: 'center', flexWrap: 'wrap' }}>
        <span style={{ minWidth: 180 }}>
          <span className="strong small">{delivery.type}</span>{' '}
          <span className="dim tiny"><MomentText at={delivery.createdAt} /></span>
          <span className="clamp-1 dim tiny">{delivery.url}</span>
        </span>
        <State delivery={delivery} />
        <DeedButton endpoint={resendWebhookDelivery} size="compact-sm" variant="default"
          aria-label={t`Call again: ${delivery.type}`} loading={resend.isPending}
          whyNot={delivery.state === 'sending' ? t`It is being called right now.` : null}
          onClick={() => resend.mutate({ params: { deliveryId: delivery.id } })}>
          <Trans>Call again</Trans></DeedButton>
      </div>
      {delivery.why === null ? null : (
        <div className="dim tiny" style={{ overflowWrap: 'anywhere' }}>{delivery.why}{' '}
          {delivery.nextTryAt === null ? null
            : <><Trans>Next try <MomentText at={delivery.nextTryAt} />.</Trans></>}</div>
      )}
      <DeedError error={resend.error} />
      <details className="tiny dim">
        <summary style={{ cursor: 'pointer' }}><Trans>What was sent</Trans></summary>
        <pre style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', margin: '6px 0 0' }}>
          {t`webhook-id: ${delivery.eventId}\n\n${pretty(delivery.payload)}`}</pre>
      </details>
    </li>
  )
}

function State({ delivery }: { delivery: Delivery }) {
  const { tries } = delivery
  if (delivery.state === 'delivered') {
    const status = delivery.status ?? ''
    return <StatusBadge tone="good" icon={IconCheck}>{tries > 1
      ? t`${status} delivered, ${tries} tries` : t`${status} delivered`}</StatusBadge>
  }
  if (delivery.state === 'failed') {
    return <StatusBadge tone="bad" icon={IconX}>{tries > 1
      ? t`Given up, ${tries} tries` : t`Given up`}</StatusBadge>
  }
  return <StatusBadge tone={tries > 0 ? 'warn' : 'calm'} icon={IconClock}>
    {tries > 1 ? t`Waits, ${tries} tries` : t`Waits`}</StatusBadge>
}

function pretty(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2)
  } catch {
    return json
  }
}
