// The running installation: what every process of ours is given once, at its start.
import type { Instant } from '#domain/day.ts'
import type { Config } from './config.ts'
import type { Database } from './database.ts'
import type { Log } from './log.ts'
import type { Secrets } from './secrets.ts'

export interface Installation {
  config: Config
  database: Database
  log: Log
  secrets: Secrets
  /** The real clock; a test may set it. A sandbox organization has its own (see Org). */
  now: () => Instant
}
