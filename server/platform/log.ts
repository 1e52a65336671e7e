// Structured logs on stderr, with everything secret blanked by name.
import { pino } from 'pino'
import type { Config } from './config.ts'

const SECRET = ['password', 'token', 'apiKey', 'secret', 'key', 'authorization', 'cookie', 'smtp']
const paths = SECRET.flatMap((name) => [name, `*.${name}`, `*.*.${name}`])

export const openLog = (level: Config['logLevel']) =>
  pino({ level, redact: { paths, censor: '[hidden]' } }, pino.destination({ dest: 2, sync: true }))

export type Log = ReturnType<typeof openLog>
