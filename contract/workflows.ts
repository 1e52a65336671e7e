// Workflows and their drafts, templates, and the dry run of the planner.
import { z } from 'zod'
import { PlannedContact } from './customers.ts'
import { AmountMinor, CurrencyCode, DayText, endpoint, Id, InstantText, LocaleCode } from
  './endpoint.ts'

const tag = 'Workflows'
const workflowId = z.object({ workflowId: Id })

export const Step = z.object({
  id: z.string().min(1).max(60).describe('Stable over versions.').optional(),
  name: z.string().trim().min(1).max(100),
  channel: z.enum(['email', 'sms', 'call', 'letter', 'task']),
  trigger: z.object({
    anchor: z.enum(['issue', 'due', 'promise']).default('due')
      .describe('`promise`: the day of the newest promise that was not kept.'),
    offsetDays: z.int().min(-365).max(1000),
    unit: z.enum(['calendar', 'business']).default('calendar'),
  }),
  mode: z.enum(['manual', 'automatic']).default('manual'),
  owners: z.array(z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('account_owner') }),
    z.object({ kind: z.literal('user'), userId: z.string() }),
    z.object({ kind: z.literal('role'), role: z.string() }),
  ])).min(1).max(10).default([{ kind: 'account_owner' }])
    .describe('In order of preference: the first who is there on the day does it.'),
  sender: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('organization') }),
    z.object({ kind: z.literal('account_owner') }),
    z.object({ kind: z.literal('user'), userId: z.string() }),
  ]).default({ kind: 'organization' }).describe('In whose name it is written.'),
  positions: z.array(z.string().max(60)).max(20).default([]),
  copies: z.object({
    positions: z.array(z.string().max(60)).max(20).default([]),
    accountOwner: z.boolean().default(false),
  }).default({ positions: [], accountOwner: false }).describe('Of an e-mail.'),
  attachments: z.object({
    invoices: z.enum(['none', 'overdue', 'open']).default('none'),
    statement: z.boolean().default(false),
  }).default({ invoices: 'none', statement: false }).describe('PDFs of an e-mail or a letter.'),
  onFailure: z.array(z.enum(['next_contact', 'email', 'sms', 'letter', 'call', 'task'])).max(6)
    .optional().describe('Tried in order when nobody can be reached; left out: what suits the '
      + 'channel. Empty: it is held for a person.'),
  templateId: Id.nullable().default(null),
}).meta({ id: 'Step' })

export const WorkflowRules = z.object({
  entryLogic: z.enum(['standard', 'contextual']).default('standard'),
  mcdDays: z.int().min(0).max(30).default(5),
  mcdScope: z.enum(['customer', 'workflow']).default('customer'),
  thresholdMinor: z.record(CurrencyCode, AmountMinor).default({}),
  steps: z.array(Step).min(1).max(60),
})

export const WorkflowVersion = WorkflowRules.extend({
  id: Id, number: z.int(), publishedAt: InstantText.nullable(),
}).meta({ id: 'WorkflowVersion' })

export const Workflow = z.object({
  id: Id, name: z.string(), level: z.enum(['customer', 'invoice']), isDefault: z.boolean(),
  isArchived: z.boolean(), runCount: z.int(),
  quietUntil: InstantText.nullable()
    .describe('Nothing automatic of it leaves before: it was published minutes ago.'),
  published: WorkflowVersion.nullable(),
  draft: WorkflowVersion.nullable(),
}).meta({ id: 'Workflow' })

export const listWorkflows = endpoint({
  method: 'get', path: '/workflows', summary: 'Workflows', tag, role: 'viewer',
  answer: z.object({ items: z.array(Workflow) }),
})

export const createWorkflow = endpoint({
  method: 'post', path: '/workflows', tag, role: 'manager', status: 201,
  summary: 'Make a workflow; published at once unless asked for as a draft',
  body: WorkflowRules.extend({
    name: z.string().trim().min(1).max(100), level: z.enum(['customer', 'invoice']),
    isDefault: z.boolean().default(false)
      .describe('New customers (or invoices) follow it; at most one default a level.'),
    isPublished: z.boolean().default(true),
  }),
  answer: Workflow,
})

export const getWorkflow = endpoint({
  method: 'get', path: '/workflows/{workflowId}', summary: 'One workflow', tag, role: 'viewer',
  params: workflowId, answer: Workflow,
})

export const saveDraft = endpoint({
  method: 'put', path: '/workflows/{workflowId}/draft', tag, role: 'manager',
  summary: 'Save a draft; published versions never change', params: workflowId,
  body: WorkflowRules.extend({
    basedOn: Id.optional().describe('The draft or published version that was changed. Where '
      + 'another was saved meanwhile this is refused with 409; left out: it is replaced.'),
  }),
  answer: Workflow,
})

export const saveWorkflow = endpoint({
  method: 'patch', path: '/workflows/{workflowId}', tag, role: 'manager', params: workflowId,
  summary: 'Rename a workflow, make it the default of its level, or archive it',
  body: z.object({
    name: z.string().trim().min(1).max(100), isDefault: z.boolean(), isArchived: z.boolean(),
  }).partial(),
  answer: Workflow,
})

const PlanLine = PlannedContact.extend({
  customerId: Id, customerReference: z.string(), customerName: z.string(),
  wouldGo: z.boolean(), recipient: z.string().nullable(),
}).meta({ id: 'PlanLine' })

export const dryRun = endpoint({
  method: 'get', path: '/plan', tag, role: 'viewer',
  summary: 'Dry run: what would go out as of a moment, what would not, and why. Writes nothing',
  query: z.object({
    asOf: z.string().optional().describe('A moment or a day (then its send time); default now.'),
    limit: z.coerce.number().int().min(1).max(5000).default(500),
    only: z.enum(['all', 'due']).default('due')
      .describe('`due`: only what is due by then; `all`: every run with its next date.'),
  }),
  answer: z.object({
    asOf: InstantText, today: DayText, wouldGo: z.int(), held: z.int(),
    items: z.array(PlanLine), isTruncated: z.boolean(),
  }),
})

export const Template = z.object({
  id: Id, name: z.string(), channel: z.enum(['email', 'sms', 'call', 'letter', 'task']),
  version: z.int(),
  texts: z.record(LocaleCode, z.object({
    subject: z.string(), body: z.string(), contentSid: z.string().nullable(),
  })),
}).meta({ id: 'Template' })

/** The e-mail templates that every organization begins with, from the mildest to the firmest. */
export const FIRST_TEMPLATES = {
  notice: 'Before the due day', first: 'First reminder', second: 'Second reminder',
  last: 'Last reminder',
} as const

const TemplateBody = z.object({
  name: z.string().trim().min(1).max(100),
  channel: Template.shape.channel,
  texts: z.record(LocaleCode, z.object({
    subject: z.string().max(500).default(''), body: z.string().min(1).max(100_000),
    contentSid: z.string().trim().regex(/^HX[0-9a-fA-F]{32}$/,
      'A content SID is HX and 32 letters and digits.').nullable().default(null)
      .describe('Of an SMS: the provider’s template for WhatsApp after 24 hours of silence. It '
        + 'gets 1: the contact’s name, 2: all that is open, 3: the link to pay.'),
  })).describe('By language, in Liquid: {{ customer.name }}, {% for invoice in invoices %} …'),
})

export const listTemplates = endpoint({
  method: 'get', path: '/templates', summary: 'Templates', tag, role: 'viewer',
  answer: z.object({
    items: z.array(Template),
    variables: z.array(z.object({ name: z.string(), about: z.string() })),
  }),
})

export const createTemplate = endpoint({
  method: 'post', path: '/templates', tag, role: 'manager', status: 201,
  summary: 'Add a template; one that does not compile or names an unknown variable is refused',
  body: TemplateBody, answer: Template,
})

export const saveTemplate = endpoint({
  method: 'put', path: '/templates/{templateId}', summary: 'Change a template (a new version)',
  tag, role: 'manager', params: z.object({ templateId: Id }), body: TemplateBody,
  answer: Template,
})

export const previewTemplate = endpoint({
  method: 'post', path: '/templates/preview', tag, role: 'viewer',
  summary: 'Render a text as a customer would get it today',
  body: z.object({
    channel: Template.shape.channel, subject: z.string().max(500).default(''),
    body: z.string().max(100_000), customerId: Id, invoiceId: Id.optional(),
    stepId: z.string().optional(),
  }),
  answer: z.object({ subject: z.string(), body: z.string(),
    problem: z.string().nullable().describe('Why it could not be sent like this.'),
    longest: z.string().nullable()
      .describe('An SMS with the longest names and amounts of the ledger, to count its parts.'),
    segmentCap: z.int().nullable().describe('How many parts an SMS may have.') }),
})
