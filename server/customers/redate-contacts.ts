// A letter's contact counts from the day it was queued, and on the day it was posted once it was.
import { sql } from 'kysely'
import type { Day } from '#domain/day.ts'
import type { Org } from '../platform/in-organization.ts'

/** Returns the days on which they counted before, by message. One that was voided stays so. */
export async function redateContacts(
  org: Org, wishes: readonly { messageId: string; on: Day }[],
): Promise<Map<string, Day>> {
  if (wishes.length === 0) return new Map()
  const { rows } = await sql<{ message_id: string; customer_id: string; before: Day }>`
    with wished as (select * from jsonb_to_recordset(${JSON.stringify(wishes.map((wish) =>
      ({ id: wish.messageId, on_day: wish.on })))}::jsonb) as x(id uuid, on_day date)),
    found as (select l.id, l.contacted_on as before, w.on_day from contact_log l
      join wished w on w.id = l.message_id
      where l.org_id = ${org.id} and l.voided_at is null for update of l)
    update contact_log l set contacted_on = f.on_day from found f
    where l.org_id = ${org.id} and l.id = f.id
    returning l.message_id, l.customer_id, f.before`.execute(org.tx)
  await sql`update customer c set last_contact_on = (select max(l.contacted_on)
      from contact_log l where l.org_id = c.org_id and l.customer_id = c.id
        and l.voided_at is null)
    where c.org_id = ${org.id}
      and c.id = any(${[...new Set(rows.map((row) => row.customer_id))]}::uuid[])`
    .execute(org.tx)
  return new Map(rows.map((row) => [row.message_id, row.before]))
}
