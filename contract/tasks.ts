// Tasks: work for a person that is no contact with the customer.
import { z } from 'zod'
import { Action } from './actions.ts'
import { DayText, endpoint, Id } from './endpoint.ts'

const tag = 'To Do'
const actionId = z.object({ actionId: Id })
const title = z.string().trim().min(1).max(200)
const ownerId = z.string().max(200).nullable().describe('Null: everybody’s.')
const note = z.string().trim().max(5000)

export const createTask = endpoint({
  method: 'post', path: '/tasks', tag, role: 'collector', status: 201,
  summary: 'Open a task about a customer, perhaps because of a message; it is never a contact',
  body: z.object({
    customerId: Id, title,
    dueOn: DayText.optional().describe('Today when left out; before its day it stands in Later.'),
    ownerId: ownerId.optional().describe('The customer’s owner, else the caller, when left out.'),
    note: note.default(''),
    invoiceId: Id.nullable().default(null), messageId: Id.nullable().default(null),
  }),
  answer: Action,
})

export const saveTask = endpoint({
  method: 'patch', path: '/tasks/{actionId}', tag, role: 'collector', params: actionId,
  summary: 'Change an open task; one that a workflow opened keeps its title',
  body: z.object({ title, dueOn: DayText, ownerId, note }).partial(), answer: Action,
})

export const reopenTask = endpoint({
  method: 'post', path: '/tasks/{actionId}/reopen', tag, role: 'collector', params: actionId,
  summary: 'A task that was done, or anything that was skipped, waits again', answer: Action,
})
