// Puts customers or invoices under another workflow, after showing what that does and brings.
import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Group, Modal, Select, Stack } from '@mantine/core'
import { useState } from 'react'
import { assignNoWorkflow, assignWorkflow, previewAssignment } from '#contract/assignment.ts'
import type { AnswerOf } from '#contract/endpoint.ts'
import { listWorkflows } from '#contract/workflows.ts'
import { allOf, counted, moneyText } from '../format.ts'
import { useDeed, useRead } from '../queries.ts'
import { DeedError, ErrorState } from '../ui/error-state.tsx'
import { Consequences, type DeedWish } from './consequences.tsx'
import { DeedButton } from './deed-button.tsx'
import { TypedCount, typedWhyNot } from './lists/typed-count.tsx'
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
  const [typed, setTyped] = useState('')
  const workflows = useRead(listWorkflows)
  const told = ({ assigned, moveId }: { assigned: number; moveId: string | null }) => {
    toastMoved(ids.length === 1 ? t`The workflow was changed.`
      : t`The workflow of ${counted(assigned, level)} was changed.`, moveId)
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
        <Select label={t`Workflow`} value={workflowId} onChange={setWorkflowId}
          data={[...choices.map(({ id, name }) => ({ value: id, label: name })),
            { value: NONE, label: t`No workflow` }]}
          description={isNone ? t`The present run ends, and nobody reminds them by itself.`
            : choices.length === 0 && workflows.data
              ? level === 'customer'
                ? t`There is no published workflow at customer level yet.`
                : t`There is no published workflow at invoice level yet.`
              : t`The present run ends; the delay since the last contact carries over.`} />
        {workflowId === null || workflowId === running ? null : (
          <>
            {isNone ? null : <Preview workflowId={workflowId} level={level} ids={ids} />}
            <Consequences wish={isNone ? { deed: 'assign_nothing', level, ids: [...ids] }
              : { deed: 'assign', workflowId, to: targetOf(level, ids) }}
              nothing={t`Nobody gets anything else in the next seven days.`} />
          </>
        )}
        <TypedCount count={ids.length} typed={typed} onChange={setTyped} />
        <DeedError error={workflows.error ?? assign.error ?? assignNone.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}><Trans>Cancel</Trans></Button>
          <DeedButton endpoint={assignWorkflow} loading={assign.isPending || assignNone.isPending}
            whyNot={workflowId === null ? t`Choose a workflow first.`
              : workflowId === running ? (level === 'customer'
                ? t`The customer follows this workflow already.`
                : t`The invoice follows this workflow already.`) : typedWhyNot(ids.length, typed)}
            onClick={() => {
              if (workflowId === null) return
              const body = targetOf(level, ids)
              if (isNone) assignNone.mutate({ body })
              else assign.mutate({ params: { workflowId }, body })
            }}>{isNone ? t`Use no workflow` : t`Use this workflow`}</DeedButton>
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
      {preview.data ? sentences(preview.data, level).join(' ') : t`Looking what it changes…`}
    </p>
  )
}

function sentences(preview: AnswerOf<typeof previewAssignment>, level: Level): string[] {
  const moving = preview.count - preview.sameCount
  const from = preview.from.map(({ workflowName, count }) =>
    t`${count} from ${workflowName === null ? t`no workflow` : `“${workflowName}”`}`)
  return [
    preview.count === 0 ? t`None of them is open.`
      : moving === 0 ? t`Everybody follows it already.`
        : t`${counted(moving, level)} ${plural(moving, { one: 'moves', other: 'move' })} (${
          from.join(', ')}).`,
    ...(preview.open.length === 0 ? [t`Nothing is open.`]
      : [t`${allOf(preview.open.map(moneyText))} ${
        plural(preview.open.length, { one: 'is', other: 'are' })} open.`]),
    ...(preview.openWorkCount === 0 ? []
      : [t`${counted(preview.openWorkCount, 'item')} in To Do will be cancelled.`]),
  ]
}
