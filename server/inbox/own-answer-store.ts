// What tells an answer of our own people: their addresses, whom they wrote to, what they answered.
import { sql } from 'kysely'
import type { Instant } from '#domain/day.ts'
import type { Org } from '../platform/in-organization.ts'

/** Members and mailboxes by their address, lower-case. */
export async function ownAddresses(org: Org): Promise<Map<string, string | null>> {
  const { rows } = await sql<{ address: string; user_id: string | null }>`
    select lower(email) as address, user_id from member where org_id = ${org.id} and is_active
    union all
    select lower(user_name), null from mailbox
      where org_id = ${org.id} and removed_at is null and user_name like '%@%'
    union all
    select lower(address), null from reply_address where org_id = ${org.id}`.execute(org.tx)
  const { from_address: from, reply_to: replyTo } = org.settings
  const own = new Map<string, string | null>()
  for (const address of [from, replyTo]) if (address) own.set(address.toLowerCase(), null)
  for (const { address, user_id: userId } of rows) {
    own.set(address, own.get(address) ?? userId)
  }
  return own
}

/** The customers that have one of these addresses as a contact's. */
export async function customersAt(org: Org, addresses: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ customer_id: string }>`
    select distinct customer_id from contact_address
    where org_id = ${org.id} and channel = 'email' and address = any(${[...addresses]}::text[])
    limit 2`.execute(org.tx)
  return rows.map((row) => row.customer_id)
}

export interface AnsweredAction {
  id: string
  newest_ref: string | null
  newest_at: Instant
}

/** The open reply action that one of these messages of a customer waits in. */
export async function openActionOfRefs(
  org: Org, customerId: string, refs: readonly string[],
): Promise<AnsweredAction | null> {
  const { rows } = await sql<AnsweredAction>`
    select r.id, n.message_ref as newest_ref, n.at as newest_at
    from reply_action r
      join message n on n.org_id = r.org_id and n.id = r.newest_message_id
    where r.org_id = ${org.id} and r.customer_id = ${customerId} and r.state = 'open'
      and exists (select from message m where m.org_id = r.org_id and m.customer_id = r.customer_id
        and m.direction = 'in' and m.reply_action_id = r.id
        and m.message_ref = any(${[...refs]}::text[]))
    order by r.opened_at desc limit 1`.execute(org.tx)
  return rows[0] ?? null
}
