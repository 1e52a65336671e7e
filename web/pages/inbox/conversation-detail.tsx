// A conversation with a customer over every channel, its deeds above and the answer below.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { SegmentedControl, Skeleton } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { z } from 'zod'
import { getReplyAction } from '#contract/actions.ts'
import { getConversation, type Conversation } from '#contract/inbox.ts'
import { call } from '../../api.ts'
import { Amounts } from '../../components/money.tsx'
import { PresenceNote } from '../../components/presence-note.tsx'
import { ThreadNotes } from '../../components/notes.tsx'
import { ReplyComposer } from '../../components/reply-composer.tsx'
import { Suggestions } from '../../components/suggestions.tsx'
import { usePresence } from '../../components/use-presence.ts'
import { counted } from '../../format.ts'
import { liveInterval, useRead } from '../../queries.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import type { Reply } from '../todo/reply-age.tsx'
import { ReplyDeeds } from '../todo/reply-deeds.tsx'
import { CustomerPanel } from './customer-panel.tsx'
import { HandledNote } from './handled-note.tsx'
import type { InboxItem } from './inbox-list.tsx'
import { Letters } from './letters.tsx'

type Pages = z.output<typeof Conversation>

export function ConversationDetail({ item, onDone }: { item: InboxItem; onDone: () => void }) {
  const [isWriting, setWriting] = useState(false)
  const [scope, setScope] = useState<'customer' | 'thread'>('customer')
  const pages = useConversation(item.threadId ?? '', scope)
  const first = pages.data?.pages[0]
  const reply = first?.replyAction?.state === 'open' ? first.replyAction : null
  const hasRoom = useMediaQuery('(min-width: 88em)', false, { getInitialValueInEffect: false })
  const panel = item.customerId === null ? null : (
    <aside className="inbox-customer" aria-label={t`Customer`}>
      <CustomerPanel customerId={item.customerId} haltedSince={reply?.openedAt ?? null}
        isWhole={hasRoom} />
    </aside>
  )
  // The row knows enough for the deeds: a key that is pressed while we read is not lost.
  const waiting = reply ?? replyOfRow(item)
  const isLate = item.state !== 'open' && reply !== null
  return (
    <div className={`inbox-conversation ${item.customerId === null ? '' : 'has-customer'}`}>
      <div className="inbox-main stack" style={{ gap: 12 }}>
        <header className="card inbox-head" id="inbox-item" data-chosen-item tabIndex={-1}>
          <Head item={item} threadCount={first?.threads.length ?? 1} scope={scope}
            onScope={setScope} />
          {waiting === null ? null
            : <Presence replyActionId={waiting.id} isWriting={isWriting} />}
          {isLate ? <p className="dim small" style={{ margin: '6px 0 0' }}>
            <Trans>A newer answer of this customer is open; handling it handles this
              too.</Trans></p> : null}
          {waiting === null ? <HandledNote item={item} /> : isWriting ? null : (
            <div style={{ marginTop: 10 }}>
              <ReplyDeeds reply={waiting} onDone={onDone} onReply={() => setWriting(true)} />
            </div>
          )}
        </header>
        {hasRoom ? null : panel}
        {waiting === null ? null : (
          <Suggestions customerId={waiting.customerId} replyActionId={waiting.id} hasKeys />
        )}
        {pages.error && !pages.data ? (
          <ErrorState error={pages.error} onRetry={() => void pages.refetch()} />
        ) : pages.data ? (
          <Letters pages={pages.data.pages} openedId={item.messageId} more={pages} />
        ) : <Skeleton height={220} radius="md" />}
        {item.customerId === null || item.threadId === null || item.messageId === null ? null
          : <ThreadNotes customerId={item.customerId} threadId={item.threadId}
            messageId={item.messageId} />}
        {isWriting && waiting !== null ? (
          <div ref={scrollIntoSight}>
            <ReplyComposer reply={waiting} onSent={onDone} onSentNext={onDone}
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

const titleOf = ({ subject, channel }: InboxItem): string =>
  subject || (channel === 'sms' ? 'SMS' : t`No subject`)

function Head({ item, threadCount, scope, onScope }: {
  item: InboxItem; threadCount: number; scope: string
  onScope: (scope: 'customer' | 'thread') => void
}) {
  return (
    <>
      <div className="inbox-head-line">
        <h2 className="clamp-2" style={{ margin: 0, flex: '1 1 200px' }}>
          {item.customerId === null ? titleOf(item) : (
            <Link to="/customers/$customerId" params={{ customerId: item.customerId }}
              style={{ color: 'inherit' }}>{item.customerName}</Link>
          )}
        </h2>
        {item.overdue.length === 0 ? null : (
          <span className="strong" title={t`Overdue`}><Amounts amounts={item.overdue} /></span>
        )}
      </div>
      {threadCount < 2 && scope === 'customer' ? (
        item.customerId === null ? null
          : <div className="dim small clamp-1">{titleOf(item)}</div>
      ) : (
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: '4px 10px', marginTop: 6,
          alignItems: 'center' }}>
          <SegmentedControl size="xs" aria-label={t`Show`} value={scope}
            onChange={(name) => onScope(name === 'thread' ? 'thread' : 'customer')}
            data={[{ value: 'customer', label: t`All threads` },
              { value: 'thread', label: t`This thread` }]} />
          {scope === 'thread' ? null
            : <span className="dim small"><Trans>{counted(threadCount, 'thread')}; each is named
            below</Trans>
            </span>}
        </div>
      )}
    </>
  )
}

/** Who else has it open, and that we have. */
function Presence({ replyActionId, isWriting }: { replyActionId: string; isWriting: boolean }) {
  usePresence(`reply:${replyActionId}`, 'viewing', !isWriting)
  const reply = useRead(getReplyAction, { params: { replyActionId } }, { isLive: true })
  if (!reply.data || reply.data.present.length === 0) return null
  return <div style={{ marginTop: 8 }}><PresenceNote present={reply.data.present} /></div>
}

/** What the row says of the answer that waits, until the answer itself is read. */
function replyOfRow(item: InboxItem): Reply | null {
  const { replyActionId, customerId, messageId } = item
  if (item.state !== 'open' || replyActionId === null || customerId === null
    || messageId === null) return null
  return {
    id: replyActionId, customerId, customerName: item.customerName ?? '', runId: null,
    workflowName: null, state: 'open', openedAt: item.at, closedAt: null, closedBy: null,
    reason: null, returnsOn: null, returnsAt: null, waitingBusinessDays: 0, isEscalated: false,
    ownerId: item.ownerId, ownerName: null, newestMessageId: messageId,
    messageCount: item.messageCount, overdue: item.overdue,
    newest: {
      from: item.from, fromName: item.fromName, subject: item.subject, preview: item.preview,
      channel: item.channel, at: item.at,
    },
  }
}
