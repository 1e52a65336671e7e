// Opens a task about a customer, or changes one.
import { t } from '@lingui/core/macro'
import { Select, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { createTask, saveTask } from '#contract/tasks.ts'
import { useDeed } from '../queries.ts'
import { DayField } from '../ui/day-field.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { toast } from '../ui/toast.tsx'
import { useSession } from './session.tsx'

interface Task {
  id: string; kind: string; name: string; dueOn: string; ownerId: string | null
  note: string | null
}

export function TaskDialog({ customerId, task, messageId, onClose }: {
  customerId: string
  /** To be changed; without one, a new task is opened. */
  task?: Task | undefined
  /** The message that it is opened because of. */
  messageId?: string | undefined
  onClose: () => void
}) {
  const { members, me, today } = useSession()
  const [title, setTitle] = useState(task?.name ?? '')
  const [dueOn, setDueOn] = useState<string | null>(
    task === undefined || task.dueOn < today ? today : task.dueOn)
  const [ownerId, setOwner] = useState<string | null>(task ? task.ownerId : me.userId)
  const [note, setNote] = useState(task?.note ?? '')
  const close = (words: string) => () => {
    toast(words)
    onClose()
  }
  const create = useDeed(createTask, close(t`The task is opened.`))
  const save = useDeed(saveTask, close(t`The task is changed.`))
  const isStep = task !== undefined && task.kind !== 'adhoc'
  const submit = () => {
    if (dueOn === null) return
    const body = { title: title.trim(), dueOn, ownerId, note: note.trim() }
    if (task === undefined) create.mutate({ body: { ...body, customerId, messageId } })
    else save.mutate({ params: { actionId: task.id }, body })
  }
  return (
    <FormDialog title={task === undefined ? t`New task` : t`Change the task`} save={t`Save`}
      onClose={onClose} onSubmit={submit} error={create.error ?? save.error}
      isBusy={create.isPending || save.isPending}
      whyNot={title.trim() === '' ? t`Say what is to be done.`
        : dueOn === null ? t`Choose the day.` : null}>
      <TextInput label={t`What is to be done`} required maxLength={200} value={title}
        disabled={isStep} data-autofocus
        description={isStep ? t`Its title comes from its workflow.` : undefined}
        onChange={(event) => setTitle(event.currentTarget.value)} />
      <DayField label={t`Due`} value={dueOn} onChange={setDueOn} earliest={today} required />
      <Select label={t`For`} clearable placeholder={t`Everyone`} value={ownerId} onChange={setOwner}
        data={members.map(({ userId, name }) => ({ value: userId, label: name }))} />
      <Textarea label={t`Note`} autosize minRows={3} maxLength={5000} value={note}
        onChange={(event) => setNote(event.currentTarget.value)} />
    </FormDialog>
  )
}
