// Puts the stand-in behind real HTTP on this machine only, and makes its webhooks by real HTTP.
import http from 'node:http'
import https from 'node:https'
import type { AddressInfo } from 'node:net'
import { answerControl } from './control.ts'
import type { CallOutcome, Emulator } from './emulator.ts'
import type { WaitingCall } from './webhook-call.ts'

export interface ServeOptions {
  /** Default: any free one. The control port is the next, or any free one. */
  port?: number
  /** The virtual clock follows the real one. */
  isRealtime?: boolean
  /** How long each answer takes, so that requests stand side by side. */
  latencyMs?: number
}

export interface ServedEmulator {
  baseUrl: string
  controlUrl: string
  /** Moves the clock and comes back when every webhook that became due has been made. */
  tick: (seconds: number) => Promise<void>
  runAll: () => Promise<void>
  /** Makes the webhooks that are due. */
  deliver: () => Promise<void>
  close: () => Promise<void>
}

const LARGEST_BODY = 1_000_000
const BEAT_MS = 100

export async function serveEmulator(
  emulator: Emulator, options: ServeOptions = {},
): Promise<ServedEmulator> {
  let inFlight = 0
  const deliver = inOrder(() => deliverCalls(emulator))
  const api = http.createServer((request, response) => {
    inFlight++
    response.on('close', () => { inFlight-- })
    void answerApi(emulator, request, response, { inFlight, deliver,
      latencyMs: options.latencyMs ?? 0 })
  })
  const control = http.createServer((request, response) => {
    void answerControlRequest(emulator, request, response, deliver)
  })
  const port = await listen(api, options.port ?? 0)
  const controlPort = await listen(control, options.port ? options.port + 1 : 0)
  const baseUrl = `http://127.0.0.1:${port}`
  emulator.setOrigin(baseUrl)
  const beat = options.isRealtime ? setInterval(() => {
    emulator.runUntil(new Date().toISOString())
    void deliver()
  }, BEAT_MS) : null
  return {
    baseUrl, controlUrl: `http://127.0.0.1:${controlPort}/__emu/`, deliver,
    tick: async (seconds) => {
      emulator.tick(seconds)
      await deliver()
    },
    runAll: async () => {
      emulator.runAll()
      await deliver()
    },
    close: async () => {
      if (beat !== null) clearInterval(beat)
      await Promise.all([api, control].map((server) => new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })))
    },
  }
}

/** One after another, so that the order of the calls is the emulator's. */
function inOrder(deed: () => Promise<void>): () => Promise<void> {
  let last: Promise<void> = Promise.resolve()
  return () => {
    last = last.then(deed, deed)
    return last
  }
}

const listen = (server: http.Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address() as AddressInfo // A server on a port has one.
      resolve(address.port)
    })
  })

async function readBody(request: http.IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request) {
    const bytes = part as Buffer // No encoding is set, so a request gives bytes.
    size += bytes.length
    if (size <= LARGEST_BODY) parts.push(bytes)
  }
  return Buffer.concat(parts).toString('utf8')
}

const pause = (ms: number) => new Promise((resolve) => { setTimeout(resolve, ms) })

async function answerApi(
  emulator: Emulator, request: http.IncomingMessage, response: http.ServerResponse,
  given: { inFlight: number; latencyMs: number; deliver: () => Promise<void> },
): Promise<void> {
  const body = await readBody(request)
  const [path = '', query = ''] = (request.url ?? '').split(/\?(.*)/s)
  const headers = Object.fromEntries(Object.entries(request.headers)
    .map(([key, value]) => [key, Array.isArray(value) ? value.join(', ') : value]))
  const answer = emulator.handle({
    method: request.method ?? 'GET', path, query, headers, body, inFlight: given.inFlight,
  })
  if (emulator.knobs().isBeforeAnswer && answer.status === 201) {
    emulator.runAll()
    await given.deliver()
  }
  const delayMs = given.latencyMs + (answer.delayMs ?? 0)
  if (delayMs > 0) await pause(delayMs)
  if (answer.connection === 'reset') return void request.socket.destroy()
  if (answer.connection === 'hang') return
  response.writeHead(answer.status, answer.headers).end(answer.body)
}

async function answerControlRequest(
  emulator: Emulator, request: http.IncomingMessage, response: http.ServerResponse,
  deliver: () => Promise<void>,
): Promise<void> {
  const body = await readBody(request)
  const answer = answerControl(emulator, {
    method: request.method ?? 'GET', path: request.url ?? '', body,
  })
  await deliver()
  response.writeHead(answer.status, answer.headers).end(answer.body)
}

/** Makes each call that is due, and again where its address asks for that. */
async function deliverCalls(emulator: Emulator): Promise<void> {
  for (;;) {
    const calls = emulator.takeCalls()
    if (calls.length === 0) return
    for (const call of calls) {
      let again: WaitingCall | null = call
      while (again !== null) again = emulator.settle(again, await makeCall(again))
    }
  }
}

function makeCall(call: WaitingCall): Promise<CallOutcome> {
  return new Promise((resolve) => {
    const url = new URL(call.url)
    const request = (url.protocol === 'https:' ? https : http).request(url, {
      method: call.method, headers: { ...call.headers,
        'Content-Length': Buffer.byteLength(call.form) },
    }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('error', () => resolve('rt'))
      response.on('end', () => {
        clearTimeout(timer)
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString('utf8'),
          contentType: response.headers['content-type'] ?? '' })
      })
    })
    let isConnected = false
    request.on('socket', (socket) => socket.on('connect', () => { isConnected = true }))
    const timer = setTimeout(() => request.destroy(), call.readTimeoutMs)
    request.on('error', () => {
      clearTimeout(timer)
      resolve(isConnected ? 'rt' : 'ct')
    })
    request.end(call.form)
  })
}
