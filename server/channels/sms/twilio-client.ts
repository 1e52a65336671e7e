// The official Twilio package, loaded when it is first needed and kept from its surroundings.
import crypto from 'node:crypto'
import type twilio from 'twilio'
import { credentialsOf, isSid, type TwilioAccount } from './sms-account.ts'
import { openTransport } from './twilio-transport.ts'
import { TwilioTrouble } from './twilio-trouble.ts'

export type TwilioClient = twilio.Twilio

// One for each account, so that its connections are used again.
const open = new Map<string, Promise<TwilioClient>>()
const MOST_OPEN = 200

/** The client of an account. It holds the secret: it is never logged, thrown or given back. */
export async function openClient(
  account: TwilioAccount, options: { timeoutMs?: number } = {},
): Promise<TwilioClient> {
  const key = crypto.createHash('sha256').update(JSON.stringify([account, options])).digest('hex')
  const known = open.get(key)
  if (known !== undefined) return known
  const [oldest] = open.keys()
  if (open.size >= MOST_OPEN && oldest !== undefined) open.delete(oldest)
  const made = makeClient(account, options.timeoutMs)
  open.set(key, made)
  return made
}

async function makeClient(
  account: TwilioAccount, timeoutMs: number | undefined,
): Promise<TwilioClient> {
  const credentials = credentialsOf(account)
  if (credentials === null || !isSid('account', account.accountSid)) {
    throw new TwilioTrouble({ kind: 'not_written', cause: 'the account is not set up' })
  }
  const { default: makeTwilio } = await import('twilio')
  const client = makeTwilio(credentials.user, credentials.secret, {
    accountSid: account.accountSid,
    // The package calls nothing of its client but `request`.
    httpClient: openTransport(account.baseUrl, timeoutMs) as twilio.RequestClient,
    // Said here, or TWILIO_EDGE, TWILIO_REGION and TWILIO_LOG_LEVEL would say it.
    edge: '', region: '', logLevel: 'none', autoRetry: false,
    userAgentExtensions: ['duebox'],
  })
  // What prints or serializes it passes over what cannot be enumerated; and it holds itself.
  Object.defineProperty(client, 'password', { enumerable: false })
  return Object.assign(client, { toJSON: () => ({ accountSid: account.accountSid }) })
}
