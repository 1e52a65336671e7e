// One answer: all that is unanswered, who else has it open, and the ways to handle it.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Skeleton } from '@mantine/core'
import { IconCheck, IconMessages, IconPlayerPause } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { z } from 'zod'
import { getReplyAction, type ReplyActionInFull } from '#contract/actions.ts'
import { Conversation } from './conversation.tsx'
import { MessageContent, MessageHead } from '../../components/message-view.tsx'
import { Amounts } from '../../components/money.tsx'
import { PresenceNote } from '../../components/presence-note.tsx'
import { ReplyComposer } from '../../components/reply-composer.tsx'
import { useSession } from '../../components/session.tsx'
import { Suggestions } from '../../components/suggestions.tsx'
import { StatusBadge } from '../../components/statuses.tsx'
import { WhyButton } from '../../components/why-panel.tsx'
import { usePresence } from '../../components/use-presence.ts'
import { counted } from '../../format.ts'
import { useRead } from '../../queries.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { AgeBadge, type Reply } from './reply-age.tsx'
import { ReplyDeeds } from './reply-deeds.tsx'

export function ReplyDetail({ reply, onDone, onWriting }: {
  reply: Reply
  onDone: () => void
  /** Told when somebody begins or ends to write, so that this stays on screen. */
  onWriting: (isWriting: boolean) => void
}) {
  const [isWriting, setIsWriting] = useState(false)
  const setWriting = (is: boolean) => {
    setIsWriting(is)
    onWriting(is)
  }
  /** Done, and on to the next. */
  const finish = () => {
    setWriting(false)
    onDone()
  }
  const full = useRead(getReplyAction, { params: { replyActionId: reply.id } }, { isLive: true })
  usePresence(`reply:${reply.id}`, 'viewing', !isWriting)
  const now = full.data ?? reply
  return (
    <article className="card">
      <Head reply={now} />
      <div className="stack" style={{ gap: 12 }}>
        {/* Above the message, as in the Inbox: what loads below moves no button away. */}
        {now.state === 'open' ? null : <HandledNote reply={now} />}
        {isWriting
          ? <ReplyComposer reply={now} onClose={() => setWriting(false)} onSent={finish}
            onSentNext={finish} />
          : <ReplyDeeds reply={now} onDone={onDone} onReply={() => setWriting(true)} />}
        {full.data ? <PresenceNote present={full.data.present} /> : null}
        {full.error && !full.data
          ? <ErrorState error={full.error} onRetry={() => void full.refetch()} /> : null}
        {full.isPending ? <Skeleton height={120} radius="md" /> : null}
        {full.data ? <Unanswered reply={full.data} /> : null}
        <Suggestions customerId={reply.customerId} replyActionId={reply.id} hasKeys />
        <details>
          <summary className="dim small" style={{ cursor: 'pointer' }}>
            <Trans>The whole conversation</Trans></summary>
          <div style={{ paddingTop: 10 }}>
            <Conversation customerId={reply.customerId} newestMessageId={now.newestMessageId} />
          </div>
        </details>
      </div>
    </article>
  )
}

/** A colleague was faster. What was typed is kept; sending it would be refused. */
function HandledNote({ reply }: { reply: Reply }) {
  const { nameOf } = useSession()
  const who = nameOf(reply.closedBy?.replace(/^user:/, '') ?? null) ?? t`Somebody`
  return (
    <div className="note tone-info" role="status">
      <IconCheck size={16} aria-hidden />
      <div className="note-body"><Trans>{who} has handled this meanwhile ({reply.state.replace('_',
        ' ')}).
        Your text is kept as a draft; read the conversation before you write again.</Trans></div>
    </div>
  )
}

function Head({ reply }: { reply: Reply }) {
  return (
    <>
      <div className="row-line" style={{ alignItems: 'flex-start' }}>
        <h2 className="clamp-2" style={{ margin: 0 }} title={reply.customerName}>
          <Link to="/customers/$customerId" params={{ customerId: reply.customerId }}
            style={{ color: 'inherit' }}>{reply.customerName}</Link>
        </h2>
        <span className="right strong">{reply.overdue.length === 0 ? null
          : <Amounts amounts={reply.overdue} />}</span>
      </div>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8, alignItems: 'center',
        margin: '6px 0 14px' }}>
        <StatusBadge tone="warn" icon={IconPlayerPause}>{
          reply.workflowName === null ? t`Reminders wait for your answer`
            : t`“${reply.workflowName}” waits for your answer`}</StatusBadge>
        <AgeBadge reply={reply} />
        <span className="dim small"><Trans>Owner: {reply.ownerName ?? 'nobody'}</Trans></span>
        <WhyButton of={{ kind: 'customer', id: reply.customerId }} hasKey isQuiet />
      </div>
    </>
  )
}

type InFull = z.output<typeof ReplyActionInFull>
const OPEN_AT_FIRST = 3

/** Newest on top; sending answers all that stand here. */
function Unanswered({ reply }: { reply: InFull }) {
  const { unanswered, messageCount, warning } = reply
  const left = messageCount - unanswered.length
  return (
    <section aria-label={t`Not answered yet`} className="stack" style={{ gap: 10 }}>
      {warning === null ? null : (
        <div className="note tone-warn" role="status">
          <IconMessages size={16} aria-hidden />
          <div className="note-body"><Trans>{warning} Your answer closes all of them: say so in it,
            or write to the other one as well.</Trans></div>
        </div>
      )}
      {messageCount < 2 ? null : (
        <div className="dim small"><Trans>{counted(messageCount, 'message')} without an answer, the
          newest first.</Trans></div>
      )}
      {unanswered.map((message, place) => (
        <details key={message.id} className="event-card" style={{ marginTop: 0 }}
          open={place < OPEN_AT_FIRST}>
          <summary><MessageHead message={message} /></summary>
          {message.subject === '' ? null : <div className="strong small clamp-2"
            style={{ marginTop: 6 }}>{message.subject}</div>}
          <MessageContent message={message} />
        </details>
      ))}
      {left > 0 ? <div className="dim small"><Trans>{counted(left, 'earlier message')} on the page
        of the customer.</Trans></div> : null}
    </section>
  )
}
