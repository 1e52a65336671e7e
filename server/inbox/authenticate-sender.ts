// SPF, DKIM, DMARC and ARC of a received message, within 1.5 s whatever the DNS does.
import { promises as dns } from 'node:dns'
import type { AuthenticationFacts } from '#domain/mail/sender-proof.ts'

/** Answers as Node's `resolve` does: rows of TXT, names, or addresses. */
export type DnsResolver = (name: string, type: string) => Promise<string[][] | string[]>

export interface SenderQuestion {
  raw: Uint8Array
  envelopeFrom: string
  /** Empty when the mail came by another way than a connection of the sender's. */
  remoteIp: string
  helo: string
  fromDomain: string
}

// An answer is to be seen within two seconds; what is not known by then counts as unproven.
const LIMIT_MS = 1_500
const MOST_LOOKUPS = 40
// The body is hashed; a longer message is not checked rather than checked for seconds.
const MOST_BYTES = 10 * 1024 * 1024

/** Null when there was nothing to judge by. Headers of others that claim a result are ignored. */
export async function authenticateSender(
  question: SenderQuestion, resolve: DnsResolver = resolveBySystem, limitMs = LIMIT_MS,
): Promise<AuthenticationFacts | null> {
  if (question.raw.length > MOST_BYTES || question.fromDomain === '') return null
  const watched = watch(resolve)
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((done) => { timer = setTimeout(() => done(null), limitMs) })
  try {
    return await Promise.race([check(question, watched), late])
  } catch {
    // The checker reads what a stranger wrote; what it cannot read proves nothing.
    return null
  } finally {
    clearTimeout(timer)
    watched.stop()
  }
}

async function check(
  question: SenderQuestion, watched: Watched,
): Promise<AuthenticationFacts> {
  // Loaded when the first mail comes, for it takes half a second.
  const { authenticate } = await import('mailauth')
  const { raw, remoteIp, helo, envelopeFrom, fromDomain } = question
  const result = await authenticate(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength), {
    resolver: watched.resolve, mta: 'duebox', disableBimi: true,
    // Without a connection there is no SPF; what headers say of one may be invented.
    ...(remoteIp === '' ? {} : { ip: remoteIp, helo, sender: envelopeFrom }),
  })
  const { arc, dmarc, spf } = result
  const inside = arc ? arc.authenticationResults?.dmarc : undefined
  const seen = { result: textOf(inside, 'result'), from: textOf(inside?.header, 'from') }
  return {
    spf: remoteIp === '' || !spf ? 'none' : spf.status.result,
    dkim: result.dkim.results.filter((one) => one.signingDomain).slice(0, 10).map((one) => ({
      domain: one.signingDomain, result: one.status.result,
      isAligned: isAligned(one.status.aligned, one.status.underSized),
    })),
    dmarc: dmarc ? dmarc.status.result : 'none',
    policy: dmarc && dmarc.policy ? dmarc.policy.toLowerCase() : null,
    arc: arc ? arc.status.result : 'none',
    // Without a seal the chain is `false`, which the types do not tell.
    sealers: arc && arc.chain ? sealersOf(arc.chain) : [],
    sealerSawPass: seen.result === 'pass' && seen.from.toLowerCase() === fromDomain,
    isIncomplete: watched.failures() > 0 || remoteIp === '',
  }
}

// A signature over the beginning only says nothing of what was written below it.
const isAligned = (aligned: unknown, isPartOnly: unknown): boolean =>
  Boolean(aligned) && !isPartOnly

const textOf = (record: unknown, key: string): string => {
  if (typeof record !== 'object' || record === null) return ''
  const value = Object.entries(record).find(([name]) => name === key)?.[1]
  return typeof value === 'string' ? value : ''
}

function sealersOf(chain: readonly object[]): string[] {
  const domains = chain.map((entry) => {
    const [, seal] = Object.entries(entry).find(([name]) => name === 'arc-seal') ?? []
    const parsed: unknown = seal?.parsed
    const [, domain] = Object.entries(parsed ?? {}).find(([name]) => name === 'd') ?? []
    return textOf(domain, 'value').toLowerCase()
  })
  return domains.toReversed()
}

interface Watched {
  resolve: DnsResolver
  failures: () => number
  stop: () => void
}

/** Counts the questions and those that got no answer; "no such name" is an answer. */
function watch(resolve: DnsResolver): Watched {
  let lookups = 0
  let failures = 0
  let isStopped = false
  return {
    resolve: async (name, type) => {
      lookups += 1
      if (isStopped || lookups > MOST_LOOKUPS) throw unanswered()
      try {
        return await resolve(name, type)
      } catch (error) {
        if (!isNoSuchName(error)) failures += 1
        throw error
      }
    },
    failures: () => failures,
    stop: () => { isStopped = true },
  }
}

const unanswered = () => Object.assign(new Error('The DNS did not answer.'), { code: 'ETIMEOUT' })
const codeOf = (error: unknown) =>
  (error instanceof Error && 'code' in error ? String(error.code) : '')
const isNoSuchName = (error: unknown) => ['ENOTFOUND', 'ENODATA'].includes(codeOf(error))

// A machine without DNS must not wait three seconds for each of a thousand messages.
const REST_MS = 60_000
let restsUntil = 0
const resolver = new dns.Resolver({ timeout: 1_000, tries: 2 })

async function resolveBySystem(name: string, type: string): Promise<string[][] | string[]> {
  if (performance.now() < restsUntil) throw unanswered()
  try {
    return await ask(name, type)
  } catch (error) {
    if (!isNoSuchName(error) && codeOf(error) !== 'ESERVFAIL') {
      restsUntil = performance.now() + REST_MS
    }
    throw error
  }
}

function ask(name: string, type: string): Promise<string[][] | string[]> {
  if (type === 'TXT') return resolver.resolveTxt(name)
  if (type === 'A') return resolver.resolve4(name)
  if (type === 'AAAA') return resolver.resolve6(name)
  if (type === 'PTR') return resolver.resolvePtr(name)
  if (type === 'MX') {
    // The checker reads objects here, as Node's own resolve gives them.
    return resolver.resolveMx(name) as unknown as Promise<string[]>
  }
  return Promise.reject(unanswered())
}
