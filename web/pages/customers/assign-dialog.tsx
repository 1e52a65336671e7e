// Puts a customer under another workflow.
import { Button, Group, Modal, Select, Stack } from '@mantine/core'
import { useState } from 'react'
import { assignWorkflow } from '#contract/assignment.ts'
import { listWorkflows } from '#contract/workflows.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { useDeed, useRead } from '../../queries.ts'
import { DeedError } from '../../ui/error-state.tsx'
import { toast } from '../../ui/toast.tsx'
import type { CustomerAnswer } from './customer-page.tsx'

export function AssignDialog({ isOpen, onClose, customer }: {
  isOpen: boolean; onClose: () => void; customer: CustomerAnswer
}) {
  const running = customer.planned.find(({ level }) => level === 'customer')?.workflowId ?? null
  const [workflowId, setWorkflowId] = useState<string | null>(running)
  const workflows = useRead(listWorkflows, {}, { isOff: !isOpen })
  const assign = useDeed(assignWorkflow, () => {
    toast('The workflow was changed.')
    onClose()
  })
  const choices = (workflows.data?.items ?? [])
    .filter(({ level, published, isArchived }) =>
      level === 'customer' && published !== null && !isArchived)
  return (
    <Modal opened={isOpen} onClose={onClose} title={`Workflow of ${customer.name}`}>
      <Stack gap="sm">
        <Select label="Workflow" value={workflowId} onChange={setWorkflowId}
          data={choices.map(({ id, name }) => ({ value: id, label: name }))}
          description="The present run ends; the delay since the last contact carries over." />
        <DeedError error={workflows.error ?? assign.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>Cancel</Button>
          <DeedButton endpoint={assignWorkflow} loading={assign.isPending}
            whyNot={workflowId === null ? 'Choose a workflow first.'
              : workflowId === running ? 'The customer follows this workflow already.' : null}
            onClick={() => {
              if (workflowId === null) return
              assign.mutate({ params: { workflowId }, body: { customerIds: [customer.id] } })
            }}>Use this workflow</DeedButton>
        </Group>
      </Stack>
    </Modal>
  )
}
