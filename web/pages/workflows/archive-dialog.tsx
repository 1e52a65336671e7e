// Archiving: who follows the workflow, and whom they follow afterwards.
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
    toast(moved === 0 ? 'The workflow is archived.'
      : `The workflow is archived; ${counted(moved, workflow.level)} moved.`)
    onClose()
  })
  const choices = (workflows.data?.items ?? []).filter((one) => one.id !== workflow.id
    && one.level === workflow.level && one.published !== null && !one.isArchived)
  return (
    <Modal opened onClose={onClose} title={`Archive “${workflow.name}”?`}>
      <Stack gap="sm">
        <p className="small" style={{ margin: 0 }}>
          {counted(workflow.runCount, workflow.level)} under way. Their runs end, and what waits in
          To Do for them is cancelled. The delay since the last contact carries over.
        </p>
        <Select label="They go on with" value={successor} onChange={setSuccessor}
          placeholder="Choose" data={[
            ...choices.map(({ id, name }) => ({ value: id, label: name })),
            { value: NONE, label: 'No workflow: nobody reminds them by itself' }]} />
        {workflow.isDefault ? (
          <p className="dim small" style={{ margin: 0 }}>
            {successor === NONE
              ? `New ${workflow.level}s follow none until there is a default again.`
              : `It is the default for new ${workflow.level}s; the successor takes that over.`}
          </p>
        ) : null}
        <DeedError error={workflows.error ?? archive.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>Cancel</Button>
          <DeedButton endpoint={archiveWorkflow} color="red" loading={archive.isPending}
            whyNot={successor === null ? 'Choose first whom they follow then.' : null}
            onClick={() => archive.mutate({
              params: { workflowId: workflow.id },
              body: { successorId: successor === NONE ? null : successor },
            })}>Archive</DeedButton>
        </Group>
      </Stack>
    </Modal>
  )
}
