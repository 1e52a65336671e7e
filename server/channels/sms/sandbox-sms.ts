// A sandbox's SMS: a stand-in in this process takes them, and the captured outbox keeps them.
import { sql } from 'kysely'
import { z } from 'zod'
import type { Instant } from '#domain/day.ts'
import { asOrg } from '../../platform/database.ts'
import { newId } from '../../platform/ids.ts'
import type { Installation } from '../../platform/installation.ts'
import type { Outgoing, Receipt, SendingChannel } from '../channel.ts'
import { openOutbox } from '../outbox.ts'
import { openEmulator, type Emulator } from './emulator/emulator.ts'
import { receiptOf } from './open-twilio.ts'
import { wishOf, type Wish } from './write-request.ts'

/** What the stand-in wants to call: as the provider would over HTTP, signed by its own account. */
export interface SandboxCall {
  kind: 'status' | 'inbound'
  url: string
  form: string
  signature: string
}

/**
 * The channel of an organization without a provider: a sandbox's texts go through a stand-in and
 * get statuses; anybody else's are only captured. What the stand-in knows is lost at a restart,
 * which harms nothing: the captured table answers what became of a send.
 */
export function openSandboxSms(installation: Installation, orgId: string): SendingChannel {
  const outbox = openOutbox(installation, orgId)
  return {
    find: outbox.find,
    send: async (message) => {
      const now = await sandboxClock(installation, orgId)
      if (now === null || message.sms === undefined) return outbox.send(message)
      const taken = give(standInOf(orgId), message, now)
      if (taken.kind !== 'accepted') return taken
      const captured = await outbox.send(message)
      return captured.kind === 'accepted' ? taken : captured
    },
  }
}

/** Whether anything of this organization went through a stand-in in this process. */
export const hasStandIn = (orgId: string): boolean => open.has(orgId)

/** The calls that are due by the sandbox's clock, each given once, in the order they were made. */
export function pullSandboxCalls(orgId: string, now: Instant): SandboxCall[] {
  const emulator = open.get(orgId)
  if (emulator === undefined) return []
  const calls = [...waiting.get(orgId) ?? [], ...due(emulator, now)]
  waiting.delete(orgId)
  if (emulator.messages().length > MOST_MESSAGES) forget(orgId)
  return calls
}

/** A demo customer texts one of our numbers: the call of it. Reports that are due wait on. */
export function textBack(
  orgId: string, texted: { from: string; to: string; body: string }, now: Instant,
): SandboxCall[] {
  const emulator = standInOf(orgId)
  emulator.runUntil(now)
  emulator.addSender({ address: texted.to, smsUrl: INBOUND })
  emulator.receive(texted)
  const calls = due(emulator, now)
  waiting.set(orgId, [...waiting.get(orgId) ?? [], ...calls.filter(isReport)])
  return calls.filter((call) => !isReport(call))
}

/** Reports that became due while a customer texted. */
const waiting = new Map<string, SandboxCall[]>()

const isReport = ({ kind }: SandboxCall): boolean => kind === 'status'

function due(emulator: Emulator, now: Instant): SandboxCall[] {
  emulator.runUntil(now)
  const calls = emulator.takeCalls()
  for (const call of calls) emulator.settle(call, { status: 204 })
  return calls
}

// In process, nobody is called by this address; it only has to be one.
const INBOUND = 'http://sandbox.invalid/inbound'
const MOST_ORGANIZATIONS = 50
const MOST_MESSAGES = 10_000

/** One for each organization, made when it is first needed; the oldest makes room. */
const open = new Map<string, Emulator>()

function forget(orgId: string): void {
  open.delete(orgId)
  waiting.delete(orgId)
}

// What a messaging service that is only named here has to send with.
const NUMBERS = ['+12025550100', '+33757000100', '+447700900100', '+4915735980100']

function standInOf(orgId: string): Emulator {
  const known = open.get(orgId)
  if (known !== undefined) return known
  const [oldest] = open.keys()
  if (open.size >= MOST_ORGANIZATIONS && oldest !== undefined) forget(oldest)
  const made = openEmulator({
    // Never the same twice: its sids must differ from those before a restart.
    seed: newId(),
    accounts: [{
      templates: null, senders: NUMBERS.map((address) => ({ address, smsUrl: INBOUND })),
    }],
    pace: {
      acceptSeconds: 0, handOverSeconds: 0, receiptSeconds: 0, readSeconds: 0, priceSeconds: 0,
      segmentsPerSecond: Infinity,
    },
  })
  open.set(orgId, made)
  return made
}

// A number whose last five digits are one of these codes shows what that failure looks like.
const UNDELIVERED = new Set([30003, 30005, 30006, 30008])
const FAILED = new Set([30001, 30007, 30034])

function script(emulator: Emulator, to: string): void {
  const code = Number(to.slice(-5))
  if (UNDELIVERED.has(code)) emulator.script(to, { undelivered: code })
  if (FAILED.has(code)) emulator.script(to, { failed: code })
}

const Refused = z.object({ code: z.number() })
const Made = z.object({ sid: z.string() })

function give(emulator: Emulator, message: Outgoing, now: Instant): Receipt {
  const [account] = emulator.accounts()
  if (account === undefined) throw new Error('The stand-in has no account.')
  const wish = wishOf({
    accountSid: account.sid, authTokens: [account.authToken], apiKeySid: null,
    apiKeySecret: null, messagingServiceSid: null, baseUrl: '',
  }, message)
  if (typeof wish === 'number') return refusal(400, wish)
  emulator.runUntil(now)
  if (wish.from !== undefined) emulator.addSender({ address: wish.from, smsUrl: INBOUND })
  if (wish.messagingServiceSid !== undefined) {
    emulator.addService({ sid: wish.messagingServiceSid, senders: NUMBERS, inboundUrl: INBOUND })
  }
  script(emulator, wish.to)
  const answer = emulator.handle({
    method: 'POST', path: `/2010-04-01/Accounts/${account.sid}/Messages.json`,
    headers: { authorization: `Basic ${Buffer.from(`${account.sid}:${account.authToken}`)
      .toString('base64')}` },
    body: formOf(wish),
  })
  const said: unknown = JSON.parse(String(answer.body))
  if (answer.status !== 201) return refusal(answer.status, Refused.parse(said).code)
  return { kind: 'accepted', providerId: Made.parse(said).sid, status: 'queued' }
}

const refusal = (status: number, code: number): Receipt =>
  receiptOf({ kind: 'answered', status, code, retryAfterSeconds: null })

/** The package's names for the fields, as the API spells them. */
const formOf = (wish: Wish): string => new URLSearchParams(Object.entries(wish)
  .map(([name, value]): [string, string] =>
    [name.charAt(0).toUpperCase() + name.slice(1), String(value)])).toString()

/** Null: it is no sandbox. */
async function sandboxClock(installation: Installation, orgId: string): Promise<Instant | null> {
  const { rows } = await asOrg(installation.database.db, orgId, (tx) => sql<{
    now: Instant | null }>`select coalesce(sandbox_now, ${installation.now()}) as now
      from organization where org_id = ${orgId} and is_sandbox`.execute(tx))
  return rows[0]?.now ?? null
}
