// Addresses of people who were erased: known by a keyed hash only, and never written to again.
import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import type { Org } from '../platform/in-organization.ts'

export const ERASED_REASON = 'this person was erased at their own wish'

/** Nobody without the installation's key can try addresses against it. */
function hashOf(org: Org, address: string): string {
  const key = org.installation.secrets.derive('erased addresses')
  return createHmac('sha256', key).update(`${org.id} ${address.toLowerCase()}`).digest('base64url')
}

export async function rememberErased(
  org: Org, erasureId: string, addresses: readonly string[],
): Promise<void> {
  const hashes = addresses.map((address) => hashOf(org, address))
  await sql`insert into erased_address (hash, erasure_id)
    select hash, ${erasureId} from unnest(${hashes}::text[]) as hash
    on conflict do nothing`.execute(org.tx)
}

/** Which of the addresses are of somebody who was erased. */
export async function erasedAmong(org: Org, addresses: readonly string[]): Promise<string[]> {
  if (addresses.length === 0) return []
  const byHash = new Map(addresses.map((address) => [hashOf(org, address), address]))
  const { rows } = await sql<{ hash: string }>`select hash from erased_address
    where org_id = ${org.id} and hash = any(${[...byHash.keys()]})`.execute(org.tx)
  return rows.flatMap(({ hash }) => byHash.get(hash) ?? [])
}
