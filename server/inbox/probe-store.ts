// The tables behind the reply address: which it is, and the tests that were sent around.
import { sql } from 'kysely'
import type { Instant } from '#domain/day.ts'
import type { ProbeReturn, ReplyProvider } from '#domain/reply-probe.ts'
import type { Org } from '../platform/in-organization.ts'
import { hashToken } from '../platform/secrets.ts'

export interface ReplyAddressRow {
  kind: 'group' | 'person' | 'imap'
  address: string
  provider: ReplyProvider
  /** Since when it is so. */
  saved_at: Instant
}

export async function replyAddressOf(org: Org): Promise<ReplyAddressRow | null> {
  const { rows } = await sql<ReplyAddressRow>`select kind, address, provider, saved_at
    from reply_address where org_id = ${org.id}`.execute(org.tx)
  return rows[0] ?? null
}

/** Saved unchanged, it is as old as it was, and its test still tells of it. */
export async function saveReplyAddress(
  org: Org, wish: Omit<ReplyAddressRow, 'saved_at'>,
): Promise<void> {
  await sql`insert into reply_address (kind, address, provider, saved_at)
    values (${wish.kind}, ${wish.address}, ${wish.provider}, ${org.now})
    on conflict (org_id) do update set kind = excluded.kind, address = excluded.address,
      provider = excluded.provider, saved_at = excluded.saved_at
    where (reply_address.kind, reply_address.address, reply_address.provider)
      is distinct from (excluded.kind, excluded.address, excluded.provider)`.execute(org.tx)
}

export interface ProbeRow {
  id: string
  address: string
  from_address: string
  message_ref: string
  thread_ref: string
  sent_at: Instant
  sent_really_at: Instant
  failed_why: string | null
  returned_at: Instant | null
  returned_really_at: Instant | null
  seen: ProbeReturn | null
}

const PROBE = sql`id, address, from_address, message_ref, thread_ref, sent_at, sent_really_at,
  failed_why, returned_at, returned_really_at, seen`

export async function insertProbe(org: Org, probe: {
  id: string; token: string; address: string; fromAddress: string; messageRef: string
  threadRef: string
}): Promise<void> {
  await sql`insert into reply_probe (id, token_hash, address, from_address, message_ref,
      thread_ref, sent_at, sent_really_at)
    values (${probe.id}, ${hashToken(probe.token)}, ${probe.address}, ${probe.fromAddress},
      ${probe.messageRef}, ${probe.threadRef}, ${org.now}, ${org.installation.now()})`
    .execute(org.tx)
}

export async function newestProbe(org: Org): Promise<ProbeRow | null> {
  const { rows } = await sql<ProbeRow>`select ${PROBE} from reply_probe
    where org_id = ${org.id} order by sent_really_at desc, id desc limit 1`.execute(org.tx)
  return rows[0] ?? null
}

export async function probeByTokens(
  org: Org, tokens: readonly string[],
): Promise<ProbeRow | null> {
  if (tokens.length === 0) return null
  const { rows } = await sql<ProbeRow>`select ${PROBE} from reply_probe
    where org_id = ${org.id} and token_hash = any(${tokens.map(hashToken)}::text[]) limit 1`
    .execute(org.tx)
  return rows[0] ?? null
}

/** The first return counts; the same test may come over several ways. */
export async function noteReturned(org: Org, id: string, seen: ProbeReturn): Promise<void> {
  await sql`update reply_probe set returned_at = ${org.now},
      returned_really_at = ${org.installation.now()}, seen = ${JSON.stringify(seen)}::jsonb
    where org_id = ${org.id} and id = ${id} and returned_at is null`.execute(org.tx)
}

export async function noteProbeFailed(org: Org, id: string, why: string): Promise<void> {
  await sql`update reply_probe set failed_why = ${why.slice(0, 500)}
    where org_id = ${org.id} and id = ${id} and returned_at is null`.execute(org.tx)
}

/** When an answer last came in, by which way. */
export async function lastReceived(
  org: Org,
): Promise<{ at: Instant; source: 'smtp' | 'webhook' | 'imap' } | null> {
  const { rows } = await sql<{ at: Instant; source: 'smtp' | 'webhook' | 'imap' }>`
    select received_at as at, source from (
      (select received_at, source from inbound_mail where org_id = ${org.id} and state = 'linked'
        order by received_at desc limit 1)
      union all
      (select received_at, source from inbound_mail where org_id = ${org.id}
        and state = 'unmatched' order by received_at desc limit 1)) as newest
    order by received_at desc limit 1`.execute(org.tx)
  return rows[0] ?? null
}
