// Makes a workflow the default of its level, or not any more, after showing who gets what then.
import { saveWorkflow } from '#contract/workflows.ts'
import { Consequences } from '../../components/consequences.tsx'
import { useDeed } from '../../queries.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { toast } from '../../ui/toast.tsx'
import type { WorkflowAnswer } from './workflows-page.tsx'

export function DefaultDialog({ workflow, onClose }: {
  workflow: WorkflowAnswer; onClose: () => void
}) {
  const isDefault = !workflow.isDefault
  const save = useDeed(saveWorkflow, () => {
    onClose()
    toast(isDefault ? `“${workflow.name}” is the default for new ${workflow.level}s.`
      : `“${workflow.name}” is no default any more.`)
  })
  return (
    <FormDialog onClose={onClose} error={save.error} isBusy={save.isPending}
      title={isDefault ? `Make “${workflow.name}” the default?`
        : `No default for new ${workflow.level}s?`}
      save={isDefault ? 'Make it the default' : 'No default'}
      onSubmit={() => save.mutate({ params: { workflowId: workflow.id }, body: { isDefault } })}>
      <p className="small" style={{ margin: 0 }}>
        {isDefault ? `New ${workflow.level}s follow it; those under way stay where they are.`
          : `New ${workflow.level}s follow no workflow until one is chosen for them.`}</p>
      <Consequences wish={{ deed: 'default', workflowId: workflow.id, isDefault }}
        nothing="Nobody gets anything else in the next seven days." />
    </FormDialog>
  )
}
