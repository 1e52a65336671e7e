// Finds who looks after something, and keeps them at work until it is theirs.
import { sql } from 'kysely'
import { ownerChain, type Colleague } from '#domain/owner.ts'
import type { Org } from '../platform/in-organization.ts'

/** A colleague with the address that a copy would go to. */
export interface Member extends Colleague {
  email: string
}

export async function readColleagues(org: Org): Promise<Member[]> {
  const { rows } = await sql<Member>`
    select user_id as "userId", name, role, is_active as "isActive", away_until as "awayUntil",
      deputy_id as "deputyId", lower(email) as email
    from member where org_id = ${org.id} order by joined_at, user_id limit 500`.execute(org.tx)
  return rows
}

const MOST_TRIES = 5

/**
 * The first in line. The row is kept from change until this transaction ends, so that whoever
 * leaves in the same moment hands this item on as well (L5).
 */
export async function chooseOwner(
  org: Org, wanted: readonly (string | null)[],
): Promise<string | null> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const [first] = ownerChain(wanted, await readColleagues(org), org.today)
    if (first === undefined) return null
    const { rows } = await sql`select 1 from member
      where org_id = ${org.id} and user_id = ${first} and is_active and role <> 'viewer'
      for share`.execute(org.tx)
    if (rows.length > 0) return first
  }
  return null
}

/** The name of the person behind `user:…`, a word for what is none. */
export async function nameOfActor(org: Org, actor: string | null): Promise<string> {
  if (actor?.startsWith('portal:')) return 'the customer'
  if (actor === null || !actor.startsWith('user:')) return 'a program'
  const { rows } = await sql<{ name: string }>`select name from member
    where org_id = ${org.id} and user_id = ${actor.slice('user:'.length)}`.execute(org.tx)
  return rows[0]?.name ?? 'somebody'
}
