// Answers kept under the key of their call.
import { sql } from 'kysely'
import type { Org } from './in-organization.ts'

/** Days that an answer is kept (reference ux, convention 46). */
const KEPT_DAYS = 7

export interface KeptAnswer { call_hash: string; status: number | null; answer: string | null }

/** False when another transaction holds the same key at this moment. */
export async function lockKey(org: Org, key: string): Promise<boolean> {
  const { rows } = await sql<{ is_ours: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`${org.id} ${org.actor} ${key}`}, 7))
      as is_ours`.execute(org.tx)
  return rows[0]?.is_ours ?? false
}

export async function findAnswer(org: Org, key: string): Promise<KeptAnswer | null> {
  const { rows } = await sql<KeptAnswer>`
    select call_hash, status, answer from kept_answer
    where org_id = ${org.id} and actor = ${org.actor} and key = ${key}`.execute(org.tx)
  return rows[0] ?? null
}

export async function keepAnswer(
  org: Org, key: string, kept: KeptAnswer,
): Promise<void> {
  await sql`
    insert into kept_answer (org_id, actor, key, call_hash, status, answer)
    values (${org.id}, ${org.actor}, ${key}, ${kept.call_hash}, ${kept.status}, ${kept.answer})
    on conflict (org_id, actor, key)
      do update set status = excluded.status, answer = excluded.answer`.execute(org.tx)
}

export async function releaseKey(org: Org, key: string): Promise<void> {
  await sql`delete from kept_answer where org_id = ${org.id} and actor = ${org.actor}
    and key = ${key} and status is null`.execute(org.tx)
}

export async function deleteOldAnswers(org: Org): Promise<void> {
  await sql`delete from kept_answer where org_id = ${org.id}
    and at < now() - make_interval(days => ${KEPT_DAYS})`.execute(org.tx)
}
