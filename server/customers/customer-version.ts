// Which version of a customer a person has seen, and who made the newest one.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Instant } from '#domain/day.ts'
import { changedMeanwhile } from '../platform/errors.ts'
import type { Org } from '../platform/in-organization.ts'

export interface CustomerVersion {
  /** Equal as long as nothing that a form can change has changed. */
  version: string
  changedAt: Instant | null
  changedBy: { id: string; name: string } | null
}

export async function readVersion(org: Org, customerId: string): Promise<CustomerVersion> {
  const { rows } = await sql<{ fields: string; at: Instant | null; actor: string | null
    name: string | null }>`
    select jsonb_build_array(c.reference, c.name, c.country, c.zone, c.locale, c.owner_id,
        c.legal_stop_reason, c.street, c.postcode, c.city, c.debtor_kind, c.wished_channel,
        c.wished_by, c.wished_on, c.parent_id, c.collect_at)::text as fields,
      e.at, e.actor, m.name
    from customer c
      left join lateral (select at, actor from event where org_id = c.org_id
        and customer_id = c.id and kind in ('customer_changed', 'customer_placed')
        order by at desc, id desc limit 1) e on true
      left join member m on m.org_id = c.org_id and e.actor = 'user:' || m.user_id
    where c.org_id = ${org.id} and c.id = ${customerId}`.execute(org.tx)
  const [row] = rows
  return {
    version: createHash('sha256').update(row?.fields ?? '').digest('base64url').slice(0, 22),
    changedAt: row?.at ?? null,
    changedBy: row?.actor == null ? null
      : { id: row.actor.replace(/^user:/, ''), name: row.name ?? 'An import or program' },
  }
}

/** Of two people who change the same version the second is told, and nothing is saved. */
export async function requireVersion(
  org: Org, customerId: string, seen: string | undefined,
): Promise<void> {
  if (seen === undefined) return
  // One form at a time; before any row or tree is locked, so nobody waits in a circle.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`customer ${customerId}`}, 43))`
    .execute(org.tx)
  const now = await readVersion(org, customerId)
  if (now.version === seen) return
  throw changedMeanwhile(`${now.changedBy?.name ?? 'Somebody'} has changed this customer since `
    + 'you opened it. Nothing of yours was saved; look at both versions and choose.')
}
