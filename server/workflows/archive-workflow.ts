// Archives a workflow: its runs end, and who followed it goes to a successor or to none.
import { sql } from 'kysely'
import { lookAgainAtAll } from '../customers/look-again.ts'
import { conflict, invalid } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'
import { recordEvent } from '../timeline/record-event.ts'
import { move, usable } from './assign-workflow.ts'
import { endRunsOf, redirectRules } from './assignment-store.ts'
import { workflowById } from './save-workflow.ts'
import { lockWorkflows, makeDefault, updateWorkflow, type WorkflowRow } from './store.ts'

/** `successorId` null is a choice too: then nobody of them follows any workflow of that level. */
export async function archiveWorkflow(
  org: Org, id: string, successorId: string | null,
): Promise<number> {
  await lockWorkflows(org)
  const workflow = await workflowById(org, id)
  if (workflow.is_archived) throw conflict('This workflow is archived already.')
  const successor = successorId === null ? null : await successorOf(org, workflow, successorId)
  const ids = await followersOf(org, workflow)
  await updateWorkflow(org, {
    id, name: workflow.name, isDefault: false, isArchived: true,
  })
  await sql`update workflow set successor_id = ${successorId}
    where org_id = ${org.id} and id = ${id}`.execute(org.tx)
  if (workflow.is_default && successor) await makeDefault(org, successor.id, successor.level)
  await redirectRules(org, id, successorId)
  const moved = await move(org, {
    level: workflow.level, workflow: successor, ids, by: 'archive',
    why: `“${workflow.name}” was archived`,
  })
  await endRunsOf(org, id, `The workflow “${workflow.name}” was archived.`)
  await recordEvent(org, {
    kind: 'workflow_archived',
    detail: { workflow: workflow.name, successor: successor?.name ?? '', count: moved.length },
  })
  await lookAgainAtAll(org)
  return moved.length
}

async function successorOf(
  org: Org, workflow: WorkflowRow, successorId: string,
): Promise<WorkflowRow> {
  const successor = await usable(org, successorId)
  if (successor.id === workflow.id) throw invalid('A workflow cannot follow itself.')
  if (successor.level !== workflow.level) {
    throw invalid(`Choose a successor at ${workflow.level} level.`)
  }
  return successor
}

/** Who runs on it, and who chose it without owing anything now. */
async function followersOf(org: Org, workflow: WorkflowRow): Promise<string[]> {
  const { rows } = workflow.level === 'customer'
    ? await sql<{ id: string }>`
      select customer_id as id from run where org_id = ${org.id}
        and workflow_id = ${workflow.id} and ended_at is null
      union select id from customer where org_id = ${org.id}
        and chosen_workflow_id = ${workflow.id}`.execute(org.tx)
    : await sql<{ id: string }>`
      select invoice_id as id from run where org_id = ${org.id}
        and workflow_id = ${workflow.id} and ended_at is null
      union select id from invoice where org_id = ${org.id}
        and chosen_workflow_id = ${workflow.id}`.execute(org.tx)
  return rows.map((row) => row.id)
}
