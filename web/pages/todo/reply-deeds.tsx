// The ways to handle an answer: reply, ignore, pause, elsewhere; or give it to a colleague.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { ActionIcon, Group, Menu } from '@mantine/core'
import {
  IconArrowBackUp, IconCheck, IconClockPause, IconDots, IconMessageOff, IconPhoneCheck,
  IconPlayerPause, IconSquareCheck, IconUser, IconUserShare,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ignoreReply, pauseReply, reopenReply, snoozeReply } from '#contract/actions.ts'
import { composeMessage } from '#contract/messages.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { useWhyNot } from '../../components/session.tsx'
import { SnoozeDialog } from '../../components/snooze-dialog.tsx'
import { TaskDialog } from '../../components/task-dialog.tsx'
import { useShortcut } from '../../keys.ts'
import { KeyHint } from '../../ui/key-hint.tsx'
import { toastUndo } from '../../ui/toast.tsx'
import { AssignDialog, ElsewhereDialog, IgnoreDialog } from './reply-dialogs.tsx'
import { takeBack, useQuickReply } from './quick-replies.ts'
import { PauseReplyDialog } from './pause-reply-dialog.tsx'
import type { Reply } from './reply-age.tsx'

type Dialog = 'pause' | 'ignore' | 'elsewhere' | 'assign' | 'task' | 'snooze'

export function ReplyDeeds({ reply, onDone, onReply }: {
  reply: Reply; onDone: () => void; onReply: () => void
}) {
  const [dialog, setDialog] = useState<Dialog | null>(null)
  const close = () => setDialog(null)
  /** Done, and on to the next; what was done can be taken back. */
  const finish = (words: string) => {
    close()
    onDone()
    toastUndo(words, () => void takeBack(reopenReply, { params: { replyActionId: reply.id } }))
  }
  const quick = useQuickReply(reply, onDone)
  const mayAct = useWhyNot(ignoreReply) === null
  useShortcut('reply', onReply, mayAct)
  useShortcut('ignore', quick.ignore, mayAct)
  useShortcut('snooze', () => setDialog('snooze'), mayAct)
  useShortcut('pause', () => setDialog('pause'), mayAct)
  useShortcut('assign', () => setDialog('assign'), mayAct)
  return (
    <div>
      <Group gap={6}>
        <DeedButton endpoint={composeMessage} onClick={onReply} rightSection={
          <KeyHint shortcut="reply" />} leftSection={<IconArrowBackUp
            size={16} />}><Trans>Reply</Trans></DeedButton>
        <DeedButton endpoint={ignoreReply} variant="default" loading={quick.isBusy}
          onClick={quick.ignore} rightSection={<KeyHint shortcut="ignore" />}
          leftSection={<IconCheck size={16} />}><Trans>Ignore</Trans></DeedButton>
        <DeedButton endpoint={snoozeReply} variant="default" onClick={() => setDialog('snooze')}
          rightSection={<KeyHint shortcut="snooze" />}
          leftSection={<IconClockPause size={16} />}><Trans>Snooze</Trans></DeedButton>
        <DeedButton endpoint={pauseReply} variant="default" onClick={() => setDialog('pause')}
          rightSection={<KeyHint shortcut="pause" />}
          leftSection={<IconPlayerPause size={16} />}><Trans>Pause</Trans></DeedButton>
        <DeedButton endpoint={ignoreReply} variant="default" onClick={() => setDialog('assign')}
          rightSection={<KeyHint shortcut="assign" />}
          leftSection={<IconUserShare size={16} />}><Trans>Assign</Trans></DeedButton>
        <More reply={reply} mayAct={mayAct} onChoose={setDialog} />
      </Group>
      <Dialogs {...{ dialog, reply, close, finish, quick }} />
    </div>
  )
}

function Dialogs({ dialog, reply, close, finish, quick }: {
  dialog: Dialog | null; reply: Reply; close: () => void; finish: (words: string) => void
  quick: ReturnType<typeof useQuickReply>
}) {
  switch (dialog) {
    case null: return null
    case 'ignore': return <IgnoreDialog reply={reply} onClose={close} onDone={finish} />
    case 'elsewhere': return <ElsewhereDialog reply={reply} onClose={close} onDone={finish} />
    case 'task': return <TaskDialog customerId={reply.customerId}
      messageId={reply.newestMessageId} onClose={close} />
    case 'assign': return <AssignDialog reply={reply} onClose={close} onAssign={quick.assign} />
    case 'pause': return <PauseReplyDialog reply={reply} onClose={close} onDone={finish} />
    case 'snooze': return <SnoozeDialog title={t`Put off ${reply.customerName}`} onClose={close}
      onChoose={(when, words) => {
        close()
        quick.snooze(when, words)
      }} />
  }
}

function More({ reply, mayAct, onChoose }: {
  reply: Reply; mayAct: boolean; onChoose: (dialog: Dialog) => void
}) {
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="default" size={36} aria-label={t`More`}>
          <IconDots size={16} /></ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconMessageOff size={16} />} disabled={!mayAct}
          onClick={() => onChoose('ignore')}><Trans>Ignore with a reason…</Trans></Menu.Item>
        <Menu.Item leftSection={<IconPhoneCheck size={16} />} disabled={!mayAct}
          onClick={() => onChoose('elsewhere')}><Trans>Answered elsewhere…</Trans></Menu.Item>
        <Menu.Item leftSection={<IconSquareCheck size={16} />} disabled={!mayAct}
          onClick={() => onChoose('task')}><Trans>New task…</Trans></Menu.Item>
        <Menu.Item leftSection={<IconUser size={16} />} component={Link}
          to={`/customers/${reply.customerId}`}><Trans>Open customer</Trans></Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
