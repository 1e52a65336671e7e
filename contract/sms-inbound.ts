// SMS that came in: the address that Twilio calls, the list of them, and playing a customer.
import { z } from 'zod'
import { endpoint, Id, InstantText, Page, pageOf } from './endpoint.ts'

export const receiveSms = endpoint({
  method: 'post', path: '/hooks/twilio/{organizationId}/inbound', tag: 'SMS', role: 'anyone',
  summary: 'Twilio hands over an SMS that came in; its signature proves who calls. It is stored '
    + 'before the answer, and the answer says nothing to the sender',
  params: z.object({ organizationId: Id }), bodyType: 'application/x-www-form-urlencoded',
  answer: z.string(), answerType: 'text/xml',
})

export const textSandbox = endpoint({
  method: 'post', path: '/sandbox/sms', tag: 'SMS', role: 'collector', status: 201,
  summary: 'Play a customer who texts: only in a sandbox. It takes the way of every SMS',
  body: z.object({
    from: z.string().trim().min(3).max(40).describe('The number of a contact, or a stranger’s.'),
    to: z.string().trim().max(40).optional()
      .describe('Which of our numbers; else the one that texted them last, or the first there is.'),
    body: z.string().max(1600),
  }),
  answer: z.object({ messageId: Id.nullable() }),
})

export const InboundSms = z.object({
  id: Id, providerSid: z.string(), via: z.enum(['webhook', 'poll', 'sandbox']),
  from: z.string(), to: z.string(), body: z.string(),
  state: z.enum(['stored', 'linked', 'unmatched', 'keyword', 'quarantine']),
  messageId: Id.nullable(), why: z.string().nullable(), tries: z.int(), receivedAt: InstantText,
}).meta({ id: 'InboundSms' })

export const listInboundSms = endpoint({
  method: 'get', path: '/inbound-sms', tag: 'SMS', role: 'collector',
  summary: 'Every SMS that came in and what became of it, the newest first; those in quarantine '
    + 'could not be settled in five tries',
  query: z.object({ ...Page, state: InboundSms.shape.state.optional() }),
  answer: pageOf(InboundSms),
})

export const retrySms = endpoint({
  method: 'post', path: '/inbound-sms/{inboundSmsId}/retry', tag: 'SMS', role: 'collector',
  summary: 'Try an SMS in quarantine again', params: z.object({ inboundSmsId: Id }),
  answer: InboundSms,
})
