// What is said of a raw e-mail before anything is done with it.
import { z } from 'zod'
import { endpoint } from './endpoint.ts'

export const RISKS = ['safe', 'caution', 'dangerous'] as const

export const MailExplanation = z.object({
  from: z.string().nullable(), fromName: z.string(), subject: z.string(),
  messageId: z.string().nullable().describe('Without angle brackets, as all ids here.'),
  inReplyTo: z.string().nullable(), references: z.array(z.string()),
  text: z.string(),
  replyText: z.string().describe('What was written, without quoted history and signature.'),
  unquotedText: z.string().describe('The same with the signature.'),
  safeHtml: z.string().nullable().describe('Sanitised; show it in a sandboxed frame only.'),
  kind: z.enum(['human', 'auto_reply', 'bounce', 'read_receipt', 'feedback_report',
    'delivery_notice', 'forward_confirmation', 'bulk', 'automated']),
  isAutoReply: z.boolean(), isBounce: z.boolean(),
  bounceRecipients: z.array(z.string()), bounceStatus: z.string().nullable(),
  bounceTemporary: z.boolean(),
  bounceHard: z.boolean().describe('The address itself is dead.'),
  originalMessageId: z.string().nullable().describe('The message that this one reports about.'),
  forwarded: z.boolean(),
  forwardedVia: z.string().nullable()
    .describe('The path and who forwarded, such as `gmail: billing@seller.example`.'),
  confirmation: z.object({
    provider: z.string(), code: z.string().nullable(), link: z.string().nullable(),
    mailbox: z.string().nullable(),
  }).nullable().describe('A provider asks whether it may forward mail to us.'),
  attachments: z.array(z.object({
    name: z.string(), type: z.string(), sizeBytes: z.int(),
    disposition: z.enum(['attachment', 'inline']).nullable(), contentId: z.string().nullable(),
    risk: z.enum(RISKS), why: z.string().nullable(),
  })),
  unreadable: z.string().optional()
    .describe('Why the message could not be read in full; the rest is what could be.'),
}).meta({ id: 'MailExplanation' })

export const explainMail = endpoint({
  method: 'post', path: '/mail/explain', tag: 'Messages', role: 'admin',
  summary: 'The verdict on a raw e-mail (message/rfc822, 30 MB at most); nothing is stored',
  bodyType: 'message/rfc822', answer: MailExplanation,
})
