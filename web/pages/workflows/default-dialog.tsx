// Makes a workflow the default of its level, or not any more, after showing who gets what then.
import { select, t } from '@lingui/core/macro'
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
    toast(isDefault ? t`“${workflow.name}” is the default for new ${select(
      { level: workflow.level }, { customer: 'customers', other: 'invoices' })}.`
      : t`“${workflow.name}” is no default any more.`)
  })
  return (
    <FormDialog onClose={onClose} error={save.error} isBusy={save.isPending}
      title={isDefault ? t`Make “${workflow.name}” the default?`
        : t`No default for new ${select({ level: workflow.level },
          { customer: 'customers', other: 'invoices' })}?`}
      save={isDefault ? t`Make it the default` : t`No default`}
      onSubmit={() => save.mutate({ params: { workflowId: workflow.id }, body: { isDefault } })}>
      <p className="small" style={{ margin: 0 }}>
        {isDefault ? t`New ${select({ level: workflow.level }, { customer: 'customers',
          other: 'invoices' })} follow it; those under way stay where they are.`
          : t`New ${select({ level: workflow.level }, { customer: 'customers',
            other: 'invoices' })} follow no workflow until one is chosen for them.`}</p>
      <Consequences wish={{ deed: 'default', workflowId: workflow.id, isDefault }}
        nothing={t`Nobody gets anything else in the next seven days.`} />
    </FormDialog>
  )
}
