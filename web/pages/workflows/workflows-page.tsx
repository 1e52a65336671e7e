// Workflows: who is reminded, when and how; one default per level.
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { IconArrowsSplit, IconPlus, IconRoute } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { z } from 'zod'
import { createWorkflow, listWorkflows, type Workflow } from '#contract/workflows.ts'
import { DeedButton } from '../../components/deed-button.tsx'
import { ChannelIcon } from '../../components/statuses.tsx'
import { useListKeys } from '../../components/list-keys.ts'
import { counted } from '../../format.ts'
import { useRead } from '../../queries.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { ListSkeleton } from '../../ui/list-skeleton.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { SimulateLink } from '../simulation/simulate-link.tsx'
import { NewWorkflow } from './new-workflow.tsx'
import { triggerText, WorkflowBadges } from './workflow-badges.tsx'

export type WorkflowAnswer = z.output<typeof Workflow>

export function WorkflowsPage() {
  const workflows = useRead(listWorkflows, {}, { isLive: true })
  const [isAdding, setAdding] = useState(false)
  const navigate = useNavigate()
  const list = useListKeys()
  const items = [...(workflows.data?.items ?? [])]
    .sort((a, b) => Number(a.isArchived) - Number(b.isArchived))
  const add = (
    <DeedButton endpoint={createWorkflow} leftSection={<IconPlus size={16} />}
      onClick={() => setAdding(true)}><Trans>New workflow</Trans></DeedButton>
  )
  return (
    <div className="page page-narrow">
      <PageHeader title={t`Workflows`} windowTitle={t`Workflows`}
        about={t`Steps in order of days. Reminders stop the moment a customer answers or pays.`}>
        <Button variant="default" component={Link} to="/assignment-rules"
          leftSection={<IconArrowsSplit size={16} />}><Trans>Assignment rules</Trans></Button>
        {items.length === 0 ? null
          : <><SimulateLink workflowId={null} rules={null} />{add}</>}
      </PageHeader>
      {workflows.error && !workflows.data
        ? <ErrorState error={workflows.error} onRetry={() => void workflows.refetch()} /> : null}
      {workflows.isPending ? <div className="card card-flush"><ListSkeleton rows={3} /></div>
        : null}
      {workflows.data && items.length === 0 ? (
        <EmptyState icon={<IconRoute size={22} />} title={t`No workflow yet`} action={add}>
          <Trans>A workflow says what happens how many days before or after an invoice falls due, by
            e-mail,
          SMS, call, letter or task.</Trans>
        </EmptyState>
      ) : null}
      {items.length === 0 ? null : (
        <section className="card card-flush" aria-label={t`Workflows`} ref={list}>
          <ul className="rows">
            {items.map((workflow) => <li key={workflow.id}><Row workflow={workflow} /></li>)}
          </ul>
        </section>
      )}
      {isAdding ? (
        <NewWorkflow onClose={() => setAdding(false)} onMade={(workflowId) =>
          void navigate({ to: '/workflows/$workflowId', params: { workflowId } })} />
      ) : null}
    </div>
  )
}

function Row({ workflow }: { workflow: WorkflowAnswer }) {
  const steps = (workflow.published ?? workflow.draft)?.steps ?? []
  return (
    <Link className="row-link" to="/workflows/$workflowId" params={{ workflowId: workflow.id }}>
      <span className="row-line" style={{ flexWrap: 'wrap' }}>
        <span className="clamp-1 strong">{workflow.name}</span>
        <WorkflowBadges workflow={workflow} />
      </span>
      <span className="row-line row-sub">
        <span style={{ display: 'flex', gap: 6, flexWrap: 'wrap', alignItems: 'center' }}>
          {steps.slice(0, 10).map((step, index) => (
            <span key={step.id ?? index} className="chip num" title={step.name}>
              <ChannelIcon channel={step.channel} size={13} />{triggerText(step.trigger)}
            </span>
          ))}
          {steps.length > 10 ? <span className="tiny">+{steps.length - 10}</span> : null}
        </span>
        <span className="tiny">{counted(workflow.runCount, workflow.level)}</span>
      </span>
    </Link>
  )
}
