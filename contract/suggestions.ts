// What was read from a customer's words: accepted, corrected or dismissed by a person.
import { z } from 'zod'
import {
  AmountMinor, CurrencyCode, DayText, endpoint, Id, InstantText, Page, pageOf,
} from './endpoint.ts'

const tag = 'Suggestions'
const suggestionId = z.object({ suggestionId: Id })

const About = {
  invoiceIds: z.array(Id).describe('Open to choice when empty.'),
  isNamed: z.boolean().describe('The words name them; otherwise they are a guess.'),
}
const Amount = {
  amountMinor: AmountMinor.nullable().describe('Null: all that is open.'),
  currency: CurrencyCode.nullable(),
}
const OtherPerson = z.object({ name: z.string().nullable(), email: z.string().nullable() })

export const SuggestionDetail = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('promise'),
    detail: z.object({
      ...About, ...Amount, promisedOn: DayText.nullable(),
      notes: z.array(z.enum(['instalments', 'half', 'rest', 'more_than_open'])),
    }),
  }),
  z.object({
    kind: z.literal('dispute'),
    detail: z.object({
      ...About, ...Amount,
      reason: z.enum(['price', 'quantity', 'damaged', 'not_received', 'not_ordered', 'duplicate',
        'cancelled', 'credit_expected', 'service', 'other']),
    }),
  }),
  z.object({
    kind: z.literal('already_paid'),
    detail: z.object({
      ...About, ...Amount, paidOn: DayText.nullable(), reference: z.string().nullable(),
    }),
  }),
  z.object({
    kind: z.literal('po_missing'),
    detail: z.object({ ...About, purchaseOrder: z.string().nullable() }),
  }),
  z.object({ kind: z.literal('wrong_person'), detail: OtherPerson }),
  z.object({
    kind: z.literal('out_of_office'),
    detail: z.object({ returnsOn: DayText, standIn: OtherPerson.nullable() }),
  }),
])

export const Suggestion = z.intersection(SuggestionDetail, z.object({
  id: Id, messageId: Id, customerId: Id.nullable(), place: z.int(),
  invoiceNumbers: z.array(z.string()).describe('Of the invoices in the detail.'),
  quote: z.string().describe('The customer’s own words.'),
  confidence: z.enum(['clear', 'likely']),
  state: z.enum(['open', 'accepted', 'dismissed']),
  decidedByName: z.string().nullable(), decidedAt: InstantText.nullable(),
}))

export const listSuggestions = endpoint({
  method: 'get', path: '/suggestions', tag, role: 'viewer',
  summary: 'What was read from messages: of one message, one answer to handle, or one customer',
  query: z.object({
    ...Page, messageId: Id.optional(), replyActionId: Id.optional(), customerId: Id.optional(),
    state: z.enum(['open', 'accepted', 'dismissed', 'all']).default('all'),
  }),
  answer: pageOf(Suggestion),
})

export const acceptSuggestion = endpoint({
  method: 'post', path: '/suggestions/{suggestionId}/accept', tag, role: 'collector',
  summary: 'Do what is suggested, with corrections: a promise or dispute is noted, absence pauses '
    + 'the customer, anything else opens a task',
  params: suggestionId,
  body: z.object({
    invoiceIds: z.array(Id).max(50).optional()
      .describe('Promise, dispute, announced payment: the right invoices.'),
    amountMinor: AmountMinor.min(1).nullable().optional()
      .describe('Promise: spread over the invoices, oldest first. Null: all that is open.'),
    promisedOn: DayText.optional(),
    reason: z.string().trim().min(1).max(500).optional().describe('Dispute: why.'),
    pauseBusinessDays: z.int().min(0).max(30).default(0)
      .describe('Already paid: leave the customer alone for so long.'),
    announces: z.boolean().default(false)
      .describe('Already paid: record it as announced money, which holds the invoices back.'),
    expectedOn: DayText.optional().describe('Announced: the day it should be there.'),
    untilOn: DayText.optional().describe('Out of office: the day that is free again.'),
  }),
  answer: Suggestion,
})

export const dismissSuggestion = endpoint({
  method: 'post', path: '/suggestions/{suggestionId}/dismiss', tag, role: 'collector',
  summary: 'It is not so: nothing is noted', params: suggestionId, answer: Suggestion,
})

export const reopenSuggestion = endpoint({
  method: 'post', path: '/suggestions/{suggestionId}/reopen', tag, role: 'collector',
  summary: 'Undo: what accepting made is taken back', params: suggestionId, answer: Suggestion,
})
