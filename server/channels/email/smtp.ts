// E-mail by SMTP (nodemailer), with one rule: after the message may have left, it is "unknown".
import nodemailer from 'nodemailer'
import type { Outgoing, Receipt, RefusedAddress, SendingChannel } from '../channel.ts'

export interface SmtpSettings {
  host: string
  port: number
  isTls: boolean
  user: string | null
  password: string | null
}

// All of a send ends within this time, so an attempt older than a lease has no live sender.
const CONNECT_TIMEOUT_MS = 10_000
const SOCKET_TIMEOUT_MS = 20_000

/** Opens a pooled connection; call `close` when the settings change. */
export function openSmtp(settings: SmtpSettings): SendingChannel & { close: () => void } {
  const transport = nodemailer.createTransport({
    pool: true,
    maxConnections: 4,
    host: settings.host,
    port: settings.port,
    secure: settings.isTls,
    ...(settings.user ? { auth: { user: settings.user, pass: settings.password ?? '' } } : {}),
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SOCKET_TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    send: async (message) => {
      try {
        const sent = await transport.sendMail(toMail(message))
        return {
          kind: 'accepted', providerId: sent.messageId ?? null, refused: refusedFor(sent),
        }
      } catch (error) {
        return receiptOf(error)
      }
    },
    find: null,
    close: () => transport.close(),
  }
}

function toMail(message: Outgoing) {
  return {
    from: { name: message.from.name, address: message.from.address },
    to: [...message.to],
    cc: [...message.cc],
    bcc: [...message.bcc],
    ...(message.replyTo ? { replyTo: message.replyTo } : {}),
    subject: message.subject,
    text: message.text,
    ...(message.html ? { html: message.html } : {}),
    messageId: `<${message.messageRef}>`,
    ...(message.inReplyTo ? { inReplyTo: `<${message.inReplyTo}>` } : {}),
    references: message.references.map((ref) => `<${ref}>`),
    attachments: (message.files ?? []).map(({ name, contentType, content }) =>
      ({ filename: name, contentType, content, contentDisposition: 'attachment' as const })),
    headers: {
      // RFC 3834: what a machine sends says so.
      ...(message.isAutomatic ? { 'Auto-Submitted': 'auto-generated' } : {}),
      'X-Duebox-Loop': message.attemptId,
    },
  }
}

/** Those whom the server refused for good, though it may have taken the message for others. */
function refusedFor(sent: { rejectedErrors?: unknown }): RefusedAddress[] {
  const errors = Array.isArray(sent.rejectedErrors) ? sent.rejectedErrors : []
  return errors.flatMap((thrown: unknown) => {
    const error = (thrown ?? {}) as SmtpError & { recipient?: string } // Checked below.
    if (error.recipient === undefined || (error.responseCode ?? 0) < 500) return []
    return [{ address: error.recipient.toLowerCase(), why: whyOf(error) }]
  })
}

interface SmtpError {
  code?: string
  command?: string
  responseCode?: number
  message?: string
  syscall?: string
  rejectedErrors?: unknown
}

// Codes that arise before any byte of the message can have been taken. A lost connection is not
// among them: nodemailer reports it alike before and after the content ("CONN").
const NEVER_STARTED = new Set(['EDNS', 'ETLS', 'EAUTH', 'ENOAUTH', 'EOAUTH2', 'ECONNREFUSED'])
const NO_GREETING = /^(Connection timeout|Greeting never received)/

const whyOf = (error: SmtpError) =>
  (error.message ?? 'The mail server gave no reason.').slice(0, 500)

/** Reads nodemailer's error. A reply code means the server said no; silence means unknown. */
export function receiptOf(thrown: unknown): Receipt {
  const error = (thrown ?? {}) as SmtpError // Every field is optional and checked below.
  const why = whyOf(error)
  if (error.responseCode !== undefined) {
    const isPermanent = error.responseCode >= 500
    const isAboutRecipient = error.command === 'RCPT TO' || error.code === 'EENVELOPE'
    return {
      kind: 'refused', why, isPermanent, isAddressDead: isPermanent && isAboutRecipient,
      refused: refusedFor(error),
    }
  }
  const neverStarted = NEVER_STARTED.has(error.code ?? '')
    || (error.syscall === 'connect')
    || NO_GREETING.test(error.message ?? '')
  if (neverStarted) return { kind: 'refused', why, isPermanent: false, isAddressDead: false }
  return { kind: 'unknown', why }
}
