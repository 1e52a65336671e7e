// Every way in for a customer's answer: the reply address and its test, mailboxes, and hooks.
import { z } from 'zod'
import { endpoint, Id, InstantText } from './endpoint.ts'

const tag = 'Ways in'

export const REPLY_KINDS = ['group', 'person', 'imap'] as const
export const PROVIDERS = ['gmail', 'google_group', 'outlook', 'microsoft365', 'imap', 'webhook',
  'other'] as const

export const ReplyAddress = z.object({
  kind: z.enum(REPLY_KINDS).describe('A group address, a person’s, or a mailbox read by IMAP.'),
  address: z.email().max(254).describe('The mailbox that customers answer to.'),
  provider: z.enum(PROVIDERS),
}).meta({ id: 'ReplyAddress' })

export const ReplyProbe = z.object({
  id: Id,
  state: z.enum(['waiting', 'late', 'failed', 'returned', 'changed']),
  address: z.string(), sentAt: InstantText,
  waitedSeconds: z.int().describe('Until it came back, or until now, by the real clock.'),
  returnedAt: InstantText.nullable(),
  failedWhy: z.string().nullable(),
  isCaptured: z.boolean().describe('It went into the captured outbox and left no machine.'),
  advice: z.array(z.string()).describe('What to look at, likeliest first.'),
  seen: z.object({
    way: z.enum(['smtp', 'webhook', 'imap']), mailbox: z.string().nullable(), from: z.string(),
    isSenderKept: z.boolean(), isThreadKept: z.boolean(), forwardedVia: z.string().nullable(),
    authentication: z.enum(['pass', 'fail', 'none']).nullable(),
  }).nullable(),
}).meta({ id: 'ReplyProbe' })

export const ReplyAddressSetup = z.object({
  intakeAddress: z.string(),
  replyAddress: ReplyAddress.nullable(),
  confirmation: z.object({
    provider: z.string(), code: z.string().nullable(), link: z.string().nullable(),
    mailbox: z.string().nullable(), receivedAt: InstantText,
  }).nullable().describe('The newest question of a provider; we never follow its link.'),
  probe: ReplyProbe.nullable(),
  lastReceived: z.object({
    at: InstantText, way: z.enum(['smtp', 'webhook', 'imap']),
  }).nullable(),
  takesSmtp: z.boolean().describe('Whether this installation takes mail by SMTP.'),
}).meta({ id: 'ReplyAddressSetup' })

export const getReplyAddress = endpoint({
  method: 'get', path: '/settings/reply-address', tag, role: 'admin',
  summary: 'How answers get here: the intake address, the provider’s question, and the last test',
  answer: ReplyAddressSetup,
})

export const saveReplyAddress = endpoint({
  method: 'put', path: '/settings/reply-address', tag, role: 'admin',
  summary: 'Say which mailbox customers answer to', body: ReplyAddress, answer: ReplyAddressSetup,
})

export const sendReplyProbe = endpoint({
  method: 'post', path: '/settings/reply-address/test', tag, role: 'admin',
  summary: 'Send a test to the mailbox that customers answer to, and wait for it to come back',
  answer: ReplyAddressSetup,
})

const mailboxId = z.object({ mailboxId: Id })
const Encryption = z.enum(['tls', 'starttls', 'none'])

export const Mailbox = z.object({
  id: Id, name: z.string(), host: z.string(), port: z.int(), encryption: Encryption,
  user: z.string(), folder: z.string(), sentFolder: z.string().nullable(),
  state: z.enum(['new', 'working', 'failing']),
  failingSince: InstantText.nullable(), lastError: z.string().nullable(),
  lastCheckedAt: InstantText.nullable(), lastMailAt: InstantText.nullable(),
  gaps: z.array(z.object({
    folder: z.string(), uid: z.int(), why: z.string(), notedAt: InstantText,
  })).describe('Messages that could not be fetched: look at them in the mailbox.'),
}).meta({ id: 'Mailbox' })

const MailboxWish = z.object({
  name: z.string().trim().min(1).max(100),
  host: z.string().trim().min(1).max(253).regex(/^[^\s/]+$/, 'Enter a host name, such as '
    + 'imap.company.com.'),
  port: z.int().min(1).max(65535).default(993),
  encryption: Encryption.default('tls'),
  user: z.string().trim().min(1).max(254),
  password: z.string().min(1).max(500),
  folder: z.string().trim().min(1).max(500).default('INBOX'),
  sentFolder: z.string().trim().max(500).nullable().default(null)
    .describe('Answers found there close the reply action they answer.'),
})

export const listMailboxes = endpoint({
  method: 'get', path: '/mailboxes', summary: 'Mailboxes that are read by IMAP', tag,
  role: 'admin', answer: z.object({ items: z.array(Mailbox) }),
})

export const addMailbox = endpoint({
  method: 'post', path: '/mailboxes', tag, role: 'admin', status: 201,
  summary: 'Read a mailbox from now on. It is looked into at once; nothing in it is changed',
  body: MailboxWish, answer: Mailbox,
})

export const saveMailbox = endpoint({
  method: 'patch', path: '/mailboxes/{mailboxId}', tag, role: 'admin', params: mailboxId,
  summary: 'Change a mailbox. What is left out stays, the password too', answer: Mailbox,
  // The defaults of a new mailbox must not overwrite what is left out here.
  body: z.object({
    ...MailboxWish.shape, port: z.int().min(1).max(65535), encryption: Encryption,
    folder: z.string().trim().min(1).max(500),
    sentFolder: z.string().trim().max(500).nullable(),
  }).partial(),
})

export const removeMailbox = endpoint({
  method: 'delete', path: '/mailboxes/{mailboxId}', tag, role: 'admin', params: mailboxId,
  summary: 'Stop reading a mailbox; what came out of it stays',
})

export const checkMailbox = endpoint({
  method: 'post', path: '/mailboxes/{mailboxId}/check', tag, role: 'admin', params: mailboxId,
  summary: 'Look into a mailbox now, also for messages that could not be fetched before',
  answer: Mailbox,
})

export const HOOK_PROVIDERS = ['sendgrid', 'mailgun', 'postmark', 'raw'] as const

export const InboundHook = z.object({
  id: Id, name: z.string(), provider: z.enum(HOOK_PROVIDERS), isSigned: z.boolean(),
  createdAt: InstantText, lastMailAt: InstantText.nullable(),
  refusedAt: InstantText.nullable(), refusedWhy: z.string().nullable(),
}).meta({ id: 'InboundHook' })

export const listInboundHooks = endpoint({
  method: 'get', path: '/inbound-hooks', tag, role: 'admin',
  summary: 'Addresses that mail providers post to',
  answer: z.object({ items: z.array(InboundHook) }),
})

export const addInboundHook = endpoint({
  method: 'post', path: '/inbound-hooks', tag, role: 'admin', status: 201,
  summary: 'Make an address for a mail provider to post to; it is shown once',
  body: z.object({
    name: z.string().trim().min(1).max(100), provider: z.enum(HOOK_PROVIDERS),
    secret: z.string().trim().max(2000).nullable().default(null).describe(
      'SendGrid: the public key. Mailgun: the signing key. Postmark: user:password. Raw: none.'),
  }),
  answer: z.object({ hook: InboundHook, url: z.string() }),
})

export const revokeInboundHook = endpoint({
  method: 'delete', path: '/inbound-hooks/{hookId}', tag, role: 'admin',
  summary: 'Revoke such an address: calls to it are refused', params: z.object({ hookId: Id }),
})

const hookToken = z.object({ hookToken: z.string().max(200) })
/** Providers look at the status alone. */
const Taken = z.object({ inboundMailId: Id, isDuplicate: z.boolean() })

export const postSendgrid = endpoint({
  method: 'post', path: '/inbound/{hookToken}/sendgrid', tag, role: 'anyone', params: hookToken,
  summary: 'SendGrid Inbound Parse. The token in the address names the organization',
  bodyType: 'multipart/form-data', answer: Taken,
})

export const postMailgun = endpoint({
  method: 'post', path: '/inbound/{hookToken}/mailgun', tag, role: 'anyone', params: hookToken,
  summary: 'A Mailgun route (forward or store and notify), with or without the original message',
  bodyType: 'multipart/form-data', answer: Taken,
})

export const postMailgunMime = endpoint({
  ...postMailgun, path: '/inbound/{hookToken}/mailgun/mime',
  // Mailgun hands on the original to addresses that end so.
  summary: 'The same address as Mailgun needs it to post the original message',
})

export const postPostmark = endpoint({
  method: 'post', path: '/inbound/{hookToken}/postmark', tag, role: 'anyone', params: hookToken,
  summary: 'A Postmark inbound webhook, best with the raw e-mail included',
  bodyType: 'application/json', answer: Taken,
})

export const postRaw = endpoint({
  method: 'post', path: '/inbound/{hookToken}/raw', tag, role: 'anyone', params: hookToken,
  summary: 'A raw message, from a mail server’s pipe or a script', bodyType: 'message/rfc822',
  query: z.object({ from: z.string().max(254).default(''), to: z.string().max(254).default('') }),
  answer: Taken,
})
