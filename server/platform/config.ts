// Settings of the installation, read from the environment once, at the start.
import type { BlockList } from 'node:net'
import path from 'node:path'
import { z } from 'zod'
import { readProxies } from './peer.ts'

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
}
/** Never said back, for they hold what nobody else may see. */
const SECRET = new Set(['SECRET_KEY', 'DATABASE_URL'])

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
}

/** Throws one readable sentence per wrong setting. */
export function readConfig(
  environment: Record<string, string | undefined>, projectDir: string,
): Config {
  // An empty variable, as compose files leave them, means "not set".
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(given)
  if (!parsed.success) {
    const names = new Set(parsed.error.issues.map((issue) => String(issue.path[0])))
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
  }
}
