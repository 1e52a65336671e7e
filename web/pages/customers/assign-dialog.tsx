// Puts one customer, or many chosen ones, under another workflow, after showing what that does.
import { Button, Group, Modal, Select, Stack } from '@mantine/core'
import { useState } from 'react'
import { assignNoWorkflow, assignWorkflow, previewAssignment } from '#contract/assignment.ts'
import type { AnswerOf } from '#contract/endpoint.ts'
import { listWorkflows } from '#contract/workflows.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { counted, moneyText } from '../../format.ts'
import { useDeed, useRead } from '../../queries.ts'
import { DeedError, ErrorState } from '../../ui/error-state.tsx'
import { toast } from '../../ui/toast.tsx'

const NONE = 'none'

export function AssignDialog({ onClose, onDone = onClose, customerIds, title, running }: {
  onClose: () => void
  onDone?: () => void
  customerIds: readonly string[]
  title: string
  /** The workflow that a single customer follows. */
  running: string | null
}) {
  const [workflowId, setWorkflowId] = useState<string | null>(running)
  const workflows = useRead(listWorkflows)
  const told = ({ assigned }: { assigned: number }) => {
    toast(customerIds.length === 1 ? 'The workflow was changed.'
      : `The workflow of ${counted(assigned, 'customer')} was changed.`)
    onDone()
  }
  const assign = useDeed(assignWorkflow, told)
  const assignNone = useDeed(assignNoWorkflow, told)
  const isNone = workflowId === NONE
  const body = { customerIds: [...customerIds] }
  const choices = (workflows.data?.items ?? []).filter(({ level, published, isArchived }) =>
    level === 'customer' && published !== null && !isArchived)
  return (
    <Modal opened onClose={onClose} title={title}>
      <Stack gap="sm">
        <Select label="Workflow" value={workflowId} onChange={setWorkflowId}
          data={[...choices.map(({ id, name }) => ({ value: id, label: name })),
            { value: NONE, label: 'No workflow' }]}
          description={isNone ? 'The present run ends, and nobody reminds them by itself.'
            : 'The present run ends; the delay since the last contact carries over.'} />
        {workflowId === null || isNone || workflowId === running ? null
          : <Preview workflowId={workflowId} customerIds={customerIds} />}
        <DeedError error={workflows.error ?? assign.error ?? assignNone.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>Cancel</Button>
          <DeedButton endpoint={assignWorkflow} loading={assign.isPending || assignNone.isPending}
            whyNot={workflowId === null ? 'Choose a workflow first.'
              : workflowId === running ? 'The customer follows this workflow already.' : null}
            onClick={() => {
              if (workflowId === null) return
              if (isNone) assignNone.mutate({ body })
              else assign.mutate({ params: { workflowId }, body })
            }}>{isNone ? 'Use no workflow' : 'Use this workflow'}</DeedButton>
        </Group>
      </Stack>
    </Modal>
  )
}

function Preview({ workflowId, customerIds }: {
  workflowId: string; customerIds: readonly string[]
}) {
  const preview = useRead(previewAssignment, {
    params: { workflowId }, body: { customerIds: [...customerIds] },
  }, { isKept: true })
  if (preview.error) {
    return <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />
  }
  return (
    <p className="small" role="status" style={{ margin: 0 }}>
      {preview.data ? sentences(preview.data).join(' ') : 'Looking what it changes…'}
    </p>
  )
}

function sentences(preview: AnswerOf<typeof previewAssignment>): string[] {
  const moving = preview.count - preview.sameCount
  const from = preview.from.map(({ workflowName, count }) =>
    `${count} from ${workflowName === null ? 'no workflow' : `“${workflowName}”`}`)
  return [
    moving === 0 ? 'Everybody follows it already.'
      : `${counted(moving, 'customer')} ${moving === 1 ? 'moves' : 'move'} (${from.join(', ')}).`,
    ...(preview.open.length === 0 ? ['Nothing is open.']
      : [`${preview.open.map(moneyText).join(' and ')} ${
        preview.open.length === 1 ? 'is' : 'are'} open.`]),
    ...(preview.openWorkCount === 0 ? []
      : [`${counted(preview.openWorkCount, 'item')} in To Do will be cancelled.`]),
  ]
}
