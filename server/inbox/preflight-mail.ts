// Looks at raw bytes before the MIME parser may: refuses bombs, mends what would confuse it.
import { MOST_HEAD_BYTES, readHead } from './read-head.ts'

export const MOST_MAIL_BYTES = 30 * 1024 * 1024
const MOST_PARTS = 1_000
const MOST_BOUNDARIES = 1_000
const MOST_DASH_LINES = 200_000
const LONGEST_BOUNDARY_LINE = 250
const LF = 0x0a
const CR = 0x0d

export type Preflight =
  | { ok: true; bytes: Uint8Array }
  | { ok: false; why: 'too_large' | 'too_many_parts' | 'headers_too_large'; bytes: Uint8Array }

/** `bytes` are mended either way: line ends, and what stood before the first header. */
export function preflightMail(raw: Uint8Array): Preflight {
  const isTooLarge = raw.length > MOST_MAIL_BYTES
  const bytes = fromFirstHeader(withLineFeeds(isTooLarge ? raw.subarray(0, MOST_HEAD_BYTES) : raw))
  if (isTooLarge) return { ok: false, why: 'too_large', bytes }
  if (readHead(bytes).isTooLarge) return { ok: false, why: 'headers_too_large', bytes }
  if (hasTooManyParts(bytes)) return { ok: false, why: 'too_many_parts', bytes }
  return { ok: true, bytes }
}

// Some old gateways end lines with CR alone; a parser then sees one giant header.
function withLineFeeds(bytes: Uint8Array): Uint8Array {
  const start = bytes.subarray(0, 8_192)
  let lineFeeds = 0
  let bareReturns = 0
  for (let at = 0; at < start.length; at += 1) {
    if (start[at] === LF) lineFeeds += 1
    if (start[at] === CR && start[at + 1] !== LF && start[at + 1] !== CR) bareReturns += 1
  }
  if (bareReturns === 0 || bareReturns <= lineFeeds) return bytes
  const mended = bytes.slice()
  for (let at = 0; at < mended.length; at += 1) {
    if (mended[at] === CR && mended[at + 1] !== LF) mended[at] = LF
  }
  return mended
}

// Blank lines, a UTF-8 mark and the `From ` line of a mailbox file may stand before the head.
function fromFirstHeader(bytes: Uint8Array): Uint8Array {
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  while (at < bytes.length && (bytes[at] === LF || bytes[at] === CR)) at += 1
  const first = Buffer.from(bytes.subarray(at, at + 6)).toString('latin1')
  if (first.startsWith('From ') || first.startsWith('>From ')) {
    const lineEnd = bytes.indexOf(LF, at)
    at = lineEnd < 0 ? at : lineEnd + 1
  }
  return at === 0 ? bytes : bytes.subarray(at)
}

function hasTooManyParts(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const boundaries = boundariesIn(buffer)
  if (boundaries.size === 0) return false
  if (boundaries.size > MOST_BOUNDARIES) return true
  let parts = 0
  let dashLines = 0
  // Only lines that begin with two dashes matter; the native search skips all others.
  for (let at = buffer.indexOf('\n--'); at >= 0; at = buffer.indexOf('\n--', at + 3)) {
    dashLines += 1
    if (dashLines > MOST_DASH_LINES) return true
    const lineEnd = buffer.indexOf(LF, at + 3)
    const end = Math.min(lineEnd < 0 ? buffer.length : lineEnd, at + LONGEST_BOUNDARY_LINE)
    const line = buffer.toString('latin1', at + 3, end).trimEnd()
    if (boundaries.has(line) || boundaries.has(line.replace(/--$/, ''))) parts += 1
    if (parts > MOST_PARTS) return true
  }
  return false
}

function boundariesIn(buffer: Buffer): Set<string> {
  const found = new Set<string>()
  for (const word of ['boundary', 'Boundary', 'BOUNDARY']) {
    for (let at = buffer.indexOf(word); at >= 0; at = buffer.indexOf(word, at + word.length)) {
      const line = buffer.toString('latin1', at + word.length, at + word.length + 200)
      const equals = line.search(/\S/)
      if (line.charAt(equals) !== '=') continue
      found.add(boundaryOf(line.slice(equals + 1).trimStart()))
      if (found.size > MOST_BOUNDARIES) return found
    }
  }
  found.delete('')
  return found
}

function boundaryOf(text: string): string {
  if (text.startsWith('"')) return text.slice(1, Math.max(text.indexOf('"', 1), 1))
  return (text.split(/[;\r\n]/)[0] ?? '').trimEnd()
}
