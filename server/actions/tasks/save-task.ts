// Tasks that people give themselves and each other; never a contact with the customer.
import type { Day } from '#domain/day.ts'
import { lookAgain } from '../../customers/look-again.ts'
import { conflict, invalid, notFound } from '../../platform/errors.ts'
import { sendInstantOn, type Org } from '../../platform/in-organization.ts'
import { recordEvent } from '../../timeline/record-event.ts'
import { openTask } from '../open-task.ts'
import { lockAction, type ActionRow } from '../store.ts'
import {
  hasMovedOn, isCustomer, isInvoiceOf, isMemberActive, isMessageOf, reopenClosed, updateTask,
} from './task-store.ts'

export interface TaskWish {
  customerId: string
  title: string
  dueOn?: Day | undefined
  ownerId?: string | null | undefined
  note: string
  invoiceId: string | null
  messageId: string | null
}

export async function createTask(org: Org, wish: TaskWish): Promise<string> {
  const { customerId, invoiceId, messageId } = wish
  if (!await isCustomer(org, customerId)) throw notFound('This customer does not exist.')
  if (invoiceId !== null && !await isInvoiceOf(org, invoiceId, customerId)) {
    throw invalid('This invoice is not one of the customer’s.')
  }
  if (messageId !== null && !await isMessageOf(org, messageId, customerId)) {
    throw invalid('This message is not one of the customer’s.')
  }
  await checkOwner(org, wish.ownerId)
  const due = dueOf(org, wish.dueOn)
  const id = await openTask(org, { customerId, invoiceId, name: wish.title, note: wish.note })
  await updateTask(org, id, { ownerId: wish.ownerId, due })
  await recordEvent(org, {
    kind: 'task_opened', customerId, actionId: id, messageId,
    invoiceIds: invoiceId === null ? [] : [invoiceId],
    detail: { name: wish.title, reason: wish.note, dueOn: due?.on ?? org.today },
  })
  return id
}

export async function saveTask(org: Org, id: string, wish: {
  title?: string | undefined; dueOn?: Day | undefined; ownerId?: string | null | undefined
  note?: string | undefined
}): Promise<void> {
  const task = await lockTask(org, id)
  if (task.state !== 'open') throw conflict('This task is closed; reopen it first.')
  if (wish.title !== undefined && task.kind !== 'adhoc' && wish.title !== task.name) {
    throw conflict('The title of this task comes from its workflow; write a note instead.')
  }
  await checkOwner(org, wish.ownerId)
  await updateTask(org, id, {
    name: wish.title, note: wish.note, ownerId: wish.ownerId, due: dueOf(org, wish.dueOn),
  })
  await recordEvent(org, {
    kind: 'task_changed', customerId: task.customer_id, actionId: id,
    detail: { name: wish.title ?? task.name, dueOn: wish.dueOn ?? '' },
  })
}

/** And what a person skipped. A step’s comes back only while its workflow stands where it was. */
export async function reopenTask(org: Org, id: string): Promise<void> {
  const task = await lockAction(org, id)
  if (!task) throw notFound('This task does not exist.')
  if (task.channel !== 'task' && task.state !== 'skipped') {
    throw conflict('Only what was skipped can be taken back here.')
  }
  if (task.state !== 'done' && task.state !== 'skipped') {
    throw conflict(task.state === 'open' ? 'This task is open.'
      : `This task was ended by Duebox (${task.state}); open a new one.`)
  }
  if (task.run_id !== null && await hasMovedOn(org, task.run_id, id)) {
    throw conflict('The workflow has gone on since; open a new task.')
  }
  await reopenClosed(org, id)
  await recordEvent(org, {
    kind: 'task_reopened', customerId: task.customer_id, actionId: id,
    invoiceIds: task.invoice_id ? [task.invoice_id] : [], detail: { name: task.name },
  })
  await lookAgain(org, [task.customer_id])
}

async function lockTask(org: Org, id: string): Promise<ActionRow> {
  const action = await lockAction(org, id)
  if (!action) throw notFound('This task does not exist.')
  if (action.channel !== 'task') throw conflict('This is not a task.')
  return action
}

function dueOf(org: Org, on: Day | undefined) {
  if (on === undefined) return undefined
  if (on < org.today) {
    throw invalid('A task cannot be due in the past.', [
      { field: 'dueOn', message: 'Choose today or a later day.' }])
  }
  return { on, at: on === org.today ? org.now : sendInstantOn(org, on) }
}

async function checkOwner(org: Org, ownerId: string | null | undefined): Promise<void> {
  if (ownerId == null || await isMemberActive(org, ownerId)) return
  throw invalid('Nobody who works here has this id.', [
    { field: 'ownerId', message: 'Choose a colleague who may do tasks.' }])
}
