// Answers of customers that wait for one of ours; nothing is reminded until then.
import { IconInbox } from '@tabler/icons-react'
import type { z } from 'zod'
import { listReplyActions, type ReplyAction } from '#contract/actions.ts'
import { listMessages } from '#contract/messages.ts'
import { Amounts } from '../../components/money.tsx'
import { useSession } from '../../components/session.tsx'
import { ChannelIcon } from '../../components/statuses.tsx'
import { When } from '../../components/times.tsx'
import { usePages, useRead } from '../../queries.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { ListSkeleton } from '../../ui/list-skeleton.tsx'
import { NothingToDo } from './nothing-to-do.tsx'
import { ReplyDetail } from './reply-detail.tsx'
import { WorkList } from './work-list.tsx'

export type Reply = z.output<typeof ReplyAction>

export function RepliesTab({ isMine }: { isMine: boolean }) {
  const { me } = useSession()
  const replies = usePages(listReplyActions, { query: { limit: 100 } }, { isLive: true })
  const answered = useAnswered()
  if (replies.error && !replies.items) {
    return <ErrorState error={replies.error} onRetry={() => void replies.refetch()} />
  }
  if (!replies.items) return <div className="card card-flush"><ListSkeleton /></div>
  const waiting = replies.items.filter(({ id }) => !answered.has(id))
  const items = isMine ? waiting.filter(({ ownerId }) => ownerId === me.userId) : waiting
  if (items.length === 0 && waiting.length > 0) {
    return (
      <EmptyState icon={<IconInbox size={22} />} title="No answer waits for you">
        {waiting.length} wait for others; choose All to see them.
      </EmptyState>
    )
  }
  if (items.length === 0) return <NothingToDo title="No answer waits" />
  return (
    <WorkList label="Answers" items={items} pages={replies} row={(reply) => <Row reply={reply} />}
      detail={(reply, goOn) => <ReplyDetail reply={reply} onDone={goOn} />} />
  )
}

/** Answers whose reply is in its undo time: done for the eye, back at once when taken back. */
function useAnswered(): ReadonlySet<string> {
  const leaving = useRead(listMessages, { query: { list: 'leaving', limit: 100 } },
    { isLive: true })
  return new Set(leaving.data?.items.flatMap(({ replyActionId }) => replyActionId ?? []))
}

function Row({ reply }: { reply: Reply }) {
  const { newest } = reply
  return (
    <>
      <span className="row-line">
        <span className="clamp-1 strong">{reply.customerName}</span>
        <span className="dim tiny"><When at={newest.at} /></span>
      </span>
      <span className="row-line row-sub">
        <span className="clamp-1">
          <ChannelIcon channel={newest.channel} size={14} /> {newest.fromName || newest.from}
          {reply.messageCount > 1
            ? ` · ${reply.messageCount > 99 ? '99+' : reply.messageCount} messages` : ''}
        </span>
        {reply.overdue.length === 0 ? null : <Amounts amounts={reply.overdue} />}
      </span>
      <span className="row-sub clamp-2">
        {newest.preview === '' ? newest.subject : newest.preview}
      </span>
    </>
  )
}
