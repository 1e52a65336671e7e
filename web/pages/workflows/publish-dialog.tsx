// Publishing: what it would change for whom, and whether running ones stay or move.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Group, Modal, Radio, Stack } from '@mantine/core'
import { useState } from 'react'
import { previewPublishing, publishDraft } from '#contract/workflow-versions.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { useSession } from '../../components/session.tsx'
import { counted } from '../../format.ts'
import { useDeed, useRead } from '../../queries.ts'
import { DeedError, ErrorState } from '../../ui/error-state.tsx'
import { ListSkeleton } from '../../ui/list-skeleton.tsx'
import { toast } from '../../ui/toast.tsx'
import { BlastRadius } from './blast-radius.tsx'
import { ChangesBetween } from './version-changes.tsx'
import type { WorkflowAnswer } from './workflows-page.tsx'

export function PublishDialog({ isOpen, onClose, workflow }: {
  isOpen: boolean; onClose: () => void; workflow: WorkflowAnswer
}) {
  const { organization } = useSession().me
  const [runs, setRuns] = useState('migrate')
  const params = { workflowId: workflow.id }
  const preview = useRead(previewPublishing, { params }, { isOff: !isOpen, staleTimeMs: 0 })
  const publish = useDeed(publishDraft, (published) => {
    toast(t`Version ${published.published?.number ?? ''} is published.`)
    onClose()
  })
  const blast = preview.data
  const { published, draft } = workflow
  return (
    <Modal opened={isOpen} onClose={onClose} size="lg" title={t`Publish “${workflow.name}”?`}>
      <Stack gap="md">
        {preview.error ? <ErrorState error={preview.error}
          onRetry={() => void preview.refetch()} /> : null}
        {!blast && !preview.error ? <div aria-busy="true"><ListSkeleton rows={3} /></div> : null}
        {published && draft ? (
          <section aria-label={t`What changes`}>
            <h3 style={{ margin: '0 0 6px' }}><Trans>What changes since
              version {published.number}</Trans></h3>
            <ChangesBetween workflowId={workflow.id} from={published.id} to={draft.id} />
          </section>
        ) : null}
        {blast ? <BlastRadius blast={blast} level={workflow.level} isFirst={!published} /> : null}
        {blast && blast.runCount > 0 ? (
          <Radio.Group value={runs} onChange={setRuns}
            label={t`${counted(blast.runCount, workflow.level)} under way`}>
            <Stack gap="xs" mt="xs">
              <Radio value="migrate" label={t`Move to the new version`}
                description={t`They go on at the same step; a step that was done never repeats.`} />
              <Radio value="keep" label={t`Finish on their version`}
                description={t`Only those who start from now on follow the new one.`} />
            </Stack>
          </Radio.Group>
        ) : null}
        <p className="dim small" style={{ margin: 0 }}>
          {organization.isAutomationOn
            ? t`Nothing automatic of it leaves for 15 minutes. Until then it can be undone.`
            : t`Automatic sending is off, so nothing leaves by itself. It can be undone for 15
            minutes.`}
        </p>
        <DeedError error={publish.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}><Trans>Not yet</Trans></Button>
          <DeedButton endpoint={publishDraft} loading={publish.isPending}
            whyNot={blast ? null : t`Wait until you can see what it changes.`}
            onClick={() => publish.mutate({
              params, body: {
                runs: runs === 'keep' ? 'keep' : 'migrate',
                ...(blast ? { draftId: blast.draftId } : {}),
              },
            })}><Trans>Publish</Trans></DeedButton>
        </Group>
      </Stack>
    </Modal>
  )
}
