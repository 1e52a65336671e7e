// Where one is signed in, and ending the other places.
import { z } from 'zod'
import { endpoint, InstantText } from './endpoint.ts'

const tag = 'Organization'

export const listSessions = endpoint({
  method: 'get', path: '/me/sessions', tag, role: 'signed_in',
  summary: 'Where this person is signed in, the newest first',
  answer: z.object({
    items: z.array(z.object({
      agent: z.string().describe('What the browser calls itself.'),
      createdAt: InstantText, seenAt: InstantText,
      isThis: z.boolean().describe('The one that asks.'),
    })),
  }),
})

export const endOtherSessions = endpoint({
  method: 'delete', path: '/me/sessions', tag, role: 'signed_in',
  summary: 'Sign this person out everywhere but here',
  answer: z.object({ ended: z.int() }), status: 200,
})
