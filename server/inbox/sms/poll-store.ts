// The sms_poll table: how far the provider's list of incoming SMS was read, and what was told.
import { sql } from 'kysely'
import type { Instant } from '#domain/day.ts'
import type { Org } from '../../platform/in-organization.ts'

export interface PollRow {
  polled_at: Instant | null
  read_until: Instant | null
  problem: string | null
  told_at: Instant | null
  missed_told_at: Instant | null
}

const NEVER: PollRow = {
  polled_at: null, read_until: null, problem: null, told_at: null, missed_told_at: null,
}

export async function readPoll(org: Org): Promise<PollRow> {
  const { rows } = await sql<PollRow>`
    select polled_at, read_until, problem, told_at, missed_told_at from sms_poll
    where org_id = ${org.id}`.execute(org.tx)
  return rows[0] ?? NEVER
}

export async function writePoll(org: Org, row: PollRow): Promise<void> {
  await sql`insert into sms_poll (polled_at, read_until, problem, told_at, missed_told_at)
    values (${row.polled_at}, ${row.read_until}, ${row.problem}, ${row.told_at},
      ${row.missed_told_at})
    on conflict (org_id) do update set polled_at = excluded.polled_at,
      read_until = greatest(sms_poll.read_until, excluded.read_until),
      problem = excluded.problem, told_at = excluded.told_at,
      missed_told_at = excluded.missed_told_at`.execute(org.tx)
}
