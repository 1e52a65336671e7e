// Carries the Twilio package's requests: one try each, in time; knows whether they were written.
import http from 'node:http'
import https from 'node:https'
import { z } from 'zod'
import type twilio from 'twilio'
import { addressAt } from './base-url.ts'
import { TwilioTrouble, type Told } from './twilio-trouble.ts'

export const TIMEOUT_MS = 15_000
export const MOST_SOCKETS = 10
// A list of a thousand messages with their texts has about four million bytes.
const MOST_BYTES = 16 * 1024 * 1024
// Shorter than servers keep an idle connection: a request on one that is just being closed would be
// lost, and a lost send is asked about for an hour.
const IDLE_MS = 4_000

type Call = Parameters<twilio.RequestClient['request']>[0]
interface Answer { statusCode: number; body: unknown; headers: http.IncomingHttpHeaders }

/**
 * Instead of the package's own client, which takes proxies and certificates from the environment,
 * throws errors that hold the credentials, and cannot say whether a request was written.
 */
export function openTransport(
  baseUrl: string, timeoutMs: number = TIMEOUT_MS,
): { request: (call: Call) => Promise<Answer> } {
  const options = {
    keepAlive: true, maxSockets: MOST_SOCKETS, maxFreeSockets: MOST_SOCKETS, timeout: IDLE_MS,
  }
  const agents = { 'https:': new https.Agent(options), 'http:': new http.Agent(options) }
  return {
    request: async (call) => {
      const url = addressAt(baseUrl, call.uri)
      if (url === null) throw trouble({ kind: 'not_written', cause: 'an address not its own' })
      for (const [name, value] of pairsOf(call.params)) url.searchParams.append(name, value)
      const isTls = url.protocol === 'https:'
      const { status, headers, text } = await exchange({
        url, method: call.method.toUpperCase(), headers: headersOf(call),
        body: call.data === undefined ? null : String(new URLSearchParams(pairsOf(call.data))),
        agent: isTls ? agents['https:'] : agents['http:'], isTls, timeoutMs,
      })
      return { statusCode: status, headers, body: bodyOf(status, headers, text) }
    },
  }
}

const trouble = (told: Told): TwilioTrouble => new TwilioTrouble(told)

/** Lists become repeated keys; what has no value is not sent. */
const pairsOf = (given: object | null | undefined): [string, string][] =>
  Object.entries(given ?? {}).flatMap(([name, value]: [string, unknown]) =>
    (Array.isArray(value) ? value : [value]).filter((one) => one !== undefined && one !== null)
      .map((one): [string, string] => [name, String(one)]))

function headersOf(call: Call): Record<string, string> {
  const secret = Buffer.from(`${call.username}:${call.password}`).toString('base64')
  return { ...call.headers, 'Accept-Encoding': 'identity', 'Authorization': `Basic ${secret}` }
}

interface Exchange {
  url: URL
  method: string
  headers: Record<string, string>
  body: string | null
  agent: http.Agent
  isTls: boolean
  timeoutMs: number
}

function exchange(
  { url, body, isTls, timeoutMs, ...options }: Exchange,
): Promise<{ status: number; headers: http.IncomingHttpHeaders; text: string }> {
  return new Promise((resolve, reject) => {
    let wasWritten = false
    const length = body === null ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }
    const request = (isTls ? https : http).request(url, {
      method: options.method, headers: { ...options.headers, ...length }, agent: options.agent,
    })
    const timer = setTimeout(() => request.destroy(new Error('timeout')), timeoutMs)
    const fail = (error: NodeJS.ErrnoException) => {
      clearTimeout(timer)
      // The text of such an error may quote the request.
      const cause = error.message === 'timeout' ? 'timeout' : error.code ?? 'connection broken'
      reject(trouble({ kind: wasWritten ? 'lost' : 'not_written', cause }))
    }
    request.on('socket', (socket) => {
      const note = () => { wasWritten = true }
      if (request.reusedSocket || !(socket.connecting || socket.pending)) note()
      else socket.once(isTls ? 'secureConnect' : 'connect', note)
    })
    request.on('error', fail)
    request.on('response', (response) => {
      const chunks: Buffer[] = []
      let size = 0
      response.on('data', (chunk: Buffer) => {
        size += chunk.length
        chunks.push(chunk)
        if (size > MOST_BYTES) request.destroy(new Error('too long an answer'))
      })
      response.on('error', fail)
      response.on('end', () => {
        clearTimeout(timer)
        if (!response.complete) return fail(new Error('cut short'))
        resolve({
          status: response.statusCode ?? 0, headers: response.headers,
          text: Buffer.concat(chunks).toString('utf8'),
        })
      })
    })
    request.end(body ?? undefined)
  })
}

const Refusal = z.object({ code: z.coerce.number().int().nullish() })

/** The package gets answers that it can read, and nothing else. */
function bodyOf(status: number, headers: http.IncomingHttpHeaders, text: string): unknown {
  const read = jsonOf(text)
  if (status >= 200 && status < 300) {
    if (status === 204) return ''
    if (read === null) throw trouble({ kind: 'garbled', status })
    return read
  }
  const refusal = Refusal.safeParse(read)
  throw trouble({
    kind: 'answered', status, code: refusal.success ? refusal.data.code ?? null : null,
    retryAfterSeconds: secondsOf(headers['retry-after']),
  })
}

function jsonOf(text: string): object | null {
  try {
    const read: unknown = JSON.parse(text)
    return typeof read === 'object' ? read : null
  } catch {
    return null
  }
}

// An hour at most: a stranger's word must not stop a queue for good.
const MOST_WAIT_SECONDS = 3600

function secondsOf(header: string | undefined): number | null {
  if (header === undefined || !/^\d{1,9}$/.test(header.trim())) return null
  return Math.min(Number(header), MOST_WAIT_SECONDS)
}
