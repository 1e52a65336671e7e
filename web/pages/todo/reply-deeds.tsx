// The ways to handle an answer: reply, ignore, pause, elsewhere; or give it to a colleague.
import { ActionIcon, Group, Menu } from '@mantine/core'
import {
  IconArrowBackUp, IconCheck, IconDots, IconMessageOff, IconPhoneCheck, IconPlayerPause,
  IconSquareCheck, IconUser, IconUserShare,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ignoreReply, pauseReply, reopenReply } from '#contract/actions.ts'
import { composeMessage } from '#contract/messages.ts'
import { call } from '../../api.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { useWhyNot } from '../../components/session.tsx'
import { TaskDialog } from '../../components/task-dialog.tsx'
import { useShortcut } from '../../keys.ts'
import { queryClient, useDeed } from '../../queries.ts'
import { DeedError } from '../../ui/error-state.tsx'
import { KeyHint } from '../../ui/key-hint.tsx'
import { toastProblem, toastUndo } from '../../ui/toast.tsx'
import { AssignDialog, ElsewhereDialog, IgnoreDialog } from './reply-dialogs.tsx'
import { PauseReplyDialog } from './pause-reply-dialog.tsx'
import type { Reply } from './reply-age.tsx'

type Dialog = 'pause' | 'ignore' | 'elsewhere' | 'assign' | 'task'

export function ReplyDeeds({ reply, onDone, onReply }: {
  reply: Reply; onDone: () => void; onReply: () => void
}) {
  const [dialog, setDialog] = useState<Dialog | null>(null)
  const close = () => setDialog(null)
  /** Done, and on to the next; what was done can be taken back. */
  const finish = (words: string) => {
    close()
    onDone()
    toastUndo(words, () => void reopen(reply.id))
  }
  const ignore = useDeed(ignoreReply, () => finish(`${reply.customerName}: no answer needed.`))
  const doIgnore = () => {
    if (!ignore.isPending) {
      ignore.mutate({ params: { replyActionId: reply.id },
        body: { newestSeenMessageId: reply.newestMessageId } })
    }
  }
  const mayAct = useWhyNot(ignoreReply) === null
  useShortcut('reply', onReply, mayAct)
  useShortcut('ignore', doIgnore, mayAct)
  useShortcut('pause', () => setDialog('pause'), mayAct)
  useShortcut('assign', () => setDialog('assign'), mayAct)
  return (
    <div>
      <DeedError error={ignore.error} />
      <Group gap={6} mt={ignore.error ? 8 : 0}>
        <DeedButton endpoint={composeMessage} onClick={onReply} rightSection={
          <KeyHint shortcut="reply" />} leftSection={<IconArrowBackUp
            size={16} />}>Reply</DeedButton>
        <DeedButton endpoint={ignoreReply} variant="default" loading={ignore.isPending}
          onClick={doIgnore} rightSection={<KeyHint shortcut="ignore" />}
          leftSection={<IconCheck size={16} />}>Ignore</DeedButton>
        <DeedButton endpoint={pauseReply} variant="default" onClick={() => setDialog('pause')}
          rightSection={<KeyHint shortcut="pause" />}
          leftSection={<IconPlayerPause size={16} />}>Pause</DeedButton>
        <DeedButton endpoint={ignoreReply} variant="default" onClick={() => setDialog('assign')}
          rightSection={<KeyHint shortcut="assign" />}
          leftSection={<IconUserShare size={16} />}>Assign</DeedButton>
        <More reply={reply} mayAct={mayAct} onChoose={setDialog} />
      </Group>
      {dialog === 'ignore' ? <IgnoreDialog reply={reply} onClose={close} onDone={finish} /> : null}
      {dialog === 'elsewhere'
        ? <ElsewhereDialog reply={reply} onClose={close} onDone={finish} /> : null}
      {dialog === 'task' ? <TaskDialog customerId={reply.customerId}
        messageId={reply.newestMessageId} onClose={close} /> : null}
      {dialog === 'assign' ? <AssignDialog reply={reply} onClose={close} /> : null}
      {dialog === 'pause'
        ? <PauseReplyDialog reply={reply} onClose={close} onDone={finish} /> : null}
    </div>
  )
}

function More({ reply, mayAct, onChoose }: {
  reply: Reply; mayAct: boolean; onChoose: (dialog: Dialog) => void
}) {
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="default" size={36} aria-label="More">
          <IconDots size={16} /></ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconMessageOff size={16} />} disabled={!mayAct}
          onClick={() => onChoose('ignore')}>Ignore with a reason…</Menu.Item>
        <Menu.Item leftSection={<IconPhoneCheck size={16} />} disabled={!mayAct}
          onClick={() => onChoose('elsewhere')}>Answered elsewhere…</Menu.Item>
        <Menu.Item leftSection={<IconSquareCheck size={16} />} disabled={!mayAct}
          onClick={() => onChoose('task')}>New task…</Menu.Item>
        <Menu.Item leftSection={<IconUser size={16} />} component={Link}
          to={`/customers/${reply.customerId}`}>Open customer</Menu.Item>
      </Menu.Dropdown>
    </Menu>
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
