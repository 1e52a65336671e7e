// Who has something open just now, so that two people do not answer one customer.
import { z } from 'zod'
import { endpoint, InstantText } from './endpoint.ts'

export const Present = z.object({
  userId: z.string(), name: z.string(), doing: z.enum(['viewing', 'replying']),
  seenAt: InstantText,
}).meta({ id: 'Present' })

export const putPresence = endpoint({
  method: 'put', path: '/presence', tag: 'To Do', role: 'viewer',
  summary: 'Say that one looks at something or writes an answer; renew it every ten seconds, it is '
    + 'forgotten after twenty-five',
  body: z.object({
    subject: z.string().max(100)
      .regex(/^[a-z_]{2,40}:[\w-]{1,60}$/, 'Write reply:<id of the reply action>.'),
    doing: z.enum(['viewing', 'replying', 'gone']),
  }),
  answer: z.object({ others: z.array(Present) }),
})
