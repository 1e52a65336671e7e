// How old the ledger is, and what waits for a newer one.
import { z } from 'zod'
import { endpoint, InstantText } from './endpoint.ts'

export const getLedgerAge = endpoint({
  method: 'get', path: '/ledger-age', tag: 'Ledger', role: 'viewer',
  summary: 'When the ledger was last updated, whether that is too long ago, and what waits for it',
  answer: z.object({
    changedAt: InstantText.nullable().describe('Null: never.'),
    isStale: z.boolean().describe('Older than the settings allow for automatic reminders.'),
    heldReminders: z.int().describe('Reminders that are due and held for that reason.'),
  }),
})
