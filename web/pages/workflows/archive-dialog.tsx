// Archiving: who follows the workflow, and whom they follow afterwards.
import { select, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Group, Modal, Select, Stack } from '@mantine/core'
import { useState } from 'react'
import { listWorkflows } from '#contract/workflows.ts'
import { archiveWorkflow } from '#contract/workflow-versions.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { counted } from '../../format.ts'
import { useDeed, useRead } from '../../queries.ts'
import { DeedError } from '../../ui/error-state.tsx'
import { toast } from '../../ui/toast.tsx'
import type { WorkflowAnswer } from './workflows-page.tsx'

const NONE = 'none'

export function ArchiveDialog({ workflow, onClose }: {
  workflow: WorkflowAnswer; onClose: () => void
}) {
  const [successor, setSuccessor] = useState<string | null>(null)
  const workflows = useRead(listWorkflows)
  const archive = useDeed(archiveWorkflow, ({ moved }) => {
    toast(moved === 0 ? t`The workflow is archived.`
      : t`The workflow is archived; ${counted(moved, workflow.level)} moved.`)
    onClose()
  })
  const choices = (workflows.data?.items ?? []).filter((one) => one.id !== workflow.id
    && one.level === workflow.level && one.published !== null && !one.isArchived)
  return (
    <Modal opened onClose={onClose} title={t`Archive “${workflow.name}”?`}>
      <Stack gap="sm">
        <p className="small" style={{ margin: 0 }}>
          <Trans>{counted(workflow.runCount, workflow.level)} under way. Their runs end, and what
            waits in To Do for them is cancelled. The delay since the last contact carries
            over.</Trans>
        </p>
        <Select label={t`They go on with`} value={successor} onChange={setSuccessor}
          placeholder={t`Choose`} data={[
            ...choices.map(({ id, name }) => ({ value: id, label: name })),
            { value: NONE, label: t`No workflow: nobody reminds them by itself` }]} />
        {workflow.isDefault ? (
          <p className="dim small" style={{ margin: 0 }}>
            {successor === NONE
              ? t`New ${select({ level: workflow.level }, { customer: 'customers', other:
                'invoices' })} follow none until there is a default again.`
              : t`It is the default for new ${select({ level: workflow.level }, { customer:
                'customers', other: 'invoices' })}; the successor takes that over.`}
          </p>
        ) : null}
        <DeedError error={workflows.error ?? archive.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}><Trans>Cancel</Trans></Button>
          <DeedButton endpoint={archiveWorkflow} color="red" loading={archive.isPending}
            whyNot={successor === null ? t`Choose first whom they follow then.` : null}
            onClick={() => archive.mutate({
              params: { workflowId: workflow.id },
              body: { successorId: successor === NONE ? null : successor },
            })}><Trans>Archive</Trans></DeedButton>
        </Group>
      </Stack>
    </Modal>
  )
}
