// Links in messages: what a token holds, what stands in for it until it leaves, when it ends.
import type { Instant } from './day.ts'

/** 62^12 is more than 2^71: nobody guesses a link (SPEC §7.3). */
export const SECRET_LENGTH = 12
export const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

export interface LinkToken {
  /** Which organization it is of; the secret says nothing. */
  organizationNumber: number
  secret: string
}

export const writeToken = ({ organizationNumber, secret }: LinkToken): string =>
  base62(organizationNumber) + secret

const TOKEN = /^([1-9A-Za-z][0-9A-Za-z]{0,5})([0-9A-Za-z]{12})$/

/** Null for what cannot be one of ours. */
export function readToken(token: string): LinkToken | null {
  const [, number, secret] = TOKEN.exec(token) ?? []
  if (number === undefined || secret === undefined) return null
  const organizationNumber = [...number]
    .reduce((sum, digit) => sum * 62 + BASE62.indexOf(digit), 0)
  return organizationNumber > 2_147_483_647 ? null : { organizationNumber, secret }
}

/** What may be a token in a text, each once; only looking it up tells whether it is one. */
export const tokensIn = (text: string): string[] =>
  [...new Set([...text.matchAll(/\/p\/([0-9A-Za-z]{13,18})(?![0-9A-Za-z])/g)].flatMap(
    ([, token]) => token ?? []))].slice(0, 100)

function base62(number: number): string {
  const rest = Math.floor(number / 62)
  return (rest === 0 ? '' : base62(rest)) + BASE62.charAt(number % 62)
}

/** The parts of the page that a link of its own leads to; a suffix costs less than a token. */
export const LINK_SUFFIX = { pay: '', statement: '/s', invoice: '/i' } as const

/** As long as the real one, so that previews and counters tell the truth. */
export const placeholderLink = (origin: string, organizationNumber: number): string =>
  `${origin}/p/${'X'.repeat(base62(organizationNumber).length + SECRET_LENGTH)}`

// Whatever the host is: the settings may change between the writing and the leaving.
const PLACEHOLDER = /https?:\/\/[^\s<>"']{1,300}?\/p\/X{13,18}(?![0-9A-Za-z])/g

export const hasPlaceholder = (text: string): boolean => text.search(PLACEHOLDER) >= 0

/** Puts the real link where the stand-in is. */
export const fillPlaceholders = (text: string, link: string): string =>
  text.replace(PLACEHOLDER, () => link)

export type LinkState = 'open' | 'expired' | 'revoked'

export function linkState(
  link: { expiresAt: Instant; revokedAt: Instant | null }, now: Instant,
): LinkState {
  if (link.revokedAt !== null) return 'revoked'
  return link.expiresAt <= now ? 'expired' : 'open'
}

// Programs that render pages for previews and searches; none of them is a person who reads.
const CRAWLER = new RegExp([
  '(?<!cu)bot\\b', 'crawl', 'spider', 'slurp', 'preview', 'headless', 'google-pagerenderer',
  'facebookexternalhit', 'whatsapp/', 'telegram', 'skypeuri', 'curl/', 'wget/',
  'python-', 'go-http-client', 'okhttp', 'axios/', 'java/', 'safelinks', 'proofpoint',
  'barracuda', 'mimecast', 'lighthouse',
].join('|'), 'i')

export const isCrawler = (userAgent: string): boolean =>
  userAgent.trim() === '' || CRAWLER.test(userAgent)
