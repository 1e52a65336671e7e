// The rules of what a message says and of when: text, media, template, report address, hours.
import type { Account, Service } from './accounts.ts'
import { Refusal } from './refusal.ts'
import type { World } from './world.ts'

export interface Content {
  body: string
  mediaUrls: string[]
  isTemplate: boolean
  statusCallback: string | null
  validitySeconds: number
  sendAtMs: number | null
  fallbackFrom: string | null
}

const MOST_CHARACTERS = 1600
const LONGEST_VALIDITY_SECONDS = 36_000
const SOONEST_MS = 300_000
const LATEST_MS = 35 * 86_400_000
const BOOLEANS = ['ProvideFeedback', 'ForceDelivery', 'SmartEncoded', 'ShortenUrls', 'SendAsMms']
const WORDS: Readonly<Record<string, readonly string[]>> = {
  ContentRetention: ['retain', 'discard'], AddressRetention: ['retain', 'obfuscate'],
  RiskCheck: ['enable', 'disable'], TrafficType: ['free'],
  MessageIntent: ['otp', 'notifications', 'marketing', 'fraud', 'security', 'customercare',
    'delivery', 'education', 'polling', 'announcements', 'events'],
}

export function validateContent(
  world: World, account: Account, service: Service | null, form: URLSearchParams,
): Content {
  const template = templateOf(account, form)
  const mediaUrls = mediaOf(form)
  const body = template ?? form.get('Body') ?? ''
  if (template === null && body === '' && mediaUrls.length === 0) {
    throw new Refusal(form.has('Body') ? 21602 : 21619)
  }
  if ([...body].length > MOST_CHARACTERS) throw new Refusal(21617)
  validateWords(form)
  const statusCallback = callbackOf(form) ?? service?.statusCallback ?? null
  const validitySeconds = validityOf(form, service)
  const sendAtMs = sendAtOf(world, service, form)
  if (form.get('ContentRetention') === 'discard' && !account.hasPrivacy) throw new Refusal(30029)
  if (form.get('AddressRetention') === 'obfuscate' && !account.hasPrivacy) throw new Refusal(30030)
  return {
    body, mediaUrls, isTemplate: template !== null, statusCallback, validitySeconds, sendAtMs,
    fallbackFrom: form.get('FallbackFrom'),
  }
}

function templateOf(account: Account, form: URLSearchParams): string | null {
  const sid = form.get('ContentSid')
  const variables = form.get('ContentVariables')
  if (sid === null || sid === '') {
    if (variables !== null) throw new Refusal(21654)
    return null
  }
  const text = account.templates === null ? form.get('Body') ?? sid : account.templates.get(sid)
  if (!/^HX[0-9a-fA-F]{32}$/.test(sid) || text === undefined) throw new Refusal(21655)
  const values = variables === null ? {} : variablesOf(variables)
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '')
}

function variablesOf(text: string): Record<string, string> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Refusal(21656)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Refusal(21656)
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, String(one)]))
}

function mediaOf(form: URLSearchParams): string[] {
  const urls = form.getAll('MediaUrl')
  if (urls.length > 10) throw new Refusal(21623)
  if (urls.some((url) => !isWebAddress(url))) throw new Refusal(21620)
  return urls
}

function validateWords(form: URLSearchParams): void {
  for (const key of BOOLEANS) {
    const value = form.get(key)
    if (value !== null && value !== 'true' && value !== 'false') {
      throw new Refusal(20001, `${key} must be true or false`)
    }
  }
  for (const [key, words] of Object.entries(WORDS)) {
    const value = form.get(key)
    if (value !== null && !words.includes(value)) throw new Refusal(20001, `${key} is not known`)
  }
  const attempt = form.get('Attempt')
  if (attempt !== null && !/^\d+$/.test(attempt)) throw new Refusal(20001, 'Attempt is no number')
}

function callbackOf(form: URLSearchParams): string | null {
  const address = form.get('StatusCallback')
  if (address === null || address === '') return null
  const isFine = address.length <= 4000 && isWebAddress(address)
    && !new URL(address).hostname.includes('_')
  if (!isFine) throw new Refusal(21609)
  return address
}

function validityOf(form: URLSearchParams, service: Service | null): number {
  const text = form.get('ValidityPeriod')
  if (text === null) return service?.validitySeconds ?? LONGEST_VALIDITY_SECONDS
  const seconds = Number(text)
  const isFine = /^\d+$/.test(text) && seconds >= 1 && seconds <= LONGEST_VALIDITY_SECONDS
  if (!isFine) throw new Refusal(21624)
  return seconds
}

function sendAtOf(world: World, service: Service | null, form: URLSearchParams): number | null {
  const [type, at] = [form.get('ScheduleType'), form.get('SendAt')]
  if (type === null && at === null) return null
  if (type !== 'fixed') throw new Refusal(35119)
  if (service === null) throw new Refusal(35118)
  if (at === null || at === '') throw new Refusal(35111)
  const atMs = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(at) ? Date.parse(at) : Number.NaN
  if (Number.isNaN(atMs)) throw new Refusal(35114)
  const ahead = atMs - world.clock.nowMs()
  if (ahead <= SOONEST_MS || ahead > LATEST_MS) throw new Refusal(35115)
  return atMs
}

export function isWebAddress(text: string): boolean {
  try {
    return ['http:', 'https:'].includes(new URL(text).protocol)
  } catch {
    return false
  }
}
