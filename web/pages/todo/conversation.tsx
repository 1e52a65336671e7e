// The messages of a thread, oldest first: the last ones open, earlier ones folded.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Skeleton } from '@mantine/core'
import { listMessages } from '#contract/messages.ts'
import { useRead } from '../../queries.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { ThreadNotes } from '../../components/notes.tsx'
import { MessageContent, MessageHead } from '../../components/message-view.tsx'

export function Conversation({ customerId, newestMessageId }: {
  customerId: string; newestMessageId: string
}) {
  const messages = useRead(listMessages, { query: { customerId, limit: 50 } }, { isLive: true })
  if (messages.error && !messages.data) {
    return <ErrorState error={messages.error} onRetry={() => void messages.refetch()} />
  }
  if (!messages.data) return <Skeleton height={120} radius="md" />
  const { items } = messages.data
  const threadId = items.find(({ id }) => id === newestMessageId)?.threadId
  const thread = items.filter((message) => message.threadId === threadId).reverse()
  const others = items.filter((message) =>
    message.direction === 'in' && message.kind === 'human' && message.threadId !== threadId
    && message.replyActionId !== null)
  return (
    <div className="stack" style={{ gap: 10 }}>
      {thread.map((message, index) => (
        <details key={message.id} className="event-card" style={{ marginTop: 0 }}
          open={index >= thread.length - 1 || message.id === newestMessageId}>
          <summary><MessageHead message={message} /></summary>
          <MessageContent message={message} />
        </details>
      ))}
      {threadId === undefined ? null : <ThreadNotes customerId={customerId} threadId={threadId}
        messageId={newestMessageId} />}
      {others.length === 0 ? null : (
        <p className="dim small" style={{ margin: 0 }}>
          <Trans>This customer also wrote in another thread: “{others[0]?.subject
            || t`no subject`}”.</Trans>
        </p>
      )}
    </div>
  )
}
