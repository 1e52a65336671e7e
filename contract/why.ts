// Why something goes out, or does not, now and in the past, and what would change it.
import { z } from 'zod'
import { AmountMinor, CurrencyCode, DayText, endpoint, Id, InstantText } from './endpoint.ts'

const tag = 'Why'

export const SentencePart = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('day'), day: DayText }),
  z.object({ kind: z.literal('moment'), at: InstantText }),
  z.object({ kind: z.literal('money'), amountMinor: AmountMinor, currency: CurrencyCode }),
  z.object({ kind: z.literal('invoice'), id: Id, text: z.string() }),
  z.object({ kind: z.literal('message'), id: Id, text: z.string() }),
  z.object({ kind: z.literal('action'), id: Id, text: z.string() }),
  z.object({ kind: z.literal('workflow'), id: Id, text: z.string() }),
]).meta({ id: 'SentencePart' })
export const Said = z.array(SentencePart)
  .describe('One sentence; days, moments and amounts are values for the reader’s own form.')

export const Outcome = z.object({
  state: z.enum(['goes', 'waits', 'to_do', 'held', 'checked', 'ended', 'nothing'])
    .describe('`waits`: it comes by itself; `to_do`: a person does it; `held`: until somebody '
      + 'changes something; `checked`: it is leaving or may have left; `ended`: it is over.'),
  code: z.string().nullable().describe('The hold that decides; null where none does.'),
  said: Said,
  next: z.object({
    at: InstantText, on: DayText, channel: z.string(), mode: z.enum(['manual', 'automatic']),
    stepId: z.string(), stepName: z.string(), runId: Id, workflowName: z.string(),
    invoiceId: Id, invoiceNumber: z.string(),
  }).nullable().describe('The earliest next contact, if nothing else changes; null: none comes.'),
}).meta({ id: 'Outcome' })

export const WhyReason = z.object({
  rule: z.string().describe('step, carrying, trigger, …, or a hold code.'),
  said: Said,
  isHold: z.boolean(),
  fix: z.string().nullable().describe('How a hold is mended.'),
  since: InstantText.nullable(),
}).meta({ id: 'WhyReason' })

export const DEEDS = [
  'turn_on_automation', 'publish_workflow', 'answer_reply', 'ignore_reply', 'end_pause',
  'settle_dispute', 'cancel_promise', 'add_contact', 'record_consent', 'lower_threshold',
  'apply_cash', 'update_ledger', 'raise_limit', 'set_sender', 'add_sender_number',
  'complete_template', 'settle_unclear', 'lift_stop', 'write_by_hand', 'skip_step', 'do_step',
  'pay_invoice', 'pause_customer', 'assign_workflow', 'apply_rules', 'make_default',
] as const

export const WhyChange = z.object({
  deed: z.enum(DEEDS),
  said: Said.describe('What a person could do.'),
  subjectId: z.string().nullable()
    .describe('Which reply action, pause, dispute, promise, action, invoice, workflow or number.'),
  then: Outcome.describe('What the decision would be, by the same rules over the changed facts.'),
}).meta({ id: 'WhyChange' })

export const Why = z.object({
  subject: z.object({
    kind: z.enum(['customer', 'invoice', 'action', 'message']), id: Id, title: z.string(),
    customerId: Id.nullable(),
  }),
  on: DayText,
  tense: z.enum(['past', 'now', 'future'])
    .describe('`past` is told from what was recorded; today’s rules are not asked about it.'),
  verdict: Outcome,
  reasons: z.array(WhyReason),
  decidedBy: z.string().describe('Who acts next.'),
  changes: z.array(WhyChange),
  others: z.array(z.object({ runId: Id, workflowName: z.string(), said: Said }))
    .describe('The other runs of the customer; all share one contact budget.'),
}).meta({ id: 'Why' })

const on = z.object({
  on: z.string().max(40).optional().describe('A day, or a moment; left out, it is now.'),
})

export const whyCustomer = endpoint({
  method: 'get', path: '/customers/{customerId}/why', tag, role: 'viewer',
  summary: 'Why a customer is contacted or not, on a day, and what would change it',
  params: z.object({ customerId: Id }), query: on, answer: Why,
})

export const whyInvoice = endpoint({
  method: 'get', path: '/invoices/{invoiceId}/why', tag, role: 'viewer',
  summary: 'Why an invoice is chased or not, on a day, and what would change it',
  params: z.object({ invoiceId: Id }), query: on, answer: Why,
})

export const whyAction = endpoint({
  method: 'get', path: '/actions/{actionId}/why', tag, role: 'viewer',
  summary: 'Why an action is there, waits, is held or ended, and what would change it',
  params: z.object({ actionId: Id }), query: on, answer: Why,
})

export const whyMessage = endpoint({
  method: 'get', path: '/messages/{messageId}/why', tag, role: 'viewer',
  summary: 'The passport of a message: by which rule, over which facts it was sent',
  params: z.object({ messageId: Id }), query: on, answer: Why,
})

export const getContactRoom = endpoint({
  method: 'get', path: '/customers/{customerId}/contact-room', tag, role: 'viewer',
  summary: 'How often each contact was written to or called, over all workflows and customers, '
    + 'and from when there is room for more',
  params: z.object({ customerId: Id }),
  answer: z.object({
    items: z.array(z.object({
      contactId: Id, in7Days: z.int(), in30Days: z.int(), lastOn: DayText.nullable(),
      roomFrom: DayText.nullable().describe('First day for another one; null: there is room now.'),
      atOthers: z.int().describe('How many of the 30 days’ were for other customers.'),
    })),
  }),
})
