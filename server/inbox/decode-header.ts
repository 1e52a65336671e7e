// Header bytes to text: encoded words (RFC 2047) and raw 8-bit bytes, which parsers turn into �.

const LONGEST_CHARSET = 40

/**
 * `raw` has one character per byte (latin1). Raw 8-bit bytes are UTF-8 if they can be, else
 * `charset` (the message's own), else Windows-1252.
 */
export function decodeHeader(raw: string, charset: string | null = null): string {
  if (!raw.includes('=?')) return cleanText(decodePlain(raw, charset))
  let text = ''
  let from = 0
  let pending: { charset: string; bytes: Buffer } | null = null
  for (let open = raw.indexOf('=?'); open >= 0; open = raw.indexOf('=?', from)) {
    const word = encodedWordAt(raw, open)
    const between = raw.slice(from, word ? open : open + 2)
    // White space between two encoded words is not part of the text.
    const isGlued = word !== null && pending !== null && between.trim() === ''
    if (!isGlued) {
      text += flush(pending) + decodePlain(between, charset)
      pending = null
    }
    // A character may be split over two words, so bytes of one charset are joined first.
    if (word && pending && pending.charset === word.charset) {
      pending = { charset: word.charset, bytes: Buffer.concat([pending.bytes, word.bytes]) }
    } else if (word) {
      text += flush(pending)
      pending = word
    }
    from = word ? word.endsAt : open + 2
  }
  return cleanText(text + flush(pending) + decodePlain(raw.slice(from), charset))
}

/** Raw 8-bit bytes decoded, encoded words left as they are: for address parsing. */
export function decodePlain(raw: string, charset: string | null): string {
  if (!hasHighByte(raw)) return raw
  const bytes = Buffer.from(raw, 'latin1')
  return decodeUtf8(bytes) ?? decodeBytes(bytes, charset ?? 'windows-1252')
}

/** Bytes of a charset as text; an unknown charset is read as UTF-8 or else Windows-1252. */
export function decodeBytes(bytes: Uint8Array, charset: string): string {
  const decoder = decoderOf(charset)
  if (decoder) return decoder.decode(bytes)
  return decodeUtf8(bytes) ?? Buffer.from(bytes).toString('latin1')
}

function encodedWordAt(raw: string, open: number) {
  const charsetEnds = raw.indexOf('?', open + 2)
  if (charsetEnds < 0 || charsetEnds - open > LONGEST_CHARSET) return null
  const encoding = raw.charAt(charsetEnds + 1).toUpperCase()
  if ((encoding !== 'B' && encoding !== 'Q') || raw.charAt(charsetEnds + 2) !== '?') return null
  const close = raw.indexOf('?=', charsetEnds + 3)
  if (close < 0) return null
  const content = raw.slice(charsetEnds + 3, close)
  // A language may stand behind the charset: `utf-8*en`.
  const charset = raw.slice(open + 2, charsetEnds).split('*')[0]?.toLowerCase() ?? ''
  const bytes = encoding === 'B' ? Buffer.from(content, 'base64') : quotedBytes(content)
  return { charset, bytes, endsAt: close + 2 }
}

function quotedBytes(content: string): Buffer {
  const bytes = content.replace(/_/g, ' ').replace(/=([0-9a-fA-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1')
}

const flush = (word: { charset: string; bytes: Buffer } | null): string =>
  word ? decodeBytes(word.bytes, word.charset) : ''

const decoders = new Map<string, TextDecoder | null>()

function decoderOf(charset: string): TextDecoder | null {
  const label = charset.trim().toLowerCase()
  const known = decoders.get(label)
  if (known !== undefined) return known
  let decoder: TextDecoder | null = null
  try {
    decoder = new TextDecoder(label)
  } catch {
    decoder = null // Not a charset that the platform knows; UTF-7 is left alone on purpose.
  }
  // A sender may invent charsets without end.
  if (decoders.size < 200) decoders.set(label, decoder)
  return decoder
}

const strictDecoder = new TextDecoder('utf-8', { fatal: true })

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return strictDecoder.decode(bytes)
  } catch {
    return null
  }
}

// oxlint-disable-next-line no-control-regex
const hasHighByte = (raw: string): boolean => /[\u0080-\u00ff]/.test(raw)

const cleanText = (text: string): string =>
  // oxlint-disable-next-line no-control-regex
  text.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim()
