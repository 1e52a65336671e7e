// Leaves a call for each webhook that asked for a happening, in the transaction of that happening.
import { sql } from 'kysely'
import type { Instant } from '#domain/day.ts'
import type { WebhookEvent } from '#domain/notice.ts'
import { newId } from '../platform/ids.ts'
import type { Org } from '../platform/in-organization.ts'
import { addJob } from '../platform/jobs.ts'

export interface Happening {
  /** The same on each try and at each endpoint; receivers know repetitions by it. */
  id: string
  type: WebhookEvent | 'webhook.test'
  at: Instant
  what: Record<string, unknown>
}

/**
 * Deeds stand above webhooks on the stairs or beside them, so the row is written down here, where
 * all of them can reach it; webhooks/ delivers it.
 */
export async function tellWebhooks(
  org: Org, happenings: readonly Happening[], only?: { endpointId: string },
): Promise<number> {
  if (happenings.length === 0) return 0
  const rows = happenings.map(({ id, type, at, what }) => ({
    id, type, payload: JSON.stringify({
      type, timestamp: at, data: { eventId: id, organizationId: org.id, ...what },
    }),
  }))
  const realNow = org.installation.now()
  const { numAffectedRows } = await sql`
    insert into webhook_delivery (id, endpoint_id, event_id, type, payload, next_try_at, created_at)
    select gen_random_uuid(), e.id, x.id, x.type, x.payload, ${realNow}, ${realNow}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, type text, payload text)
      join webhook_endpoint e on e.org_id = ${org.id} and e.state = 'active'
        and ${only === undefined ? sql`x.type = any(e.events)` : sql`e.id = ${only.endpointId}`}
    on conflict do nothing`.execute(org.tx)
  const count = Number(numAffectedRows ?? 0n)
  if (count > 0) {
    await addJob(org.tx, 'deliver_webhooks', { orgId: org.id },
      { jobKey: `webhooks ${org.id}`, queue: 'webhooks' })
  }
  return count
}

/** A happening that stands on no timeline. */
export const happeningNow = (
  org: Org, type: Happening['type'], what: Record<string, unknown>,
): Happening => ({ id: newId(), type, at: org.now, what })
