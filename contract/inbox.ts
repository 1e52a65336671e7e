// The inbox: conversations by what they wait for, mail that fits nobody, answers in full.
import { z } from 'zod'
import { AmountMinor, CurrencyCode, endpoint, Id, InstantText, Page, pageOf } from './endpoint.ts'
import { ReplyAction } from './actions.ts'
import { InboundMail, Message } from './messages.ts'

const tag = 'Inbox'
const messageId = z.object({ messageId: Id })

export const INBOX_VIEWS = ['needs_answer', 'waiting', 'done', 'unmatched', 'automated', 'bounces',
  'quarantine'] as const
export type InboxView = (typeof INBOX_VIEWS)[number]

export const InboxRow = z.object({
  id: Id.describe('The reply action; without one the message; in quarantine the inbound mail.'),
  replyActionId: Id.nullable(), messageId: Id.nullable(), inboundMailId: Id.nullable(),
  threadId: Id.nullable(),
  customerId: Id.nullable(), customerName: z.string().nullable(),
  state: z.string().describe('Of the reply action, of the message, or of the mail.'),
  kind: z.string().nullable(),
  ownerId: z.string().nullable(),
  channel: z.enum(['email', 'sms', 'letter']),
  from: z.string(), fromName: z.string(), subject: z.string(), preview: z.string(),
  at: InstantText.describe('When the newest message of the customer came.'),
  closedAt: InstantText.nullable(), reason: z.string().nullable(),
  messageCount: z.int(), threadCount: z.int(), attachmentCount: z.int(),
  invoices: z.array(z.string()).describe('Numbers of the invoices it speaks of, three at most.'),
  invoiceCount: z.int(),
  overdue: z.array(z.object({ currency: CurrencyCode, amountMinor: AmountMinor })),
  isLeaving: z.boolean().describe('Our answer is in its undo time.'),
  why: z.string().nullable().describe('Bounces and quarantine: the reason in plain words.'),
  addresses: z.array(z.string()).describe('Bounces: the addresses that could not be reached.'),
  returnOn: z.string().nullable().describe('Automatic answers: the day they say to be back.'),
  candidateCount: z.int().describe('Unmatched: customers that are held until it is linked.'),
}).meta({ id: 'InboxRow' })

export const WHOSE = ['mine', 'team', 'all'] as const
const filters = {
  whose: z.enum(WHOSE).default('all').describe('By the owner of the answer: mine, of somebody '
    + 'else, or all with those that nobody owns. Mail without a customer belongs to everyone.'),
}

export const listInbox = endpoint({
  method: 'get', path: '/inbox', tag, role: 'viewer',
  summary: 'One view of the inbox, newest first',
  query: z.object({
    ...Page, ...filters, view: z.enum(INBOX_VIEWS).default('needs_answer'),
    q: z.string().trim().max(200).optional()
      .describe('Words of a message or its sender, a customer’s name, or an invoice number.'),
    channel: z.enum(['email', 'sms']).optional(),
  }),
  answer: pageOf(InboxRow),
})

const Count = z.int().describe('At most 1000, which stands for more.')
export const getInboxCounts = endpoint({
  method: 'get', path: '/inbox/counts', summary: 'How much stands in each view of the inbox', tag,
  role: 'viewer', query: z.object(filters),
  answer: z.object({
    needsAnswer: Count, waiting: Count, unmatched: Count, quarantine: Count,
    automated: Count.describe('Of the last seven days.'),
    bounces: Count.describe('Of the last seven days.'),
    received: Count.describe('Everything that ever came in: tells empty from all done.'),
  }),
})

export const Conversation = z.object({
  threadId: Id,
  customerId: Id.nullable(), customerName: z.string().nullable(),
  subject: z.string(),
  replyAction: ReplyAction.nullable().describe('The open one, else the newest one handled.'),
  threads: z.array(z.object({ threadId: Id, subject: z.string(), messageCount: z.int() }))
    .describe('Every thread of this page, the asked one first.'),
  messages: z.array(Message.extend({
    isTextCut: z.boolean().describe('The text is longer; read the message itself for the rest.'),
    linkedBy: z.string().nullable(),
  })).describe('Newest first, over every channel. The HTML is left out: read the message.'),
  nextCursor: z.string().nullable(),
}).meta({ id: 'Conversation' })

export const getConversation = endpoint({
  method: 'get', path: '/conversations/{threadId}', tag, role: 'viewer',
  summary: 'All messages with one customer, e-mail and SMS, in and out; or of one thread',
  params: z.object({ threadId: Id }),
  query: z.object({
    cursor: Page.cursor, limit: z.coerce.number().int().min(1).max(100).default(30),
    scope: z.enum(['customer', 'thread']).default('customer'),
  }),
  answer: Conversation,
})

export const Candidate = z.object({
  customerId: Id, customerName: z.string(), reference: z.string(),
  because: z.enum(['address', 'domain', 'invoice']),
  evidence: z.string(), isHeld: z.boolean(),
}).meta({ id: 'Candidate' })

export const listCandidates = endpoint({
  method: 'get', path: '/messages/{messageId}/candidates', tag, role: 'viewer',
  summary: 'Customers that an unmatched message may be from, and why', params: messageId,
  answer: z.object({ items: z.array(Candidate) }),
})

export const unlinkMessage = endpoint({
  method: 'post', path: '/messages/{messageId}/unlink', tag, role: 'collector',
  summary: 'Undo a link or a "not ours" that a person has made', params: messageId,
  answer: Message,
})

export const showImage = endpoint({
  method: 'get', path: '/messages/{messageId}/images/{place}', tag, role: 'viewer',
  summary: 'A remote picture of a received message, fetched by the server because a person asked',
  params: z.object({ messageId: Id, place: z.coerce.number().int().min(0).max(500) }),
  answer: z.string(), answerType: 'application/octet-stream',
})

export const showAttachment = endpoint({
  method: 'get', path: '/attachments/{attachmentId}/show', tag, role: 'viewer',
  summary: 'A picture or a PDF to be looked at; every other kind is only for download',
  params: z.object({ attachmentId: Id }),
  answer: z.string(), answerType: 'application/octet-stream',
})

export const showMailText = endpoint({
  method: 'get', path: '/inbound/mail/{inboundMailId}/text', tag, role: 'viewer',
  summary: 'The beginning of a received mail as plain text, however broken it is',
  params: z.object({ inboundMailId: Id }),
  answer: z.object({ mail: InboundMail, text: z.string(), isCut: z.boolean() }),
})
