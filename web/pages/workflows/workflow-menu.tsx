// What else can be done with a workflow: its name, its copy, its place as the default, its end.
import { select, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { createWorkflow, saveWorkflow } from '#contract/workflows.ts'
import { PauseDialog } from '../../components/pause-dialog.tsx'
import { useWhyNot } from '../../components/session.tsx'
import { ArchiveDialog } from './archive-dialog.tsx'
import { DefaultDialog } from './default-dialog.tsx'
import { NewWorkflow } from './new-workflow.tsx'
import { RenameDialog } from './rename-dialog.tsx'
import type { WorkflowAnswer } from './workflows-page.tsx'

export function WorkflowMenu({ workflow }: { workflow: WorkflowAnswer }) {
  const [isRenaming, setRenaming] = useState(false)
  const [isArchiving, setArchiving] = useState(false)
  const [isCopying, setCopying] = useState(false)
  const navigate = useNavigate()
  const whyNoCopy = useWhyNot(createWorkflow)
  const [isPausing, setPausing] = useState(false)
  const [isDefaulting, setDefaulting] = useState(false)
  const whyNot = useWhyNot(saveWorkflow)
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size={36} variant="default" aria-label={t`More`}><IconDots
            size={18} /></ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {whyNot === null ? null : <Menu.Label maw={240}>{whyNot}</Menu.Label>}
          <Menu.Item disabled={whyNot !== null} onClick={() =>
            setRenaming(true)}><Trans>Rename</Trans></Menu.Item>
          <Menu.Item disabled={whyNoCopy !== null} onClick={() => setCopying(true)}>
            <Trans>Duplicate…</Trans></Menu.Item>
          <Menu.Item disabled={whyNot !== null}
            onClick={() => setDefaulting(true)}>
            {workflow.isDefault ? t`No default for new ${select({ level: workflow.level },
              { customer: 'customers', other: 'invoices' })}`
              : t`Make it the default for new ${select({ level: workflow.level },
                { customer: 'customers', other: 'invoices' })}`}</Menu.Item>
          {workflow.isArchived ? null : <Menu.Item disabled={whyNot !== null}
            onClick={() => setPausing(true)}><Trans>Pause…</Trans></Menu.Item>}
          {workflow.isArchived ? null : <Menu.Item disabled={whyNot !== null}
            onClick={() => setArchiving(true)}><Trans>Archive…</Trans></Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      {isArchiving ? <ArchiveDialog workflow={workflow} onClose={() => setArchiving(false)} />
        : null}
      {isPausing ? <PauseDialog onClose={() => setPausing(false)} of={{
        scope: 'workflow', subjectId: workflow.id, what: `“${workflow.name}”` }} /> : null}
      {isDefaulting ? <DefaultDialog workflow={workflow} onClose={() => setDefaulting(false)} />
        : null}
      {isCopying ? (
        <NewWorkflow copied={workflow} onClose={() => setCopying(false)} onMade={(workflowId) => {
          setCopying(false)
          void navigate({ to: '/workflows/$workflowId', params: { workflowId } })
        }} />
      ) : null}
      {isRenaming ? <RenameDialog workflow={workflow} onClose={() => setRenaming(false)} /> : null}
    </>
  )
}
