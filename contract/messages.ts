// Messages in and out, the composer, the captured outbox, and mail that comes in.
import { z } from 'zod'
import { About } from './drafts.ts'
import {
  AmountMinor, CurrencyCode, DayText, endpoint, Id, InstantText, Page, pageOf,
} from './endpoint.ts'
import { RISKS } from './mail.ts'

const tag = 'Messages'
const messageId = z.object({ messageId: Id })

export const Message = z.object({
  id: Id, customerId: Id.nullable(), customerName: z.string().nullable(),
  direction: z.enum(['in', 'out']), channel: z.enum(['email', 'sms', 'letter']),
  state: z.string().describe('leaving, sending, sent, delivered, bounced, unknown, received, …'),
  kind: z.string().nullable().describe('Incoming: human, auto_reply, bounce, …'),
  threadId: Id, runId: Id.nullable(), stepId: z.string().nullable(),
  actionId: Id.nullable(), replyActionId: Id.nullable(),
  fromName: z.string(), from: z.string(), to: z.array(z.string()), cc: z.array(z.string()),
  subject: z.string(), text: z.string(),
  replyText: z.string().nullable().describe('What the person wrote, without quoted history.'),
  safeHtml: z.string().nullable().describe('Sanitised; show it in a sandboxed frame only.'),
  htmlBytes: z.int().nullable().describe('How long the HTML is; null without one.'),
  inboundMailId: Id.nullable().describe('The original that it was read from.'),
  messageRef: z.string().nullable().describe('Message-ID.'),
  inReplyTo: z.string().nullable(),
  invoices: z.array(z.object({
    invoiceId: Id, number: z.string(), openMinor: AmountMinor, currency: CurrencyCode,
  })).describe('What was open on each invoice it spoke of, at the moment of sending.'),
  reasons: z.record(z.string(), z.unknown()).describe('The inputs of the rule that sent it.'),
  why: z.string().nullable(),
  crossed: z.array(z.object({
    paymentId: Id, amountMinor: AmountMinor, currency: CurrencyCode, receivedOn: DayText,
  })).describe('Payments that crossed with it in the post: it asked for what they paid.'),
  authorId: z.string().nullable(),
  leaveAt: InstantText.nullable().describe('When a message that can still be undone leaves.'),
  attachments: z.array(z.object({
    id: Id, name: z.string(), contentType: z.string(), sizeBytes: z.int(),
    risk: z.enum(RISKS).describe('What opening it may do, by its content. No virus scan.'),
    riskWhy: z.string().nullable(), contentId: z.string().nullable(),
    disposition: z.enum(['attachment', 'inline']).nullable(),
  })),
  sms: z.object({
    country: z.string().nullable(), encoding: z.enum(['GSM-7', 'UCS-2']), segments: z.int(),
    costMicros: z.int().nullable(), costCurrency: CurrencyCode.nullable(),
    isCostFinal: z.boolean().describe('Billed by the provider; until then an estimate.'),
    errorCode: z.int().nullable(),
    nextStep: z.string().nullable().describe('What to do about a failure, in words.'),
    hasConflict: z.boolean().describe('Two different ends were told; the provider is asked.'),
    deliveredAt: InstantText.nullable(), readAt: InstantText.nullable(),
  }).nullable().describe('What an SMS of ours has beyond other messages.'),
  newContact: z.object({ name: z.string(), email: z.string() }).nullable().describe(
    'Incoming: who wrote, where that is none of the customer’s contacts; to be added as one.'),
  ticket: z.object({ mark: z.string(), isUsed: z.boolean() }).nullable().describe(
    'Incoming: the ticket number it gave our mail; used, it stands in our next subjects.'),
  at: InstantText,
}).meta({ id: 'Message' })

export const listMessages = endpoint({
  method: 'get', path: '/messages', summary: 'Messages, newest first', tag, role: 'viewer',
  query: z.object({
    ...Page, customerId: Id.optional(), direction: z.enum(['in', 'out']).optional(),
    list: z.enum(['all', 'unmatched', 'automated', 'bounces', 'leaving']).default('all'),
  }),
  answer: pageOf(Message),
})

export const getMessage = endpoint({
  method: 'get', path: '/messages/{messageId}', summary: 'One message', tag, role: 'viewer',
  params: messageId, answer: Message,
})

/** What goes with a person's own message besides its words. */
export const Enclosures = {
  draft: About.optional().describe('The draft it was written as: its files go with it.'),
  enclosesStatement: z.boolean().default(false)
    .describe('A statement of account, made when the message leaves.'),
  enclosedInvoiceIds: z.array(Id).max(25).default([]).describe('Invoices whose PDF goes with it.'),
}

export const composeMessage = endpoint({
  method: 'post', path: '/messages', tag, role: 'collector', status: 201,
  summary: 'Write to a customer, or answer one: it leaves after the undo time',
  body: z.object({
    customerId: Id,
    channel: z.enum(['email', 'sms']).default('email'),
    to: z.array(z.string().max(254)).min(1).max(20),
    cc: z.array(z.email()).max(20).default([]), bcc: z.array(z.email()).max(20).default([]),
    subject: z.string().max(500).default(''), body: z.string().min(1).max(100_000),
    replyActionId: Id.optional().describe('The reply action that this message answers.'),
    inReplyToMessageId: Id.optional(),
    newestSeenMessageId: Id.optional()
      .describe('Answering: the newest message on screen; refused if a newer one has come.'),
    confirmCollision: z.boolean().default(false)
      .describe('Send although a colleague is writing to the same customer or has just done so.'),
    confirmStale: z.boolean().default(false)
      .describe('Send although the ledger is old and the customer may have paid.'),
    undoSeconds: z.int().min(0).max(30).optional(),
    quotesOriginal: z.boolean().default(false)
      .describe('Answering: send the answered message below the text.'),
    ...Enclosures,
  }),
  answer: Message,
})

export const undoMessage = endpoint({
  method: 'post', path: '/messages/{messageId}/undo', tag, role: 'collector',
  summary: 'Take back a message that has not left yet', params: messageId, answer: Message,
})

export const linkMessage = endpoint({
  method: 'post', path: '/messages/{messageId}/link', tag, role: 'collector',
  summary: 'Say which customer an unmatched message is from', params: messageId,
  body: z.object({
    customerId: Id,
    alwaysForDomain: z.boolean().default(false),
    addContact: z.boolean().default(false),
  }),
  answer: Message,
})

export const nameTicket = endpoint({
  method: 'put', path: '/messages/{messageId}/ticket', tag, role: 'collector',
  summary: 'Say whether our next mails name the ticket number that this message gave ours',
  params: messageId, body: z.object({ isUsed: z.boolean() }), answer: Message,
})

export const dismissMessage = endpoint({
  method: 'post', path: '/messages/{messageId}/dismiss', tag, role: 'collector',
  summary: 'An unmatched message is not ours', params: messageId, answer: Message,
})

export const getAttachment = endpoint({
  method: 'get', path: '/attachments/{attachmentId}', tag, role: 'viewer',
  summary: 'An attachment, as a download', params: z.object({ attachmentId: Id }),
  answer: z.string(), answerType: 'application/octet-stream',
})

export const CapturedMessage = z.object({
  id: Id, attemptId: Id, channel: z.string(), from: z.string(), to: z.array(z.string()),
  subject: z.string(), text: z.string(), headers: z.record(z.string(), z.string()),
  files: z.array(z.object({
    id: Id, name: z.string(), contentType: z.string(), sizeBytes: z.int(),
  })),
  capturedAt: InstantText,
}).meta({ id: 'CapturedMessage' })

export const listOutbox = endpoint({
  method: 'get', path: '/outbox', tag, role: 'viewer',
  summary: 'The captured outbox: what would have been sent, exactly as accepted, newest first',
  query: z.object(Page), answer: pageOf(CapturedMessage),
})

export const InboundMail = z.object({
  id: Id, state: z.enum(['stored', 'linked', 'unmatched', 'automated', 'bounce', 'quarantine',
    'duplicate', 'own']),
  source: z.string(), envelopeFrom: z.string(), envelopeTo: z.array(z.string()),
  sizeBytes: z.int(), why: z.string().nullable(), messageId: Id.nullable(),
  receivedAt: InstantText, tries: z.int(),
}).meta({ id: 'InboundMail' })

export const receiveMail = endpoint({
  method: 'post', path: '/inbound/mail', tag, role: 'collector', status: 202,
  summary: 'Hand in a raw e-mail (message/rfc822, 30 MB at most). It is stored before the answer',
  query: z.object({ from: z.string().max(254).default(''), to: z.string().max(254).default('') }),
  bodyType: 'message/rfc822', answer: InboundMail,
})

export const listInboundMail = endpoint({
  method: 'get', path: '/inbound/mail', summary: 'Everything that came in, and what became of it',
  tag, role: 'viewer',
  query: z.object({ ...Page, state: InboundMail.shape.state.optional() }),
  answer: pageOf(InboundMail),
})

export const getRawMail = endpoint({
  method: 'get', path: '/inbound/mail/{inboundMailId}/raw', summary: 'The original .eml', tag,
  role: 'viewer', params: z.object({ inboundMailId: Id }), answer: z.string(),
  answerType: 'message/rfc822',
})

export const retryMail = endpoint({
  method: 'post', path: '/inbound/mail/{inboundMailId}/retry', tag, role: 'collector',
  summary: 'Read a quarantined mail again', params: z.object({ inboundMailId: Id }),
  answer: InboundMail,
})
