// The tables of accounts, sessions, members and API keys.
import { sql } from 'kysely'
import type { Role } from '#contract/endpoint.ts'
import type { PageLanguage } from '#contract/page-language.ts'
import type { Day, Instant } from '#domain/day.ts'
import { asInstallation, asOrg, asUser } from '../platform/database.ts'
import type { Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'

export interface AccountRow {
  user_id: string
  name: string
  email: string
  password_hash: string
}

export const hasAccounts = (installation: Installation): Promise<boolean> =>
  asInstallation(installation.database.db, async (tx) => {
    const { rows } = await sql`select 1 from account limit 1`.execute(tx)
    return rows.length > 0
  })

/** False when the set-up was won by somebody else in the same moment. */
export const insertFirstAccount = (
  installation: Installation, row: AccountRow,
): Promise<boolean> => asInstallation(installation.database.db, async (tx) => {
  await sql`lock table account in exclusive mode`.execute(tx)
  const { rows } = await sql`
    insert into account (user_id, name, email, password_hash, created_at)
    select ${row.user_id}, ${row.name}, ${row.email}, ${row.password_hash}, ${installation.now()}
    where not exists (select from account) returning 1`.execute(tx)
  return rows.length > 0
})

export const accountByEmail = (
  installation: Installation, email: string,
): Promise<AccountRow | null> => asInstallation(installation.database.db, async (tx) => {
  const { rows } = await sql<AccountRow>`
    select user_id, name, email, password_hash from account where email = ${email.toLowerCase()}`
    .execute(tx)
  return rows[0] ?? null
})

export interface SessionRow {
  user_id: string
  active_org_id: string | null
  name: string
  email: string
  language: PageLanguage | null
}

export const insertSession = (
  installation: Installation,
  row: { tokenHash: string; userId: string; activeOrgId: string | null; agent: string },
): Promise<void> => asInstallation(installation.database.db, async (tx) => {
  await sql`insert into session (token_hash, user_id, active_org_id, agent, created_at,
      seen_at)
    values (${row.tokenHash}, ${row.userId}, ${row.activeOrgId}, ${row.agent},
      ${installation.now()}, ${installation.now()})`.execute(tx)
})

export interface SeenSession {
  token_hash: string
  agent: string
  created_at: Instant
  seen_at: Instant
}

export const sessionsOf = (
  installation: Installation, userId: string,
): Promise<SeenSession[]> => asInstallation(installation.database.db, async (tx) => {
  const { rows } = await sql<SeenSession>`select token_hash, agent, created_at, seen_at
    from session where user_id = ${userId}
      and created_at > now() - make_interval(days => ${LONGEST_DAYS})
    order by seen_at desc limit 100`.execute(tx)
  return rows
})

export const deleteSessionsBut = (
  installation: Installation, userId: string, keptHash: string,
): Promise<number> => asInstallation(installation.database.db, async (tx) => {
  const { rows } = await sql`delete from session
    where user_id = ${userId} and token_hash <> ${keptHash} returning 1`.execute(tx)
  return rows.length
})

/** When it was last used, to within an hour, so that reading does not write each time. */
export const noteSeen = (installation: Installation, tokenHash: string): Promise<void> =>
  asInstallation(installation.database.db, async (tx) => {
    await sql`update session set seen_at = ${installation.now()} where token_hash = ${tokenHash}
      and seen_at < ${installation.now()}::timestamptz - interval '1 hour'`.execute(tx)
  })

const LONGEST_DAYS = 7

/** A live session; idle or old ones count as gone. */
export const sessionByHash = (
  installation: Installation, tokenHash: string,
): Promise<SessionRow | null> => asInstallation(installation.database.db, async (tx) => {
  const { rows } = await sql<SessionRow & { seen_at: Instant }>`
    select s.user_id, s.active_org_id, a.name, a.email, a.language, s.seen_at
    from session s join account a on a.user_id = s.user_id
    where s.token_hash = ${tokenHash}
      and s.created_at > now() - make_interval(days => ${LONGEST_DAYS})`.execute(tx)
  return rows[0] ?? null
})

export const deleteSession = (installation: Installation, tokenHash: string): Promise<void> =>
  asInstallation(installation.database.db, async (tx) => {
    await sql`delete from session where token_hash = ${tokenHash}
      or created_at < now() - make_interval(days => ${LONGEST_DAYS})`.execute(tx)
  })

export const setActiveOrganization = (
  installation: Installation, tokenHash: string, orgId: string,
): Promise<void> => asInstallation(installation.database.db, async (tx) => {
  await sql`update session set active_org_id = ${orgId} where token_hash = ${tokenHash}`
    .execute(tx)
})

export const setLanguage = (
  installation: Installation, userId: string, language: PageLanguage | null,
): Promise<void> => asInstallation(installation.database.db, async (tx) => {
  await sql`update account set language = ${language} where user_id = ${userId}`.execute(tx)
})

export interface MembershipRow {
  org_id: string
  role: Role
  is_active: boolean
}

export const membershipsOf = (
  installation: Installation, userId: string,
): Promise<MembershipRow[]> => asUser(installation.database.db, userId, async (tx) => {
  const { rows } = await sql<MembershipRow>`
    select org_id, role, is_active from member where user_id = ${userId}
    order by joined_at limit 200`.execute(tx)
  return rows
})

export const organizationNames = (
  installation: Installation, orgIds: readonly string[],
): Promise<{ id: string; name: string; isSandbox: boolean }[]> =>
  asInstallation(installation.database.db, async (tx) => {
    const { rows } = await sql<{ id: string; name: string; isSandbox: boolean }>`
      select org_id as id, name, is_sandbox as "isSandbox" from organization
      where org_id = any(${[...orgIds]}::uuid[]) order by is_sandbox, lower(name)`.execute(tx)
    return rows
  })

export interface OwnKeys {
  hasSingleKeys: boolean
  own: Record<string, string>
}

export interface MemberRow {
  user_id: string
  name: string
  email: string
  role: Role
  is_active: boolean
  undo_seconds: number
  away_until: Day | null
  deputy_id: string | null
  has_single_keys: boolean
  own_keys: Record<string, string>
  signature: string
}

export async function readMembers(org: Org): Promise<MemberRow[]> {
  const { rows } = await sql<MemberRow>`
    select user_id, name, email, role, is_active, undo_seconds, away_until, deputy_id,
      has_single_keys, own_keys, signature
    from member where org_id = ${org.id} order by lower(name) limit 500`.execute(org.tx)
  return rows
}

export async function insertMember(
  org: Org, row: Pick<MemberRow, 'user_id' | 'name' | 'email' | 'role'>,
): Promise<void> {
  await sql`insert into member (user_id, name, email, role, joined_at)
    values (${row.user_id}, ${row.name}, ${row.email}, ${row.role}, ${org.installation.now()})
    on conflict do nothing`.execute(org.tx)
}

export async function lockMembers(org: Org): Promise<void> {
  await sql`select 1 from member where org_id = ${org.id} order by user_id for update`
    .execute(org.tx)
}

interface MemberChange {
  name?: string | undefined
  undoSeconds?: number | undefined
  role?: Role | undefined
  isActive?: boolean | undefined
  awayUntil?: Day | null | undefined
  deputyId?: string | null | undefined
  keys?: OwnKeys | undefined
  signature?: string | undefined
}

/** What is left out stays; null takes an absence or a deputy away. */
export async function updateMember(
  org: Org, userId: string, change: MemberChange,
): Promise<void> {
  const given = (value: unknown) => sql`${value !== undefined}::boolean`
  await sql`update member set name = coalesce(${change.name ?? null}, name),
      signature = coalesce(${change.signature ?? null}, signature),
      undo_seconds = coalesce(${change.undoSeconds ?? null}::int, undo_seconds),
      role = coalesce(${change.role ?? null}, role),
      is_active = coalesce(${change.isActive ?? null}::boolean, is_active),
      away_until = case when ${given(change.awayUntil)}
        then ${change.awayUntil ?? null}::date else away_until end,
      deputy_id = case when ${given(change.deputyId)}
        then ${change.deputyId ?? null} else deputy_id end,
      has_single_keys = coalesce(${change.keys?.hasSingleKeys ?? null}::boolean, has_single_keys),
      own_keys = coalesce(${change.keys ? JSON.stringify(change.keys.own) : null}::jsonb, own_keys)
    where org_id = ${org.id} and user_id = ${userId}`.execute(org.tx)
}

export interface ApiKeyRow {
  id: string
  name: string
  role: Role
  created_at: Instant
  last_used_at: Instant | null
  ends_with: string
}

export async function readApiKeys(org: Org): Promise<ApiKeyRow[]> {
  const { rows } = await sql<ApiKeyRow>`
    select id, name, role, created_at, last_used_at, ends_with from api_key
    where org_id = ${org.id} and revoked_at is null order by created_at desc limit 200`
    .execute(org.tx)
  return rows
}

export async function insertApiKey(
  org: Org, row: { id: string; name: string; role: Role; hash: string; endsWith: string },
): Promise<void> {
  await sql`insert into api_key (id, name, role, hash, ends_with, created_at)
    values (${row.id}, ${row.name}, ${row.role}, ${row.hash}, ${row.endsWith},
      ${org.installation.now()})`
    .execute(org.tx)
}

export async function revokeKey(org: Org, id: string): Promise<boolean> {
  const { rows } = await sql`update api_key set revoked_at = ${org.installation.now()}
    where org_id = ${org.id} and id = ${id} and revoked_at is null returning 1`.execute(org.tx)
  return rows.length > 0
}

/** A key by its hash in its own organization; its use is noted once a minute at most. */
export const useApiKey = (
  installation: Installation, orgId: string, hash: string,
): Promise<{ id: string; role: Role } | null> =>
  asOrg(installation.database.db, orgId, async (tx) => {
    const { rows } = await sql<{ id: string; role: Role }>`
      select id, role from api_key
      where org_id = ${orgId} and hash = ${hash} and revoked_at is null`.execute(tx)
    const key = rows[0]
    if (!key) return null
    await sql`update api_key set last_used_at = now() where org_id = ${orgId} and id = ${key.id}
      and (last_used_at is null or last_used_at < now() - interval '1 minute')`.execute(tx)
    return key
  })
