// What can be done with any action of a person: put it off, give it to a colleague, skip it.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { IconClockPause, IconUserShare } from '@tabler/icons-react'
import { useState } from 'react'
import { assignAction, listActions, postponeAction } from '#contract/actions.ts'
import type { When } from '#domain/when-words.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { useSession, useWhyNot } from '../../components/session.tsx'
import { SnoozeDialog } from '../../components/snooze-dialog.tsx'
import { changeItem, isId, useInstantDeed } from '../../instant.ts'
import { useShortcut } from '../../keys.ts'
import { queryClient } from '../../queries.ts'
import { KeyHint } from '../../ui/key-hint.tsx'
import { toastUndo } from '../../ui/toast.tsx'
import type { ActionAnswer } from './actions-tab.tsx'
import { takeBack } from './quick-replies.ts'
import { AssignDialog } from './reply-dialogs.tsx'
import { SkipButton } from './skip-button.tsx'

export function ActionMoves({ action, onDone }: { action: ActionAnswer; onDone: () => void }) {
  const { nameOf } = useSession()
  const [dialog, setDialog] = useState<'snooze' | 'assign' | null>(null)
  const quick = useQuickAction(action, onDone)
  const isOpen = action.mode === 'manual' && action.state === 'open'
  const mayAct = useWhyNot(postponeAction) === null && isOpen
  useShortcut('snooze', () => setDialog('snooze'), mayAct)
  useShortcut('assign', () => setDialog('assign'), mayAct)
  const close = () => setDialog(null)
  return (
    <>
      {isOpen ? <>
        <DeedButton endpoint={postponeAction} variant="default" onClick={() => setDialog('snooze')}
          leftSection={<IconClockPause size={16} />}
          rightSection={<KeyHint shortcut="snooze" />}><Trans>Snooze</Trans></DeedButton>
        <DeedButton endpoint={assignAction} variant="default" onClick={() => setDialog('assign')}
          leftSection={<IconUserShare size={16} />}
          rightSection={<KeyHint shortcut="assign" />}><Trans>Assign</Trans></DeedButton>
      </> : null}
      <SkipButton action={action} onDone={onDone} />
      {dialog === 'snooze' ? <SnoozeDialog title={t`Put off ${action.name}`} onClose={close}
        onChoose={(when, words) => {
          close()
          quick.snooze(when, words)
        }} /> : null}
      {dialog === 'assign' ? <AssignDialog onClose={close} onAssign={quick.assign}
        reply={{ customerName: action.name, ownerId: action.ownerId,
          ownerName: nameOf(action.ownerId) }} /> : null}
    </>
  )
}

function useQuickAction(action: ActionAnswer, onDone: () => void) {
  const { id, name, customerName, dueOn, ownerId } = action
  const params = { actionId: id }
  const change = (to: object | null) =>
    changeItem(queryClient, [listActions.path], { is: isId(id), to })
  const postpone = useInstantDeed(postponeAction, () => change(null))
  const assign = useInstantDeed(assignAction,
    (given) => change({ ownerId: given.body?.userId ?? null }))
  return {
    snooze: (when: When, words: string) => {
      onDone()
      postpone.run({ params, body: { dueOn: when.on, dueTime: when.time } },
        () => toastUndo(t`“${name}” for ${customerName} is back ${words}.`,
          () => void takeBack(postponeAction, { params, body: { dueOn } })))
    },
    assign: (userId: string, to: string) => assign.run({ params, body: { userId } },
      () => toastUndo(t`“${name}” is now with ${to}.`,
        () => void takeBack(assignAction, { params, body: { userId: ownerId } }))),
  }
}
