// One signed call to a webhook: to the very address that was checked, no redirects, 15 seconds.
import http from 'node:http'
import https from 'node:https'
import { Webhook } from 'standardwebhooks'
import { checkAddress, type CheckedAddress, type Resolve } from '../platform/guarded-address.ts'

export interface WebhookCall {
  url: string
  /** The newest first; while a secret is rotated the old one signs as well. */
  secrets: readonly string[]
  messageId: string
  payload: string
  at: Date
}

export type CallOutcome =
  | { kind: 'delivered'; status: number }
  | { kind: 'gone'; status: number; why: string }
  | { kind: 'failed'; status: number | null; why: string }

const TIMEOUT_MS = 15_000
const MOST_ANSWER_BYTES = 64 * 1024

export async function callEndpoint(
  call: WebhookCall,
  options: { allowsPrivate: boolean; resolve?: Resolve; timeoutMs?: number },
): Promise<CallOutcome> {
  const url = new URL(call.url)
  const checked = await checkAddress(url, options)
  if (!checked.ok) return { kind: 'failed', status: null, why: checked.why }
  try {
    const status = await post(url, checked.addresses, call, options.timeoutMs ?? TIMEOUT_MS)
    if (status >= 200 && status < 300) return { kind: 'delivered', status }
    if (status === 410) {
      return { kind: 'gone', status, why: 'It answered 410: it wants no more calls.' }
    }
    const why = status >= 300 && status < 400
      ? `It answered ${status}: redirects are not followed; enter the final address.`
      : `It answered ${status}.`
    return { kind: 'failed', status, why }
  } catch (error) {
    return {
      kind: 'failed', status: null,
      why: (error instanceof Error ? error.message : String(error)).slice(0, 300),
    }
  }
}

function headersOf({ secrets, messageId, payload, at }: WebhookCall): Record<string, string> {
  return {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(payload)),
    'user-agent': 'Duebox-Webhooks',
    'webhook-id': messageId,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': secrets
      .map((secret) => new Webhook(secret).sign(messageId, at, payload)).join(' '),
  }
}

function post(
  url: URL, addresses: readonly CheckedAddress[], call: WebhookCall, timeoutMs: number,
): Promise<number> {
  const [first] = addresses
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? https : http).request(url, {
      method: 'POST', headers: headersOf(call), agent: false,
      // The name is not asked again: what was checked is what is called.
      lookup: (_host, options, done) => {
        if (options.all) done(null, [...addresses])
        else done(null, first?.address ?? '', first?.family ?? 4)
      },
    }, (response) => {
      let bytes = 0
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length
        // The status says it all; a long answer is not waited for.
        if (bytes > MOST_ANSWER_BYTES) settle()
      })
      const settle = () => {
        clearTimeout(timer)
        resolve(response.statusCode ?? 0)
        response.destroy()
      }
      response.on('end', settle)
      response.on('error', reject)
    })
    const timer = setTimeout(() => {
      request.destroy(new Error(`It did not answer within ${Math.ceil(timeoutMs / 1000)} seconds.`))
    }, timeoutMs)
    request.on('error', (error) => {
      clearTimeout(timer)
      reject(error)
    })
    request.end(call.payload)
  })
}
