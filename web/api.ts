// Calls the server: every endpoint of the contract through one typed door.
import { t } from '@lingui/core/macro'
import type { AnswerOf, BodyIn, Endpoint, ParamsOf, QueryIn } from '#contract/endpoint.ts'

/** What goes with a call; what an endpoint does not take is left out. */
export interface Given<E> {
  params?: ParamsOf<E>
  query?: QueryIn<E>
  body?: BodyIn<E>
  /** For endpoints whose body is not JSON: sent as it is, without reading it into memory. */
  file?: Blob
  /** Goes on when the page is left. */
  keepalive?: boolean
}

/** An answer that says no, in plain words, with the id that finds it in the log. */
export class ApiProblem extends Error {
  readonly status: number
  readonly code: string
  readonly requestId: string | null
  readonly fields: readonly { field: string; message: string }[]

  constructor(given: {
    status: number; code: string; detail: string; requestId: string | null
    fields?: readonly { field: string; message: string }[]
  }) {
    super(given.detail)
    this.status = given.status
    this.code = given.code
    this.requestId = given.requestId
    this.fields = given.fields ?? []
  }
}

export async function call<E extends Endpoint>(
  endpoint: E, given: Given<E> = {}, signal?: AbortSignal,
): Promise<AnswerOf<E>> {
  const response = await send(endpoint, given, signal)
  if (!response.ok) throw await problemOf(response)
  // The server checks every answer against this very schema before it sends it.
  if (response.status === 204) return undefined as AnswerOf<E>
  return (endpoint.answerType ? response.text() : response.json()) as Promise<AnswerOf<E>>
}

/** The address of an endpoint, also for downloads by the browser itself. */
export function addressOf<E extends Endpoint>(endpoint: E, given: Given<E> = {}): string {
  const params: Record<string, unknown> = given.params ?? {}
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(params[name])))
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(given.query ?? {})) {
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value))
  }
  const text = query.toString()
  return `/api/v1${path}${text === '' ? '' : `?${text}`}`
}

async function send<E extends Endpoint>(
  endpoint: E, given: Given<E>, signal?: AbortSignal,
): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json' }
  let body: BodyInit | null = null
  if (given.file) {
    headers['content-type'] = endpoint.bodyType ?? 'application/octet-stream'
    body = given.file
  } else if (given.body !== undefined) {
    headers['content-type'] = 'application/json'
    body = JSON.stringify(given.body)
  }
  try {
    return await fetch(addressOf(endpoint, given), {
      method: endpoint.method.toUpperCase(), headers, body, signal: signal ?? null,
      credentials: 'same-origin', keepalive: given.keepalive ?? false,
    })
  } catch (error) {
    if (signal?.aborted) throw error
    throw new ApiProblem({
      status: 0, code: 'offline', requestId: null,
      detail: t`The server cannot be reached. Nothing was changed; try again in a moment.`,
    })
  }
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const status = response.status
  const said: unknown = await response.json().catch(() => null)
  const requestId = response.headers.get('x-request-id')
  if (typeof said !== 'object' || said === null || !('detail' in said)) {
    const detail = status >= 500
      ? t`Something went wrong on the server. What was saved before is safe; try again.`
      : t`The server could not take this. Check what was entered and try again.`
    return new ApiProblem({ status, code: 'unexpected', detail, requestId })
  }
  // A body with `detail` comes from platform/http.ts and has the shape of ProblemAnswer.
  const problem = said as {
    code: string; detail: string; requestId: string
    fields?: { field: string; message: string }[]
  }
  return new ApiProblem({ ...problem, status })
}
