// The tables of addresses that mail providers post to, and of the one-time tokens they signed.
import { sql } from 'kysely'
import type { Instant } from '#domain/day.ts'
import type { Org } from '../platform/in-organization.ts'

export type HookProvider = 'sendgrid' | 'mailgun' | 'postmark' | 'raw'

export interface HookRow {
  id: string
  name: string
  provider: HookProvider
  secret_sealed: string | null
  created_at: Instant
  last_mail_at: Instant | null
  refused_at: Instant | null
  refused_why: string | null
}

const HOOK = sql`id, name, provider, secret_sealed, created_at, last_mail_at, refused_at,
  refused_why`
const MOST_HOOKS = 100

export async function listHookRows(org: Org): Promise<HookRow[]> {
  const { rows } = await sql<HookRow>`select ${HOOK} from inbound_hook
    where org_id = ${org.id} and revoked_at is null
    order by created_at, id limit ${MOST_HOOKS}`.execute(org.tx)
  return rows
}

export async function hookByToken(org: Org, tokenHash: string): Promise<HookRow | null> {
  const { rows } = await sql<HookRow>`select ${HOOK} from inbound_hook
    where org_id = ${org.id} and token_hash = ${tokenHash} and revoked_at is null`.execute(org.tx)
  return rows[0] ?? null
}

export async function insertHook(org: Org, hook: {
  id: string; name: string; provider: HookProvider; tokenHash: string; secretSealed: string | null
}): Promise<void> {
  await sql`insert into inbound_hook (id, name, provider, token_hash, secret_sealed, created_at)
    values (${hook.id}, ${hook.name}, ${hook.provider}, ${hook.tokenHash}, ${hook.secretSealed},
      ${org.now})`.execute(org.tx)
}

export async function revokeHookRow(org: Org, id: string): Promise<boolean> {
  const { rows } = await sql`update inbound_hook set revoked_at = ${org.now}, secret_sealed = null
    where org_id = ${org.id} and id = ${id} and revoked_at is null returning 1`.execute(org.tx)
  return rows.length > 0
}

export async function noteHookMail(org: Org, id: string): Promise<void> {
  await sql`update inbound_hook set last_mail_at = ${org.now} where org_id = ${org.id}
    and id = ${id}`.execute(org.tx)
}

export async function noteHookRefused(org: Org, id: string, why: string): Promise<void> {
  await sql`update inbound_hook set refused_at = ${org.now}, refused_why = ${why.slice(0, 300)}
    where org_id = ${org.id} and id = ${id}`.execute(org.tx)
}

/**
 * Spends a one-time token for a message. `again` is the provider's retry of the same message;
 * `spent` means that somebody uses a signature that was made for another one.
 */
export async function spendToken(org: Org, spent: {
  hookId: string; token: string; sha256: string
}): Promise<'first' | 'again' | 'spent'> {
  const realNow = org.installation.now()
  await sql`delete from inbound_hook_token where org_id = ${org.id} and hook_id = ${spent.hookId}
    and seen_at < ${realNow}::timestamptz - interval '3 days'`.execute(org.tx)
  const { rows } = await sql`insert into inbound_hook_token (hook_id, token, sha256, seen_at)
    values (${spent.hookId}, ${spent.token}, ${spent.sha256}, ${realNow})
    on conflict do nothing returning 1`.execute(org.tx)
  if (rows.length > 0) return 'first'
  const { rows: before } = await sql<{ sha256: string }>`select sha256 from inbound_hook_token
    where org_id = ${org.id} and hook_id = ${spent.hookId} and token = ${spent.token}`
    .execute(org.tx)
  return before[0]?.sha256 === spent.sha256 ? 'again' : 'spent'
}

/** The mail of these very bytes that this hook took in before: a provider's second delivery. */
export async function mailOfHook(org: Org, hookId: string, sha256: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select i.id from inbound_mail i
      join mail_arrival a on a.org_id = i.org_id and a.inbound_mail_id = i.id
    where i.org_id = ${org.id} and i.sha256 = ${sha256} and a.hook_id = ${hookId} limit 1`
    .execute(org.tx)
  return rows[0]?.id ?? null
}
