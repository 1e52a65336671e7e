// What a deed would change: who is affected, and what they would get in the next seven days.
import { z } from 'zod'
import { Assignment } from './assignment.ts'
import { DayText, endpoint, Id } from './endpoint.ts'
import { OrganizationChange } from './organizations.ts'

const Tally = z.object({
  automatic: z.int(), manual: z.int(),
  today: z.int().describe('Of both, what comes today.'),
})

const Coming = z.object({
  step: z.string(), workflow: z.string(), channel: z.string(),
  mode: z.enum(['manual', 'automatic']), on: DayText,
  invoiceNumber: z.string().nullable(),
})

const Part = z.object({
  on: DayText, channel: z.string(), mode: z.enum(['manual', 'automatic']), count: z.int(),
})

export const Consequences = z.object({
  untilOn: DayText.describe('The last of the seven days.'),
  customerCount: z.int().describe('Customers who owe and whom it may concern.'),
  changedCount: z.int().describe('Of those, who would get something else in these days.'),
  isComplete: z.boolean().describe('False: there are more than were looked through.'),
  now: Tally.describe('As things are.'),
  then: Tally.describe('Afterwards.'),
  more: z.array(Part).describe('What would come that does not come now, by day.'),
  less: z.array(Part).describe('What would not come any more on its day.'),
  examples: z.array(z.object({
    customerId: Id, customerName: z.string(), now: z.array(Coming), then: z.array(Coming),
  })),
}).meta({ id: 'Consequences' })

export const previewDeed = endpoint({
  method: 'post', path: '/preview', tag: 'Workflows', role: 'viewer',
  summary: 'Who would get what in the next seven days after a deed, and what they get now. The '
    + 'deed is done and taken back in one transaction: nothing of it stays',
  body: z.discriminatedUnion('deed', [
    z.object({ deed: z.literal('end_pause'), pauseId: Id }),
    z.object({
      deed: z.literal('change_pause'), pauseId: Id, untilOn: DayText.nullable(),
      reviewOn: DayText.nullable(), reason: z.string().max(500),
    }),
    z.object({ deed: z.literal('settings'), change: OrganizationChange }),
    z.object({ deed: z.literal('assign'), workflowId: Id, to: Assignment }),
    z.object({
      deed: z.literal('assign_nothing'), level: z.enum(['customer', 'invoice']),
      ids: z.array(Id).min(1).max(5000),
    }),
    z.object({ deed: z.literal('default'), workflowId: Id, isDefault: z.boolean() }),
    z.object({
      deed: z.literal('rules'), level: z.enum(['customer', 'invoice']),
      among: z.enum(['unassigned', 'all']),
    }),
  ]),
  answer: Consequences,
})
