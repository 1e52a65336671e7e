// Background work on graphile-worker. A job is only a wake-up: truth and uniqueness stand in rows.
import { Logger, makeWorkerUtils, run, type Runner } from 'graphile-worker'
import { sql } from 'kysely'
import type { Instant } from '#domain/day.ts'
import type { Database, Tx } from './database.ts'
import type { Log } from './log.ts'

export type Tasks = Record<string, (payload: unknown) => Promise<void>>

/** Brings the queue's own schema forward. */
export async function migrateJobs(database: Database, log: Log): Promise<void> {
  const worker = await makeWorkerUtils({ pgPool: database.pool, logger: loggerTo(log) })
  try {
    await worker.migrate()
  } finally {
    await worker.release()
  }
}

/** Starts working. `crontab` lines are in UTC; each run is added once over all processes. */
export async function startJobs(of: {
  database: Database; tasks: Tasks; crontab: string; log: Log; concurrency?: number
}): Promise<{ stop: () => Promise<void> }> {
  const runner: Runner = await run({
    pgPool: of.database.pool,
    taskList: Object.fromEntries(Object.entries(of.tasks).map(
      ([name, work]) => [name, (payload: unknown) => work(payload)])),
    crontab: of.crontab,
    concurrency: of.concurrency ?? 4,
    pollInterval: 1000,
    noHandleSignals: true,
    logger: loggerTo(of.log),
  })
  return { stop: () => runner.stop() }
}

/**
 * Adds a job in the caller's transaction: it exists if and only if that commits. With a `jobKey`,
 * a waiting job of that key is replaced, so that many reasons wake the work once.
 */
export async function addJob(tx: Tx, name: string, payload: unknown, options: {
  jobKey?: string; runAt?: Instant; queue?: string; mostTries?: number
} = {}): Promise<void> {
  await sql`select graphile_worker.add_job(${name}, payload := ${JSON.stringify(payload)}::json,
    queue_name := ${options.queue ?? null}, run_at := ${options.runAt ?? null}::timestamptz,
    max_attempts := ${options.mostTries ?? 10}, job_key := ${options.jobKey ?? null})`.execute(tx)
}

const loggerTo = (log: Log) => new Logger(() => (level, message, meta) => {
  if (level === 'error') log.error({ meta }, message)
  else if (level === 'warning') log.warn(message)
  else log.debug(message)
})
