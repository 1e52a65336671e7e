// Gives a workflow another name.
import { t } from '@lingui/core/macro'
import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { saveWorkflow } from '#contract/workflows.ts'
import { useDeed } from '../../queries.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import type { WorkflowAnswer } from './workflows-page.tsx'

export function RenameDialog({ workflow, onClose }: {
  workflow: WorkflowAnswer; onClose: () => void
}) {
  const [name, setName] = useState(workflow.name)
  const save = useDeed(saveWorkflow, onClose)
  return (
    <FormDialog title={t`Rename the workflow`} onClose={onClose} save={t`Rename`} error={save.error}
      isBusy={save.isPending} whyNot={name.trim() === '' ? t`Give it a name.` : null}
      onSubmit={() => save.mutate({ params: { workflowId: workflow.id },
        body: { name: name.trim() } })}>
      <TextInput label={t`Name`} value={name} maxLength={100} data-autofocus
        onChange={(event) => setName(event.currentTarget.value)} />
    </FormDialog>
  )
}
