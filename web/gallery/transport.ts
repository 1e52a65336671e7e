// Stands where the network would be: answers every call of the pages from examples of the contract.
import { ENDPOINTS } from '#contract/all.ts'
import type { Endpoint } from '#contract/endpoint.ts'
import { sampleAnswer, USUAL, type Manner } from './sample.ts'
import { shaped, type Shape } from './shapes.ts'

export type Fate = 'answers' | 'waits' | 'fails' | 'refuses' | 'is away'

export interface Weather {
  manner: Manner
  /** What becomes of a call: `nth` counts the pages' own, without those of the frame. */
  fateOf: (nth: number) => Fate
  isReadOnly?: boolean
  /** What single answers say instead. */
  shapes?: readonly Shape[]
}

export const FAIR: Weather = { manner: USUAL, fateOf: () => 'answers' }

/** What the frame of every page asks for by itself. */
const FRAME = new Set(['getMe', 'getCounts', 'listMembers', 'listPauses', 'getLedgerAge',
  'listNotifications', 'getCopyState', 'getAutomation'])

let weather = FAIR
let asked = new Map<string, number>()

/** The pages' calls fare by this from now on. */
export function setWeather(now: Weather, isFresh = true): void {
  weather = now
  if (isFresh) asked = new Map()
}

export function replaceNetwork(): void {
  window.fetch = (input, init) => answer(
    new URL(input instanceof Request ? input.url : String(input), window.location.href),
    init?.method ?? 'GET')
  // Nothing changes by itself here.
  window.EventSource = class extends EventTarget {
    static readonly CONNECTING = 0
    static readonly OPEN = 1
    static readonly CLOSED = 2
    readonly readyState = 1
    close(): void { /* There is nothing to close. */ }
  } as unknown as typeof EventSource // All that live.ts touches.
}

async function answer(url: URL, method: string): Promise<Response> {
  const found = endpointAt(method, url.pathname.replace(/^\/api\/v1/, ''))
  if (!found) return problem(404, 'not_found', `Nothing answers ${method} ${url.pathname}.`)
  const [name, endpoint] = found
  const fate = FRAME.has(name) ? 'answers' : weather.fateOf(turnOf(url.pathname))
  if (fate === 'waits') return new Promise(() => { /* Never. */ })
  if (fate === 'is away') throw new TypeError('Failed to fetch')
  if (fate === 'fails') {
    return problem(500, 'internal', 'Something went wrong here. Nothing was lost; try again.')
  }
  if (fate === 'refuses') {
    return problem(403, 'forbidden', 'This needs the role manager or above; ask an admin.')
  }
  if (endpoint.answerType) return new Response('We pay on Friday.')
  if (endpoint.status === 204) return new Response(null, { status: 204 })
  const body = shaped(endpoint, sampleAnswer(endpoint, weather.manner),
    { isReadOnly: weather.isReadOnly ?? false, shapes: weather.shapes ?? [] }, url)
  return Response.json(body, { status: endpoint.status })
}

function turnOf(path: string): number {
  const known = asked.get(path)
  if (known !== undefined) return known
  asked.set(path, asked.size)
  return asked.size - 1
}

/** The endpoint of an address; words in the pattern win over parameters. */
export function endpointAt(
  method: string, path: string,
): readonly [string, Endpoint] | undefined {
  return ENDPOINTS.filter(([, endpoint]) => endpoint.method === method.toLowerCase()
    && new RegExp(`^${endpoint.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path))
    .toSorted(([, a], [, b]) => a.path.split('{').length - b.path.split('{').length)[0]
}

const problem = (status: number, code: string, detail: string) => Response.json(
  { status, code, detail, requestId: '0197f2c4-1d1b-7a55-9a41-2f8a6c0d3e11', fields: [] },
  { status, headers: { 'content-type': 'application/problem+json' } })
