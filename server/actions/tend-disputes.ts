// Asks the owner of a dispute once when its day has passed, and takes back what is answered.
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'
import { readColleagues } from '../team/colleagues.ts'
import { recordEvents } from '../timeline/record-event.ts'
import {
  answeredTasks, forgetLateTasks, keepLateTasks, lateDisputes,
} from './dispute-task-store.ts'
import { ownerOfWork } from './hand-over.ts'
import { changeActions, openActions, type NewAction } from './store.ts'

const BATCH = 500

/** With each beat; a second run changes nothing. */
export async function tendDisputes(org: Org): Promise<void> {
  const answered = await answeredTasks(org, BATCH)
  await changeActions(org, answered.map((row) => (row.is_open
    ? { id: row.task_id, state: 'cancelled' as const, outcome: 'later_day' }
    : { id: row.task_id, state: 'done' as const, outcome: 'settled' })))
  await forgetLateTasks(org,
    answered.flatMap((row) => (row.is_open ? [row.dispute_id] : [])))
  const late = await lateDisputes(org, BATCH)
  if (late.length === 0) return
  const colleagues = await readColleagues(org)
  const tasks = late.map((row): { disputeId: string; action: NewAction } => ({
    disputeId: row.id,
    action: {
      id: newId(), runId: null, stepId: null, occurrence: 0, kind: 'adhoc', channel: 'task',
      mode: 'manual', name: `Settle the dispute on ${row.number}`, customerId: row.customer_id,
      invoiceId: row.invoice_id, dueOn: org.today, dueAt: org.now, heldCode: null,
      ownerId: ownerOfWork([row.owner_id, row.customer_owner_id], colleagues, org),
      note: `It was to be settled by ${row.due_on}. Reason: ${row.reason}`,
    },
  }))
  await openActions(org, tasks.map(({ action }) => action))
  await keepLateTasks(org, tasks.map(({ disputeId, action }) => ({ disputeId, taskId: action.id })))
  await recordEvents(org, tasks.map(({ action }) => ({
    kind: 'task_opened' as const, customerId: action.customerId, actionId: action.id,
    invoiceIds: action.invoiceId === null ? [] : [action.invoiceId],
    detail: { name: action.name, dueOn: action.dueOn },
  })))
}
