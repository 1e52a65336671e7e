// What the stand-in is asked and what it answers, HTTP left aside.
import { isTakenUnder, type Fault } from './faults.ts'
import { Refusal, refusalBody } from './refusal.ts'

export interface Asked {
  method: string
  path: string
  query?: string
  headers: Readonly<Record<string, string | undefined>>
  body?: string
  /** How many others are being answered, where someone counts. */
  inFlight?: number
}

export interface Answer {
  status: number
  headers: Record<string, string>
  body: string | Buffer
  /** Set: there is no answer; the connection ends or stays silent. */
  connection?: 'reset' | 'hang'
  delayMs?: number
}

export const json = (value: unknown, status = 200): Answer => ({
  status, headers: { 'Content-Type': 'application/json;charset=utf-8' },
  body: JSON.stringify(value),
})

export const refused = (refusal: Refusal): Answer => ({
  status: refusal.status, body: refusalBody(refusal),
  headers: {
    'Content-Type': 'application/json;charset=utf-8', ...refusal.headers,
    ...refusal.status === 401 ? { 'WWW-Authenticate': 'Basic realm="Twilio API"' } : {},
  },
})

/** The answer as the fault leaves it. `carryOut` runs only where the provider would have. */
export function underFault(fault: Fault, carryOut: () => Answer): Answer {
  const answer = isTakenUnder(fault) ? carryOut() : null
  const empty = { status: 0, headers: {}, body: '' }
  switch (fault.kind) {
    case 'too_many': return refused(new Refusal(20429, undefined, undefined,
      fault.retryAfterSeconds === undefined ? {}
        : { 'Retry-After': String(fault.retryAfterSeconds) }))
    case 'server_error': return refused(new Refusal(20500))
    case 'unavailable': return refused(new Refusal(20503))
    case 'html_502': return { status: 502, headers: { 'Content-Type': 'text/html' },
      body: '<html><head><title>502 Bad Gateway</title></head><body>502</body></html>' }
    case 'reset_before': case 'reset_after': return { ...empty, connection: 'reset' }
    case 'hang_before': case 'hang_after': return { ...empty, connection: 'hang' }
    case 'slow': return { ...answer ?? empty, delayMs: fault.delayMs }
    case 'malformed': return { ...answer ?? empty, status: 201, body: malformed(fault.how) }
  }
}

const malformed = (how: 'not_json' | 'no_sid' | 'empty' = 'not_json'): string =>
  ({ not_json: '{"sid": "SM', no_sid: '{"status":"queued"}', empty: '' })[how]
