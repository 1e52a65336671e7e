// The captured outbox: what would have been sent, exactly as it was accepted.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Anchor, Button } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconArrowLeft, IconPaperclip, IconSend } from '@tabler/icons-react'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { z } from 'zod'
import { getCapturedFile } from '#contract/documents.ts'
import { listOutbox, type CapturedMessage } from '#contract/messages.ts'
import { formatPhone } from '#domain/sms/format-phone.ts'
import { addressOf } from '../../api.ts'
import { sizeText } from '../../format.ts'
import { useSession } from '../../components/session.tsx'
import { ChannelIcon, channelWord } from '../../components/statuses.tsx'
import { MomentText, When } from '../../components/times.tsx'
import { useShortcut } from '../../keys.ts'
import { usePages } from '../../queries.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { Facts } from '../../ui/facts.tsx'
import { ListSkeleton } from '../../ui/list-skeleton.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { TextBack } from './text-back.tsx'

type Captured = z.output<typeof CapturedMessage>
const route = getRouteApi('/app/outbox')

export function OutboxPage() {
  const outbox = usePages(listOutbox, {}, { isLive: true })
  return (
    <div className="page">
      <PageHeader title={t`Outbox`} windowTitle={t`Outbox`} about={t`What was sent while no real
        provider is set up, exactly as it was accepted. Nothing here left this machine.`} />
      {outbox.error && !outbox.items
        ? <ErrorState error={outbox.error} onRetry={() => void outbox.refetch()} /> : null}
      {outbox.isPending ? <div className="card card-flush"><ListSkeleton /></div> : null}
      {outbox.items?.length === 0 ? (
        <EmptyState icon={<IconSend size={22} />} title={t`Nothing was sent yet`}
          action={<Button variant="default" renderRoot={(props) => (
            <Link {...props} to="/settings" search={{ section: 'email' }} />
          )}><Trans>How e-mail leaves</Trans></Button>}>
          <Trans>Until a real mail server is set up, every message lands here instead of at a
            customer.</Trans>
        </EmptyState>
      ) : null}
      {outbox.items && outbox.items.length > 0
        ? <Captures items={outbox.items} pages={outbox} /> : null}
    </div>
  )
}

function Captures({ items, pages }: {
  items: readonly Captured[]
  pages: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown }
}) {
  const { item } = route.useSearch()
  const navigate = route.useNavigate()
  const isWide = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false })
  const chosen = items.find(({ id }) => id === item) ?? (isWide ? items[0] : undefined)
  const choose = (id: string | undefined) =>
    void navigate({ search: { item: id }, replace: isWide })
  const move = (step: number) => {
    const next = items[items.findIndex(({ id }) => id === chosen?.id) + step]
    if (next) choose(next.id)
  }
  useShortcut('next', () => move(1))
  useShortcut('previous', () => move(-1))
  if (!isWide && chosen) {
    return (
      <div className="stack" style={{ gap: 12 }}>
        <div><Button variant="subtle" size="compact-sm" leftSection={<IconArrowLeft size={15} />}
          onClick={() => choose(undefined)}><Trans>All messages</Trans></Button></div>
        <CapturedDetail captured={chosen} />
      </div>
    )
  }
  return (
    <div className="split">
      <section className="card card-flush" aria-label={t`Captured messages`}>
        <ul className="rows">
          {items.map((captured) => (
            <li key={captured.id}>
              <button type="button" className="row-link" onClick={() => choose(captured.id)}
                aria-current={captured.id === chosen?.id ? 'true' : undefined}>
                <span className="row-line">
                  <span className="clamp-1 strong"><ChannelIcon channel={captured.channel}
                    size={14} />{' '}
                    {captured.to.map(formatPhone).join(', ')}</span>
                  <span className="dim tiny"><When at={captured.capturedAt} /></span>
                </span>
                <span className="row-sub clamp-1">{captured.subject || captured.text}</span>
              </button>
            </li>
          ))}
        </ul>
        <LoadMore pages={pages} />
      </section>
      {isWide && chosen ? (
        <div className="split-detail"><CapturedDetail captured={chosen} /></div>
      ) : null}
    </div>
  )
}

function CapturedDetail({ captured }: { captured: Captured }) {
  const { organization } = useSession().me
  const isSms = captured.channel === 'sms'
  const [to = ''] = captured.to
  return (
    <article className="card">
      <h2 className="clamp-3" style={{ margin: '0 0 10px' }}>
        {captured.subject || channelWord(captured.channel)}</h2>
      <Facts facts={[
        [t`From`, formatPhone(captured.from)],
        [t`To`, captured.to.map(formatPhone).join(', ')],
        [t`Accepted`, <MomentText key="at" at={captured.capturedAt} />],
      ]} />
      <div className="prose" style={{ marginTop: 14, paddingTop: 14,
        borderTop: '1px solid var(--line)' }}>{captured.text}</div>
      {captured.files.length === 0 ? null : (
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: 6, marginTop: 12 }}>
          {captured.files.map(({ id, name, sizeBytes }) => (
            <Anchor key={id} className="chip" download={name}
              href={addressOf(getCapturedFile, { params: { fileId: id } })}>
              <IconPaperclip size={13} aria-hidden />
              <span className="clamp-1">{name}</span> {sizeText(sizeBytes)}
            </Anchor>
          ))}
        </div>
      )}
      <details className="small" style={{ marginTop: 14 }}>
        <summary className="dim" style={{ cursor: 'pointer' }}><Trans>Headers</Trans></summary>
        <div style={{ paddingTop: 8 }}>
          <Facts facts={Object.entries(captured.headers)} /></div>
      </details>
      {isSms && organization.isSandbox
        ? <TextBack key={captured.id} customer={to} sender={captured.from} /> : null}
    </article>
  )
}
