// The day's limit of automatic messages.
import { z } from 'zod'
import { DayText, endpoint, InstantText } from './endpoint.ts'

const tag = 'Organization'

export const SendBudget = z.object({
  day: DayText,
  cap: z.int().describe('What holds today.'),
  sent: z.int().describe('Automatic messages of today.'),
  waiting: z.int().describe('Customers whose message waits for the limit.'),
  usualCap: z.int().describe('max(50, 3 × the median of the last 14 sending days).'),
  isFixed: z.boolean().describe('A limit of our own is set.'),
  raisedTo: z.int().nullable(), raisedBy: z.string().nullable(), raisedAt: InstantText.nullable(),
}).meta({ id: 'SendBudget' })

export const getSendBudget = endpoint({
  method: 'get', path: '/organization/send-budget', tag, role: 'viewer',
  summary: 'How many automatic messages today may bring, and how many wait for it',
  answer: SendBudget,
})

export const raiseSendBudget = endpoint({
  method: 'post', path: '/organization/send-budget', tag, role: 'admin',
  summary: 'Raise the limit for today alone; it is recorded who did',
  body: z.object({ to: z.int().min(1).max(10_000_000) }), answer: SendBudget,
})
