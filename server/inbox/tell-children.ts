// A message of a group's head that asks for invoices of others stands on their timelines too (E36).
import { sql } from 'kysely'
import type { Org } from '../platform/in-organization.ts'
import type { NewEvent } from '../timeline/record-event.ts'

/** Only what was sent is told: what failed or may have left is the head's matter. */
export async function eventsOfChildren(
  org: Org, events: readonly NewEvent[],
): Promise<NewEvent[]> {
  const sent = events.filter(({ kind }) => kind === 'message_sent' || kind === 'letter_queued')
  const asked = sent.flatMap(({ customerId, messageId, invoiceIds = [] }) =>
    invoiceIds.map((invoiceId) => ({ messageId, headId: customerId, invoiceId })))
  if (asked.length === 0) return []
  const { rows } = await sql<{ messageId: string; customerId: string; head: string }>`
    select distinct x."messageId", i.customer_id as "customerId", h.name as head
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb)
        as x("messageId" uuid, "headId" uuid, "invoiceId" uuid)
      join customer h on h.org_id = ${org.id} and h.id = x."headId" and h.group_id = h.id
      join invoice i on i.org_id = ${org.id} and i.id = x."invoiceId" and i.customer_id <> h.id
    order by 1, 2`.execute(org.tx)
  return rows.map(({ messageId, customerId, head }) => {
    const of = sent.find((event) => event.messageId === messageId)
    // Its invoices tell it already: there the message stands once.
    return {
      kind: 'asked_at_parent', customerId, messageId, actionId: of?.actionId ?? null,
      detail: { ...of?.detail, head },
    }
  })
}
