// Webhooks: which software is told of what, with its secret shown once, and the log of calls.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, CopyButton, Group, MultiSelect, TextInput } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconCopy, IconKey, IconWebhook } from '@tabler/icons-react'
import { useState } from 'react'
import type { z } from 'zod'
import {
  changeWebhookEndpoint, createWebhookEndpoint, listWebhookEndpoints, removeWebhookEndpoint,
  rotateWebhookSecret, testWebhookEndpoint, type WebhookEndpoint,
} from '#contract/webhooks.ts'
import { WEBHOOK_EVENTS, type WebhookEvent } from '#domain/notice.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { useWhyNot } from '../../components/session.tsx'
import { MomentText } from '../../components/times.tsx'
import { useDeed, useRead } from '../../queries.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { DeedError, ErrorState } from '../../ui/error-state.tsx'
import { ListSkeleton } from '../../ui/list-skeleton.tsx'
import { toast } from '../../ui/toast.tsx'
import { WebhookLog } from './webhook-log.tsx'

type Endpoint = z.output<typeof WebhookEndpoint>

export function WebhooksSection() {
  const whyNot = useWhyNot(listWebhookEndpoints)
  const endpoints = useRead(listWebhookEndpoints, {}, { isOff: whyNot !== null, isLive: true })
  if (whyNot !== null) {
    return <EmptyState icon={<IconWebhook size={22} />} title={t`Webhooks`}>{whyNot}</EmptyState>
  }
  return (
    <div className="stack">
      <NewEndpoint />
      {endpoints.error && !endpoints.data
        ? <ErrorState error={endpoints.error} onRetry={() => void endpoints.refetch()} /> : null}
      {endpoints.isPending ? <ListSkeleton rows={2} /> : null}
      {endpoints.data?.items.length === 0 ? (
        <EmptyState icon={<IconWebhook size={22} />} title={t`No webhook yet`}>
          <Trans>Your ledger, chat or help desk can be told the moment a customer answers. Enter its
          address above; each call is signed by the Standard Webhooks rules and tried again for
          three days.</Trans>
        </EmptyState>
      ) : null}
      {endpoints.data?.items.map((endpoint) => <One key={endpoint.id} endpoint={endpoint} />)}
      {endpoints.data && endpoints.data.items.length > 0 ? <WebhookLog /> : null}
    </div>
  )
}

function NewEndpoint() {
  const [url, setUrl] = useState('')
  const [events, setEvents] = useState<WebhookEvent[]>([
    'message.received', 'reply_action.opened', 'reply_action.closed'])
  const create = useDeed(createWebhookEndpoint, () => setUrl(''))
  return (
    <section className="card">
      <form className="stack" style={{ gap: 10 }} onSubmit={(event) => {
        event.preventDefault()
        create.mutate({ body: { url: url.trim(), events } })
      }}>
        <TextInput label={t`Address to call`} type="url" required value={url} maxLength={2000}
          placeholder="https://hooks.company.com/duebox"
          onChange={({ currentTarget }) => setUrl(currentTarget.value)} />
        <EventSelect events={events} onChange={setEvents} />
        <DeedError error={create.error} />
        <Group>
          <DeedButton endpoint={createWebhookEndpoint} type="submit" loading={create.isPending}
            whyNot={events.length === 0 ? t`Choose an event first.`
              : null}><Trans>Add</Trans></DeedButton>
        </Group>
      </form>
      {create.data ? <Secret secret={create.data.secret} /> : null}
    </section>
  )
}

function EventSelect({ events, onChange }: {
  events: readonly string[]; onChange: (events: WebhookEvent[]) => void
}) {
  return (
    <MultiSelect label={t`Events`} data={[...WEBHOOK_EVENTS]} value={[...events]} searchable
      onChange={(chosen) => onChange(WEBHOOK_EVENTS.filter((event) => chosen.includes(event)))} />
  )
}

const Secret = ({ secret }: { secret: string }) => (
  <div className="note tone-good" style={{ marginTop: 12 }}>
    <IconKey size={16} aria-hidden />
    <div className="note-body">
      <Trans>The receiver verifies calls with this secret. Copy it now; it is not shown
        again.</Trans>
      <Group gap="xs" mt={6}>
        <code style={{ overflowWrap: 'anywhere' }}>{secret}</code>
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button size="compact-sm" variant="default" onClick={copy}
              leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}>
              {copied ? t`Copied` : t`Copy`}</Button>
          )}
        </CopyButton>
      </Group>
    </div>
  </div>
)

function One({ endpoint }: { endpoint: Endpoint }) {
  const change = useDeed(changeWebhookEndpoint)
  const params = { endpointId: endpoint.id }
  const test = useDeed(testWebhookEndpoint, () => toast(t`A test is on its way; see the log.`))
  const rotate = useDeed(rotateWebhookSecret)
  const remove = useDeed(removeWebhookEndpoint, () => toast(t`The webhook is removed.`))
  const isOff = endpoint.state === 'disabled'
  return (
    <section className="card stack" style={{ gap: 10 }} aria-label={endpoint.url}>
      <span className="strong" style={{ overflowWrap: 'anywhere' }}>{endpoint.url}</span>
      <Health endpoint={endpoint} />
      <EventSelect events={endpoint.events} onChange={(events) => {
        if (events.length > 0) change.mutate({ params, body: { events } })
      }} />
      <DeedError error={change.error ?? test.error ?? rotate.error ?? remove.error} />
      <Group gap="xs">
        <DeedButton endpoint={testWebhookEndpoint} size="compact-sm" variant="default"
          whyNot={isOff ? t`Turn it on first.` : null} loading={test.isPending}
          onClick={() => test.mutate({ params })}><Trans>Send a test</Trans></DeedButton>
        <DeedButton endpoint={changeWebhookEndpoint} size="compact-sm" variant="default"
          loading={change.isPending} onClick={() => change.mutate({ params,
            body: { state: isOff ? 'active' : 'disabled' } })}>
          {isOff ? t`Turn on` : t`Turn off`}</DeedButton>
        <DeedButton endpoint={rotateWebhookSecret} size="compact-sm" variant="default"
          loading={rotate.isPending}
          onClick={() => rotate.mutate({ params })}><Trans>New secret</Trans></DeedButton>
        <DeedButton endpoint={removeWebhookEndpoint} size="compact-sm" variant="subtle" color="red"
          loading={remove.isPending} onClick={() =>
          remove.mutate({ params })}><Trans>Remove</Trans></DeedButton>
      </Group>
      {rotate.data ? <Secret secret={rotate.data.secret} /> : null}
    </section>
  )
}

function Health({ endpoint }: { endpoint: Endpoint }) {
  if (endpoint.state === 'disabled') {
    return (
      <div className="note tone-calm">
        <div className="note-body"><Trans>Off. {endpoint.why}</Trans></div>
      </div>
    )
  }
  if (endpoint.failingSince === null) return null
  return (
    <div className="note tone-bad">
      <IconAlertTriangle size={16} aria-hidden />
      <div className="note-body">
        <Trans>Failing since <MomentText at={endpoint.failingSince} />. Calls are tried again for
          three days; the log says what it answered.</Trans>
      </div>
    </div>
  )
}
