// What each provider posts, as one shape: the raw message, or the fields to put it together from.
import { z } from 'zod'
import { invalid } from '../platform/errors.ts'
import type { HookProvider } from './hook-store.ts'
import { fieldText, readForm, type FormField } from './read-form.ts'
import { rebuildMail, type MailFields } from './rebuild-mail.ts'

export interface PostedMail {
  raw: Buffer
  isRebuilt: boolean
  envelopeFrom: string
  envelopeTo: string[]
}

export function readPosted(provider: HookProvider, posted: {
  body: Buffer; contentType: string; query: { from: string; to: string }
}): PostedMail {
  const { body, contentType, query } = posted
  switch (provider) {
    case 'raw': return {
      raw: body, isRebuilt: false, envelopeFrom: query.from,
      envelopeTo: query.to === '' ? [] : [query.to],
    }
    case 'postmark': return fromPostmark(body)
    case 'sendgrid': return fromSendgrid(readForm(body, contentType))
    case 'mailgun': return fromMailgun(readForm(body, contentType))
  }
}

const Envelope = z.object({
  from: z.string().default(''), to: z.array(z.string()).max(100).default([]),
})

function fromSendgrid(fields: readonly FormField[]): PostedMail {
  const text = (name: string) => fieldText(fields, name)
  const envelope = Envelope.safeParse(jsonOf(text('envelope'))).data ?? { from: '', to: [] }
  const about = { envelopeFrom: envelope.from, envelopeTo: envelope.to }
  const raw = fields.find((field) => field.name === 'email')?.bytes
  if (raw !== undefined && raw.length > 0) return { raw, isRebuilt: false, ...about }
  const headers = headerLines(text('headers') ?? '')
  requireContent(headers.length > 0 || text('from') !== null, 'SendGrid')
  return {
    ...about, isRebuilt: true, raw: rebuildMail({
      headers, from: text('from') ?? envelope.from, to: text('to') ?? '', cc: text('cc') ?? '',
      subject: text('subject') ?? '', text: text('text'), html: text('html'),
      attachments: filesOf(fields),
    }),
  }
}

const HeaderList = z.array(z.tuple([z.string(), z.string()])).max(1_000)

function fromMailgun(fields: readonly FormField[]): PostedMail {
  const text = (name: string) => fieldText(fields, name)
  const about = {
    envelopeFrom: text('sender') ?? '',
    envelopeTo: (text('recipient') ?? '').split(',').map((one) => one.trim())
      .filter((one) => one !== ''),
  }
  const raw = fields.find((field) => field.name === 'body-mime')?.bytes
  if (raw !== undefined && raw.length > 0) return { raw, isRebuilt: false, ...about }
  const headers = HeaderList.safeParse(jsonOf(text('message-headers'))).data ?? []
  requireContent(headers.length > 0 || text('from') !== null, 'Mailgun')
  return {
    ...about, isRebuilt: true, raw: rebuildMail({
      headers, from: text('from') ?? '', to: text('To') ?? text('to') ?? '',
      subject: text('subject') ?? '', text: text('body-plain'), html: text('body-html'),
      attachments: filesOf(fields),
    }),
  }
}

const Postmark = z.object({
  RawEmail: z.string().optional(), From: z.string().default(''), To: z.string().default(''),
  Cc: z.string().default(''), Subject: z.string().default(''), Date: z.string().default(''),
  OriginalRecipient: z.string().default(''), ReplyTo: z.string().default(''),
  TextBody: z.string().nullish(), HtmlBody: z.string().nullish(),
  Headers: z.array(z.object({ Name: z.string(), Value: z.string() })).max(1_000).default([]),
  Attachments: z.array(z.object({
    Name: z.string().default(''), Content: z.string().default(''),
    ContentType: z.string().default(''), ContentID: z.string().nullish(),
  })).max(500).default([]),
})

function fromPostmark(body: Buffer): PostedMail {
  const parsed = Postmark.safeParse(jsonOf(body.toString('utf8')))
  if (!parsed.success) throw invalid('This is not what Postmark posts for an inbound message.')
  const mail = parsed.data
  const headers = mail.Headers.map((header) => [header.Name, header.Value] as const)
  const returnPath = headers.find(([name]) => name.toLowerCase() === 'return-path')?.[1] ?? ''
  const about = {
    envelopeFrom: returnPath.replace(/[<>]/g, '').trim(),
    envelopeTo: mail.OriginalRecipient === '' ? [] : [mail.OriginalRecipient],
  }
  if (mail.RawEmail) return { raw: Buffer.from(mail.RawEmail), isRebuilt: false, ...about }
  requireContent(mail.From !== '' || headers.length > 0, 'Postmark')
  const own = ([['Date', mail.Date], ['Reply-To', mail.ReplyTo]] as const)
    .filter(([, value]) => value !== '')
  return {
    ...about, isRebuilt: true, raw: rebuildMail({
      headers: [...headers, ...own], from: mail.From, to: mail.To, cc: mail.Cc,
      subject: mail.Subject, text: mail.TextBody ?? null, html: mail.HtmlBody ?? null,
      attachments: mail.Attachments.map((one) => ({
        name: one.Name, type: one.ContentType, contentId: one.ContentID || null,
        content: Buffer.from(one.Content, 'base64'),
      })),
    }),
  }
}

function requireContent(has: boolean, provider: string): void {
  if (!has) throw invalid(`This is not what ${provider} posts for an inbound message.`)
}

function jsonOf(text: string | null): unknown {
  if (text === null) return null
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** A block of header lines, folded ones joined. */
function headerLines(block: string): (readonly [string, string])[] {
  return block.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/).flatMap((line) => {
    const gap = line.indexOf(':')
    return gap > 0 ? [[line.slice(0, gap).trim(), line.slice(gap + 1).trim()] as const] : []
  })
}

const filesOf = (fields: readonly FormField[]): MailFields['attachments'] =>
  fields.filter((field) => field.fileName !== null && /^attachment-?\d+$/.test(field.name))
    .map((field) => ({
      name: field.fileName ?? '', type: field.contentType, content: field.bytes, contentId: null,
    }))
