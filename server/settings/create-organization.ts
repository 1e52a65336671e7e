// Makes an organization: automatic sending off, mail captured, furnished by the floors above.
import { sql } from 'kysely'
import { isZone, parseInstant, type Instant } from '#domain/day.ts'
import { isCurrency } from '#domain/money.ts'
import { asOrg } from '../platform/database.ts'
import { invalid } from '../platform/errors.ts'
import { newId } from '../platform/ids.ts'
import { inOrganization, type Actor, type Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { randomToken } from '../platform/secrets.ts'

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
  const fields = problemsOf(wish)
  if (fields.length > 0) throw invalid('This organization cannot be made yet.', fields)
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

function problemsOf(wish: OrganizationWish): { field: string; message: string }[] {
  const problems: { field: string; message: string }[] = []
  if (!isCurrency(wish.currency)) {
    problems.push({ field: 'currency', message: 'Use an ISO 4217 code such as EUR.' })
  }
  if (!isZone(wish.zone)) {
    problems.push({ field: 'zone', message: 'Use an IANA time zone such as Europe/Paris.' })
  }
  return problems
}
