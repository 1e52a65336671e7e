// A small HTTP server in Twilio's place: it remembers every request and answers as it is told.
import http from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'

export interface Seen {
  method: string
  /** Path and query as they came. */
  url: string
  path: string
  query: URLSearchParams
  headers: http.IncomingHttpHeaders
  body: string
  form: URLSearchParams
}

export type StubAnswer =
  | {
    status: number
    json?: object
    text?: string
    bytes?: Buffer
    headers?: Record<string, string>
  }
  /** The connection is cut, kept without an answer, or kept or cut in the middle of one. */
  | 'reset' | 'hang' | 'stall' | 'cut'

export interface TwilioStub {
  baseUrl: string
  seen: Seen[]
  /** What the next requests are answered with, in order; then what a friendly Twilio says. */
  answers: StubAnswer[]
  /** What a list of messages holds. */
  listed: object[]
  /** The most requests that were open at once; a test may begin anew with 0. */
  mostAtOnce: number
  delayMs: number
  /** How many messages it has taken. */
  made: number
  close: () => Promise<void>
}

export const messageSid = (number: number): string => `SM${number.toString(16).padStart(32, '0')}`

/** A message as Twilio writes it, all fields there. */
export const twilioMessage = (over: Record<string, unknown> = {}): Record<string, unknown> => ({
  sid: messageSid(1), account_sid: `AC${'a'.repeat(32)}`, messaging_service_sid: null,
  to: '+33612345678', from: null, body: 'Hello', status: 'queued', direction: 'outbound-api',
  num_segments: '0', num_media: '0', price: null, price_unit: 'USD', error_code: null,
  error_message: null, api_version: '2010-04-01', date_created: 'Fri, 27 Nov 2026 10:00:00 +0000',
  date_updated: 'Fri, 27 Nov 2026 10:00:00 +0000', date_sent: null,
  uri: '/2010-04-01/Accounts/AC/Messages/SM.json', subresource_uris: {}, ...over,
})

export async function startTwilioStub(): Promise<TwilioStub> {
  let open = 0
  const server = http.createServer((request, response) => {
    open++
    stub.mostAtOnce = Math.max(stub.mostAtOnce, open)
    response.on('close', () => { open-- })
    void receive(request).then((seen) => {
      stub.seen.push(seen)
      setTimeout(() => answer(stub, seen, request, response), stub.delayMs)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // It listens on TCP.
  const stub: TwilioStub = {
    baseUrl: `http://127.0.0.1:${port}`, seen: [], answers: [], listed: [], delayMs: 0, made: 0,
    mostAtOnce: 0,
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return stub
}

async function receive(request: http.IncomingMessage): Promise<Seen> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array)) // Bytes.
  const body = Buffer.concat(chunks).toString('utf8')
  const url = new URL(request.url ?? '/', 'http://stub')
  return {
    method: request.method ?? '', url: request.url ?? '', path: url.pathname,
    query: url.searchParams, headers: request.headers, body, form: new URLSearchParams(body),
  }
}

function answer(
  stub: TwilioStub, seen: Seen, request: http.IncomingMessage, response: http.ServerResponse,
): void {
  const given = stub.answers.shift() ?? friendly(stub, seen)
  if (given === 'hang') return
  if (given === 'stall' || given === 'cut') {
    response.writeHead(201, { 'content-type': 'application/json', 'content-length': '999' })
    response.write('{"sid":"SM', () => { if (given === 'cut') request.socket.destroy() })
    return
  }
  if (given === 'reset') {
    request.socket.resetAndDestroy()
    return
  }
  const body = given.bytes ?? given.text
    ?? (given.json === undefined ? '' : JSON.stringify(given.json))
  response.writeHead(given.status, {
    'content-type': given.text === undefined ? 'application/json' : 'text/html',
    'twilio-request-id': `RQ${'0'.repeat(32)}`, ...given.headers,
  }).end(body)
}

function friendly(stub: TwilioStub, seen: Seen): StubAnswer {
  const { method, path, form } = seen
  if (method === 'DELETE') return { status: 204 }
  const sid = /Messages\/(\w+)\.json$/.exec(path)?.[1]
  if (method === 'GET' && sid === undefined) {
    return { status: 200, json: { messages: stub.listed, next_page_uri: null, page_size: 50 } }
  }
  if (method === 'GET' || sid !== undefined) {
    const status = form.get('Status') ?? 'sent'
    return { status: 200, json: twilioMessage({ sid: sid ?? messageSid(1), status }) }
  }
  return {
    status: 201,
    json: twilioMessage({
      sid: messageSid(++stub.made), to: form.get('To'), body: form.get('Body'),
      messaging_service_sid: form.get('MessagingServiceSid'),
      status: form.get('ScheduleType') ? 'scheduled'
        : form.get('MessagingServiceSid') ? 'accepted' : 'queued',
    }),
  }
}
