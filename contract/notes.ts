// Internal notes on customers and conversations; they are never part of anything that is sent.
import { z } from 'zod'
import { endpoint, Id, InstantText, Page, pageOf } from './endpoint.ts'

const tag = 'Notes'

export const Note = z.object({
  id: Id, customerId: Id, messageId: Id.nullable(), threadId: Id.nullable(),
  author: z.string().describe('`user:…` or `key:…`.'), authorName: z.string(),
  body: z.string(), mentioned: z.array(z.string()).describe('Members named with @.'),
  createdAt: InstantText, changedAt: InstantText.nullable(), removedAt: InstantText.nullable(),
}).meta({ id: 'Note' })

const body = z.object({
  body: z.string().trim().min(1, 'Write something first.').max(10_000)
    .describe('`@name` tells that member.'),
})

export const listNotes = endpoint({
  method: 'get', path: '/customers/{customerId}/notes', tag, role: 'viewer',
  summary: 'Internal notes of a customer, newest first', params: z.object({ customerId: Id }),
  query: z.object({ ...Page, threadId: Id.optional() }), answer: pageOf(Note),
})

export const writeNote = endpoint({
  method: 'post', path: '/customers/{customerId}/notes', tag, role: 'collector', status: 201,
  summary: 'Write an internal note, perhaps at a message', params: z.object({ customerId: Id }),
  body: body.extend({ messageId: Id.optional() }), answer: Note,
})

export const changeNote = endpoint({
  method: 'put', path: '/notes/{noteId}', tag, role: 'collector', params: z.object({ noteId: Id }),
  summary: 'Change your own note; the earlier wording is kept', body, answer: Note,
})

export const removeNote = endpoint({
  method: 'delete', path: '/notes/{noteId}', tag, role: 'collector',
  summary: 'Remove your own note; that it was there stays on the timeline',
  params: z.object({ noteId: Id }),
})
