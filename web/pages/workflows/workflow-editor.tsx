// The editor of a workflow: the line of time, the steps, their rules, and what they would do.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { ActionIcon, Tooltip } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconArrowBackUp, IconArrowForwardUp, IconHistory } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { saveDraft } from '#contract/workflows.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { useWhyNot } from '../../components/session.tsx'
import { agoText } from '../../format.ts'
import { useShortcut } from '../../keys.ts'
import { DeedError } from '../../ui/error-state.tsx'
import { KeyHint } from '../../ui/key-hint.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { TabLinks } from '../../ui/tab-links.tsx'
import { toast } from '../../ui/toast.tsx'
import { SimulateLink } from '../simulation/simulate-link.tsx'
import { bodyOf, type Version } from './edited-workflow.ts'
import { EditorParts } from './editor-parts.tsx'
import { ErrorSummary } from './error-summary.tsx'
import { LeaveDialog } from './leave-dialog.tsx'
import { Overtaken } from './overtaken-dialog.tsx'
import { ArchivedBar, DraftBar, UndoBar } from './publish-bar.tsx'
import { PublishDialog } from './publish-dialog.tsx'
import { useHistoryKeys, useStepCommands } from './step-commands.ts'
import { useEditing, type Editing } from './use-editing.ts'
import { useFieldFocus } from './use-field-focus.ts'
import { VersionsTab } from './versions-tab.tsx'
import { WorkflowMenu } from './workflow-menu.tsx'
import { WorkflowBadges } from './workflow-badges.tsx'
import { WorkflowPauses } from './workflow-pauses.tsx'
import type { WorkflowAnswer } from './workflows-page.tsx'

const route = getRouteApi('/app/workflows/$workflowId')

/** As wide as it takes to have the steps and the simulation beside each other. */
const WIDE = '(min-width: 62em)'

export function WorkflowEditor({ workflow, newest, onReplaced }: {
  workflow: WorkflowAnswer; newest: Version
  onReplaced: (workflow: WorkflowAnswer) => void
}) {
  const isWide = useMediaQuery(WIDE, undefined, { getInitialValueInEffect: false })
  const asked = route.useSearch().tab ?? 'steps'
  const navigate = route.useNavigate()
  const whyNot = useWhyNot(saveDraft)
  const editing = useEditing(workflow, newest)
  const { edited, errors, isDirty } = editing
  const [isPublishing, setPublishing] = useState(false)
  const focus = useFieldFocus((id) => commands.open(id), edited)
  const commands = useStepCommands(editing, whyNot, (id) => focus(id, 'name'))
  useHistoryKeys(editing, commands.say)
  const save = () => editing.saveNow(() =>
    toast(t`The draft is saved; the published version still runs.`))
  useShortcut('save', save)
  const publish = () => {
    if (!isDirty && workflow.draft && editing.check()) setPublishing(true)
    else editing.saveNow(() => setPublishing(true))
  }
  const tab = isWide && asked !== 'versions' ? 'steps' : asked
  const goTo = (name: typeof asked) =>
    void navigate({ search: { tab: name === 'steps' ? undefined : name }, replace: true })
  return (
    <div className="page page-wide">
      <PageHeader title={workflow.name} windowTitle={workflow.name}
        about={<WorkflowBadges workflow={workflow} />}>
        <HistoryButtons editing={editing} />
        <WorkflowMenu workflow={workflow} />
        <SimulateLink workflowId={workflow.id} rules={isDirty ? bodyOf(edited) : null} />
        <DeedButton endpoint={saveDraft} variant="default" loading={editing.isSaving}
          rightSection={<KeyHint shortcut="save" />} onClick={save}
          whyNot={isDirty ? null : t`Nothing has changed since it was saved.`}><Trans>Save
            draft</Trans></DeedButton>
      </PageHeader>
      <WorkflowPauses workflowId={workflow.id} name={workflow.name} />
      {workflow.isArchived ? <ArchivedBar workflow={workflow} /> : (
        <>
          <UndoBar workflow={workflow} onUndone={onReplaced} />
          <DraftBar workflow={workflow} isDirty={isDirty} publish={publish}
            isBusy={editing.isSaving} />
        </>
      )}
      <Restored editing={editing} />
      <Overtaken editing={editing} workflow={workflow} newest={newest} />
      <ErrorSummary errors={errors} edited={edited} onGo={(field) => {
        const [head, place] = field.split('.')
        if (!isWide) goTo(head === 'steps' ? 'steps' : 'rules')
        const step = head === 'steps' ? edited.steps[Number(place)] : undefined
        if (step) focus(step.id, field.split('.').slice(2).join('.'))
        else focus('rules', field)
      }} />
      {editing.isConflict ? null : <DeedError error={editing.problem} />}
      <TabLinks label={t`Parts of the workflow`} active={tab} onChange={goTo}
        tabs={isWide ? TABS.filter(({ isNarrow }) => !isNarrow) : TABS} />
      {tab === 'versions' ? (
        <div style={{ marginTop: 16 }}>
          <VersionsTab workflow={workflow} onRestored={onReplaced} /></div>
      ) : <EditorParts workflow={workflow} editing={editing} commands={commands} whyNot={whyNot}
        part={isWide ? 'all' : tab} />}
      <div className="visually-hidden" role="status" aria-live="polite">{commands.said}</div>
      <LeaveDialog editing={editing} />
      <PublishDialog isOpen={isPublishing} onClose={() => setPublishing(false)}
        workflow={workflow} />
    </div>
  )
}

const TABS = [
  { name: 'steps', label: t`Steps`, isNarrow: false },
  { name: 'rules', label: t`Rules`, isNarrow: true },
  { name: 'simulation', label: t`Simulation`, isNarrow: true },
  { name: 'versions', label: t`Versions`, isNarrow: false },
] as const

function HistoryButtons({ editing }: { editing: Editing }) {
  return (
    <span style={{ display: 'inline-flex', gap: 4 }}>
      <Tooltip label={t`Undo (Ctrl Z)`}>
        <ActionIcon size={36} variant="default" aria-label={t`Undo`} disabled={!editing.canUndo}
          onClick={editing.undo}><IconArrowBackUp size={18} /></ActionIcon>
      </Tooltip>
      <Tooltip label={t`Do it again (Ctrl Shift Z)`}>
        <ActionIcon size={36} variant="default" aria-label={t`Redo`} disabled={!editing.canRedo}
          onClick={editing.redo}><IconArrowForwardUp size={18} /></ActionIcon>
      </Tooltip>
    </span>
  )
}

/** What was typed before the page ended is here again; it can be thrown away. */
function Restored({ editing }: { editing: Editing }) {
  const { restoredFrom, isDirty } = editing
  if (restoredFrom === null || !isDirty) return null
  return (
    <section className="note tone-info workflow-bar" aria-label={t`Restored`}>
      <IconHistory size={16} aria-hidden />
      <div className="note-body"><Trans>What you changed {agoText(restoredFrom,
        new Date().toISOString())}
        {' '}and did not save is here again.</Trans></div>
      <DeedButton endpoint={saveDraft} size="compact-sm" variant="default"
        onClick={editing.discard}><Trans>Throw it away</Trans></DeedButton>
    </section>
  )
}
