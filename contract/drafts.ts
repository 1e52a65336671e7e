// Drafts: what is being written, kept on the server until it is sent; and templates put into it.
import { z } from 'zod'
import { AmountMinor, CurrencyCode, endpoint, Id, InstantText } from './endpoint.ts'

const tag = 'Messages'

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
/** What a draft is about: an answer waited for, a message, an action, or a new message. */
export const About = z.string()
  .regex(new RegExp(`^(reply|message|action|new)-${UUID}([.](sms|email))?$`),
    'Use reply-, message-, action- or new- (with the customer), and the id.')
  .describe('`reply-{replyActionId}`, `message-{messageId}`, `action-{actionId}` or '
    + '`new-{customerId}`; with `.sms` or `.email` behind it, by that channel instead.')

/** At most this many people get one message. */
export const MOST_RECIPIENTS = 20

const addresses = z.array(z.string().trim().min(1).max(254)).max(MOST_RECIPIENTS)

export const DraftContent = z.object({
  to: addresses, cc: addresses, bcc: addresses,
  subject: z.string().max(500), body: z.string().max(100_000),
  quotesOriginal: z.boolean().describe('Send the answered message below the text.'),
  enclosesStatement: z.boolean(),
  enclosedInvoiceIds: z.array(Id).max(25),
}).meta({ id: 'DraftContent' })

export const DraftFile = z.object({
  id: Id, name: z.string(), contentType: z.string(), sizeBytes: z.int(),
}).meta({ id: 'DraftFile' })

export const Draft = DraftContent.extend({
  about: About, customerId: Id, channel: z.enum(['email', 'sms', 'letter']),
  revision: z.int().describe('0: not kept yet, only filled in.'),
  updatedAt: InstantText.nullable(),
  files: z.array(DraftFile),
  rival: DraftContent.nullable()
    .describe('What was written elsewhere over an older revision. Save one of the two.'),
  original: z.object({
    messageId: Id, from: z.string(), fromName: z.string(), subject: z.string(),
    at: InstantText, quoted: z.string().describe('As it is sent below the text.'),
    replyTo: z.string().nullable()
      .describe('Where its sender asks answers to go, if elsewhere; never used by itself.'),
  }).nullable(),
  newestMessageId: Id.nullable(),
  replyActionId: Id.nullable(), actionId: Id.nullable(),
  suppressed: z.array(z.object({
    address: z.string(), state: z.string(), reason: z.string(),
  })).describe('Recipients that must not be written to, and why.'),
  documents: z.array(z.object({
    invoiceId: Id, number: z.string(), openMinor: AmountMinor, currency: CurrencyCode,
    name: z.string(), sizeBytes: z.int(),
  })).describe('PDFs of the customer’s open invoices, to be enclosed.'),
  warnings: z.array(z.object({
    code: z.enum(['min_contact_delay', 'data_stale']), text: z.string(),
  })).describe('What to know before sending: contacted lately, an old ledger. Nothing is held.'),
  problem: z.string().nullable().describe('Why an action’s own text could not be written.'),
  enclosureNotes: z.array(z.string())
    .describe('What the step asks for and cannot be enclosed, and why.'),
}).meta({ id: 'Draft' })

const about = z.object({ about: About })

export const getDraft = endpoint({
  method: 'get', path: '/drafts/{about}', tag, role: 'viewer',
  summary: 'Your draft; one that is not kept yet comes filled in', params: about, answer: Draft,
})

export const saveDraft = endpoint({
  method: 'put', path: '/drafts/{about}', tag, role: 'collector',
  summary: 'Keep your draft. Written over an older revision, both texts are kept: the kept one, '
    + 'and yours as its rival',
  params: about,
  body: DraftContent.extend({
    revision: z.int().min(0).describe('The revision that this was written over.'),
    settles: z.boolean().default(false)
      .describe('This is the choice between the two: the rival goes.'),
  }),
  answer: Draft,
})

export const discardDraft = endpoint({
  method: 'delete', path: '/drafts/{about}', summary: 'Throw your draft and its files away', tag,
  role: 'collector', params: about,
})

export const addDraftFile = endpoint({
  method: 'post', path: '/drafts/{about}/files', tag, role: 'collector', status: 201,
  summary: 'Attach a file: its bytes are the body. 25 MB each, 25 files, 30 MB together at most',
  params: about, query: z.object({ name: z.string().max(500).default('file') }),
  bodyType: 'application/octet-stream', answer: DraftFile,
})

export const removeDraftFile = endpoint({
  method: 'delete', path: '/drafts/{about}/files/{fileId}', summary: 'Take a file off', tag,
  role: 'collector', params: z.object({ about: About, fileId: Id }),
})

export const getDraftFile = endpoint({
  method: 'get', path: '/drafts/{about}/files/{fileId}', summary: 'A file of your draft', tag,
  role: 'viewer', params: z.object({ about: About, fileId: Id }), answer: z.string(),
  answerType: 'application/octet-stream',
})

export const fillTemplate = endpoint({
  method: 'post', path: '/templates/{templateId}/fill', tag: 'Templates', role: 'viewer',
  summary: 'A template in the customer’s language with the customer’s values; what has no value '
    + 'stays in braces',
  params: z.object({ templateId: Id }),
  body: z.object({
    customerId: Id, invoiceId: Id.optional(),
    recipient: z.string().max(254).optional().describe('Whose name and language it takes.'),
  }),
  answer: z.object({
    subject: z.string(), body: z.string(), locale: z.string(),
    gaps: z.array(z.string()).describe('Variables without a value: fill them in by hand.'),
    problem: z.string().nullable(),
  }),
})
