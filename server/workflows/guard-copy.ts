// A copy of a database sends nothing by itself until somebody says that no other one does.
import { sql } from 'kysely'
import { claimInstance } from '../platform/instance.ts'
import { inOrganization, openWithin, SYSTEM, type Org } from '../platform/in-organization.ts'
import type { Installation } from '../platform/installation.ts'
import { recordEvent } from '../timeline/record-event.ts'

/** Asked at each start; all organizations are stopped in one transaction, or none. */
export async function guardCopy(
  installation: Installation, tell: (line: string) => void,
): Promise<void> {
  const { isCopy } = await claimInstance(installation, async (tx) => {
    const { rows } = await sql<{ id: string }>`select org_id as id from organization`.execute(tx)
    for (const { id } of rows) await stopCopy(await openWithin(installation, tx, id, SYSTEM))
  })
  if (!isCopy) return
  tell('This database was restored or copied: it is not the one that ran here last. So that nobody '
    + 'is reminded twice, automatic sending is off in every organization until an admin confirms '
    + 'in the strip on every page, or by duebox automation confirm-copy, that no other copy sends.')
}

async function stopCopy(org: Org): Promise<void> {
  await sql`update organization set copied_at = ${org.installation.now()},
      automation_on_since = null, automation_changed_by = ${org.actor}
    where org_id = ${org.id}`.execute(org.tx)
  const wasOn = org.settings.automation_on_since !== null
  await recordEvent(org, { kind: 'copy_found', detail: { wasOn: String(wasOn) } })
}

/** Only lifts the bar: turning on stays a deed of its own, with the count of what leaves. */
export const confirmOnlyCopy = (
  installation: Installation, orgId: string, actor: string,
): Promise<void> => inOrganization(installation, orgId, actor, async (org) => {
  const { rows } = await sql`update organization set copied_at = null
    where org_id = ${org.id} and copied_at is not null returning 1`.execute(org.tx)
  if (rows.length > 0) await recordEvent(org, { kind: 'copy_confirmed' })
})
