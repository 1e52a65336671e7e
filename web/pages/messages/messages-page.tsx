// Messages that found no customer, automatic ones, bounces, and what could not be read.
import { Button } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconArrowLeft, IconMailCheck } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { getCounts } from '#contract/actions.ts'
import { listMessages } from '#contract/messages.ts'
import { ChannelIcon, MessageBadge } from '../../components/statuses.tsx'
import { useSession } from '../../components/session.tsx'
import { When } from '../../components/times.tsx'
import type { MessageAnswer } from '../../components/message-view.tsx'
import { useShortcut } from '../../keys.ts'
import { usePages, useRead } from '../../queries.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { ListSkeleton } from '../../ui/list-skeleton.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { TabLinks } from '../../ui/tab-links.tsx'
import { MessageDetail } from './message-detail.tsx'
import { Quarantine } from './quarantine.tsx'

const route = getRouteApi('/app/messages')

export function MessagesPage() {
  const { list = 'unmatched' } = route.useSearch()
  const navigate = route.useNavigate()
  const counts = useRead(getCounts, {}, { isLive: true }).data
  return (
    <div className="page">
      <PageHeader title="Messages" windowTitle="Messages"
        about="Answers of known customers wait in To Do; here is everything else that came in." />
      <TabLinks label="Lists" active={list}
        onChange={(name) => void navigate({ search: { list: name } })}
        tabs={[
          { name: 'unmatched', label: 'Unmatched', count: counts?.unmatched, isHot: true },
          { name: 'automated', label: 'Automatic' },
          { name: 'bounces', label: 'Bounces' },
          { name: 'quarantine', label: 'Quarantine' },
          { name: 'leaving', label: 'Leaving', count: counts?.leaving },
          { name: 'all', label: 'All' },
        ]} />
      <div style={{ paddingTop: 16 }}>
        {list === 'quarantine' ? <Quarantine /> : <MessageList key={list} list={list} />}
      </div>
    </div>
  )
}

type List = 'unmatched' | 'automated' | 'bounces' | 'leaving' | 'all'

function MessageList({ list }: { list: List }) {
  const messages = usePages(listMessages, { query: { list } }, { isLive: true })
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const isWide = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false })
  const items = messages.items ?? []
  const chosen = items.find(({ id }) => id === search.item) ?? (isWide ? items[0] : undefined)
  const choose = (item: string | undefined) =>
    void navigate({ search: { list, item }, replace: isWide })
  const move = (step: number) => {
    const next = items[items.findIndex(({ id }) => id === chosen?.id) + step]
    if (next) choose(next.id)
  }
  useShortcut('next', () => move(1))
  useShortcut('previous', () => move(-1))
  if (messages.error && !messages.items) {
    return <ErrorState error={messages.error} onRetry={() => void messages.refetch()} />
  }
  if (!messages.items) return <div className="card card-flush"><ListSkeleton /></div>
  if (items.length === 0) return <NoMessages list={list} />
  if (!isWide && chosen) {
    return (
      <div className="stack" style={{ gap: 12 }}>
        <div><Button variant="subtle" size="compact-sm" leftSection={<IconArrowLeft size={15} />}
          onClick={() => choose(undefined)}>All messages</Button></div>
        <MessageDetail message={chosen} />
      </div>
    )
  }
  return (
    <div className="split">
      <section className="card card-flush" aria-label="Messages">
        <ul className="rows">
          {items.map((message) => (
            <li key={message.id}>
              <button type="button" className="row-link" onClick={() => choose(message.id)}
                aria-current={message.id === chosen?.id ? 'true' : undefined}>
                <Row message={message} />
              </button>
            </li>
          ))}
        </ul>
        <LoadMore pages={messages} />
      </section>
      {isWide && chosen ? (
        <div className="split-detail" key={chosen.id}><MessageDetail message={chosen} /></div>
      ) : null}
    </div>
  )
}

function Row({ message }: { message: MessageAnswer }) {
  const other = message.direction === 'in' ? message.fromName || message.from
    : `To ${message.to.join(', ')}`
  return (
    <>
      <span className="row-line">
        <span className="clamp-1 strong"><ChannelIcon channel={message.channel} size={14} /> {other}
        </span>
        <span className="dim tiny"><When at={message.at} /></span>
      </span>
      <span className="row-line row-sub">
        <span className="clamp-1">{message.subject || message.text}</span>
        {message.direction === 'out' ? <MessageBadge state={message.state} /> : null}
      </span>
      {message.customerName === null ? null
        : <span className="row-sub clamp-1">{message.customerName}</span>}
    </>
  )
}

const EMPTY: Record<List, readonly [title: string, about: string]> = {
  unmatched: ['Every message has its customer',
    'A message that fits no customer waits here until someone says whose it is.'],
  automated: ['No automatic answers',
    'Out-of-office notes and the like are kept here. They hold nothing back.'],
  bounces: ['Nothing came back', 'Mail that could not be delivered shows here, with its reason.'],
  leaving: ['Nothing is about to leave', 'What you send rests here for the undo time.'],
  all: ['No messages yet', 'What goes out and what comes in shows here.'],
}

function NoMessages({ list }: { list: List }) {
  const { intakeAddress } = useSession().me.organization
  const [title, about] = EMPTY[list]
  return (
    <EmptyState icon={<IconMailCheck size={22} />} title={title}>
      {about}
      {list === 'all' || list === 'unmatched' ? (
        <p style={{ overflowWrap: 'anywhere' }}>Answers come in at <strong>{intakeAddress}</strong>;
          let your mailbox forward there.</p>
      ) : null}
    </EmptyState>
  )
}
