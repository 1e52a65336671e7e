// What is known of one SMS when its status changes, and what of that is written down.
import { sql } from 'kysely'
import { isEnd, type SmsStatus } from '#domain/sms/sms-status.ts'
import type { Zone } from '#domain/day.ts'
import { addSeconds } from '#domain/day.ts'
import type { Org } from '../../platform/in-organization.ts'

export interface ProjectedSms {
  messageId: string
  state: string
  customerId: string | null
  contactZones: Zone[]
  customerZone: Zone | null
  customerCountry: string | null
  actionId: string | null
  authorId: string | null
  number: string
  senderId: string | null
  country: string | null
  tries: number
  invoiceIds: string[]
}

/** Locks the customer, then the message: the order of every deed. */
export async function lockProjected(org: Org, messageId: string): Promise<ProjectedSms | null> {
  await sql`select 1 from customer where org_id = ${org.id} and id = (select customer_id
    from message where org_id = ${org.id} and id = ${messageId}) for update`.execute(org.tx)
  const { rows } = await sql<ProjectedSms>`
    select m.id as "messageId", m.state, m.customer_id as "customerId", c.zone as "customerZone",
      array(select distinct k.zone from contact_address b join contact k on k.org_id = b.org_id
          and k.id = b.contact_id where b.org_id = m.org_id and b.channel = 'phone'
          and b.address = m.to_addresses[1] and b.customer_id = m.customer_id
          and k.zone is not null) as "contactZones",
      c.country as "customerCountry", m.action_id as "actionId", m.author_id as "authorId",
      coalesce(m.to_addresses[1], '') as number, s.sender_id as "senderId", s.country,
      coalesce((select max(tries) from attempt a where a.org_id = m.org_id
        and a.message_id = m.id), 1) as tries,
      array(select x->>'invoiceId' from jsonb_array_elements(m.snapshot) x) as "invoiceIds"
    from sms_message s join message m on m.org_id = s.org_id and m.id = s.message_id
      left join customer c on c.org_id = m.org_id and c.id = m.customer_id
    where s.org_id = ${org.id} and s.message_id = ${messageId} for update of m, s`
    .execute(org.tx)
  return rows[0] ?? null
}

const PRICE_SECONDS = 3600

/**
 * The first time of each status, even of one that came late. At an end the provider is asked once
 * more, for the price alone.
 */
export async function markStatus(org: Org, of: {
  messageId: string; told: SmsStatus; status: SmsStatus; isSettled: boolean
}): Promise<void> {
  const { told, status } = of
  const first = (column: ReturnType<typeof sql>, names: readonly SmsStatus[]) =>
    sql`${column} = case when ${names.includes(told)} then coalesce(${column}, ${org.now})
      else ${column} end`
  const priceAt = addSeconds(org.installation.now(), PRICE_SECONDS)
  await sql`update sms_message set ${first(sql`sent_at`, ['sent'])},
      ${first(sql`delivered_at`, ['delivered'])}, ${first(sql`read_at`, ['read'])},
      ${first(sql`failed_at`, ['failed', 'undelivered', 'cancelled'])},
      has_conflict = has_conflict and not ${of.isSettled},
      next_check_at = case when not ${isEnd(status)} or next_check_at is null
          or (has_conflict and not ${of.isSettled}) then next_check_at
        when is_cost_final then null else greatest(next_check_at, ${priceAt}) end,
      error_code = case when ${isLost(status)} then error_code end,
      next_step = case when ${isLost(status)} then next_step end,
      follow_up_at = case when ${isLost(status)} then follow_up_at end
    where org_id = ${org.id} and message_id = ${of.messageId}`.execute(org.tx)
}

const isLost = (status: SmsStatus) => status === 'failed' || status === 'undelivered'

/** Two ends were told: the provider is asked once which of them is true. */
export async function markConflict(org: Org, messageId: string): Promise<void> {
  await sql`update sms_message set has_conflict = true, next_check_at = ${org.installation.now()}
    where org_id = ${org.id} and message_id = ${messageId} and not has_conflict`.execute(org.tx)
}
