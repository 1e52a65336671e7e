// Puts customers or invoices under another workflow, after showing what that does and brings.
import { Button, Group, Modal, Select, Stack } from '@mantine/core'
import { useState } from 'react'
import { assignNoWorkflow, assignWorkflow, previewAssignment } from '#contract/assignment.ts'
import type { AnswerOf } from '#contract/endpoint.ts'
import { listWorkflows } from '#contract/workflows.ts'
import { counted, moneyText } from '../format.ts'
import { useDeed, useRead } from '../queries.ts'
import { DeedError, ErrorState } from '../ui/error-state.tsx'
import { Consequences, type DeedWish } from './consequences.tsx'
import { DeedButton } from './deed-button.tsx'
import { toastMoved } from './moved-toast.ts'

const NONE = 'none'
type Level = 'customer' | 'invoice'

export function AssignDialog({
  onClose, onDone = onClose, level, ids, title, running, wanted = running,
}: {
  onClose: () => void
  onDone?: () => void
  level: Level
  /** Customers, or invoices. */
  ids: readonly string[]
  title: string
  /** The workflow that a single one follows. */
  running: string | null
  /** What is chosen as it opens. */
  wanted?: string | null
}) {
  const [workflowId, setWorkflowId] = useState<string | null>(wanted)
  const workflows = useRead(listWorkflows)
  const told = ({ assigned, moveId }: { assigned: number; moveId: string | null }) => {
    toastMoved(ids.length === 1 ? 'The workflow was changed.'
      : `The workflow of ${counted(assigned, level)} was changed.`, moveId)
    onDone()
  }
  const assign = useDeed(assignWorkflow, told)
  const assignNone = useDeed(assignNoWorkflow, told)
  const isNone = workflowId === NONE
  const choices = (workflows.data?.items ?? []).filter((one) =>
    one.level === level && one.published !== null && !one.isArchived)
  return (
    <Modal opened onClose={onClose} title={title}>
      <Stack gap="sm">
        <Select label="Workflow" value={workflowId} onChange={setWorkflowId}
          data={[...choices.map(({ id, name }) => ({ value: id, label: name })),
            { value: NONE, label: 'No workflow' }]}
          description={isNone ? 'The present run ends, and nobody reminds them by itself.'
            : choices.length === 0 && workflows.data
              ? `There is no published workflow at ${level} level yet.`
              : 'The present run ends; the delay since the last contact carries over.'} />
        {workflowId === null || workflowId === running ? null : (
          <>
            {isNone ? null : <Preview workflowId={workflowId} level={level} ids={ids} />}
            <Consequences wish={isNone ? { deed: 'assign_nothing', level, ids: [...ids] }
              : { deed: 'assign', workflowId, to: targetOf(level, ids) }}
              nothing="Nobody gets anything else in the next seven days." />
          </>
        )}
        <DeedError error={workflows.error ?? assign.error ?? assignNone.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>Cancel</Button>
          <DeedButton endpoint={assignWorkflow} loading={assign.isPending || assignNone.isPending}
            whyNot={workflowId === null ? 'Choose a workflow first.'
              : workflowId === running ? `The ${level} follows this workflow already.` : null}
            onClick={() => {
              if (workflowId === null) return
              const body = targetOf(level, ids)
              if (isNone) assignNone.mutate({ body })
              else assign.mutate({ params: { workflowId }, body })
            }}>{isNone ? 'Use no workflow' : 'Use this workflow'}</DeedButton>
        </Group>
      </Stack>
    </Modal>
  )
}

const targetOf = (
  level: Level, ids: readonly string[],
): Exclude<Extract<DeedWish, { deed: 'assign' }>['to'], { all: true }> =>
  (level === 'customer' ? { customerIds: [...ids] } : { invoiceIds: [...ids] })

function Preview({ workflowId, level, ids }: {
  workflowId: string; level: Level; ids: readonly string[]
}) {
  const preview = useRead(previewAssignment, {
    params: { workflowId }, body: targetOf(level, ids),
  }, { isKept: true })
  if (preview.error) {
    return <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />
  }
  return (
    <p className="small" role="status" style={{ margin: 0 }}>
      {preview.data ? sentences(preview.data, level).join(' ') : 'Looking what it changes…'}
    </p>
  )
}

function sentences(preview: AnswerOf<typeof previewAssignment>, level: Level): string[] {
  const moving = preview.count - preview.sameCount
  const from = preview.from.map(({ workflowName, count }) =>
    `${count} from ${workflowName === null ? 'no workflow' : `“${workflowName}”`}`)
  return [
    preview.count === 0 ? 'None of them is open.'
      : moving === 0 ? 'Everybody follows it already.'
        : `${counted(moving, level)} ${moving === 1 ? 'moves' : 'move'} (${from.join(', ')}).`,
    ...(preview.open.length === 0 ? ['Nothing is open.']
      : [`${preview.open.map(moneyText).join(' and ')} ${
        preview.open.length === 1 ? 'is' : 'are'} open.`]),
    ...(preview.openWorkCount === 0 ? []
      : [`${counted(preview.openWorkCount, 'item')} in To Do will be cancelled.`]),
  ]
}
