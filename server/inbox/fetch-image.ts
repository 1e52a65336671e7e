// Fetches one picture from the internet for a person who asked: bounded, and never from within.
import http from 'node:http'
import https from 'node:https'
import { isPublicAddress, resolvePublic, type Resolved } from '../platform/public-address.ts'
import { imageType, type ImageType } from './image-type.ts'

const MOST_BYTES = 5_000_000
const MOST_MS = 10_000
const MOST_REDIRECTS = 3
const PORTS = new Set(['', '80', '443'])

export type FetchedImage =
  | { result: 'image'; bytes: Buffer; type: ImageType }
  | { result: 'refused'; why: string }

/** `isAllowed` and `ports` are wider in tests only, whose server stands on this machine. */
export async function fetchImage(address: string, options: {
  isAllowed?: (address: string) => boolean; ports?: (port: string) => boolean
} = {}): Promise<FetchedImage> {
  const { isAllowed = isPublicAddress, ports = (port) => PORTS.has(port) } = options
  const signal = AbortSignal.timeout(MOST_MS)
  let url = URL.parse(address)
  for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
    if (!url || !/^https?:$/.test(url.protocol) || !ports(url.port)) {
      return refused('Its address is not an ordinary web address.')
    }
    const host = await resolvePublic(url.hostname, isAllowed).catch(() => null)
    if (!host) return refused('Its server is not on the open internet.')
    const answer = await request(url, host, signal)
    if (answer.result !== 'redirect') return answer
    url = URL.parse(answer.to, url.href)
  }
  return refused('Its server sends us from address to address.')
}

const refused = (why: string) => ({ result: 'refused' as const, why })

type Answer = FetchedImage | { result: 'redirect'; to: string }

function request(url: URL, host: Resolved, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve) => {
    const open = url.protocol === 'https:' ? https.request : http.request
    const call = open(url, {
      signal, agent: false, headers: { accept: 'image/*', 'user-agent': 'Duebox' },
      // The address that was checked is the one that is called, whatever the name says by now.
      lookup: (_name, options, done) => (options.all
        ? done(null, [host]) : done(null, host.address, host.family)),
    }, (response) => {
      const { statusCode = 0, headers } = response
      if (statusCode >= 300 && statusCode < 400 && headers.location) {
        response.destroy()
        resolve({ result: 'redirect', to: headers.location })
        return
      }
      if (statusCode !== 200) {
        response.destroy()
        resolve(refused(`Its server answered ${statusCode}.`))
        return
      }
      void readBody(response).then(resolve)
    })
    call.on('error', () => resolve(refused('Its server could not be reached in time.')))
    call.end()
  })
}

async function readBody(response: http.IncomingMessage): Promise<FetchedImage> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of response) {
      const bytes = Buffer.from(chunk)
      size += bytes.length
      if (size > MOST_BYTES) return refused('It is larger than 5 MB.')
      chunks.push(bytes)
    }
  } catch {
    return refused('Its server broke off.')
  }
  const bytes = Buffer.concat(chunks)
  const type = imageType(bytes)
  return type ? { result: 'image', bytes, type } : refused('It is not a PNG, JPEG, GIF or WebP.')
}
