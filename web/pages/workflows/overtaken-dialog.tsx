// Somebody else saved meanwhile: what they changed, what you changed, and whose goes on.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Group, Modal } from '@mantine/core'
import { useState } from 'react'
import { listTemplates } from '#contract/workflows.ts'
import { listVersions } from '#contract/workflow-versions.ts'
import { diffWorkflows } from '#domain/workflow-diff.ts'
import { useSession } from '../../components/session.tsx'
import { When } from '../../components/times.tsx'
import { useRead } from '../../queries.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { toast } from '../../ui/toast.tsx'
import { editedFrom, errorsOf, rulesOf, type Edited, type Version } from './edited-workflow.ts'
import { Changes } from './version-changes.tsx'
import type { Editing } from './use-editing.ts'
import type { WorkflowAnswer } from './workflows-page.tsx'

/** A bar at first; the dialog when it is asked for, or when a save was refused. */
export function Overtaken({ editing, workflow, newest }: {
  editing: Editing; workflow: WorkflowAnswer; newest: Version
}) {
  const [isOpen, setOpen] = useState(false)
  if (!editing.isDirty || !editing.isOvertaken) return null
  return (
    <>
      <section className="note tone-warn workflow-bar" aria-label={t`Changed by somebody else`}>
        <div className="note-body"><Trans>Somebody else saved this workflow while you were changing
          it. Yours is not saved yet, and nothing of it is lost.</Trans></div>
        <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
          <Trans>See what changed</Trans></Button>
      </section>
      {isOpen || editing.isConflict ? (
        <OvertakenDialog editing={editing} workflow={workflow} newest={newest} onClose={() => {
          setOpen(false)
          editing.forgetProblem()
        }} />
      ) : null}
    </>
  )
}

function OvertakenDialog({ editing, workflow, newest, onClose }: {
  editing: Editing; workflow: WorkflowAnswer; newest: Version; onClose: () => void
}) {
  const { edited, base } = editing
  const versions = useRead(listVersions, { params: { workflowId: workflow.id } },
    { staleTimeMs: 0 })
  const last = versions.data?.items.find(({ id }) => id === newest.id)
  const isWrong = Object.keys(errorsOf(edited, workflow.level)).length > 0
  return (
    <Modal opened onClose={onClose} size="lg" title={t`Two people changed this workflow`}>
      <p className="small" style={{ margin: '0 0 12px' }}>
        {last?.by ?? t`Somebody`} {newest.publishedAt === null ? t`saved a draft`
          : 'published'}{' '}
        {last?.at ? <When at={last.at} /> : t`a moment ago`}<Trans>, after you had opened
          it.</Trans></p>
      {versions.error ? <ErrorState error={versions.error} /> : null}
      <div className="overtaken">
        <Side title={t`What they changed`} from={base.saved} to={editedFrom(newest)}
          workflow={workflow} />
        <Side title={t`What you changed`} from={base.saved} to={edited} workflow={workflow} />
      </div>
      {isWrong ? <p className="small" style={{ color: 'var(--bad)' }}><Trans>Yours has fields that
        need a look first; then it can be saved.</Trans></p> : null}
      <Group justify="flex-end" gap="xs" mt="md">
        <Button variant="default" onClick={onClose}><Trans>Go on editing</Trans></Button>
        <Button variant="default" onClick={() => {
          editing.takeTheirs()
          toast(t`You see their version; undo brings yours back.`)
          onClose()
        }}><Trans>Take theirs</Trans></Button>
        <Button loading={editing.isSaving} disabled={isWrong}
          onClick={() => editing.keepOurs(() => {
            toast(t`Your version is the draft now.`)
            onClose()
          })}><Trans>Save mine over theirs</Trans></Button>
      </Group>
    </Modal>
  )
}

function Side({ title, from, to, workflow }: {
  title: string; from: Edited; to: Edited; workflow: WorkflowAnswer
}) {
  const templates = useRead(listTemplates, {}, { staleTimeMs: 30_000 }).data?.items ?? []
  const { nameOf } = useSession()
  const changes = diffWorkflows(rulesOf(from, workflow.level), rulesOf(to, workflow.level), {
    template: (id) => templates.find((one) => one.id === id)?.name ?? t`a template that is gone`,
    user: (id) => nameOf(id) ?? t`somebody who has left`,
  })
  return (
    <section aria-label={title}>
      <h3 style={{ margin: '0 0 6px' }}>{title}</h3>
      <Changes changes={changes} />
    </section>
  )
}
