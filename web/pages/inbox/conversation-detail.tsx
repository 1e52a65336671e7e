// A conversation with a customer over every channel, its deeds above and the answer below.
import { SegmentedControl, Skeleton } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconEye } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { z } from 'zod'
import { getReplyAction } from '#contract/actions.ts'
import { getConversation, type Conversation } from '#contract/inbox.ts'
import { call } from '../../api.ts'
import { Amounts } from '../../components/money.tsx'
import { ThreadNotes } from '../../components/notes.tsx'
import { ReplyComposer } from '../../components/reply-composer.tsx'
import { StatusBadge } from '../../components/statuses.tsx'
import { counted } from '../../format.ts'
import { liveInterval, useRead } from '../../queries.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { CustomerPanel } from './customer-panel.tsx'
import type { InboxItem } from './inbox-list.tsx'
import { Letters } from './letters.tsx'
import { ReplyDeeds } from './reply-deeds.tsx'

type Pages = z.output<typeof Conversation>

export function ConversationDetail({ item, onDone }: { item: InboxItem; onDone: () => void }) {
  const [isWriting, setWriting] = useState(false)
  const [scope, setScope] = useState<'customer' | 'thread'>('customer')
  const pages = useConversation(item.threadId ?? '', scope)
  const first = pages.data?.pages[0]
  const reply = first?.replyAction?.state === 'open' ? first.replyAction : null
  const hasRoom = useMediaQuery('(min-width: 88em)', false, { getInitialValueInEffect: false })
  const panel = item.customerId === null ? null : (
    <aside className="inbox-customer" aria-label="Customer">
      <CustomerPanel customerId={item.customerId} haltedSince={reply?.openedAt ?? null}
        isWhole={hasRoom} />
    </aside>
  )
  // The row knows enough for the deeds: a key that is pressed while we read is not lost.
  const waiting = item.state === 'open' && item.replyActionId !== null
    && item.customerId !== null ? {
      id: item.replyActionId, customerName: item.customerName ?? '', ownerId: item.ownerId,
    } : reply
  const isLate = item.state !== 'open' && reply !== null
  return (
    <div className={`inbox-conversation ${item.customerId === null ? '' : 'has-customer'}`}>
      <div className="inbox-main stack" style={{ gap: 12 }}>
        <header className="card inbox-head" id="inbox-item" tabIndex={-1}>
          <Head item={item} threadCount={first?.threads.length ?? 1} scope={scope}
            onScope={setScope} />
          <Presence replyActionId={reply?.id ?? null} />
          {isLate ? <p className="dim small" style={{ margin: '6px 0 0' }}>
            A newer answer of this customer is open; handling it handles this too.</p> : null}
          {isWriting && waiting !== null ? null : (
            <ReplyDeeds reply={waiting} item={item} onDone={onDone}
              onReply={() => setWriting(true)} />
          )}
        </header>
        {hasRoom ? null : panel}
        {pages.error && !pages.data ? (
          <ErrorState error={pages.error} onRetry={() => void pages.refetch()} />
        ) : pages.data ? (
          <Letters pages={pages.data.pages} openedId={item.messageId} more={pages} />
        ) : <Skeleton height={220} radius="md" />}
        {item.customerId === null || item.threadId === null || item.messageId === null ? null
          : <ThreadNotes customerId={item.customerId} threadId={item.threadId}
            messageId={item.messageId} />}
        {isWriting && waiting !== null && reply === null
          ? <Skeleton height={280} radius="md" /> : null}
        {isWriting && reply !== null ? (
          <div ref={scrollIntoSight}>
            <ReplyComposer reply={reply} onSent={onDone} onSentNext={onDone}
              onClose={() => setWriting(false)} />
          </div>
        ) : null}
      </div>
      {hasRoom ? panel : null}
    </div>
  )
}

const scrollIntoSight = (element: HTMLElement | null) =>
  element?.scrollIntoView({ block: 'nearest' })

/** Pages of a conversation go back in time; the newest page is read again while it is open. */
function useConversation(threadId: string, scope: 'customer' | 'thread') {
  type Cursor = string | undefined
  return useInfiniteQuery<Pages, Error, { pages: Pages[] }, readonly unknown[], Cursor>({
    queryKey: [getConversation.path, threadId, scope],
    queryFn: ({ pageParam, signal }) => call(getConversation,
      { params: { threadId }, query: { scope, cursor: pageParam } }, signal),
    initialPageParam: undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    refetchInterval: liveInterval,
  })
}

function Head({ item, threadCount, scope, onScope }: {
  item: InboxItem; threadCount: number; scope: string
  onScope: (scope: 'customer' | 'thread') => void
}) {
  return (
    <>
      <div className="inbox-head-line">
        <h2 className="clamp-2" style={{ margin: 0, flex: '1 1 200px' }}>
          {item.customerId === null ? item.subject || 'No subject' : (
            <Link to="/customers/$customerId" params={{ customerId: item.customerId }}
              style={{ color: 'inherit' }}>{item.customerName}</Link>
          )}
        </h2>
        {item.overdue.length === 0 ? null : (
          <span className="strong" title="Overdue"><Amounts amounts={item.overdue} /></span>
        )}
      </div>
      {threadCount < 2 && scope === 'customer' ? (
        item.customerId === null ? null
          : <div className="dim small clamp-1">{item.subject || 'No subject'}</div>
      ) : (
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: '4px 10px', marginTop: 6,
          alignItems: 'center' }}>
          <SegmentedControl size="xs" aria-label="Show" value={scope}
            onChange={(name) => onScope(name === 'thread' ? 'thread' : 'customer')}
            data={[{ value: 'customer', label: 'All threads' },
              { value: 'thread', label: 'This thread' }]} />
          {scope === 'thread' ? null
            : <span className="dim small">{counted(threadCount, 'thread')}; each is named below
            </span>}
        </div>
      )}
    </>
  )
}

interface PresentPerson { name: string; doing: string }

/** Who else has it open, as far as the server tells. */
function Presence({ replyActionId }: { replyActionId: string | null }) {
  const reply = useRead(getReplyAction, { params: { replyActionId: replyActionId ?? '' } },
    { isLive: true, isOff: replyActionId === null })
  const others = peopleIn(reply.data)
  if (others.length === 0) return null
  return (
    <div style={{ marginTop: 8 }}>
      <StatusBadge tone="info" icon={IconEye}>
        {others.map(({ name, doing }) => `${name} is ${doing}`).join(', ')}</StatusBadge>
    </div>
  )
}

function peopleIn(reply: object | undefined): PresentPerson[] {
  const present: unknown = reply !== undefined && 'present' in reply ? reply.present : null
  if (!Array.isArray(present)) return []
  return present.filter((one: unknown): one is PresentPerson => typeof one === 'object'
    && one !== null && 'name' in one && typeof one.name === 'string'
    && 'doing' in one && typeof one.doing === 'string')
}
