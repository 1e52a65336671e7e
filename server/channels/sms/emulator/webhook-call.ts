// A webhook that the stand-in wants to make: form-encoded, signed, by the overrides of its address.
import { signatureOf } from './signature.ts'
import type { Account } from './accounts.ts'
import type { World } from './world.ts'

export interface WaitingCall {
  id: string
  kind: 'status' | 'inbound'
  accountSid: string
  messageSid: string
  method: 'POST' | 'GET'
  /** Without the fragment, as it is called and signed. */
  url: string
  form: string
  signature: string
  headers: Record<string, string>
  dueMs: number
  attempt: number
  retriesLeft: number
  retriesFor: ReadonlySet<Outcome>
  connectTimeoutMs: number
  readTimeoutMs: number
}

/** What became of a call, in the words of the address' `rp`. */
export type Outcome = '2xx' | '3xx' | '4xx' | '5xx' | 'ct' | 'rt'

/** How calls go wrong; each holds until it is changed. */
export interface Knobs {
  reverse?: boolean
  shuffle?: boolean
  /** How often each call is made besides the first time. */
  duplicate?: number
  delaySeconds?: number
  /** 'all', or the statuses whose calls get lost. */
  drop?: 'all' | readonly string[]
  /** The message lives its life before its creation is answered. */
  isBeforeAnswer?: boolean
  isWronglySigned?: boolean
  extraFields?: Readonly<Record<string, string>>
  isGet?: boolean
}

type Form = readonly (readonly [string, string])[]

/** Puts a call among those that wait. `#rc=3&rp=…` of the address is obeyed and cut off. */
export function addCall(
  world: World, account: Account,
  call: { kind: 'status' | 'inbound'; messageSid: string; address: string; form: Form },
): void {
  const { knobs } = world
  const status = call.form.find(([key]) => key === 'MessageStatus')?.[1] ?? 'received'
  if (knobs.drop === 'all' || knobs.drop?.includes(status)) return
  const [url = '', fragment = ''] = call.address.split('#', 2)
  const form = [...call.form, ...Object.entries(knobs.extraFields ?? {})]
  const isGet = knobs.isGet ?? false
  const signed = isGet ? withQuery(url, form) : url
  const values = new Map<string, string[]>()
  for (const [key, value] of isGet ? [] : form) {
    values.set(key, [...values.get(key) ?? [], value])
  }
  const token = knobs.isWronglySigned ? 'another-token' : account.authToken
  const signature = signatureOf(token, signed, values)
  const dueMs = world.clock.nowMs() + (knobs.delaySeconds ?? 0) * 1000
  // The clock comes by at that moment, so that running to the end waits for late calls too.
  if (dueMs > world.clock.nowMs()) world.clock.plan(dueMs, () => undefined)
  for (let copy = 0; copy <= (knobs.duplicate ?? 0); copy++) {
    world.calls.push({
      id: world.ids.uuid(), kind: call.kind, accountSid: account.sid, messageSid: call.messageSid,
      method: isGet ? 'GET' : 'POST', url: signed, signature, attempt: 1,
      form: isGet ? '' : new URLSearchParams(form.map(([key, value]) => [key, value])).toString(),
      headers: headersOf(signature, world.ids.uuid()), ...overridesOf(fragment),
      dueMs,
    })
  }
}

const withQuery = (url: string, form: Form) => {
  const query = new URLSearchParams(form.map(([key, value]) => [key, value]))
  return `${url}${url.includes('?') ? '&' : '?'}${query}`
}

const headersOf = (signature: string, token: string) => ({
  'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8',
  'User-Agent': 'TwilioProxy/1.1', 'X-Twilio-Signature': signature,
  'I-Twilio-Idempotency-Token': token, Accept: '*/*',
})

/** By default one retry, and only after a failed connection. */
function overridesOf(fragment: string) {
  const given = new URLSearchParams(fragment)
  const within = (key: string, otherwise: number, least: number, most: number) => {
    const value = Number(given.get(key) ?? otherwise)
    return Number.isInteger(value) && value >= least && value <= most ? value : otherwise
  }
  const policy = new Set((given.get('rp') ?? 'ct').split(','))
  const all: Outcome[] = ['4xx', '5xx', 'ct', 'rt']
  return {
    retriesLeft: within('rc', 1, 0, 5),
    retriesFor: new Set(all.filter((one) => policy.has('all') || policy.has(one))),
    connectTimeoutMs: within('ct', 5000, 100, 10_000),
    readTimeoutMs: within('rt', 15_000, 100, 15_000),
  }
}

/** The calls that are due, which are then no more waiting; in the order that the knobs make. */
export function takeCalls(world: World): WaitingCall[] {
  const nowMs = world.clock.nowMs()
  const due = world.calls.filter((call) => call.dueMs <= nowMs)
  world.calls = world.calls.filter((call) => call.dueMs > nowMs)
  if (world.knobs.reverse) due.reverse()
  if (!world.knobs.shuffle) return due
  return due.map((call) => ({ call, place: world.ids.fraction() }))
    .sort((a, b) => a.place - b.place).map(({ call }) => call)
}

/** Writes down what became of a call; gives the call again when it is to be repeated at once. */
export function settleCall(
  world: World, call: WaitingCall, outcome: { status: number; body: string } | 'ct' | 'rt',
): WaitingCall | null {
  const kind = typeof outcome === 'string' ? outcome : outcomeOf(outcome.status)
  world.journal.add({
    kind: 'call', callId: call.id, attempt: call.attempt, url: call.url, body: call.form,
    token: call.headers['I-Twilio-Idempotency-Token'] ?? '',
    outcome: typeof outcome === 'string' ? outcome : String(outcome.status),
    answer: typeof outcome === 'string' ? '' : outcome.body.slice(0, 10_000),
  })
  if (kind === '2xx') return null
  if (call.retriesLeft > 0 && call.retriesFor.has(kind)) {
    return { ...call, attempt: call.attempt + 1, retriesLeft: call.retriesLeft - 1 }
  }
  world.journal.add({ kind: 'warning', code: kind === 'ct' || kind === 'rt' ? 11205 : 11200,
    text: `The webhook was not taken: ${call.url}` })
  return null
}

const outcomeOf = (status: number): Outcome =>
  status < 300 ? '2xx' : status < 400 ? '3xx' : status < 500 ? '4xx' : '5xx'
