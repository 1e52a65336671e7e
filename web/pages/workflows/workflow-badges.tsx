// What a workflow is at a glance: default, draft, version; and the day of a step in short.
import { IconArchive, IconCheck, IconEdit, IconStar } from '@tabler/icons-react'
import { StatusBadge } from '../../components/statuses.tsx'
import type { WorkflowAnswer } from './workflows-page.tsx'

export function WorkflowBadges({ workflow }: { workflow: WorkflowAnswer }) {
  return (
    <span style={{ display: 'inline-flex', gap: 6, flexWrap: 'wrap' }}>
      {workflow.isArchived ? <StatusBadge tone="calm" icon={IconArchive}>Archived</StatusBadge>
        : null}
      {workflow.isDefault ? <StatusBadge tone="info" icon={IconStar}>Default</StatusBadge> : null}
      {workflow.draft === null ? null
        : <StatusBadge tone="warn" icon={IconEdit}>Draft</StatusBadge>}
      {workflow.published === null ? null : (
        <StatusBadge tone="good" icon={IconCheck}>{`Version ${workflow.published.number}`}
          </StatusBadge>
      )}
    </span>
  )
}

/** `+3 d` after the day, `−5 d` before it. */
export const dayOffset = (days: number): string =>
  days === 0 ? '0 d' : `${days > 0 ? '+' : '−'}${Math.abs(days)} d`
