// Whether all is well with an organization: what must be true, what waits, what runs.
import { z } from 'zod'
import { endpoint, InstantText } from './endpoint.ts'

const tag = 'Organization'

export const Health = z.object({
  checkedAt: InstantText.nullable().describe('Of the newest run; null before the first one.'),
  checks: z.array(z.object({
    name: z.string(), about: z.string().describe('What must be true.'),
    breaches: z.int().describe('Rows that break it; 0 is well.'),
  })),
  waitingJobs: z.int().describe('Background work of the whole installation that is due.'),
  oldestJobSeconds: z.int().nullable().describe('How long the longest has been due.'),
  inDoubt: z.int().describe('Messages that may or may not have left.'),
  quarantined: z.int().describe('Mail and SMS that could not be read.'),
  newestMailAt: InstantText.nullable(),
  version: z.string(), databaseVersion: z.string(),
  databaseBytes: z.int(),
  backup: z.object({ at: InstantText.nullable() })
    .describe('When a backup last reported itself: see docs/self-hosting.md.'),
}).meta({ id: 'Health' })

export const getHealth = endpoint({
  method: 'get', path: '/health-checks', tag, role: 'manager', answer: Health,
  summary: 'What the newest run of the checks found, and what waits',
})

export const runHealthChecks = endpoint({
  method: 'post', path: '/health-checks', tag, role: 'manager', answer: Health,
  summary: 'Run the checks of this organization now; nothing is changed by them',
})
