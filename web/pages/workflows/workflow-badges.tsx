// What a workflow is at a glance: default, draft, version; and the day of a step in short.
import { Trans } from '@lingui/react/macro'
import { t } from '@lingui/core/macro'
import { IconArchive, IconCheck, IconEdit, IconStar } from '@tabler/icons-react'
import { StatusBadge } from '../../components/statuses.tsx'
import type { WorkflowAnswer } from './workflows-page.tsx'

export function WorkflowBadges({ workflow }: { workflow: WorkflowAnswer }) {
  return (
    <span style={{ display: 'inline-flex', gap: 6, flexWrap: 'wrap' }}>
      {workflow.isArchived ? <StatusBadge tone="calm"
        icon={IconArchive}><Trans>Archived</Trans></StatusBadge>
        : null}
      {workflow.isDefault ? <StatusBadge tone="info"
        icon={IconStar}><Trans>Default</Trans></StatusBadge> : null}
      {workflow.draft === null ? null
        : <StatusBadge tone="warn" icon={IconEdit}><Trans>Draft</Trans></StatusBadge>}
      {workflow.published === null ? null : (
        <StatusBadge tone="good" icon={IconCheck}>{t`Version ${workflow.published.number}`}
          </StatusBadge>
      )}
    </span>
  )
}

/** `+3 d` after the day, `−5 d` before it. */
export const dayOffset = (days: number): string =>
  days === 0 ? '0 d' : `${days > 0 ? '+' : '−'}${Math.abs(days)} d`

/** The same with what it counts from, unless that is the due day. */
export function triggerText({ anchor, offsetDays }: {
  anchor: 'issue' | 'due' | 'promise'; offsetDays: number
}): string {
  const offset = dayOffset(offsetDays)
  if (anchor === 'due') return offset
  return anchor === 'issue' ? t`issue ${offset}` : t`promise ${offset}`
}
