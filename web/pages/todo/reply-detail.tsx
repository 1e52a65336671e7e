// One answer of a customer, and the three ways to handle it: reply, ignore, pause.
import { Button, Group } from '@mantine/core'
import { IconArrowBackUp, IconCheck, IconPlayerPause } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ignoreReply, pauseReply, reopenReply } from '#contract/actions.ts'
import { composeMessage } from '#contract/messages.ts'
import { Conversation } from '../../components/conversation.tsx'
import { DeedButton } from '../../components/deed-button.tsx'
import { Amounts } from '../../components/money.tsx'
import { PauseDialog } from '../../components/pause-dialog.tsx'
import { ReplyComposer } from '../../components/reply-composer.tsx'
import { StatusBadge } from '../../components/statuses.tsx'
import { call } from '../../api.ts'
import { dayText } from '../../format.ts'
import { useShortcut } from '../../keys.ts'
import { queryClient, useDeed } from '../../queries.ts'
import { DeedError } from '../../ui/error-state.tsx'
import { KeyHint } from '../../ui/key-hint.tsx'
import { toastProblem, toastUndo } from '../../ui/toast.tsx'
import type { Reply } from './replies-tab.tsx'

export function ReplyDetail({ reply, onDone }: { reply: Reply; onDone: () => void }) {
  const [isWriting, setWriting] = useState(false)
  return (
    <article className="card">
      <div className="row-line" style={{ alignItems: 'flex-start' }}>
        <h2 className="clamp-2" style={{ margin: 0 }}>
          <Link to="/customers/$customerId" params={{ customerId: reply.customerId }}
            style={{ color: 'inherit' }}>{reply.customerName}</Link>
        </h2>
        <span className="right strong">{reply.overdue.length === 0 ? null
          : <Amounts amounts={reply.overdue} />}</span>
      </div>
      <div style={{ margin: '6px 0 14px' }}>
        <StatusBadge tone="warn" icon={IconPlayerPause}>{
          reply.workflowName === null ? 'Reminders wait for your answer'
            : `“${reply.workflowName}” waits for your answer`}</StatusBadge>
      </div>
      <Conversation customerId={reply.customerId} newestMessageId={reply.newestMessageId} />
      <div style={{ marginTop: 16 }}>
        {isWriting
          ? <ReplyComposer reply={reply} onSent={onDone} onClose={() => setWriting(false)} />
          : <Deeds reply={reply} onDone={onDone} onReply={() => setWriting(true)} />}
      </div>
    </article>
  )
}

function Deeds({ reply, onDone, onReply }: {
  reply: Reply; onDone: () => void; onReply: () => void
}) {
  const [isPausing, setPausing] = useState(false)
  const params = { replyActionId: reply.id }
  const ignore = useDeed(ignoreReply, () => {
    onDone()
    toastUndo(`${reply.customerName}: no answer needed.`, () => void reopen(reply.id))
  })
  const pause = useDeed(pauseReply, (_, given) => {
    setPausing(false)
    onDone()
    const until = !given.body?.untilOn ? '' : ` until ${dayText(given.body.untilOn, 'short')}`
    toastUndo(`${reply.customerName} is paused${until}.`, () => void reopen(reply.id))
  })
  const doIgnore = () => {
    if (!ignore.isPending) ignore.mutate({ params, body: {} })
  }
  useShortcut('reply', onReply)
  useShortcut('ignore', doIgnore)
  useShortcut('pause', () => setPausing(true))
  return (
    <>
      <DeedError error={ignore.error} />
      <Group gap="xs" mt={ignore.error ? 8 : 0}>
        <DeedButton endpoint={composeMessage} onClick={onReply} rightSection={
          <KeyHint shortcut="reply" />} leftSection={<IconArrowBackUp
            size={16} />}>Reply</DeedButton>
        <DeedButton endpoint={ignoreReply} variant="default" loading={ignore.isPending}
          onClick={doIgnore} rightSection={<KeyHint shortcut="ignore" />}
          leftSection={<IconCheck size={16} />}>Ignore</DeedButton>
        <DeedButton endpoint={pauseReply} variant="default" onClick={() => setPausing(true)}
          rightSection={<KeyHint shortcut="pause" />}
          leftSection={<IconPlayerPause size={16} />}>Pause</DeedButton>
        <Button variant="subtle" component={Link} to={`/customers/${reply.customerId}`}>
          Open customer</Button>
      </Group>
      <PauseDialog isOpen={isPausing} onClose={() => setPausing(false)} what={reply.customerName}
        isBusy={pause.isPending} error={pause.error}
        onPause={(body) => pause.mutate({ params, body })} />
    </>
  )
}

async function reopen(replyActionId: string) {
  try {
    await call(reopenReply, { params: { replyActionId } })
    await queryClient.invalidateQueries()
  } catch (error) {
    if (error instanceof Error) toastProblem(error)
  }
}
