// The editor of a workflow: steps along the days, rules beside them, a draft until it is published.
import { ActionIcon, Menu } from '@mantine/core'
import { IconDots, IconPlus } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { getWorkflow, listTemplates, saveDraft, saveWorkflow } from '#contract/workflows.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { PauseDialog } from '../../components/pause-dialog.tsx'
import { useWhyNot } from '../../components/session.tsx'
import { useShortcut } from '../../keys.ts'
import { useDeed, useRead } from '../../queries.ts'
import { DeedError, ErrorState } from '../../ui/error-state.tsx'
import { KeyHint } from '../../ui/key-hint.tsx'
import { PageSkeleton } from '../../ui/list-skeleton.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { problemFields } from '../../ui/problem-fields.ts'
import { TabLinks } from '../../ui/tab-links.tsx'
import { toast, toastUndo } from '../../ui/toast.tsx'
import {
  bodyOf, delayedDays, editedFrom, errorsOf, moved, newStep, type Edited, type EditedStep,
} from './edited-workflow.ts'
import { ArchiveDialog } from './archive-dialog.tsx'
import { ArchivedBar, DraftBar, UndoBar } from './publish-bar.tsx'
import { DefaultDialog } from './default-dialog.tsx'
import { PublishDialog } from './publish-dialog.tsx'
import { RenameDialog } from './rename-dialog.tsx'
import { Rules } from './rules.tsx'
import { SimulateLink } from '../simulation/simulate-link.tsx'
import { StepEditor } from './step-editor.tsx'
import { VersionsTab } from './versions-tab.tsx'
import { WorkflowPauses } from './workflow-pauses.tsx'
import { WorkflowBadges, type WorkflowAnswer } from './workflows-page.tsx'
import './workflow.css'

const route = getRouteApi('/app/workflows/$workflowId')

export function WorkflowPage() {
  const { workflowId } = route.useParams()
  const [replaced, setReplaced] = useState<{ times: number; workflow: WorkflowAnswer | null }>(
    { times: 0, workflow: null })
  const read = useRead(getWorkflow, { params: { workflowId } })
  if (read.error && !read.data) {
    return <div className="page page-narrow">
      <ErrorState error={read.error} onRetry={() => void read.refetch()} /></div>
  }
  const version = replaced.workflow?.draft ?? replaced.workflow?.published
    ?? read.data?.draft ?? read.data?.published
  if (!read.data || !version) return <PageSkeleton />
  return <Editor key={`${workflowId} ${replaced.times}`} workflow={read.data}
    first={editedFrom(version)} onReplaced={(answer) =>
      setReplaced(({ times }) => ({ times: times + 1, workflow: answer }))} />
}

function Editor({ workflow, first, onReplaced }: {
  workflow: WorkflowAnswer; first: Edited
  /** The draft was put in its place as a whole: an older version, or a publishing undone. */
  onReplaced: (workflow: WorkflowAnswer) => void
}) {
  const tab = route.useSearch().tab ?? 'steps'
  const navigate = route.useNavigate()
  const [edited, setEdited] = useState(first)
  const [isDirty, setDirty] = useState(false)
  const [isChecked, setChecked] = useState(false)
  const [isPublishing, setPublishing] = useState(false)
  const save = useDeed(saveDraft, () => setDirty(false))
  const params = { workflowId: workflow.id }
  const change = (part: Partial<Edited>) => {
    setEdited((before) => ({ ...before, ...part }))
    setDirty(true)
  }
  const saveNow = () => save.mutate({ params, body: bodyOf(edited) }, {
    onSuccess: () => toast('The draft is saved; the published version still runs.'),
    onError: () => setChecked(true),
  })
  const publish = () => {
    setChecked(true)
    if (Object.keys(errorsOf(edited)).length > 0) return
    if (!isDirty && workflow.draft) setPublishing(true)
    else save.mutate({ params, body: bodyOf(edited) }, { onSuccess: () => setPublishing(true) })
  }
  useShortcut('save', saveNow)
  const errors = { ...(isChecked ? errorsOf(edited) : {}),
    ...(save.error ? problemFields(save.error) : {}) }
  const wrong = Object.keys(errors).length
  return (
    <div className="page">
      <PageHeader title={workflow.name} windowTitle={workflow.name}
        about={<WorkflowBadges workflow={workflow} />}>
        {wrong === 0 ? null : (
          <span className="small" style={{ color: 'var(--bad)' }} role="status">
            {wrong === 1 ? 'One field needs a look' : `${wrong} fields need a look`}</span>
        )}
        <MoreMenu workflow={workflow} />
        <SimulateLink workflowId={workflow.id} rules={isDirty ? bodyOf(edited) : null} />
        <DeedButton endpoint={saveDraft} variant="default" loading={save.isPending}
          rightSection={<KeyHint shortcut="save" />} onClick={saveNow}
          whyNot={isDirty ? null : 'Nothing has changed since it was saved.'}>Save
            draft</DeedButton>
      </PageHeader>
      <WorkflowPauses workflowId={workflow.id} name={workflow.name} />
      {workflow.isArchived ? <ArchivedBar workflow={workflow} /> : (
        <>
          <UndoBar workflow={workflow} onUndone={onReplaced} />
          <DraftBar workflow={workflow} isDirty={isDirty} publish={publish}
            isBusy={save.isPending} />
        </>
      )}
      <TabLinks label="Parts of the workflow" active={tab} tabs={TABS} onChange={(name) =>
        void navigate({ search: { tab: name === 'steps' ? undefined : name } })} />
      {tab === 'versions' ? (
        <div style={{ marginTop: 16 }}>
          <VersionsTab workflow={workflow} onRestored={onReplaced} /></div>
      ) : <div className="aside-split" style={{ marginTop: 16 }}>
        <div>
          <DeedError error={save.error} />
          <Steps edited={edited} errors={errors} onChange={(steps) => change({ steps })} />
        </div>
        <aside aria-label="Rules" style={{ order: 0 }}>
          <Rules workflow={workflow} edited={edited} errors={errors} onChange={change} />
        </aside>
      </div>}
      <PublishDialog isOpen={isPublishing} onClose={() => setPublishing(false)}
        workflow={workflow} />
    </div>
  )
}

const TABS = [{ name: 'steps', label: 'Steps' }, { name: 'versions', label: 'Versions' }] as const

function Steps({ edited, errors, onChange }: {
  edited: Edited; errors: Record<string, string>; onChange: (steps: EditedStep[]) => void
}) {
  const { steps } = edited
  const [openKey, setOpenKey] = useState<string | null>(null)
  const whyNot = useWhyNot(saveDraft)
  const templates = useRead(listTemplates, {}, { staleTimeMs: 30_000 }).data?.items ?? []
  const delayed = delayedDays(edited)
  const openAt = steps.findIndex(({ key }) => key === openKey)
  const move = (from: number, to: number) => onChange(moved(steps, from, to))
  useShortcut('stepUp', () => move(openAt, openAt - 1), openAt > 0)
  useShortcut('stepDown', () => move(openAt, openAt + 1), openAt >= 0 && openAt < steps.length - 1)
  const remove = (index: number) => {
    const before = steps
    onChange(steps.filter((_, at) => at !== index))
    toastUndo(`“${steps[index]?.name || 'Step'}” was removed.`, () => onChange(before))
  }
  const add = () => {
    const step = newStep(steps.at(-1))
    onChange([...steps, step])
    setOpenKey(step.key)
  }
  return (
    <>
      <ol className="steps">
        {steps.map((step, index) => (
          <StepEditor key={step.key} step={step} index={index} count={steps.length}
            delayedDay={delayed[index] ?? null} errors={errors} templates={templates}
            isOpen={step.key === openKey}
            onToggle={() => setOpenKey(step.key === openKey ? null : step.key)}
            onChange={(part) => onChange(steps.map((one) =>
              one.key === step.key ? { ...one, ...part } : one))}
            onMove={(to) => move(index, to)} onRemove={() => remove(index)} />
        ))}
      </ol>
      <DeedButton endpoint={saveDraft} variant="default" leftSection={<IconPlus size={16} />}
        onClick={add} whyNot={whyNot ?? (steps.length >= 60 ? 'A workflow has at most 60 steps.'
          : null)}>Add step</DeedButton>
    </>
  )
}

function MoreMenu({ workflow }: { workflow: WorkflowAnswer }) {
  const [isRenaming, setRenaming] = useState(false)
  const [isArchiving, setArchiving] = useState(false)
  const [isPausing, setPausing] = useState(false)
  const [isDefaulting, setDefaulting] = useState(false)
  const whyNot = useWhyNot(saveWorkflow)
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size={36} variant="default" aria-label="More"><IconDots
            size={18} /></ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {whyNot === null ? null : <Menu.Label maw={240}>{whyNot}</Menu.Label>}
          <Menu.Item disabled={whyNot !== null} onClick={() => setRenaming(true)}>Rename</Menu.Item>
          <Menu.Item disabled={whyNot !== null}
            onClick={() => setDefaulting(true)}>
            {workflow.isDefault ? `No default for new ${workflow.level}s`
              : `Make it the default for new ${workflow.level}s`}</Menu.Item>
          {workflow.isArchived ? null : <Menu.Item disabled={whyNot !== null}
            onClick={() => setPausing(true)}>Pause…</Menu.Item>}
          {workflow.isArchived ? null : <Menu.Item disabled={whyNot !== null}
            onClick={() => setArchiving(true)}>Archive…</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      {isArchiving ? <ArchiveDialog workflow={workflow} onClose={() => setArchiving(false)} />
        : null}
      {isPausing ? <PauseDialog onClose={() => setPausing(false)} of={{
        scope: 'workflow', subjectId: workflow.id, what: `“${workflow.name}”` }} /> : null}
      {isDefaulting ? <DefaultDialog workflow={workflow} onClose={() => setDefaulting(false)} />
        : null}
      {isRenaming ? <RenameDialog workflow={workflow} onClose={() => setRenaming(false)} /> : null}
    </>
  )
}
