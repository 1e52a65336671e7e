// One GET with few redirects: credentials go to the first host only, and no redirect into our net.
import http from 'node:http'
import https from 'node:https'
import { checkAddress, type CheckedAddress } from '../../platform/guarded-address.ts'

export interface Fetched {
  kind: 'fetched'
  bytes: Buffer
  contentType: string
}

export type Guarded = Fetched | { kind: 'refused'; why: string } | { kind: 'unclear'; why: string }

interface Wish {
  credentials: { user: string; secret: string }
  mostBytes: number
  timeoutMs: number
  allowsPrivate: boolean
}

const MOST_REDIRECTS = 3

/** `address` is ours and trusted; where it redirects to is a stranger's word. */
export async function fetchGuarded(address: string, wish: Wish): Promise<Guarded> {
  const first = new URL(address)
  let url = first
  const endsAt = performance.now() + wish.timeoutMs
  try {
    for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
      const isHome = url.origin === first.origin
      const checked = isHome ? { ok: true as const, addresses: null }
        : await checkAddress(url, { allowsPrivate: wish.allowsPrivate })
      if (!checked.ok) return { kind: 'refused', why: checked.why }
      const answer = await get(url, {
        addresses: checked.addresses, credentials: isHome ? wish.credentials : null,
        mostBytes: wish.mostBytes, timeoutMs: Math.max(1, endsAt - performance.now()),
      })
      if (answer.kind !== 'redirect') return answer
      if (!URL.canParse(answer.to, url)) break
      url = new URL(answer.to, url)
    }
    return { kind: 'refused', why: 'The file was handed on too often.' }
  } catch {
    // The text of such an error may quote the request.
    return { kind: 'unclear', why: 'The file could not be fetched; it is tried again.' }
  }
}

interface Get {
  addresses: readonly CheckedAddress[] | null
  credentials: { user: string; secret: string } | null
  mostBytes: number
  timeoutMs: number
}

function get(url: URL, wish: Get): Promise<Guarded | { kind: 'redirect'; to: string }> {
  const { addresses, credentials } = wish
  const secret = credentials === null ? null
    : Buffer.from(`${credentials.user}:${credentials.secret}`).toString('base64')
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? https : http).request(url, {
      agent: false,
      headers: {
        'user-agent': 'duebox', 'accept-encoding': 'identity',
        ...(secret === null ? {} : { authorization: `Basic ${secret}` }),
      },
      // The name is not asked again: what was checked is what is called.
      ...(addresses === null ? {} : {
        lookup: (_host, options, done) => {
          const [one] = addresses
          if (options.all) done(null, [...addresses])
          else done(null, one?.address ?? '', one?.family ?? 4)
        },
      }),
    }, (response) => {
      const settle = (answer: Guarded | { kind: 'redirect'; to: string }) => {
        clearTimeout(timer)
        resolve(answer)
        response.destroy()
      }
      const refused = refusalOf(response)
      if (refused !== null) return settle(refused)
      collect(response, wish.mostBytes, settle, reject)
    })
    const timer = setTimeout(() => request.destroy(new Error('timeout')), wish.timeoutMs)
    request.on('error', (error) => {
      clearTimeout(timer)
      reject(error)
    })
    request.end()
  })
}

function refusalOf(
  response: http.IncomingMessage,
): Guarded | { kind: 'redirect'; to: string } | null {
  const status = response.statusCode ?? 0
  const to = response.headers.location
  if (status >= 300 && status < 400 && to !== undefined) return { kind: 'redirect', to }
  if (status === 200) return null
  const isForNow = status === 429 || status >= 500 || status === 401 || status === 403
  return { kind: isForNow ? 'unclear' : 'refused', why: `The file was answered with ${status}.` }
}

function collect(
  response: http.IncomingMessage, mostBytes: number,
  settle: (answer: Guarded) => void, reject: (error: Error) => void,
): void {
  const chunks: Buffer[] = []
  let size = 0
  const tooLong = () => settle({ kind: 'refused', why: 'The file is too large.' })
  if (Number(response.headers['content-length'] ?? 0) > mostBytes) return tooLong()
  response.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size > mostBytes) return tooLong()
    chunks.push(chunk)
  })
  response.on('error', reject)
  response.on('end', () => {
    if (!response.complete) return reject(new Error('cut short'))
    settle({
      kind: 'fetched', bytes: Buffer.concat(chunks),
      contentType: response.headers['content-type'] ?? '',
    })
  })
}
