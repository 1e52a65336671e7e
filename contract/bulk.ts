// Deeds on many customers at once: the set is worked out anew and must be what was shown.
import { z } from 'zod'
import { DayText, endpoint, Id, Money } from './endpoint.ts'
import { CustomerFilter } from './list-filters.ts'

const tag = 'Customers'

export const changeCustomers = endpoint({
  method: 'post', path: '/customers/bulk', tag, role: 'collector',
  summary: 'Give many customers an owner, or pause them. Refused when the set, or what is open on '
    + 'it, is no longer what was shown; can be taken back for a day',
  body: z.object({
    chosen: z.union([
      z.object({ ids: z.array(Id).min(1).max(5000) }),
      z.object({ filter: z.object(CustomerFilter) }),
    ]),
    shown: z.object({ count: z.int(), open: z.array(Money) })
      .describe('What the person saw when they decided.'),
    deed: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('owner'), ownerId: z.string().max(200).nullable() }),
      z.object({
        kind: z.literal('pause'), untilOn: DayText,
        reason: z.string().trim().max(500).default(''),
      }),
    ]),
  }),
  answer: z.object({ changed: z.int(), bulkId: Id }),
})

export const undoBulk = endpoint({
  method: 'post', path: '/customers/bulk/{bulkId}/undo', tag, role: 'collector',
  summary: 'Take back a deed on many, where nobody has changed the same since',
  params: z.object({ bulkId: Id }), answer: z.object({ restored: z.int(), left: z.int() }),
})
