// The attempt table: the row before and after each send, whose unique key no second send passes.
import { sql } from 'kysely'
import type { Instant } from '#domain/day.ts'
import type { Org } from '../platform/in-organization.ts'

export interface AttemptKey {
  runId: string
  stepId: string
  occurrence: number
  recipient: string
  channel: 'email' | 'sms' | 'letter'
}

export interface NewAttempt extends AttemptKey {
  id: string
  messageId: string
}

export interface AttemptRow {
  id: string
  message_id: string
  state: 'sending' | 'accepted' | 'retry' | 'failed' | 'unknown' | 'given_up'
  tries: number
  channel: 'email' | 'sms' | 'letter'
}

export interface Claimed {
  id: string
  tries: number
}

/**
 * Claims the right to send. Returns what was won by message: a key that exists is lost, unless the
 * provider surely refused it and it waits for its retry. Each try has an id of its own.
 */
export async function claimAttempts(
  org: Org, attempts: readonly NewAttempt[], startedAt: Instant,
): Promise<Map<string, Claimed>> {
  const { rows } = await sql<Claimed & { message_id: string }>`
    insert into attempt as a (id, run_id, step_id, occurrence, recipient, channel, message_id,
      state, started_at)
    select x.id, x.run_id, x.step_id, x.occurrence, x.recipient, x.channel, x.message_id, 'sending',
      ${startedAt}
    from jsonb_to_recordset(${JSON.stringify(attempts.map(toRow))}::jsonb) as x(id uuid,
      run_id uuid, step_id text, occurrence int, recipient text, channel text, message_id uuid)
    on conflict (org_id, run_id, step_id, occurrence, recipient, channel) do update
      set id = excluded.id, state = 'sending', message_id = excluded.message_id,
        started_at = excluded.started_at, finished_at = null, provider_id = null,
        tries = a.tries + 1, retry_at = null, why = null
      where a.state = 'retry'
    returning id, tries, message_id`.execute(org.tx)
  return new Map(rows.map(({ message_id: messageId, ...row }) => [messageId, row]))
}

const toRow = (attempt: NewAttempt) => ({
  id: attempt.id, run_id: attempt.runId, step_id: attempt.stepId, occurrence: attempt.occurrence,
  recipient: attempt.recipient, channel: attempt.channel, message_id: attempt.messageId,
})

export interface Outcome {
  attemptId: string
  state: 'accepted' | 'retry' | 'failed' | 'unknown' | 'given_up'
  providerId: string | null
  why: string | null
  retryAt: Instant | null
}

/**
 * Writes what became of attempts. One that is settled stays settled: a late or second answer
 * changes nothing. Returns the ids that were settled now.
 */
export async function settleAttempts(
  org: Org, outcomes: readonly Outcome[], finishedAt: Instant,
): Promise<Set<string>> {
  const rows = outcomes.map((outcome) => ({
    id: outcome.attemptId, state: outcome.state, provider_id: outcome.providerId,
    why: outcome.why, retry_at: outcome.retryAt,
  }))
  const { rows: settled } = await sql<{ id: string }>`
    update attempt a set state = x.state, provider_id = x.provider_id, why = x.why,
      retry_at = x.retry_at, finished_at = ${finishedAt}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, state text,
      provider_id text, why text, retry_at timestamptz)
    where a.org_id = ${org.id} and a.id = x.id and a.state in ('sending', 'unknown')
    returning a.id`.execute(org.tx)
  return new Set(settled.map((row) => row.id))
}

/** Attempts whose sender has been silent for longer than any send can take. */
export async function silentAttempts(
  org: Org, startedBefore: Instant,
): Promise<AttemptRow[]> {
  const { rows } = await sql<AttemptRow>`
    select id, message_id, state, tries, channel from attempt
    where org_id = ${org.id} and state = 'sending' and started_at < ${startedBefore}
    order by started_at limit 500 for update skip locked`.execute(org.tx)
  return rows
}

export async function attemptOfMessage(org: Org, messageId: string): Promise<AttemptRow | null> {
  const { rows } = await sql<AttemptRow>`
    select id, message_id, state, tries, channel from attempt
    where org_id = ${org.id} and message_id = ${messageId} for update`.execute(org.tx)
  return rows[0] ?? null
}

/** A person's word on a send nobody could be asked about; an accepted one stays accepted. */
export async function overrideAttempt(
  org: Org, id: string, state: 'accepted' | 'retry' | 'given_up', why: string,
): Promise<void> {
  const realNow = org.installation.now()
  await sql`update attempt set state = ${state}, why = ${why}, finished_at = ${realNow},
      retry_at = ${state === 'retry' ? realNow : null}
    where org_id = ${org.id} and id = ${id} and state in ('unknown', 'failed', 'sending')`
    .execute(org.tx)
}
