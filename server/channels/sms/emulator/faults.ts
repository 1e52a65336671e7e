// Ways in which the provider goes wrong on demand, before or after it has taken the message.

export type Fault =
  | { kind: 'too_many'; retryAfterSeconds?: number }
  | { kind: 'server_error' | 'unavailable' | 'html_502'; isAccepted?: boolean }
  /** The connection ends, or stays silent for ever; `after`: the message is taken all the same. */
  | { kind: 'reset_before' | 'reset_after' | 'hang_before' | 'hang_after' }
  | { kind: 'slow'; delayMs: number }
  /** A 201 whose body is no JSON, or JSON without a sid. */
  | { kind: 'malformed'; how?: 'not_json' | 'no_sid' | 'empty' }

const PLAIN = [
  'server_error', 'unavailable', 'html_502', 'reset_before', 'reset_after', 'hang_before',
  'hang_after', 'malformed',
] as const

/** A fault as it comes over the control port; throws where it is none. */
export function faultOf(given: Readonly<Record<string, unknown>>): Fault {
  const kind = PLAIN.find((one) => one === given['kind'])
  const isAccepted = given['isAccepted'] === true
  if (kind !== undefined) return isAccepted ? { kind, isAccepted } : { kind }
  const number = (key: string) => (typeof given[key] === 'number' ? given[key] : undefined)
  if (given['kind'] === 'slow') return { kind: 'slow', delayMs: number('delayMs') ?? 1000 }
  if (given['kind'] === 'too_many') {
    const seconds = number('retryAfterSeconds')
    return { kind: 'too_many', ...seconds === undefined ? {} : { retryAfterSeconds: seconds } }
  }
  throw new Error(`Give "kind" as one of ${[...PLAIN, 'slow', 'too_many'].join(', ')}.`)
}

export interface ArmedFault {
  fault: Fault
  timesLeft: number
  isMeant: (request: { method: string; path: string; form: URLSearchParams }) => boolean
}

export interface FaultOptions {
  times?: number
  /** Default: creations of messages. */
  match?: { method?: string; path?: string | RegExp; to?: string }
}

export function armFault(fault: Fault, { times = 1, match = {} }: FaultOptions): ArmedFault {
  const { method = match.path === undefined ? 'POST' : undefined, path = '/Messages.json', to } =
    match
  return {
    fault, timesLeft: times,
    isMeant: (request) => (method === undefined || request.method === method)
      && (typeof path === 'string' ? request.path.endsWith(path) : path.test(request.path))
      && (to === undefined || request.form.get('To') === to),
  }
}

/** The first fault that is meant for this request, used up by one. */
export function takeFault(
  armed: ArmedFault[], request: { method: string; path: string; form: URLSearchParams },
): Fault | null {
  const found = armed.find((one) => one.timesLeft > 0 && one.isMeant(request))
  if (found === undefined) return null
  found.timesLeft--
  return found.fault
}

/** Whether the request is carried out although the client will not learn of it. */
export function isTakenUnder(fault: Fault): boolean {
  switch (fault.kind) {
    case 'too_many': case 'reset_before': case 'hang_before': return false
    case 'server_error': case 'unavailable': case 'html_502': return fault.isAccepted ?? false
    case 'reset_after': case 'hang_after': case 'slow': case 'malformed': return true
  }
}
