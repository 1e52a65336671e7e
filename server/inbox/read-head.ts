// The head of a raw message: its header lines, unfolded, and where the body begins.
import type { MailHeader } from '#domain/mail/mail.ts'
import { decodeHeader } from './decode-header.ts'

export const MOST_HEAD_BYTES = 256 * 1024
const MOST_HEADERS = 1_000
const LF = 0x0a

export interface RawHeader {
  name: string
  /** One character per byte, unfolded, not decoded. */
  raw: string
}

export interface Head {
  headers: RawHeader[]
  /** Where the body begins; the length of the bytes when there is no blank line. */
  bodyAt: number
  isTooLarge: boolean
}

/** Reads at most 256 KB and 1,000 headers. */
export function readHead(bytes: Uint8Array): Head {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const headers: RawHeader[] = []
  let position = 0
  while (position < buffer.length && position < MOST_HEAD_BYTES) {
    const lineEnd = buffer.indexOf(LF, position)
    const end = Math.min(lineEnd < 0 ? buffer.length : lineEnd, MOST_HEAD_BYTES)
    const line = buffer.toString('latin1', position, end).replace(/\r{1,3}$/, '')
    position = end + 1
    if (line === '') return { headers, bodyAt: position, isTooLarge: false }
    addLine(headers, line)
  }
  const isTooLarge = position < buffer.length
  return { headers, bodyAt: Math.min(position, buffer.length), isTooLarge }
}

/** Headers as text, in order; 8-bit bytes by the message's own charset. */
export function decodeHeaders(headers: readonly RawHeader[]): MailHeader[] {
  const charset = charsetOf(headers)
  return headers.map(({ name, raw }) => ({ name, value: decodeHeader(raw, charset) }))
}

/** The charset that the message itself names, for its raw 8-bit headers. */
export function charsetOf(headers: readonly RawHeader[]): string | null {
  const type = headers.find((header) => header.name === 'content-type')?.raw ?? ''
  return parameterOf(type, 'charset')
}

/** A parameter of a structured header, `charset` of `text/plain; charset="utf-8"`. */
export function parameterOf(value: string, name: string): string | null {
  for (const part of value.slice(0, 4_000).split(';').slice(1)) {
    const equals = part.indexOf('=')
    if (equals < 0 || part.slice(0, equals).trim().toLowerCase() !== name) continue
    return part.slice(equals + 1).trim().replaceAll('"', '') || null
  }
  return null
}

function addLine(headers: RawHeader[], line: string): void {
  const last = headers.at(-1)
  if (line.startsWith(' ') || line.startsWith('\t')) {
    if (last) last.raw += ` ${line.trim()}`
    return
  }
  const colon = line.indexOf(':')
  // A name has no white space inside; other lines are junk before or between headers.
  const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase()
  if (name === '' || /[^\u0021-\u007e]/.test(name) || headers.length >= MOST_HEADERS) return
  headers.push({ name, raw: line.slice(colon + 1).trim() })
}
