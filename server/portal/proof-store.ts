// The tables of proofs and of visitors who gave one.
import { sql } from 'kysely'
import type { Instant } from '#domain/day.ts'
import type { Org } from '../platform/in-organization.ts'

export type ProofWay = 'email' | 'sms' | 'knowledge'

export interface ProofRow {
  id: string
  way: ProofWay
  code_hash: string | null
  tries: number
}

/** A new code ends the one before, so that guesses at it do not add up. */
export async function insertProof(org: Org, proof: {
  id: string; linkId: string; way: ProofWay; address: string; codeHash: string | null
  expiresAt: Instant
}): Promise<void> {
  const realNow = org.installation.now()
  await sql`update portal_proof set expires_at = ${realNow}
    where org_id = ${org.id} and link_id = ${proof.linkId} and proven_at is null
      and expires_at > ${realNow}`.execute(org.tx)
  await sql`insert into portal_proof (id, link_id, way, address, code_hash, made_at, expires_at)
    values (${proof.id}, ${proof.linkId}, ${proof.way}, ${proof.address}, ${proof.codeHash},
      ${realNow}, ${proof.expiresAt})`.execute(org.tx)
}

/** The one that may be tried now, locked: two guesses at once are two. */
export async function openProof(
  org: Org, linkId: string, way: 'code' | 'knowledge',
): Promise<ProofRow | null> {
  const { rows } = await sql<ProofRow>`select id, way, code_hash, tries from portal_proof
    where org_id = ${org.id} and link_id = ${linkId} and proven_at is null
      and expires_at > ${org.installation.now()}
      and (way = 'knowledge') = ${way === 'knowledge'}
    order by made_at desc, id desc limit 1 for update`.execute(org.tx)
  return rows[0] ?? null
}

export async function countTry(org: Org, id: string, isRight: boolean): Promise<void> {
  await sql`update portal_proof set tries = tries + 1,
      proven_at = ${isRight ? org.installation.now() : null}
    where org_id = ${org.id} and id = ${id}`.execute(org.tx)
}

export async function endProof(org: Org, id: string): Promise<void> {
  await sql`update portal_proof set expires_at = ${org.installation.now()}
    where org_id = ${org.id} and id = ${id}`.execute(org.tx)
}

export async function proofsSince(
  org: Org, linkId: string, since: Instant,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from portal_proof
    where org_id = ${org.id} and link_id = ${linkId} and made_at > ${since}`.execute(org.tx)
  return rows[0]?.count ?? 0
}

export async function insertSession(org: Org, session: {
  linkId: string; tokenHash: string; expiresAt: Instant
}): Promise<void> {
  const realNow = org.installation.now()
  await sql`delete from portal_session where org_id = ${org.id} and link_id = ${session.linkId}
    and expires_at <= ${realNow}`.execute(org.tx)
  await sql`insert into portal_session (token_hash, link_id, made_at, expires_at)
    values (${session.tokenHash}, ${session.linkId}, ${realNow}, ${session.expiresAt})`
    .execute(org.tx)
}

export async function hasSession(org: Org, linkId: string, tokenHash: string): Promise<boolean> {
  const { rows } = await sql`select from portal_session where org_id = ${org.id}
    and token_hash = ${tokenHash} and link_id = ${linkId}
    and expires_at > ${org.installation.now()}`.execute(org.tx)
  return rows.length > 0
}

