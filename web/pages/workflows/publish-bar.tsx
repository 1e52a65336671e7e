// Above the editor: what is not published yet, and the minutes in which publishing can be undone.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { IconArchive, IconArrowBackUp, IconCircleCheck, IconPencil } from '@tabler/icons-react'
import { useEffect, useState, type ReactNode } from 'react'
import { saveDraft, saveWorkflow } from '#contract/workflows.ts'
import { listVersions, undoPublishing } from '#contract/workflow-versions.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { useSession } from '../../components/session.tsx'
import { useDeed, useRead } from '../../queries.ts'
import { toast, toastProblem } from '../../ui/toast.tsx'
import type { WorkflowAnswer } from './workflows-page.tsx'

/** One line on where the draft stands, with the way to publish it. */
export function DraftBar({ workflow, isDirty, publish, isBusy }: {
  workflow: WorkflowAnswer; isDirty: boolean; publish: () => void; isBusy: boolean
}) {
  const hasChanges = isDirty || workflow.draft !== null
  const since = workflow.published === null ? t`Not published yet; nobody can follow it.`
    : hasChanges ? t`Unpublished changes since version ${workflow.published.number}.`
      : t`Version ${workflow.published.number} is published; nothing has changed since.`
  return (
    <Bar tone={hasChanges ? 'warn' : 'calm'} label={t`Draft`}
      icon={hasChanges ? <IconPencil size={16} aria-hidden />
        : <IconCircleCheck size={16} aria-hidden />}
      deed={<DeedButton endpoint={saveDraft} size="compact-sm" onClick={publish} loading={isBusy}
        whyNot={hasChanges ? null
          : t`This version is published already; change something
          first.`}><Trans>Publish…</Trans></DeedButton>}>
      {since}
    </Bar>
  )
}

/** While the quiet minutes last. A sandbox's clock stands, and so does its countdown. */
export function UndoBar({ workflow, onUndone }: {
  workflow: WorkflowAnswer; onUndone: (workflow: WorkflowAnswer) => void
}) {
  const params = { workflowId: workflow.id }
  const versions = useRead(listVersions, { params }, { isOff: workflow.quietUntil === null })
  const undo = useDeed(undoPublishing, (answer) => {
    toast(t`The publishing is undone; everything is as before.`)
    onUndone(answer)
  })
  const open = versions.data?.undo ?? null
  const left = useSecondsLeft(open?.until ?? null, versions.data?.now ?? null,
    versions.dataUpdatedAt)
  if (workflow.quietUntil === null || open === null || left <= 0) return null
  return (
    <Bar tone="info" label={t`Undo publishing`} icon={<IconArrowBackUp size={16} aria-hidden />}
      deed={<DeedButton endpoint={undoPublishing} size="compact-sm" variant="default"
        loading={undo.isPending}
        onClick={() => undo.mutate({ params }, { onError: toastProblem })}><Trans>Undo
          publishing</Trans></DeedButton>}>
      <Trans>Version {workflow.published?.number} is published. Nothing automatic of it leaves
        for{' '}
      <span className="num strong" role="timer">{clockText(left)}</span>; until then you can
        undo.</Trans>
    </Bar>
  )
}

function useSecondsLeft(until: string | null, now: string | null, readAt: number): number {
  const { isSandbox } = useSession().me.organization
  const [ticks, setTicks] = useState(0)
  useEffect(() => {
    setTicks(0)
    if (isSandbox || until === null) return
    const timer = setInterval(() => setTicks(Math.round((Date.now() - readAt) / 1000)), 1_000)
    return () => clearInterval(timer)
  }, [isSandbox, until, readAt])
  if (until === null || now === null) return 0
  return Math.round((Date.parse(until) - Date.parse(now)) / 1000) - ticks
}

const clockText = (seconds: number) =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`

function Bar({ tone, label, icon, deed, children }: {
  tone: string; label: string; icon: ReactNode; deed: ReactNode; children: ReactNode
}) {
  return (
    <section className={`note tone-${tone} workflow-bar`} aria-label={label}>
      {icon}<div className="note-body">{children}</div>{deed}
    </section>
  )
}

/** Stands in the place of the others while the workflow is archived. */
export function ArchivedBar({ workflow }: { workflow: WorkflowAnswer }) {
  const save = useDeed(saveWorkflow)
  return (
    <Bar tone="calm" label={t`Archived`} icon={<IconArchive size={16} aria-hidden />}
      deed={<DeedButton endpoint={saveWorkflow} size="compact-sm" variant="default"
        loading={save.isPending} onClick={() => save.mutate({
          params: { workflowId: workflow.id }, body: { isArchived: false },
        }, { onError: toastProblem })}><Trans>Bring back</Trans></DeedButton>}>
      <Trans>This workflow is archived: nobody follows it, and nobody can be put under it.</Trans>
    </Bar>
  )
}
