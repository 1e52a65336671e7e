// Makes an organization: automatic sending off, mail captured, furnished by the floors above.
import { sql } from 'kysely'
import { parseInstant, type Instant } from '#domain/day.ts'
import { asOrg } from '../platform/database.ts'
import { newId } from '../platform/ids.ts'
import { inOrganization, type Actor, type Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { randomToken } from '../platform/secrets.ts'
import { checkOrganization } from './check-organization.ts'

export interface OrganizationWish {
  name: string
  country: string | null
  currency: string
  zone: string
  locale: string
  /** A sandbox stands at this moment until someone moves it; null: a real organization. */
  sandboxNow: Instant | null
}

const STALE_AFTER_HOURS = 36

/** `furnish` adds what an organization starts with, in the transaction after its making. */
export async function createOrganization(
  installation: Installation, actor: Actor, wish: OrganizationWish,
  furnish: (org: Org) => Promise<void>,
): Promise<string> {
  checkOrganization(wish)
  const orgId = newId()
  const sandboxNow = wish.sandboxNow === null ? null : parseInstant(wish.sandboxNow)
  await asOrg(installation.database.db, orgId, (tx) => sql`
    insert into organization (org_id, name, country, currency, zone, locale, is_sandbox,
      sandbox_now, intake_code, stale_after_hours, created_at)
    values (${orgId}, ${wish.name}, ${wish.country}, ${wish.currency}, ${wish.zone},
      ${wish.locale}, ${sandboxNow !== null}, ${sandboxNow}, ${randomToken(50)},
      ${sandboxNow === null ? STALE_AFTER_HOURS : null}, ${installation.now()})`.execute(tx))
  await inOrganization(installation, orgId, actor, furnish)
  return orgId
}
