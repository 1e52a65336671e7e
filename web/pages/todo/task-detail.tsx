// A task: done, skipped, or changed; what it asks for stands above.
import { Group, Textarea } from '@mantine/core'
import { useState } from 'react'
import { completeAction } from '#contract/actions.ts'
import { applyCash } from '#contract/cash.ts'
import { reopenTask, saveTask } from '#contract/tasks.ts'
import { call } from '../../api.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { TaskDialog } from '../../components/task-dialog.tsx'
import { queryClient, useDeed } from '../../queries.ts'
import { DeedError } from '../../ui/error-state.tsx'
import { toastProblem, toastUndo } from '../../ui/toast.tsx'
import { CashDialog } from '../customers/cash-dialog.tsx'
import type { ActionAnswer } from './actions-tab.tsx'
import { SkipButton } from './skip-button.tsx'

export function TaskDetail({ action, onDone }: { action: ActionAnswer; onDone: () => void }) {
  const [note, setNote] = useState('')
  const [isChanging, setChanging] = useState(false)
  const [isApplying, setApplying] = useState(false)
  const complete = useDeed(completeAction, () => {
    onDone()
    toastUndo(`${action.name}: done.`, () => void reopen(action.id))
  })
  return (
    <div className="stack" style={{ gap: 12 }}>
      <Textarea label="Note" placeholder="What was done" autosize minRows={3} maxLength={5000}
        value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      <DeedError error={complete.error} />
      {action.kind === 'apply_cash' ? (
        <Group gap="xs"><DeedButton endpoint={applyCash} onClick={() => setApplying(true)}>
          Apply the cash</DeedButton></Group>
      ) : null}
      <Group gap="xs">
        <DeedButton endpoint={completeAction} variant={action.kind === 'apply_cash' ? 'default'
          : 'filled'} loading={complete.isPending}
          whyNot={action.held === null ? null : action.held.text}
          onClick={() => complete.mutate({ params: { actionId: action.id },
            body: { outcome: 'done', note } })}>Mark as done</DeedButton>
        <SkipButton action={action} onDone={onDone} />
        <DeedButton endpoint={saveTask} variant="default" onClick={() => setChanging(true)}>
          Change</DeedButton>
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

async function reopen(actionId: string): Promise<void> {
  try {
    await call(reopenTask, { params: { actionId } })
    await queryClient.invalidateQueries()
  } catch (error) {
    toastProblem(error instanceof Error ? error : new Error('It could not be reopened.'))
  }
}
