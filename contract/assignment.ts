// Who follows which workflow: by hand and in bulk with a preview, and by ordered rules.
import { z } from 'zod'
import { AmountMinor, CountryCode, CurrencyCode, endpoint, Id, LocaleCode, Money } from
  './endpoint.ts'

const tag = 'Workflows'
const workflowId = z.object({ workflowId: Id })
const level = z.enum(['customer', 'invoice'])
const moveId = Id.nullable()
  .describe('By which it can be taken back for ten minutes; null: nothing was changed.')

export const Assignment = z.union([
  z.object({ customerIds: z.array(Id).min(1).max(5000) }),
  z.object({ invoiceIds: z.array(Id).min(1).max(5000) }),
  z.object({ all: z.literal(true) }),
])

export const assignWorkflow = endpoint({
  method: 'post', path: '/workflows/{workflowId}/assign', tag, role: 'collector',
  summary: 'Put customers (or, at invoice level, invoices) under this workflow. Their present run '
    + 'of that level ends; the minimum contact delay carries over',
  params: workflowId, body: Assignment, answer: z.object({ assigned: z.int(), moveId }),
})

export const previewAssignment = endpoint({
  method: 'post', path: '/workflows/{workflowId}/assign/preview', tag, role: 'collector',
  summary: 'What assigning would do: how many, how much money, whence. Writes nothing',
  params: workflowId, body: Assignment,
  answer: z.object({
    count: z.int(), sameCount: z.int().describe('Of those, how many follow it already.'),
    open: z.array(Money), openWorkCount: z.int().describe('Open work that would be cancelled.'),
    from: z.array(z.object({ workflowName: z.string().nullable(), count: z.int() })),
  }),
})

export const assignNoWorkflow = endpoint({
  method: 'post', path: '/workflows/none/assign', tag, role: 'collector',
  summary: 'Let customers or invoices follow no workflow of the level, until one is chosen again',
  body: z.union([
    z.object({ customerIds: z.array(Id).min(1).max(5000) }),
    z.object({ invoiceIds: z.array(Id).min(1).max(5000) }),
  ]),
  answer: z.object({ assigned: z.int(), moveId }),
})

export const takeBackMove = endpoint({
  method: 'post', path: '/workflows/moves/{moveId}/undo', tag, role: 'collector',
  summary: 'Take a move to another workflow back within ten minutes: the former choice, run and '
    + 'work return. Those for whom the new workflow has acted, or somebody chose anew, stay',
  params: z.object({ moveId: Id }),
  answer: z.object({ restored: z.int(), kept: z.int() }),
})

const orUnknown = <T extends z.ZodType>(value: T) => z.union([value, z.literal('')])
const values = <T extends z.ZodType>(value: T) => z.array(value).min(1).max(200)
const part = z.string().trim().min(1).max(100)

export const RuleFilter = z.discriminatedUnion('field', [
  z.object({ field: z.literal('country'), values: values(orUnknown(CountryCode)) }),
  z.object({ field: z.literal('currency'), values: values(CurrencyCode) }),
  z.object({ field: z.literal('owner'), values: values(z.string().max(100)) }),
  z.object({ field: z.literal('locale'), values: values(orUnknown(LocaleCode)) }),
  z.object({ field: z.literal('zone'), values: values(z.string().max(60)) }),
  z.object({ field: z.literal('name'), values: values(part) }),
  z.object({ field: z.literal('reference'), values: values(part) }),
  z.object({
    field: z.literal('open'),
    values: values(z.object({
      currency: CurrencyCode, fromMinor: AmountMinor.nullable().default(null),
      belowMinor: AmountMinor.nullable().default(null),
    })),
  }),
]).meta({ id: 'RuleFilter' })

const RuleWish = z.object({
  id: Id.optional(), name: z.string().trim().min(1).max(100), workflowId: Id,
  filters: z.array(RuleFilter).max(20)
    .describe('All must fit; of the values in one, any. An empty value is what is not known.'),
})

export const AssignmentRule = RuleWish.extend({
  id: Id, level, workflowName: z.string(),
  isUsable: z.boolean().describe('False while its workflow cannot be followed.'),
}).meta({ id: 'AssignmentRule' })

const Rules = z.object({ items: z.array(AssignmentRule) })

export const listRules = endpoint({
  method: 'get', path: '/assignment-rules', tag, role: 'viewer',
  summary: 'The rules of a level in their order; the first that fits decides for new ones',
  query: z.object({ level }), answer: Rules,
})

export const saveRules = endpoint({
  method: 'put', path: '/assignment-rules', tag, role: 'manager',
  summary: 'Save the rules of a level as a whole, in order. Nobody is moved by it',
  body: z.object({ level, rules: z.array(RuleWish).max(200) }), answer: Rules,
})

export const previewRules = endpoint({
  method: 'post', path: '/assignment-rules/preview', tag, role: 'viewer',
  summary: 'Who would move if the rules, saved or as given, were applied. What a person chose '
    + 'stays. Writes nothing',
  body: z.object({
    level, among: z.enum(['unassigned', 'all']).default('unassigned'),
    rules: z.array(RuleWish).max(200).optional(),
  }),
  answer: z.object({
    count: z.int(), considered: z.int(),
    moves: z.array(z.object({
      ruleName: z.string(), workflowId: Id, workflowName: z.string(),
      fromName: z.string().nullable(), count: z.int(), open: z.array(Money),
    })),
    examples: z.array(z.object({
      customerId: Id, customerName: z.string(), invoiceNumber: z.string().nullable(),
      ruleName: z.string(), fromName: z.string().nullable(), toName: z.string(),
    })),
  }),
})

export const applyRules = endpoint({
  method: 'post', path: '/assignment-rules/apply', tag, role: 'manager',
  summary: 'Move existing ones by the saved rules; refused if it would not be as many as expected',
  body: z.object({
    level, among: z.enum(['unassigned', 'all']).default('unassigned'),
    expected: z.int().min(0).describe('The count of the preview.'),
  }),
  answer: z.object({ moved: z.int(), moveId }),
})
