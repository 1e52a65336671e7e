// Settings of the installation, read from the environment once, at the start.
import type { BlockList } from 'node:net'
import path from 'node:path'
import { z } from 'zod'
import { readProxies } from './peer.ts'
import { readProviderAddress, TWILIO_API } from './provider-address.ts'

const Port = z.coerce.number().int().min(0).max(65535)
const WebAddress = z.url({ protocol: /^https?$/, hostname: /./ })
const Proxies = z.string().transform((text, context) => {
  try {
    return readProxies(text)
  } catch (error) {
    context.addIssue({ code: 'custom', message: String(error) })
    return z.NEVER
  }
})

const sid = (kind: string) => z.string().regex(new RegExp(`^${kind}[0-9a-fA-F]{32}$`))
/** Two while a token is rotated, the newest first. */
const Tokens = z.string().regex(/^[^\s,]+(?:, ?[^\s,]+)?$/)
  .transform((text) => text.split(/, ?/))

const Environment = z.object({
  PORT: Port.default(3000),
  HOST: z.string().default('0.0.0.0'),
  DATA_DIR: z.string().min(1).optional(),
  DATABASE_URL: z.string().min(1).optional(),
  PUBLIC_URL: WebAddress.optional(),
  TRUST_PROXY: Proxies.optional(),
  SMTP_LISTEN_PORT: z.union([z.literal('off'), Port]).default(2525),
  SECRET_KEY: z.string().min(16).optional(),
  INSTANCE_ID: z.string().regex(/^[\w.-]{1,64}$/).optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  MAIL_AUTH: z.enum(['on', 'off']).default('on'),
  SEND_LEASE_SECONDS: z.coerce.number().int().min(0).default(90),
  ALLOW_PRIVATE_HOSTS: z.stringbool().default(false),
  TWILIO_BASE_URL: z.string().default('https://api.twilio.com'),
  TWILIO_ACCOUNT_SID: sid('AC').optional(),
  TWILIO_AUTH_TOKEN: Tokens.optional(),
  TWILIO_API_KEY: sid('SK').optional(),
  TWILIO_API_SECRET: z.string().regex(/^\S+$/).optional(),
  TWILIO_MESSAGING_SERVICE_SID: sid('MG').optional(),
})

/** What a setting is, with an example that works. */
const WANTED: Record<keyof typeof Environment.shape, string> = {
  PORT: 'a number from 0 to 65535, such as PORT=3000',
  HOST: 'an address of this machine, such as HOST=127.0.0.1',
  DATA_DIR: 'a folder, such as DATA_DIR=/var/lib/duebox',
  DATABASE_URL: 'such as DATABASE_URL=postgres://duebox:…@db.example.com/duebox',
  PUBLIC_URL: 'a whole address, such as PUBLIC_URL=https://collect.example.com',
  TRUST_PROXY: 'the addresses or networks of your proxies, such as '
    + 'TRUST_PROXY=127.0.0.1,10.0.0.0/8',
  SMTP_LISTEN_PORT: 'a number from 0 to 65535, such as SMTP_LISTEN_PORT=2525, or off',
  SECRET_KEY: 'at least 16 characters, such as openssl rand -hex 32 prints',
  INSTANCE_ID: 'up to 64 letters, digits, dots and dashes, such as INSTANCE_ID=collect-1',
  LOG_LEVEL: 'debug, info, warn, error or silent, such as LOG_LEVEL=info',
  MAIL_AUTH: 'on or off, such as MAIL_AUTH=on',
  ALLOW_PRIVATE_HOSTS: 'true or false, such as ALLOW_PRIVATE_HOSTS=false',
  SEND_LEASE_SECONDS: 'a whole number of seconds, such as SEND_LEASE_SECONDS=90',
  TWILIO_BASE_URL: `${TWILIO_API}, or the address of a stand-in such as `
    + 'http://127.0.0.1:4010; without TLS only on this machine, or in the own net with '
    + 'ALLOW_PRIVATE_HOSTS=true',
  TWILIO_ACCOUNT_SID: 'AC and 32 hexadecimal digits, as the console of Twilio shows it',
  TWILIO_AUTH_TOKEN: "the account's auth token; two with a comma between, the newest first, "
    + 'while it is rotated',
  TWILIO_API_KEY: 'SK and 32 hexadecimal digits, together with TWILIO_API_SECRET',
  TWILIO_API_SECRET: 'the secret of TWILIO_API_KEY',
  TWILIO_MESSAGING_SERVICE_SID: 'MG and 32 hexadecimal digits',
}
/** Never said back, for they hold what nobody else may see. */
const SECRET = new Set(['SECRET_KEY', 'DATABASE_URL', 'TWILIO_BASE_URL', 'TWILIO_ACCOUNT_SID',
  'TWILIO_AUTH_TOKEN', 'TWILIO_API_KEY', 'TWILIO_API_SECRET', 'TWILIO_MESSAGING_SERVICE_SID'])

function complaint(name: string, value: string | undefined): string {
  const wanted = name in WANTED ? WANTED[name as keyof typeof WANTED] : '' // Just checked.
  const said = SECRET.has(name) ? '' : ` is "${value}"; it`
  return `${name}${said} must be ${wanted}.`
}

export interface Config {
  port: number
  host: string
  dataDir: string
  databaseUrl: string | undefined
  publicUrl: string
  /** Proxies whose X-Forwarded-For is believed. */
  proxies: BlockList
  /** Null: mail is taken by the webhook alone. */
  smtpListenPort: number | null
  /** Whether SPF, DKIM and DMARC are asked of the DNS; without them senders stay unverified. */
  checksSenders: boolean
  secretKey: string | undefined
  /** Says that this is the same instance where DATA_DIR does not last. */
  instanceId: string | undefined
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /** Longer than any send can take: an attempt silent for so long has no live sender. */
  sendLeaseSeconds: number
  /** Webhooks may call hosts of our own net, and loopback without TLS. */
  allowsPrivateHosts: boolean
  twilio: TwilioSettings
}

/** The installation's account at Twilio, as far as it is set. */
export interface TwilioSettings {
  baseUrl: string
  accountSid: string | null
  authTokens: readonly string[]
  apiKeySid: string | null
  apiKeySecret: string | null
  messagingServiceSid: string | null
}

/** Throws one readable sentence per wrong setting. */
export function readConfig(
  environment: Record<string, string | undefined>, projectDir: string,
): Config {
  // An empty variable, as compose files leave them, means "not set".
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(given)
  const names = new Set([
    ...parsed.error?.issues.map((issue) => String(issue.path[0])) ?? [], ...wrongTogether(given),
  ])
  if (!parsed.success || names.size > 0) {
    throw new Error([...names].map((name) => complaint(name, given[name])).join('\n'))
  }
  const env = parsed.data
  return {
    port: env.PORT,
    host: env.HOST,
    dataDir: path.resolve(projectDir, env.DATA_DIR ?? 'data'),
    databaseUrl: env.DATABASE_URL,
    publicUrl: (env.PUBLIC_URL ?? `http://localhost:${env.PORT}`).replace(/\/+$/, ''),
    proxies: env.TRUST_PROXY ?? readProxies(''),
    smtpListenPort: env.SMTP_LISTEN_PORT === 'off' ? null : env.SMTP_LISTEN_PORT,
    checksSenders: env.MAIL_AUTH === 'on',
    secretKey: env.SECRET_KEY,
    instanceId: env.INSTANCE_ID,
    logLevel: env.LOG_LEVEL,
    sendLeaseSeconds: env.SEND_LEASE_SECONDS,
    allowsPrivateHosts: env.ALLOW_PRIVATE_HOSTS,
    twilio: {
      baseUrl: env.TWILIO_BASE_URL.replace(/\/$/, ''),
      accountSid: env.TWILIO_ACCOUNT_SID ?? null,
      authTokens: env.TWILIO_AUTH_TOKEN ?? [],
      apiKeySid: env.TWILIO_API_KEY ?? null,
      apiKeySecret: env.TWILIO_API_SECRET ?? null,
      messagingServiceSid: env.TWILIO_MESSAGING_SERVICE_SID ?? null,
    },
  }
}

/** Settings that are wrong because of what another one says, or does not say. */
function wrongTogether(given: Record<string, string | undefined>): string[] {
  const has = (name: string) => given[`TWILIO_${name}`] !== undefined
  const allowsPrivate = z.stringbool().safeParse(given['ALLOW_PRIVATE_HOSTS']).data ?? false
  const address = readProviderAddress(given['TWILIO_BASE_URL'] ?? TWILIO_API, { allowsPrivate })
  const canSignIn = has('AUTH_TOKEN') || (has('API_KEY') && has('API_SECRET'))
  return [
    ...(address.ok ? [] : ['TWILIO_BASE_URL']),
    ...(has('API_KEY') && !has('API_SECRET') ? ['TWILIO_API_SECRET'] : []),
    ...(has('API_SECRET') && !has('API_KEY') ? ['TWILIO_API_KEY'] : []),
    ...(has('ACCOUNT_SID') && !canSignIn ? ['TWILIO_AUTH_TOKEN'] : []),
    ...((has('AUTH_TOKEN') || has('API_KEY')) && !has('ACCOUNT_SID')
      ? ['TWILIO_ACCOUNT_SID'] : []),
  ]
}
