// The accounts, numbers and messaging services that the stand-in plays, and who may ask for what.
import { timingSafeEqual } from 'node:crypto'
import { isTollFree, isSenderName, isShortCode } from './places.ts'
import { Refusal } from './refusal.ts'
import type { SeededIds } from './seeded-ids.ts'

export type SenderKind =
  'local' | 'toll_free' | 'short_code' | 'alphanumeric' | 'whatsapp' | 'rcs'

export interface SenderSetUp {
  /** E.164, a short code, a name, `whatsapp:+…` or `rcs:…`. */
  address: string
  kind?: SenderKind
  segmentsPerSecond?: number
  canSendSms?: boolean
  smsUrl?: string
  statusCallback?: string
  /** Everything it sends fails so, such as 30034 for a number that is not registered. */
  failsWith?: number
}

export type OptOutWord = 'STOP' | 'START' | 'HELP'

export interface ServiceSetUp {
  sid?: string
  name?: string
  senders?: string[]
  /** Names for countries: `{ FR: 'Acme' }`. */
  namesByCountry?: Record<string, string>
  /** Null: incoming messages are neither delivered nor listed, as at the provider. */
  inboundUrl?: string | null
  usesInboundUrlOfNumber?: boolean
  statusCallback?: string
  isSticky?: boolean
  hasAdvancedOptOut?: boolean
  /** Under Advanced Opt-Out: words beside the default ones, such as `{ STOP: ['ARRET'] }`. */
  ownWords?: Partial<Record<OptOutWord, string[]>>
  validitySeconds?: number
}

export interface AccountSetUp {
  sid?: string
  authToken?: string
  name?: string
  /** The sid of the account it is a subaccount of. */
  ownerSid?: string
  apiKeys?: { sid?: string; secret?: string }[]
  isSuspended?: boolean
  /** A trial account texts these numbers only. */
  verifiedNumbers?: string[]
  senders?: SenderSetUp[]
  services?: ServiceSetUp[]
  closedCountries?: string[]
  landlines?: string[]
  /** By content sid; null: any sid is known, and its text is the body. */
  templates?: Record<string, string> | null
  hasPrivacy?: boolean
}

export interface Sender extends Omit<SenderSetUp, 'kind'> {
  sid: string
  kind: SenderKind
  segmentsPerSecond: number
  canSendSms: boolean
}

export interface Service extends Required<Omit<ServiceSetUp, 'statusCallback'>> {
  statusCallback: string | null
}

export interface Account {
  sid: string
  authToken: string
  name: string
  ownerSid: string | null
  keys: Map<string, string>
  isSuspended: boolean
  verifiedNumbers: string[] | null
  senders: Sender[]
  services: Service[]
  closedCountries: Set<string>
  landlines: Set<string>
  templates: Map<string, string> | null
  hasPrivacy: boolean
}

const SPEED: Record<SenderKind, number> = {
  local: 1, toll_free: 3, short_code: 100, alphanumeric: 10, whatsapp: 80, rcs: 80,
}

export function kindOf(address: string): SenderKind {
  if (address.startsWith('whatsapp:')) return 'whatsapp'
  if (address.startsWith('rcs:')) return 'rcs'
  if (isShortCode(address)) return 'short_code'
  if (isTollFree(address)) return 'toll_free'
  return isSenderName(address) && !address.startsWith('+') ? 'alphanumeric' : 'local'
}

export function makeSender(setUp: SenderSetUp, ids: SeededIds): Sender {
  const kind = setUp.kind ?? kindOf(setUp.address)
  return {
    ...setUp, kind, sid: ids.sid(kind === 'short_code' ? 'SC' : 'PN'),
    segmentsPerSecond: setUp.segmentsPerSecond ?? SPEED[kind],
    canSendSms: setUp.canSendSms ?? true,
  }
}

export function makeAccount(setUp: AccountSetUp, ids: SeededIds): Account {
  const keys = (setUp.apiKeys ?? []).map(({ sid, secret }): [string, string] =>
    [sid ?? ids.sid('SK'), secret ?? ids.sid('')])
  return {
    sid: setUp.sid ?? ids.sid('AC'), authToken: setUp.authToken ?? ids.sid(''),
    name: setUp.name ?? 'Stand-in', ownerSid: setUp.ownerSid ?? null, keys: new Map(keys),
    isSuspended: setUp.isSuspended ?? false, verifiedNumbers: setUp.verifiedNumbers ?? null,
    senders: (setUp.senders ?? []).map((sender) => makeSender(sender, ids)),
    services: (setUp.services ?? []).map((service) => makeService(service, ids)),
    closedCountries: new Set(setUp.closedCountries), landlines: new Set(setUp.landlines),
    templates: setUp.templates === null ? null : new Map(Object.entries(setUp.templates ?? {})),
    hasPrivacy: setUp.hasPrivacy ?? false,
  }
}

export const makeService = (setUp: ServiceSetUp, ids: SeededIds): Service => ({
  sid: setUp.sid ?? ids.sid('MG'), name: setUp.name ?? 'Reminders',
  senders: setUp.senders ?? [], namesByCountry: setUp.namesByCountry ?? {},
  inboundUrl: setUp.inboundUrl ?? null,
  usesInboundUrlOfNumber: setUp.usesInboundUrlOfNumber ?? false,
  statusCallback: setUp.statusCallback ?? null, isSticky: setUp.isSticky ?? true,
  hasAdvancedOptOut: setUp.hasAdvancedOptOut ?? false,
  ownWords: setUp.ownWords ?? {},
  validitySeconds: setUp.validitySeconds ?? 36_000,
})

/** Who asks: the account whose token or API key is given. Throws 20003. */
export function authenticate(
  accounts: ReadonlyMap<string, Account>, header: string | undefined,
): { account: Account; user: string } {
  const text = /^Basic (.+)$/i.exec(header ?? '')?.[1]
  const [, user = '', password = ''] =
    /^([^:]*):([^]*)$/.exec(Buffer.from(text ?? '', 'base64').toString('utf8')) ?? []
  for (const account of accounts.values()) {
    const secret = account.sid === user ? account.authToken : account.keys.get(user)
    if (secret !== undefined && isSame(secret, password)) return { account, user }
  }
  throw new Refusal(20003)
}

/** The account in the path: one's own or one's subaccount. Any other is not there. */
export function accountInPath(
  accounts: ReadonlyMap<string, Account>, asking: Account, sid: string,
): Account {
  const account = accounts.get(sid)
  if (account === undefined) throw new Refusal(20404)
  if (account !== asking && account.ownerSid !== asking.sid) throw new Refusal(20404)
  if (account.isSuspended) throw new Refusal(20005)
  return account
}

function isSame(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)]
  return one.length === other.length && timingSafeEqual(one, other)
}
