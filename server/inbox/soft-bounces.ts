// Mail that came back for now: counted once a message, and dead after too many in a fortnight.
import { sql } from 'kysely'
import { addDays, instantAt } from '#domain/day.ts'
import { SOFT_BOUNCE_DAYS, SOFT_BOUNCES } from '#domain/reply-rules.ts'
import type { Org } from '../platform/in-organization.ts'

export interface SoftBounces {
  /** The first report on this message; mail servers repeat themselves. */
  isFirst: boolean
  count: number
  isTooMany: boolean
}

export async function countSoftBounce(
  org: Org, bounce: { address: string; messageId: string },
): Promise<SoftBounces> {
  const { rows: added } = await sql`
    insert into soft_bounce (address, message_id, at)
    values (${bounce.address}, ${bounce.messageId}, ${org.now})
    on conflict do nothing returning 1`.execute(org.tx)
  const since = instantAt(addDays(org.today, -SOFT_BOUNCE_DAYS), '00:00', org.settings.zone)
  const { rows } = await sql<{ count: number }>`select count(*) as count from soft_bounce
    where org_id = ${org.id} and address = ${bounce.address} and at >= ${since}::timestamptz`
    .execute(org.tx)
  const count = rows[0]?.count ?? 0
  return { isFirst: added.length > 0, count, isTooMany: count >= SOFT_BOUNCES }
}
