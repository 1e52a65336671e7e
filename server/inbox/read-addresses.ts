// Who a message is from and to: addresses only as they stand, never from decoded names.
import { addressParser } from 'postal-mime'
import type { MailAddress } from '#domain/mail/mail.ts'
import { decodeHeader, decodePlain } from './decode-header.ts'
import type { RawHeader } from './read-head.ts'

const MOST_TEXT = 64 * 1024
const MOST_ADDRESSES = 200

/** The addresses of all headers of a name, at most 200. */
export function readAddresses(
  headers: readonly RawHeader[], name: string, charset: string | null,
): MailAddress[] {
  return headers.filter((header) => header.name === name)
    .flatMap((header) => parseAddresses(header.raw, charset))
    .filter((address) => address.address !== '')
    .slice(0, MOST_ADDRESSES)
}

/** The sender, and whether the From header can be trusted to name one at all. */
export function readFrom(headers: readonly RawHeader[], charset: string | null): {
  from: MailAddress | null
  isSenderDoubtful: boolean
} {
  const raws = headers.filter((header) => header.name === 'from').map((header) => header.raw)
  const all = raws.flatMap((raw) => parseAddresses(raw, charset))
  const from = all[0] ?? null
  const raw = raws[0] ?? ''
  // Mailsploit: an encoded word that holds an address, or control characters in one.
  const isEncodedAddress = from !== null && (
    (from.address === '' && from.name.includes('@'))
    || /=\?|\?=/.test(raw.slice(raw.lastIndexOf('<') + 1).split('>')[0] ?? '')
      && from.address !== ''
    || hasControl(decodeOnly(raw)))
  return { from, isSenderDoubtful: raws.length > 1 || all.length > 1 || isEncodedAddress }
}

function parseAddresses(raw: string, charset: string | null): MailAddress[] {
  const text = decodePlain(withPlainNames(raw.slice(0, MOST_TEXT)), charset)
  const found: MailAddress[] = []
  for (const entry of addressParser(text, { flatten: true })) {
    if (entry.address === undefined || found.length >= MOST_ADDRESSES) continue
    const name = entry.name.replace(/\s+/g, ' ').trim().slice(0, 300)
    found.push({ address: cleanAddress(entry.address), name })
  }
  return found
}

const ENCODED_WORD = /=\?[^?\s]{1,40}\?[QqBb]\?[^?]{0,500}\?=/g

// Raw 8-bit bytes inside an encoded word: the parser's decoder would garble the name.
const withPlainNames = (raw: string): string =>
  raw.replace(ENCODED_WORD, (word) => /[\u0080-\u00ff]/.test(word)
    ? Buffer.from(decodeHeader(word).replace(/[<>@,;:"()\\]/g, ' '), 'utf8').toString('latin1')
    : word)

// One address has one @ with something on both sides, and no white space or control character.
function cleanAddress(text: string): string {
  const address = text.trim().toLowerCase()
  // oxlint-disable-next-line no-control-regex
  if (address.length > 320 || /[\s\u0000-\u001f\u007f<>,;"]/.test(address)) return ''
  return /^[^@]+@[^@]+$/.test(address) ? address : ''
}

// A line break or NUL hidden in an encoded word.
const decodeOnly = (raw: string): string =>
  raw.replace(/=([0-9a-fA-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)))

// oxlint-disable-next-line no-control-regex
const hasControl = (text: string): boolean => /[\u0000\n\r]/.test(text)
