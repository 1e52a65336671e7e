// The pauses of one workflow, above its steps.
import { listPauses } from '#contract/pauses.ts'
import { Pauses } from '../../components/pauses.tsx'
import { useRead } from '../../queries.ts'

export function WorkflowPauses({ workflowId, name }: { workflowId: string; name: string }) {
  const pauses = useRead(listPauses, { query: { scopes: 'workflow' } }, { isLive: true })
    .data?.items.filter(({ subjectId }) => subjectId === workflowId) ?? []
  return <Pauses pauses={pauses} nameOf={() => `“${name}”`} here="workflow" />
}
