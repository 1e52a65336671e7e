// SMS that failed and whose step is to be sent again, or to go on by another channel.
import { sql } from 'kysely'
import type { Org } from '../../platform/in-organization.ts'

export interface DueFollowUp {
  messageId: string
  followUp: 'again' | 'other_channel'
  customerId: string
  actionId: string
  actionState: string
  /** Null: a person's own message, which nothing sends by itself. */
  runId: string | null
  number: string
  why: string
  invoiceIds: string[]
  errorCode: number | null
}

/** Takes what is due now: nobody else does it a second time. */
export async function takeFollowUps(org: Org, limit: number): Promise<DueFollowUp[]> {
  const { rows } = await sql<DueFollowUp>`
    with due as (select message_id from sms_message
      where org_id = ${org.id} and follow_up_at <= ${org.now}
      order by follow_up_at limit ${limit} for update skip locked
    ), taken as (
      update sms_message s set follow_up_at = null from due
      where s.org_id = ${org.id} and s.message_id = due.message_id
      returning s.message_id, s.follow_up, s.error_code)
    select t.message_id as "messageId", t.follow_up as "followUp",
      m.customer_id as "customerId", a.id as "actionId", a.state as "actionState",
      a.run_id as "runId", m.to_addresses[1] as number, coalesce(m.why, '') as why,
      t.error_code as "errorCode",
      array(select x->>'invoiceId' from jsonb_array_elements(m.snapshot) x) as "invoiceIds"
    from taken t join message m on m.org_id = ${org.id} and m.id = t.message_id
      join action a on a.org_id = m.org_id and a.id = m.action_id`.execute(org.tx)
  return rows
}

/** The key of a send that the provider gave up may be won once more. */
export async function reopenAttempts(org: Org, messageIds: readonly string[]): Promise<void> {
  await sql`update attempt set state = 'retry', retry_at = ${org.installation.now()}
    where org_id = ${org.id} and message_id = any(${[...messageIds]}::uuid[])
      and state = 'accepted'`.execute(org.tx)
}
