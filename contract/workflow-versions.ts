// Versions of a workflow: what publishing would do, doing it, taking it back, comparing them.
import { z } from 'zod'
import { DayText, endpoint, Id, InstantText } from './endpoint.ts'
import { Workflow } from './workflows.ts'

const tag = 'Workflows'
const workflowId = z.object({ workflowId: Id })

const Tally = z.object({
  automatic: z.int(), manual: z.int(),
  today: z.int().describe('Of both together, those of today.'),
})
const Coming = z.object({
  step: z.string(), channel: z.string(), mode: z.string(), on: DayText,
})

export const previewPublishing = endpoint({
  method: 'get', path: '/workflows/{workflowId}/publish', tag, role: 'viewer',
  summary: 'Blast radius of the draft: who runs on the workflow, and what they would get in seven '
    + 'days under it, beside what they get now. Writes nothing',
  params: workflowId,
  answer: z.object({
    draftId: Id.describe('Give it back when publishing: a draft saved meanwhile is refused.'),
    number: z.int(), runCount: z.int(), customerCount: z.int(),
    startCount: z.int().describe('Runs that begin when it is published for the first time.'),
    isComplete: z.boolean().describe('False: only the first 20,000 runs were looked at.'),
    untilOn: DayText, now: Tally, moved: Tally, changedCount: z.int(),
    finishingCount: z.int().describe('Runs that have no step left under the draft.'),
    heldCount: z.int().describe('Runs that something holds now; they get nothing either way.'),
    examples: z.array(z.object({
      customerId: Id, customerName: z.string(), invoiceNumber: z.string().nullable(),
      from: z.string().nullable().describe('The step it stands at.'),
      to: z.string().nullable().describe('The step it goes on at; null: none is left.'),
      now: z.array(Coming), moved: z.array(Coming),
    })),
  }),
})

export const publishDraft = endpoint({
  method: 'post', path: '/workflows/{workflowId}/publish', tag, role: 'manager',
  summary: 'Publish the draft; running ones keep their version or move to the new one. Nothing '
    + 'automatic of the workflow leaves for 15 minutes, in which it can be taken back',
  params: workflowId,
  body: z.object({
    runs: z.enum(['keep', 'migrate']).default('migrate'), draftId: Id.optional(),
  }),
  answer: Workflow,
})

export const undoPublishing = endpoint({
  method: 'post', path: '/workflows/{workflowId}/undo-publishing', tag, role: 'manager',
  summary: 'Take the last publishing back within its 15 minutes: version and every run as before',
  params: workflowId, answer: Workflow,
})

export const listVersions = endpoint({
  method: 'get', path: '/workflows/{workflowId}/versions', tag, role: 'viewer',
  summary: 'All versions, newest first: who published them and when, and how many run on each',
  params: workflowId,
  answer: z.object({
    items: z.array(z.object({
      id: Id, number: z.int(), state: z.enum(['draft', 'current', 'former', 'taken_back']),
      at: InstantText.nullable(), by: z.string().nullable(), runCount: z.int(),
      stepCount: z.int(),
    })),
    now: InstantText.describe('The organization’s clock.'),
    undo: z.object({ until: InstantText, versionId: Id, runs: z.enum(['keep', 'migrate']) })
      .nullable(),
  }),
})

export const compareVersions = endpoint({
  method: 'get', path: '/workflows/{workflowId}/versions/compare', tag, role: 'viewer',
  summary: 'What changed between two versions, in words', params: workflowId,
  query: z.object({ from: Id, to: Id }),
  answer: z.object({
    changes: z.array(z.object({
      kind: z.enum(['added', 'removed', 'changed', 'moved', 'rules']),
      stepId: z.string().nullable(), text: z.string(),
    })),
  }),
})

export const restoreVersion = endpoint({
  method: 'post', path: '/workflows/{workflowId}/versions/{versionId}/restore', tag,
  role: 'manager', summary: 'Make an old version the draft',
  params: workflowId.extend({ versionId: Id }),
  body: z.object({ replacesDraft: z.boolean().default(false) }), answer: Workflow,
})

export const archiveWorkflow = endpoint({
  method: 'post', path: '/workflows/{workflowId}/archive', tag, role: 'manager',
  summary: 'Archive a workflow: its runs end, open manual work is cancelled with the reason, and '
    + 'who followed it goes to the successor, or to none',
  params: workflowId,
  body: z.object({
    successorId: Id.nullable().describe('null: they follow no workflow of this level then.'),
  }),
  answer: z.object({ moved: z.int() }),
})
