// The page of a workflow: read, and given to its editor.
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { getWorkflow } from '#contract/workflows.ts'
import { queryClient, useRead } from '../../queries.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { PageSkeleton } from '../../ui/list-skeleton.tsx'
import { dropChanges } from './unsaved-copy.ts'
import { newestOf } from './use-editing.ts'
import { WorkflowEditor } from './workflow-editor.tsx'
import './workflow.css'

const route = getRouteApi('/app/workflows/$workflowId')

export function WorkflowPage() {
  const { workflowId } = route.useParams()
  const [timesReplaced, setReplaced] = useState(0)
  const read = useRead(getWorkflow, { params: { workflowId } }, { isLive: true })
  if (read.error && !read.data) {
    return <div className="page page-narrow">
      <ErrorState error={read.error} onRetry={() => void read.refetch()} /></div>
  }
  const newest = read.data ? newestOf(read.data) : null
  if (!read.data || !newest) return <PageSkeleton />
  return <WorkflowEditor key={`${workflowId} ${timesReplaced}`} workflow={read.data}
    newest={newest} onReplaced={(answer) => {
      // The draft is another one as a whole: an older version, or a publishing undone.
      dropChanges(workflowId)
      queryClient.setQueryData([getWorkflow.path, { params: { workflowId } }], answer)
      setReplaced(timesReplaced + 1)
    }} />
}
