// What changed between two versions, in words.
import { Trans } from '@lingui/react/macro'
import { compareVersions } from '#contract/workflow-versions.ts'
import type { Change } from '#domain/workflow-diff.ts'
import { useRead } from '../../queries.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { ListSkeleton } from '../../ui/list-skeleton.tsx'

const SIGNS = { added: '+', removed: '−', changed: '~', moved: '↕', rules: '~' } as const

export function ChangesBetween({ workflowId, from, to }: {
  workflowId: string; from: string; to: string
}) {
  const read = useRead(compareVersions, { params: { workflowId }, query: { from, to } })
  if (read.error && !read.data) {
    return <ErrorState error={read.error} onRetry={() => void read.refetch()} />
  }
  if (!read.data) return <div aria-busy="true"><ListSkeleton rows={2} /></div>
  return <Changes changes={read.data.changes} />
}

export function Changes({ changes }: { changes: readonly Change[] }) {
  if (changes.length === 0) {
    return <p className="dim small" style={{ margin: 0 }}><Trans>Nothing differs.</Trans></p>
  }
  return (
    <ul className="changes small">
      {changes.map((change) => (
        <li key={`${change.kind} ${change.text}`} className={`change change-${change.kind}`}>
          <span className="change-sign" aria-hidden>{SIGNS[change.kind]}</span>
          <span>{change.text}</span>
        </li>
      ))}
    </ul>
  )
}
