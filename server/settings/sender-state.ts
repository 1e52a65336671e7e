// Whether the e-mail sender works: proved by a test, disproved by what a server refused since.
import { sql } from 'kysely'
import type { Instant } from '#domain/day.ts'
import type { Org } from '../platform/in-organization.ts'

export interface SenderStanding {
  state: 'outbox' | 'unverified' | 'verified' | 'failing'
  verifiedAt: Instant | null
  failingSince: Instant | null
  error: string | null
}

interface Row {
  channel: 'outbox' | 'smtp'
  verified_at: Instant | null
  failing_since: Instant | null
  error: string | null
  refused_at: Instant | null
  refused_why: string | null
}

/** A refused attempt that no accepted one has followed is a sender that fails now. */
export async function readSenderState(org: Org): Promise<SenderStanding> {
  const { rows } = await sql<Row>`
    select o.email_channel as channel, o.sender_verified_at as verified_at,
      o.sender_failing_since as failing_since, o.sender_error as error,
      r.started_at as refused_at, r.why as refused_why
    from organization o left join lateral (
      select a.started_at, a.why from attempt a
      where a.org_id = o.org_id and a.channel = 'email' and a.state = 'retry'
        and not exists (select from attempt b where b.org_id = a.org_id and b.channel = 'email'
          and b.state = 'accepted' and b.finished_at > a.started_at)
      order by a.started_at limit 1) r on true
    where o.org_id = ${org.id}`.execute(org.tx)
  const row = rows[0]
  if (!row || row.channel === 'outbox') {
    return { state: 'outbox', verifiedAt: null, failingSince: null, error: null }
  }
  const failingSince = row.failing_since ?? row.refused_at
  return {
    state: failingSince !== null ? 'failing' : row.verified_at === null ? 'unverified'
      : 'verified',
    verifiedAt: row.verified_at, failingSince, error: row.error ?? row.refused_why,
  }
}

/** What a test to oneself has shown. Null: the server took it. */
export async function noteSenderTest(org: Org, error: string | null): Promise<void> {
  const now = org.installation.now()
  await sql`update organization set
      sender_verified_at = case when ${error === null}::boolean then ${now}::timestamptz
        else sender_verified_at end,
      sender_failing_since = case when ${error === null}::boolean then null
        else coalesce(sender_failing_since, ${now}::timestamptz) end,
      sender_error = ${error}
    where org_id = ${org.id}`.execute(org.tx)
}
