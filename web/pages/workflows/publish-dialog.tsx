// Publishing: who is affected, and whether they stay on their version or move to the new one.
import { Button, Group, Modal, Radio, Stack } from '@mantine/core'
import { useState } from 'react'
import { publishDraft } from '#contract/workflow-versions.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { useSession } from '../../components/session.tsx'
import { counted } from '../../format.ts'
import { useDeed } from '../../queries.ts'
import { DeedError } from '../../ui/error-state.tsx'
import { toast } from '../../ui/toast.tsx'
import type { WorkflowAnswer } from './workflows-page.tsx'

export function PublishDialog({ isOpen, onClose, workflow }: {
  isOpen: boolean; onClose: () => void; workflow: WorkflowAnswer
}) {
  const { organization } = useSession().me
  const [runs, setRuns] = useState('migrate')
  const publish = useDeed(publishDraft, (published) => {
    toast(`Version ${published.published?.number ?? ''} is published.`)
    onClose()
  })
  const running = counted(workflow.runCount, workflow.level)
  const isFirst = workflow.published === null
  return (
    <Modal opened={isOpen} onClose={onClose} title={`Publish “${workflow.name}”?`}>
      <Stack gap="sm">
        {isFirst ? (
          <p className="small" style={{ margin: 0 }}>
            From now on it can be used. Published versions never change; editing starts a new draft.
          </p>
        ) : (
          <Radio.Group label={`${running} ${workflow.runCount === 1 ? 'is' : 'are'} under way`}
            value={runs} onChange={setRuns}>
            <Stack gap="xs" mt="xs">
              <Radio value="migrate" label="Move to the new version"
                description="They go on at the same step; a step that was done never repeats." />
              <Radio value="keep" label="Stay on their version"
                description="Only those who start from now on follow the new one." />
            </Stack>
          </Radio.Group>
        )}
        <p className="dim small" style={{ margin: 0 }}>
          {organization.isAutomationOn
            ? 'Automatic steps leave at the next regular send time.'
            : 'Automatic sending is off, so nothing leaves by itself.'}
        </p>
        <DeedError error={publish.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>Not yet</Button>
          <DeedButton endpoint={publishDraft} loading={publish.isPending} onClick={() =>
            publish.mutate({
              params: { workflowId: workflow.id },
              body: { runs: runs === 'keep' ? 'keep' : 'migrate' },
            })}>Publish</DeedButton>
        </Group>
      </Stack>
    </Modal>
  )
}
