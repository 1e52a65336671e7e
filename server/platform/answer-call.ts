// Answers one HTTP call of an endpoint: checks it, runs its handler, and writes down the answer.
import { z } from 'zod'
import { newId } from './ids.ts'
import { invalid, Problem, tooLarge } from './errors.ts'
import type { Endpoint } from '#contract/endpoint.ts'
import { requireRole, type Caller, type Given, type Route } from './http.ts'
import type { Installation } from './installation.ts'

const MOST_JSON_BYTES = 1024 * 1024

export interface Call {
  request: Request
  peer?: string
  params: Record<string, string>
  query: Record<string, string>
}

export async function answerCall(
  installation: Installation, route: Route, call: Call,
  authenticate: (request: Request) => Promise<Caller>,
): Promise<Response> {
  const requestId = newId()
  try {
    const { endpoint } = route
    const caller = await authenticate(call.request)
    requireRole(endpoint, caller)
    const given: Given<Endpoint> = {
      params: parse(endpoint.params, call.params, 'address'),
      query: parse(endpoint.query, call.query, 'query'),
      body: endpoint.bodyType ? undefined : await readBody(endpoint, call.request),
      caller, request: call.request, peer: call.peer ?? '',
    }
    const answer = await route.handle(installation, given)
    return written(endpoint, answer, requestId)
  } catch (error) {
    return problemResponse(installation, error, requestId)
  }
}

function written(endpoint: Endpoint, answer: unknown, requestId: string): Response {
  if (answer instanceof Response) {
    answer.headers.set('x-request-id', requestId)
    return answer
  }
  const headers = { 'x-request-id': requestId, 'cache-control': 'no-store' }
  if (endpoint.status === 204 || answer === undefined) {
    return new Response(null, { status: 204, headers })
  }
  if (endpoint.answerType) {
    return new Response(String(answer), {
      status: endpoint.status,
      headers: {
        ...headers, 'content-type': `${endpoint.answerType}; charset=utf-8`,
        'content-disposition': 'attachment',
      },
    })
  }
  return Response.json(answer, { status: endpoint.status, headers })
}

/** Our thrown problems become answers; anything else is our bug: logged, told without detail. */
export function problemResponse(
  installation: Installation, error: unknown, requestId: string,
): Response {
  const problem = error instanceof Problem ? error : databaseProblem(error)
    ?? new Problem(500, 'internal', 'Something went wrong on our side; nothing was changed. Try '
      + `again, and if it lasts, tell your admin the request id ${requestId}.`)
  if (problem.status >= 500) installation.log.error({ err: error, requestId }, 'request failed')
  return new Response(JSON.stringify({
    type: 'about:blank', status: problem.status, code: problem.code,
    title: problem.code.replaceAll('_', ' '), detail: problem.message, requestId,
    ...(problem.fields.length > 0 ? { fields: problem.fields } : {}),
  }), {
    status: problem.status,
    headers: {
      'content-type': 'application/problem+json', 'x-request-id': requestId,
      ...(problem.status === 429 ? { 'retry-after': '60' } : {}),
    },
  })
}

/** Values that PostgreSQL itself refuses are the caller's: a NUL in a text, a day that is none. */
function databaseProblem(error: unknown): Problem | null {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null
  if (code === '22021' || code === '22P05') {
    return invalid('A text holds a character that cannot be stored (NUL). Remove it.')
  }
  if (code === '22008' || code === '22007') return invalid('A day is not a real calendar day.')
  if (code === '22003') return invalid('A number is too large.')
  if (code === '23503') return invalid('Something that this names does not exist.')
  return null
}

/** Half a character comes in escaped only, and JSON.stringify leaves no other one escaped. */
const LONE_SURROGATE = /(?<!\\)(?:\\\\)*\\ud[89a-f]/i

async function readBody(endpoint: Endpoint, request: Request): Promise<unknown> {
  if (endpoint.body instanceof z.ZodUndefined) return undefined
  const tooBig = () => tooLarge('The body is larger than 1 MB: send less at once.')
  if (Number(request.headers.get('content-length') ?? 0) > MOST_JSON_BYTES) throw tooBig()
  const text = await request.text()
  if (Buffer.byteLength(text) > MOST_JSON_BYTES) throw tooBig()
  let json: unknown
  try {
    json = text === '' ? {} : JSON.parse(text)
  } catch {
    throw invalid('The body is not valid JSON.')
  }
  if (LONE_SURROGATE.test(text) && LONE_SURROGATE.test(JSON.stringify(json))) {
    throw invalid('A text holds half a character (a lone surrogate). Send whole characters.')
  }
  const strict = endpoint.body instanceof z.ZodObject ? endpoint.body.strict() : endpoint.body
  return parse(strict, json, 'body')
}

function parse<T extends z.ZodType>(type: T, value: unknown, place: string): z.output<T> {
  const parsed = type.safeParse(value)
  if (parsed.success) return parsed.data
  const fields = parsed.error.issues.slice(0, 50).map((issue) => ({
    field: issue.path.join('.') || place, message: issue.message,
  }))
  const [first] = fields
  throw invalid(`The ${place} is not valid: ${first?.field}: ${first?.message}`, fields)
}
