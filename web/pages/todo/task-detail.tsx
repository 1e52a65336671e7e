// A task: done, skipped, or changed; what it asks for stands above.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Group, Textarea } from '@mantine/core'
import { useState } from 'react'
import { completeAction } from '#contract/actions.ts'
import { applyCash } from '#contract/cash.ts'
import { reopenTask, saveTask } from '#contract/tasks.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { inOwnWords } from '../../components/hold-words.ts'
import { TaskDialog } from '../../components/task-dialog.tsx'
import { useShortcut } from '../../keys.ts'
import { useDeed } from '../../queries.ts'
import { DeedError } from '../../ui/error-state.tsx'
import { KeyHint } from '../../ui/key-hint.tsx'
import { toastUndo } from '../../ui/toast.tsx'
import { CashDialog } from '../customers/cash-dialog.tsx'
import { ActionMoves } from './action-moves.tsx'
import type { ActionAnswer } from './actions-tab.tsx'
import { takeBack } from './quick-replies.ts'

export function TaskDetail({ action, onDone }: { action: ActionAnswer; onDone: () => void }) {
  const [note, setNote] = useState('')
  const [isChanging, setChanging] = useState(false)
  const [isApplying, setApplying] = useState(false)
  const complete = useDeed(completeAction, () => {
    onDone()
    toastUndo(t`${action.name}: done.`, 
      () => void takeBack(reopenTask, { params: { actionId: action.id } }))
  })
  const finish = () => complete.mutate({ params: { actionId: action.id },
    body: { outcome: 'done', note } })
  useShortcut('ignore', finish, action.held === null && !complete.isPending)
  return (
    <div className="stack" style={{ gap: 12 }}>
      <Textarea label={t`Note`} placeholder={t`What was done`} autosize minRows={3} maxLength={5000}
        value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      <DeedError error={complete.error} />
      {action.kind === 'apply_cash' ? (
        <Group gap="xs"><DeedButton endpoint={applyCash} onClick={() => setApplying(true)}>
          <Trans>Apply the cash</Trans></DeedButton></Group>
      ) : null}
      <Group gap="xs">
        <DeedButton endpoint={completeAction} variant={action.kind === 'apply_cash' ? 'default'
          : 'filled'} loading={complete.isPending}
          whyNot={action.held === null ? null : inOwnWords(action.held).text}
          rightSection={<KeyHint shortcut="ignore" />}
          onClick={finish}><Trans>Mark as done</Trans></DeedButton>
        <ActionMoves action={action} onDone={onDone} />
        <DeedButton endpoint={saveTask} variant="default" onClick={() => setChanging(true)}>
          <Trans>Change</Trans></DeedButton>
      </Group>
      {isApplying ? <CashDialog customerId={action.customerId} onClose={() => {
        setApplying(false)
        onDone()
      }} /> : null}
      {isChanging ? <TaskDialog customerId={action.customerId} task={action}
        onClose={() => setChanging(false)} /> : null}
    </div>
  )
}
