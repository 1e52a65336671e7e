// A stand-in for the SMS provider in this process, and short ways to ask it.
import type { AccountSetUp } from '../channels/sms/emulator/accounts.ts'
import { openEmulator } from '../channels/sms/emulator/emulator.ts'
import type { EmulatorSetUp } from '../channels/sms/emulator/world.ts'
import { firstOf } from './first-of.ts'

type Fields = Record<string, string | string[]>

export const formOf = (fields: Fields): string => {
  const form = new URLSearchParams()
  for (const [key, value] of Object.entries(fields)) {
    for (const one of [value].flat()) form.append(key, one)
  }
  return form.toString()
}

const SENDERS: AccountSetUp = {
  senders: [{ address: '+12025550100' }, { address: '+12025550102' }, { address: '+33757000100' },
    { address: '+18885550100' }, { address: 'whatsapp:+12025550101' },
    { address: 'rcs:acme_agent' }, { address: '+12025550103', canSendSms: false }],
  services: [{ senders: ['+12025550100', '+33757000100'], inboundUrl: 'http://us.example/in' }],
}

export const OUR_NUMBER = '+12025550100'
export const THEIR_NUMBER = '+12025550177'

export function standIn(account: AccountSetUp = {}, setUp: Partial<EmulatorSetUp> = {}) {
  const emulator = openEmulator({ seed: 'test', accounts: [{ ...SENDERS, ...account }], ...setUp })
  const { sid, authToken, services } = firstOf(emulator.accounts())
  const base = `/2010-04-01/Accounts/${sid}`
  const ask = (method: string, path: string, fields: Fields = {}, query = '') => {
    const answer = emulator.handle({
      method, path: path.startsWith('/') ? path : `${base}/${path}`, query, body: formOf(fields),
      headers: { authorization: `Basic ${Buffer.from(`${sid}:${authToken}`).toString('base64')}` },
    })
    return { ...answer, json: jsonIn(answer.body) }
  }
  const create = (fields: Fields) => ask('POST', 'Messages.json',
    { To: THEIR_NUMBER, From: OUR_NUMBER, Body: 'Hello', ...fields })
  return {
    emulator, accountSid: sid, authToken, serviceSid: services[0]?.sid ?? '', base, ask,
    /** From the bare number unless told otherwise. */
    create,
    byService: (fields: Fields = {}) => ask('POST', 'Messages.json', {
      To: THEIR_NUMBER, MessagingServiceSid: services[0]?.sid ?? '', Body: 'Hello',
      StatusCallback: 'http://us.example/status', ...fields }),
    fetch: (message: { sid?: unknown }) => ask('GET', `Messages/${message.sid}.json`).json,
    /** The forms of the calls that are due. */
    forms: () => emulator.takeCalls().map((call) =>
      Object.fromEntries(new URLSearchParams(call.form))),
    /** The states a message went through. */
    states: (message: { sid?: unknown }) => emulator.journal().flatMap((entry) =>
      entry.kind === 'status' && entry.sid === message.sid ? [entry.status] : []),
  }
}

function jsonIn(body: string | Buffer): Record<string, unknown> {
  try {
    return JSON.parse(String(body))
  } catch {
    return {}
  }
}
