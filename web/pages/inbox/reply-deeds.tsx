// What can be done with an answer: reply, ignore, pause, give away; each with its key and its undo.
import { Group, Menu } from '@mantine/core'
import {
  IconArrowBackUp, IconCheck, IconPlayerPause, IconRotate, IconUserShare,
} from '@tabler/icons-react'
import { useState } from 'react'
import type { z } from 'zod'
import { ignoreReply, pauseReply, reopenReply, type ReplyAction } from '#contract/actions.ts'
import { assignReply } from '#contract/inbox.ts'
import { composeMessage } from '#contract/messages.ts'
import { call } from '../../api.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { PauseDialog } from '../../components/pause-dialog.tsx'
import { useSession } from '../../components/session.tsx'
import { dayText } from '../../format.ts'
import { useShortcut } from '../../keys.ts'
import { queryClient, useDeed } from '../../queries.ts'
import { DeedError } from '../../ui/error-state.tsx'
import { KeyHint } from '../../ui/key-hint.tsx'
import { toast, toastProblem, toastUndo } from '../../ui/toast.tsx'
import type { InboxItem } from './inbox-list.tsx'

type Reply = Pick<z.output<typeof ReplyAction>, 'id' | 'customerName' | 'ownerId'>

export function ReplyDeeds({ reply, item, onDone, onReply }: {
  reply: Reply | null; item: InboxItem; onDone: () => void; onReply: () => void
}) {
  if (reply === null) return <Handled item={item} />
  return <OpenDeeds reply={reply} onDone={onDone} onReply={onReply} />
}

function OpenDeeds({ reply, onDone, onReply }: {
  reply: Reply; onDone: () => void; onReply: () => void
}) {
  const [isPausing, setPausing] = useState(false)
  const params = { replyActionId: reply.id }
  const back = () => void reopen(reply.id)
  const ignore = useDeed(ignoreReply, () => {
    onDone()
    toastUndo(`${reply.customerName}: no answer needed.`, back)
  })
  const pause = useDeed(pauseReply, (_, given) => {
    setPausing(false)
    onDone()
    const until = given.body?.untilOn ? ` until ${dayText(given.body.untilOn, 'short')}` : ''
    toastUndo(`${reply.customerName} is paused${until}.`, back)
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
      <div className="inbox-deeds">
        <DeedButton endpoint={composeMessage} onClick={onReply} rightSection={
          <KeyHint shortcut="reply" />} leftSection={<IconArrowBackUp size={16} />}>
          Reply</DeedButton>
        <DeedButton endpoint={ignoreReply} variant="default" loading={ignore.isPending}
          onClick={doIgnore} rightSection={<KeyHint shortcut="ignore" />}
          leftSection={<IconCheck size={16} />}>Ignore</DeedButton>
        <DeedButton endpoint={pauseReply} variant="default" onClick={() => setPausing(true)}
          rightSection={<KeyHint shortcut="pause" />}
          leftSection={<IconPlayerPause size={16} />}>Pause</DeedButton>
        <AssignMenu reply={reply} />
      </div>
      <PauseDialog isOpen={isPausing} onClose={() => setPausing(false)} what={reply.customerName}
        isBusy={pause.isPending} error={pause.error}
        onPause={(body) => pause.mutate({ params, body })} />
    </>
  )
}

function AssignMenu({ reply }: { reply: Reply }) {
  const { members, nameOf } = useSession()
  const [isOpen, setOpen] = useState(false)
  const assign = useDeed(assignReply, (assigned) =>
    toast(`${assigned.customerName} is now with ${nameOf(assigned.ownerId) ?? 'them'}.`))
  useShortcut('assign', () => setOpen(true))
  const owner = nameOf(reply.ownerId)
  return (
    <Menu opened={isOpen} onChange={setOpen} position="bottom-start" withinPortal>
      <Menu.Target>
        <DeedButton endpoint={assignReply} variant="default" loading={assign.isPending}
          leftSection={<IconUserShare size={16} />} rightSection={<KeyHint shortcut="assign" />}
          aria-label={`Owner: ${owner ?? 'nobody'}. Give it to somebody else`}>
          <span className="clamp-1">{owner ?? 'Assign'}</span></DeedButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Give it to</Menu.Label>
        {members.filter(({ isActive }) => isActive).slice(0, 50).map(({ userId, name }) => (
          <Menu.Item key={userId} rightSection={userId === reply.ownerId
            ? <IconCheck size={14} /> : null} onClick={() => assign.mutate(
            { params: { replyActionId: reply.id }, body: { userId } },
            { onError: toastProblem })}>{name}</Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

const HOW: Record<string, string> = {
  replied: 'You have answered; the customer has not written since.',
  replied_elsewhere: 'Answered outside of Duebox.',
  ignored: 'No answer was needed', paused: 'Handled by a pause',
}

/** What was ignored or paused can be opened again; an answer that left cannot. */
function Handled({ item }: { item: InboxItem }) {
  const open = useDeed(reopenReply, () => toast('It waits for an answer again.'))
  const canReopen = item.replyActionId !== null
    && (item.state === 'ignored' || item.state === 'paused')
  const { replyActionId } = item
  return (
    <Group gap="xs" mt={8}>
      <span className="dim small">{HOW[item.state] ?? 'Recorded; it holds nothing back.'}
        {item.reason === null || item.reason === '' ? '' : `: ${item.reason}`}</span>
      {canReopen && replyActionId !== null ? (
        <DeedButton endpoint={reopenReply} size="compact-sm" variant="default"
          leftSection={<IconRotate size={14} />} loading={open.isPending}
          onClick={() => open.mutate({ params: { replyActionId } }, { onError: toastProblem })}>
          Open again</DeedButton>
      ) : null}
    </Group>
  )
}

export async function reopen(replyActionId: string): Promise<void> {
  try {
    await call(reopenReply, { params: { replyActionId } })
    await queryClient.invalidateQueries()
  } catch (error) {
    if (error instanceof Error) toastProblem(error)
  }
}
