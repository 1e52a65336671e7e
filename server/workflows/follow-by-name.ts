// What imports need of workflows: which can be named, and how a file puts somebody under one.
import type { WorkflowsByName } from '../imports/named-workflow.ts'
import { move } from './assign-workflow.ts'
import { readWorkflows } from './store.ts'

/** A file moves like a rule: never those whose workflow a person chose. */
export const workflowsByName: WorkflowsByName = {
  list: async (org, level) => (await readWorkflows(org, null)).filter((one) =>
    one.level === level && !one.is_archived && one.published_version_id !== null),
  follow: async (org, { level, workflowId, ids }) => {
    const [workflow] = await readWorkflows(org, workflowId)
    return workflow ? new Set(await move(org, {
      level, workflow, ids, by: 'rule', why: 'named in an imported file' })) : new Set()
  },
}
