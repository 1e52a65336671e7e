// Answers of customers that wait for one of ours; nothing is reminded until then.
import { t } from '@lingui/core/macro'
import { Plural, Trans } from '@lingui/react/macro'
import { IconInbox } from '@tabler/icons-react'
import { useState } from 'react'
import { listReplyActions } from '#contract/actions.ts'
import { formatPhone } from '#domain/sms/format-phone.ts'
import { Amounts } from '../../components/money.tsx'
import { useSession } from '../../components/session.tsx'
import { ChannelIcon } from '../../components/statuses.tsx'
import { When } from '../../components/times.tsx'
import { counted } from '../../format.ts'
import { usePages, useRead } from '../../queries.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { ListSkeleton } from '../../ui/list-skeleton.tsx'
import { ChosenReplies, useChosen } from './chosen-replies.tsx'
import { NothingToDo } from './nothing-to-do.tsx'
import { AgeBadge, type Reply } from './reply-age.tsx'
import { ReplyDetail } from './reply-detail.tsx'
import { WorkList } from './work-list.tsx'

type Whose = 'mine' | 'team' | 'all'

export function RepliesTab({ whose }: { whose: Whose }) {
  const replies = usePages(listReplyActions, { query: { limit: 100, whose } },
    { isLive: true, isKept: true })
  const { items, keep } = useKept(replies.items ?? [])
  const chosen = useChosen(items)
  if (replies.error && !replies.items) {
    return <ErrorState error={replies.error} onRetry={() => void replies.refetch()} />
  }
  if (!replies.items) return <div className="card card-flush"><ListSkeleton /></div>
  if (items.length === 0) return <NoReplies whose={whose} />
  return (
    <>
      {replies.error ? <ErrorState error={replies.error}
        onRetry={() => void replies.refetch()} /> : null}
      <WorkList label={t`Answers`} items={items} pages={replies}
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

/** Nobody waits at all, or only not for these people. */
function NoReplies({ whose }: { whose: Whose }) {
  const others = useRead(listReplyActions, { query: { limit: 100 } },
    { isOff: whose === 'all' }).data?.items.length ?? 0
  if (whose === 'all' || others === 0) return <NothingToDo title={t`No answer waits`} />
  return (
    <EmptyState icon={<IconInbox size={22} />}
      title={whose === 'mine' ? t`No answer waits for you` : t`No answer waits for your
      colleagues`}>
      <Trans>{counted(others, 'answer')} <Plural value={others} one="waits" other="wait" /> for
        others; choose All to see
      <Plural value={others} one=" it" other=" them" />.</Trans>
    </EmptyState>
  )
}

/** What somebody is writing to stays on screen, even if a colleague has handled it meanwhile. */
function useKept(listed: readonly Reply[]) {
  const [kept, keep] = useState<Reply | null>(null)
  const isGone = kept !== null && !listed.some(({ id }) => id === kept.id)
  return { items: isGone ? [kept, ...listed] : listed, keep }
}

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
          {messageCount > 1 ? t` · ${messageCount > 99 ? '99+' : messageCount} messages` : ''}
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
