// Settings of the installation, read from the environment once, at the start.
import path from 'node:path'
import { z } from 'zod'

const Port = z.coerce.number().int().min(0).max(65535)

const Environment = z.object({
  PORT: Port.default(3000),
  HOST: z.string().default('0.0.0.0'),
  DATA_DIR: z.string().min(1).optional(),
  DATABASE_URL: z.string().min(1).optional(),
  PUBLIC_URL: z.url().optional(),
  SMTP_LISTEN_PORT: z.union([z.literal('off'), Port]).default(2525),
  SECRET_KEY: z.string().min(16).optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  MAIL_AUTH: z.enum(['on', 'off']).default('on'),
  SEND_LEASE_SECONDS: z.coerce.number().int().min(0).default(90),
  ALLOW_PRIVATE_HOSTS: z.stringbool().default(false),
})

export interface Config {
  port: number
  host: string
  dataDir: string
  databaseUrl: string | undefined
  publicUrl: string
  /** Null: mail is taken by the webhook alone. */
  smtpListenPort: number | null
  /** Whether SPF, DKIM and DMARC are asked of the DNS; without them senders stay unverified. */
  checksSenders: boolean
  secretKey: string | undefined
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
    const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new Error(`Wrong settings in the environment. ${wrong.join('; ')}`)
  }
  const env = parsed.data
  return {
    port: env.PORT,
    host: env.HOST,
    dataDir: path.resolve(projectDir, env.DATA_DIR ?? 'data'),
    databaseUrl: env.DATABASE_URL,
    publicUrl: (env.PUBLIC_URL ?? `http://localhost:${env.PORT}`).replace(/\/+$/, ''),
    smtpListenPort: env.SMTP_LISTEN_PORT === 'off' ? null : env.SMTP_LISTEN_PORT,
    checksSenders: env.MAIL_AUTH === 'on',
    secretKey: env.SECRET_KEY,
    logLevel: env.LOG_LEVEL,
    sendLeaseSeconds: env.SEND_LEASE_SECONDS,
    allowsPrivateHosts: env.ALLOW_PRIVATE_HOSTS,
  }
}
