// Whether the actor gave a piece of work away a moment ago, and may therefore take it back.
import { sql } from 'kysely'
import { addSeconds } from '#domain/day.ts'
import type { Org } from '../platform/in-organization.ts'

const A_MOMENT_SECONDS = 15 * 60

export async function hasJustGiven(org: Org, work: {
  kind: 'reply_assigned' | 'action_assigned'; customerId: string; id: string
}): Promise<boolean> {
  const { rows } = await sql<{ actor: string }>`
    select actor from event where org_id = ${org.id} and customer_id = ${work.customerId}
      and kind = ${work.kind} and (action_id = ${work.id} or detail->>'replyActionId' = ${work.id})
      and at >= ${addSeconds(org.now, -A_MOMENT_SECONDS)}
    order by at desc, id desc limit 1`.execute(org.tx)
  return rows[0]?.actor === org.actor
}
