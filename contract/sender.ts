// The e-mail sender: whether it is verified, what others see of its domain, and a test to oneself.
import { z } from 'zod'
import { endpoint, InstantText } from './endpoint.ts'

const tag = 'Organization'

export const SENDER_STATES = ['outbox', 'unverified', 'verified', 'failing'] as const
export const SENDER_CHECKS = ['spf', 'dkim', 'dmarc', 'tls'] as const
export const CHECK_RESULTS = ['good', 'weak', 'missing', 'unknown'] as const

export const SenderState = z.object({
  state: z.enum(SENDER_STATES),
  verifiedAt: InstantText.nullable().describe('When a test to oneself was last taken.'),
  failingSince: InstantText.nullable(),
  error: z.string().nullable(),
}).meta({ id: 'SenderState' })

export const getSenderState = endpoint({
  method: 'get', path: '/settings/email/sender', tag, role: 'viewer', answer: SenderState,
  summary: 'Whether the e-mail sender works',
})

export const testSender = endpoint({
  method: 'post', path: '/settings/email/test', tag, role: 'admin', status: 200,
  summary: 'Send a real text with a real customer’s figures to one’s own address, and to nobody '
    + 'else; the sender is verified when it was taken',
  answer: SenderState.extend({ to: z.string(), subject: z.string() }),
})

export const checkSender = endpoint({
  method: 'post', path: '/settings/email/checks', tag, role: 'admin', status: 200,
  summary: 'Look up SPF, DKIM and DMARC of the sender’s domain, and whether the server speaks TLS',
  body: z.object({
    selector: z.string().regex(/^[a-z0-9._-]{1,63}$/i).nullable().default(null)
      .describe('Of the DKIM key; left out, the usual ones are tried.'),
  }),
  answer: z.object({
    domain: z.string().nullable(),
    checks: z.array(z.object({
      name: z.enum(SENDER_CHECKS), result: z.enum(CHECK_RESULTS),
      found: z.string().describe('The record, or the answer of the server; empty if none.'),
      advice: z.string().describe('What to do; empty where nothing is to be done.'),
      host: z.string().describe('Where the record stands, or belongs.'),
    })),
  }),
})
