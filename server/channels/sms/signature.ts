// Proves that Twilio made a call: X-Twilio-Signature, and the form it signs.
import crypto from 'node:crypto'
import querystring from 'node:querystring'

export const MOST_FORM_BYTES = 64 * 1024

export interface Form {
  /** In the order they came, empties kept, nothing trimmed: all of it is signed. */
  pairs: readonly (readonly [string, string])[]
  /** The first value of each name. */
  fields: Readonly<Record<string, string>>
}

/** Null for a body that is longer than any call of Twilio's. */
export function readForm(body: Uint8Array): Form | null {
  if (body.length > MOST_FORM_BYTES) return null
  const text = Buffer.from(body).toString('utf8')
  // A question mark at the head would be taken for the beginning of a query.
  const pairs = [...new URLSearchParams(text.startsWith('?') ? `&${text}` : text)]
  const fields: Record<string, string> = Object.assign(Object.create(null), {})
  for (const [name, value] of pairs) fields[name] ??= value
  return { pairs, fields }
}

export interface SignedCall {
  /** As Twilio was told to call it: from PUBLIC_URL, never from the Host header; no fragment. */
  url: string
  /** The account's tokens: the old one signs on while it is rotated. */
  authTokens: readonly string[]
  /** The header; a missing one is no signature. */
  signature: string | undefined
}

/** For a form. Every way in which the official validator writes the address is tried. */
export const isSignedForm = (call: SignedCall, form: Form): boolean =>
  isSigned(call, suffixOf(form.pairs))

/** For any other body: its hash is in the address, which is signed alone. */
export function isSignedBody(call: SignedCall, body: Uint8Array): boolean {
  const told = new URL(call.url).searchParams.get('bodySHA256') ?? ''
  const hash = crypto.createHash('sha256').update(body).digest('hex')
  return isSame(told, hash) && isSigned(call, '')
}

function isSigned(call: SignedCall, suffix: string): boolean {
  const given = call.signature ?? ''
  const addresses = spellingsOf(call.url)
  return call.authTokens.some((token) => addresses.some((address) =>
    isSame(given, crypto.createHmac('sha1', token).update(address + suffix).digest('base64'))))
}

// The text is compared, not the bytes that it stands for: those have sloppy spellings as well.
function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)]
  return a.length === b.length && crypto.timingSafeEqual(a, b)
}

/** Names by code unit; of one name each value once, sorted. */
function suffixOf(pairs: Form['pairs']): string {
  const values = new Map<string, Set<string>>()
  for (const [name, value] of pairs) values.set(name, (values.get(name) ?? new Set()).add(value))
  return [...values.keys()].sort().flatMap((name) =>
    [...values.get(name) ?? []].sort().map((value) => name + value)).join('')
}

function spellingsOf(url: string): string[] {
  const parsed = new URL(url).toString()
  const plain = [url, parsed].flatMap((one) => [withoutPort(one), withPort(one)])
  return [...new Set([...plain, ...plain.slice(2).map(withOldQuery)])]
}

// Scheme, user, host, port, rest: nothing of it may be written anew, as the address parser would.
const PARTS = /^([a-z][a-z0-9+.-]*:\/\/)((?:[^/?#]*@)?)(\[[^\]/?#]*\]|[^/?#:]*)((?::[^/?#]*)?)/i

const withoutPort = (url: string): string => url.replace(PARTS, '$1$2$3')

const withPort = (url: string): string => url.replace(PARTS,
  (_all, scheme: string, user: string, host: string, port: string) => scheme + user + host
    + (port !== '' ? port : scheme.toLowerCase() === 'https://' ? ':443' : ':80'))

function withOldQuery(url: string): string {
  const [head = '', ...query] = url.split('?')
  if (query.join('?') === '') return url
  return `${head}?${querystring.stringify(querystring.parse(query.join('?')))}`
}
