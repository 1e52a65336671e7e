// The stand-in for the SMS provider: asked like its API, on a clock that only the asker moves.
import {
  accountInPath, authenticate, makeSender, makeService, type Account, type SenderSetUp,
  type ServiceSetUp,
} from './accounts.ts'
import { json, refused, underFault, type Answer, type Asked } from './answer.ts'
import { answerAccount, answerOtherHosts } from './catalogue-routes.ts'
import { armFault, takeFault, type Fault, type FaultOptions } from './faults.ts'
import { answerMessages, type Request } from './message-routes.ts'
import { obeyAnswer, receiveMessage, type Texted } from './receive-message.ts'
import { Refusal } from './refusal.ts'
import { settleCall, takeCalls, type Knobs, type WaitingCall } from './webhook-call.ts'
import { makeWorld, type EmulatorSetUp, type Script, type World } from './world.ts'

/** What a receiver of a webhook said, or that it could not be asked (`ct`) or was silent (`rt`). */
export type CallOutcome = { status: number; contentType?: string; body?: string } | 'ct' | 'rt'

export function openEmulator(setUp: EmulatorSetUp) {
  const world = makeWorld(setUp)
  const { clock } = world
  const first = () => {
    const account = [...world.accounts.values()][0]
    if (account === undefined) throw new Error('The stand-in has no account.')
    return account
  }
  return {
    handle: (asked: Asked): Answer => handle(world, asked),
    now: () => new Date(clock.nowMs()).toISOString(),
    tick: (seconds: number) => clock.runUntil(clock.nowMs() + seconds * 1000),
    runUntil: (instant: string) => clock.runUntil(Date.parse(instant)),
    runAll: () => clock.runAll(),
    nextMs: clock.nextMs,
    /** Webhook calls that are due, each given once; tell what came of it by `settle`. */
    takeCalls: () => takeCalls(world),
    /** Gives the call again where the address' overrides want a repetition at once. */
    settle: (call: WaitingCall, outcome: CallOutcome): WaitingCall | null => {
      const told = typeof outcome === 'string' ? outcome
        : { status: outcome.status, body: outcome.body ?? '' }
      const again = settleCall(world, call, told)
      if (typeof outcome !== 'string' && outcome.status < 300) {
        obeyAnswer(world, call, { contentType: outcome.contentType ?? '', body: told === 'ct'
          || told === 'rt' ? '' : told.body })
      }
      return again
    },
    /** A person texts one of our numbers; null where the provider would neither list nor tell. */
    receive: (texted: Texted & { accountSid?: string }) => {
      const account = texted.accountSid === undefined
        ? [...world.accounts.values()].find(({ senders }) =>
          senders.some((one) => one.address === texted.to))
        : world.accounts.get(texted.accountSid)
      return receiveMessage(world, account ?? first(), texted)
    },
    ...settingsOf(world, first),
    ...evidenceOf(world),
  }
}

/** What can be arranged: senders, scripts of numbers, faults, how webhooks go wrong. */
function settingsOf(world: World, first: () => Account) {
  return {
    /** Adds a sender or a service to the first account, once. */
    addSender: (setUp: SenderSetUp) => {
      const { senders } = first()
      if (senders.some((one) => one.address === setUp.address)) return
      senders.push(makeSender(setUp, world.ids))
    },
    addService: (setUp: ServiceSetUp) => {
      const { services } = first()
      if (services.some((one) => one.sid === setUp.sid)) return
      services.push(makeService(setUp, world.ids))
    },
    script: (number: string, script: Script) => void world.scripts.set(number, script),
    fault: (fault: Fault, options: FaultOptions = {}) =>
      void world.faults.push(armFault(fault, options)),
    setConcurrency: (most: number | null) => { world.concurrency = most },
    setKnobs: (knobs: Knobs) => { world.knobs = knobs },
    knobs: () => world.knobs,
    setOrigin: (origin: string) => { world.origin = origin },
  }
}

/** What can be seen and proven. */
function evidenceOf(world: World) {
  return {
    accounts: () => [...world.accounts.values()] as readonly Account[],
    messages: () => world.messages.filter((one) => !one.isDeleted),
    journal: () => world.journal.entries(),
    listen: world.journal.listen,
    /** Where a number is, what kind of line it is, who has RCS: to be filled by a test. */
    geography: world.geography,
    lineTypes: world.lineTypes,
    rcsNumbers: world.rcsNumbers,
    /** How many messages to this number hold this token; throws where there is more than one. */
    expectNoDuplicateSend: (to: string, token: string): number => {
      const count = world.messages.filter((one) => one.direction !== 'inbound'
        && one.to === to && one.body.includes(token)).length
      if (count > 1) throw new Error(`${count} messages to ${to} hold ${token}.`)
      return count
    },
  }
}

export type Emulator = ReturnType<typeof openEmulator>

function handle(world: World, asked: Asked): Answer {
  const form = new URLSearchParams(asked.body ?? '')
  const fault = takeFault(world.faults, { method: asked.method, path: asked.path, form })
  const isCrowded = world.concurrency !== null && (asked.inFlight ?? 0) > world.concurrency
  const carryOut = () => (isCrowded ? refused(new Refusal(20429)) : route(world, asked, form))
  const answer = fault === null ? carryOut() : underFault(fault, carryOut)
  const user = Buffer.from((headerOf(asked, 'authorization') ?? '').replace(/^Basic /i, ''),
    'base64').toString('utf8').split(':')[0] ?? ''
  world.journal.add({
    kind: 'request', method: asked.method, path: asked.path, query: asked.query ?? '',
    body: asked.body ?? '', user, status: answer.connection === undefined ? answer.status : null,
    fault: fault?.kind ?? null,
  })
  return {
    ...answer, headers: {
      'Twilio-Request-Id': world.ids.sid('RQ'), 'Twilio-Request-Duration': '0.010',
      'Twilio-Concurrent-Requests': String(asked.inFlight ?? 1), 'X-Home-Region': 'us1',
      'X-Api-Domain': 'api.twilio.com', ...answer.headers,
    },
  }
}

const headerOf = (asked: Asked, name: string): string | undefined =>
  Object.entries(asked.headers).find(([key]) => key.toLowerCase() === name)?.[1]

function route(world: World, asked: Asked, form: URLSearchParams): Answer {
  try {
    const { account } = authenticate(world.accounts, headerOf(asked, 'authorization'))
    const query = new URLSearchParams(asked.query ?? '')
    const request: Request = { method: asked.method, path: asked.path, parts: [], query, form,
      isJson: asked.path.endsWith('.json') }
    const [, sid, rest] =
      /^\/2010-04-01\/Accounts\/(AC\w+)(?:\/(.*?))?(?:\.json)?$/.exec(asked.path) ?? []
    if (sid === undefined) {
      const answer = answerOtherHosts(world, account, request)
      if (answer !== null) return answer
      throw new Refusal(20404, `The requested resource ${asked.path} was not found`)
    }
    const inPath = accountInPath(world.accounts, account, sid)
    request.parts = rest === undefined || rest === '' ? [] : rest.split('/')
    const answer = answerMessages(world, inPath, request) ?? answerAccount(world, inPath, request)
    if (answer !== null) return answer
    throw new Refusal(20404, `The requested resource ${asked.path} was not found`)
  } catch (error) {
    if (error instanceof Refusal) return refused(error)
    return json({ code: 20500, message: String(error), status: 500 }, 500)
  }
}
