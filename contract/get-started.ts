// The first steps of an organization, each done when it is really done.
import { z } from 'zod'
import { endpoint } from './endpoint.ts'

const tag = 'Organization'

export const FIRST_STEPS = [
  'company', 'ledger', 'contacts', 'sender', 'replies', 'workflow', 'team', 'automation',
] as const

export const GetStarted = z.object({
  steps: z.array(z.object({
    name: z.enum(FIRST_STEPS), isDone: z.boolean(),
    note: z.string().nullable().describe('What is missing, where a number says it.'),
  })).describe('In the order in which they are best done.'),
  isPutAway: z.boolean().describe('Somebody has put the list away; nobody is reminded of it.'),
}).meta({ id: 'GetStarted' })

export const getStarted = endpoint({
  method: 'get', path: '/get-started', tag, role: 'viewer', answer: GetStarted,
  summary: 'The first steps, read from what is there; none is ticked by hand',
})

export const putAwayGetStarted = endpoint({
  method: 'put', path: '/get-started', tag, role: 'manager', answer: GetStarted,
  summary: 'Put the list of first steps away, or bring it back',
  body: z.object({ isPutAway: z.boolean() }),
})
