// Answers: tasks, and what to know before a call.
import { getCallSheet } from '#contract/calls.ts'
import * as contract from '#contract/tasks.ts'
import { answer, type Route } from '../../platform/http.ts'
import { readCallSheet } from '../calls/call-sheet.ts'
import { readAction } from '../list-actions.ts'
import { createTask, reopenTask, saveTask } from './save-task.ts'

export const taskRoutes: Route[] = [
  answer(getCallSheet, (org, { params }) => readCallSheet(org, params.actionId)),
  answer(contract.createTask, async (org, { body }) =>
    readAction(org, await createTask(org, body))),
  answer(contract.saveTask, async (org, { params, body }) => {
    await saveTask(org, params.actionId, body)
    return readAction(org, params.actionId)
  }),
  answer(contract.reopenTask, async (org, { params }) => {
    await reopenTask(org, params.actionId)
    return readAction(org, params.actionId)
  }),
]
