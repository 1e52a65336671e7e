// Pauses of all four scopes: which last, how one is changed, how one ends.
import { z } from 'zod'
import { Pause } from './customers.ts'
import { DayText, endpoint, Id } from './endpoint.ts'

const tag = 'Pauses'
const pauseId = z.object({ pauseId: Id })

export const LastingPause = Pause.extend({
  subjectName: z.string().describe('The customer, invoice, workflow or organization by name.'),
  customerId: Id.nullable().describe('Of a customer or an invoice.'),
}).meta({ id: 'LastingPause' })

export const listPauses = endpoint({
  method: 'get', path: '/pauses', tag, role: 'viewer',
  summary: 'Pauses that last: the organization’s first, then workflows, customers and invoices',
  query: z.object({
    scopes: z.string().max(60).optional().describe('`organization,workflow`; default all four.'),
    limit: z.coerce.number().int().min(1).max(500).default(200),
  }),
  answer: z.object({ items: z.array(LastingPause), isTruncated: z.boolean() }),
})

export const changePause = endpoint({
  method: 'put', path: '/pauses/{pauseId}', tag, role: 'collector', params: pauseId,
  summary: 'Give a pause another end, review day or reason; it does not end in between',
  body: z.object({
    untilOn: DayText.nullable().default(null),
    reviewOn: DayText.nullable().default(null),
    reason: z.string().trim().max(500).default(''),
  }),
  answer: Pause,
})

export const resumePause = endpoint({
  method: 'post', path: '/pauses/{pauseId}/resume', tag, role: 'collector', params: pauseId,
  summary: 'Take the end of a pause back within ten minutes: it lasts on as if it had not ended',
  answer: Pause,
})
