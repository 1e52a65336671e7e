// Puts a message together from the fields of a provider that does not hand on the original.
import { createHash } from 'node:crypto'

export interface MailFields {
  /** As the provider gives them; those that describe the body are left out. */
  headers: readonly (readonly [name: string, value: string])[]
  from: string
  to: string
  cc?: string
  subject: string
  text: string | null
  html: string | null
  attachments: readonly {
    name: string; type: string; content: Buffer; contentId: string | null
  }[]
}

const MOST_HEADERS = 500
const OF_THE_BODY = /^(mime-version|content-.*|dkim-signature|arc-.*)$/i

/**
 * A whole message with the words, files and conversation of the original. Its signatures are left
 * out, for they were made over another body. The same fields always give the same bytes.
 */
export function rebuildMail(fields: MailFields): Buffer {
  const given = fields.headers.slice(0, MOST_HEADERS)
    .filter(([name]) => /^[\x21-\x39\x3b-\x7e]{1,100}$/.test(name) && !OF_THE_BODY.test(name))
  const has = (wanted: string) => given.some(([name]) => name.toLowerCase() === wanted)
  const missing = ([['From', fields.from], ['To', fields.to], ['Cc', fields.cc ?? ''],
    ['Subject', fields.subject]] as const)
    .filter(([name, value]) => value !== '' && !has(name.toLowerCase()))
  const boundary = `rebuilt-${hashOf(fields)}`
  const head = [...given, ...missing, ['MIME-Version', '1.0'] as const,
    ['Content-Type', `multipart/mixed; boundary="${boundary}"`] as const]
    .map(([name, value]) => `${name}: ${oneLine(value)}`)
  const parts = [
    ...(fields.text === null && fields.html === null ? [] : [bodyPart(fields, `${boundary}-a`)]),
    ...fields.attachments.map(attachmentPart),
  ]
  return Buffer.from([...head, '',
    ...parts.flatMap((part) => [`--${boundary}`, part]), `--${boundary}--`, ''].join('\r\n'))
}

const hashOf = (fields: MailFields): string => {
  const hash = createHash('sha256')
  hash.update(JSON.stringify([fields.headers, fields.from, fields.subject, fields.text,
    fields.html]))
  for (const one of fields.attachments) hash.update(one.name).update(one.content)
  return hash.digest('hex').slice(0, 24)
}

// A line break in a value would begin another header.
const oneLine = (value: string): string =>
  // oxlint-disable-next-line no-control-regex
  value.replace(/[\r\n\u0000]+\s*/g, ' ').trim()

function bodyPart(fields: MailFields, boundary: string): string {
  const texts = ([['plain', fields.text], ['html', fields.html]] as const)
    .flatMap(([type, text]) => (text === null ? [] : [[
      `--${boundary}`, `Content-Type: text/${type}; charset=utf-8`,
      'Content-Transfer-Encoding: base64', '', inLines(Buffer.from(text, 'utf8')),
    ].join('\r\n')]))
  return [`Content-Type: multipart/alternative; boundary="${boundary}"`, '', ...texts,
    `--${boundary}--`].join('\r\n')
}

function attachmentPart(attachment: MailFields['attachments'][number]): string {
  const type = /^[\w.+-]{1,100}\/[\w.+-]{1,100}/.exec(attachment.type)?.[0]
    ?? 'application/octet-stream'
  const name = encodeURIComponent(attachment.name.replace(/\p{Surrogate}/gu, '_'))
    .replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
  return [
    `Content-Type: ${type}`, 'Content-Transfer-Encoding: base64',
    `Content-Disposition: attachment; filename*=utf-8''${name}`,
    ...(attachment.contentId ? [`Content-ID: <${oneLine(attachment.contentId)
      .replace(/[<>]/g, '')}>`] : []),
    '', inLines(attachment.content),
  ].join('\r\n')
}

const inLines = (bytes: Buffer): string =>
  (bytes.toString('base64').match(/.{1,76}/g) ?? []).join('\r\n')
