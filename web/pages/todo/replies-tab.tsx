// Answers of customers that wait for one of ours; nothing is reminded until then.
import { t } from '@lingui/core/macro'
import { getRouteApi } from '@tanstack/react-router'
import { lazy, useState } from 'react'
import { listReplyActions } from '#contract/actions.ts'
import { formatPhone } from '#domain/sms/format-phone.ts'
import { Amounts } from '../../components/money.tsx'
import { useSettledList } from '../../components/settled-list.ts'
import { useSession } from '../../components/session.tsx'
import { ChannelIcon } from '../../components/statuses.tsx'
import { When } from '../../components/times.tsx'
import { usePages } from '../../queries.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { ListSkeleton } from '../../ui/list-skeleton.tsx'
import { ChosenReplies, useChosen } from './chosen-replies.tsx'
import { NothingToDo } from './nothing-to-do.tsx'
import { AgeBadge, type Reply } from './reply-age.tsx'
import { useTaken, type Taken } from './use-taken.ts'
import { NothingFits, useWorkFilter } from './work-filter.tsx'
import { WorkList } from './work-list.tsx'

// The list can be used before all that may be done with one of it is here.
const ReplyDetail = lazy(() => import('./reply-detail.tsx')
  .then((file) => ({ default: file.ReplyDetail })))

const route = getRouteApi('/app/todo')

export function RepliesTab({ total }: { total: number | undefined }) {
  const filter = useWorkFilter()
  const { sort } = route.useSearch()
  const { channel, ...query } = filter.query
  const asked = { ...query, sort: sort === 'amount' ? sort : undefined,
    channel: channel === 'email' || channel === 'sms' ? channel : undefined }
  const replies = usePages(listReplyActions, { query: { limit: 100, ...asked } },
    { isLive: true, isKept: true })
  const settled = useSettledList(replies.items ?? [], JSON.stringify(asked))
  const { items, keep } = useKept(settled.shown)
  const taken = useTaken(replies.items ?? NONE, JSON.stringify(asked))
  const chosen = useChosen(items)
  if (replies.error && !replies.items) {
    return <ErrorState error={replies.error} onRetry={() => void replies.refetch()} />
  }
  if (!replies.items) return <div className="card card-flush"><ListSkeleton /></div>
  if (items.length === 0) {
    return filter.count > 0 && (total ?? 0) > 0 ? <NothingFits outside={total ?? 0} />
      : <NothingToDo title={t`No answer waits`} />
  }
  return (
    <>
      {replies.error ? <ErrorState error={replies.error}
        onRetry={() => void replies.refetch()} /> : null}
      <Gone taken={taken} />
      <WorkList label={t`Answers`} items={items} pages={replies} fresh={settled}
        row={(reply) => <Row reply={reply} />}
        detail={(reply, goOn) => <ReplyDetail reply={reply} onDone={goOn}
          onWriting={(isWriting) => keep(isWriting ? reply : null)} />}
        selection={{
          ids: chosen.ids, toggle: chosen.toggle,
          nameOf: (id) => items.find((reply) => reply.id === id)?.customerName ?? t`this answer`,
          bar: <ChosenReplies replies={items} chosen={chosen} />,
        }} />
    </>
  )
}

const NONE: readonly Reply[] = []

/** What somebody is writing to stays on screen, even if a colleague has handled it meanwhile. */
function useKept(listed: readonly Reply[]) {
  const [kept, keep] = useState<Reply | null>(null)
  const isGone = kept !== null && !listed.some(({ id }) => id === kept.id)
  return { items: isGone ? [kept, ...listed] : listed, keep }
}

/** A colleague was faster: said for a moment, and nothing of it is mine to undo. */
const Gone = ({ taken }: { taken: readonly Taken[] }) => (
  <div role="status">
    {taken.map(({ reply, words }) => (
      <p key={reply.id} className="dim small clamp-1" style={{ margin: '0 0 4px' }}>
        <s>{reply.customerName}</s> · {words}{' '}
        {reply.closedAt === null ? null : <When at={reply.closedAt} />}</p>
    ))}
  </div>
)

function Row({ reply }: { reply: Reply }) {
  const { newest, messageCount } = reply
  const { me } = useSession()
  return (
    <>
      <span className="row-line">
        <span className="clamp-1 strong">{reply.customerName}</span>
        <span className="dim tiny"><When at={newest.at} /></span>
      </span>
      <span className="row-line row-sub">
        <span className="clamp-1">
          <ChannelIcon channel={newest.channel} size={14} /> {newest.fromName
            || formatPhone(newest.from)}
          {messageCount > 1 ? ` · ${t`${messageCount > 99 ? '99+' : messageCount} messages`}` : ''}
        </span>
        {reply.overdue.length === 0 ? null : <Amounts amounts={reply.overdue} />}
      </span>
      <span className="row-sub clamp-2">
        {newest.preview === '' ? newest.subject : newest.preview}
      </span>
      <span className="row-line row-sub tiny">
        <span className="clamp-1">
          {reply.ownerId === me.userId ? t`Yours` : reply.ownerName ?? t`Nobody’s`}
        </span>
        <AgeBadge reply={reply} />
      </span>
    </>
  )
}
